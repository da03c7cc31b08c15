"""A name, a nurse, dates and notes, typed at the terminal for one packet. They are kept nowhere but on its pages.

Each question goes with its answer: whoever scrolls back in the terminal reads none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from handouts.cli.questions import said_in, write
from handouts.problems import HandoutsError

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines

_DATE = "A date: what is it? (like: Next visit; Enter: no more dates)"
_DAY = "When? (like: Monday, June 8, 7 a.m.)"


def ask_for_lines(reader: str) -> PersonalLines | None:
    """Return what was typed, None when nothing was; `reader` says what kind of people they are. From here on this process keeps quiet."""
    from handouts.bearer import MOST_NOTES, personal_lines
    from handouts.cli.quiet import keep_quiet

    keep_quiet()
    click.echo("  Enter leaves a line to write on by hand.", err=True)
    name = _write(f"Name of the reader ({reader}):", lambda typed: _mistake(name=typed))
    nurse = _write("Name of the reader's nurse:", lambda typed: _mistake(nurse=typed))
    dates = _ask_for_dates()
    notes: list[str] = []
    while len(notes) < MOST_NOTES and (note := _write("A note (Enter: no more notes)", lambda typed: _mistake(notes=[*notes, typed]))):
        notes.append(note)
    return personal_lines(name, nurse, dates, notes) or None


def _ask_for_dates() -> list[tuple[str, str]]:
    from handouts.bearer import MOST_DATES

    dates: list[tuple[str, str]] = []
    while len(dates) < MOST_DATES and (what := _write(_DATE, _mistake_in_date)):
        dates.append((what, _write(_DAY, _mistake_in_day)))
    return dates


def _write(question: str, mistake_in: Callable[[str], str]) -> str:
    return write(question, mistake_in, erase=True)


def _mistake_in_date(what: str) -> str:
    return _mistake(dates=[(what, "")])


def _mistake_in_day(when: str) -> str:
    return _mistake(dates=[("date", when)])


def _mistake(**lines: object) -> str:
    from handouts.bearer import personal_lines

    try:
        personal_lines(**lines)  # type: ignore[arg-type]
    except HandoutsError as error:
        return said_in(error)
    return ""
