"""What each reader gets of a module: conditions, wordings, and that what is left out leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handouts.library import Library
from handouts.packet import Packet, Sheet, assemble
from handouts.pieces import plain_text
from handouts.problems import HandoutsError
from tests.clinics import EVERYONE, MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, said

SheetOf = Callable[..., Sheet]


def kinds(sheet: Sheet) -> list[str]:
    return [section.kind for section in sheet.sections]


def items(sheet: Sheet) -> list[str]:
    """The texts of the one list on the sheet."""
    [section] = [section for section in sheet.sections if section.kind == "bullets"]
    return [plain_text(item.text) for item in section.items]


def readers_of(condition: str, sheet_of: SheetOf) -> list[str]:
    """Who gets the second item of a list when it stands under this condition."""
    sections = f"- kind: bullets\n  items:\n    - For everyone\n    - {{text: For some, {condition}}}"
    return [audience for audience in EVERYONE if "For some" in items(sheet_of(sections, audience))]


@pytest.mark.parametrize(
    ("condition", "readers"),
    [
        ("for: [newly-diagnosed, hsct-candidate, caregiver]", ["newly-diagnosed", "hsct-candidate", "caregiver"]),
        ("for: [caregiver]", ["caregiver"]),
        ("for: [newly-diagnosed, caregiver]", ["newly-diagnosed", "caregiver"]),
        ("not_for: [caregiver]", ["newly-diagnosed", "hsct-candidate"]),
        ("not_for: [newly-diagnosed, caregiver]", ["hsct-candidate"]),
        ("for: [caregiver, hsct-candidate], not_for: [caregiver]", ["hsct-candidate"]),
        ("for: [caregiver], not_for: [caregiver]", []),
        ("not_for: []", ["newly-diagnosed", "hsct-candidate", "caregiver"]),
    ],
)
def test_conditions_say_who_reads_a_part(condition: str, readers: list[str], sheet_of: SheetOf) -> None:
    assert readers_of(condition, sheet_of) == readers


@pytest.mark.parametrize(
    ("condition", "clinic", "printed"),
    [
        ("for_jurisdiction: [US]", "name: Riverside\n", True),  # nothing said: the country of the language, en-US
        ("for_jurisdiction: [US]", "jurisdiction: US\n", True),
        ("for_jurisdiction: [US]", "jurisdiction: GB\n", False),
        ("for_jurisdiction: [GB, IE]", "jurisdiction: IE\n", True),
        ("for_jurisdiction: [GB]", "name: Riverside\n", False),
        ("for_jurisdiction: []", "jurisdiction: GB\n", True),
        ("for: [newly-diagnosed], for_jurisdiction: [US]", "name: Riverside\n", False),
    ],
)
def test_what_holds_in_one_country_is_printed_there_alone(
    condition: str, clinic: str, printed: bool, packet_of: Callable[..., Packet]
) -> None:
    sections = f"- kind: bullets\n  items:\n    - For everyone\n    - {{text: For some, {condition}}}"
    packet = packet_of({MODULE_FILE: module_text(sections), "clinic.yaml": clinic})
    assert items(packet.sheets[0]) == ["For everyone", *(["For some"] if printed else [])]


def test_a_country_is_two_capital_letters(library_of: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError) as raised:
        library_of({MODULE_FILE: module_text("- {kind: paragraph, text: Hello., for_jurisdiction: [usa]}")})
    [problem] = said(raised.value, MODULE_FILE)
    assert "usa" in problem[2]


@pytest.mark.parametrize("audience", EVERYONE)
def test_a_text_without_conditions_is_for_everyone(audience: str, sheet_of: SheetOf) -> None:
    assert items(sheet_of("- {kind: bullets, items: [Wash your hands, Rest]}", audience)) == ["Wash your hands", "Rest"]


WORDINGS = """
- kind: bullets
  items:
    - Everyone reads this
    - default: You may feel tired
      caregiver: They may feel tired
    - newly-diagnosed: Ask about medicines
      hsct-candidate: Ask about the ward
    - text:
        default: Eat well
        caregiver: Cook well
      not_for: [newly-diagnosed]
    - text:
        hsct-candidate: Bring your list
        caregiver: Bring their list
      for: [caregiver, newly-diagnosed]
