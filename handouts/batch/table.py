"""A list as a table: its head and its rows, numbered as a spreadsheet numbers them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from handouts.batch.encoding import HOW_TO_SAVE, THE_LIST
from handouts.problems import HandoutsError, Place, Problem

MOST_BYTES = 20_000_000
MOST_ROWS = 10_000
_DELIMITERS = ",;\t"
_ROWS_NAMED = 12  # of more, only the first are named
_SAID = re.compile(r'"?sep=([,;\t])"?(?:\r\n|[\r\n])')  # a first line that Excel obeys and does not count


@dataclass(frozen=True, repr=False)
class Row:
    """Cells of one person, without space around them. `number` is what a spreadsheet shows beside the row."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Table:
    """The names of the columns, and the rows that are not empty. Nothing of it goes into a message: the head may be the first person."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(text: str) -> Table:
    """Return the table in a text, whose cells stand between commas, semicolons or tabs.

    Raises: HandoutsError when it is empty, too long, or its quotation marks do not fit; then no row of it can be trusted.
    """
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    rows = list(_rows(text, said[1] if said else _delimiter_of(text)))
    if not rows or rows[0].number != 1:
        raise _refused("its first row is empty", "the first row names the columns, such as: packet, name, nurse")
    if len(rows) < 2:
        raise _refused("there is nobody on it", "write one row for each person, below the names of the columns")
    return Table(rows[0].cells, tuple(rows[1:]))


def letter_of(column: int) -> str:
    """Return what a spreadsheet shows above a column, counted from 0: A to Z, then AA."""
    before, last = divmod(column, 26)
    return (letter_of(before - 1) if before else "") + chr(ord("A") + last)


def rows_named(numbers: Sequence[int]) -> str:
    """Return "row 4", "rows 4 and 5", "rows 4, 5 and 6"; when they are very many, the first of them and how many more there are."""
    named = [f"{number}" for number in numbers[:_ROWS_NAMED]]
    if more := len(numbers) - len(named):
        named.append(f"{more:,} more")
    return f"row {named[0]}" if len(named) == 1 else f"rows {', '.join(named[:-1])} and {named[-1]}"


def _delimiter_of(text: str) -> str:
    """Return what stands between most names of the head."""
    return max(_DELIMITERS, key=lambda delimiter: _columns(text, delimiter))


def _columns(text: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), ()))
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if number > MOST_ROWS:
                raise _refused(f"it has more than {MOST_ROWS:,} rows", "make several lists of it, and print each into a folder of its own")
            if any(tidy := tuple(cell.strip() for cell in cells)):
                yield Row(number, tidy)
    except csv.Error:
        message = "a quotation mark is never closed, or stands where none may"
        place = Place(f"row {number + 1}")
        raise HandoutsError(
            [Problem(place, message, f"look at the quotation marks in this row, or save the list again; {HOW_TO_SAVE}")]
        ) from None


def _refused(message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(THE_LIST), message, hint)])
