"""Writing to disk: all of it or nothing, and never over a file that is not replaced whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from errno import EAGAIN, EDQUOT, EEXIST, EISDIR, ENOSPC
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import IO

from handouts.problems import HandoutsError, Place, Problem

_OWNERS_ALONE = 0o600
_UNFINISHED = ".handouts-"  # how the names of private files begin that are not whole yet


def write_files(contents: Mapping[Path, bytes], read_as: Mapping[Path, bytes] = MappingProxyType({})) -> None:
    """Write every file whole or not at all: first into files beside them, which then take their names.

    `read_as` is what files held that were read and added to; when one holds something else by now, someone else has written it.

    Raises: HandoutsError when one of them cannot be written, or was changed meanwhile; then nothing has changed.
    """
    written: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(EISDIR, "a folder of this name is in the way")
            with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                written[path] = Path(file.name)
                file.write(data)
            written[path].chmod(0o644)
        for path, before in read_as.items():
            if (path.read_bytes() if path.is_file() else b"") != before:
                raise OSError(EAGAIN, "someone else has changed it in this moment; try again")
        for path, temporary in written.items():
            temporary.replace(path)
    except OSError as error:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def write_private(folder: Path, name: str, data: bytes) -> Path:
    """Write one new file that only its owner may read, whole or not at all; return its path.

    On most disks of Linux it has no name until it is whole: however the program ends, nothing is left of it. Elsewhere (other systems,
    network folders, USB sticks) a hidden file is left when the program is killed in that moment: see `remove_unfinished`.

    Raises: HandoutsError when a file of this name is there already, or none can be written; then nothing has changed.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _write_nameless(path, data):
            _write_hidden(path, data)
    except FileExistsError:
        raise _unwritable(path, OSError(EEXIST, "a file of this name is there already")) from None
    except OSError as error:
        raise _unwritable(path, error) from None
    return path


def replace_private(folder: Path, name: str, data: bytes) -> Path:
    """Write a file as `write_private` does, in place of an older one of ours; return its path.

    Raises: HandoutsError when it cannot be written; then the older one is as it was.
    """
    path, new = folder / name, f"{_UNFINISHED}{name}.new"
    try:
        (folder / new).unlink(missing_ok=True)  # of a run that was killed here
        return write_private(folder, new, data).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def remove_unfinished(folder: Path) -> None:
    """Remove what is left of private files of runs that were killed. Nobody else may be writing into this folder. Raises: OSError."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        path.unlink(missing_ok=True)


def _write_nameless(path: Path, data: bytes) -> bool:
    """Return False where a file cannot be without a name: on another system, or some disks."""
    try:
        number = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, _OWNERS_ALONE)
    except (AttributeError, OSError):
        return False
    with os.fdopen(number, "wb") as file:
        itself = f"/proc/self/fd/{number}"
        if not os.path.exists(itself):
            return False
        _fill(file, data)
        os.link(itself, path, src_dir_fd=number)  # the number changes nothing but that Python follows the link
    return True


def _write_hidden(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as file:  # its owner's alone from the start
        hidden = Path(file.name)
        try:
            _fill(file, data)
            file.close()
            _name_once(hidden, path)
        finally:
            hidden.unlink(missing_ok=True)


def _fill(file: IO[bytes], data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())  # or a power cut could leave a name with nothing behind it


def _name_once(hidden: Path, path: Path) -> None:
    try:
        os.link(hidden, path)
    except FileExistsError:
        raise
    except OSError:  # no second names on this disk, as on a USB stick
        if path.exists():
            raise FileExistsError from None
        hidden.rename(path)


def _unwritable(path: Path, error: OSError) -> HandoutsError:
    folder = "choose a folder you may write in (--output, where a command has it)"
    hint = "make room on this disk, or choose a folder on another" if error.errno in (ENOSPC, EDQUOT) else folder
    return HandoutsError([Problem(Place(str(path)), f"cannot be written: {error.strerror}", hint)])
