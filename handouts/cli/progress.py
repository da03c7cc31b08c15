"""How far a long piece of work is: a bar with the time left on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

SECONDS_BETWEEN_LINES = 30


class Lines:
    """Says how far it is, no more often than every half a minute."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._started: tuple[float, int] | None = None
        self._said = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if self._started is None:
            self._started, self._said = (now, done), now
        elif now - self._said >= SECONDS_BETWEEN_LINES and done < total:
            self._said = now
            click.echo(f"{done:,} of {total:,} packets, {self._left(now, done, total)} left", err=True)

    def _left(self, now: float, done: int, total: int) -> str:
        assert self._started
        began, before = self._started
        minutes = round((now - began) / max(done - before, 1) * (total - done) / 60)
        return f"about {minutes} minute{'' if minutes == 1 else 's'}" if minutes else "less than a minute"


@contextmanager
def shown_progress() -> Iterator[Callable[[int, int], None]]:
    """Return what is told how many packets of how many are done, for as long as this block lasts."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("Making packets"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("packets", total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
