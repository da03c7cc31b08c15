"""`handouts check --pages`: every packet is made, and its finished pages are looked at."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handouts.cli.terminal import counted
from handouts.problems import HandoutsError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from handouts.library import Library


def look_at_pages(library: Library, names: Sequence[str]) -> tuple[list[Problem], str]:
    """Return the problems of the finished pages, and how much was looked at: every packet, or those named in every size on every paper.

    Raises: HandoutsError for a name that is no packet's.
    """
    from handouts.proofs import EVERY, USUAL, jobs_for, proofs

    if unknown := [name for name in names if name not in library.packets]:
        raise HandoutsError(Problem(Place(name), "there is no such packet", did_you_mean(name, library.packets)) for name in unknown)
    jobs = jobs_for(library, names or sorted(library.packets), EVERY if names else USUAL)
    with _progress(len(jobs)) as one_more:
        found = proofs(library, jobs, os.cpu_count() or 1, one_more)
    files = [proof.pages for proof in found if proof.pages]
    looked_at = f"looked at {counted(sum(files), 'page')} of {counted(len(files), 'file')}"
    return sorted({problem for proof in found for problem in proof.problems}), looked_at


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], object]]:
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("Looking at pages"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("pages", total=total)
        yield lambda: progress.advance(task)
