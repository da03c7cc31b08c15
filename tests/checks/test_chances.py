"""NU-02 to NU-04, NU-08 and NU-09: chances told fairly, and doubt in words."""

from __future__ import annotations

import pytest

from tests.checks.told import LibraryFrom, said, told

HILL, HARBOR, FEVER = (
    "{chance:our-deaths.hill} [@our-deaths]",
    "{chance:our-deaths.harbor} [@our-deaths]",
    "{chance:our-fever} [@our-fever]",
)
OTHER_CHOICE = "{name: A, what: A, good: [A], bad: [B]}"
REST = "- {kind: paragraph, text: Rest well.}\n"


def paragraph(text: str, title: str = "How many?") -> str:
    return f"- {{kind: paragraph, title: {title}, text: '{text}'}}\n"


def picture(claim: str, caption: str = "") -> str:
    return f"- {{kind: chance, title: How many?, claim: {claim}{f', caption: {caption!r}' if caption else ''}}}\n"


# NU-02


def test_one_paragraph_and_the_caption_of_a_picture_count_too(riverside: LibraryFrom) -> None:
    for sections in (paragraph(f"{HILL}, {HARBOR}."), picture("our-deaths.hill", f"Also {HARBOR}.")):
        [problem] = told(riverside, "NU-02", REST + sections)
        assert (problem.message, problem.place.line, problem.severity) == ("the numbers here are of 50 and 100 people", 9, "warning")


