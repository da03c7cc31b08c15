"""The records beside printed files: which words those hold, and what their bytes were when they were made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from handouts.register import Receipt, read_json, read_receipt
from handouts.variant import SIZES, Size

_ROW = re.compile(r"\d{4,}-")  # before the name of one person's file in a batch


@dataclass(frozen=True)
class Record:
    """What a record says; `files` are the hashes of the printed files' bytes by name, none for personal packets and those of a batch."""

    path: Path
    receipt: Receipt
    files: Mapping[str, str]
    size: Size | None
    built_on: date | None

    @property
    def printed(self) -> tuple[Path, ...]:
        """The files it is about: those it names, else those in its folder that have their names from it, else the record itself."""
        folder = self.path.parent
        named = [folder / name for name in self.files] or sorted(path for path in folder.glob("*.pdf") if self.is_beside(path.name))
        return tuple(named) or (self.path,)

    def is_beside(self, name: str) -> bool:
        """Whether a file of this name has it from this record, which names none."""
        return not self.files and _bare(_ROW.sub("", Path(name).stem, count=1)) == _bare(self.path.stem)


FileState = Literal["as made", "changed", "not on record"]


@dataclass(frozen=True)
class FileOnRecord:
    """Whether a file is what a record says it was when it was made. `record`: the one of this file, if there is one."""

    state: FileState
    record: Record | None = None


def records_in(folders: Iterable[Path]) -> Iterator[Record]:
    """Return the records in some folders of printed files, by name. What is not a record of ours, or is damaged, is passed over."""
    for path in (path for folder in dict.fromkeys(folders) for path in sorted(folder.glob("*.json"))):
        with suppress(OSError, ValueError):
            yield _read_record(path, read_json(path))


def look_up_file(data: bytes, name: str, records: Iterable[Record]) -> FileOnRecord:
    """Return whether these bytes are on record. A file of the same name with other bytes was changed, or put in its place."""
    sha256 = hashlib.sha256(data).hexdigest()
    changed = beside = None
    for record in records:
        if sha256 in record.files.values():
            return FileOnRecord("as made", record)
        if name in record.files:
            changed = record
        elif record.is_beside(name):
            beside = record
    return FileOnRecord("changed", changed) if changed else FileOnRecord("not on record", beside)


def _bare(stem: str) -> str:
    """Return the name all files of one print have in common: a batch names its record after what lies beside the file for readers."""
    return stem.removesuffix(".cut").removesuffix(".booklet")


def _read_record(path: Path, value: Any) -> Record:
    receipt = read_receipt(value)
    files, size, built_on = value.get("sha256", {}), value.get("size"), value.get("built_on")
    hashes = {name: sha256 for name, sha256 in files.items() if isinstance(sha256, str)} if isinstance(files, dict) else {}
    day = date.fromisoformat(built_on) if isinstance(built_on, str) else None
    return Record(path, receipt, hashes, size if size in SIZES else None, day)
