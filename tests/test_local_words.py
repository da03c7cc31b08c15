"""What a clinic words itself, and what holds in one country: plain, free of anything personal, signed, and never lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from handouts.checks import Permit, check_packet
from handouts.library import Library
from handouts.packet import Packet, assemble
from handouts.problems import HandoutsError, Problem
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, said

USES = {MODULE_FILE: module_text("- {kind: paragraph, text: 'Ask us. {local:who-pays}'}"), PACKET_FILE: packet_text()}


@pytest.fixture
def problems_with(library_of: Callable[[Files], Library], today: date) -> Callable[[str], list[Problem]]:
    def problems(sentence: str) -> list[Problem]:
        library = library_of({**USES, "clinic.yaml": f"phone_24h: 555-0100\nlocal: {{who-pays: {{en-US: '{sentence}'}}}}\n"})
        return list(check_packet(library, assemble(library, "our-packet", "en-US"), Permit(today)))

    return problems


@pytest.mark.parametrize("sentence", ["She was born on 03/14/1971.", "Write to ann.adler@example.org for it.", "Call 617-555-0199 for it."])
def test_a_sentence_of_the_clinic_holds_nothing_about_a_person(sentence: str, problems_with: Callable[[str], list[Problem]]) -> None:
    [problem] = [problem for problem in problems_with(sentence) if problem.rule == "PV-02"]
    assert problem.severity == "error"
    assert problem.place.path.endswith("clinic.yaml")
    assert "who-pays" in problem.message
    assert not any(word in str(problem) for word in ("1971", "adler", "0199"))


def test_the_clinics_own_number_may_stand_in_its_sentence(problems_with: Callable[[str], list[Problem]]) -> None:
    assert [problem for problem in problems_with("Call 555-0100 and ask us who pays.") if problem.rule.startswith("PV")] == []


@pytest.mark.parametrize("sentence", ["Ask us **now**.", "Call {clinic.phone_24h}.", "We pay [@our-hair]."])
def test_a_sentence_of_the_clinic_is_plain_words(sentence: str, library_of: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError) as raised:
        library_of({**USES, "clinic.yaml": f"local: {{who-pays: {{en-US: '{sentence}'}}}}\n"})
    [(line, _, message)] = said(raised.value, "clinic.yaml")
    assert line == 1
    assert "has no meaning here and would print as it is" in message


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({PACKET_FILE: packet_text(title="{en-US: 'Ours. {local:who-pays}'}")}, PACKET_FILE),
        ({"content/glossary/en-US.yaml": "terms: [{id: ours, term: ours, plain: '{local:who-pays}'}]\n"}, "content/glossary/en-US.yaml"),
    ],
)
def test_titles_and_meanings_are_the_same_everywhere(files: Files, name: str, library_of: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError) as raised:
        library_of({**USES, **files})
    assert [message for _, _, message in said(raised.value, name)] == ["a sentence that differs from place to place has no place here"]


@pytest.mark.parametrize("where", ["clinic", "module"])
def test_uk_is_not_a_code_and_would_print_nowhere(where: str, library_of: Callable[[Files], Library]) -> None:
    part = module_text("- {kind: paragraph, text: Hello., for_jurisdiction: [UK]}")
    files: Files = {"clinic.yaml": "jurisdiction: UK\n"} if where == "clinic" else {MODULE_FILE: part}
    with pytest.raises(HandoutsError) as raised:
        library_of({**USES, **files})
    [problem] = raised.value.problems
    assert (problem.message, problem.hint) == ("'UK' is not the code of a country", "write GB, its code in ISO 3166")


def test_what_a_packet_is_part_of_is_signed_with_it(packet_of: Callable[..., Packet]) -> None:
    whole = {"content/packets/whole.yaml": packet_text(id="whole", title="{en-US: The whole}")}
    apart = packet_of({**whole, MODULE_FILE: USES[MODULE_FILE]})
    part = packet_of({**whole, MODULE_FILE: USES[MODULE_FILE], PACKET_FILE: packet_text(part_of="whole")})
    assert part.edition.sha256 != apart.edition.sha256
    renamed = {"content/packets/whole.yaml": packet_text(id="whole", title="{en-US: All of it}")}
    other = packet_of({**renamed, MODULE_FILE: USES[MODULE_FILE], PACKET_FILE: packet_text(part_of="whole")})
    assert other.edition.sha256 != part.edition.sha256


@pytest.mark.parametrize(
    ("whole", "part_of"),
    [
        ({}, "our-packet"),  # itself
        ({"content/packets/whole.yaml": packet_text(id="whole", audience="hsct-candidate")}, "whole"),  # other readers
    ],
)
def test_a_packet_is_part_of_a_whole_one_for_the_same_readers(whole: Files, part_of: str, packet_of: Callable[..., Packet]) -> None:
    with pytest.raises(HandoutsError) as raised:
        packet_of({**whole, MODULE_FILE: USES[MODULE_FILE], PACKET_FILE: packet_text(part_of=part_of)})
    [problem] = raised.value.problems
    assert "is not the whole packet of these readers" in problem.message


FIGURE = """
- kind: figure
  title: The line
  image: the-line.svg
  alt: A thin tube.
  caption: It stays in.
  how_to_read: Start at the top.
  labels: [Where it goes in., {hsct-candidate: The clamp.}, Where it ends.]
"""


def test_the_numbers_of_a_drawing_keep_their_meaning(packet_of: Callable[..., Packet]) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    with pytest.raises(HandoutsError) as raised:
        packet_of({MODULE_FILE: module_text(FIGURE), "content/images/the-line.svg": drawing})
    assert "only a part of this is left" in str(raised.value)


def test_a_side_of_a_card_says_something(library_of: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError) as raised:
        library_of({MODULE_FILE: module_text("- {kind: card, title: A card, faces: [{title: Empty}]}")})
    assert [message for _, _, message in said(raised.value, MODULE_FILE)] == ["a side of this card has only a title"]
