"""Sentences: how many words a reader must hold in mind until the full stop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from handouts.checks.borrowed import found_in
from handouts.checks.rules import Finding
from handouts.checks.views import SheetView
from handouts.levels import as_read
from handouts.passages import Passage
from handouts.personal import hide_personal
from handouts.reading.sentences import is_closed, split_sentences, words_of

MOST_WORDS = 20
FAR_TOO_MANY = 25
MOST_ON_AVERAGE = 14
QUOTED_WORDS = 6


@lru_cache(maxsize=4096)
def sentences_in(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, as `split_sentences`. Several rules ask for the same text."""
    return tuple(split_sentences(text))


def sentences_of(sheet: SheetView) -> Iterator[tuple[Passage, str]]:
    """Return the sentences that the author of a sheet wrote, each with the passage it stands in; no headings and no labels."""
    for passage in sheet.of_role("message", "stem", "prose", "item"):
        for sentence in sentences_in(passage.plain):
            yield passage, sentence


def long_sentences(sheet: SheetView) -> Iterator[Finding]:
    """Return the sentences that are too long, and a sheet whose sentences are long on the whole."""
    drawn = [(passage, sentence) for passage in sheet.of_role("picture") for sentence in sentences_in(passage.plain)]
    counted = [(passage, sentence, _length(sheet, sentence)) for passage, sentence in (*sentences_of(sheet), *drawn)]
    for passage, sentence, count in counted:
        if count > MOST_WORDS:
            yield _too_long(sheet, passage, sentence, count)
    for item, sentence, count in _lists_read_on(sheet):
        if count > MOST_WORDS >= _length(sheet, sentence):
            yield _too_long(sheet, item, sentence, count, "with the words that lead into the list, ")
    if counted and (mean := sum(count for _, _, count in counted) / len(counted)) > MOST_ON_AVERAGE:
        message = f"for '{sheet.reader.audience}' the sentences here have {mean:.1f} words on average; {MOST_ON_AVERAGE} are enough"
        yield Finding(sheet.passages[0].path, message)


def quoted(sentence: str) -> str:
    """Return the beginning of a sentence for a message, without what looks personal."""
    words = hide_personal(sentence).split()
    return f"'{' '.join(words[:QUOTED_WORDS])}{' …' if len(words) > QUOTED_WORDS else ''}'"


def _length(sheet: SheetView, sentence: str) -> int:
    return len(words_of(as_read(sentence, sheet.reader)))


def _too_long(sheet: SheetView, passage: Passage, sentence: str, count: int, how: str = "") -> Finding:
    message = f"{how}this sentence has {count} words; {MOST_WORDS} are enough: {quoted(sentence)}"
    return found_in(sheet, passage, message, sentence, "error" if count > FAR_TOO_MANY else "warning")


def _lists_read_on(sheet: SheetView) -> Iterator[tuple[Passage, str, int]]:
    """Return, of each list whose items end the sentence that its intro begins, the longest item with the words of both."""
    for _, group in groupby(sheet.of_role("stem", "item"), key=lambda passage: passage.section):
        texts = list(group)
        intro = next((sentences_in(text.plain)[-1:] for text in texts if text.role == "stem"), ())
        items = [(text, sentences_in(text.plain)[0]) for text in texts if text.field == "items" and sentences_in(text.plain)]
        ends = [(_length(sheet, sentence), item, sentence) for item, sentence in items if _goes_on(sentence)]
        if intro and ends and not is_closed(intro[0]):
            count, item, sentence = max(ends, key=lambda end: end[0])
            yield item, sentence, _length(sheet, intro[0]) + count


def _goes_on(item: str) -> bool:
    """Whether an item ends a sentence begun before it. One with a capital and a full stop stands by itself."""
    return item[0].islower() or not is_closed(item)
