"""Spanish: syllables, and the INFLESZ score."""

from __future__ import annotations

import re
from unicodedata import normalize

from handouts.reading.sentences import split_sentences, words_of

# An i or u makes one sound with the vowel beside it unless it carries the accent; two strong vowels (a, e, o) are two.
_NUCLEUS = re.compile(r"[iuüy]?[aeoáéó](?:[iuü](?![aeoáéó])|y(?![aeoáéóiuíú]))?|[íú]|i[uy]?|[uü][iy]?|y")
_SILENT = re.compile(r"h|(?<=q)u|(?<=g)u(?=[eiéí])")


def spanish_syllables(word: str) -> int:
    """Return the syllables of a Spanish word, at least 1: "día" 2, "país" 2, "ósea" 3. Abbreviations are not spelled out."""
    letters = _SILENT.sub("", normalize("NFC", word).lower())
    return max(1, len(_NUCLEUS.findall(letters)))


def inflesz(text: str) -> float:
    """Return the ease of a Spanish text, about 0 (very hard) to 100: 65 and more is fairly easy, less than 55 somewhat hard.

    206.835 - 62.3 syllables per word - words per sentence (Szigriszt-Pazos, 1993), on the scale of Barrio-Cantalejo and others (2008).
    Numerals and units are left out. Raises ValueError for a text without words.
    """
    words = [word for word in words_of(text) if word[0].isalpha()]
    if not words:
        raise ValueError("nothing to score: the text has no words")
    syllables = sum(map(spanish_syllables, words))
    return 206.835 - 62.3 * syllables / len(words) - len(words) / len(split_sentences(text))
