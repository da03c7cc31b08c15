"""`--personal`: the lines about one person, read from a file or from standard input, and commands that repeat nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handouts.cli.given import read_given

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines

F = TypeVar("F", bound=Callable[..., Any])

_HELP = (
    "For one person: a YAML or JSON file with name, nurse, dates, notes; - reads standard input. They are on the pages and nowhere else."
)


def personal_option(function: F) -> F:
    """Add `--personal`; the command gets what was given, for `read_personal`. It is no path for click, whose messages would repeat it."""
    return click.option("--personal", default=None, metavar="FILE", help=_HELP)(function)


class OnePersonsCommand(click.Command):
    """A command that is told a file about somebody. Words too many are not repeated: they may be the rest of that file's name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        if super().parse_args(ctx, args):
            ctx.fail("There is one word too many. Put a file name with spaces in quotes.")
        return []


def mistake_in_name(recipe: str, lines: PersonalLines | None) -> str:
    """Return why a recipe cannot have this name beside these lines, "" when it can: it stays, and is no one person's."""
    from handouts.bearer import tells_who

    return "a recipe stays: name it after its topics, not after a person" if lines and tells_who(recipe, lines) else ""


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
    data = read_given(given, MOST_BYTES, SOURCE, "Write the lines (name: …)")
    lines = parse_personal(data)
    if not lines:
        hint = "write at least one of: name, nurse, dates, notes"
        raise HandoutsError([Problem(Place(SOURCE), "there is nothing in it to print", hint)])
    return lines
