"""The work of one machine of a cluster: look whether it would print the same, then make packets with its own copy of the library."""

from __future__ import annotations

import asyncio
import hashlib
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from distributed import Reschedule

from handouts.batch.parcel import Parcel
from handouts.batch.task import Outcome, Task
from handouts.batch.work import make_one
from handouts.build import Prepared, prepare
from handouts.checks import Permit
from handouts.crash import make_no_dumps
from handouts.fingerprint import fingerprint_of, library_parts
from handouts.folders import CLINIC_VARIABLE, Folder, builtin_folder, find_folders
from handouts.library import Library, load_library
from handouts.orders import Order
from handouts.pdf.apart import Ended, render_apart
from handouts.problems import HandoutsError

TRIAL_PAGE = "a trial page"
_BATCHES = 2  # at the same time on one machine; a third takes longer
_TRIAL_HTML = (  # letters of each of our fonts
    '<html lang="en"><head><title>Trial</title><style>@page { size: 100mm 60mm }</style></head><body><h1>Office fjord, <b>AVATAR</b></h1>'
    '<p>“38.0 °C” <em>cảm ơn</em> ☐ → <span lang="ar" dir="rtl">شكرا</span></p></body></html>'
)


@dataclass(frozen=True)
class Job:
    """What all tasks of one batch have in common. `clinic`: where its folder lies on the machine that sent it, None without one.

    `token` tells it from every other batch, `fingerprint` what it is to be made from.
    """

    token: str
    clinic: str | None
    permit: Permit
    fingerprint: str


@dataclass(frozen=True)
class Look:
    """What a machine prints from, part by part, or the trouble that keeps it from printing."""

    host: str
    parts: Mapping[str, str]
    trouble: str = ""


async def look_around(job: Job) -> Look:
    """Return what this machine prints from; a worker's own business goes on meanwhile."""
    return await asyncio.to_thread(_look, job)


def make_there(job: Job, task: Task) -> Parcel:
    """Return a parcel with the outcome of a task, or with a `Look` where this machine would print something else.

    It raises nothing that is about a task: Dask would log it.
    """
    look = _look(job)
    if look.trouble or fingerprint_of(look.parts) != job.fingerprint:
        return Parcel.of(look)
    try:
        return Parcel.of(_make(job, task))
    except Ended as ended:  # this machine is closing
        raise Reschedule from ended


def parts_of(folders: tuple[Folder, ...]) -> Mapping[str, str]:
    """Return all that decides what is printed: the parts of the library, and how this machine's fonts and engine print a small page.

    Raises: HandoutsError when it cannot print.
    """
    page = render_apart(_TRIAL_HTML, folders, TRIAL_PAGE).pdf
    return {**library_parts(folders), TRIAL_PAGE: hashlib.sha256(page).hexdigest()}


class _Workshop:
    """One batch's library as it is on this machine, and what was made ready of it: once, for everyone."""

    def __init__(self, job: Job) -> None:
        make_no_dumps()
        self._job = job
        self._prepared: dict[Order, Prepared] = {}
        self._lock = Lock()

    @cached_property
    def look(self) -> Look:
        host = socket.gethostname()
        try:
            return Look(host, parts_of(self._folders))
        except HandoutsError as error:
            return Look(host, {}, "; ".join(problem.message for problem in error.problems))
        except Exception as error:
            return Look(host, {}, f"a bug of ours ({type(error).__name__})")

    def prepared(self, order: Order) -> Prepared:
        with self._lock:
            if order not in self._prepared:
                self._prepared[order] = prepare(self._library, self._job.permit, order)
            return self._prepared[order]

    @cached_property
    def _folders(self) -> tuple[Folder, ...]:
        if self._job.clinic is None:
            return (builtin_folder(),)
        return find_folders(Path(os.environ.get(CLINIC_VARIABLE) or self._job.clinic), {}, Path.cwd())

    @cached_property
    def _library(self) -> Library:
        return load_library(self._folders)


_opening = Lock()
_workshop = lru_cache(_BATCHES)(_Workshop)


def _look(job: Job) -> Look:
    with _opening:  # one thread looks, the others wait for what it sees
        return _workshop(job).look


def _make(job: Job, task: Task) -> Outcome:
    try:
        prepared = _workshop(job).prepared(task.order)
    except HandoutsError as error:  # the machine that sent it has prepared the same before
        return error.problems
    return make_one(prepared, render_apart, task)
