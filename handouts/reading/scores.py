"""The reading level of a text: the worse of two counts, by Flesch-Kincaid and by SMOG."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handouts.reading.blocks import Block
from handouts.reading.counting import COUNTS, items_joined
from handouts.reading.lexicon import Lexicon
from handouts.reading.numerals import is_numeral
from handouts.reading.sentences import words_of
from handouts.reading.tally import LONG, Tally, tally
from handouts.reading.terms import TermBook

NORMED_ON = 30  # sentences (McLaughlin, 1969)


class NothingToScoreError(ValueError):
    """The text has no words."""


@dataclass(frozen=True)
class Reading:
    """How hard a text is to read. Grades are US school years, give or take 1.5; they see only long words and long sentences."""

    counts: Mapping[str, Tally]  # by "C" and "D"; without "D" where nothing in it is a whole sentence
    fk: float  # of the worse count
    fk_count: str
    smog: float
    smog_count: str
    smog_without_numerals: float  # of the same count as smog; fever limits and the like left out of the long words
    smog_terms_once: float  # of the same count as smog; explained terms are long words at their first use only
    fk_e: float  # a list and its stem as one sentence: for information

    @property
    def words(self) -> int:
        return self.counts["C"].words

    @property
    def sentences(self) -> int:
        return self.counts["C"].sentences

    @property
    def syllables(self) -> int:
        return self.counts["C"].syllables

    @property
    def polysyllables(self) -> int:
        return self.counts["C"].polysyllables

    @property
    def indicative(self) -> bool:
        """Whether `smog` rests on fewer than 30 sentences, on which it was never tested."""
        return self.counts[self.smog_count].sentences < NORMED_ON

    @property
    def smog_firm(self) -> float | None:
        """The worse SMOG of the counts with 30 sentences or more; None when there is none."""
        return max((each.smog for each in self.counts.values() if each.sentences >= NORMED_ON), default=None)


def read_level(blocks: Sequence[Block], lexicon: Lexicon, terms: Collection[str] = ()) -> Reading:
    """Return the reading level of a text. `terms` are the glossary terms it explains in line.

    Raises NothingToScoreError for a text without words.
    """
    sentences = {name: [words_of(sentence) for sentence in count(blocks)] for name, count in COUNTS.items()}
    counts = {name: tally(found, lexicon) for name, found in sentences.items() if found}
    if not counts:
        raise NothingToScoreError("nothing to score: the text has no words")
    fk_count = max(counts, key=lambda name: counts[name].fk)
    smog_count = max(counts, key=lambda name: counts[name].smog)
    scored, words = counts[smog_count], sentences[smog_count]
    return Reading(
        counts=counts,
        fk=counts[fk_count].fk,
        fk_count=fk_count,
        smog=scored.smog,
        smog_count=smog_count,
        smog_without_numerals=_without(scored, _long_numerals(words, lexicon)).smog,
        smog_terms_once=_without(scored, _long_repeats(words, lexicon, TermBook(terms))).smog,
        fk_e=tally(map(words_of, items_joined(blocks)), lexicon).fk,
    )


def _without(counted: Tally, long_words: int) -> Tally:
    return replace(counted, polysyllables=counted.polysyllables - long_words)


def _long_numerals(sentences: list[list[str]], lexicon: Lexicon) -> int:
    return sum(is_numeral(word) and lexicon.syllables(word) >= LONG for words in sentences for word in words)


def _long_repeats(sentences: list[list[str]], lexicon: Lexicon, book: TermBook) -> int:
    """Return how many long words stand in a term that was used before."""
    return sum(lexicon.syllables(word) >= LONG for words in sentences for word in book.repeated(words))
