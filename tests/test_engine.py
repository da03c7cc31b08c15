"""The page engine: the version pages were checked with, no font but ours, and lines that end where they should."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pypdfium2

from handouts.folders import find_folders
from handouts.pdf.engine import VERSION
from handouts.pdf.render import render_pdf

WIDTHS_MM = range(60, 150)
BEFORE = "Do not eat anything after midnight, and ask the team first if you are unsure about a medicine you "
MARKED, AFTER = "take each day", " at home or at work, or about a drink."


def lines_printed(text: str, widths_mm: range = WIDTHS_MM) -> list[list[str]]:
    """The lines of `text` in each width, one width a page, as another program reads them."""
    style = "@page { size: 200mm 100mm } p { break-after: page; font: 12pt 'Atkinson Hyperlegible' }"
    pages = "".join(f'<p style="width: {width}mm">{text}</p>' for width in widths_mm)
    html = f'<html lang="en"><head><title>Lines</title><style>{style}</style></head><body>{pages}</body></html>'
    pdf = render_pdf(html, find_folders(None, {}, Path("/nowhere")), "lines").pdf
    found = [page.get_textpage().get_text_range().split("\r\n") for page in pypdfium2.PdfDocument(pdf)]
    return [[line.strip() for line in lines if line.strip()] for lines in found][: len(widths_mm)]


def test_an_element_in_a_sentence_does_not_end_a_line_early() -> None:
    plain = lines_printed(BEFORE + MARKED + AFTER)
    assert len(plain) == len(WIDTHS_MM)
    assert max(map(len, plain)) > 3
    assert lines_printed(f"{BEFORE}<span>{MARKED}</span>{AFTER}") == plain


def test_the_engine_is_the_one_the_pages_were_checked_with() -> None:
    assert version("weasyprint") == VERSION
