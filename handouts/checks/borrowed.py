"""Words that a sheet borrows, from a claim or from the glossary: what is wrong with them is told where they are written."""

from __future__ import annotations

from handouts.checks.rules import Finding
from handouts.checks.views import SheetView, found
from handouts.evidence import find_chance
from handouts.passages import Passage
from handouts.problems import Place, Severity

_WORDS_OF_A_CHANCE = ("people", "outcome", "otherwise", "time")


def found_in(sheet: SheetView, passage: Passage, message: str, words: str = "", severity: Severity | None = None, do: str = "") -> Finding:
    """Return a finding at `words` in a passage; in the claim or the glossary, where the passage comes from there."""
    if passage.role == "picture":
        return Finding(passage.path, message, 0, severity, do, _in_claim(sheet, passage.chances[0], words))
    if passage.role == "definition":
        return Finding(passage.path, message, 0, severity, do, in_glossary(sheet, passage.field, words))
    return found(passage, message, words, severity, do)


def in_glossary(sheet: SheetView, term_id: str, words: str = "") -> Place:
    """Return where the meaning of a term is written, or `words` in it."""
    term = sheet.library.terms[sheet.reader.locale.id][term_id]
    return term.place_of("plain", offset=max(0, term.value.plain.source.find(words)))


def _in_claim(sheet: SheetView, ref: str, words: str) -> Place:
    claim, chance = find_chance(sheet.reader.claims, ref)
    assert claim is not None, "an unknown claim does not load"
    assert chance is not None, "an unknown chance does not load"
    file, locale_id = sheet.library.claims[claim.id], sheet.reader.locale.id
    path = ("chances", claim.chances.index(chance), "words", locale_id)
    for field in _WORDS_OF_A_CHANCE if words else ():
        if (offset := (getattr(chance.words[locale_id], field) or "").find(words)) >= 0:
            return file.place_of(*path, field, offset=offset)
    return file.place_of(*path)
