"""One person's part of a batch: a row of the list, what to print, and what it says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from handouts.bearer import PersonalLines
from handouts.orders import Order
from handouts.problems import Problem

# What is made of a task: files by name, in the order of `Task.file_names`; or what was wrong.
Files: TypeAlias = Mapping[str, bytes]
Outcome: TypeAlias = Files | tuple[Problem, ...]


@dataclass(frozen=True)
class Task:
    """What to make for one person. `row` is the number that a spreadsheet shows beside the row; the head of the list is row 1."""

    row: int
    order: Order
    personal: PersonalLines

    @property
    def file_name(self) -> str:
        """Return "0007-caregiver.en-US.large.pdf": the row and what was printed, never for whom."""
        return self.name_of(self.order.file_name)

    @property
    def file_names(self) -> tuple[str, ...]:
        """Return the names of all its files, the one for readers last: where it is, all of them are."""
        beside = ("booklet", self.order.variant.form == "booklet"), ("cut", self.order.cut)
        return (*(self.name_of(self.order.name_for(what)) for what, wanted in beside if wanted), self.file_name)

    def name_of(self, file_name: str) -> str:
        """Return the name of one of its files: the packet's own, after the number of the row."""
        return f"{self.row:04d}-{file_name}"
