"""A batch from beginning to end: each packet is written as soon as it is made, and what is there is not made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.folder import begin, clear, is_made
from handouts.batch.hold import held
from handouts.batch.ledger import Basis, new_ledger, write_ledger
from handouts.batch.merge import MERGED_NAME, booklets_in, merged
from handouts.batch.records import records_of
from handouts.batch.task import Files, Task
from handouts.batch.work import Work
from handouts.build import Prepared, prepare
from handouts.checks import Permit
from handouts.files import replace_private, write_private
from handouts.library import Library
from handouts.orders import Order
from handouts.problems import HandoutsError, Place, Problem, raise_errors
from handouts.register import keep_receipts, make_receipt


@dataclass(frozen=True)
class Batch:
    """All that is to be made: a task for each person, and what was made ready for each order. Options and texts are its `basis`."""

    library: Library
    permit: Permit
    basis: Basis
    tasks: tuple[Task, ...]
    prepared: Mapping[Order, Prepared]


@dataclass(frozen=True)
class Result:
    """How a batch ended: how many packets are there, how many of them were there before, what was wrong with the others, and their rows."""

    made: int
    before: int
    problems: tuple[Problem, ...]
    merged: Path | None = None
    not_made: tuple[int, ...] = ()


def batch_of(library: Library, permit: Permit, basis: Basis, tasks: Sequence[Task]) -> tuple[Batch, list[Problem]]:
    """Return the batch of those tasks whose packets may be printed, and what is wrong with the packets of the others."""
    prepared: dict[Order, Prepared] = {}
    problems: list[Problem] = []
    for order in dict.fromkeys(task.order for task in tasks):
        try:
            prepared[order] = prepare(library, permit, order)
        except HandoutsError as error:
            rows = ", ".join(str(task.row) for task in tasks if task.order == order)
            problems += [*error.problems, Problem(Place(order.packet), f"this packet cannot be printed; rows: {rows}")]
    return Batch(library, permit, basis, tuple(task for task in tasks if task.order in prepared), prepared), problems


def run_batch(
    batch: Batch,
    folder: Path,
    work: Work,
    *,
    merge: bool = False,
    start_over: bool = False,
    on_progress: Callable[[int, int], object] = lambda _, __: None,
) -> Result:
    """Make and write what is not in the folder yet; with `merge` also one file of all. `on_progress` hears how many of how many are done.

    Raises: HandoutsError when the folder holds something else, another batch holds it, or a file cannot be written. However it ends, each
    file that is there is whole, and the next run goes on from there.
    """
    raise_errors(booklets_in(batch.tasks) if merge else [])
    with held(folder):
        if start_over:
            clear(folder)
        records = records_of(batch.prepared, (task.order for task in batch.tasks))
        ledger = begin(folder, batch.basis, batch.tasks, records, [MERGED_NAME], batch.permit.today.isoformat())
        keep_receipts(batch.library.folders, [make_receipt(prepared.packet) for prepared in batch.prepared.values()])
        before = sum(is_made(folder, task) for task in batch.tasks)
        if before < len(batch.tasks):
            (folder / MERGED_NAME).unlink(missing_ok=True)  # it will hold less than there is
        problems = _make_missing(batch.tasks, folder, work, before, on_progress)
        there = [task for task in batch.tasks if is_made(folder, task)]
        not_made = tuple(sorted({task.row for task in batch.tasks} - {task.row for task in there}))
        if not_made:  # they may be put right on the list
            write_ledger(folder, new_ledger(ledger.started_on, batch.basis, there, ledger.beside))
        path = _merge(batch, there, folder) if merge and there else None
    return Result(len(there), before, tuple(problems), path, not_made)


def _make_missing(tasks: Sequence[Task], folder: Path, work: Work, before: int, on_progress: Callable[[int, int], object]) -> list[Problem]:
    problems: list[Problem] = []
    on_progress(before, len(tasks))
    with closing(work(task for task in tasks if not is_made(folder, task))) as outcomes:
        for done, (_, outcome) in enumerate(outcomes, before + 1):
            if isinstance(outcome, tuple):
                problems += outcome
            else:
                _write(folder, outcome)
            on_progress(done, len(tasks))
    return problems


def _write(folder: Path, files: Files) -> None:
    for name, data in files.items():
        if not (folder / name).exists():  # written before we were stopped, when the last was not
            write_private(folder, name, data)


def _merge(batch: Batch, there: Sequence[Task], folder: Path) -> Path:
    path = folder / MERGED_NAME
    return path if path.exists() else replace_private(folder, MERGED_NAME, merged(batch.library, there, folder))
