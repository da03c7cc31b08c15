"""The plain-language lists of one language, and the ways to look for them in a text. What to do about a find is for `checks/` to say."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, TypeVar, get_args

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from handouts.phrases import GAP_ALONE, allowed_places, find_phrases, finder, is_inside, passive_pattern
from handouts.words import LocaleId, Replaceable

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Entries = TypeVar("Entries", tuple[str, ...], dict[str, str])

ListName = Literal[
    "hype", "likelihood", "hedges", "relative", "arithmetic", "statistics", "placeholders", "negations", "yes_no_understanding"
]
SuggestingListName = Literal["replace", "stigma", "shorthand"]
WordListName = Literal["abbreviations", "action_verbs", "closed_openers", "everyday", "label_headings", "number_words"]


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


class Language(Replaceable):
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
    everyday: Phrases = Field(description="Words every reader knows, though they are seldom written: not hard, and not explained.")
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
        found = finder(tuple(instead), (), name == "replace").find(text)
        return [Suggestion(start, text[start:end], instead[entry]) for start, end, entry in found]

    def lists(self, name: WordListName, words: str) -> bool:
        """Return whether `words`, but for a mark at the end, are an entry of a list."""
        return words.strip(" .:?!").casefold() in _folded(getattr(self, name))

    def passives(self, text: str) -> list[tuple[int, str]]:
        """Return where `text` says what is done instead of who does it: 'is often given'. A question ('Was it given?') is not found."""
        found = passive_pattern(self.be_words, self.between, self.participles).finditer(text)
        return [(match.start(), match[0]) for match in found if match["participle"].casefold() not in _folded(self.not_passive)]

    def double_negatives(self, text: str) -> list[tuple[int, str]]:
        """Return where two negations stand at most four words apart in one clause: 'not without'."""
        both = pairwise((start, start + len(words)) for start, words in find_phrases(text, self.negations))
        close = [(start, end) for (start, until), (at, end) in both if GAP_ALONE.fullmatch(text, until, at)]
        allowed = allowed_places(text, self.double_negative_allowed) if close else []
        return [(start, text[start:end]) for start, end in close if not is_inside(start, end, allowed)]


LIST_NAMES: tuple[ListName, ...] = get_args(ListName)
SUGGESTING_LIST_NAMES: tuple[SuggestingListName, ...] = get_args(SuggestingListName)


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
