"""Writing to disk: all of it or nothing, and never over a file that is not replaced whole."""

from __future__ import annotations

from collections.abc import Mapping
from errno import EAGAIN, EISDIR
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType

from handouts.problems import HandoutsError, Place, Problem


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
        hint = "choose a folder you may write in (--output, where a command has it)"
        raise HandoutsError([Problem(Place(str(path)), f"cannot be written: {error.strerror}", hint)]) from error
