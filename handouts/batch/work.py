"""Packets made for one person after another.

Who does it may be exchanged: a `Work` takes tasks as it has room for them, and gives each back with its files or its problems, in any
order. `on_this_machine` uses threads with processes that make the pages; on other machines, `make_one` does the same for each task.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeAlias

from handouts.batch.task import Files, Outcome, Task
from handouts.bearer import SOURCE
from handouts.build import Prepared, print_packet
from handouts.orders import Order
from handouts.pdf.apart import Ended, Presses, Render
from handouts.problems import HandoutsError, Place, Problem

_AHEAD = 2  # tasks waiting for each thread: enough that none stands idle, and few enough that memory stays flat

Done: TypeAlias = Generator[tuple[Task, Outcome], None, None]  # closed when no more are wanted
Work: TypeAlias = Callable[[Iterable[Task]], Done]


def make_one(prepared: Prepared, render: Render, task: Task) -> Outcome:
    """Return one person's files by name, or what was wrong with them, told by the row alone. `prepared` is that of the task's order."""
    try:
        built = print_packet(prepared, render, task.personal or None)
    except HandoutsError as error:
        return tuple(_of_row(task, _with_place(problem), problem.hint) for problem in error.problems if problem.severity == "error")
    except Ended:
        raise
    except Exception as error:  # a bug of ours; its words may be the person's, and the others go on
        return (_of_row(task, f"the program failed over it: a bug of ours ({type(error).__name__})", "the other rows go on"),)
    beside: Files = {task.name_of(file.name): file.pdf for file in built.beside}
    return {**beside, task.file_name: built.pdf}


def on_this_machine(prepared: Mapping[Order, Prepared], jobs: int) -> Work:
    """Return what makes tasks here, `jobs` at a time. Each of their orders is in `prepared`."""

    def work(tasks: Iterable[Task]) -> Done:
        made: dict[Future[Outcome], Task] = {}
        with ThreadPoolExecutor(jobs) as threads, Presses() as presses:  # those end first, so that no thread waits for one
            for task in tasks:
                made[threads.submit(make_one, prepared[task.order], presses.render, task)] = task
                if len(made) >= _AHEAD * jobs:
                    yield from _finished(made)
            while made:
                yield from _finished(made)

    return work


def _finished(made: dict[Future[Outcome], Task]) -> Done:
    """Wait for the next of them, and return all that are done by then."""
    done, _ = wait(made, return_when=FIRST_COMPLETED)
    for future in done:
        yield made.pop(future), future.result()


def _with_place(problem: Problem) -> str:
    """Return the message with the file it is about, if it is one of ours."""
    return problem.message if problem.place.path == SOURCE else f"{problem.place}: {problem.message}"


def _of_row(task: Task, message: str, hint: str) -> Problem:
    return Problem(Place(f"row {task.row}"), message, hint)
