"""What an option names is read: a file, or standard input for "-". Its name may be a person's, and stands in no message."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from handouts.problems import HandoutsError, Place, Problem


def read_given(given: str, most_bytes: int, shown: str, prompt: str = "Write it here") -> bytes:
    """Return what is given, and of something longer one byte more than `most_bytes`. On a terminal, say that it waits.

    `given` is no path for click, whose messages would repeat it; messages call it what is `shown`. Raises: HandoutsError.
    """
    try:
        if given != "-":
            with Path(given).open("rb") as file:
                return file.read(most_bytes + 1)
        if sys.stdin.isatty():
            click.echo(f"{prompt}, then press Ctrl-D on a line of its own.", err=True)
        return sys.stdin.buffer.read(most_bytes + 1)
    except (OSError, ValueError) as error:  # a path may not hold a NUL
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise HandoutsError([Problem(Place(shown), f"the file cannot be read: {reason}")]) from None
