"""RD: grades, sentences, paragraphs, passives and negatives."""

from __future__ import annotations

import pytest

from handouts.checks import check_library
from tests.checks.told import TODAY, LibraryFrom, said, told
from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text

EASY = "Wash your hands."
HARD = "Visitors demonstrating infections require alternative arrangements."


def bullets(*items: str) -> str:
    quoted = ", ".join(f'"{item}"' for item in items)
    return f"- kind: bullets\n  items: [{quoted}]\n"


def paragraph(text: str) -> str:
    return f'- {{kind: paragraph, text: "{text}"}}\n'


# RD-01


def test_a_hard_sheet_is_told_with_its_hardest_sentences(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "RD-01", bullets(HARD, *[EASY] * 4))
    assert problem.message.startswith("'caregiver' needs grade ")
    assert problem.message.endswith("to read this; the aim is 6 (give or take 1.5 on 6 sentences, where 30 are needed)")
    assert problem.hint.startswith(
        "begin with the hardest sentences: 'Visitors demonstrating infections require alternative arrangements.'"
    )
    assert (problem.place.line, problem.place.column) == (2, len("title: ") + 1)


@pytest.mark.parametrize(("sentences", "severity"), [(28, "warning"), (29, "error")])  # and the main message
def test_only_thirty_sentences_make_an_error(sentences: int, severity: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "RD-01", "".join(paragraph(HARD) for _ in range(sentences)))
    assert problem.severity == severity


def test_between_6_and_8_a_sheet_of_many_sentences_is_a_warning(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "RD-01", paragraph("Visitors bring infections to this quiet ward.") * 30)
    assert "needs grade 7." in problem.message
    assert problem.severity == "warning"


def test_fewer_than_five_sentences_have_no_grade(riverside: LibraryFrom) -> None:
    assert told(riverside, "RD-01", paragraph(f"{HARD} {HARD} {HARD}")) == []
    assert len(told(riverside, "RD-01", paragraph(f"{HARD} {HARD} {HARD} {HARD}"))) == 1


def test_each_reader_is_judged_by_what_they_get(riverside: LibraryFrom) -> None:
    sections = paragraph(f"{EASY} {EASY} {EASY} {EASY}") + f'- {{kind: paragraph, for: [hsct-candidate], text: "{HARD} {HARD}"}}\n'
    [problem] = told(riverside, "RD-01", sections, audiences="[caregiver, hsct-candidate]")
    assert problem.message.startswith("'hsct-candidate' needs grade")


def test_a_waiver_of_the_module_sets_it_aside(riverside: LibraryFrom) -> None:
    waive = "[{rule: RD-01, reason: The team tells it., role: nurse, waived_on: 2026-11-22}]"
    assert [problem.severity for problem in told(riverside, "RD-01", bullets(HARD, *[EASY] * 4), waive=waive)] == ["waived"]


# RD-02


def test_a_hard_packet_is_told_at_its_title_with_the_words_that_cost_most(riverside: LibraryFrom) -> None:
    smog, fk = sorted(told(riverside, "RD-02", bullets(*[HARD] * 2, *[EASY] * 5)), key=lambda problem: "SMOG" not in problem.message)
    assert smog.message.startswith("the whole packet needs SMOG grade ")
    assert fk.message.startswith("the whole packet needs Flesch-Kincaid grade ")
    assert smog.hint.startswith("begin with the words that cost most: 'alternative' (2 times), ")
    assert smog.place.path.endswith(PACKET_FILE)
    assert (smog.place.line, smog.place.column) == (2, len("title: {en-US: ") + 1)


@pytest.mark.parametrize(("sentences", "severity"), [(20, "warning"), (40, "error")])
def test_a_packet_of_thirty_sentences_above_smog_10_is_an_error(sentences: int, severity: str, riverside: LibraryFrom) -> None:
    problems = told(riverside, "RD-02", paragraph(HARD) * sentences)
    assert {problem.severity for problem in problems} == {severity}


def test_the_sheets_of_a_packet_are_scored_together(riverside: LibraryFrom) -> None:
    easy = {"content/modules/our-yard/en-US.yaml": module_text(paragraph(EASY) * 60, id="our-yard")}
    assert told(riverside, "RD-02", paragraph(HARD) * 4)
    assert told(riverside, "RD-02", paragraph(HARD) * 4, files=easy, packet={"modules": "[our-ward, our-yard]"}) == []


# RD-03


@pytest.mark.parametrize(("words", "severities"), [(20, []), (21, ["warning"]), (25, ["warning"]), (26, ["error"])])
def test_a_sentence_has_20_words_and_never_more_than_25(words: int, severities: list[str], riverside: LibraryFrom) -> None:
    problems = told(riverside, "RD-03", paragraph(f"{EASY} Rest{' rest' * (words - 1)}. {EASY} {EASY}"))
    assert [problem.severity for problem in problems] == severities


