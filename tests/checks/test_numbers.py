"""NU-01: what stands behind each number."""

from __future__ import annotations

import pytest

from tests.checks.told import LibraryFrom, said, told
from tests.clinics import MODULE_FILE, translated

CLAIMS = """\
topic: stay
claims:
  - id: our-stay
    statement: Most people stay on the ward for three to four weeks, half of them in a room with 2 beds. Ask after 24 hours.
    certainty: high
    use: say
    sources: [hill-guide]
    measures:
      - {low: 100, high: 120, unit: minutes, who: "1,271 people seen from 2012 to 2019", time: the first month}
    chances:
      - {id: home, n: 30, of: 120, outcome: went home early, who: adults}
  - id: our-visits
    statement: People visit for 20 minutes (median). For 25 percent it is more.
    certainty: high
    use: say
    sources: [hill-guide]
"""
FILES = {"content/evidence/claims/stay.yaml": CLAIMS}


def about(riverside: LibraryFrom, sections: str, main_message: str = "Ask us anything.") -> list[str]:
    """What NU-01 says of a module, in a clinic with the claims above."""
    return said(told(riverside, "NU-01", sections, files=FILES, main_message=main_message))


def paragraph(text: str) -> str:
    return f"- {{kind: paragraph, text: '{text}'}}\n"


# A chance by hand


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It came to 3 of 120 people", "3 of 120 people"),
        ("It came to 3 out of the 120", "3 out of the 120"),
        ("It came to one in five", "one in five"),
        ("It came to 14 in every 100 of us", "14 in every 100 of us"),
        ("It came to two of three women", "two of three women"),
        ("It came to 2 per 1,000", "2 per 1,000"),
        ("It came to 13% of us", "13%"),
        ("It came to 13 percent", "13 percent"),
        ("Rub in a gel of 60% alcohol, says 40% of us", "40%"),
    ],
)
def test_a_chance_by_hand_is_found_in_every_form(text: str, words: str, riverside: LibraryFrom) -> None:
    # Cited or not: the claim has other numbers, and even its own would be drawn from it.
    assert f"'{words}' is a chance written by hand" in about(riverside, paragraph(f"{text}."))
    assert f"'{words}' is a chance written by hand" in about(riverside, paragraph(f"{text} [@our-stay]."))


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2012, in 2 places, and in one of two wards",
        "Do it on 5 of 7 days, for 2 of the 24 hours",
        "See page 2 of 4, and step 1 of 3",
        "It took 120 of 30 tries",
        "Rub in a gel of 60% alcohol",
    ],
)
def test_other_numbers_side_by_side_are_no_chance(text: str, riverside: LibraryFrom) -> None:
    assert [message for message in about(riverside, paragraph(f"{text} [@our-stay].")) if "by hand" in message] == []


def test_a_drawn_chance_is_not_by_hand(riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph("On our ward, {chance:our-fever} had a fever, and {rest:our-fever} had none [@our-fever].")) == []


# What a claim says


@pytest.mark.parametrize(
    "text",
    [
        "You stay 3 to 4 weeks",
        "Half of us stay in a room with 2 beds",
        "Ask after a day, or 24 hours",
        "There were 1,271 people, from 2012 to 2019",
        "It takes 100 minutes, and at most 2 hours",
        "Stay at least a month",
        "There were 120 people, and 90 went home later",
        "A quarter of them went home",
    ],
)
def test_a_number_the_claim_says_in_another_form_is_found_in_it(text: str, riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph(f"{text} [@our-stay].")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You stay 3 to 5 weeks", "3 to 5 weeks"),
        ("You stay 3 to 4 months", "3 to 4 months"),
        ("You stay four days", "four days"),
        ("A third of us stay", "A third of"),
        ("It began in 2013", "2013"),
        ("In a room with three beds", "three beds"),
        ("Stay at least a year", "a year"),
    ],
)
def test_a_number_the_claim_does_not_say_is_told(text: str, words: str, riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph(f"{text} [@our-stay].")) == [f"'{words}' is in none of the claims here: our-stay"]