"""


@pytest.mark.parametrize(
    ("audience", "texts"),
    [
        ("newly-diagnosed", ["Everyone reads this", "You may feel tired", "Ask about medicines"]),
        ("hsct-candidate", ["Everyone reads this", "You may feel tired", "Ask about the ward", "Eat well"]),
        ("caregiver", ["Everyone reads this", "They may feel tired", "Cook well", "Bring their list"]),
    ],
)
def test_wordings_and_conditions_combine(audience: str, texts: list[str], sheet_of: SheetOf) -> None:
    assert items(sheet_of(WORDINGS, audience)) == texts


def test_title_and_main_message_have_wordings_too(sheet_of: SheetOf) -> None:
    lines = {"title": "{default: Your ward, caregiver: Their ward}", "main_message": "{default: Call us., caregiver: Call for them.}"}
    read = {audience: sheet_of("- {kind: write-in}", audience, **lines) for audience in ("hsct-candidate", "caregiver")}
    assert plain_text(read["hsct-candidate"].title) == "Your ward"
    assert plain_text(read["caregiver"].title) == "Their ward"
    assert plain_text(read["hsct-candidate"].main_message) == "Call us."
    assert plain_text(read["caregiver"].main_message) == "Call for them."


PRUNED = """
- kind: paragraph
  title: For those on the ward
  text: Watch for a {term:rigor} [@our-fever]. Call {clinic.phone_day}.
  covers: [medicines]
  for: [hsct-candidate]
- kind: bullets
  title: A list with nothing for some
  intro: Watch for the {term:nadir} [@our-hair].
  covers: [vaccines]
  items:
    - {text: "A {term:rigor} [@our-fever]", for: [hsct-candidate]}
    - {hsct-candidate: "Rest {chance:our-deaths.hill} [@our-deaths]"}
- kind: paragraph
  title: For all
  text: Look at the {term:blood-count} [@our-rest].
  covers: [fertility]
"""


def test_what_is_left_out_leaves_nothing_behind(sheet_of: SheetOf) -> None:
    sheet = sheet_of(PRUNED, "caregiver")
    assert [plain_text(section.title) for section in sheet.sections] == ["For all"]
    assert [term.term for term in sheet.terms] == ["blood tally"]
    assert [source.id for source in sheet.references] == ["hill-guide"]
    assert sheet.covers == {"fertility"}


def test_the_same_module_gives_the_other_reader_all_of_it(sheet_of: SheetOf) -> None:
    sheet = sheet_of(PRUNED, "hsct-candidate")
    assert [plain_text(section.title) for section in sheet.sections] == ["For those on the ward", "A list with nothing for some", "For all"]
    assert [term.term for term in sheet.terms] == ["rigor", "nadir", "blood tally"]
    assert [source.id for source in sheet.references] == ["harbor-trial", "hill-guide"]
    assert sheet.covers == {"medicines", "vaccines", "fertility"}


def test_a_number_only_others_read_is_not_missed(packet_of: Callable[..., Packet]) -> None:
    files = {MODULE_FILE: module_text(PRUNED)}
    assert packet_of({**files, PACKET_FILE: packet_text(audience="hsct-candidate")}).missing == ("phone_day",)
    assert packet_of({**files, PACKET_FILE: packet_text(audience="caregiver")}).missing == ()


@pytest.mark.parametrize(
    ("key", "lines", "sections"),
    [
        ("title", {"title": "{hsct-candidate: Your ward}"}, "- {kind: write-in}"),
        ("main_message", {"main_message": "{hsct-candidate: Call us.}"}, "- {kind: write-in}"),
        ("sections", {}, "- {kind: write-in, for: [hsct-candidate]}"),
    ],
)
def test_a_listed_module_never_vanishes_in_silence(
    key: str, lines: dict[str, str], sections: str, packet_of: Callable[..., Packet]
) -> None:
    text = module_text(sections, **lines)
    with pytest.raises(HandoutsError) as caught:
        packet_of({MODULE_FILE: text})
    [(line, _, message)] = said(caught.value, MODULE_FILE)
    assert message == "nothing here is for 'caregiver'"
    assert line - text.splitlines().index(next(each for each in text.splitlines() if each.startswith(key))) in (1, 2)


TORN = {
    "one side of two": "- {kind: known-unknown, known: [{text: It helps, for: [hsct-candidate]}], unknown: [For how long]}",
    "a row with a hole": """
