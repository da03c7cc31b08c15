"""The folder of one batch: begun, gone on with, or cleared of what the batch made, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from handouts.batch.ledger import LEDGER_NAME, Basis, Ledger, new_ledger, read_ledger, write_ledger
from handouts.batch.task import Task
from handouts.files import remove_unfinished, replace_private
from handouts.problems import HandoutsError, Place, Problem

_START_OVER = "choose a new folder (--output), or add --start-over: it removes what this batch made, and nothing else"


def is_made(folder: Path, task: Task) -> bool:
    """Whether all files of a task are there: the one for readers is written last."""
    return (folder / task.file_name).exists()


def begin(folder: Path, basis: Basis, tasks: Sequence[Task], records: Mapping[str, bytes], beside: Sequence[str], today: str) -> Ledger:
    """Return the ledger of the batch in this folder, begun now or earlier, with every task in it; whoever calls holds the folder alone.

    `records` are written, `beside` are the names of other files that will be. What a killed batch left half written is removed.

    Raises: HandoutsError when the batch was begun with something else, or other files have the names of those to be made; then nothing
    else has changed.
    """
    _tidy(folder)
    before = read_ledger(folder)
    if before and (told := list(before.differences(basis, tasks))):
        raise HandoutsError(Problem(Place(str(folder)), f"this batch cannot go on: {what}", _START_OVER) for what in told)
    ledger = new_ledger(before.started_on if before else today, basis, tasks, [*records, *beside])
    strangers = sorted(name for name in ledger.names - (before.names if before else set()) if (folder / name).exists())
    if strangers:
        message = f"other files here have names that this batch needs, such as {strangers[0]}"
        raise HandoutsError([Problem(Place(str(folder)), message, "choose a new folder (--output)")])
    write_ledger(folder, ledger)
    for name, record in records.items():
        replace_private(folder, name, record)
    return ledger


def clear(folder: Path) -> None:
    """Remove what an earlier batch made in this folder, its ledger last. Raises: HandoutsError when that cannot be done."""
    _tidy(folder)
    if ledger := read_ledger(folder):
        with _removal_told(folder):
            for name in [*sorted(ledger.names), LEDGER_NAME]:
                (folder / name).unlink(missing_ok=True)


def _tidy(folder: Path) -> None:
    with _removal_told(folder):
        remove_unfinished(folder)


@contextmanager
def _removal_told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HandoutsError([Problem(Place(str(folder)), f"files cannot be removed: {error.strerror}")]) from None
