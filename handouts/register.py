"""The register: one small file in the clinic's folder for each packet code, saying which words it stands for.

A receipt follows from the words alone. It holds no day, no person and no file, so the same packet leaves the same receipt whoever prints
it, and one that is there already is left as it is, unless it is damaged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.editions import Edition, Line
from handouts.files import write_files
from handouts.folders import Folder
from handouts.packet import Packet
from handouts.pieces import plain_text
from handouts.problems import HandoutsError, Place, Problem
from handouts.receipt import code_of, read_code, receipt_code

RECEIPTS_FOLDER = "receipts"
_MOST_BYTES = 5_000_000  # a hundred times the longest that is ours
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PrintedModule:
    """A module as a packet held it: which version, and the hash of the words its reader got."""

    id: str
    version: str
    text_sha256: str


@dataclass(frozen=True)
class Receipt:
    """What one code stands for. `own`: what the packet adds to its sheets, None when that was not kept (a record has no words)."""

    code: str
    packet: str
    audience: str
    locale: str
    modules: tuple[PrintedModule, ...]
    title: str = ""
    own: Edition | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What tells two packets apart that have one code."""
        return self.packet, self.audience, self.locale, *(module.text_sha256 for module in self.modules)


def receipt_of(packet: Packet) -> Receipt:
    """Return what the code of a packet stands for."""
    modules = tuple(PrintedModule(sheet.module, sheet.version, sheet.edition.sha256) for sheet in packet.sheets)
    title = plain_text(packet.title)
    return Receipt(receipt_code(packet), packet.id, packet.audience, packet.locale.id, modules, title, packet.edition)


def make_receipt(packet: Packet) -> bytes:
    """Return the receipt of a packet as the clinic's folder keeps it: UTF-8 JSON with sorted keys, the same bytes for the same library."""
    modules = [
        {
            "id": sheet.module,
            "version": sheet.version,
            "text_sha256": sheet.edition.sha256,
            "sha256": sheet.sha256,
            "review_due": sheet.review_due.isoformat(),
        }
        for sheet in packet.sheets
    ]
    receipt = {
        "code": receipt_code(packet),
        "packet": packet.id,
        "title": plain_text(packet.title),
        "audience": packet.audience,
        "locale": packet.locale.id,
        "review_due": packet.review_due.isoformat(),
        "own_words": [[line.label, line.text] for line in packet.edition.lines],
        "modules": modules,
    }
    return (json.dumps(receipt, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def keep_receipts(folders: Sequence[Folder], receipts: Iterable[bytes]) -> None:
    """Put receipts into the clinic's register, where they are not there yet, or are damaged.

    Without a clinic's folder, or when it cannot be written, nothing happens: a packet prints all the same, and its record tells the same.
    """
    clinic = _clinic(folders)
    if clinic is None:
        return
    for receipt in dict.fromkeys(receipts):
        code = json.loads(receipt)["code"]
        path = clinic.root / RECEIPTS_FOLDER / f"{code}.json"
        with suppress(HandoutsError, OSError):
            if not path.exists() or _is_damaged(path, code):
                write_files({path: receipt})


def find_receipt(folders: Sequence[Folder], code: str) -> Receipt | None:
    """Return the receipt in the clinic's register, or None.

    Raises: HandoutsError when it is damaged: its words no longer give its code.
    """
    clinic = _clinic(folders)
    name = f"{RECEIPTS_FOLDER}/{code}.json"
    found = clinic.file(name) if clinic else None
    if found is None:
        return None
    try:
        return _kept(found.path, code)
    except (OSError, ValueError) as error:
        message = "this receipt is damaged: what it says does not fit its code"
        hint = "bring it back from a backup; the next time the packet is made it is written anew, if its words are the same"
        raise HandoutsError([Problem(Place(found.shown), message, hint)]) from error


def kept_codes(folders: Sequence[Folder]) -> set[str]:
    """Return the codes in the clinic's register."""
    clinic = _clinic(folders)
    names = [found.path.stem for found in clinic.files(f"{RECEIPTS_FOLDER}/*.json")] if clinic else []
    return {name for name in names if read_code(name) == name}


def read_json(path: Path) -> Any:
    """Return what a JSON file holds. Raises: OSError; ValueError for anything that cannot be a file of ours."""
    if not path.is_file():  # a pipe would keep us waiting
        raise ValueError("not a file")
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ValueError("too long")
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _kept(path: Path, code: str) -> Receipt:
    """Raises: OSError; ValueError when it is no receipt, or its words do not give its code."""
    receipt = read_receipt(read_json(path))
    if receipt.own is None or receipt.code != code or code != code_of([receipt.own.sha256, *(m.text_sha256 for m in receipt.modules)]):
        raise ValueError("other words")
    return receipt


def _is_damaged(path: Path, code: str) -> bool:
    try:
        _kept(path, code)
    except ValueError:
        return path.is_file()
    return False


def _clinic(folders: Sequence[Folder]) -> Folder | None:
    return next((folder for folder in folders if folder.origin == "clinic"), None)


def read_receipt(value: Any) -> Receipt:
    """Return what a receipt's or a record's JSON says. Raises: ValueError for anything else.

    Both hold these keys; the words are in a receipt alone.
    """
    try:
        modules = tuple(_read_module(module) for module in value["modules"])
        packet, audience, locale = (_text(value[key]) for key in ("packet", "audience", "locale"))
        lines = tuple(Line(_text(label), _text(text)) for label, text in value.get("own_words", ()))
        own = Edition(packet, locale, audience, lines) if lines else None
        return Receipt(_text(value.get("code", "")), packet, audience, locale, modules, _text(value.get("title", "")), own)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a receipt") from error


def _read_module(value: Any) -> PrintedModule:
    sha256 = _text(value.get("text_sha256", ""))  # the oldest records have none: they cannot tell, which counts as changed
    if sha256 and not _HASH.fullmatch(sha256):
        raise ValueError("not a hash")
    return PrintedModule(_text(value["id"]), _text(value.get("version", "")), sha256)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
