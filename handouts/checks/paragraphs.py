"""Paragraphs: how much stands together, and under one heading."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.rules import Finding
from handouts.checks.sentences import quoted, sentences_in
from handouts.checks.views import SheetView, found
from handouts.passages import Passage
from handouts.reading.sentences import words_of

MOST_SENTENCES = 4
MOST_WORDS = 60
# The limit of 4 sentences is meant for sentences of 10 to 15 words. 5 or 6 short ones ("In danger now? Call 911.") are no longer to read.
WORDS_OF_SHORT_SENTENCES = 50
MOST_UNDER_A_HEADING = 150

# These print a heading of their own when the author gives none.
_OWN_HEADING = {"key-points", "call", "questions", "teach-back", "known-unknown"}


def long_paragraphs(sheet: SheetView) -> Iterator[Finding]:
    """Return the paragraphs that are too long, and too many words without a heading."""
    for passage in sheet.of_role("prose", "item"):
        words, sentences = len(words_of(passage.plain)), len(sentences_in(passage.plain))
        if words > MOST_WORDS or (sentences > MOST_SENTENCES and words > WORDS_OF_SHORT_SENTENCES):
            message = (
                f"this paragraph has {sentences} sentences and {words} words; {MOST_SENTENCES} sentences or {MOST_WORDS} words are enough"
            )
            yield found(passage, message)
    for first, words in _stretches(sheet):
        if words > MOST_UNDER_A_HEADING:
            message = f"{words} words follow without a heading; readers look for one after {MOST_UNDER_A_HEADING}: {quoted(first.plain)}"
            yield found(first, message, do="put a heading between them that says what comes next")


def _stretches(sheet: SheetView) -> Iterator[tuple[Passage, int]]:
    """Return each stretch of text from one heading to the next: where it begins, and its words."""
    first, count = sheet.passages[0], 0
    for before, passage in zip((None, *sheet.passages), sheet.passages, strict=False):
        if _begins_anew(before, passage):
            yield first, count
            first, count = passage, 0
        if passage.role in ("message", "stem", "prose", "item", "picture"):
            count += len(words_of(passage.plain))
    yield first, count


def _begins_anew(before: Passage | None, passage: Passage) -> bool:
    if passage.role == "heading" or (passage.kind, passage.field) == ("timeline", "title"):
        return True
    other = before is None or before.section != passage.section or {before.field, passage.field} == {"known", "unknown"}
    return other and passage.kind in _OWN_HEADING
