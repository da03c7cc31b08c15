"""`--scheduler`: who makes the packets of a batch, this machine or those of a Dask cluster."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handouts.cli.report import report
from handouts.problems import HandoutsError, Place, Problem

if TYPE_CHECKING:
    from handouts.batch.run import Batch
    from handouts.batch.work import Work

F = TypeVar("F", bound=Callable[..., Any])
_HELP = "Make them on the machines of this Dask cluster: tls://host:8786 (docs/how-to/several-machines.md)."


def scheduler_option(function: F) -> F:
    return click.option("--scheduler", metavar="ADDRESS", default=None, help=_HELP)(function)


def refuse_unfit_scheduler(scheduler: str | None, jobs: int | None) -> None:
    """Look at the option before the list is read."""
    if scheduler is None:
        return
    if jobs:
        raise click.UsageError(
            "--jobs is for this machine alone: with --scheduler, each worker has as many threads as it was started with."
        )
    try:
        from handouts.batch.connection import refuse_unfit
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        message = "a part that is needed to work on several machines is not installed"
        raise HandoutsError([Problem(Place("--scheduler"), message, "pip install 'handouts[cluster]'")]) from error
    refuse_unfit(scheduler)


@contextmanager
def workers(scheduler: str | None, batch: Batch, jobs: int | None) -> Iterator[Work]:
    """Give what makes the packets, for as long as this block lasts; warns of what could be read along on the way."""
    if scheduler is None:
        from handouts.batch.work import on_this_machine

        yield on_this_machine(batch.prepared, jobs or os.cpu_count() or 1)
        return
    from handouts.batch.cluster import cluster_at

    logging.disable(logging.CRITICAL)  # Dask tells the same with tracebacks
    with cluster_at(scheduler, batch.library.folders, batch.permit, warn=lambda problem: report([problem])) as cluster:
        yield cluster.make
