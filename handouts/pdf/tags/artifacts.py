"""What a page only repeats (headers, footers, the head of a table on its next page) made what a screen reader passes over."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Name

from handouts.pdf.tags.element import Mark
from handouts.pdf.tags.sources import PIXEL

# As WeasyPrint writes them: each operator ends its line, and no string holds a line end.
_BEGINNING = re.compile(rb"^/\w+\n<</MCID (\d+)\b(.*)>>\nBDC$", re.MULTILINE)
_HEIGHT = re.compile(rb"^(?:\S+ ){5}(\S+) Tm$|^EMC$", re.MULTILINE)  # of a text, from the top of the page


def hide_repetition(pdf: pikepdf.Pdf, heard: set[Mark], repeated: set[Mark]) -> None:
    """Turn every mark that is not heard into an artifact. `repeated`: those that stand among the text, not above or below it."""
    for number, page in enumerate(pdf.pages):
        middle = float(page.trimbox[3]) / 2 / PIXEL
        content = _BEGINNING.sub(_artifacts(number, middle, heard, repeated), page.Contents.read_bytes())
        page.Contents.write(zlib.compress(content), filter=Name.FlateDecode)


def _artifacts(page: int, middle: float, heard: set[Mark], repeated: set[Mark]) -> Callable[[re.Match[bytes]], bytes]:
    """What a mark says its glyphs stand for (/ActualText) is kept: whoever copies a footer, and our checks, get its letters in order."""

    def artifact(beginning: re.Match[bytes]) -> bytes:
        mark = Mark(page, int(beginning[1]))
        if mark in heard:
            return beginning[0]
        kind = b"" if mark in repeated else _furniture(beginning, middle)
        return b"/Artifact\n<</Type /Pagination%b%b>>\nBDC" % (kind, beginning[2])

    return artifact


def _furniture(beginning: re.Match[bytes], middle: float) -> bytes:
    """Return a header or a footer, by the height of its text; nothing when it has none."""
    text = _HEIGHT.search(beginning.string, beginning.end())
    if text is None or text[1] is None:
        return b""
    return b" /Subtype /Header /Attached [/Top]" if float(text[1]) < middle else b" /Subtype /Footer /Attached [/Bottom]"
