"""Whether something that only pages may show is found where a program said something or left something."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from io import BytesIO
from pathlib import Path

import pikepdf


def leaked(canaries: Iterable[str], said: str, folder: Path, but: Collection[Path] = ()) -> list[str]:
    """Return each canary that was said, or is in a file of this folder or in the name of one. `but` are files of the user's own."""
    paths = [path for path in folder.rglob("*") if path not in but]
    names = "\n".join(str(path.relative_to(folder)) for path in paths)
    contents = [f"{said}\n{names}".encode(), *(_all_of(path) for path in paths if path.is_file())]
    return [canary for canary in canaries if any(holds(content, canary) for content in contents)]


def holds(content: bytes, canary: str) -> bool:
    """Whether it is there in any of the ways in which a PDF, JSON or Python writes a text."""
    spellings = [canary.encode(), canary.encode("utf-16-be"), canary.encode("utf-16-le")]
    spellings += [spelling.hex().encode() for spelling in spellings]
    return any(spelling.lower() in content.lower() for spelling in spellings)


def _all_of(path: Path) -> bytes:
    """A file as it lies there, and all that is packed in a PDF. The letters on its pages have numbers of their own there."""
    data = path.read_bytes()
    if not data.startswith(b"%PDF"):
        return data
    with pikepdf.open(BytesIO(data)) as pdf:
        objects = [each.unparse(resolved=True) for each in pdf.objects if not isinstance(each, pikepdf.Stream)]
        streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    return b"\n".join([data, *objects, *streams])
