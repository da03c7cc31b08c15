"""The record beside a file: what it was made from, as JSON. Holds ids and hashes only, nothing about any person, and no clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from handouts import __version__
from handouts.checks import Permit
from handouts.packet import Packet
from handouts.problems import Problem
from handouts.receipt import receipt_code
from handouts.variant import Format, Variant

_FONTS = ("fontpkg-atkinson-hyperlegible", "font-source-sans-pro", "fontpkg-ibm-plex-sans-arabic")
ENGINES = ("weasyprint", "pydyf", "pikepdf", "pillow", "jinja2", *_FONTS)
_MAKERS: dict[Format, tuple[str, ...]] = {
    "html": ("jinja2", "tinyhtml5", "fonttools", "brotli", "fontpkg-atkinson-hyperlegible"),
    "text": ("jinja2", "tinyhtml5"),
    "docx": (*ENGINES, "tinyhtml5", "python-docx", "pypdfium2"),
}


def make_record(
    packet: Packet,
    variant: Variant,
    files: Mapping[str, bytes],
    pages: int,
    permit: Permit,
    warnings: list[Problem],
    *,
    personal: bool = False,
) -> bytes:
    """Return the record of PDFs as UTF-8 JSON with sorted keys. The day is the one given to the build, not the machine's.

    `files`: what is written, by name; `pages` are those of the file for readers. Of `personal` files there is no hash: whoever knows the
    rest of one could try names until it fits.
    """
    printed = asdict(variant) | {"pages": pages} | ({"personal": True} if personal else {"sha256": _hashes(files)})
    return _json(printed | _made_from(packet, permit, warnings, ENGINES))


def make_file_record(packet: Packet, form: Format, files: Mapping[str, bytes], permit: Permit, warnings: list[Problem]) -> bytes:
    """Return the record of a packet in another format: as of a PDF, without what only paper has."""
    return _json({"format": form, "sha256": _hashes(files)} | _made_from(packet, permit, warnings, _MAKERS[form]))


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def _made_from(packet: Packet, permit: Permit, warnings: list[Problem], makers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "packet": packet.id,
        "code": receipt_code(packet),
        "audience": packet.audience,
        "locale": packet.locale.id,
        "built_on": permit.today.isoformat(),
        "revised_on": packet.revised_on.isoformat(),
        "review_due": packet.review_due.isoformat(),
        "approved_on": packet.approved_on.isoformat() if packet.approved_on else None,
        "allow_overdue": permit.allow_overdue or None,
        "modules": [
            {
                "id": sheet.module,
                "version": sheet.version,
                "origin": sheet.origin,
                "sha256": sheet.sha256,
                "text_sha256": sheet.edition.sha256,
                "review_due": sheet.review_due.isoformat(),
                "sources": [source.id for source in sheet.references],
            }
            for sheet in packet.sheets
        ],
        "warnings": [problem.message for problem in warnings],
        "made_with": {"handouts": __version__} | {name: version(name) for name in makers},
    }


def _json(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
