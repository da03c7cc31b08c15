"""What the glossary says of a term: short, plain, and how it sounds."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.borrowed import in_glossary
from handouts.checks.hardwords import glossary_words, unusual_words
from handouts.checks.rules import Finding
from handouts.checks.views import SheetView
from handouts.levels import lexicon_for
from handouts.model import Term
from handouts.passages import Passage
from handouts.reading.sentences import words_of

MOST_WORDS = 15
SYLLABLES_TO_SAY = 4  # of a single word, from which on a reader needs to be told how it sounds


def definitions(sheet: SheetView) -> Iterator[Finding]:
    """Return what is wrong with the meanings a sheet prints. What no sheet prints, no one reads."""
    for passage in sheet.of_role("definition") if sheet.language else ():
        term = sheet.reader.terms[passage.field]
        if (count := len(words_of(passage.plain))) > MOST_WORDS:
            yield _finding(sheet, passage, f"the meaning of '{term.term}' has {count} words; {MOST_WORDS} are enough", "say less")
        for word in _hard_words(sheet, passage.plain):
            do = "the meaning of a word needs plain words"
            yield _finding(sheet, passage, f"'{word}', in the meaning of '{term.term}', is itself a hard word", do, word)
        if not term.say and (long := _long_word(sheet, term)):
            do = "add 'say: …' with the stressed part in capitals"
            yield _finding(sheet, passage, f"nothing says how '{long}' sounds, a word of {SYLLABLES_TO_SAY} syllables or more", do)


def _hard_words(sheet: SheetView, text: str) -> Iterator[str]:
    """The hard words of a meaning, those on the replace list and those few readers meet; other terms of the glossary are not told here."""
    assert sheet.language is not None
    explained = glossary_words(sheet.reader.terms)
    listed = (hard.text for hard in sheet.language.suggestions("replace", text))
    for word in (*listed, *unusual_words(text, sheet.language)):
        if word.casefold() not in explained:
            yield word


def _long_word(sheet: SheetView, term: Term) -> str:
    if not sheet.reader.locale.id.startswith("en"):
        return ""
    lexicon = lexicon_for(sheet.reader.terms)
    return next((word for word in words_of(term.term) if not word.isupper() and lexicon.syllables(word) >= SYLLABLES_TO_SAY), "")


def _finding(sheet: SheetView, passage: Passage, message: str, do: str, word: str = "") -> Finding:
    return Finding(passage.path, message, do=do, place=in_glossary(sheet, passage.field, word))
