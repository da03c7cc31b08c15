"""The questions of `handouts new clinic`. Enter skips one; an answer that is not right is told at once and asked again."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from typing import Any

import click

from handouts.cli.questions import answer, choose, said_in, write
from handouts.problems import HandoutsError, Place, Problem
from handouts.variant import Paper

_PAPERS: dict[Paper, str] = {"letter": "Letter (8.5 by 11 inches)", "a4": "A4 (210 by 297 mm)"}
_ADDRESS = ("Your address, first line:", "Second line:", "Third line:")


def ask_about_clinic(locales: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """Return values for clinic.yaml, and the path of a logo; only what was answered. Ctrl-C and Ctrl-D end the command."""
    click.echo("Enter skips a question. You can change everything later.")
    asked = {
        "name": _ask("The name of your clinic:", "name"),
        "phone_24h": _ask("The number that someone answers day and night:", "phone_24h"),
        "phone_day": _ask("The number for working hours:", "phone_day"),
        "address": _ask_address(),
    }
    logo = _ask_logo()
    asked["paper"] = _ask_paper()
    if len(locales) > 1:
        asked["language"] = choose("The language of most of your readers:", locales)
    return {key: value for key, value in asked.items() if value}, logo


def _ask(question: str, key: str, as_value: Callable[[str], Any] = str) -> str:
    def mistake_in(typed: str) -> str:
        problems = mistakes_in_answer(key, as_value(typed)) if typed else []
        return said_in(HandoutsError(problems)) if problems else ""

    return write(question, mistake_in)


def mistakes_in_answer(key: str, answer: Any, locales: tuple[str, ...] = ()) -> list[Problem]:
    """Return what is wrong with an answer, typed or given as an option: also a phone number that nobody can call from home."""
    from handouts.checks.gaps import CLINIC_NUMBERS, WHOLE_NUMBER, why_no_one_can_call
    from handouts.skeletons.clinic import problems_in_answer

    problems = problems_in_answer(key, answer, locales)
    if not problems and key in CLINIC_NUMBERS and (why := why_no_one_can_call(answer)):
        return [Problem(Place(f"--{key.replace('_', '-')}"), f"'{answer}' {why}", WHOLE_NUMBER)]
    return problems


def _ask_address() -> list[str]:
    lines: list[str] = []
    for question in _ADDRESS:
        line = _ask(question, "address", lambda typed: [*lines, typed])
        if not line:
            break
        lines.append(line)
    return lines


def _ask_paper() -> str:
    from questionary import Choice

    return str(choose("The paper in your printers:", [Choice(said, paper) for paper, said in _PAPERS.items()]))


def _ask_logo() -> str:
    import questionary

    from handouts.skeletons.logo import read_logo

    def check(typed: str) -> bool | str:
        try:
            if path := path_in(typed):
                read_logo(path)
        except HandoutsError as error:
            return said_in(error)
        return True

    question = questionary.path("A file with your logo (SVG or PNG):", validate=check, validate_while_typing=False)
    return path_in(answer(question))


def path_in(typed: str) -> str:
    r"""Return the path that was typed, or dragged onto the terminal: then it is in quotes, or has a `\` before each space."""
    plain = typed.strip()
    bare = plain.strip("'\"")
    try:
        words = shlex.split(plain)
    except ValueError:  # a single quote in a name
        words = []
    return next((path for path in (plain, bare, *words) if os.path.exists(os.path.expanduser(path))), bare)
