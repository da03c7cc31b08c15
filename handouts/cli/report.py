"""Problems for people on stderr, or for machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from handouts.personal import hide_personal
from handouts.problems import HandoutsError, Problem


def report(problems: Iterable[Problem]) -> None:
    """Print each problem as `path:line:column: error: …` with its hint, on stderr."""
    for problem in problems:
        click.echo(str(problem), err=True)


@contextmanager
def problems_as(output_format: str) -> Iterator[None]:
    """Let problems be told as JSON on stdout when a machine asked; otherwise they go on to be told to a person."""
    try:
        yield
    except HandoutsError as error:
        if output_format != "json":
            raise
        click.echo(json.dumps({"problems": as_data(error.problems)}, indent=2))
        raise click.exceptions.Exit(1) from error


def as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain values for JSON."""
    return [
        {
            "path": hide_personal(problem.place.path),
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
            "rule": problem.rule,
        }
        for problem in problems
    ]
