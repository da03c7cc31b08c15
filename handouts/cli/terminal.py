"""Problems for a person at a terminal: all of one file together, the most serious first, each with its line of text."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import click

from handouts.cli.excerpt import excerpt, lines_of
from handouts.problems import Problem, Severity

SERIOUS_FIRST: tuple[Severity, ...] = ("error", "warning", "waived")
MANY = 12  # findings of one rule; with more, a table by rule helps
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "waived": "blue"}


def by_file(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Return the problems of each file, the most serious first, and the files with errors before all others."""
    files: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        files[problem.place.path].append(problem)
    groups = [sorted(found, key=seriousness) for found in files.values()]
    return sorted(groups, key=lambda group: seriousness(group[0]))


def seriousness(problem: Problem) -> tuple[int, Problem]:
    """Return what problems are sorted by to have the most serious first."""
    return SERIOUS_FIRST.index(problem.severity), problem


def show_problems(problems: Sequence[Problem]) -> None:
    """Print the problems on stderr, with a table by rule at the end when one rule has many."""
    private = {problem.place for problem in problems if problem.rule.startswith("PV")}
    hidden = {(place.path, place.line) for place in private}
    for number, group in enumerate(by_file(problems)):
        if number:
            say()
        lines = lines_of(group[0].place.path)
        for problem, following in zip_longest(group, group[1:]):
            say(_headline(problem))
            if not following or (problem.place, problem.hint) != (following.place, following.hint):
                _show_line_and_hint(problem, [] if (problem.place.path, problem.place.line) in hidden else lines)
    if problems:
        say()
    _show_table(Counter(problem.rule for problem in problems))


def _headline(problem: Problem) -> str:
    place = f"{problem.place}: " if problem.place.path else ""
    rule = click.style(f" [{problem.rule}]", dim=True) if problem.rule else ""
    return f"{place}{click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)}: {problem.message}{rule}"


def _show_line_and_hint(problem: Problem, lines: list[str]) -> None:
    if shown := excerpt(lines, problem.place.line, problem.place.column):
        text, caret = shown
        say(f"    {text}\n    {click.style(caret, fg=_COLOURS[problem.severity])}")
    if problem.hint:
        say(f"    hint: {problem.hint}")


def _show_table(counts: Counter[str]) -> None:
    from handouts.checks import RULES

    if max(counts.values(), default=0) <= MANY:
        return
    asked = {rule.id: rule.says.partition(". ")[0].rstrip(".") for rule in RULES}
    say("By rule (`handouts rules RULE` shows one with examples):")
    for rule, count in counts.most_common():
        if rule in asked:
            say(f"  {rule}  {count:>4}  {asked[rule]}")
    say()


def say(text: str = "") -> None:
    """Print on stderr, in colours on a terminal whose user does not mind them (no-color.org)."""
    click.echo(text, err=True, color=False if os.environ.get("NO_COLOR") else None)


def counted(number: int, what: str) -> str:
    """Return "1 error", "2 errors"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def tally(problems: Sequence[Problem]) -> str:
    """Return "1 error, 2 warnings, 5 waived"."""
    found = Counter(problem.severity for problem in problems)
    told = [counted(found["error"], "error"), counted(found["warning"], "warning")]
    return ", ".join([*told, f"{found['waived']} waived"] if found["waived"] else told)
