"""ST: titles, headings, lists, length, order, and what was left to fill in."""

from __future__ import annotations

import pytest

from tests.checks.told import LibraryFrom, reader, said, told
from tests.clinics import MODULE_FILE, Files, module_text

REST = "- {kind: paragraph, text: Rest well.}\n"


def items(count: int, words: int = 2) -> str:
    return f"[{', '.join(' '.join(['wash'] * words) for _ in range(count))}]"


# ST-01


def test_a_title_of_13_words_is_too_long_and_one_of_12_is_not(riverside: LibraryFrom) -> None:
    eleven = "What do we do on the first day at home after"
    assert told(riverside, "ST-01", REST, title=f"{eleven} it") == []
    [problem] = told(riverside, "ST-01", REST, title=f"{eleven} the stay")
    assert problem.message == "the title has 13 words; 12 are enough"
    assert (problem.place.line, problem.severity) == (2, "error")


def test_a_main_message_may_have_three_sentences_and_45_words(riverside: LibraryFrom) -> None:
    fifteen = "We wash our hands and you wash your hands before you come in to see us"
    assert told(riverside, "ST-01", REST, main_message=f"{fifteen[:-3]}. " * 3) == []
    assert said(told(riverside, "ST-01", REST, main_message=f"{fifteen}. {fifteen}. {fifteen}.")) == [
        "the main message has 48 words; the most is 45"
    ]


def test_sources_are_not_words_of_a_message(riverside: LibraryFrom) -> None:
    assert told(riverside, "ST-01", REST, main_message=f"{'rest ' * 44}well [@our-rest] [@our-fever].") == []


def test_each_reader_has_a_message_of_their_own(riverside: LibraryFrom) -> None:
    message = '{hsct-candidate: "Rest. Eat. Drink. Sleep.", default: "Rest."}'
    [problem] = told(riverside, "ST-01", REST, main_message=message, audiences="[caregiver, hsct-candidate]")
    assert problem.place.column == len("main_message: {hsct-candidate: ") + 1


# ST-02

TO_THE_POINT = reader(required_kinds="[key-points]")
POINTS = "- {kind: key-points, items: [Rest., Eat., Drink.]}\n"
CALL = "- {kind: call, tier: urgent, signs: [Shaking]}\n"


def about_order(riverside: LibraryFrom, modules: str, readers: Files = TO_THE_POINT, **recipe: str) -> list[str]:
    """What ST-02 says of a packet of the modules "points", "call" and "rest", named after what they hold."""
    held = {"points": POINTS, "call": CALL, "rest": REST}
    files = {f"content/modules/{name}/en-US.yaml": module_text(sections, id=name) for name, sections in held.items()}
    return said(told(riverside, "ST-02", REST, files={**readers, **files}, packet={"layout": "sheets", "modules": modules, **recipe}))


def test_key_points_stand_on_the_first_sheet(riverside: LibraryFrom) -> None:
    assert about_order(riverside, "[points, rest]") == []
    assert about_order(riverside, "[rest, points]") == ["the key points, in 'points', stand on sheet 2"]


def test_only_a_front_sheet_that_says_when_to_call_may_stand_before_them(riverside: LibraryFrom) -> None:
    assert about_order(riverside, "[points, rest]", front="call") == []
    assert about_order(riverside, "[points]", front="rest") == ["the key points, in 'points', stand on sheet 2"]
    assert about_order(riverside, "[rest, points]", front="call") == ["the key points, in 'points', stand on sheet 3"]
    assert about_order(riverside, "[call, points]") == ["the key points, in 'points', stand on sheet 2"]


def test_key_points_that_no_one_asks_for_may_stand_anywhere(riverside: LibraryFrom) -> None:
    assert about_order(riverside, "[rest, points]", readers={}) == []
    assert about_order(riverside, "[rest, points]", layout="flow") == []


@pytest.mark.parametrize(("count", "message"), [(2, ["there are 2 key points; readers keep 3 to 5"]), (3, []), (5, [])])
def test_there_are_three_to_five(count: int, message: list[str], riverside: LibraryFrom) -> None:
    assert said(told(riverside, "ST-02", f"- {{kind: key-points, items: {items(count)}}}")) == message


