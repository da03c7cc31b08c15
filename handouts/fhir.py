"""A packet that was handed over, as a FHIR R4 (4.0.1) DocumentReference for the patient's record.

It holds what is known for certain: the words (code, topics, versions), the file if there is one, the clinic that keeps it, and the day. No
author is named, since the texts may be the built-in ones, and nothing about a patient unless it is given.
"""

from __future__ import annotations

import hashlib
import uuid
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handouts.verdict import Verdict

# LOINC 34895-3, "Education note": what HL7 and IHE profiles code patient education with (IHE PCC "Antepartum Education", 34895-3; France's
# CI-SIS lists the same code as the information sheet given to a patient). In FHIR's preferred value set for `type` (c80-doc-typecodes, all
# LOINC documents). LOINC has none for the printed leaflet itself.
EDUCATION = {"coding": [{"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}], "text": "Patient handout"}
CATEGORY = {"text": "Patient education"}  # of the codes in use (document-classcodes, US Core's clinical-note) none means this

# Made up once for this program: they say whose numbers these are.
CODES = "urn:uuid:3f0f4c0e-55a8-4b0d-9a6e-0d2f4be0a1c7"
MODULES = "urn:uuid:b7e0f0f2-7d0c-4c39-8f5b-2c6f1f6b8d12"
_DOCUMENTS = uuid.UUID("6a4f4d8e-1f3b-4a57-9f0e-7c1f8b1d2e90")


@dataclass(frozen=True)
class GivenFile:
    """The PDF that was handed over. `made_on`: the day on its record. `attach`: its bytes go into the document.

    One that is not `on_record` with its bytes may have a name on it.
    """

    data: bytes
    on_record: bool = False
    made_on: date | None = None
    attach: bool = False


def document_reference(
    verdict: Verdict, *, clinic: str | None, now: datetime, file: GivenFile | None = None, subject: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the DocumentReference as plain values for JSON. `now` needs its time zone: FHIR's instants have one.

    Of a file that may have a name on it, neither hash nor size is in it unless it is about a patient anyway: with a `subject`, or the file
    itself attached. Whoever knows the rest of the file could try names until they fit.
    """
    if file and not (file.on_record or file.attach or subject):
        file = None
    receipt = verdict.receipt
    document = {
        "resourceType": "DocumentReference",
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": _number_of(verdict, file)},
        "identifier": [{"system": CODES, "value": receipt.code, "type": {"text": "Packet code"}}],
        "status": "current",
        "docStatus": _doc_status(verdict),
        "type": EDUCATION,
        "category": [CATEGORY],
        "subject": subject,
        "date": now.isoformat(timespec="seconds"),
        "custodian": {"type": "Organization", "display": clinic} if clinic else None,
        "description": verdict.title,
        "content": [{"attachment": _attachment(verdict, file)}],
        "context": {"related": [_related(module.printed.id, module.printed.version, receipt.locale) for module in verdict.modules]},
    }
    return {key: value for key, value in document.items() if value is not None}


def _doc_status(verdict: Verdict) -> str | None:
    """Told only where the words are today's: nobody knows any more who had signed others."""
    if not all(module.same_words for module in verdict.modules):
        return None
    return "preliminary" if verdict.is_draft else "final"


def _number_of(verdict: Verdict, file: GivenFile | None) -> str:
    """The same file, or without one the same words, are the same document in every record."""
    name = hashlib.sha256(file.data).hexdigest() if file else verdict.receipt.code
    return f"urn:uuid:{uuid.uuid5(_DOCUMENTS, name)}"


def _attachment(verdict: Verdict, file: GivenFile | None) -> dict[str, Any]:
    attachment: dict[str, Any] = {"contentType": "application/pdf", "language": verdict.receipt.locale, "title": verdict.title}
    if file is None:
        return attachment
    # FHIR R4 says SHA-1: the check of a copy, not a seal.
    attachment |= {"size": len(file.data), "hash": b64encode(hashlib.sha1(file.data, usedforsecurity=False).digest()).decode()}
    if file.made_on:
        attachment["creation"] = file.made_on.isoformat()
    if file.attach:
        attachment["data"] = b64encode(file.data).decode()
    return attachment


def _related(module: str, version: str, locale: str) -> dict[str, Any]:
    return {"identifier": {"system": MODULES, "value": f"{module}/{locale}/{version}"}, "display": f"{module} {version}".strip()}
