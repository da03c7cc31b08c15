"""What a date and a set of signatures mean, and what an edition holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from handouts.changes import changes_between
from handouts.editions import Edition, Line, read_edition
from handouts.packet import Sheet
from handouts.standing import review_on

SheetOf = Callable[..., Sheet]
DUE = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("days", "review"),
    [(-91, "current"), (-90, "due"), (0, "due"), (1, "overdue"), (90, "overdue"), (91, "expired")],
)
def test_a_date_is_due_90_days_before_and_expired_90_days_after(days: int, review: str) -> None:
    assert review_on(DUE, DUE + timedelta(days=days)) == review


def edition_of_sheet(sheet_of: SheetOf, sections: str, **lines: str) -> Edition:
    return sheet_of(sections, **lines).edition


PLAIN = "- {kind: paragraph, title: Rest, text: 'Rest for an hour [@our-rest].'}"


@pytest.mark.parametrize(
    "other",
    [
        "- {kind: paragraph, title: Rest, text: 'Rest for an hour.'}",  # the citation is gone
        "- {kind: paragraph, title: Sleep, text: 'Rest for an hour [@our-rest].'}",
        "- {kind: warning, title: Rest, text: 'Rest for an hour [@our-rest].'}",
        "- {kind: paragraph, title: Rest, text: 'Rest for an hour [@our-rest].'}\n- {kind: write-in, lines: 4}",
    ],
)
def test_what_reaches_the_reader_is_in_the_edition(sheet_of: SheetOf, other: str) -> None:
    assert edition_of_sheet(sheet_of, PLAIN).sha256 != edition_of_sheet(sheet_of, other).sha256


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- {kind: call, tier: urgent, signs: [A fever]}", "- {kind: call, tier: soon, signs: [A fever]}"),
        ("- {kind: log, title: Log, columns: [A, B], rows: 8}", "- {kind: log, title: Log, columns: [A, B], rows: 9}"),
        ("- {kind: terms, terms: [nadir]}", "- {kind: terms, terms: [rigor]}"),
        ("- {kind: contacts, items: [{label: Us, number: phone_24h}]}", "- {kind: contacts, items: [{label: Us, number: phone_day}]}"),
    ],
)
def test_the_number_to_call_and_the_size_of_a_table_are_in_it_too(sheet_of: SheetOf, one: str, other: str) -> None:
    assert edition_of_sheet(sheet_of, one).sha256 != edition_of_sheet(sheet_of, other).sha256


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # a sign that moves to another box
            "- {kind: call, tier: emergency, signs: [Chest pain, Fits]}\n- {kind: call, tier: soon, signs: [A rash]}",
            "- {kind: call, tier: emergency, signs: [Chest pain]}\n- {kind: call, tier: soon, signs: [Fits, A rash]}",
        ),
        (  # two lists made one
            "- {kind: steps, items: [One, Two]}\n- {kind: steps, items: [Three]}",
            "- {kind: steps, items: [One, Two, Three]}",
        ),
        (  # lines to write on, above or below
            "- {kind: write-in, lines: 4}\n- {kind: paragraph, text: Rest.}",
            "- {kind: paragraph, text: Rest.}\n- {kind: write-in, lines: 4}",
        ),
        (  # a number that moves to another name
            "- {kind: contacts, items: [{label: Us, number: phone_24h}, {label: Them}]}",
            "- {kind: contacts, items: [{label: Us}, {label: Them, number: phone_24h}]}",
        ),
        (  # the address a link leads to
            "- {kind: paragraph, text: 'See [us](https://one.example).'}",
            "- {kind: paragraph, text: 'See [us](https://two.example).'}",
        ),
        ("- {kind: paragraph, text: '**Rest** now.'}", "- {kind: paragraph, text: 'Rest **now**.'}"),
    ],
)
def test_what_stands_where_on_the_page_is_in_it(sheet_of: SheetOf, one: str, other: str) -> None:
    assert edition_of_sheet(sheet_of, one).sha256 != edition_of_sheet(sheet_of, other).sha256


@pytest.mark.parametrize("line", [{"kind": "discharge"}, {"safety_critical": "true"}])
def test_what_decides_who_signs_and_how_often_is_in_it(sheet_of: SheetOf, line: dict[str, str]) -> None:
    assert edition_of_sheet(sheet_of, PLAIN, **line).sha256 != edition_of_sheet(sheet_of, PLAIN).sha256


def test_what_does_not_reach_the_reader_is_not(sheet_of: SheetOf) -> None:
    waived = "  waive: [{rule: RD-04, reason: It is short, role: editor, waived_on: 2026-11-22}]"
    other = f"- kind: paragraph\n  title: Rest\n  text: >-\n    Rest for\n    an hour [@our-rest].\n{waived}"
    same = edition_of_sheet(sheet_of, other, version="'0.9'", revised_on="2026-01-01")
    assert same.sha256 == edition_of_sheet(sheet_of, PLAIN).sha256


def test_an_edition_is_kept_and_read_back_whole(sheet_of: SheetOf) -> None:
    edition = edition_of_sheet(sheet_of, PLAIN)
    assert read_edition(edition.data).sha256 == edition.sha256
    assert Line("paragraph, text", "Rest for an hour. [our-rest]") in edition.lines


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", json.dumps({"lines": [["a"]]}).encode()])
def test_what_is_no_edition_is_not_read_as_one(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_edition(data)


def edition(*lines: tuple[str, str]) -> Edition:
    return Edition("our-ward", "en-US", "caregiver", tuple(Line(*line) for line in lines))


def test_changes_name_the_words_that_came_and_went() -> None:
    before = edition(("title", "Our ward"), ("paragraph, text", "Rest for one hour after lunch."), ("bullets, items", "Drink water."))
    after = edition(("title", "Our ward"), ("paragraph, text", "Rest for two hours after lunch."), ("bullets, items", "Call us at night."))
    found = changes_between(before, after)
    assert [(change.sort, change.label) for change in found] == [
        ("changed", "paragraph, text"),
        ("new", "bullets, items"),
        ("gone", "bullets, items"),
    ]
    assert [(run.sort, run.text) for run in found[0].words] == [
        ("same", "Rest for"),
        ("gone", "one hour"),
        ("new", "two hours"),
        ("same", "after lunch."),
    ]


def test_a_moved_line_is_a_change_and_the_same_text_is_none() -> None:
    lines = [("bullets, items", "Drink water."), ("bullets, items", "Call us at night.")]
    assert changes_between(edition(*lines), edition(*lines)) == []
    assert [change.sort for change in changes_between(edition(*lines), edition(*reversed(lines)))] == ["new", "gone"]
