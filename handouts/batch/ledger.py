"""`batch.json`: what a batch was started with, and which files are its own, so that a second start goes on with the same or not at all.

It names no one. Of the people there is one hash of all together, with salt and slow to make, so that guessing is slow too. It does not keep
a short list from whoever has the folder, with or without its PDFs: the how-to says to delete the folder when its papers are handed over.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from handouts.batch.task import Task
from handouts.files import replace_private
from handouts.problems import HandoutsError, Place, Problem

LEDGER_NAME = "batch.json"


@dataclass(frozen=True)
class Basis:
    """What every packet of a batch rests on: the fingerprint of the library, and the options that hold for all rows."""

    library: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Ledger:
    """A batch that was started. `files` are file names by row, `beside` those of files about all; `people` is a hash of these rows."""

    started_on: str
    basis: Basis
    salt: str
    people: str
    files: Mapping[int, tuple[str, ...]]
    beside: tuple[str, ...]

    @property
    def names(self) -> set[str]:
        """Return the name of every file that is the batch's own."""
        return {*self.beside, *(name for names in self.files.values() for name in names)}

    def differences(self, basis: Basis, tasks: Sequence[Task]) -> Iterator[str]:
        """Return what has changed since, in words; nothing when the batch may go on. Rows that were not in it yet may come."""
        if options := sorted(name for name, _ in set(self.basis.options.items()) ^ set(basis.options.items())):
            yield f"it was started with other options ({', '.join(dict.fromkeys(options))})"
        if self.basis.library != basis.library:
            yield "the texts, the clinic's folder or the program have changed since it was started"
        if not options and self.people != _hash_of((task for task in tasks if task.row in self.files), self.salt):
            yield "the list has changed since it was started: a row of this batch is gone, or reads otherwise"


def new_ledger(started_on: str, basis: Basis, tasks: Sequence[Task], beside: Iterable[str]) -> Ledger:
    """Return the ledger of exactly these tasks."""
    salt = secrets.token_hex(16)
    return Ledger(started_on, basis, salt, _hash_of(tasks, salt), {task.row: task.file_names for task in tasks}, tuple(beside))


def read_ledger(folder: Path) -> Ledger | None:
    """Return the ledger of the batch that was started in this folder, if there is one. Raises: HandoutsError when it cannot be read."""
    path = folder / LEDGER_NAME
    try:
        return _ledger_of(json.loads(path.read_bytes())) if path.exists() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        hint = "choose a new folder (--output)"
        raise HandoutsError([Problem(Place(str(path)), "this is not what a batch wrote, or it was changed", hint)]) from None


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write the ledger in place of an older one. Raises: HandoutsError when it cannot be written."""
    replace_private(folder, LEDGER_NAME, (json.dumps(asdict(ledger), indent=1) + "\n").encode())


def _ledger_of(data: dict[str, Any]) -> Ledger:
    basis = Basis(str(data["basis"]["library"]), dict(data["basis"]["options"]))
    files = {int(row): tuple(map(str, names)) for row, names in data["files"].items()}
    ledger = Ledger(str(data["started_on"]), basis, str(data["salt"]), str(data["people"]), files, tuple(map(str, data["beside"])))
    bytes.fromhex(ledger.salt)
    if any(Path(name).name != name for name in ledger.names):
        raise ValueError("a file elsewhere")
    return ledger


def _hash_of(tasks: Iterable[Task], salt: str) -> str:
    """Return a hash of rows and all they say, in hex. It takes a twentieth of a second: us once, whoever guesses each time."""
    said = json.dumps([[task.row, astuple(task.order), astuple(task.personal)] for task in tasks]).encode()
    return hashlib.scrypt(said, salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()
