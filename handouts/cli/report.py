"""Problems for people on stderr, or for machines as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from handouts.problems import Problem


def report(problems: Iterable[Problem]) -> None:
    """Print each problem as `path:line:column: error: …` with its hint, on stderr."""
    for problem in problems:
        click.echo(str(problem), err=True)


def as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain values for JSON."""
    return [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
