"""The plain-language lists of one language, and the ways to look for them in a text. What to do about a find is for `checks/` to say."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, TypeVar, get_args

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from handouts.words import Identified, LocaleId

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Entries = TypeVar("Entries", tuple[str, ...], dict[str, str])

ListName = Literal[
    "hype", "likelihood", "hedges", "relative", "arithmetic", "statistics", "placeholders", "negations", "yes_no_understanding"
]
SuggestingListName = Literal["replace", "stigma", "shorthand"]
WordListName = Literal["abbreviations", "action_verbs", "closed_openers", "label_headings", "number_words"]


def _fit_to_look_for(phrases: Entries) -> Entries:
    written = [phrase.casefold() for phrase in phrases]
    if twice := sorted({phrase for phrase in written if written.count(phrase) > 1}):
        raise PydanticCustomError("twice", "{names} is listed more than once", {"names": ", ".join(twice)})
    for phrase in phrases:
        if not all(part.strip() for part in phrase.split("…")):
            raise PydanticCustomError("gap", "'{phrase}' begins or ends with …", {"phrase": phrase, "hint": "write a word there, or no …"})
    return phrases


Phrases = Annotated[tuple[Phrase, ...], AfterValidator(_fit_to_look_for)]
Replacements = Annotated[dict[Phrase, Phrase], AfterValidator(_fit_to_look_for)]


class Suggestion(NamedTuple):
    """A phrase as it stands in a text, at an offset in characters, and what to write instead."""

    offset: int
    text: str
    instead: str


class Language(Identified):
    """`language/<locale>.yaml`: the words the checks look for. A clinic may keep its own copy, with words taken out or added.

    Capital or small letters make no difference, and only whole words count. In a phrase `…` stands for up to four words, and a capital N
    alone for any number. A space or a hyphen in it matches either.
    """

    id: LocaleId
    replace: Replacements = Field(description="Hard word: plain word. Base forms; endings as in -s, -ed, -ing are found too.")
    hype: Phrases = Field(description="Words that promise too much.")
    hype_allowed: Phrases = Field(description="Where such a word says no to a promise, or has a plain sense: 'not a cure'.")
    stigma: Replacements = Field(description="Words that blame or belittle the reader: what to say instead. Every form is written out.")
    shorthand: Replacements = Field(description="What staff write for each other: what to print instead.")
    likelihood: Phrases = Field(description="Words that say how likely without a number. 'Some', 'most' and 'may' are fine.")
    hedges: Phrases = Field(description="Words that show how unsure a claim is. A claim of low certainty needs one.")
    relative: Phrases = Field(description="Changes that hide how many people it was: 'halves', 'N times more'.")
    arithmetic: Phrases = Field(description="Sums the reader would have to do.")
    statistics: Phrases = Field(description="Terms from papers.")
    number_words: Phrases = Field(description="Numbers in words, which N in a phrase stands for besides digits.")
    label_headings: Phrases = Field(description="Headings that say nothing. Compared with the whole heading.")
    placeholders: Phrases = Field(description="What was left to fill in.")
    abbreviations: Phrases = Field(description="Those every reader knows; any other is spelled out where it first stands.")
    action_verbs: Phrases = Field(description="Words an instruction may start with.")
    closed_openers: Phrases = Field(description="Words a yes-or-no question starts with.")
    yes_no_understanding: Phrases = Field(description="Ways to ask 'did you understand?', which everyone answers with yes.")
    be_words: Phrases = Field(description="Words before a participle that make a sentence passive.")
    between: Phrases = Field(description="Words that may stand between those two. An entry like -ly is an ending.")
    participles: Phrases = Field(description="Participles. An entry like -ed is an ending.")
    not_passive: Phrases = Field(description="Participles that, after 'is' or 'gets', say how someone or something is.")
    negations: Phrases = Field(description="Words that say no. Two of them close together are hard to follow.")
    double_negative_allowed: Phrases = Field(description="Where two of them are easy to follow.")

    def find(self, name: ListName, text: str) -> list[tuple[int, str]]:
        """Return where each phrase of a list stands in `text`, as `find_phrases`; those its `…_allowed` list allows are left out."""
        return find_phrases(text, getattr(self, name), getattr(self, f"{name}_allowed", ()), self.number_words)

    def suggestions(self, name: SuggestingListName, text: str) -> list[Suggestion]:
        """Return each hard, hurtful or short form in `text` with what to write instead."""
        instead: dict[str, str] = getattr(self, name)
        found = _finder(tuple(instead), (), name == "replace").find(text)
        return [Suggestion(start, text[start:end], instead[entry]) for start, end, entry in found]

    def lists(self, name: WordListName, words: str) -> bool:
        """Return whether `words`, but for a mark at the end, are an entry of a list."""
        return words.strip(" .:?!").casefold() in _folded(getattr(self, name))

    def passives(self, text: str) -> list[tuple[int, str]]:
        """Return where `text` says what is done instead of who does it: 'is often given'. A question ('Was it given?') is not found."""
        found = _passive(self.be_words, self.between, self.participles).finditer(text)
        return [(match.start(), match[0]) for match in found if match["participle"].casefold() not in _folded(self.not_passive)]

    def double_negatives(self, text: str) -> list[tuple[int, str]]:
        """Return where two negations stand at most four words apart in one clause: 'not without'."""
        both = pairwise((start, start + len(words)) for start, words in find_phrases(text, self.negations))
        close = [(start, end) for (start, until), (at, end) in both if _GAP_ALONE.fullmatch(text, until, at)]
        allowed = _allowed_places(text, self.double_negative_allowed) if close else []
        return [(start, text[start:end]) for start, end in close if not _inside(start, end, allowed)]


LIST_NAMES: tuple[ListName, ...] = get_args(ListName)
SUGGESTING_LIST_NAMES: tuple[SuggestingListName, ...] = get_args(SuggestingListName)


def find_phrases(
    text: str, phrases: tuple[str, ...], allowed: tuple[str, ...] = (), numbers: tuple[str, ...] = ()
) -> list[tuple[int, str]]:
    """Return the offset of each occurrence of a phrase, and the words as they stand in `text`.

    An occurrence inside an occurrence of an `allowed` phrase is left out. `numbers` are the words besides digits that N stands for.
    """
    found = _finder(phrases, numbers).find(text)
    places = _allowed_places(text, allowed, numbers) if found else []
    return [(start, text[start:end]) for start, end, _ in found if not _inside(start, end, places)]


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _inside(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in places)


def _allowed_places(text: str, allowed: tuple[str, ...], numbers: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    return [match.span(1) for pattern in _allowing(allowed, numbers) for match in pattern.finditer(text)]


@lru_cache(maxsize=64)
def _allowing(allowed: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each phrase that finds it wherever it begins, at its longest: one occurrence must not hide another."""
    return tuple(re.compile(f"(?=({_pattern(phrase, numbers, longest=True)}))", re.IGNORECASE) for phrase in allowed)


