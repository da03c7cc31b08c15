"""Draws the pages shown in the documentation, from packets made now: `make docs-pictures`."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdf import PdfReader

from handouts import Order, Variant, find_folders, load_library
from handouts.bearer import PersonalLines
from handouts.build import build_packet
from handouts.checks import Permit
from handouts.files import write_files
from handouts.library import Library
from handouts.variant import Size
from tests.printed import TODAY  # a fixed day: the same pictures tomorrow

DOCS = Path(__file__).resolve().parents[1] / "docs"
PICTURES = DOCS / "pictures"
SCALE = 1.1
COLOURS = 24  # a page of text needs few; keeps each picture small
_EDGE = 1  # pixels of grey around a page, which on white would have no edge
_GAP = 24


@dataclass(frozen=True)
class Shown:
    """Pages of a packet, side by side: so many from where `place` starts (empty: page 1), in each of these sizes."""

    packet: str
    place: str = ""
    sizes: tuple[Size, ...] = ("standard",)
    pages: int = 1
    personal: PersonalLines | None = None


ANA = PersonalLines(
    name="Ana Example",
    nurse="Robin Sample",
    dates=(("The next visit", "Monday, June 8, 7 a.m."), ("The MRI scan", "June 15")),
    notes=("Bring your list of questions.",),
)
SHOWN = {
    "when-to-call": Shown("when-to-call"),
    "make-a-packet": Shown("make-a-packet", pages=2),
    "name-and-dates": Shown("newly-diagnosed-first-visit", pages=2, personal=ANA),
    "standard-and-large": Shown("hsct-hospital", "sheet-packing-list", ("standard", "large")),
    "hsct-candidate-contents": Shown("hsct-candidate", "contents"),
    "hsct-candidate-benefits": Shown("hsct-candidate", "sheet-benefits-in-numbers"),
}


def main() -> None:
    """Draw every picture of `SHOWN`, take away any other, and say where they are."""
    library = load_library(find_folders(DOCS / "example-clinic", {}, Path.cwd()))
    pictures = {
        PICTURES / f"{name}.png": as_png([page for size in shown.sizes for page in draw(print_packet(library, shown, size), shown)])
        for name, shown in SHOWN.items()
    }
    write_files(pictures)
    for path in set(PICTURES.glob("*.png")) - pictures.keys():
        path.unlink()
    for path, data in pictures.items():
        print(path.relative_to(DOCS.parent), f"{len(data) // 1000} kB")


def print_packet(library: Library, shown: Shown, size: Size) -> bytes:
    """Return the PDF of a packet of the example clinic."""
    return build_packet(library, Permit(TODAY), Order(shown.packet, "en-US", Variant(size)), personal=shown.personal).pdf


def draw(pdf: bytes, shown: Shown) -> list[Image.Image]:
    """Return the pages of a PDF that are shown."""
    reader = PdfReader(BytesIO(pdf))
    first = reader.get_destination_page_number(reader.named_destinations[shown.place]) if shown.place else 0
    assert first is not None
    document = pypdfium2.PdfDocument(pdf)
    return [framed(document[page].render(scale=SCALE).to_pil().convert("RGB")) for page in range(first, first + shown.pages)]


def framed(picture: Image.Image) -> Image.Image:
    """Return a page with an edge."""
    edged = Image.new("RGB", (picture.width + 2 * _EDGE, picture.height + 2 * _EDGE), (190, 190, 190))
    edged.paste(picture, (_EDGE, _EDGE))
    return edged


def as_png(pages: list[Image.Image]) -> bytes:
    """Return pages side by side as a small PNG."""
    width = sum(page.width for page in pages) + _GAP * (len(pages) - 1)
    row = Image.new("RGB", (width, max(page.height for page in pages)), "white")
    left = 0
    for page in pages:
        row.paste(page, (left, 0))
        left += page.width + _GAP
    data = BytesIO()
    row.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    main()