def test_each_later_picture_of_another_number_is_told_at_its_section(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-02", picture("our-deaths.hill") + paragraph(f"{FEVER}.") + picture("our-deaths.harbor"))
    assert problem.message == "this picture shows 50 people, and the first one on the sheet 100"
    assert problem.place.line == 10


def test_numbers_in_texts_of_their_own_may_differ(riverside: LibraryFrom) -> None:
    assert told(riverside, "NU-02", paragraph(f"{HILL}.") + paragraph(f"{FEVER}.") + picture("our-deaths.hill")) == []


def test_a_waiver_keeps_it_in_view(riverside: LibraryFrom) -> None:
    waiver = "[{rule: NU-02, reason: They are true counts., role: editor, waived_on: 2026-11-22}]"
    [problem] = told(riverside, "NU-02", f"- {{kind: paragraph, text: '{HILL}, {HARBOR}.', waive: {waiver}}}")
    assert (problem.severity, problem.hint) == ("waived", "They are true counts. (editor, 2026-11-22)")


# NU-03


@pytest.mark.parametrize("words", ["half as many", "Twice as", "3 times more", "50% lower", "by a third"])
def test_a_bare_comparison_is_told_and_one_with_both_chances_is_not(words: str, riverside: LibraryFrom) -> None:
    assert said(told(riverside, "NU-03", paragraph(f"It is {words} here."))) == [f"'{words}' hides how many people it was"]
    assert said(told(riverside, "NU-03", paragraph(f"It is {words} here, {HILL}."))) == [f"'{words}' hides how many people it was"]
    assert told(riverside, "NU-03", paragraph(f"It is {words} here, {HILL}, not {HARBOR}.")) == []


def test_both_chances_of_a_comparison_may_be_pictures_of_the_same_section(riverside: LibraryFrom) -> None:
    chances = "[{claim: our-fever, label: A}, {claim: our-fever, label: B}]"
    pictured = f"- {{kind: chance-comparison, title: T, chances: {chances}, caption: Half as many.}}\n"
    both = pictured.replace("our-fever, label: B", "our-fever.first-week, label: B")
    assert told(riverside, "NU-03", both) == []
    assert len(told(riverside, "NU-03", paragraph("Half as many.") + both)) == 1


# NU-04


@pytest.mark.parametrize(
    "sections",
    [
        f"- {{kind: key-points, items: [Rest., Eat., 'It is {HILL}.']}}\n",
        f"- {{kind: paragraph, title: 'It is {HILL}', text: Rest.}}\n",
        f"- {{kind: options, options: [{{name: A, what: A, good: ['It is {HILL}.'], bad: [B]}}, {OTHER_CHOICE}]}}\n",
    ],
)
def test_a_chance_in_a_prominent_place_has_both_sides(sections: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-04", sections + picture("our-fever"))
    assert (problem.message, problem.severity) == ("the chance 'our-deaths.hill' is told from one side only", "error")
    assert problem.place.column == sections.index("{chance:") + 3
    assert told(riverside, "NU-04", sections.replace(HILL, f"{HILL} and {{rest:our-deaths.hill}}")) == []


def test_a_sheet_of_several_chances_tells_one_from_both_sides(riverside: LibraryFrom) -> None:
    two = paragraph(f"{HILL}.") + paragraph(f"{FEVER}.")
    [problem] = told(riverside, "NU-04", two)
    assert (problem.message, problem.severity) == ("this sheet tells 2 chances, and all of them from one side only", "warning")
    assert told(riverside, "NU-04", two + picture("our-hair")) == []
    assert told(riverside, "NU-04", two + paragraph("{chance:our-hair}, not {rest:our-hair} [@our-hair].")) == []
    assert told(riverside, "NU-04", paragraph(f"{HILL}.") + paragraph(f"Again {HILL}.")) == []


# NU-08


def options(*lengths: int) -> str:
    told_of = (f"{{name: Some long name of a choice, what: {'go ' * (length - 2)}, good: [a], bad: [b]}}" for length in lengths)
    return f"- {{kind: options, options: [{', '.join(told_of)}]}}\n"


def test_choices_differ_by_at_most_a_quarter_of_their_mean(riverside: LibraryFrom) -> None:
    assert told(riverside, "NU-08", options(15, 20, 25)) == []
    [short, long] = told(riverside, "NU-08", options(14, 20, 26))
    assert (short.message, short.severity) == ("this choice has 14 words; the choices have 20 on average", "warning")
    assert long.message == "this choice has 26 words; the choices have 20 on average"


def test_what_a_choice_is_like_counts_and_its_name_does_not(riverside: LibraryFrom) -> None:
    assert (
        len(told(riverside, "NU-08", options(20, 20).replace("good: [a]", "good: [a], living: It is hard for some and easy for others", 1)))
        == 0
    )
    assert len(told(riverside, "NU-08", options(20, 20).replace("good: [a]", f"good: [a], living: {'go ' * 20}", 1))) == 2
    assert told(riverside, "NU-08", options(20, 20).replace("Some long name of a choice", "Go", 1)) == []


# NU-09

LOW, DISPUTED = "[@our-deaths]", "[@our-estimate]"


@pytest.mark.parametrize("claim", [LOW, DISPUTED])
@pytest.mark.parametrize("hedge", ["may", "do not know", "studies do not agree"])
def test_a_claim_that_is_not_certain_needs_a_word_that_says_so(claim: str, hedge: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-09", paragraph(f"People died {claim}."))
    assert (problem.message.partition(",")[0], problem.severity) == (f"this rests on '{claim[2:-1]}'", "error")
    assert told(riverside, "NU-09", paragraph(f"People died, and we {hedge} {claim}.")) == []
    assert told(riverside, "NU-09", paragraph(f"People died {claim}.", title=f"What we {hedge}")) == []


def test_a_sure_claim_needs_none_and_a_picture_says_it_itself(riverside: LibraryFrom) -> None:
    assert told(riverside, "NU-09", paragraph("Rest helps [@our-rest]. A fever is common [@our-fever].")) == []
    assert told(riverside, "NU-09", picture("our-deaths.hill", f"They died {LOW}.")) == []
    assert told(riverside, "NU-09", "- {kind: known-unknown, known: [Rest helps.], unknown: ['Who will die [@our-deaths].']}") == []


def test_the_doubt_of_one_entry_does_not_cover_the_next(riverside: LibraryFrom) -> None:
    listed = "- {{kind: bullets, intro: '{intro}', items: ['It may rain.', 'People died [@our-deaths].']}}\n"
    assert len(told(riverside, "NU-09", listed.format(intro="This is so:"))) == 1
    assert told(riverside, "NU-09", listed.format(intro="This may be so:")) == []


def test_the_message_of_a_sheet_says_it_itself(riverside: LibraryFrom) -> None:
    assert len(told(riverside, "NU-09", paragraph("We do not know."), main_message="People died [@our-deaths].")) == 1
