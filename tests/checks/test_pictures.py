"""VI: tables and pictures that would confuse are refused when the file is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from handouts.library import Library
from handouts.problems import HandoutsError
from tests.clinics import MODULE_FILE, module_text, said

LibraryFrom = Callable[[Mapping[str, str]], Library]


def refused(riverside: LibraryFrom, sections: str) -> list[tuple[int, int, str]]:
    """Line, column and message of what is refused."""
    try:
        riverside({MODULE_FILE: module_text(sections)})
    except HandoutsError as error:
        return said(error, MODULE_FILE)
    return []


def table(*, rows: int = 2, columns: str = "[Day, Hours]", width: int = 2) -> str:
    row = f"      - {{cells: [{', '.join(['Soon'] * width)}]}}\n"
    return f"- kind: table\n  title: When?\n  how_to_read: Find the day.\n  columns: {columns}\n  rows:\n{row * rows}"


def test_a_table_of_seven_rows_and_four_columns_is_as_large_as_a_table_gets(riverside: LibraryFrom) -> None:
    assert refused(riverside, table(rows=7, columns="[A, B, C, D]", width=4)) == []
    assert refused(riverside, table(rows=8)) == [(13, 9, "this may have at most 7")]
    assert (11, 14, "this may have at most 4") in refused(riverside, table(columns="[A, B, C, D, E]", width=4))


def test_the_heading_of_a_column_has_at_most_four_words_in_every_wording(riverside: LibraryFrom) -> None:
    assert refused(riverside, table(columns="[Day, When you can come]")) == []
    heading = "{default: Hours, caregiver: The hours you can come}"
    assert refused(riverside, table(columns=f"[Day, {heading}]")) == [(11, 20, "'The hours you can come' has more than 4 words")]


@pytest.mark.parametrize("key", ["title", "image", "alt", "caption", "how_to_read"])
def test_a_picture_goes_with_everything_that_explains_it(key: str, riverside: LibraryFrom) -> None:
    figure = {"title": "The line", "image": "line.svg", "alt": "A tube.", "caption": "It stays in.", "how_to_read": "Start at the top."}
    written = ", ".join(f"{name}: {value}" for name, value in figure.items() if name != key)
    assert f"'{key}' is missing" in [message for _, _, message in refused(riverside, f"- {{kind: figure, {written}}}")]


def test_compared_pictures_show_the_same_number_of_people(riverside: LibraryFrom) -> None:
    chances = "[{claim: our-fever.first-week, label: A}, {claim: our-deaths.hill, label: B}]"
    [(_, _, message)] = refused(riverside, f"- {{kind: chance-comparison, title: How many?, chances: {chances}}}")
    assert message == "the pictures show 10 and 100 people; they must show the same number"