def test_a_long_sentence_is_found_in_a_folded_text(riverside: LibraryFrom) -> None:
    sections = """
    - kind: paragraph
      text: >-
        Rest helps [@our-rest].
        Wash your
        hands at the door, and at the bed, and when you go home, and please
        do not come to see us with a cold or a cough.
    """
    [problem] = told(riverside, "RD-03", sections, main_message="Rest. Sleep.")
    assert problem.message == "this sentence has 29 words; 20 are enough: 'Wash your hands at the door, …'"
    lines = module_text(sections, audiences="[caregiver]", main_message="Rest. Sleep.").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.endswith("Wash your"))
    assert (problem.place.line, problem.place.column) == (line, lines[line - 1].index("Wash") + 1)


def test_a_temperature_is_read_on_one_scale(riverside: LibraryFrom) -> None:
    words = " ".join(["rest"] * 18)
    assert told(riverside, "RD-03", bullets(f"{words} {{temp:38.0}}.", EASY, EASY)) == []
    assert len(told(riverside, "RD-03", bullets(f"{words} rest {{temp:38.0}}.", EASY, EASY))) == 1


@pytest.mark.parametrize(
    ("intro", "items", "count"),
    [
        ("Before you come to see us here on the ward, you", ["wash", "ask if any of us on it has a cold"], 21),
        ("Before you come to see us here on the ward, you", ["wash", "ask if one of us has a cold"], 0),
        ("Here is what you can do before you come to see us on the ward:", ["Wash.", "Ask if one of us has a cold today."], 0),
        ("You can do some things before you come to see us on the ward.", ["wash", "ask if one of us has a cold today"], 0),
    ],
)
def test_an_intro_counts_with_the_longest_item_that_ends_it(intro: str, items: list[str], count: int, riverside: LibraryFrom) -> None:
    sections = f'- {{kind: bullets, intro: "{intro}", items: ["{items[0]}", "{items[1]}"]}}\n{paragraph(f"{EASY} {EASY}")}'
    problems = told(riverside, "RD-03", sections)
    if count:
        assert said(problems) == [
            f"with the words that lead into the list, this sentence has {count} words; 20 are enough: 'ask if any of us on …'"
        ]
        assert problems[0].place.column == sections.splitlines()[0].index('"ask') + 3
    else:
        assert problems == []


def test_a_sentence_drawn_from_a_claim_is_told_in_the_claim(riverside: LibraryFrom) -> None:
    claims = riverside({}).claims["our-fever"].file.path.read_text("utf-8")
    longer = claims.replace("people on our ward", "people who had a transplant on our ward in the last of the years that we looked at")
    files = {"content/evidence/claims/riverside.yaml": longer}
    section = "- {kind: chance, title: How many had a fever?, claim: our-fever.first-week}\n" + paragraph(EASY) * 3
    [problem] = told(riverside, "RD-03", section, files=files)
    assert problem.message == "this sentence has 28 words; 20 are enough: 'Of 10 people who had a …'"
    assert problem.place.path.endswith("claims/riverside.yaml")
    assert longer.splitlines()[problem.place.line - 1].strip().startswith("en-US: {people: people who")
    assert told(riverside, "RD-03", section) == []


def test_the_mean_of_a_sheet_is_at_most_14_words(riverside: LibraryFrom) -> None:
    fifteen, message = paragraph(f"{' '.join(['rest'] * 15)}."), "Rest for as long as you like, in your bed or with us"
    assert told(riverside, "RD-03", fifteen, main_message=f"{message}.") == []
    [problem] = told(riverside, "RD-03", fifteen, main_message=f"{message} here.")
    assert problem.message == "for 'caregiver' the sentences here have 14.5 words on average; 14 are enough"


def test_headings_and_labels_are_no_sentences(riverside: LibraryFrom) -> None:
    long = " ".join(["rest"] * 30)
    sections = f"- {{kind: paragraph, title: {long}, text: Rest.}}\n- {{kind: write-in, prompt: {long}}}\n"
    assert told(riverside, "RD-03", sections, main_message="Rest. Sleep.") == []


# RD-04


@pytest.mark.parametrize(
    ("sentences", "words", "fires"), [(4, 60, False), (4, 61, True), (3, 61, True), (5, 50, False), (5, 51, True), (10, 50, False)]
)
def test_a_paragraph_has_4_sentences_or_60_words(sentences: int, words: int, fires: bool, riverside: LibraryFrom) -> None:
    text = f"{'Rest. ' * (sentences - 1)}Rest{' rest' * (words - sentences)}."
    problems = told(riverside, "RD-04", paragraph(text))
    message = f"this paragraph has {sentences} sentences and {words} words; 4 sentences or 60 words are enough"
    assert said(problems) == ([message] if fires else [])


SIXTY = f"{' '.join(['rest'] * 60)}."


def test_150_words_may_follow_without_a_heading(riverside: LibraryFrom) -> None:
    sections = paragraph(SIXTY) + paragraph(SIXTY) + paragraph(f"{' '.join(['rest'] * 27)}.")  # 3 are in the main message
    assert told(riverside, "RD-04", sections) == []
    [problem] = told(riverside, "RD-04", sections + paragraph("Rest."))
    assert problem.message == "151 words follow without a heading; readers look for one after 150: 'Our ward'"
    assert (problem.place.line, problem.hint) == (2, "put a heading between them that says what comes next")


