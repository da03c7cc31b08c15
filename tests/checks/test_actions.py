"""AC: what to do, when to get help, and what reader and nurse talk about."""

from __future__ import annotations

import pytest

from tests.checks.told import LibraryFrom, reader, said, told
from tests.clinics import MODULE_FILE, module_text

WHOLE = {"layout": "sheets"}
READERS = "[caregiver, hsct-candidate]"


def action(do: str, more: str = "") -> str:
    return f"- {{kind: actions, items: [{{do: '{do}'{more}}}]}}"


def steps(*items: str) -> str:
    return f"- {{kind: steps, items: [{', '.join(repr(item) for item in items)}]}}"


# AC-01


@pytest.mark.parametrize(
    "do",
    [
        "Rest after lunch.",
        "If you smoke, ask for help to stop.",
        "Were you harmed? Tell your doctor.",
        "Always wash your hands.",
        "Ask your doctor: Which group is most like me?",
        "{term:nadir|Rest} well.",
        "Ask what the patient should eat.",
    ],
)
def test_an_action_may_start_after_a_condition_or_a_question(do: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-01", action(do)) == []


def test_a_verb_that_is_not_in_the_list_stops_no_one(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "AC-01", action("Moisturize your skin each night."))
    assert problem.message == "this action does not start with a verb: 'Moisturize your skin each …'"
    assert problem.severity == "warning"
    assert "action_verbs" in problem.hint


def test_advice_about_others_is_an_error_wherever_it_stands_in_an_action(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "AC-01", action("Rest after lunch.", ", how: 'In the afternoon, patients should lie down.'"))
    assert (problem.message, problem.severity) == ("'patients should' is not said to the reader", "error")
    assert problem.place.column == len("  - {kind: actions, items: [{do: 'Rest after lunch.', how: 'In the afternoon, ") + 1


def test_outside_of_actions_one_may_speak_of_patients(riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-01", "- {kind: paragraph, text: Most guides say that patients should rest.}") == []


def test_a_packet_without_any_action_is_told_once(riverside: LibraryFrom) -> None:
    rest = "- {kind: paragraph, text: Rest.}"
    [problem] = told(riverside, "AC-01", rest, files=reader(required_kinds="[actions]"), packet=WHOLE)
    assert (problem.message, problem.severity) == ("the packet has no 'actions' section, which every packet for 'caregiver' needs", "error")


# AC-02


def test_a_step_of_21_words_is_too_long(riverside: LibraryFrom) -> None:
    twenty = "Wash " + " ".join(["well"] * 19)
    assert told(riverside, "AC-02", steps(twenty, "Dry.")) == []
    [problem] = told(riverside, "AC-02", steps(f"{twenty} again", "Dry."))
    assert (problem.message, problem.severity) == ("this step has 21 words; the most is 20", "warning")
    assert len(told(riverside, "AC-02", action(f"{twenty} again"))) == 1


@pytest.mark.parametrize("step", ["Wash your hands. Dry them.", "Wash your hands, dry them.", "Wash your hands and then dry them."])
def test_two_verbs_are_two_steps(step: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "AC-02", steps(step, "Ask."))
    assert problem.message.lower() == "this is more than one step: 'wash' and 'dry'"


@pytest.mark.parametrize("step", ["Keep it clean and dry.", "Pack a book, a drink and a phone.", "Before you eat, wash your hands."])
def test_one_verb_is_one_step(step: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-02", steps(step, "Ask.")) == []


def test_a_step_that_says_what_happens_stands_out_among_steps_that_say_what_to_do(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "AC-02", steps("Wash your hands.", "The nurse comes."))
    assert problem.message == "this step does not start with a verb: 'The nurse comes.'"


def test_steps_that_all_say_what_happens_are_not_for_the_reader_to_do(riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-02", steps("The team collects your cells.", "The nurse gives them back.")) == []


# AC-03

EMERGENCY = "- {kind: call, tier: emergency, signs: [Trouble breathing], say: I had a transplant.}\n"
URGENT = "- {kind: call, tier: urgent, signs: [Shaking]}\n"
AT_ONCE = reader(required_kinds="[call]", front_kinds="[call]")
IN_TIME = reader(required_kinds="[call]")


@pytest.mark.parametrize(
    ("signs", "word"), [("A fever", "fever"), ("A high temperature", "temperature"), ("Chills and a FEVER at night", "FEVER")]
)
def test_a_fever_without_its_value_is_found_at_the_word(signs: str, word: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "AC-03", f"- {{kind: call, tier: urgent, signs: [Shaking, {signs}]}}")
    assert problem.message == f"'{word}' has no value: from which temperature on?"
    assert problem.place.column == len("  - {kind: call, tier: urgent, signs: [Shaking, ") + signs.index(word) + 1


@pytest.mark.parametrize(
    "signs",
    [
        "'A temperature of {clinic.fever} or higher'",
        "'A fever: {temp:38.0} or higher'",
        "'A temperature below {clinic.low_temperature} and feeling unwell'",
        "'A temperature of {clinic.fever} or higher', 'Feeling very unwell, even with no fever'",
        "'Shaking'",
    ],
)
def test_a_value_is_the_clinics_or_is_printed_on_both_scales(signs: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-03", f"- {{kind: call, tier: urgent, signs: [{signs}]}}") == []


def test_the_low_limit_does_not_say_what_a_fever_is(riverside: LibraryFrom) -> None:
    signs = "'A fever', 'A temperature below {clinic.low_temperature}'"
    assert len(told(riverside, "AC-03", f"- {{kind: call, tier: urgent, signs: [{signs}]}}")) == 1


def test_a_number_written_by_hand_is_no_value(riverside: LibraryFrom) -> None:
    assert len(told(riverside, "AC-03", "- {kind: call, tier: urgent, signs: [A temperature of 38 or higher]}")) == 1


def whole(riverside: LibraryFrom, sections: str, files: dict[str, str], **packet: str) -> list[str]:
    return said(told(riverside, "AC-03", sections, files=files, packet={**WHOLE, **packet}))


def test_who_must_call_at_once_finds_both_numbers_and_what_to_say(riverside: LibraryFrom) -> None:
    assert whole(riverside, EMERGENCY + URGENT, AT_ONCE) == []
    assert whole(riverside, URGENT, AT_ONCE) == [
        "nothing says what to tell the person who answers",
        "nothing says when to call an ambulance",
    ]
    assert whole(riverside, EMERGENCY, AT_ONCE) == ["nothing says when to call the clinic"]


def test_they_stand_together_on_page_1(riverside: LibraryFrom) -> None:
    alarm = {"content/modules/alarm/en-US.yaml": module_text(URGENT, id="alarm")}
    assert len(whole(riverside, EMERGENCY, {**AT_ONCE, **alarm}, front="alarm")) == 2
    alarm = {"content/modules/alarm/en-US.yaml": module_text(EMERGENCY + URGENT, id="alarm")}
    assert whole(riverside, URGENT, {**AT_ONCE, **alarm}, front="alarm") == []


def test_a_tier_for_other_readers_does_not_count(riverside: LibraryFrom) -> None:
    ambulance = EMERGENCY.replace("signs", "for: [hsct-candidate], signs")
    found = told(riverside, "AC-03", ambulance + URGENT, files=AT_ONCE, packet=WHOLE, audiences=READERS)
    assert "nothing says when to call an ambulance" in said(found)


def test_who_need_not_call_at_once_still_finds_the_emergency_number(riverside: LibraryFrom) -> None:
    assert whole(riverside, URGENT, IN_TIME) == ["no box says what to do when no one answers"]
    assert whole(riverside, URGENT.replace("Shaking", "'No answer? Call {clinic.emergency_number}'"), IN_TIME) == []
    assert whole(riverside, EMERGENCY, IN_TIME) == []


def test_a_packet_without_a_box_is_told_that_and_no_more(riverside: LibraryFrom) -> None:
    [message] = whole(riverside, "- {kind: paragraph, text: Rest.}", AT_ONCE)
    assert message.startswith("the packet has no 'call' section")


def test_a_short_hand_out_need_not_say_it_all(riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-03", URGENT, files=AT_ONCE) == []


# AC-04


@pytest.mark.parametrize("kind", ["checklist", "log"])
def test_a_tool_that_is_missing_is_told_under_this_rule(kind: str, riverside: LibraryFrom) -> None:
    tools = "- {kind: checklist, items: [Keys]}\n- {kind: log, title: Temperature, columns: [Day, Value]}\n"
    files = reader(required_kinds=f"[{kind}]")
    assert told(riverside, "AC-04", tools, files=files, packet=WHOLE) == []
    other = "".join(line for line in tools.splitlines(keepends=True) if kind not in line)
    [problem] = told(riverside, "AC-04", other, files=files, packet=WHOLE)
    assert problem.message.startswith(f"the packet has no '{kind}' section")


# AC-05


def prompts(*texts: str) -> str:
    return f"- {{kind: teach-back, items: [{', '.join(repr(text) for text in texts)}]}}"


OPEN = ("Tell me when you would call.", "What is your plan if you get a cold?", "How do you keep germs away?")


@pytest.mark.parametrize(("count", "told_so"), [(2, True), (3, False), (5, False), (6, True)])
def test_there_are_three_to_five_prompts(count: int, told_so: bool, riverside: LibraryFrom) -> None:
    found = told(riverside, "AC-05", prompts(*(OPEN * 2)[:count]))
    assert said(found) == ([f"'caregiver' gets {count} prompts here; 3 to 5 show what was understood"] if told_so else [])


def test_prompts_are_counted_for_each_reader(riverside: LibraryFrom) -> None:
    items = ", ".join(f"{{text: Tell me more., for: [{audience}]}}" for audience in ("caregiver", "hsct-candidate") for _ in range(3))
    both = {
        "content/packets/other.yaml": "id: other\ntitle: {en-US: B}\npurpose: {en-US: C}\naudience: hsct-candidate\nmodules: [our-ward]\n"
    }
    assert told(riverside, "AC-05", f"- {{kind: teach-back, items: [{items}]}}", audiences=READERS, files=both) == []
    one_less = items.replace("{text: Tell me more., for: [hsct-candidate]}, ", "", 1)
    found = told(riverside, "AC-05", f"- {{kind: teach-back, items: [{one_less}]}}", audiences=READERS, files=both)
    assert said(found) == ["'hsct-candidate' gets 2 prompts here; 3 to 5 show what was understood"]


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("Would you call us?", "Would you call us?"),
        ("You see red spots. Do you call?", "Do you call?"),
        ("Tell me the plan. Is that clear?", "Is that clear"),
        ("Do you understand when to call?", "Do you understand"),
    ],
)
def test_a_yes_or_no_question_tests_no_teaching(prompt: str, words: str, riverside: LibraryFrom) -> None:
    items = "\n".join(f"    - {text}" for text in (*OPEN, prompt))
    [problem] = told(riverside, "AC-05", f"- kind: teach-back\n  items:\n{items}")
    assert problem.message == f"a yes or a no answers '{words}'"
    assert (problem.place.line, problem.place.column) == (13, len("      - ") + prompt.index(words) + 1)


@pytest.mark.parametrize(
    "prompt", ["Will is our nurse. What will you ask her?", "Tell me when you would call. When would you call an ambulance?"]
)
def test_an_open_prompt_is_fine(prompt: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-05", prompts(*OPEN, prompt)) == []


# AC-06

ASK = reader(required_kinds="[questions]")


def question_list(count: int, lines: int = 1, intro: str = "intro: Your team wants you to ask., ") -> str:
    return f"- {{kind: questions, {intro}lines: {lines}, items: [{', '.join(['Why'] * count)}]}}\n"


def lacking(riverside: LibraryFrom, sections: str) -> list[str]:
    return said(told(riverside, "AC-06", sections, files=ASK, packet=WHOLE))


@pytest.mark.parametrize("count", [4, 13])
def test_a_list_has_5_to_12_questions(count: int, riverside: LibraryFrom) -> None:
    assert lacking(riverside, question_list(5)) == lacking(riverside, question_list(12)) == []
    assert lacking(riverside, question_list(count)) == [f"'caregiver' gets {count} questions here; 5 to 12 help most"]


def test_short_lists_may_stand_beside_the_long_one(riverside: LibraryFrom) -> None:
    assert lacking(riverside, question_list(2, lines=0, intro="") + question_list(6)) == []


def test_lines_to_write_on_may_stand_below_the_list(riverside: LibraryFrom) -> None:
    assert lacking(riverside, question_list(5, lines=0)) == ["there are 0 lines to write on; it takes 4"]
    assert lacking(riverside, question_list(5, lines=0) + "- {kind: write-in, lines: 4}") == []


def test_what_the_list_lacks_is_a_warning_in_the_module_and_a_missing_list_an_error_in_the_packet(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "AC-06", question_list(5, intro=""), files=ASK, packet=WHOLE)
    assert (problem.severity, problem.place.path.endswith(MODULE_FILE), problem.place.line) == ("warning", True, 8)
    [problem] = told(riverside, "AC-06", "- {kind: write-in}", files=ASK, packet=WHOLE)
    assert (problem.severity, problem.place.line) == ("error", 6)


def test_readers_who_need_no_list_may_have_a_short_one(riverside: LibraryFrom) -> None:
    assert told(riverside, "AC-06", question_list(2, lines=0, intro="")) == []
