"""How numbers are written: in forms a reader need not work out (NU-05, NU-06), and one way each for dates, ranges and units (NU-07)."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from handouts.checks.quantities import find_quantities
from handouts.checks.rules import Finding, Rule, SheetRule
from handouts.checks.views import SheetView, found
from handouts.passages import Passage

_PERCENT = re.compile(r"\d[\d.,]*\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
_ONE_IN = re.compile(r"\b(?:1|one) in (?:every )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)", re.IGNORECASE)


class Style(NamedTuple):
    """A way to write a number that is not this project's, what to say about it, and what to write instead."""

    pattern: re.Pattern[str]
    message: str
    do: str


def hard_forms(sheet: SheetView) -> Iterator[Finding]:
    """Return terms from papers, decimals, and percentages and "1 in N" in the sentences that are drawn from chances."""
    for passage in sheet.passages:
        for _, words in sheet.language.find("statistics", passage.plain) if sheet.language else ():
            yield found(passage, f"'{words}' is a term from papers", words)
        if passage.role == "picture":
            yield from _hard_words_of_chance(passage)
        yield from _decimals(passage)


def _hard_words_of_chance(passage: Passage) -> Iterator[Finding]:
    for pattern in (_PERCENT, _ONE_IN):
        for match in pattern.finditer(passage.plain):
            message = f"the words of the chance '{passage.chances[0]}' hold '{match[0]}'"
            yield found(passage, message, do="put them right in the claim: whole people, of one whole group")


def _decimals(passage: Passage) -> Iterator[Finding]:
    text = _printed(passage)
    for quantity in find_quantities(text, english=False):
        if quantity.value.denominator > 1 and not quantity.unit:
            words = text[quantity.start : quantity.end]
            yield found(passage, f"'{words}' is not a whole number", words, severity="warning", do="round it, or say it in words")


def sums_for_the_reader(sheet: SheetView) -> Iterator[Finding]:
    """Return what the reader would have to work out."""
    for passage in sheet.passages:
        for _, words in sheet.language.find("arithmetic", passage.plain) if sheet.language else ():
            yield found(passage, f"'{words}' leaves a sum to the reader", words)


def other_styles(sheet: SheetView) -> Iterator[Finding]:
    """Return dates, ranges, temperatures and large numbers that are written in another way than this project's."""
    styles = _styles_of(sheet.reader.locale.id)
    for passage in sheet.passages:
        text = _printed(passage)
        for style in styles:
            for match in style.pattern.finditer(text):
                yield found(passage, style.message.format(words=match[0]), match[0], do=style.do)


def _printed(passage: Passage) -> str:
    """The author's own words; for a sentence drawn from a claim or the glossary, the sentence."""
    return passage.own if passage.written else passage.plain


@lru_cache(maxsize=16)
def _styles_of(locale_id: str) -> tuple[Style, ...]:
    """Return the styles to look for, dates first. The names of months are known in English only; the rest holds in any language."""
    example = "November 22, 2026" if locale_id == "en-US" else "22 November 2026"
    in_figures = r"\b(?:\d{4}-\d\d?-\d\d?|\d\d?([/.])\d\d?\1(?:\d\d){1,2})\b"
    dates = [Style(re.compile(in_figures), "'{words}' is a date in figures", "write the month in words")]
    if locale_id.startswith("en"):
        short, long = "|".join({*month_abbr[1:], "Sept"} - {"May"}), "|".join(month_name[1:])
        day_first, month_first = rf"\b\d\d?(?:st|nd|rd|th)?(?:\sof)?\s(?:{long})\b", rf"\b(?:{long})\s\d\d?(?:st|nd|rd|th)?\b(?!\d)"
        with_ending = rf"\b(?:{long})\s\d\d?(?:st|nd|rd|th)\b"
        other_order = rf"{day_first}|{with_ending}" if locale_id == "en-US" else month_first
        dates = [
            Style(re.compile(in_figures), "'{words}' is a date in figures", f"write the month in words: {example}"),
            Style(re.compile(rf"\b\d\d?\s(?:{short})\b|\b(?:{short})\b\.?\s\d+\b"), "'{words}' is a month cut short", f"write {example}"),
            Style(re.compile(other_order), "'{words}' is a date in another order than usual here", f"write {example}"),
        ]
    return (*dates, *_STYLES)


BOTH_SCALES = "write {clinic.fever}, {clinic.low_temperature} or, for any other, {temp:37.5}: each prints on both scales"
_STYLES = (
    Style(re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:[°º]\s?[CF]?|degrees?\b|[CF]\b)"), "'{words}' is on one scale", BOTH_SCALES),
    # Not a phone number, and not part of a name with hyphens.
    Style(
        re.compile(r"(?<![\w.,/–-])(?!\d{3}[- ]\d{3,4}\b)\d[\d.,]*\s?[-–—]\s?\d[\d.,]*\b(?![-–/]\d)"),
        "'{words}' is a range with a dash, which is easily read as minus or passed over",
        "write '3 to 5'",
    ),
    Style(
        re.compile(r"(?<![\w.,-])(?!1[89]\d\d\b|20\d\d\b)\d{4,}(?!\w|[.,]\d)"), "'{words}' has no mark between thousands", "write '1,200'"
    ),
)

RULES: tuple[Rule, ...] = (
    SheetRule(
        "NU-05",
        "error",
        says=(
            "No percentages, no '1 in N' and no terms from papers (odds ratio, hazard ratio, NNT, p value): whole people of one whole "
            "group. A decimal is a warning."
        ),
        standard="CDC Clear Communication Index (2014), items 15 and 16: familiar whole numbers; IPDAS (2013): no 1 in X",
        do="say in plain words how many people it was, and of how many",
        check=hard_forms,
    ),
    SheetRule(
        "NU-06",
        "error",
        says="The reader has nothing to work out: no 'per kg', no 'multiply', no '% of your'.",
        standard="PEMAT-P (2013), item 7: no sums for the reader; CDC Clear Communication Index (2014), item 17",
        do="say the result, or have the team write it down for this reader",
        check=sums_for_the_reader,
    ),
    SheetRule(
        "NU-07",
        "warning",
        says=(
            "Dates have the month in words and the order of the language; ranges have 'to'; temperatures are drawn, so that they print on "
            "both scales; 1,000 and above has its mark."
        ),
        standard="NHS content standard: numerals, 'to' for ranges, months in full, commas in thousands",
        do="write it in the usual way",
        check=other_styles,
    ),
)
