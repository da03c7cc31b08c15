"""New files get their place: all of them or none, and never one where something is already."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from handouts.files import write_files
from handouts.problems import HandoutsError, Place, Problem


def place_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write new files, given by their names inside `root`. A `root` that is not there yet appears with all of them at once.

    Raises: HandoutsError when one of the names is taken, or cannot be written; then nothing has changed.
    """
    refuse_taken(root, files)
    if root.exists():
        write_files({root / name: data for name, data in files.items()})
        return
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(mkdtemp(prefix=f".{root.name}.", dir=root.parent))
    except OSError as error:
        raise _cannot(root, error) from error
    try:
        write_files({stage / name: data for name, data in files.items()})
        stage.chmod(0o755)
        stage.rename(root)
    except OSError as error:
        raise _cannot(root, error) from error
    except HandoutsError as error:
        raise HandoutsError(_at(problem, stage, root) for problem in error.problems) from None
    finally:  # whatever happens, Ctrl-C among it
        shutil.rmtree(stage, ignore_errors=True)


def refuse_taken(root: Path, names: Iterable[str]) -> None:
    """Raise HandoutsError with each of the names that is taken; of files in a folder that is not there, none is."""
    if root.exists() and not root.is_dir():
        raise HandoutsError([Problem(Place(str(root)), "this is a file, and a folder is needed", "choose another name")])
    taken = [root / name for name in names if (root / name).exists() or (root / name).is_symlink()]
    if taken:
        hint = "nothing is written over: choose another name, or move it away first"
        raise HandoutsError(Problem(Place(str(path)), "this is there already", hint) for path in taken)


def _at(problem: Problem, stage: Path, root: Path) -> Problem:
    return replace(problem, place=replace(problem.place, path=str(root / Path(problem.place.path).relative_to(stage))))


def _cannot(root: Path, error: OSError) -> HandoutsError:
    return HandoutsError([Problem(Place(str(root)), f"cannot be made: {error.strerror}", "choose a folder you may write in")])