class _Finder:
    """Finds the phrases of one list. They are kept by first word, so that a long list costs no more than a short one."""

    def __init__(self, phrases: tuple[str, ...], numbers: tuple[str, ...], inflected: bool) -> None:
        self.numbers, self.inflected = numbers, inflected
        self.starting_with: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(phrases, key=len, reverse=True):
            for word in _first_words(phrase, inflected):
                self.starting_with[word].append(phrase)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and phrase of each occurrence, from left to right; where several begin, the longest phrase."""
        found: list[tuple[int, int, str]] = []
        for word in _FIRST_WORD.finditer(text):
            if (phrases := self._starting_with(word[0])) and (not found or word.start() >= found[-1][1]):
                matches = ((_compiled(phrase, self.numbers, self.inflected).match(text, word.start()), phrase) for phrase in phrases)
                found += [(*match.span(), phrase) for match, phrase in matches if match][:1]
        return found

    def _starting_with(self, word: str) -> list[str]:
        phrases = self.starting_with.get(word.casefold(), [])
        is_number = word[0].isdecimal() or word.casefold() in self.numbers
        return phrases + self.starting_with["N"] if is_number and "N" in self.starting_with else phrases


@lru_cache(maxsize=4096)
def _compiled(phrase: str, numbers: tuple[str, ...], inflected: bool) -> re.Pattern[str]:
    return re.compile(_pattern(phrase, numbers, inflected=inflected), re.IGNORECASE)


@lru_cache(maxsize=64)
def _finder(phrases: tuple[str, ...], numbers: tuple[str, ...] = (), inflected: bool = False) -> _Finder:
    return _Finder(phrases, numbers, inflected)


def _first_words(phrase: str, inflected: bool) -> tuple[str, ...]:
    match = _FIRST_WORD.match(phrase)
    assert match is not None
    return ("N",) if match[0] == "N" else _forms(match[0].casefold()) if inflected else (match[0].casefold(),)


@lru_cache(maxsize=8)
def _passive(be_words: tuple[str, ...], between: tuple[str, ...], participles: tuple[str, ...]) -> re.Pattern[str]:
    be, gap, participle = ("|".join(map(_word_or_ending, words)) for words in (be_words, between, participles))
    return re.compile(rf"{_START}(?:{be})(?:\s+(?:{gap}))*\s+(?P<participle>{participle}){_END}", re.IGNORECASE)


def _word_or_ending(word: str) -> str:
    return rf"[^\W\d_]{{2,}}{re.escape(word[1:])}" if word.startswith("-") else re.escape(word)


_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_FIRST_WORD = re.compile(r"[^\W_]+|[^\s\w]|_+")
# A word with the marks inside it, as in 4.5 or don't; so a gap ends where a clause does. Possessive: a word is never cut in two.
_GAP_WORD = r"(?:\w|[^\w\s](?=[^\W_]))++"
_GAP = rf"(?:\s*+{_GAP_WORD}){{0,4}}"
_GAP_ALONE = re.compile(rf"{_GAP}\s*")
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
