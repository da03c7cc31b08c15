"""The tone: no promises, no blame, and no shorthand that staff write for each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.borrowed import found_in
from handouts.checks.rules import Finding
from handouts.checks.views import SheetView
from handouts.passages import Passage

# Words joined by a slash. Dates, "24/7" and web addresses are none.
_SLASHED = re.compile(r"(?<![\w/.:@-])[^\W\d_]+(?:\s?/\s?[^\W\d_]+)+(?![\w/@-]|\.\w)")


def hype(sheet: SheetView) -> Iterator[Finding]:
    """Return the words that promise too much."""
    for passage in sheet.passages if sheet.language else ():
        assert sheet.language is not None
        for _, words in sheet.language.find("hype", passage.plain):
            yield found_in(sheet, passage, f"'{words}' promises too much", words)


def stigma(sheet: SheetView) -> Iterator[Finding]:
    """Return the words that blame or belittle the reader."""
    for passage in sheet.passages if sheet.language else ():
        assert sheet.language is not None
        for hurtful in sheet.language.suggestions("stigma", passage.plain):
            yield found_in(sheet, passage, f"'{hurtful.text}' can hurt a reader", hurtful.text, do=f"write '{hurtful.instead}'")


def shorthand(sheet: SheetView) -> Iterator[Finding]:
    """Return what staff write for each other, and words joined by a slash."""
    for passage in sheet.passages if sheet.language else ():
        assert sheet.language is not None
        short_forms = sheet.language.suggestions("shorthand", passage.plain)
        for short in short_forms:
            yield found_in(sheet, passage, f"'{short.text}' is shorthand", short.text, do=f"write '{short.instead}'")
        told = [(short.offset, short.offset + len(short.text)) for short in short_forms]
        yield from _slashed(sheet, passage, told)


def _slashed(sheet: SheetView, passage: Passage, told: list[tuple[int, int]]) -> Iterator[Finding]:
    for slashed in _SLASHED.finditer(passage.plain):
        if not any(start < slashed.end() and slashed.start() < end for start, end in told):
            do = "write 'or' or 'and', whichever is meant"
            yield found_in(sheet, passage, f"'{slashed[0]}' leaves open what the slash means", slashed[0], do=do)
