"""`--personal`: the lines about one person, read from a file or from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines

F = TypeVar("F", bound=Callable[..., Any])

_HELP = (
    "For one person: a YAML or JSON file with name, nurse, dates, notes; - reads standard input. They are on the pages and nowhere else."
)


def personal_option(function: F) -> F:
    """Add `--personal`; the command gets what was given, for `read_personal`. It is no path for click, whose messages would repeat it."""
    return click.option("--personal", default=None, metavar="FILE", help=_HELP)(function)


def read_personal(given: str | None) -> PersonalLines | None:
    """Return the lines in what `--personal` names, None where it was not given. From here on this process keeps quiet.

    Raises: HandoutsError when there is nothing to read, or with every mistake in it.
    """
    if given is None:
        return None
    from handouts.bearer import SOURCE
    from handouts.bearerfile import MOST_BYTES, parse_personal
    from handouts.cli.quiet import keep_quiet
    from handouts.problems import HandoutsError, Place, Problem

    keep_quiet()
    try:
        data = _read(given, MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a path may not hold a NUL
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise HandoutsError([Problem(Place(SOURCE), f"the file cannot be read: {reason}")]) from None
    lines = parse_personal(data)
    if not lines:
        hint = "write at least one of: name, nurse, dates, notes"
        raise HandoutsError([Problem(Place(SOURCE), "there is nothing in it to print", hint)])
    return lines


def _read(given: str, most: int) -> bytes:
    if given != "-":
        with Path(given).open("rb") as file:
            return file.read(most)
    if sys.stdin.isatty():
        click.echo("Write the lines (name: …), then press Ctrl-D on a line of its own.", err=True)
    return sys.stdin.buffer.read(most)
