"""Questions at a terminal, answered with the arrow keys and Enter. Ctrl-C ends the command, and nothing has been written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from handouts.problems import HandoutsError

MOVE = "(arrow keys, then Enter)"


def choose(question: str, answers: Sequence[Any], usual: Any = None) -> Any:
    """Return the value of one of the answers (questionary's choices and headings); the pointer stands on `usual`."""
    import questionary

    return answer(questionary.select(question, choices=answers, default=usual, instruction=MOVE, style=plain_style()))


def plain_style() -> Any:
    """Return a look in which the pointer alone says where one is: what is ticked, or was usual, is not set white on black."""
    from questionary import Style

    return Style([("selected", "noreverse")])


def write(question: str, mistake_in: Callable[[str], str], *, erase: bool = False) -> str:
    """Return what was typed, without spaces around it; `mistake_in` says what is wrong with it, "" when nothing is.

    With `erase` neither the question nor the answer stays on the screen.
    """
    import questionary

    failed: list[Exception] = []

    def check(typed: str) -> bool | str:
        try:
            return mistake_in(typed.strip()) or True
        except Exception as error:  # whoever reads the keys would show it, with what was typed
            failed.append(error)
            return True

    typed = str(answer(questionary.text(question, validate=check, validate_while_typing=False, erase_when_done=erase))).strip()
    if failed:
        raise failed[0]
    return typed


def answer(question: Any) -> Any:
    """Ask, and return the answer."""
    try:
        return question.unsafe_ask()
    except EOFError:  # Ctrl-D
        raise click.Abort from None


def show_answer(question: str, told: str) -> None:
    """Put a question and its answer on the screen, as they stand there for the other questions."""
    from prompt_toolkit import print_formatted_text
    from prompt_toolkit.formatted_text import FormattedText
    from questionary.styles import merge_styles_default

    line = [("class:qmark", "?"), ("class:question", f" {question} "), ("class:answer", told)]
    print_formatted_text(FormattedText(line), style=merge_styles_default([plain_style()]))


def said_in(error: HandoutsError) -> str:
    """Return what is wrong and what to do, for the line below a question."""
    told = (f"{problem.message} ({problem.hint})" if problem.hint else problem.message for problem in error.problems)
    return "; ".join(told)
