"""Hard words: those for which there is a plainer one, and those that few readers meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from handouts.checks.borrowed import found_in
from handouts.checks.rules import Finding
from handouts.checks.sentences import sentences_in
from handouts.checks.views import SheetView
from handouts.language import Language
from handouts.levels import names_of
from handouts.model import Term
from handouts.reading.common import common_words, is_common
from handouts.reading.sentences import words_of

SHORTEST_STEM = 3


def hard_words(sheet: SheetView) -> Iterator[Finding]:
    """Return each hard word of a sheet where it first stands. The glossary's are left to WD-02, and those of the tone to WD-05 to WD-07."""
    if (language := sheet.language) is None:
        return
    told_elsewhere = _folded_set((*language.hype, *language.stigma, *language.shorthand))
    explained = glossary_words(sheet.reader.terms) | told_elsewhere
    told: set[str] = set()
    for passage in sheet.passages:
        if passage.role == "definition":
            continue
        for hard in language.suggestions("replace", passage.plain):
            if not told.issuperset(key := {hard.text.casefold()}) and not explained.issuperset(_folded(hard.text)):
                told |= key
                yield found_in(sheet, passage, f"'{hard.text}' is a hard word", hard.text, do=f"write '{hard.instead}'")
        for word in unusual_words(passage.plain, language):
            if (key := {word.casefold().removesuffix("s")}).isdisjoint(told) and explained.isdisjoint(_folded(word)):
                told |= key
                yield found_in(sheet, passage, f"'{word}' is a word that few readers meet", word)


def unusual_words(text: str, language: Language) -> Iterator[str]:
    """Return the words of a text that few readers meet; names are none."""
    for sentence in sentences_in(text):
        words = words_of(sentence)
        for index, word in enumerate(words):
            following = words[index + 1 : index + 2]
            if not is_plain(word, language.id.partition("-")[0], language.everyday) and not _is_name(word, index == 0, following):
                yield word


@lru_cache(maxsize=8192)
def is_plain(word: str, language: str, everyday: tuple[str, ...]) -> bool:
    """Return whether most readers know a word, or can see what it is made of; for a language without a list of common words, yes."""
    try:
        common_words(language)
    except LookupError:
        return True
    return is_common(word, language) or _is_made_of_plain(word, language, _folded_set(everyday))


def glossary_words(terms: Mapping[str, Term]) -> frozenset[str]:
    """Return every word of every name in the glossary, in small letters and with an s at its end."""
    return _words_of_names(names_of(terms.values()))


@lru_cache(maxsize=8)
def _folded_set(entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(entry.casefold() for entry in entries)


@lru_cache(maxsize=8)
def _words_of_names(names: frozenset[str]) -> frozenset[str]:
    words = {word for name in names for word in _folded(name)}
    return frozenset(words | {f"{word}s" for word in words})


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)]


def _is_name(word: str, first: bool, following: list[str]) -> bool:
    """Whether a word is a name, an abbreviation (which is for WD-03) or a unit: "Sclerosis" within a sentence, "MedWatch", "°C"."""
    if not word[0].isalpha() or any(letter.isupper() or letter.isdigit() for letter in word[1:]):
        return True
    return word[0].isupper() and (not first or any(next_word[0].isupper() for next_word in following))


def _is_made_of_plain(word: str, language: str, everyday: frozenset[str]) -> bool:
    """Whether a word shows its meaning by its parts, which readers know: "germ-free", "unwell", "blindness"."""
    for part in filter(None, word.casefold().replace("\u2011", "-").split("-")):
        if not any(_is_known(stem, language, everyday) for stem in (part, *_stems(part))):
            return False
    return True


def _is_known(word: str, language: str, everyday: frozenset[str]) -> bool:
    return word in everyday or word.removesuffix("s") in everyday or is_common(word, language)


def _stems(word: str) -> list[str]:
    stems = [word.removeprefix("un"), *(word.removesuffix(ending) for ending in ("ness", "less", "ful"))]
    return [stem for stem in stems if stem != word and len(stem) >= SHORTEST_STEM]
