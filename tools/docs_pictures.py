"""Draws the pages shown in the documentation, from packets made now: `make docs-pictures`."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
from pypdf import PdfReader

from handouts import Order, Variant, find_folders, load_library
from handouts.build import build_packet
from handouts.checks import Permit
from handouts.files import write_files

DOCS = Path(__file__).resolve().parents[1] / "docs"
PICTURES = DOCS / "pictures"
SCALE = 1.1
COLOURS = 24  # a page of text needs few; keeps each picture small

# file name -> packet, sheet to show (empty: page 1)
SHOWN = {
    "newly-diagnosed-page-1": ("newly-diagnosed", ""),
    "hsct-candidate-page-1": ("hsct-candidate", ""),
    "hsct-candidate-benefits": ("hsct-candidate", "benefits-in-numbers"),
    "hsct-candidate-steps": ("hsct-candidate", "the-steps"),
    "caregiver-page-1": ("caregiver", ""),
}


def main() -> None:
    """Draw every page of `SHOWN` and say where it is."""
    library = load_library(find_folders(DOCS / "example-clinic", {}, Path.cwd()))
    packets = sorted({packet for packet, _ in SHOWN.values()})
    pdfs = {packet: build_packet(library, Permit(date.today()), Order(packet, "en-US", Variant())).pdf for packet in packets}
    for name, (packet, sheet) in SHOWN.items():
        path = PICTURES / f"{name}.png"
        write_files({path: draw(pdfs[packet], page_of(pdfs[packet], sheet))})
        print(path.relative_to(Path.cwd()))


def page_of(pdf: bytes, sheet: str) -> int:
    """Return the 0-based page on which a sheet starts."""
    reader = PdfReader(BytesIO(pdf))
    page = reader.get_destination_page_number(reader.named_destinations[f"sheet-{sheet}"]) if sheet else 0
    assert page is not None
    return page


def draw(pdf: bytes, page: int) -> bytes:
    """Return the page as a small PNG."""
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=SCALE).to_pil().convert("P", palette=1, colors=COLOURS)
    data = BytesIO()
    image.save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    main()
