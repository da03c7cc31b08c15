"""PV: what looks personal and what does not, found in every place a text can hide it, and never repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from handouts.checks import Permit, check_library, check_packet
from handouts.checks.privacy import looks_personal
from handouts.library import Library
from handouts.packet import assemble
from handouts.personal import hide_personal, name_looks_personal, personal_values
from handouts.problems import Problem
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text
from tests.printed import builtin_library

TODAY = date(2026, 11, 22)

PERSONAL = {
    "a phone number": [
        "Call Anna at 555-0142.",
        "{clinic.555-867-5309}",
        "call (555) 123-4567",
        "555.123.4567",
        "1-800-344-4867",
        "[call](tel:+18003444867)",
        "0800 123 4567",
        "020 7946 0018",
        "01 23 45 67 89",
        "Llame al 912 345 678.",
        "91 234 56 78",
        "+34 912 345 678",
    ],
    "an e-mail address": ["Write to jane.doe@example.org.", "[write](mailto:jane@example.org)"],
    "a record number": [
        "MRN 48151623",
        "mrn: A-4815162",
        "Medical record no. 4815 1623",
        "patient id 99123",
        "NHS number 943 476 5919",
        "número de historia clínica: 48151623",
    ],
    "an identity number": ["123-45-6789", "12345678Z"],
    "a long number": ["card 5551234567"],
    "a date of birth": [
        "born on 3 May 1980",
        "DOB 05/03/1980",
        "D.O.B.: 1980-05-03",
        "Date of birth: May 3, 1980",
        "Fecha de nacimiento: 3 de mayo de 1980",
    ],
    "the day of an appointment or a stay": [
        "Your appointment is on May 3.",
        "On May 3, 2027 you are admitted.",
        "Admitted 3 Sept. 2026",
        "your next visit: 05/03/27",
        "Su cita es el 3 de mayo.",
        "Discharge on 2027-05-03",
    ],
    "a person's name": ["Mrs. Jones", "Ask Mr Smith", "Sra. Pérez", "patient name: Jane Doe", "Name of patient: José Núñez"],
}

EVERYDAY = """\
Call 911, 988 or 112.
Call {clinic.phone_24h} [@line-warning-signs].
Take 500-1000 mg.
500-1000 people, 100-2000 cells
From 1995-2006, 7,765 of 1,000,000 people
10 000 000 people
NCT03477500, EudraCT 2022-002654-95, Neurology 74:459-469
38.0 °C (100.4 °F) on day -10
Have your medical record number ready.
Date of birth: ______
Patient name:
Patient number 3 of 55 was born in 1980.
You may come 3 times. Day 10 may be the worst.
Treated between September 2017 and October 2018, with a visit each year
By June 2025, several trials had closed.
The FDA did not approve it on December 24, 2025.
Check this by November 22, 2026.
'before-surgery' must be checked again by 2026-12-01
'follow-up' was revised on 2026-11-22, after that day
Ask the MS Society, or Dr. Kurtzke.
Miss Monday's dose? Call us.
See https://example.org/555-123-4567/123456789012?of=555-123-4567.
Infusion 1 is on day 1, infusion 2 on day 15.
One visit in 12-14 weeks, 24/7
5-10-15 minutes, 0.5-0.75 liters
"""


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_what_is_about_a_person_is_known_by_its_shape(kind: str, text: str) -> None:
    assert looks_personal(text) == kind


@pytest.mark.parametrize("text", EVERYDAY.splitlines())
def test_what_a_handout_says_every_day_is_not(text: str) -> None:
    assert looks_personal(text) is None


@pytest.mark.parametrize(
    "name",
    ["mrn-48151623", "mrn48151623", "jane-555-0142", "dob-1980-05-03", "visit_2027-05-03", "jane@example.org", "p-5551234567", "mrs-jones"],
)
def test_a_name_may_hold_no_number_or_day_of_one_person(name: str) -> None:
    assert name_looks_personal(name) is not None


@pytest.mark.parametrize("name", ["coming-home", "hsct-candidate", "deaths-1995-2006", "first-100-days", "nct03477500", "mr-scan", "en-US"])
def test_a_name_after_a_topic_is_fine(name: str) -> None:
    assert name_looks_personal(name) is None


def test_hiding_leaves_the_rest_of_a_text() -> None:
    written = "'jane@example.org' is not a phone number: call (555) 123-4567, not 911"
    assert hide_personal(written) == "'(hidden)' is not a phone number: call (hidden), not 911"
    assert hide_personal("clinic.yaml:2:8: error: 38 is too small") == "clinic.yaml:2:8: error: 38 is too small"
    assert hide_personal("content/packets/jane-555-0142.yaml") == "content/packets/jane-(hidden).yaml"
    assert hide_personal("clinic/content/packets/mrn-48151623.yaml:1:1") == "clinic/content/packets/(hidden).yaml:1:1"


@pytest.mark.parametrize(
    ("text", "public", "left"),
    [
        ("Call 1-800-344-4867", "800 344 4867", 0),
        ("Call 344-4867", "1 (800) 344-4867", 0),
        ("Call 1-800-344-4868", "800 344 4867", 1),
        ("Write to help@example.org", "Help@Example.org", 0),
        ("Write to jane.help@example.org", "help@example.org", 1),
        ("Call 555-0142", "42", 1),
    ],
)
def test_what_is_public_is_told_from_what_is_not(text: str, public: str, left: int) -> None:
    assert len(personal_values(text, [public])) == left


# The rules


def broken(library: Library, rule: str) -> list[tuple[str, int, str]]:
    """File, line and message of each problem of one rule."""
    return [
        (problem.place.path.rpartition("clinic/")[2], problem.place.line, problem.message)
        for problem in check_library(library, TODAY)
        if problem.rule == rule
    ]


@pytest.fixture
def pv02(riverside: Callable[[Files], Library]) -> Callable[..., list[tuple[str, int, str]]]:
    """What PV-02 says about a module with these sections, and a packet of it."""

    def run(sections: str, files: Files | None = None, **lines: str) -> list[tuple[str, int, str]]:
        return broken(riverside({MODULE_FILE: module_text(sections, **lines), PACKET_FILE: packet_text(), **(files or {})}), "PV-02")

    return run


def test_the_finding_stands_at_the_word_in_a_folded_text(riverside: Callable[[Files], Library]) -> None:
    sections = "- kind: paragraph\n  text: >-\n    Rest well. Then\n    call Anna at 555-0142 and ask."
    library = riverside({MODULE_FILE: module_text(sections), PACKET_FILE: packet_text()})
    [problem] = [problem for problem in check_library(library, TODAY) if problem.rule == "PV-02"]
    assert (problem.place.line, problem.place.column) == (11, 20)


CALL = "- {kind: paragraph, text: 'Call 555-0142.'}"


@pytest.mark.parametrize(
    ("sections", "lines"),
    [
        (CALL, {}),
        ("- {kind: paragraph, text: {default: Rest., caregiver: 'Call 555-0142.'}}", {}),
        ("- {kind: paragraph, not_for: [caregiver], text: 'Call 555-0142.'}\n- {kind: paragraph, text: Rest.}", {}),
        ("- {kind: table, title: T, how_to_read: H, columns: [A, B], rows: [{cells: [Ana, '555-0142']}]}", {}),
        ("- {kind: paragraph, text: Rest.}", {"title": "Our ward 555-0142"}),
        ("- {kind: paragraph, text: Rest.}", {"authors": "[Jo Park, 555-0142]"}),
        ("- {kind: paragraph, text: Rest.}", {"waive": "[{rule: WD-01, reason: 'call 555-0142', role: nurse, waived_on: 2026-11-22}]"}),
    ],
    ids=["text", "wording", "other reader", "cell", "title", "author", "waiver"],
)
def test_every_text_of_a_module_is_looked_at(sections: str, lines: dict[str, str], pv02: Callable[..., list[tuple[str, int, str]]]) -> None:
    [(file, _, message)] = pv02(sections, **lines)
    assert (file, message) == (MODULE_FILE, "this looks like a phone number")


def test_staff_may_be_named_where_staff_sign(pv02: Callable[..., list[tuple[str, int, str]]]) -> None:
    assert pv02("- {kind: paragraph, text: Rest.}", authors="[Ms. Ana Ruiz]") == []
    assert len(pv02("- {kind: paragraph, text: Ask Ms. Ana Ruiz.}", authors="[Ms. Ana Ruiz]")) == 1


def test_the_clinics_own_phone_may_be_printed(pv02: Callable[..., list[tuple[str, int, str]]]) -> None:
    assert pv02(CALL, {"clinic.yaml": "phone_day: (555) 555-0142\n"}) == []
    assert pv02("- {kind: paragraph, text: 'Call {clinic.phone_24h}.'}", {"clinic.yaml": "phone_24h: 555-0142\n"}) == []
    assert len(pv02(CALL, {"clinic.yaml": "phone_day: 555-0199\n"})) == 1


def test_a_public_number_needs_a_claim_that_states_it(pv02: Callable[..., list[tuple[str, int, str]]]) -> None:
    line = "- {kind: paragraph, text: 'Call [800-555-0142](tel:+18005550142) or write to help@hill.example [@our-line].'}"
    claims = """\
