"""A folder held by one batch at a time, in every process and for as long as it lives."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handouts.problems import HandoutsError, Place, Problem

LOCK_NAME = ".batch.lock"  # stays: whoever took it away could let two in


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder if need be, for its owner alone, and hold it for as long as this block lasts.

    Raises: HandoutsError when another batch holds it, or it cannot be made or written to.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _refused(folder, f"cannot be written: {error.strerror}", "choose a folder you may write in (--output)") from None
    try:
        _lock(number, folder)
        yield
    finally:
        os.close(number)  # and with it goes the lock, as when we are killed


def _lock(number: int, folder: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise _refused(
            folder, "another batch is being printed into this folder", "wait until it is done, or choose another folder"
        ) from None
    except OSError as error:
        raise _refused(folder, f"this folder cannot be held alone: {error.strerror}", "choose a folder on this computer") from None


def _refused(folder: Path, message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(str(folder)), message, hint)])
