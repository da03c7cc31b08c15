"""The same batch on several machines: a Dask cluster makes the packets, and this machine writes them.

Each machine prints from its own copy of the library, and only if it would print exactly what this one would. Few tasks are out at any
time, so little of it lies in the memory of others; what comes back is let go of at once. A task whose machine is lost is given to another.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from queue import Empty, SimpleQueue
from time import monotonic

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from handouts.batch.connection import GO_ON, SCHEDULER, cluster_there, connected, lost, patience_from
from handouts.batch.machines import OpenLines, looks_of, other_versions, strangers
from handouts.batch.parcel import Parcel
from handouts.batch.task import Outcome, Task
from handouts.batch.work import Done
from handouts.batch.workshop import Job, Look, make_there, parts_of
from handouts.checks import Permit
from handouts.fingerprint import fingerprint_of
from handouts.folders import Folder
from handouts.problems import HandoutsError, Place, Problem, raise_errors

_OUT_PER_THREAD = 3  # one that is made, one that waits for it, one on its way back


@dataclass(frozen=True)
class Cluster:
    """Machines that make packets for this one. `parts`: what this machine prints from, which is what they must have."""

    client: Client
    job: Job
    parts: Mapping[str, str]
    patience_seconds: float
    open_lines: OpenLines

    def make(self, tasks: Iterable[Task]) -> Done:
        """Give each task back with its outcome: a `Work`.

        Raises: HandoutsError when a machine would print something else, or when there is none left to wait for.
        """
        waiting, arrived = iter(tasks), SimpleQueue[Future[Parcel]]()
        out: dict[object, tuple[Task, Future[Parcel]]] = {}
        while True:
            for task in islice(waiting, max(self._room() - len(out), 0)):
                future = self._send(task)
                out[future.key] = task, future
                future.add_done_callback(arrived.put)
            if not out:
                return
            task, future = out.pop(self._next(arrived).key)
            outcome = self._outcome(task, future)
            future.release()  # before it is written: the cluster need not keep it any longer
            yield task, outcome

    def _send(self, task: Task) -> Future[Parcel]:
        key = f"handouts-{self.job.token}-row-{task.row:04d}"  # of this batch alone: Dask takes equal keys for the same work
        with cluster_there():
            return self.client.submit(make_there, self.job, task, key=key, pure=False)

    def _room(self) -> int:
        return _OUT_PER_THREAD * max(self._threads(), 1)

    def _threads(self) -> int:
        """Return how many there are now, after a look at whose they are."""
        with cluster_there():
            threads = self.client.nthreads()
        self.open_lines.look_at(threads)
        return sum(threads.values())

    def _next(self, arrived: SimpleQueue[Future[Parcel]]) -> Future[Parcel]:
        """Wait for the next task that comes back, as long as there is someone to wait for."""
        last_seen = monotonic()
        while True:
            try:
                return arrived.get(timeout=1)
            except Empty:
                last_seen = monotonic() if self._threads() else last_seen
            if monotonic() - last_seen > self.patience_seconds:
                message = f"no machine has been there to work for {self.patience_seconds:.0f} seconds"
                raise HandoutsError([Problem(SCHEDULER, message, "start a worker")])

    def _outcome(self, task: Task, future: Future[Parcel]) -> Outcome:
        place = Place(f"row {task.row}")
        try:
            outcome = future.result(timeout=self.patience_seconds).open()
        except KilledWorker:
            return (Problem(place, "each machine that was to make it ended over it", f"look at the workers' memory, and {GO_ON}"),)
        except Exception as error:  # its words are Dask's
            if future.cancelled() or self.client.status != "running":
                raise lost() from error
            return (Problem(place, f"the cluster could not make it ({type(error).__name__})", f"look at the workers' logs, and {GO_ON}"),)
        if isinstance(outcome, Look):
            raise HandoutsError(strangers(self.parts, [outcome]))
        made: Outcome = outcome
        return made


@contextmanager
def cluster_at(address: str, folders: tuple[Folder, ...], permit: Permit, warn: Callable[[Problem], object]) -> Iterator[Cluster]:
    """Connect to the scheduler at an address like "tcp://host:8786" for as long as this block lasts.

    `warn` hears of machines that are sent to unencrypted, those that come later among them.

    Raises: HandoutsError when nobody answers there, or when a machine would print something else than this one.
    """
    patience, open_lines = patience_from(os.environ), OpenLines(warn)
    with connected(address, patience) as client:
        with cluster_there():
            raise_errors(other_versions(client))
        parts = parts_of(folders)
        job = Job(secrets.token_hex(8), _clinic_in(folders), permit, fingerprint_of(parts))
        with cluster_there():
            raise_errors(strangers(parts, looks_of(client, job)))
            machines = [address, *client.nthreads()]
        open_lines.look_at(machines)
        yield Cluster(client, job, parts, patience, open_lines)


def _clinic_in(folders: tuple[Folder, ...]) -> str | None:
    return next((str(folder.root.resolve()) for folder in folders if folder.origin == "clinic"), None)
