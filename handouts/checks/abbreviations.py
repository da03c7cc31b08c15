"""Abbreviations: spelled out where they first stand, but for those every reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.borrowed import found_in
from handouts.checks.explaining import is_explained_at
from handouts.checks.hardwords import glossary_words
from handouts.checks.rules import Finding
from handouts.checks.views import SheetView
from handouts.language import Language

_TOKEN = re.compile(r"(?<![\w@.-])[A-Za-z][\w\u2011-]*(?![\w@])")
_CAPITALS = re.compile(r"[A-Z].*[A-Z]")
# "MedWatch" is a name, "NCT04047628" a number to copy.
_NO_ABBREVIATION = re.compile(r"[a-z]{2}|\d{3}")
_NAMED = r"(?:trial|study|program|registry|society|group|center)s?"


def unexplained_abbreviations(sheet: SheetView) -> Iterator[Finding]:
    """Return each abbreviation that is not spelled out where it first stands. Those of the glossary are left to WD-02."""
    if (language := sheet.language) is None:
        return
    known = glossary_words(sheet.reader.terms)
    met: set[str] = set()
    for passage in sheet.passages:
        for token in _TOKEN.finditer(passage.plain):
            short = _bare(token[0])
            if short in met or not _is_abbreviation(short, language) or short.casefold() in known:
                continue
            met.add(short)
            explained = is_explained_at(passage.plain, token.start(), token.end(), sheet.reader.locale.id)
            if not explained and not _is_name_of_something(sheet, short):
                yield found_in(sheet, passage, f"'{short}' is not spelled out where it first stands", short)


def _bare(token: str) -> str:
    """Return an abbreviation without the s of several: "MRIs"."""
    return token[:-1] if token.endswith("s") and token[:-1].isupper() else token


def _is_abbreviation(word: str, language: Language) -> bool:
    if not _CAPITALS.search(word) or _NO_ABBREVIATION.search(word):
        return False
    if all(part.isdigit() or language.lists("abbreviations", part) for part in re.split("[-\u2011]", word)):
        return False
    return not language.lists("action_verbs", word) and word.casefold() not in language.negations  # "STOP" is no abbreviation


def _is_name_of_something(sheet: SheetView, short: str) -> bool:
    """Whether the sheet says once what sort of thing bears this name: "the MIST trial"."""
    named = re.compile(rf"\b{re.escape(short)} {_NAMED}\b|\b{_NAMED} {re.escape(short)}\b")
    return any(named.search(passage.plain) for passage in sheet.passages)
