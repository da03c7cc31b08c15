"""Drawings as PNG, drawn by the same engine as the printed page, for programs that do not show SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

from handouts.drawings import height_to_width
from handouts.folders import Folder
from handouts.formats.blocks import Drawing
from handouts.formats.files import read
from handouts.pdf.apart import Render

DOTS_PER_INCH = 200
_WIDTHS_MM = {"array-10": 58, "array-20": 76, "array-40": 100, "logo": 45}
_FULL_WIDTH_MM = 150


@dataclass(frozen=True)
class Png:
    """A drawn picture and how wide it stands on the paper."""

    data: bytes
    width_mm: float


def drawn(drawings: Sequence[Drawing], folders: tuple[Folder, ...], name: str, render: Render) -> list[Png]:
    """Return each drawing as a picture on white. Raises: HandoutsError when one cannot be drawn."""
    if not drawings:
        return []
    from pypdfium2 import PdfDocument

    sizes = [_size_mm(drawing, folders) for drawing in drawings]
    pages = "".join(f"@page d{i} {{ size: {w}mm {h}mm; margin: 0 }} .d{i} {{ page: d{i} }} " for i, (w, h) in enumerate(sizes))
    boxes = "".join(f'<div class="d{i}">{_markup(drawing)}</div>' for i, drawing in enumerate(drawings))
    style = f"{pages} body {{ margin: 0 }} svg, img {{ display: block; width: 100%; image-rendering: crisp-edges }}"
    html = f'<html lang="en"><head><title>-</title><style>{style}</style></head><body>{boxes}</body></html>'
    document = PdfDocument(render(html, folders, name).pdf)
    assert len(document) == len(drawings), "each drawing has a page of its own size"
    return [Png(_png(page), width) for page, (width, _) in zip(document, sizes, strict=True)]


def _size_mm(drawing: Drawing, folders: tuple[Folder, ...]) -> tuple[float, float]:
    width = next((width for name, width in _WIDTHS_MM.items() if name in drawing.inside), _FULL_WIDTH_MM)
    return width, round(width * _height_to_width(drawing, folders), 2) + 0.1


def _height_to_width(drawing: Drawing, folders: tuple[Folder, ...]) -> float:
    source = drawing.source.encode() if _is_svg(drawing) else read(f"content/{drawing.source}", folders)
    if _is_svg(drawing) or drawing.source.endswith(".svg"):
        return height_to_width(source)
    from PIL import Image

    with Image.open(BytesIO(source)) as image:
        return image.height / image.width


def _markup(drawing: Drawing) -> str:
    return drawing.source if _is_svg(drawing) else f'<img src="{escape(drawing.source)}" alt="{escape(drawing.alt)}">'


def _is_svg(drawing: Drawing) -> bool:
    return drawing.source.startswith("<")


def _png(page: object) -> bytes:
    output = BytesIO()
    image = page.render(scale=DOTS_PER_INCH / 72).to_pil()  # type: ignore[attr-defined]  # pypdfium2 has no annotations
    image.save(output, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return output.getvalue()