def test_the_place_is_that_of_the_number_in_a_folded_text(riverside: LibraryFrom) -> None:
    text = """
        - kind: paragraph
          text: >-
            Most of our beds are in
            rooms with 15 or 5 beds, so
            pack little [@our-stay].
    """
    [problem] = told(riverside, "NU-01", text, files=FILES)
    assert problem.message == "'15 or 5 beds' is in none of the claims here: our-stay"
    assert (problem.place.line, problem.place.column, problem.severity) == (11, 18, "error")


def test_a_number_is_not_found_within_another(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-01", paragraph("See our page 15 days before, or 5 days [@our-visits]."), files=FILES)
    text = "  - {kind: paragraph, text: 'See our page 15 days before, or 5 days [@our-visits].'}"
    assert problem.place.column == text.index("5 days [@") + 1


def test_a_median_is_half_of_the_people_and_a_percentage_a_part_of_them(riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph("Half of us come for 20 minutes, and a quarter for longer [@our-visits].")) == []
    assert about(riverside, paragraph("A third come for longer [@our-visits].")) != []


def test_what_a_pairing_of_the_claim_asks_for_may_be_said_with_it(riverside: LibraryFrom) -> None:
    pairings = """\
pairings:
  - {id: P01, when: A, say: B, needs: [{what: C, says: {en-US: [first 3 months, up to a year]}}]}
  - {id: P02, when: A, say: In 6 months., needs: [{what: C, of: [our-visits], says: {en-US: [after 9 months]}}]}
"""
    paired = CLAIMS.replace("sources: [hill-guide]\n    measures", "sources: [hill-guide]\n    pairing: [P01, P02]\n    measures")
    files = {"content/evidence/claims/stay.yaml": paired, "content/evidence/pairings.yaml": pairings}
    text = "You stay for the first 3 months, up to a year, for 6 months, for 9 months [@our-stay]."
    assert said(told(riverside, "NU-01", paragraph(text), files=files)) == [
        "'6 months' is in none of the claims here: our-stay",
        "'9 months' is in none of the claims here: our-stay",
    ]


# Where nothing is cited


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wait 5 minutes", "5 minutes"),
        ("Wait five minutes", "five minutes"),
        ("Wait half an hour", "half an hour"),
        ("Bring 2 bags", "2 bags"),
        ("Three people may come", "Three people"),
        ("Half of us come", "Half of"),
        ("It begins on November 22, 2026", "November 22, 2026"),
    ],
)
def test_a_number_without_a_claim_is_told(text: str, words: str, riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph(f"{text}.")) == [f"no claim stands behind '{words}'"]


