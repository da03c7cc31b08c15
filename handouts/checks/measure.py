"""PR-02: how long the lines are. Long ones lose a reader on the way back, short ones break a sentence into pieces."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.pagefacts import Element, PageFacts
from handouts.variant import Size

CHARACTERS: dict[Size, tuple[int, int]] = {"standard": (45, 70), "large": (40, 62), "extra-large": (28, 62)}
_FEWEST = 10  # full lines: fewer say nothing about a page


def line_length(view: PageView) -> Iterator[Finding]:
    """The mean of all full lines of a packet: it is set by the margins, not by a sentence."""
    lengths = full_lines(view.facts)
    least, most = CHARACTERS[view.variant.size]
    if len(lengths) >= _FEWEST and not least <= round(mean(lengths)) <= most:
        message = f"a full line has {mean(lengths):.0f} characters on average; between {least} and {most} are easy to read"
        yield on_page(view, "", message)


def full_lines(facts: PageFacts) -> list[int]:
    """Return the characters of each full line of running text: every line of a paragraph but its last. Tables and pictures have none."""
    return [len(line.text) for block in _running_text(facts.tree) for line in block.lines()[:-1]]


def _running_text(element: Element) -> Iterator[Element]:
    if element.role in ("P", "LBody"):
        yield element
    if element.role not in ("Table", "Figure", "TOC"):
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from _running_text(kid)
