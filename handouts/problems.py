"""The ground floor: a mistake as a value that says where it is and what to do about it.

Everything above collects `Problem`s and raises one `HandoutsError` with all of them. Nothing in the library prints or exits.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handouts.personal import hide_personal

Severity = Literal["error", "warning", "waived"]


@dataclass(frozen=True, order=True)
class Place:
    """A spot a person can open: path as the user would type it, line and column 1-based (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        path = hide_personal(self.path)
        return f"{path}:{self.line}:{self.column}" if self.line else path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, or (a warning) that a person should know before printing, or (waived) that someone answers for.

    `rule` is the id of the rule it breaks, where there is one. What looks personal is hidden: a message may quote what was typed, and it
    goes on to logs and records.
    """

    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"
    rule: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", hide_personal(self.message))
        object.__setattr__(self, "hint", hide_personal(self.hint))

    def __str__(self) -> str:
        text = f"{self.place}: {self.severity}: {self.message}" + (f" [{self.rule}]" if self.rule else "")
        return f"{text}\n    hint: {self.hint}" if self.hint else text


class HandoutsError(Exception):
    """Something a person can put right. `.problems` is never empty, sorted, and without repeats."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        if not self.problems:
            raise ValueError("a HandoutsError needs at least one problem")
        super().__init__("\n".join(map(str, self.problems)))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raise `HandoutsError` with every problem when at least one of them is an error."""
    found = list(problems)
    if errors_in(found):
        raise HandoutsError(found)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint for a name that was not found: the nearest known name, or the list when it is short, or nothing."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 12 else ""
