"""The cells of one row by what they are, and all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.batch.columns import DATE, Column
from handouts.batch.table import Row
from handouts.problems import Place, Problem

# "#REF!", "#NAME?", "#N/A", and what they are in other languages: "#¡REF!", "#BEZUG!", "#NV".
_SPREADSHEET_ERROR = re.compile(r"#[¡¿]?[A-ZÀ-Þ/0_]{2,15}[!?]|#N/?[ADV]")


class Cells:
    """One row. A cell that is empty or missing is an empty text; what is found wrong is noted with its place, and never with its words."""

    def __init__(self, row: Row, columns: tuple[Column, ...]) -> None:
        self.row, self.columns = row, columns
        self.problems: list[Problem] = []
        for column in columns:
            if _SPREADSHEET_ERROR.fullmatch(self._text(column)):
                self.note(column.shown, "the spreadsheet could not work out this cell", "put it right there, and save the list again")

    def __getitem__(self, field: str) -> str:
        return next((self._text(column) for column in self.columns if column.field == field), "")

    def dates(self) -> Iterator[tuple[Column, str]]:
        """Return each day that is given, with its column."""
        return ((column, text) for column in self.columns if column.field == DATE and (text := self._text(column)))

    def note(self, where: str, message: str, hint: str = "") -> None:
        """Note what is wrong; `where` is "column 'nurse'", or nothing for the row as a whole."""
        self.problems.append(Problem(Place(", ".join(filter(None, (f"row {self.row.number}", where)))), message, hint))

    def note_in(self, field: str, message: str, hint: str = "") -> None:
        """Note what is wrong with the cell of a field."""
        self.note(f"column '{field}'", message, hint)

    def _text(self, column: Column) -> str:
        return self.row.cells[column.index] if column.index < len(self.row.cells) else ""
