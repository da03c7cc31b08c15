"""A booklet: pages two by two on paper of twice the size, in the order in which they lie when the stack is folded in the middle.

Nothing is made smaller: Letter pages stand on Tabloid (11 x 17 inches), A4 pages on A3, so the letters keep their points.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from handouts.pdf.printer import wishes
from handouts.pdf.saving import saved

PAGES_A_SHEET = 4  # two on each side


def spare_pages(pages: int) -> int:
    """Return how many pages are left over when so many are folded into a booklet: 0 to 3."""
    return -pages % PAGES_A_SHEET


def sides(pages: int, *, right_to_left: bool = False) -> list[tuple[int, int]]:
    """Return the page numbers, left and right, on each side of paper: front, back, front, back, from the outermost sheet to the middle.

    The spine is on the left of the first page, or on its right for a language that is read from right to left.
    """
    if spare_pages(pages):
        raise ValueError(f"{pages} pages do not fill sheets of {PAGES_A_SHEET}")
    fronts_and_backs = [(pages - side, side + 1) if side % 2 == 0 else (side + 1, pages - side) for side in range(pages // 2)]
    return [(right, left) if right_to_left else (left, right) for left, right in fronts_and_backs]


def impose(parts: Sequence[bytes], *, title: str, right_to_left: bool = False) -> bytes:
    """Return the pages of some PDFs, one after the other, as a booklet to print on both sides. The same bytes for the same input.

    Its pages are pictures of pages, without tags: for paper alone. Raises: ValueError when the pages do not fill whole sheets.
    """
    with ExitStack() as opened, pikepdf.new() as booklet:
        documents = [opened.enter_context(pikepdf.open(BytesIO(part))) for part in parts]
        pages = [booklet.copy_foreign(page.as_form_xobject()) for document in documents for page in document.pages]
        for left, right in sides(len(pages), right_to_left=right_to_left):
            _add_side(booklet, {left: pages[left - 1], right: pages[right - 1]}, left, right)
        booklet.docinfo.Title, booklet.docinfo.Author = title, documents[0].docinfo.Author
        if "/Keywords" in documents[0].docinfo:  # the packet's code
            booklet.docinfo.Keywords = documents[0].docinfo.Keywords
        booklet.Root.Lang = documents[0].Root.Lang
        preferences = wishes(booklet)
        preferences.DisplayDocTitle, preferences.PickTrayByPDFSize = True, True
        preferences.Duplex = Name.DuplexFlipShortEdge  # the short edge is the one beside the fold
        if right_to_left:
            preferences.Direction = Name.R2L
        return saved(booklet)


def _add_side(booklet: pikepdf.Pdf, placed: dict[int, pikepdf.Object], left: int, right: int) -> None:
    """Two pages beside each other, drawn where they stand: names of our own, because pikepdf's are random."""
    _, _, width, height = map(float, placed[left].BBox)
    drawn = f"q /Page{left} Do Q\nq 1 0 0 1 {width:.4f} 0 cm /Page{right} Do Q\n"
    booklet.add_blank_page(page_size=(2 * width, height))
    side = booklet.pages[-1]
    side.Resources = Dictionary(XObject=Dictionary({f"/Page{number}": page for number, page in placed.items()}))
    side.Contents = booklet.make_stream(drawn.encode())
    side.TrimBox = Array([0, 0, 2 * width, height])
