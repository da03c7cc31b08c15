"""NU-01: no number without what stands behind it. A chance is drawn from a claim; any other number is in a claim that the text cites."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from handouts.checks import chances, notation, pairings
from handouts.checks.grounds import claims_behind, figures_behind
from handouts.checks.quantities import ANY_NUMBER, TIME, Quantity, find_quantities, grouped, value_of
from handouts.checks.rules import Finding, Rule, SheetRule
from handouts.checks.views import SheetView, found
from handouts.passages import Passage

Span = tuple[int, int]

_PEOPLE = r"(?:people|persons?|patients?|women|men|children|adults|caregivers?|of (?:them|you|us|those|these)|who)\b"
# "3 of 120", "one in five", "2 out of the 10"; not "in 2012", "5 of 7 days", "step 2 of 4".
_COUNT_OF_ALL = re.compile(
    rf"(?<!step )(?<!page )(?<!part )\b(?P<n>{ANY_NUMBER})\s(?P<how>(?:out\s)?of|in|per)(?:\s(?:the|these|those|all|every|each|about))*"
    rf"\s(?!(?:19|20)\d\d\b)(?P<of>{ANY_NUMBER})\b(?!,\d)(?![\s-](?:more\s)?(?:{TIME})s?\b)(?P<people>\s{_PEOPLE})?",
    re.IGNORECASE,
)
# A percentage is a chance, unless it says how strong something is.
_PERCENT = re.compile(
    rf"\b{ANY_NUMBER}\s?(?:%|per ?cent\b)(?!\s(?:alcohol|saline|salt|sugar|solution|cream|chlorhexidine|bleach)\b)", re.IGNORECASE
)
_OF_PEOPLE = re.compile(rf"\s{_PEOPLE}", re.IGNORECASE)
_PART_OF_PEOPLE = re.compile(
    rf"\s(?:(?:of\s)?(?:(?:all|the|these|those)\s)*{_PEOPLE}|(?:of them\s)?(?:are|were|have|had|got|get|lived?|die|died|will|did|do)\b)",
    re.IGNORECASE,
)
# What has a number for a name: a day of the reader's own plan ("Day 0"), a line that is always answered, a time of day, a place.
_NAME = re.compile(
    r"\bDays? [+−-]?\d+(?:(?: to |[–-])[+−-]?\d+)?|\b24[- ]hour\b|\b24 hours a day\b"
    r"|\b\d\d?(?::\d\d)?(?:\s?(?:to|and|[–-])\s?\d\d?(?::\d\d)?)?\s?(?i:[ap]\.?m\b\.?|o'clock\b)|\b\d\d?:\d\d\b"
    r"|\b(?i:room|floor|level|gate|garage|door|building|bus|exit|ward|unit|suite|desk|elevator|lot|form|sheet|page|step|press) [A-Z]?-?\d+"
)
_TO_CALL = re.compile(r"\b(?:call|dial|phone|ring|text)\s(?:\w+\s)?$", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(month_name[1:])})\s$")
_NEXT_WORD = re.compile(r"\s[^\W\d_]+")
_ENTRIES = ("items", "stages", "options", "rows", "signs")


def unsourced_numbers(sheet: SheetView) -> Iterator[Finding]:
    """Return each chance written by hand, and each number that no claim behind its text holds."""
    english, count_label = sheet.reader.locale.id.startswith("en"), sheet.reader.locale.labels.chances.count
    for passage in sheet.passages:
        if passage.role == "definition":
            yield from _in_a_meaning(sheet, passage)
        elif quantities := find_quantities(text := passage.own, english):
            by_hand = _chances_by_hand(text, count_label, english)
            for start, end in by_hand:
                yield found(passage, f"'{text[start:end]}' is a chance written by hand", text[start:end], do=_DRAW_IT)
            told = by_hand + [match.span() for match in _NAME.finditer(text)]
            left = tuple(quantity for quantity in quantities if not any(start <= quantity.start < end for start, end in told))
            yield from _without_claim(sheet, passage, left)


def _in_a_meaning(sheet: SheetView, passage: Passage) -> Iterator[Finding]:
    """Return the numbers in the meaning of a word. It prints on many sheets, and cites nothing on any of them."""
    text = replace(passage, written=sheet.reader.terms[passage.field].plain).own
    for group in grouped(text, find_quantities(text, english=False)):
        message = f"the meaning of '{passage.field}' holds '{_quoted(text, group)}', and no claim stands behind it"
        yield found(passage, message, do="leave the number out of the glossary, and say it in a module with its claim")


_DRAW_IT = "write {chance:claim-id.chance-id} and cite the claim: the number is then the one in the evidence"
_CITE_IT = "cite the claim that says it, like [@claim-id]; if there is none, leave the number out"
_SAY_WHAT_IT_SAYS = "write what the claim says, or cite the one that says this"


def _chances_by_hand(text: str, count_label: str, english: bool) -> list[Span]:
    counts = _COUNT_OF_ALL if english else _as_printed(count_label)
    found_here = [match.span() for match in counts.finditer(text) if not english or _is_chance(match)]
    return found_here + [match.span() for match in _PERCENT.finditer(text)]


@lru_cache(maxsize=16)
def _as_printed(count_label: str) -> re.Pattern[str]:
    """Return what finds a chance by hand in a language whose own ways to say one are not known: as its label prints it, in digits."""
    return re.compile(re.escape(count_label).replace(r"\{n\}", r"\b\d[\d.,]*").replace(r"\{of\}", r"\d[\d.,]*\b"))


def _is_chance(match: re.Match[str]) -> bool:
    """Whether it is a part of a whole: "one of two drugs" and "20 in 3 groups" are not."""
    n, of = match["n"], match["of"]
    in_words = n[0].isalpha() and of[0].isalpha() and match["how"].lower() == "of"
    return value_of(n) <= value_of(of) and (not in_words or match["people"] is not None)


def _without_claim(sheet: SheetView, passage: Passage, quantities: tuple[Quantity, ...]) -> Iterator[Finding]:
    text, claims, entries = passage.own, sorted(claims_behind(sheet, passage)), _entries_of(sheet, passage)
    figures = figures_behind(sheet, claims)
    for group in grouped(text, quantities):
        known = all(quantity.figure in figures for quantity in group)
        counts_the_list = entries is not None and group[0].figure == (Fraction(entries), "")
        if known or counts_the_list or not (passage.claims or any(_needs_a_claim(quantity, text) for quantity in group)):
            continue
        words = _quoted(text, group)
        looked_at = f"'{words}' is in none of the claims here: {', '.join(claims)}"
        message = looked_at if claims else f"no claim stands behind '{words}'"
        yield found(passage, message, words, do=_what_to_do(text, group[0], entries) or (_SAY_WHAT_IT_SAYS if claims else _CITE_IT))


def _needs_a_claim(quantity: Quantity, text: str) -> bool:
    """Whether it may not stand in a text that cites nothing. "A day" may, and so may numbers in words that count no people and no units."""
    if quantity.in_digits:
        return True
    of_people = _OF_PEOPLE if quantity.value > 1 else _PART_OF_PEOPLE
    return quantity.value != 1 and (quantity.unit != "" or of_people.match(text, quantity.end) is not None)


def _entries_of(sheet: SheetView, passage: Passage) -> int | None:
    """Return how many entries the list has that this text heads, None when it heads none."""
    if passage.role not in ("stem", "heading") or passage.section < 0:
        return None
    section = next(section for section in sheet.sections if section.path[1] == passage.section)
    return next((len(section.fields[name]) for name in _ENTRIES if section.fields.get(name)), None)


def _quoted(text: str, group: tuple[Quantity, ...]) -> str:
    """Return the numbers as they stand, with the month before them or, when they have no unit, the word after them: "110 people"."""
    first, last = group[0], group[-1]
    month = _MONTH.search(text, 0, first.start)
    next_word = _NEXT_WORD.match(text, last.end) if not last.unit and not month else None
    return text[month.start() if month else first.start : next_word.end() if next_word else last.end]


def _what_to_do(text: str, quantity: Quantity, entries: int | None) -> str:
    if quantity.unit.startswith("°"):
        return notation.BOTH_SCALES
    if quantity.in_digits and _TO_CALL.search(text, 0, quantity.start):
        return "write {clinic.emergency_number} or another number of the clinic"
    if entries and not quantity.unit:
        return f"the list has {entries} entries for these readers; if this counts something else, cite the claim"
    return ""


_RULES: tuple[Rule, ...] = (
    SheetRule(
        "NU-01",
        "error",
        says=(
            "A chance is never written by hand, but drawn from its claim. Any other number (a time, dose, limit, date or count) is in a "
            "claim that the text cites, with the same unit. It is never waived."
        ),
        standard="IPDAS 2013 and 2021: evidence cited, group and time named; PEMAT-P (2013): numbers that are clear",
        do=_CITE_IT,
        check=unsourced_numbers,
    ),
    *chances.RULES,
    *notation.RULES,
    *pairings.RULES,
)
RULES = tuple(sorted(_RULES, key=lambda rule: rule.id))
