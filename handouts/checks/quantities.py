"""The numbers in a text: in digits or in words, with their unit when it is one of time, size, dose or temperature.

Claims are written in English for whoever reviews them, so English number words are read here. In a text of another language only the
digits are read: that they say the same as the text it was made from is for LG-02.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_VALUES: dict[str, int] = {
    **{word: value for value, word in enumerate(_ONES.split())},
    **{word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)},
    "a": 1,
    "an": 1,
    "twice": 2,
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
}

# 24 hours are a day and 12 months a year, but a month is no fixed number of days.
_TIMES: dict[str, tuple[str, int]] = {
    "minute": ("minute", 1),
    "hour": ("minute", 60),
    "day": ("minute", 60 * 24),
    "week": ("minute", 60 * 24 * 7),
    "month": ("month", 1),
    "year": ("month", 12),
    "decade": ("month", 120),
}
TIME = "|".join(_TIMES)
_AMOUNT = "percent|mcg|mg|kg|g|ml|liter|mm|cm|inch|foot|feet|mile|pound|lb|cup|tablet|pill|capsule|dose"

_DIGITS = r"\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d++(?:\.\d++)?"  # possessive: a number is never cut in two
_PART = rf"(?:half|(?:a|one|two|three)[- ](?:{'|'.join(_PARTS)})s?)(?:(?:\s(?:of\s)?an?)(?=\s(?:{TIME})\b))?"
_WORD = rf"(?:{_TENS.replace(' ', '|')})(?:[- ](?:{'|'.join(_ONES.split()[1:10])}))?|{_ONES.replace(' ', '|')}|twice|dozen|hundred|thousand"
# Any number as it may be written, for patterns of more than one.
ANY_NUMBER = rf"(?:{_DIGITS}|{_WORD})"
_NUMBER = re.compile(
    # Not within a name (CD4, COVID-19), and not before the ending of an ordinal (2nd); "1990s" is 1990.
    rf"(?<![\w.,])(?<![A-Z][-‑])(?:(?P<digits>{_DIGITS})(?!st\b|nd\b|rd\b|th\b)s?"
    rf"|(?P<part>{_PART})\b|(?P<words>{_WORD})(?:\s(?P<scale>hundred|thousand))?\b|(?P<article>an?|one)(?=\s(?:{TIME})\b))",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"[\s\u00a0-]*(?:(?:more|extra|full|whole)\s)?(?:(?P<time>{TIME})s?\b|(?P<amount>{_AMOUNT})e?s?\b|(?P<percent>%|per cent\b)"
    r"|(?:[°º]|degrees?\b)\s?(?P<scale>[CF]\b)?|(?P<letter>[CF]\b))",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(rf"\b(?P<unit>{TIME})s?\s\+?$", re.IGNORECASE)
# What joins the numbers of a range or a list: "3 to 4 months" are 3 months and 4 months.
_JOINT = re.compile(r"\s*(?:,|-|–|—|vs|(?:,\s*)?(?:to|and|or)(?:\s(?:about|at|nearly))?)\s*", re.IGNORECASE)
# Only after these does "a month" say how long; in "twice a month" and "one day you may" it does not.
_HOW_LONG = re.compile(
    r"\b(?:about|above|after|almost|at least|before|for|lasts?|more than|nearly|only|over|takes?|than|to|until|within)\s$", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3,4}(?:[-. ]\d{4})?(?![\w-])")


@dataclass(frozen=True)
class Quantity:
    """A number in a text from `start` to `end`, its unit included; `unit` is in the singular, or empty when it has none."""

    value: Fraction
    unit: str
    start: int
    end: int
    in_digits: bool = True

    @property
    def figure(self) -> Figure:
        """What it says, to be compared: 24 hours and a day say the same."""
        base, factor = _TIMES.get(self.unit, (self.unit, 1))
        return self.value * factor, base


Figure = tuple[Fraction, str]


@lru_cache(maxsize=4096)
def find_quantities(text: str, english: bool = True) -> tuple[Quantity, ...]:
    """Return the numbers of `text` in order; in a text that is not English, those in digits alone. Phone numbers are none.

    "One" and "a" are numbers only before a unit of time: "one month", "at least a month".
    """
    phones = [match.span() for match in _PHONE.finditer(text)]
    found = [_read(number, text) for number in _NUMBER.finditer(text) if not any(start <= number.start() < end for start, end in phones)]
    for index in range(len(found) - 2, -1, -1):
        if not found[index].unit and _JOINT.fullmatch(text, found[index].end, found[index + 1].start):
            found[index] = replace(found[index], unit=found[index + 1].unit)
    return tuple(quantity for quantity in found if quantity.in_digits or (english and _counts(quantity, text)))


def value_of(number: str) -> Fraction:
    """Return what `ANY_NUMBER` found says."""
    match = _NUMBER.fullmatch(number)
    assert match is not None, f"'{number}' is a number"
    return _value(match)


def grouped(text: str, quantities: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, ...]]:
    """Return the numbers that stand together in one group: the two of a range, all of a list."""
    group: list[Quantity] = []
    for quantity in quantities:
        if group and not _JOINT.fullmatch(text, group[-1].end, quantity.start):
            yield tuple(group)
            group = []
        group.append(quantity)
    if group:
        yield tuple(group)


def _read(number: re.Match[str], text: str) -> Quantity:
    unit = _UNIT.match(text, number.end())
    end = unit.end() if unit else number.end()
    return Quantity(_value(number), _unit_of(unit, text, number.start()), number.start(), end, number["digits"] is not None)


def _counts(quantity: Quantity, text: str) -> bool:
    """Whether a number in words counts anything: "one" and "a" may only be the way a sentence begins, and "one day" is any day."""
    if quantity.value != 1:
        return True
    one_month = text[quantity.start].lower() == "o" and quantity.unit not in ("", "day")
    return one_month or (quantity.unit != "" and _HOW_LONG.search(text, 0, quantity.start) is not None)


def _value(number: re.Match[str]) -> Fraction:
    if digits := number["digits"]:
        return Fraction(digits.replace(",", ""))
    if part := number["part"]:
        count, _, name = part.lower().replace("-", " ").removesuffix(" an").removesuffix(" a").removesuffix(" of").rpartition(" ")
        return Fraction(_VALUES.get(count, 1), _PARTS[name.removesuffix("s")])
    words = (number["words"] or number["article"]).lower().replace("-", " ")
    return Fraction(sum(_VALUES[word] for word in words.split()) * _VALUES.get((number["scale"] or "").lower(), 1))


def _unit_of(unit: re.Match[str] | None, text: str, start: int) -> str:
    if unit is None:
        before = _UNIT_BEFORE.search(text, 0, start)
        return before["unit"].lower() if before else ""
    if unit["percent"]:
        return "percent"
    if name := unit["time"] or unit["amount"]:
        return name.lower()
    return "°" + (unit["scale"] or unit["letter"] or "").upper()
