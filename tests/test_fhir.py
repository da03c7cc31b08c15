"""The FHIR R4 document for the patient's record: read back by an independent model library, complete, and about nobody unless told."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pexpect
import pytest
from fhirclient.models.documentreference import DocumentReference
from fhirclient.models.fhirabstractbase import FHIRValidationError

import handouts
from handouts.fhir import GivenFile, document_reference
from handouts.packet import assemble
from handouts.problems import HandoutsError
from handouts.receipt import receipt_code
from handouts.subject import parse_subject
from handouts.verdict import Verdict
from handouts.verify import verdicts_on
from tests.clinics import (
    MODULE_FILE,
    PACKET_FILE,
    load_alone,
    load_clinic,
    module_text,
    packet_text,
    riverside_files,
    whole_files,
    write_folder,
)

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
    read = read_back(
        document_reference(verdict, clinic="Riverside Clinic", now=NOW, file=GivenFile(PDF, on_record=True, made_on=date(2026, 11, 20)))
    )
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
    known = GivenFile(PDF, on_record=True)
    numbers = [
        document_reference(verdict, clinic=None, now=now, file=file)["masterIdentifier"]["value"]
        for now, file in ((NOW, known), (datetime.now(UTC), known), (NOW, GivenFile(PDF + b"!", on_record=True)), (NOW, None))
    ]
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3


def test_a_file_that_may_have_a_name_on_it_leaves_no_trace_unless_it_is_about_a_patient_anyway(verdict: Verdict) -> None:
    without = document_reference(verdict, clinic=None, now=NOW)
    assert document_reference(verdict, clinic=None, now=NOW, file=GivenFile(PDF)) == without
    subject = parse_subject(json.dumps(MARIAN).encode())
    told = document_reference(verdict, clinic=None, now=NOW, file=GivenFile(PDF), subject=subject)
    attached = document_reference(verdict, clinic=None, now=NOW, file=GivenFile(PDF, attach=True))
    for document in (told, attached):
        assert read_back(document).content[0].attachment.size == len(PDF)
        assert document["masterIdentifier"] != without["masterIdentifier"]


def test_who_signed_is_told_of_todays_words_alone(verdict: Verdict) -> None:
    def told(verdict: Verdict) -> Any:
        return read_back(document_reference(verdict, clinic=None, now=NOW)).docStatus

    others = tuple(replace(module, same_words=False) for module in verdict.modules)
    assert others
    assert [told(verdict), told(replace(verdict, is_draft=False)), told(replace(verdict, modules=others))] == ["preliminary", "final", None]


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
    missing = command("verify", pdf, "--fhir", "--subject", tmp_path / "marian.yml", "--clinic", clinic)
    assert missing.returncode == 1
    assert missing.stderr.startswith("--subject: error: the file cannot be read: No such file")
    assert "marian" not in missing.stderr


def test_the_command_takes_no_fingerprint_of_a_personal_file(command: Command, tmp_path: Path) -> None:
    files = {**riverside_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text()}
    clinic, output = write_folder(tmp_path / "clinic", files), tmp_path / "output"
    made = command("build", "our-packet", "--personal", "-", "--clinic", clinic, "--output", output, typed="name: Marian Quill")
    assert made.returncode == 0, made.stderr
    (pdf,) = output.glob("*.personal-*.pdf")
    written = command("verify", pdf, "--fhir", "--clinic", clinic)
    attachment = read_back(json.loads(written.stdout)).content[0].attachment
    assert (attachment.hash, attachment.size, attachment.creation) == (None, None, None)


def test_on_a_terminal_it_says_that_it_waits_for_the_patient(tmp_path: Path) -> None:
    files = {**riverside_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text()}
    clinic = write_folder(tmp_path / "clinic", files)
    code = receipt_code(assemble(load_clinic(clinic), "our-packet", "en-US"))
    line = ["-m", "handouts", "verify", code, "--fhir", "--subject", "-", "--clinic", str(clinic)]
    home = str(Path(handouts.__file__).parents[1])
    with pexpect.spawn(sys.executable, line, cwd=str(tmp_path), env={**os.environ, "PYTHONPATH": home}, timeout=60) as terminal:
        terminal.expect_exact("Write whose record it is (reference: Patient/…), then press Ctrl-D on a line of its own.".encode())
        terminal.sendline("reference: Patient/123")
        terminal.sendeof()
        terminal.expect_exact(b'"type": "Patient"')
        terminal.expect(pexpect.EOF)
