"""What makes a text hard: its hardest sentences and words, for a report that says where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.reading.blocks import Block
from handouts.reading.counting import items_apart
from handouts.reading.lexicon import Lexicon
from handouts.reading.numerals import is_numeral
from handouts.reading.sentences import words_of
from handouts.reading.tally import LONG, Tally, tally

PLAIN_WORDS = 15  # the most words of a plain sentence (CDC, Simply Put: 10 to 15)
PLAIN_SYLLABLES = LONG - 1


@dataclass(frozen=True)
class HardSentence:
    """A sentence, and what would be won by putting it plainly."""

    text: str
    words: int
    long_words: tuple[str, ...]  # of three syllables or more, in their order; none with digits
    saves: float  # Flesch-Kincaid grades of the whole text


@dataclass(frozen=True)
class HardWord:
    """A word of three syllables or more, and how often it stands in the text."""

    word: str
    syllables: int
    times: int


def hardest_sentences(blocks: Sequence[Block], lexicon: Lexicon, limit: int) -> list[HardSentence]:
    """Return the sentences to mend, hardest first; each item of a list is one, and one that stands twice is named once.

    Hardest is the one by which the whole text gains most when it is split into sentences of 15 words at most and its long words are put in
    two syllables. Sentences that would gain nothing are left out.
    """
    texts = items_apart(blocks)
    whole = tally(map(words_of, texts), lexicon)
    found = [_hard_sentence(text, whole, lexicon) for text in dict.fromkeys(texts)]
    return sorted((one for one in found if one.saves > 0), key=lambda one: -one.saves)[:limit]


def hardest_words(blocks: Sequence[Block], lexicon: Lexicon, limit: int) -> list[HardWord]:
    """Return the long words, those first whose syllables past the second are most over all their uses. None with digits."""
    times = Counter(_listed(word) for text in items_apart(blocks) for word in _long_words(text, lexicon))
    found = [HardWord(word, lexicon.syllables(word), count) for word, count in times.items()]
    return sorted(found, key=lambda one: ((PLAIN_SYLLABLES - one.syllables) * one.times, -one.syllables, one.word))[:limit]


def _hard_sentence(text: str, whole: Tally, lexicon: Lexicon) -> HardSentence:
    words, long_words = len(words_of(text)), _long_words(text, lexicon)
    eased = replace(
        whole,
        sentences=whole.sentences + (words - 1) // PLAIN_WORDS,
        syllables=whole.syllables - sum(lexicon.syllables(word) - PLAIN_SYLLABLES for word in long_words),
    )
    return HardSentence(text, words, long_words, whole.fk - eased.fk)


def _long_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(word for word in words_of(text) if lexicon.syllables(word) >= LONG and not _is_fixed(word))


def _is_fixed(word: str) -> bool:
    """Say whether a word cannot be put more simply: a numeral, a unit, or a name with digits such as that of a trial."""
    return is_numeral(word) or any(map(str.isdigit, word))


def _listed(word: str) -> str:
    """Return a word as it is listed: in small letters, unless it holds more capitals than its first."""
    return word.lower() if word[1:].islower() else word
