"""All packets of a list in one file for the printer, each behind a sheet that says whose papers follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf

from handouts.batch.task import Task
from handouts.html import render_separators
from handouts.library import Library
from handouts.orders import title_of, usual_locale
from handouts.pdf.apart import Render, render_apart
from handouts.pdf.stack import Stack
from handouts.problems import HandoutsError, Place, Problem
from handouts.separator import Separator

MERGED_NAME = "merged.pdf"
_AT_ONCE = 50  # sheets made together: one page takes the engine longer than its share of fifty


def merged(library: Library, tasks: Sequence[Task], folder: Path, render: Render = render_apart) -> bytes:
    """Return the packets of these tasks, which lie in the folder, in one file. No two share a sheet of paper.

    Raises: HandoutsError when one of the files is not what was written.
    """
    locale = library.locales[usual_locale(library)].value  # of whoever sorts the paper
    stack = Stack(locale.labels.stack_title)
    for task, sheet in _separators(library, tasks, render):
        with _opened(task, folder) as packet:
            stack.lay([sheet])
            stack.lay(packet.pages)
    return stack.as_bytes(both_sides=any(task.order.variant.duplex for task in tasks))


def booklets_in(tasks: Sequence[Task]) -> list[Problem]:
    """Return the problem of each booklet: it is folded by itself, and lies on paper of its own."""
    hint = "leave out --merged, or put booklets on a list of their own"
    return [
        Problem(Place(f"row {task.row}"), "a booklet cannot be in one file with other packets", hint)
        for task in tasks
        if task.order.variant.form == "booklet"
    ]


def _separators(library: Library, tasks: Sequence[Task], render: Render) -> Iterator[tuple[Task, pikepdf.Page]]:
    locale = library.locales[usual_locale(library)].value
    for start in range(0, len(tasks), _AT_ONCE):
        some = tasks[start : start + _AT_ONCE]
        html = render_separators([_separator(library, task, locale.id) for task in some], locale, library.folders)
        with pikepdf.open(BytesIO(render(html, library.folders, "separators").pdf)) as made:
            assert len(made.pages) == len(some), "a separator is one page"
            yield from zip(some, made.pages, strict=True)


def _separator(library: Library, task: Task, locale: str) -> Separator:
    return Separator(task.row, task.personal.name, title_of(library, task.order.packet, locale), task.order.variant.paper)


def _opened(task: Task, folder: Path) -> pikepdf.Pdf:
    path = folder / task.file_name
    try:
        return pikepdf.open(path)
    except (OSError, pikepdf.PdfError):
        message, hint = "this is not the file that was made: it cannot be read", "remove it, and start the same command again"
        raise HandoutsError([Problem(Place(str(path)), message, hint)]) from None
