"""The files a format takes into itself: the clinic's own before the built-in one."""

from __future__ import annotations

from handouts.folders import Folder
from handouts.problems import HandoutsError, Place, Problem


def read(name: str, folders: tuple[Folder, ...]) -> bytes:
    """Return the file of that name. Raises: HandoutsError when no folder has it."""
    for folder in folders:
        if found := folder.file(name):
            return found.path.read_bytes()
    raise HandoutsError([Problem(Place(name), "there is no such file", "a page that lost a part is worse than none")])
