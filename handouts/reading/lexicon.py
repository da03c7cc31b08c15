"""Syllables of English words: the glossary first, then the pronouncing dictionary, then the rule."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from unicodedata import combining, normalize

from handouts.reading.numerals import is_numeral, spoken
from handouts.reading.syllables import syllables_by_rule

DATA = Path(__file__).parent / "data"
EXCEPTIONS = "syllable-exceptions.txt.gz"

# Short words in capitals that are read as words; every other one of two to five capitals is spelled out.
_READ_AS_WORD = re.compile("AIDS|COVID|AND|ARE|CALL|DO|DOES|HELP|IF|IN|IS|IT|MUST|NEVER|NO|NOT|NOW|ON|ONLY|OR|STOP|TO|YES|YOU")
_SHORTENED = {"Dr": "doctor", "approx": "approximately"}  # others are in the dictionary
_PLURAL = re.compile(r"(?<=[A-Z]{2})['’]?s$")
_CAPITALS = re.compile(r"[A-Z]{2,5}")
_HYPHENS = re.compile(r"(?<=.)[-‑]")
_MIXED = re.compile(r"\d|[a-z][A-Z]|[A-Z]{2}[a-z]")
_RUNS = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z'’]+")
_HISSING = re.compile(r"(?:[sxz]|[cs]h|[cgsz]e)$")


class Lexicon:
    """Says how many syllables a word has. `sha256` names the data it says so by."""

    def __init__(self, exceptions: Mapping[str, int], glossary: Mapping[str, int], digest: str) -> None:
        self.sha256 = digest
        self._exceptions = exceptions
        self._glossary = {term if term.isupper() else term.lower(): count for term, count in glossary.items()}
        self._known: dict[str, int] = {}

    def syllables(self, word: str) -> int:
        """Return the syllables of a word, at least 1.

        The parts of a hyphenated word are summed; numerals and units count as spoken; abbreviations letter by letter (HSCT 4, a W 3).
        """
        if word not in self._known:
            self._known[word] = self._count(word)
        return self._known[word]

    def _count(self, word: str) -> int:
        if (found := self._in_glossary(word)) is not None:
            return found
        if is_numeral(word):
            return sum(map(self.syllables, spoken(word).split()))
        parts = [part for part in _HYPHENS.split(word) if part]
        return sum(map(self._of_part, parts)) if len(parts) > 1 else self._of_part(word)

    def _in_glossary(self, word: str) -> int | None:
        """Return what the glossary says of a word or of its singular. Terms of several words count by their parts."""
        for form in (word, word.lower()):
            if form in self._glossary:
                return self._glossary[form]
            for ending in ("'s", "’s", "s"):
                if form.endswith(ending) and (stem := form.removesuffix(ending)) in self._glossary:
                    return self._glossary[stem] + _extra(stem)
        return None

    def _of_part(self, part: str) -> int:
        """Return the syllables of a word without hyphens, or of one part of a word with them."""
        if (found := self._in_glossary(part)) is not None:
            return found
        if is_numeral(part):
            return self.syllables(part)
        bare = _PLURAL.sub("", part)
        if _is_spelled_out(bare):
            return sum(3 if letter in "wW" else 1 for letter in bare if letter.isalpha())
        if _MIXED.search(plain := _plain(bare)):  # CD34, mRNA, McIntosh
            return sum(map(self._of_part, _RUNS.findall(plain)))
        return self._of_plain_word(_SHORTENED.get(plain, plain.lower()))

    def _of_plain_word(self, word: str) -> int:
        if word.endswith("'s") and word not in self._exceptions:
            stem = word.removesuffix("'s")
            return self._of_plain_word(stem) + _extra(stem)
        return self._exceptions.get(word) or syllables_by_rule(word)


def load_lexicon(language: str = "en", glossary: Mapping[str, int] = MappingProxyType({})) -> Lexicon:
    """Return the lexicon of a language, with the syllables of the glossary's own words. The data is read once.

    Raises LookupError for a language without data.
    """
    text, exceptions = _read(language)
    terms = "\n".join(f"{term} {count}" for term, count in sorted(glossary.items()))
    return Lexicon(exceptions, glossary, sha256(f"{text}\n{terms}".encode()).hexdigest())


def read_exceptions(text: str) -> dict[str, int]:
    """Return the exceptions from lines such as "3 area idea"; lines with # are remarks."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: count for head, *words in lines for word, count in zip(words, [int(head)] * len(words), strict=True)}


@cache
def _read(language: str) -> tuple[str, Mapping[str, int]]:
    path = DATA / language / EXCEPTIONS
    if not path.is_file():
        raise LookupError(f"no syllables are known for the language {language!r}")
    text = gzip.decompress(path.read_bytes()).decode()
    return text, MappingProxyType(read_exceptions(text))


def _is_spelled_out(part: str) -> bool:
    if re.fullmatch(r"(?:[^\W\d_]\.){2,}", part) or len(part) == 1:
        return True
    return _CAPITALS.fullmatch(part) is not None and not _READ_AS_WORD.fullmatch(part)


def _extra(stem: str) -> int:
    """Return the syllable that an s adds: one after a hissing sound ("nurse's"), else none."""
    return 1 if _HISSING.search(stem) else 0


def _plain(word: str) -> str:
    """Return a word without accents, with the straight apostrophe."""
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter)).replace("’", "'")
