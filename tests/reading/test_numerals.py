"""Numerals and units as an American reads them aloud."""

from __future__ import annotations

import pytest

from handouts.reading.numerals import is_numeral, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0", "zero"),
        ("7", "seven"),
        ("13", "thirteen"),
        ("20", "twenty"),
        ("38", "thirty-eight"),
        ("100", "one hundred"),
        ("764", "seven hundred sixty-four"),
        ("1,000", "one thousand"),
        ("1,234", "one thousand two hundred thirty-four"),
        ("20,015", "twenty thousand fifteen"),
        ("1,000,000", "one million"),
        ("3000", "three thousand"),
        ("38.0", "thirty-eight point zero"),
        ("100.4", "one hundred point four"),
        ("0.25", "zero point two five"),
        ("2012.5", "two thousand twelve point five"),
        ("2012", "twenty twelve"),
        ("2005", "two thousand five"),
        ("2000", "two thousand"),
        ("1995", "nineteen ninety-five"),
        ("1900", "nineteen hundred"),
        ("1905", "nineteen oh five"),
        ("1990s", "nineteen ninety"),
        ("1st", "first"),
        ("2nd", "second"),
        ("22nd", "twenty-second"),
        ("12th", "twelfth"),
        ("20th", "twentieth"),
        ("100th", "one hundredth"),
        ("-10", "minus ten"),
        ("−2", "minus two"),
        ("7:30", "seven thirty"),
        ("7:05", "seven oh five"),
        ("10:00", "ten"),
        ("007", "zero zero seven"),
        ("1000000000000", "one zero zero zero zero zero zero zero zero zero zero zero zero"),
        ("°F", "degrees Fahrenheit"),
        ("°C", "degrees Celsius"),
        ("mg", "milligrams"),
        ("%", "percent"),
    ],
)
def test_as_read_aloud(written: str, said: str) -> None:
    assert is_numeral(written)
    assert spoken(written) == said


@pytest.mark.parametrize("word", ["ten", "CD34", "5-year-old", "C", "HSCT", ""])
def test_other_words_stand_as_they_are(word: str) -> None:
    assert not is_numeral(word)
    assert spoken(word) == word
