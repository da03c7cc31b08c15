"""The numbers in a text, with their units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from handouts.checks.quantities import find_quantities, grouped


def read(text: str, english: bool = True) -> list[tuple[str, str, str]]:
    """Each number of a text: its value, its unit, and the words it stands in."""
    return [(str(found.value), found.unit, text[found.start : found.end]) for found in find_quantities(text, english)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("110 people", [("110", "", "110")]),
        ("of 1,271 studies", [("1271", "", "1,271")]),
        ("up to 69.2 percent, or 70%", [("346/5", "percent", "69.2 percent"), ("70", "percent", "70%")]),
        ("twenty-four hours", [("24", "hour", "twenty-four hours")]),
        ("two hundred people", [("200", "", "two hundred")]),
        ("a 3-month stay", [("3", "month", "3-month")]),
        ("5 more days", [("5", "day", "5 more days")]),
        ("in year 5", [("5", "year", "5")]),
        ("38.0 C (100.4 °F)", [("38", "°C", "38.0 C"), ("502/5", "°F", "100.4 °F")]),
        ("0.5 mg", [("1/2", "mg", "0.5 mg")]),
        ("in the 1990s", [("1990", "", "1990s")]),
        ("half of them, two thirds of us", [("1/2", "", "half"), ("2/3", "", "two thirds")]),
        ("half an hour", [("1/2", "hour", "half an hour")]),
        ("twice a day", [("2", "", "twice")]),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19, CD4, B12 and NCT04047628",
        "on the 2nd day, the 21st",
        "call 555-0100, 1-800-555-0100 or (312) 555-0100",
        "one day you may, one of us, no one",
        "a day off, once, at once",
        "",
    ],
)
def test_names_ordinals_and_phone_numbers_are_no_quantities(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("3 to 4 months", ["month", "month"]),
        ("about one to two weeks", ["week", "week"]),
        ("3, 12 and 24 months", ["month", "month", "month"]),
        ("6 months and 20 years", ["month", "year"]),
        ("20 people, 3 days", ["", "day"]),
        ("5 of 7 days", ["", "day"]),
    ],
)
def test_the_numbers_of_a_range_share_its_unit(text: str, units: list[str]) -> None:
    assert [found.unit for found in find_quantities(text)] == units


@pytest.mark.parametrize("text", ["at least a month", "up to a year", "lasts more than a day", "one month", "within an hour"])
def test_a_and_one_are_numbers_before_a_unit_of_time(text: str) -> None:
    assert [found.value for found in find_quantities(text)] == [Fraction(1)]


@pytest.mark.parametrize(("one", "other"), [("24 hours", "a day or more, for a day"), ("3 years", "36 months"), ("two weeks", "14 days")])
def test_the_same_time_in_other_units_is_the_same(one: str, other: str) -> None:
    assert find_quantities(one)[0].figure == find_quantities(other)[-1].figure


def test_a_month_is_no_number_of_days() -> None:
    assert find_quantities("1 month")[0].figure != find_quantities("30 days")[0].figure


def test_number_words_of_another_language_are_not_read() -> None:
    assert read("3 semanas, no ten ni once", english=False) == [("3", "", "3")]


def test_numbers_that_stand_together_are_one_group() -> None:
    text = "3 to 4 weeks of 12, 13 and 14"
    groups = [[str(found.value) for found in group] for group in grouped(text, find_quantities(text))]
    assert groups == [["3", "4"], ["12", "13", "14"]]
