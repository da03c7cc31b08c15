"""Finds the terms of a glossary in a text, and which of them have been used before."""

from __future__ import annotations

from collections.abc import Collection

from handouts.reading.sentences import words_of


class TermBook:
    """Remembers the terms met so far. A term is found in capitals or small letters, and with an s at its end."""

    def __init__(self, terms: Collection[str]) -> None:
        self._terms = {_plain(words_of(term)) for term in terms}
        self._longest = max(map(len, self._terms), default=0)
        self._met: set[tuple[str, ...]] = set()

    def repeated(self, words: list[str]) -> list[str]:
        """Return the words of a sentence that belong to a term met before, here or in an earlier sentence; the longest term wins."""
        again, start = [], 0
        while start < len(words):
            term, length = self._term_at(words, start)
            if term in self._met:
                again += words[start : start + length]
            if term:
                self._met.add(term)
            start += length
        return again

    def _term_at(self, words: list[str], start: int) -> tuple[tuple[str, ...], int]:
        for length in range(self._longest, 0, -1):
            found = _plain(words[start : start + length])
            singular = (*found[:-1], found[-1].removesuffix("s"))
            for form in (found, singular):
                if len(found) == length and form in self._terms:
                    return form, length
        return (), 1


def _plain(words: list[str]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'").removesuffix("'s") for word in words)
