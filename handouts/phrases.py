"""Finding phrases in a text: whole words, any capitals, gaps, numbers and simple endings. Knows no list and no rule."""

from __future__ import annotations

import re
from functools import lru_cache


def find_phrases(
    text: str, phrases: tuple[str, ...], allowed: tuple[str, ...] = (), numbers: tuple[str, ...] = ()
) -> list[tuple[int, str]]:
    """Return the offset of each occurrence of a phrase, and the words as they stand in `text`.

    An occurrence inside an occurrence of an `allowed` phrase is left out. `numbers` are the words besides digits that N stands for.
    """
    found = finder(phrases, numbers).find(text)
    places = allowed_places(text, allowed, numbers) if found else []
    return [(start, text[start:end]) for start, end, _ in found if not is_inside(start, end, places)]


def is_inside(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    """Return whether a piece of a text lies wholly within one of these places."""
    return any(first <= start and end <= last for first, last in places)


def allowed_places(text: str, allowed: tuple[str, ...], numbers: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Return start and end of each occurrence of an allowed phrase, overlapping ones too."""
    return [match.span(1) for pattern in _allowing(allowed, numbers) for match in pattern.finditer(text)]


@lru_cache(maxsize=64)
def _allowing(allowed: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each phrase that finds it wherever it begins, at its longest: one occurrence must not hide another."""
    return tuple(re.compile(f"(?=({_pattern(phrase, numbers, longest=True)}))", re.IGNORECASE) for phrase in allowed)


class _Finder:
    """Finds the phrases of one list. They are kept by first word, so that a long list costs no more than a short one."""

    def __init__(self, phrases: tuple[str, ...], numbers: tuple[str, ...], inflected: bool) -> None:
        self.numbers, self.inflected = numbers, inflected
        self.starting_with: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            for word in _first_words(phrase, inflected):
                self.starting_with.setdefault(word, []).append(phrase)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and phrase of each occurrence, from left to right; where several begin, the longest phrase."""
        found: list[tuple[int, int, str]] = []
        for start, word in _words(text):
            if (phrases := self._starting_with(word)) and (not found or start >= found[-1][1]):
                matches = ((_compiled(phrase, self.numbers, self.inflected).match(text, start), phrase) for phrase in phrases)
                found += [(*match.span(), phrase) for match, phrase in matches if match][:1]
        return found

    def _starting_with(self, word: str) -> list[str]:
        phrases = self.starting_with.get(word, [])
        is_number = "N" in self.starting_with and (word[0].isdecimal() or word in self.numbers)
        return phrases + self.starting_with["N"] if is_number else phrases


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[int, str], ...]:
    """Return each word with its offset, in small letters. Every list looks through every text, so this is done once for all."""
    return tuple((word.start(), word[0].casefold()) for word in _FIRST_WORD.finditer(text))


@lru_cache(maxsize=4096)
def _compiled(phrase: str, numbers: tuple[str, ...], inflected: bool) -> re.Pattern[str]:
    return re.compile(_pattern(phrase, numbers, inflected=inflected), re.IGNORECASE)


@lru_cache(maxsize=64)
def finder(phrases: tuple[str, ...], numbers: tuple[str, ...] = (), inflected: bool = False) -> _Finder:
    """Return what finds a list of phrases; made once for each list."""
    return _Finder(phrases, numbers, inflected)


def _first_words(phrase: str, inflected: bool) -> tuple[str, ...]:
    match = _FIRST_WORD.match(phrase)
    assert match is not None
    return ("N",) if match[0] == "N" else _forms(match[0].casefold()) if inflected else (match[0].casefold(),)


@lru_cache(maxsize=8)
def passive_pattern(be_words: tuple[str, ...], between: tuple[str, ...], participles: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds "is often given", with the group `participle`."""
    be, gap, participle = ("|".join(map(_word_or_ending, words)) for words in (be_words, between, participles))
    return re.compile(rf"{_START}(?:{be})(?:\s+(?:{gap}))*\s+(?P<participle>{participle}){_END}", re.IGNORECASE)


def _word_or_ending(word: str) -> str:
    return rf"[^\W\d_]{{2,}}{re.escape(word[1:])}" if word.startswith("-") else re.escape(word)


_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_FIRST_WORD = re.compile(r"[^\W_]+|[^\s\w]|_+")
# A word with the marks inside it, as in 4.5 or don't; so a gap ends where a clause does. Possessive: a word is never cut in two.
_GAP_WORD = r"(?:\w|[^\w\s](?=[^\W_]))++"
_GAP = rf"(?:\s*+{_GAP_WORD}){{0,4}}"
GAP_ALONE = re.compile(rf"{_GAP}\s*")
_TOKEN = re.compile(r"(?P<word>[^\W_]+)|(?P<joint>(?<=[^\W_])(?:\s+|-)(?=[^\W_]))|(?P<space>\s+)|(?P<mark>.)")


def _pattern(phrase: str, numbers: tuple[str, ...], *, inflected: bool = False, longest: bool = False) -> str:
    gap = rf"{_GAP}{'' if longest else '?'}\s*"
    return gap.join(_without_gap(part.strip(), numbers, inflected) for part in phrase.split("…"))


def _without_gap(words: str, numbers: tuple[str, ...], inflected: bool) -> str:
    start, end = (_START if words[0].isalnum() else ""), (_END if words[-1].isalnum() else "")
    return start + "".join(_token(token, numbers, inflected) for token in _TOKEN.finditer(words)) + end


def _token(token: re.Match[str], numbers: tuple[str, ...], inflected: bool) -> str:
    match token.lastgroup, token[0]:
        case "word", "N":
            return rf"(?:\d[\d,.]*{''.join('|' + re.escape(number) for number in numbers)})"
        case "word", word:
            return f"(?:{'|'.join(map(re.escape, _forms(word)))})" if inflected else re.escape(word)
        case "joint", _:
            return r"(?:\s+|[-\u2010\u2011])"
        case "space", _:
            return r"\s*"
        case _, mark:
            return "['\u2019]" if mark == "'" else re.escape(mark)


def _forms(word: str) -> tuple[str, ...]:
    """Return an English word and what it becomes with -s, -ed and -ing: after -e, after -y, or with its last letter doubled."""
    if len(word) < 4:
        return (word,)
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if re.search(r"[^aeiou]y$", word):
        return word, word + "ing", word[:-1] + "ies", word[:-1] + "ied"
    doubled = (word + word[-1] + "ed", word + word[-1] + "ing") if re.search(r"[^aeiou][aeiou][bdglmnprt]$", word) else ()
    return word, word + "s", word + "es", word + "ed", word + "ing", *doubled
