"""Lists: long enough to be one, short enough to keep in mind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from handouts.checks.rules import Finding
from handouts.checks.views import SheetView
from handouts.passages import Passage
from handouts.reading.sentences import words_of
from handouts.yamltext import Path

MOST_ITEMS = 7
MOST_LONG_ITEMS = 5
# Items of up to this many words fill one printed line (45 to 70 characters). A reader runs an eye down such a list, and reads the other.
WORDS_OF_A_LINE = 10

# Key points, questions and prompts are counted by their own rules: ST-02, AC-06 and AC-05.
_COUNTED_ELSEWHERE = {"key-points", "questions", "teach-back"}
# One sign, one box to tick or one bad point of a choice says all there is. One bullet is a paragraph with a dot.
_NEVER_ALONE = {"bullets", "steps", "known-unknown"}
# Signs are looked up and boxes are ticked, one at a time.
_NOT_READ_THROUGH = {"call", "checklist"}


def lists(sheet: SheetView) -> Iterator[Finding]:
    """Return the lists that are too long, and those of one item."""
    items = (passage for passage in sheet.of_role("item") if passage.kind not in _COUNTED_ELSEWHERE)
    for path, group in groupby(items, _list_of):
        yield from _length(path, list(group))


def _list_of(item: Passage) -> Path:
    """Return the path of the list: the item's, up to its own number."""
    numbers = [depth for depth, key in enumerate(item.path) if isinstance(key, int)]
    return item.path[: numbers[-1]]


def _length(path: Path, items: list[Passage]) -> Iterator[Finding]:
    count, kind = len(items), items[0].kind
    if count > MOST_ITEMS:
        yield Finding(path, f"this list has {count} items; readers keep up to {MOST_ITEMS}")
    elif count == 1 and kind in _NEVER_ALONE:
        yield Finding(path, "this list has one item", do="make it a paragraph, or add what belongs with it")
    elif count > MOST_LONG_ITEMS and kind not in _NOT_READ_THROUGH:
        long = sum(len(words_of(item.plain)) > WORDS_OF_A_LINE for item in items)
        if long * 2 > count:
            message = f"this list has {count} items, and most run over a line; readers take in {MOST_LONG_ITEMS} that long"
            yield Finding(path, message, severity="warning", do="shorten the items to one line each, or split the list")