@pytest.mark.parametrize(
    "text",
    [
        "Call our 24-hour number on Day 0, or on Days -3 to -1",
        "Come at 8 am, from 2 to 4 p.m., or at 14:30",
        "Go to room 12 on floor 3, and ask at desk B4",
        "Two thoughts: one, rest; one day you will be home for a day",
        "Half-done is well done, and the second half is easy",
        "COVID-19 is a virus",
        "Call {clinic.phone_24h} at {clinic.fever} or {temp:39.5}",
    ],
)
def test_names_times_of_day_places_and_typed_values_need_no_claim(text: str, riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph(f"{text}.")) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [("In danger? Call 911", "{clinic.emergency_number}"), ("A fever is 38 °C", "{clinic.fever}"), ("Take 2 a day", "[@claim-id]")],
)
def test_what_to_do_depends_on_the_number(text: str, hint: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-01", paragraph(f"{text}."))
    assert hint in problem.hint


# What a text leans on


@pytest.mark.parametrize(
    "sections",
    [
        "- {kind: bullets, intro: 'We ask of you [@our-visits]:', items: [Stay for 20 minutes., Wash.]}",
        "- {kind: bullets, title: '20 minutes', items: ['Come [@our-visits].', Wash.]}",
        "- {kind: actions, items: [{do: Stay 20 minutes., why: 'It is short [@our-visits].'}]}",
        "- {kind: call, tier: urgent, signs: ['Shaking for 20 minutes'], do_not: 'Do not wait [@our-visits].'}",
        "- {kind: timeline, stages: [{when: 20 minutes, title: Come}, {when: Then, title: Go, text: 'Go [@our-visits].'}]}",
        "- {kind: table, title: T, how_to_read: 'Read [@our-visits].', columns: [A, B], rows: [{cells: [Stay, 20 minutes]}]}",
    ],
)
def test_a_text_leans_on_what_stands_with_it(sections: str, riverside: LibraryFrom) -> None:
    assert about(riverside, sections) == []
    assert about(riverside, sections.replace("20 minutes", "25 minutes")) != []


@pytest.mark.parametrize(
    "sections",
    [
        "- {kind: bullets, items: [Stay for 20 minutes., 'Wash [@our-visits].']}",
        "- {kind: actions, items: [{do: Stay 20 minutes.}, {do: 'Wash [@our-visits].'}]}",
        "- {kind: paragraph, text: Stay 20 minutes.}\n- {kind: paragraph, text: 'Wash [@our-visits].'}",
    ],
)
def test_an_entry_does_not_lean_on_the_next(sections: str, riverside: LibraryFrom) -> None:
    assert about(riverside, sections) == ["no claim stands behind '20 minutes'"]


def test_the_message_of_a_sheet_stands_alone(riverside: LibraryFrom) -> None:
    assert about(riverside, paragraph("Stay 20 minutes [@our-visits]."), main_message="Stay 20 minutes.") == [
        "no claim stands behind '20 minutes'"
    ]


# How many entries a list has


@pytest.mark.parametrize("number", ["3", "three"])
def test_the_heading_and_the_intro_of_a_list_may_count_it(number: str, riverside: LibraryFrom) -> None:
    assert (
        about(riverside, f"- {{kind: checklist, title: '{number} people to ask', intro: Ask these {number} people, items: [A, B, C]}}")
        == []
    )


def test_a_wrong_count_of_a_list_is_told_with_the_right_one(riverside: LibraryFrom) -> None:
    listed = "- {kind: bullets, intro: 'Here are 3 harms:', items: [A, {text: B, not_for: [caregiver]}, C]}"
    [problem] = told(riverside, "NU-01", listed)
    assert problem.message == "no claim stands behind '3 harms'"
    assert "the list has 2 entries for these readers" in problem.hint


def test_a_time_is_never_the_count_of_a_list(riverside: LibraryFrom) -> None:
    assert about(riverside, "- {kind: bullets, intro: 'Do this for 3 days:', items: [A, B, C]}") == ["no claim stands behind '3 days'"]


# Meanings of words, and other languages


def test_the_meaning_of_a_word_holds_no_number(riverside: LibraryFrom) -> None:
    glossary = """\
terms:
  - {id: rigor, term: rigor, plain: "Hard shaking at {clinic.fever} for 10 minutes."}
  - {id: nadir, term: nadir, plain: "The low days, at {clinic.fever}."}
"""
    files = {**FILES, "content/glossary/en-US.yaml": glossary}
    [problem] = told(riverside, "NU-01", paragraph("A {term:rigor} in the {term:nadir}."), files=files)
    assert problem.message == "the meaning of 'rigor' holds '10 minutes', and no claim stands behind it"
    assert problem.place.path.endswith(MODULE_FILE)


def test_in_another_language_the_digits_are_looked_at(riverside: LibraryFrom) -> None:
    files = {**FILES, **translated("es-ES", paragraph("Dura 5 semanas. Vienen tres. Son 3 of 10. Uno in once. [@our-stay]"))}
    problems = told(
        riverside, "NU-01", paragraph("Rest."), files=files, packet={"audience": "visitor", "title": "{es-ES: A}", "purpose": "{es-ES: B}"}
    )
    assert said(problems) == ["'5 semanas' is in none of the claims here: our-stay", "'3 of 10' is a chance written by hand"]
