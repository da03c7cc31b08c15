"""A character that none of our fonts has: which one, in which text, and what to do about it."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from handouts.bearer import PERSONAL_PART
from handouts.pdf.fonts import SCRIPTS
from handouts.problems import Place, Problem

_SAID = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]{4,6})\)", re.DOTALL)
_INSTEAD = {
    "\u2010": "write the hyphen of the keyboard",
    "\u2011": "write the hyphen of the keyboard: numbers and their units are kept together anyway",
    "\N{LINE SEPARATOR}": "take it out",
    "\N{REPLACEMENT CHARACTER}": "a letter was lost when the text was copied: write it again",
}


def missing_character(said: str) -> str:
    """Return the character a warning of the page engine is about, empty when it is about something else."""
    match = _SAID.search(said)
    return chr(int(match[1], 16)) if match else ""


def missing_glyph(character: str, html: str, name: str) -> Problem:
    """Return the problem of a character without a glyph, at the part of the packet `name` that holds it first."""
    part = _Search(character).part_in(html)
    if part.startswith(PERSONAL_PART):
        field = part.partition("/")[2]
        return Problem(Place(PERSONAL_PART), f"the {field} holds a character that our fonts do not have", _hint(character))
    code = f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"
    where = f" in '{part}'" if part else ""
    return Problem(Place(name), f"no font of the page has the character '{character}' ({code}){where}", _hint(character))


def _hint(character: str) -> str:
    if character in _INSTEAD:
        return _INSTEAD[character]
    if unicodedata.category(character)[0] in "LM":
        return f"the fonts hold the letters of {SCRIPTS}; for others, a font has to be added to the program"
    return "write it in words"


class _Search(HTMLParser):
    """Reads a page until it meets the character, keeping the parts it is in: `data-part` of the elements still open."""

    def __init__(self, character: str) -> None:
        super().__init__()
        self.character, self.open, self.found = character, [("", "")], ""

    def part_in(self, html: str) -> str:
        self.feed(html)
        self.close()
        return self.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.open.append((tag, values.get("data-part") or self.open[-1][1]))
        self._look(" ".join(value or "" for value in values.values()))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass  # elements without an end, as <br>, close with what holds them

    def handle_data(self, data: str) -> None:
        self._look(data)

    def _look(self, text: str) -> None:
        if not self.found and self.character in text:
            self.found = self.open[-1][1]
