"""Where each golden lies, and what it should hold: tests/golden/kitchen.large/page-01.png and tags.txt."""

from __future__ import annotations

from pathlib import Path

from tools.goldens.pictures import as_png, pictures_of
from tools.goldens.printouts import Printout
from tools.goldens.structure import structure_text

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
TAGS = "tags.txt"


def page_name(number: int) -> str:
    """Return the name of the picture of a page, the first being 1."""
    return f"page-{number:02}.png"


def goldens_of(printout: Printout) -> dict[Path, bytes]:
    """Return the files of a printout as they are made now."""
    pdf, folder = printout.pdf(), GOLDEN / printout.name
    files = {folder / page_name(number): as_png(picture) for number, picture in enumerate(pictures_of(pdf), 1)}
    return files | ({folder / TAGS: structure_text(pdf).encode()} if printout.tags else {})