def test_a_point_of_16_words_is_too_long_at_its_own_place(riverside: LibraryFrom) -> None:
    sections = f"""
    - kind: key-points
      items:
        - {"rest " * 15}[@our-rest]
        - Eat.
        - default: {"rest " * 16}
          hsct-candidate: Rest.
    """
    [problem] = told(riverside, "ST-02", sections, audiences="[caregiver, hsct-candidate]")
    assert problem.message == "this key point has 16 words; the most is 15"
    assert (problem.place.path.endswith(MODULE_FILE), problem.place.line, problem.place.column) == (True, 12, 18)


def test_missing_key_points_are_told_under_this_rule(riverside: LibraryFrom) -> None:
    [message] = said(told(riverside, "ST-02", REST, files=TO_THE_POINT, packet={"layout": "sheets"}))
    assert message.startswith("the packet has no 'key-points' section")


# ST-03


def test_a_heading_of_11_words_is_a_warning(riverside: LibraryFrom) -> None:
    ten = "When can I go for a walk in the park"
    assert told(riverside, "ST-03", f"- {{kind: paragraph, title: {ten}, text: Soon.}}") == []
    [problem] = told(riverside, "ST-03", f"- {{kind: paragraph, title: {ten} again, text: Soon.}}")
    assert (problem.message, problem.severity) == ("the heading has 11 words; 10 are enough", "warning")


@pytest.mark.parametrize("heading", ["Overview", "BACKGROUND:", "More information"])
def test_a_label_is_no_heading(heading: str, riverside: LibraryFrom) -> None:
    sections = f"- {{kind: paragraph, title: '{heading}', text: Soon.}}"
    assert said(told(riverside, "ST-03", sections)) == [f"the heading '{heading}' does not say what the reader will find"]


def test_a_label_may_stand_in_a_heading_that_says_more(riverside: LibraryFrom) -> None:
    assert told(riverside, "ST-03", "- {kind: paragraph, title: What is in the background check?, text: Your heart.}") == []


def test_a_title_can_be_a_label_too(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "ST-03", REST, title="Introduction")
    assert problem.place.line == 2


def test_the_sentence_that_leads_into_the_signs_is_no_heading(riverside: LibraryFrom) -> None:
    title = "From the first day of treatment on, call for any one of these"
    assert told(riverside, "ST-03", f"- {{kind: call, tier: urgent, title: '{title}', signs: [Shaking]}}") == []


# ST-04


@pytest.mark.parametrize("kind", ["bullets", "steps", "checklist"])
def test_a_list_of_eight_is_too_long(kind: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "ST-04", f"- {{kind: {kind}, items: {items(7)}}}") == []
    [problem] = told(riverside, "ST-04", f"- {{kind: {kind}, items: {items(8)}}}")
    assert (problem.message, problem.severity) == ("this list has 8 items; readers keep up to 7", "error")
    assert (problem.place.line, problem.place.column) == (8, len(f"  - {{kind: {kind}, items: ") + 1)


def test_signs_known_and_choices_are_lists_too(riverside: LibraryFrom) -> None:
    assert len(told(riverside, "ST-04", f"- {{kind: call, tier: soon, signs: {items(8)}}}")) == 1
    assert len(told(riverside, "ST-04", f"- {{kind: known-unknown, known: {items(8)}, unknown: {items(8)}}}")) == 2
    options = f"{{name: A, what: B, good: {items(4)}, bad: {items(4)}}}"
    assert told(riverside, "ST-04", f"- {{kind: options, options: [{options}, {options}]}}") == []  # four lists of four, none of sixteen


def test_a_list_is_as_long_as_its_reader_gets_it(riverside: LibraryFrom) -> None:
    for_one = ", ".join("{text: Wash, for: [caregiver]}" for _ in range(7))
    for_other = ", ".join("{text: Wash, for: [hsct-candidate]}" for _ in range(7))
    sections = f"- {{kind: bullets, items: [{for_one}, {for_other}]}}"
    assert told(riverside, "ST-04", sections, audiences="[caregiver, hsct-candidate]") == []
    alone = "- {kind: bullets, items: [{text: Wash}, {text: Dry, for: [caregiver]}]}"
    assert said(told(riverside, "ST-04", alone, audiences="[caregiver, hsct-candidate]")) == ["this list has one item"]