topic: lines
claims:
  - {id: our-line, statement: STATED, certainty: high, use: say, sources: [hill-guide]}
"""

    def found(statement: str) -> int:
        return len(pv02(line, {"content/evidence/claims/lines.yaml": claims.replace("STATED", statement)}))

    assert found("The Hill line is 1-800-555-0142 (help@hill.example).") == 0
    assert found("The Hill line is 1-800-555-0143.") == 3
    assert len(pv02(line.replace(" [@our-line]", " [@our-rest]"))) == 3


def test_words_from_the_glossary_and_the_claims_are_looked_at(riverside: Callable[[Files], Library]) -> None:
    files = {
        "content/glossary/en-US.yaml": "terms:\n  - {id: hotline, term: hotline, plain: 'A line, 555-0142, for you.'}\n",
        "content/evidence/claims/lines.yaml": """\
topic: lines
claims:
  - id: our-calls
    statement: Calls help.
    certainty: high
    use: say
    sources: [hill-guide]
    chances:
      - {id: a, n: 1, of: 10, outcome: o, who: w, words: {en-US: {people: people, outcome: rested, otherwise: did not}}}
      - id: b
        n: 1
        of: 10
        outcome: calls
        who: adults
        words:
          en-US: {people: people, outcome: called 555-0142, otherwise: did not call}