@pytest.mark.parametrize("title", ["title: Why?, ", "not_for: [newly-diagnosed], "])
def test_a_heading_begins_anew(title: str, riverside: LibraryFrom) -> None:
    section = f'- {{kind: paragraph, {title}text: "{SIXTY}"}}\n'
    assert said(told(riverside, "RD-04", section * 4)) == (
        [] if title.startswith("title") else ["243 words follow without a heading; readers look for one after 150: 'Our ward'"]
    )


def test_what_prints_its_own_heading_and_the_stages_of_a_timeline_begin_anew(riverside: LibraryFrom) -> None:
    call = f'- {{kind: call, tier: urgent, signs: ["{SIXTY}"]}}\n'
    assert told(riverside, "RD-04", call * 4) == []
    stage = f'{{when: Now, title: Rest, text: "{SIXTY}"}}'
    assert told(riverside, "RD-04", f"- {{kind: timeline, stages: [{', '.join([stage] * 4)}]}}\n") == []


# RD-05


@pytest.mark.parametrize(
    "section",
    [
        "- {kind: actions, items: [{do: Ask when the cells are collected.}]}",
        "- {kind: actions, items: [{do: Ask., how: Ask the nurse who was sent.}]}",
        "- {kind: call, tier: urgent, signs: [The line was pulled]}",
        "- {kind: call, tier: urgent, signs: [Pain], say: I was treated here.}",
        "- {kind: call, tier: urgent, signs: [Pain], do_not: Nothing must be eaten.}",
    ],
)
def test_what_the_reader_must_act_on_says_who_does_it(section: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "RD-05", section)
    assert (problem.severity, problem.message.partition(" ")[2][-24:]) == ("error", "does not say who does it")


def test_the_reason_for_an_action_may_be_passive(riverside: LibraryFrom) -> None:
    assert told(riverside, "RD-05", "- {kind: actions, items: [{do: Ask., why: Some things are missed., when: When you are told.}]}") == []


def test_a_passive_in_a_main_message_is_found_in_a_folded_text(riverside: LibraryFrom) -> None:
    message = ">-\n  Rest well [@our-rest]. The rest\n  is often   given by nurses."
    [problem] = told(riverside, "RD-05", paragraph("Rest."), main_message=message)
    assert problem.message == "'is often given' does not say who does it"
    assert (problem.place.line, problem.place.column) == (8, 3)


@pytest.mark.parametrize(
    ("passive", "active", "fires"), [(3, 24, True), (3, 26, False), (2, 5, False)]
)  # and the main message, which is active
def test_ten_of_a_hundred_sentences_may_be_passive(passive: int, active: int, fires: bool, riverside: LibraryFrom) -> None:
    problems = told(riverside, "RD-05", paragraph("The cells are stored.") * passive + paragraph("We rest.") * active)
    listed = ", ".join(["'are stored'"] * passive)
    message = f"for 'caregiver' {passive} of {passive + active + 1} sentences do not say who does it: {listed}"
    assert said(problems) == ([message] if fires else [])


# RD-06


def test_two_negations_are_found_where_they_stand(riverside: LibraryFrom) -> None:
    sections = paragraph("Rest well. Do not take it without water.")
    [problem] = told(riverside, "RD-06", sections + paragraph("Drink."))
    assert problem.message == "'not take it without' says no twice"
    assert problem.place.column == sections.index("not take") + 3


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Never come with a cold.", True),
        ("Do not eat here. Do not drink here.", True),
        ("Do not eat here. Eat at home.", False),
        ("Do not eat here. If you are thirsty, ask us.", False),
        ("Do not eat here, but do ask us.", False),
        ("Don't you know? We do not know.", False),
        ("It does not hurt.", False),
    ],
)
def test_what_forbids_says_what_to_do_as_well(text: str, fires: bool, riverside: LibraryFrom) -> None:
    problems = told(riverside, "RD-06", paragraph(text))
    assert [problem.message.endswith("says what not to do, and nothing here says what to do") for problem in problems] == [True] * fires


def test_a_call_box_says_whom_to_call(riverside: LibraryFrom) -> None:
    assert told(riverside, "RD-06", "- {kind: call, tier: urgent, signs: [Pain], do_not: Do not wait.}") == []


# All of them


def test_without_word_lists_only_what_is_counted_is_told(riverside: LibraryFrom) -> None:
    section = paragraph(f"Never utilize it without water. {' '.join(['rest'] * 30)}.")
    files = {MODULE_FILE: module_text(section, main_message="You are told to rest."), PACKET_FILE: packet_text()}
    problems = check_library(riverside(files), TODAY)
    assert {problem.rule for problem in problems if problem.rule.startswith(("RD", "WD"))} == {"RD-03"}
