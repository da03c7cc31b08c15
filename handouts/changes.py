"""What changed between two editions of a text, in words and numbers, for a reviewer."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handouts.editions import Edition, Line

Sort = Literal["same", "new", "gone"]

# Below this likeness two lines are two texts, not one text with changed words.
ALIKE = 0.5


@dataclass(frozen=True)
class Words:
    """A run of words that stayed, came or went."""

    text: str
    sort: Sort


@dataclass(frozen=True)
class Change:
    """A line that is not as it was: what it is ("call, signs"), and its words."""

    label: str
    words: tuple[Words, ...]

    @property
    def sort(self) -> Literal["new", "gone", "changed"]:
        sorts = {run.sort for run in self.words}
        return "changed" if len(sorts) > 1 or sorts == {"same"} else "new" if sorts == {"new"} else "gone"


def changes_between(before: Edition, after: Edition) -> list[Change]:
    """Return every line that came, went or changed, in the order of the new text; an empty list for editions that say the same."""
    matcher = difflib.SequenceMatcher(None, before.lines, after.lines, autojunk=False)
    found: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            found += _pair(before.lines[old_from:old_to], after.lines[new_from:new_to])
    return found


def _pair(gone: Sequence[Line], came: Sequence[Line]) -> Iterator[Change]:
    """Match each new line with the old one it grew from; what is left over is all new, or all gone."""
    left = list(gone)
    for line in came:
        old = max((each for each in left if each.label == line.label), key=lambda each: _likeness(each, line), default=None)
        if old and _likeness(old, line) >= ALIKE:
            left.remove(old)
            yield Change(line.label, tuple(_words_between(old.text, line.text)))
        else:
            yield Change(line.label, (Words(line.text, "new"),))
    for line in left:
        yield Change(line.label, (Words(line.text, "gone"),))


def _likeness(one: Line, other: Line) -> float:
    return difflib.SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def _words_between(before: str, after: str) -> Iterator[Words]:
    old, new = before.split(), after.split()
    for tag, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words(" ".join(new[new_from:new_to]), "same")
            continue
        if old_to > old_from:
            yield Words(" ".join(old[old_from:old_to]), "gone")
        if new_to > new_from:
            yield Words(" ".join(new[new_from:new_to]), "new")
