"""The fingerprint of a library: everything that packets are made from, in one hash. Where its folders lie makes no difference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version

from handouts import __version__
from handouts.approvals import APPROVALS_FILE, SIGNED_FOLDER
from handouts.folders import CLINIC_FILE, Folder, FoundFile
from handouts.problems import HandoutsError, Place, Problem
from handouts.record import ENGINES

_PATTERNS = ("content/**/*", "templates/**/*", CLINIC_FILE, APPROVALS_FILE, f"{SIGNED_FOLDER}/**/*")


def library_fingerprint(folders: tuple[Folder, ...]) -> str:
    """Return the SHA-256, in hex, of every file of the folders that packets are made from, and of the versions of what makes them.

    Raises: HandoutsError when a file cannot be read, or is a link that leads out of its folder.
    """
    return fingerprint_of(library_parts(folders))


def fingerprint_of(parts: Mapping[str, str]) -> str:
    """Return the SHA-256, in hex, of all parts together."""
    return hashlib.sha256(json.dumps(dict(parts), sort_keys=True).encode()).hexdigest()


def library_parts(folders: tuple[Folder, ...]) -> Mapping[str, str]:
    """Return what the fingerprint is made of, to say what differs: the hash of each file by its name, and each version. Raises as above.

    A name is "clinic: content/packets/ours.yaml" or "builtin: …". Hidden files are passed over: systems put them everywhere.
    """
    parts = {"handouts": __version__} | {name: version(name) for name in ENGINES}
    for folder in folders:
        for found in (found for pattern in _PATTERNS for found in folder.files(pattern)):
            if not any(part.startswith(".") for part in found.name.split("/")):
                parts[f"{folder.origin}: {found.name}"] = hashlib.sha256(_content(found)).hexdigest()
    return parts


def _content(found: FoundFile) -> bytes:
    try:
        return found.path.read_bytes()
    except OSError as error:
        problem = Problem(Place(found.shown), f"the file cannot be read: {error.strerror}", "look at its permissions")
        raise HandoutsError([problem]) from error


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Return the names of the parts that two libraries do not have alike, in order."""
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
