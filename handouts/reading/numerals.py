"""Numerals and units as they are read aloud in English."""

from __future__ import annotations

import re

UNITS = {
    "°": "degrees",
    "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "%": "percent",
    "&": "and",
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "mcg": "micrograms",
    "µg": "micrograms",  # micro sign
    "μg": "micrograms",  # Greek mu
    "mg": "milligrams",
    "kg": "kilograms",
    "ml": "milliliters",
    "mL": "milliliters",
    "mm": "millimeters",
    "cm": "centimeters",
    "km": "kilometers",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "ft": "feet",
    "hr": "hour",
    "hrs": "hours",
    "min": "minutes",
}

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_TOO_LARGE = 10**12  # read digit by digit from here
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}

_NUMERAL = re.compile(r"(?P<sign>[-−‑]?)(?P<whole>\d+(?:,\d{3})*)(?P<rest>(?:[.,:]\d+)*)(?P<ending>st|nd|rd|th|s)?")
_YEAR = re.compile(r"1[1-9]\d\d|20[1-9]\d")


def is_numeral(word: str) -> bool:
    """Say whether a word is a number in digits or a unit: "38.0", "1,234", "2nd", "°C", "mg"."""
    return word in UNITS or _NUMERAL.fullmatch(word) is not None


def spoken(word: str) -> str:
    """Return a numeral or a unit as it is read aloud; any other word as it stands.

    "38.0" is "thirty-eight point zero", "1,234" "one thousand two hundred thirty-four", "7:30" "seven thirty". Four digits without a comma
    from 1100 to 2099 are a year: "2012" is "twenty twelve". The American way, without "and".
    """
    if word in UNITS:
        return UNITS[word]
    if (numeral := _NUMERAL.fullmatch(word)) is None:
        return word
    whole = _year(numeral["whole"]) if _YEAR.fullmatch(numeral["whole"]) and not numeral["rest"] else _whole(numeral["whole"])
    said = " ".join(filter(None, ["minus" if numeral["sign"] else "", whole, *_after_the_whole(numeral["rest"])]))
    return said if numeral["ending"] in {None, "s"} else _ordinal(said)


def _whole(digits: str) -> str:
    number = int(digits.replace(",", ""))
    if number >= _TOO_LARGE or (digits.startswith("0") and len(digits) > 1):
        return " ".join(_ONES[int(digit)] for digit in digits if digit != ",")
    return _cardinal(number)


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    size, name = next(scale for scale in _SCALES if scale[0] <= number)
    count, rest = divmod(number, size)
    return f"{_cardinal(count)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def _year(digits: str) -> str:
    century, year = int(digits[:2]), int(digits[2:])
    if not year:
        return f"{_cardinal(century)} hundred"
    return f"{_cardinal(century)} {'oh ' if year < 10 else ''}{_cardinal(year)}"


def _after_the_whole(rest: str) -> list[str]:
    """Return what follows the whole number: decimals digit by digit, minutes as a number (none at the full hour)."""
    said = []
    for mark, digits in re.findall(r"([.,:])(\d+)", rest):
        if mark != ":":
            said += ["point", *(_ONES[int(digit)] for digit in digits)]
        elif int(digits):
            said += ["oh"] if digits.startswith("0") else []
            said.append(_cardinal(int(digits)))
    return said


def _ordinal(said: str) -> str:
    start, last = re.fullmatch(r"(.*?)(\w+)", said).groups()  # type: ignore[union-attr]
    return start + (_ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"))
