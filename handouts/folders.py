"""Which folders there are, and which file wins: the clinic's folder first, the built-in one behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.problems import HandoutsError, Place, Problem

Origin = Literal["builtin", "clinic"]
CLINIC_FILE = "clinic.yaml"
CLINIC_VARIABLE = "HANDOUTS_CLINIC"


@dataclass(frozen=True)
class FoundFile:
    """A file of a folder; `name` is its path inside, with '/', and `shown` the path as a person would type it."""

    name: str
    path: Path
    shown: str
    origin: Origin


@dataclass(frozen=True)
class Folder:
    """A root with content/ and templates/ in it."""

    root: Path
    origin: Origin

    def files(self, pattern: str) -> list[FoundFile]:
        """Return the files matching `pattern` (as in Path.glob), sorted by name.

        Raises: HandoutsError when one of them is a link that leads out of the folder.
        """
        return [self._found(path) for path in sorted(self.root.glob(pattern)) if path.is_file()]

    def file(self, name: str) -> FoundFile | None:
        """Return the file of that name inside the folder, if there is one."""
        path = self.root / name
        return self._found(path) if path.is_file() else None

    def _found(self, path: Path) -> FoundFile:
        shown = _as_typed(path)
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise HandoutsError([Problem(Place(shown), "this path leads out of its folder", "put the file itself here, not a link to it")])
        return FoundFile(path.relative_to(self.root).as_posix(), path, shown, self.origin)


def _as_typed(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)


def builtin_folder() -> Folder:
    """Return what ships with the program: inside the wheel, or the checkout's own top level."""
    package = Path(__file__).resolve().parent
    shipped = package / "builtin"
    return Folder(shipped if shipped.is_dir() else package.parent, "builtin")


def find_folders(clinic: Path | None, environment: Mapping[str, str], here: Path) -> tuple[Folder, ...]:
    """Return the folders, the strongest first.

    The clinic's is the one given, or the one HANDOUTS_CLINIC names, or `here` if it has a clinic.yaml.
    """
    chosen = clinic or (Path(environment[CLINIC_VARIABLE]) if environment.get(CLINIC_VARIABLE) else None)
    if chosen is None and (here / CLINIC_FILE).is_file():
        chosen = here
    if chosen is None:
        return (builtin_folder(),)
    if not chosen.is_dir():
        raise HandoutsError([Problem(Place(str(chosen)), "there is no such clinic folder", f"name a folder with a {CLINIC_FILE} in it")])
    return (Folder(chosen, "clinic"), builtin_folder())


def winning_files(folders: tuple[Folder, ...], pattern: str) -> Iterator[FoundFile]:
    """Return each file once, from the strongest folder that has it: same path replaces, new path adds."""
    seen: set[str] = set()
    for folder in folders:
        for found in folder.files(pattern):
            if found.name not in seen:
                seen.add(found.name)
                yield found


def all_files(folders: tuple[Folder, ...], pattern: str) -> Iterator[FoundFile]:
    """Return every file, the weakest folder first, for what merges by id."""
    for folder in reversed(folders):
        yield from folder.files(pattern)
