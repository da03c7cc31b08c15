"""A page as a small grey picture: coarse enough to be kept for every page, fine enough to show that a word is gone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

MM = 25.4 / 27  # millimetres in a pixel: 27 pixels to the inch
_SCALE = 27 / 72
_FINER = 16  # drawn so much finer, then averaged: a letter PDFium moves to its next pixel changes next to nothing here
_GREYS = 8


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """Return each page in greys of 0 to 255, with white paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=_SCALE * _FINER, grayscale=True).to_pil().convert("L").reduce(_FINER) for page in document]
    finally:
        document.close()


def as_png(picture: Image.Image) -> bytes:
    """Return a picture as it is kept: in few greys, because each doubles the file, and the eye needs no more."""
    steps = _GREYS - 1
    few = picture.point([round(grey * steps / 255) for grey in range(256)])
    kept = Image.frombytes("P", few.size, few.tobytes())
    kept.putpalette([round(step * 255 / steps) for step in range(_GREYS) for _ in "rgb"])
    data = BytesIO()
    kept.save(data, "PNG", optimize=True, bits=4)
    return data.getvalue()


def read_png(path: Path) -> Image.Image:
    """Return a kept picture in greys of 0 to 255."""
    with Image.open(path) as picture:
        return picture.convert("L")
