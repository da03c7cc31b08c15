"""What is counted in a text, and the two grades drawn from the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from handouts.reading.lexicon import Lexicon

LONG = 3  # syllables from which a word is polysyllabic (McLaughlin, 1969)


@dataclass(frozen=True)
class Tally:
    """Words, sentences, syllables, and words of three syllables or more. At least one sentence with one word."""

    words: int
    sentences: int
    syllables: int
    polysyllables: int

    @property
    def fk(self) -> float:
        """The Flesch-Kincaid grade, US school years (Kincaid, Fishburne, Rogers and Chissom, 1975)."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog(self) -> float:
        """The SMOG grade, US school years, standard error 1.5 (McLaughlin, 1969: the exact formula). Normed on 30 sentences."""
        return 1.0430 * sqrt(30 * self.polysyllables / self.sentences) + 3.1291


def tally(sentences: Iterable[Sequence[str]], lexicon: Lexicon) -> Tally:
    """Return the counts of these sentences, each given as its words; those without a word do not count."""
    counted = [[lexicon.syllables(word) for word in words] for words in sentences if words]
    syllables = [count for counts in counted for count in counts]
    return Tally(len(syllables), len(counted), sum(syllables), sum(count >= LONG for count in syllables))
