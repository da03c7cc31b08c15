"""The line of text that a problem stands on, with a caret under its column."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import combining, east_asian_width

from handouts.personal import looks_personal

WIDTH = 100
_BEFORE = 60  # of a long line: what leads up to the column matters more than what follows
_CUT = "…"
_BLOCK_MARK = re.compile(r"[\s-]*(?:[\w-]+:\s+)?[>|][-+0-9]*\s*")  # "- text: >-": the words begin on the next line


def lines_of(path: str) -> list[str]:
    """Return the lines of a file as an editor counts them; none when it cannot be read, or is no file."""
    try:
        return Path(path).read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def excerpt(lines: list[str], line: int, column: int) -> tuple[str, str] | None:
    """Return a line, cut around the 1-based column where it is long, and a second one that has a caret below that column.

    Where that line only opens a text, the first line of the text stands for it. None where there is no such line, or where it seems to say
    something about a person: that is not for a screen or a log.
    """
    if 1 <= line < len(lines) and _BLOCK_MARK.fullmatch(lines[line - 1], max(column, 1) - 1):
        line, column = line + 1, len(lines[line]) - len(lines[line].lstrip()) + 1
    if not 1 <= line <= len(lines) or looks_personal(lines[line - 1]):
        return None
    whole = "".join(map(_visible, lines[line - 1]))
    shown, at = _cut(whole.rstrip(), max(column, 1) - 1)
    indent = len(shown) - len(shown.lstrip())
    return shown.lstrip(), " " * sum(map(_columns, shown[indent:at])) + "^"


def _cut(text: str, at: int) -> tuple[str, int]:
    """Return a piece of the text that holds the character at `at`, and where that now is."""
    if len(text) <= WIDTH:
        return text, at
    start = min(max(0, at - _BEFORE), len(text) - WIDTH)
    piece = text[start : start + WIDTH]
    if start + WIDTH < len(text):
        piece = piece[:-1] + _CUT
    return (_CUT + piece[1:] if start else piece), at - start


def _visible(character: str) -> str:
    """What would move a terminal's cursor, or cannot be seen, stands as one plain character."""
    return character if character.isprintable() else " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"


def _columns(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
