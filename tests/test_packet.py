"""Assembly of a packet: its sheets in order, its dates, and every reason why it cannot be put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from handouts.library import Library
from handouts.packet import Packet, Sheet, assemble
from handouts.pieces import plain_text
from handouts.problems import HandoutsError, Problem
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, locale_text, module_text, packet_text, riverside_files

PacketOf = Callable[..., Packet]

WRITE_IN = "- {kind: write-in}"


def other_module(name: str, sections: str = WRITE_IN, **lines: str) -> dict[str, str]:
    return {f"content/modules/{name}/en-US.yaml": module_text(sections, id=name, **lines)}


def problems_of(packet_of: PacketOf, files: Files, locale: str = "en-US") -> list[Problem]:
    with pytest.raises(HandoutsError) as caught:
        packet_of(files, locale)
    return list(caught.value.problems)


def test_a_packet_has_its_title_purpose_and_sheets_in_the_order_of_the_recipe(packet_of: PacketOf) -> None:
    packet = packet_of(
        {
            MODULE_FILE: module_text(WRITE_IN),
            **other_module("first"),
            **other_module("last"),
            PACKET_FILE: packet_text(modules="[first, our-ward, last]", title="{en-US: At the ward}", purpose="{en-US: It helps.}"),
        }
    )
    assert (plain_text(packet.title), plain_text(packet.purpose), packet.audience) == ("At the ward", "It helps.", "caregiver")
    assert [sheet.module for sheet in packet.sheets] == ["first", "our-ward", "last"]
    assert not packet.has_front


def test_the_front_module_comes_first(packet_of: PacketOf) -> None:
    packet = packet_of({MODULE_FILE: module_text(WRITE_IN), **other_module("alarm"), PACKET_FILE: packet_text(front="alarm")})
    assert [sheet.module for sheet in packet.sheets] == ["alarm", "our-ward"]
    assert packet.has_front


def test_a_front_module_with_nothing_for_the_reader_is_a_problem(packet_of: PacketOf) -> None:
    alarm = other_module("alarm", "- {kind: write-in, for: [hsct-candidate]}")
    [problem] = problems_of(packet_of, {MODULE_FILE: module_text(WRITE_IN), **alarm, PACKET_FILE: packet_text(front="alarm")})
    assert problem.message == "nothing here is for 'caregiver'"
    assert "alarm" in problem.place.path


def test_a_sheet_knows_its_version_its_file_and_who_supplied_it(packet_of: PacketOf) -> None:
    sheet = packet_of({MODULE_FILE: module_text(WRITE_IN, version='"1.2"')}).sheets[0]
    assert (sheet.module, sheet.version, sheet.origin) == ("our-ward", "1.2", "clinic")
    assert sheet.revised_on == date(2026, 11, 22)


def test_two_texts_that_differ_have_other_fingerprints(packet_of: PacketOf) -> None:
    packet = packet_of(
        {
            MODULE_FILE: module_text(WRITE_IN),
            **other_module("other"),
            **other_module("twin"),
            PACKET_FILE: packet_text(modules="[our-ward, other, twin]"),
        }
    )
    assert len({sheet.sha256 for sheet in packet.sheets}) == 3


@pytest.mark.parametrize(
    ("revised_on", "safety_critical", "review_due"),
    [
        (date(2026, 11, 22), "false", date(2028, 11, 22)),
        (date(2026, 11, 22), "true", date(2027, 11, 22)),
        (date(2026, 1, 1), "true", date(2027, 1, 1)),
        (date(2026, 12, 31), "true", date(2027, 12, 31)),
        (date(2026, 12, 31), "false", date(2028, 12, 31)),
        (date(2026, 1, 31), "false", date(2028, 1, 31)),
        (date(2028, 2, 29), "true", date(2029, 2, 28)),
        (date(2028, 2, 29), "false", date(2030, 2, 28)),
        (date(2027, 2, 28), "true", date(2028, 2, 28)),
        (date(2026, 4, 30), "true", date(2027, 4, 30)),
    ],
)
def test_a_text_is_due_for_review_after_two_years_or_after_one_when_safety_depends_on_it(
    revised_on: date, safety_critical: str, review_due: date, sheet_of: Callable[..., Sheet]
) -> None:
    sheet = sheet_of(WRITE_IN, revised_on=str(revised_on), safety_critical=safety_critical)
    assert sheet.review_due == review_due


def test_a_packet_is_due_with_the_first_of_its_sheets_and_as_new_as_its_last(packet_of: PacketOf, today: date) -> None:
    packet = packet_of(
        {
            MODULE_FILE: module_text(WRITE_IN, revised_on=str(today)),
            **other_module("old", revised_on="2025-03-01"),
            **other_module("safety", revised_on="2026-01-15", safety_critical="true"),
            PACKET_FILE: packet_text(modules="[our-ward, old, safety]"),
        }
    )
    assert packet.review_due == date(2027, 1, 15)
    assert packet.revised_on == today


def test_a_missing_value_of_the_clinic_is_told_once_for_the_whole_packet(packet_of: PacketOf) -> None:
    call = "- {kind: paragraph, text: 'Call {clinic.phone_day} or {clinic.phone_24h}'}"
    packet = packet_of(
        {
            "clinic.yaml": "name: Riverside\n",
            MODULE_FILE: module_text(call),
            **other_module("second", call),
            PACKET_FILE: packet_text(modules="[our-ward, second]"),
        }
    )
    assert packet.missing == ("phone_day", "phone_24h")


def test_an_unknown_packet_is_a_problem_that_names_the_nearest(riverside: Callable[[Files], Library]) -> None:
    library = riverside({PACKET_FILE: packet_text(), MODULE_FILE: module_text(WRITE_IN)})
    with pytest.raises(HandoutsError) as caught:
        assemble(library, "our-paket", "en-US")
    [problem] = caught.value.problems
    assert problem.place.path == "our-paket"
    assert "no such packet" in problem.message
    assert problem.hint == "did you mean 'our-packet'?"


def test_an_unknown_locale_is_a_problem(packet_of: PacketOf) -> None:
    [problem] = problems_of(packet_of, {MODULE_FILE: module_text(WRITE_IN)}, "en-UK")
    assert (problem.place.path, problem.message) == ("en-UK", "there is no such locale")
    assert "en-US" in problem.hint


def test_every_missing_translation_is_told_and_nothing_falls_back(packet_of: PacketOf) -> None:
    files = {
        "content/locales/es-US.yaml": locale_text("es-US"),
        "content/audiences/visitor.yaml": "id: visitor\nname: {en-US: people who visit}\n",
        MODULE_FILE: module_text(WRITE_IN, audiences="[visitor]"),
        **other_module("second", audiences="[visitor]"),
        "content/modules/second/es-US.yaml": module_text(WRITE_IN, id="second", audiences="[visitor]"),
        PACKET_FILE: packet_text(modules="[our-ward, second]", audience="visitor"),
    }
    problems = problems_of(packet_of, files, "es-US")
    assert [(problem.place.path.rpartition("content/")[2], problem.place.line, problem.message) for problem in problems] == [
        ("audiences/visitor.yaml", 2, "the name has no words for es-US"),
        ("packets/our-packet.yaml", 2, "the title has no words for es-US"),
        ("packets/our-packet.yaml", 3, "the purpose has no words for es-US"),
        ("packets/our-packet.yaml", 6, "the module 'our-ward' has no es-US text"),
    ]
    assert all("translate it" in problem.hint for problem in problems)
    assert len(packet_of(files, "en-US").sheets) == 2


def test_a_module_written_for_others_is_a_problem_of_the_recipe(packet_of: PacketOf) -> None:
    [problem] = problems_of(packet_of, {MODULE_FILE: module_text(WRITE_IN, audiences="[hsct-candidate]")})
    assert problem.place.path.endswith(PACKET_FILE)
    assert (problem.place.line, problem.place.column) == (6, 11)
    assert problem.message == "the module 'our-ward' is not written for 'caregiver'"


def test_a_module_with_nothing_for_its_reader_is_a_problem_of_the_module(packet_of: PacketOf) -> None:
    [problem] = problems_of(packet_of, {MODULE_FILE: module_text("- {kind: write-in, for: [hsct-candidate]}")})
    assert problem.place.path.endswith(MODULE_FILE)
    assert problem.message == "nothing here is for 'caregiver'"


def test_a_module_is_listed_once(packet_of: PacketOf) -> None:
    [problem] = problems_of(packet_of, {MODULE_FILE: module_text(WRITE_IN), PACKET_FILE: packet_text(modules="[our-ward, our-ward]")})
    assert problem.message == "our-ward is listed more than once"


@pytest.mark.parametrize("fact", ["Rest [@our-rest]", "{term:rigor}", "{chance:our-deaths.hill} [@our-deaths]"])
def test_title_and_purpose_of_a_packet_state_no_fact(fact: str, packet_of: PacketOf) -> None:
    recipe = packet_text(purpose=f"{{en-US: '{fact}'}}")
    [problem] = problems_of(packet_of, {MODULE_FILE: module_text(WRITE_IN), PACKET_FILE: recipe})
    assert problem.message == "a packet's title and purpose have no source list"


def test_the_problems_of_all_sheets_are_told_together(packet_of: PacketOf) -> None:
    short = "- {kind: timeline, stages: [{when: Day 1, title: In}, {when: Day 9, title: Out, not_for: [caregiver]}]}"
    problems = problems_of(
        packet_of,
        {MODULE_FILE: module_text(short), **other_module("second", short), PACKET_FILE: packet_text(modules="[our-ward, second]")},
    )
    assert [problem.place.path.split("/")[-2] for problem in problems] == ["our-ward", "second"]


def test_the_claims_of_the_clinic_are_there_to_fill_in_from(packet_of: PacketOf) -> None:
    assert "our-rest" in riverside_files()["content/evidence/claims/riverside.yaml"]
    packet = packet_of({MODULE_FILE: module_text(WRITE_IN)})
    assert {"our-rest", "our-fever"} <= packet.reader.claims.keys()
