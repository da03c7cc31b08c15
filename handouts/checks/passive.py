"""Passive sentences, which say what is done and not who does it."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.rules import Finding
from handouts.checks.sentences import sentences_of
from handouts.checks.views import SheetView, found
from handouts.passages import Passage

MOST_PERCENT = 10
# On a short sheet two of them are a tenth and no fault: what matters less than how it feels may well be told so.
FEWEST = 3

# What the reader must act on says who does what.
_TO_ACT_ON = {"actions": ("do", "how"), "call": ("signs", "say", "do_not")}


def passives(sheet: SheetView) -> Iterator[Finding]:
    """Return each passive where the reader must know who does what, and a sheet with many of them."""
    if (language := sheet.language) is None:
        return
    sentences = list(sentences_of(sheet))
    passive = [(passage, phrases) for passage, sentence in sentences if (phrases := [words for _, words in language.passives(sentence)])]
    for passage, phrases in passive:
        if _must_be_active(passage):
            yield found(passage, f"'{phrases[0]}' does not say who does it", phrases[0], "error")
    percent = 100 * len(passive) / max(1, len(sentences))
    if percent > MOST_PERCENT and len(passive) >= FEWEST:
        listed = ", ".join(f"'{phrase}'" for _, phrases in passive for phrase in phrases)
        message = f"for '{sheet.reader.audience}' {len(passive)} of {len(sentences)} sentences do not say who does it: {listed}"
        yield Finding(sheet.passages[0].path, message)


def _must_be_active(passage: Passage) -> bool:
    return passage.role == "message" or passage.field in _TO_ACT_ON.get(passage.kind, ())