""",
        MODULE_FILE: module_text(
            "- {kind: chance, title: Calls, claim: our-calls.b}\n- {kind: paragraph, text: 'Use the {term:hotline}.'}"
        ),
        PACKET_FILE: packet_text(),
    }
    assert broken(riverside(files), "PV-02") == [
        ("content/evidence/claims/lines.yaml", 16, "this looks like a phone number"),
        (MODULE_FILE, 2, "the glossary's 'hotline', said here, holds what looks like a phone number"),
    ]


def test_a_module_no_packet_holds_is_looked_at_too(riverside: Callable[[Files], Library]) -> None:
    assert len(broken(riverside({MODULE_FILE: module_text(CALL)}), "PV-02")) == 1


def pv01(library: Library, packet: str = "our-packet", reason: str = "") -> list[Problem]:
    problems = check_packet(library, assemble(library, packet, "en-US"), Permit(TODAY, allow_overdue=reason))
    return [problem for problem in problems if problem.rule == "PV-01"]


def test_a_name_that_looks_personal_is_told_by_its_folder(riverside: Callable[[Files], Library]) -> None:
    name = "mrn-48151623"
    files = {
        f"content/modules/{name}/en-US.yaml": module_text("- {kind: paragraph, text: Rest.}", id=name),
        f"content/packets/{name}.yaml": packet_text(id=name, modules=f"[{name}]"),
    }
    found = pv01(riverside(files), name)
    assert [(problem.place.path.rpartition("clinic/")[2], problem.message) for problem in found] == [
        ("content/modules", "the name of a module in here looks like a record number"),
        ("content/packets", "the name of a packet in here looks like a record number"),
    ]
    assert all("48151623" not in str(problem) for problem in found)


@pytest.mark.parametrize(
    ("files", "reason", "message"),
    [
        ({PACKET_FILE: packet_text(title="{en-US: For Mrs. Jones}")}, "", "the title holds what looks like a person's name"),
        ({PACKET_FILE: packet_text(purpose="{en-US: Call 555-0142.}")}, "", "the purpose holds what looks like a phone number"),
        ({"clinic.yaml": "name: Jane, MRN 48151623\n"}, "", "the clinic's name holds what looks like a record number"),
        ({}, "for Mrs. Jones", "the reason for printing overdue text holds what looks like a person's name"),
    ],
    ids=["title", "purpose", "clinic", "reason"],
)
def test_what_reaches_properties_and_records_is_looked_at(
    files: Files, reason: str, message: str, riverside: Callable[[Files], Library]
) -> None:
    plain = {MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text()}
    [problem] = pv01(riverside({**plain, **files}), reason=reason)
    assert (problem.message, problem.severity) == (message, "error")
    assert pv01(riverside(plain), reason="the new text is signed on Monday, says the head nurse") == []


def test_the_built_in_content_is_about_no_one() -> None:
    assert [problem for problem in check_library(builtin_library(), TODAY) if problem.rule.startswith("PV")] == []
