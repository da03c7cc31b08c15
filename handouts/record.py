"""The record beside a PDF: what it was made from, as JSON. Holds ids and hashes only, nothing about any person, and no clock."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import Any

from handouts import __version__
from handouts.checks import Permit
from handouts.packet import Packet
from handouts.problems import Problem
from handouts.variant import Variant

_ENGINES = ("weasyprint", "pydyf", "jinja2", "fontpkg-atkinson-hyperlegible")


def make_record(packet: Packet, variant: Variant, pdf: bytes, pages: int, permit: Permit, warnings: list[Problem]) -> bytes:
    """Return the record as UTF-8 JSON with sorted keys. The day is the one given to the build, not the machine's."""
    record: dict[str, Any] = {
        "packet": packet.id,
        "audience": packet.audience,
        "locale": packet.locale.id,
        "size": variant.size,
        "paper": variant.paper,
        "pages": pages,
        "built_on": permit.today.isoformat(),
        "revised_on": packet.revised_on.isoformat(),
        "review_due": packet.review_due.isoformat(),
        "approved_on": packet.approved_on.isoformat() if packet.approved_on else None,
        "allow_overdue": permit.allow_overdue or None,
        "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
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
        "made_with": {"handouts": __version__} | {name: version(name) for name in _ENGINES},
    }
    return (json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
