"""PR-02: how long the lines are. Long ones lose a reader on the way back, short ones break a sentence into pieces."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean
from unicodedata import category

from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.pagefacts import Element, PageFacts
from handouts.variant import Size

CHARACTERS: dict[Size, tuple[int, int]] = {"standard": (45, 70), "large": (40, 62), "extra-large": (28, 62)}
# What a line of English or Russian has is 1. In our fonts one as wide has more where letters are joined, or words are short.
_DENSER = {**dict.fromkeys(("ar", "fa", "ps", "ur"), 1.15), "vi": 1.1}
_FEWEST = 10  # full lines: fewer say nothing about a page


def line_length(view: PageView) -> Iterator[Finding]:
    """The mean of all full lines of a packet: it is set by the margins, not by a sentence."""
    lengths = full_lines(view.facts)
    least, most = limits_for(view.packet.locale.id, view.variant.size)
    if len(lengths) >= _FEWEST and not least <= round(mean(lengths)) <= most:
        message = f"a full line has {mean(lengths):.0f} characters on average; between {least} and {most} are easy to read"
        yield on_page(view, "", message)


def limits_for(locale_id: str, size: Size) -> tuple[int, int]:
    """Return the fewest and the most characters of a full line in a language."""
    denser = _DENSER.get(locale_id.partition("-")[0], 1.0)
    least, most = CHARACTERS[size]
    return round(least * denser), round(most * denser)


def full_lines(facts: PageFacts) -> list[int]:
    """Return the characters of each full line of running text: every line of a paragraph but its last. Tables and pictures have none."""
    return [_length(line.text) for block in _running_text(facts.tree) for line in block.lines()[:-1]]


def _length(text: str) -> int:
    """Return how many letters and signs are seen side by side: marks above and below them take no room."""
    return sum(category(character) not in ("Mn", "Cf") for character in text)


def _running_text(element: Element) -> Iterator[Element]:
    if element.role in ("P", "LBody"):
        yield element
    if element.role not in ("Table", "Figure", "TOC"):
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from _running_text(kid)
