"""The FHIR R4 document for the patient's record: read back by an independent model library, complete, and about nobody unless told."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fhirclient.models.documentreference import DocumentReference
from fhirclient.models.fhirabstractbase import FHIRValidationError

from handouts.fhir import GivenFile, document_reference
from handouts.packet import assemble
from handouts.problems import HandoutsError
from handouts.receipt import receipt_code
from handouts.subject import parse_subject
from handouts.verify import Verdict, verdicts_on
from tests.clinics import MODULE_FILE, PACKET_FILE, load_alone, module_text, packet_text, riverside_files, whole_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

NOW = datetime(2026, 11, 22, 7, 5, 59, 123456, UTC)
PDF = b"%PDF-1.7 a small one"
MARIAN = {"reference": "Patient/marian-4711", "identifier": {"system": "urn:oid:1.2.3.4", "value": "4711"}}


def read_back(document: dict[str, Any]) -> DocumentReference:
    """Return the document as the models of another program see it; they refuse an unknown name, a wrong type and a missing part."""
    read = DocumentReference(document, strict=True)
    assert read.as_json() == document
    return read


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    files = {**whole_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}", version='"0.7"'), PACKET_FILE: packet_text()}
    library = load_alone(write_folder(tmp_path / "clinic", files))
    return verdicts_on(library, receipt_code(assemble(library, "our-packet", "en-US")), [], date(2026, 11, 23))[0]


def test_every_part_is_as_r4_has_it(verdict: Verdict) -> None:
    read = read_back(document_reference(verdict, clinic="Riverside Clinic", now=NOW, file=GivenFile(PDF, date(2026, 11, 20))))
    assert (read.resource_type, read.status, read.docStatus) == ("DocumentReference", "current", "preliminary")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", read.masterIdentifier.value)
    assert read.masterIdentifier.system == "urn:ietf:rfc:3986"
    assert [identifier.value for identifier in read.identifier] == [verdict.receipt.code]
    assert [(coding.system, coding.code) for coding in read.type.coding] == [("http://loinc.org", "34895-3")]
    assert [category.text for category in read.category] == ["Patient education"]
    assert read.date.date == NOW.replace(microsecond=0)
    assert read.custodian.display == "Riverside Clinic"
    (content,) = read.content
    made = content.attachment
    assert (made.contentType, made.language, made.title, made.size) == ("application/pdf", "en-US", "Our packet", len(PDF))
    assert b64decode(made.hash) == hashlib.sha1(PDF).digest()
    assert made.creation.date.date() == date(2026, 11, 20)
    assert made.data is None
    assert [(each.identifier.value, each.display) for each in read.context.related] == [("our-ward/en-US/0.7", "our-ward 0.7")]


def test_nothing_is_said_of_a_patient_or_an_author_unless_it_is_given(verdict: Verdict) -> None:
    read = read_back(document_reference(verdict, clinic=None, now=NOW))
    assert (read.subject, read.author, read.authenticator, read.custodian, read.context.sourcePatientInfo) == (None,) * 5
    assert (read.content[0].attachment.hash, read.content[0].attachment.size) == (None, None)
    told = read_back(document_reference(verdict, clinic=None, now=NOW, subject=parse_subject(json.dumps(MARIAN).encode())))
    assert (told.subject.reference, told.subject.identifier.value, told.subject.type) == ("Patient/marian-4711", "4711", "Patient")


def test_the_same_file_has_the_same_number_and_another_file_another(verdict: Verdict) -> None:
    numbers = [
        document_reference(verdict, clinic=None, now=now, file=file)["masterIdentifier"]["value"]
        for now, file in ((NOW, GivenFile(PDF)), (datetime.now(UTC), GivenFile(PDF)), (NOW, GivenFile(PDF + b"!")), (NOW, None))
    ]
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3


def test_these_models_do_refuse_what_r4_does_not_have(verdict: Verdict) -> None:
    good = document_reference(verdict, clinic=None, now=NOW)
    without = {key: value for key, value in good.items() if key != "content"}
    for bad in (without, {**good, "patient": "x"}, {**good, "date": "yesterday"}, {**good, "identifier": good["identifier"][0]}):
        with pytest.raises((FHIRValidationError, ValueError)):
            read_back(bad)


@pytest.mark.parametrize(
    "text",
    [
        "name: Marian Quill",
        "reference: Marian Quill",
        "reference: Practitioner/quill",
        "reference: Patient/../quill",
        "identifier: {value: quill}",
        "identifier: {system: quill, value: '1'}",
        "identifier: {system: 'urn:oid:1.2', value: ' '}",
        "reference: Patient/1\nreference: Patient/quill",
        "[quill",
        "quill",
        "",
        "x" * 10_001,
    ],
)
def test_a_subject_that_names_no_patient_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(HandoutsError) as told:
        parse_subject(text.encode())
    assert str(told.value).startswith("--subject")
    assert "quill" not in str(told.value).lower()


def test_the_command_writes_it_with_the_file_and_for_a_patient_from_standard_input(command: Command, tmp_path: Path) -> None:
    files = {**riverside_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text()}
    clinic = write_folder(tmp_path / "clinic", files)
    made = command("build", "our-packet", "--clinic", clinic, "--output", tmp_path / "output")
    assert made.returncode == 0, made.stderr
    pdf, subject = tmp_path / "output/our-packet.en-US.pdf", tmp_path / "marian.yaml"
    subject.write_text("reference: Patient/marian-4711")
    ran = command("verify", pdf, "--fhir", "--attach", "--subject", subject, "--clinic", clinic)
    assert ran.returncode == 0, ran.stderr
    read = read_back(json.loads(ran.stdout))
    assert b64decode(read.content[0].attachment.data) == pdf.read_bytes()
    assert b64decode(read.content[0].attachment.hash) == hashlib.sha1(pdf.read_bytes()).digest()
    assert read.content[0].attachment.creation.date.date() == date.today()
    assert (read.subject.reference, read.custodian.display) == ("Patient/marian-4711", "Riverside Clinic")
    assert abs(read.date.date - datetime.now(UTC)).total_seconds() < 60
    assert "marian" not in command("verify", pdf, "--fhir", "--subject", tmp_path / "marian.yml", "--clinic", clinic).stderr