- kind: table
  title: Whom to call
  how_to_read: Find the time on the left.
  columns: [When, Whom]
  rows:
    - cells: [By day, {hsct-candidate: Your nurse}]
    - cells: [At night, The ward]
""",
    "good points without bad": """
- kind: options
  options:
    - {name: Wait, what: Do nothing yet., good: [No tablets], bad: [{text: More attacks, for: [hsct-candidate]}]}
    - {name: Go, what: Start now., good: [It is soon], bad: [It is hard]}
""",
}


@pytest.mark.parametrize("what", sorted(TORN))
def test_a_part_that_would_lose_half_of_itself_is_a_problem(what: str, packet_of: Callable[..., Packet]) -> None:
    with pytest.raises(HandoutsError) as caught:
        packet_of({MODULE_FILE: module_text(TORN[what])})
    assert {message for _, _, message in said(caught.value, MODULE_FILE)} == {"for 'caregiver' only a part of this is left"}


@pytest.mark.parametrize("what", sorted(TORN))
def test_its_other_reader_gets_the_whole_part(what: str, sheet_of: SheetOf) -> None:
    assert len(sheet_of(TORN[what], "hsct-candidate").sections) == 1


def test_a_heading_for_others_goes_and_the_text_stays(sheet_of: SheetOf) -> None:
    sections = "- {kind: paragraph, title: {hsct-candidate: For you}, text: Rest.}"
    assert sheet_of(sections, "caregiver").sections[0].title is None
    assert plain_text(sheet_of(sections, "hsct-candidate").sections[0].title) == "For you"


TOO_SHORT = {
    "options": """
- kind: options
  options:
    - {name: Wait, what: Do nothing yet., good: [No tablets], bad: [More attacks]}
    - {name: HSCT, what: A transplant., good: [Fewer attacks], bad: [Infections], for: [hsct-candidate]}
""",
    "stages": """
- kind: timeline
  stages:
    - {when: Week 1, title: You come in}
    - {when: Week 4, title: You go home, not_for: [caregiver]}
""",
    "chances": """
- kind: chance-comparison
  title: How many died?
  chances:
    - {claim: our-deaths.hill, label: In the Hill study}
    - {claim: our-deaths.hill, label: {hsct-candidate: In the Hill study again}}
""",
}


@pytest.mark.parametrize("field", sorted(TOO_SHORT))
def test_a_list_left_too_short_is_a_problem_at_its_place(field: str, packet_of: Callable[..., Packet]) -> None:
    text = module_text(TOO_SHORT[field])
    with pytest.raises(HandoutsError) as caught:
        packet_of({MODULE_FILE: text})
    first_entry = next(number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"{field}:") + 1
    assert said(caught.value) == [(first_entry, 7, "for 'caregiver' only a part of this is left")]
    assert caught.value.problems[0].place.path.endswith(MODULE_FILE)


@pytest.mark.parametrize("field", sorted(TOO_SHORT))
def test_the_same_list_is_long_enough_for_its_other_reader(field: str, sheet_of: SheetOf) -> None:
    [section] = sheet_of(TOO_SHORT[field], "hsct-candidate").sections
    assert len(getattr(section, field)) == 2


def test_one_reader_too_short_does_not_stop_the_other(riverside: Callable[[Files], Library]) -> None:
    library = riverside(
        {
            MODULE_FILE: module_text(TOO_SHORT["options"]),
            PACKET_FILE: packet_text(audience="hsct-candidate"),
            "content/packets/for-caregivers.yaml": packet_text(id="for-caregivers"),
        }
    )
    assert kinds(assemble(library, "our-packet", "en-US").sheets[0]) == ["options"]
    with pytest.raises(HandoutsError):
        assemble(library, "for-caregivers", "en-US")