@pytest.mark.parametrize("section", ["{kind: call, tier: soon, signs: [Shaking]}", "{kind: checklist, items: [Keys]}"])
def test_one_sign_and_one_box_to_tick_are_enough(section: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "ST-04", f"- {section}") == []


def test_six_items_of_more_than_a_line_are_a_warning_where_they_are_read_through(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "ST-04", f"- {{kind: bullets, items: {items(6, words=11)}}}")
    assert problem.severity == "warning"
    assert told(riverside, "ST-04", f"- {{kind: bullets, items: {items(6, words=10)}}}") == []
    assert told(riverside, "ST-04", f"- {{kind: bullets, items: {items(5, words=11)}}}") == []
    assert told(riverside, "ST-04", f"- {{kind: checklist, items: {items(6, words=11)}}}") == []
    assert told(riverside, "ST-04", f"- {{kind: call, tier: soon, signs: {items(6, words=11)}}}") == []


def test_one_long_item_does_not_make_a_long_list(riverside: LibraryFrom) -> None:
    def mixed(long: int) -> str:
        return f"- {{kind: bullets, items: [{', '.join(['wash ' * 11] * long + ['wash'] * (6 - long))}]}}"

    assert told(riverside, "ST-04", mixed(long=3)) == []
    assert len(told(riverside, "ST-04", mixed(long=4))) == 1


def test_questions_have_a_measure_of_their_own(riverside: LibraryFrom) -> None:
    assert told(riverside, "ST-04", f"- {{kind: questions, items: {items(12)}}}") == []


# ST-06


def test_300_words_are_counted_as_the_reader_gets_them(riverside: LibraryFrom) -> None:
    def paragraph(words: int) -> str:
        return f"- {{kind: paragraph, title: How?, text: {{default: '{'rest ' * words}', hsct-candidate: Rest.}}}}"

    around = 2 + 3 + 1  # the title "Our ward", the message "Ask us anything.", the heading
    assert told(riverside, "ST-06", paragraph(300 - around), audiences="[caregiver, hsct-candidate]") == []
    [problem] = told(riverside, "ST-06", paragraph(301 - around), audiences="[caregiver, hsct-candidate]")
    assert problem.message == "'caregiver' gets 301 words here; readers tire after 300"
    assert (problem.place.line, problem.severity) == (2, "warning")


def test_sources_meanings_and_the_words_behind_a_picture_are_not_counted(riverside: LibraryFrom) -> None:
    text = f"{'rest ' * 294}{{term:nadir}} [@our-rest]"  # two words of title, three of message, one of the term: 300
    assert told(riverside, "ST-06", f"- {{kind: paragraph, text: '{text}'}}") == []
    assert len(told(riverside, "ST-06", f"- {{kind: paragraph, text: '{text} now'}}")) == 1


# ST-07


@pytest.mark.parametrize("left", ["TBD", "XXX", "Lorem ipsum dolor"])
def test_what_was_left_to_fill_in_is_found_wherever_it_stands(left: str, riverside: LibraryFrom) -> None:
    assert len(told(riverside, "ST-07", f"- {{kind: paragraph, title: 'When? {left}', text: Soon.}}")) == 1
    assert len(told(riverside, "ST-07", REST, main_message=f"Call us at {left}.")) == 1


def test_it_is_found_at_its_line_and_column_in_a_folded_text(riverside: LibraryFrom) -> None:
    sections = """
    - kind: paragraph
      text: >-
        You can come any day between 2 and 8. Ring the
        bell at the door, and wait for TBD to open.
    """
    [problem] = told(riverside, "ST-07", sections)
    assert (problem.place.line, problem.place.column) == (11, 38)
    assert problem.severity == "error"


def test_a_line_to_write_on_is_meant_to_be_filled_in(riverside: LibraryFrom) -> None:
    assert told(riverside, "ST-07", "- {kind: paragraph, text: 'Call {clinic.phone_day}.'}\n- {kind: write-in, lines: 4}") == []
