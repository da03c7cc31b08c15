"""What is printed in place of each mark: source numbers, chances, temperatures, terms and the clinic's values."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from handouts.library import Library
from handouts.packet import Packet, Sheet
from handouts.pieces import Blank, LinkRun, Marks, Picture, Pieces, Run, plain_text
from handouts.problems import HandoutsError
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, said, translated

SheetOf = Callable[..., Sheet]


def paragraph(text: str) -> str:
    return f"- kind: paragraph\n  text: '{text}'\n"


def text_of(sheet: Sheet) -> Pieces:
    """The words of the one paragraph on the sheet."""
    [section] = sheet.sections
    pieces: Pieces = section.text
    return pieces


def marks_in(pieces: Pieces) -> list[tuple[int, ...]]:
    return [piece.numbers for piece in pieces if isinstance(piece, Marks)]


def picture_of(chance: str, sheet_of: SheetOf) -> Picture:
    [section] = sheet_of(f"- {{kind: chance, title: How many?, claim: {chance}}}").sections
    assert isinstance(section.claim, Picture)
    return section.claim


# Sources


def test_sources_are_numbered_in_order_of_use_and_keep_their_number(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("Rest [@our-rest]. Hair [@our-hair]. Rest again [@our-rest].") + paragraph("Hair [@our-hair]."))
    assert [marks_in(section.text) for section in sheet.sections] == [[(1,), (2,), (1,)], [(2,)]]
    assert [source.id for source in sheet.references] == ["hill-guide", "harbor-trial"]


def test_the_main_message_is_numbered_before_the_sections(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("Rest [@our-rest]."), main_message="Hair [@our-hair].")
    assert marks_in(sheet.main_message) == [(1,)]
    assert marks_in(text_of(sheet)) == [(2,)]
    assert [source.id for source in sheet.references] == ["harbor-trial", "hill-guide"]


def test_a_claim_with_many_sources_prints_its_strongest(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("Fever is common [@our-fever]."))
    assert marks_in(text_of(sheet)) == [(1,)]
    assert [source.short for source in sheet.references] == ["Harbor trial, 2020"]


def test_a_number_is_marked_with_the_source_it_is_from(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("{chance:our-deaths.hill} died [@our-deaths]."))
    assert marks_in(text_of(sheet)) == [(1,)]
    assert [source.id for source in sheet.references] == ["hill-guide"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Hair [@our-hair] [@our-rest].", [(1, 2)]),
        ("Hair [@our-hair][@our-rest].", [(1, 2)]),
        ("Hair [@our-rest] [@our-rest].", [(1,)]),
        ("Hair [@our-hair] and rest [@our-rest].", [(1,), (2,)]),
    ],
)
def test_source_numbers_that_follow_each_other_are_printed_as_one(text: str, marks: list[tuple[int, ...]], sheet_of: SheetOf) -> None:
    assert marks_in(text_of(sheet_of(paragraph(text)))) == marks


def test_each_sheet_numbers_its_own_sources(packet_of: Callable[..., Packet]) -> None:
    packet = packet_of(
        {
            MODULE_FILE: module_text(paragraph("Hair [@our-hair]. Rest [@our-rest].")),
            "content/modules/second/en-US.yaml": module_text(paragraph("Rest [@our-rest]."), id="second"),
            PACKET_FILE: packet_text(modules="[our-ward, second]"),
        }
    )
    first, second = packet.sheets
    assert marks_in(first.sections[0].text) == [(1,), (2,)]
    assert marks_in(second.sections[0].text) == [(1,)]
    assert [source.id for source in second.references] == ["hill-guide"]


# Chances


@pytest.mark.parametrize(
    ("chance", "happened", "other_side"),
    [
        ("our-fever.first-week", r"\b10 people on our ward\b.*\b8 had a fever in the first week\b", r"\b2\b.* had no fever\b"),
        ("our-fever", r"\b10 people on our ward\b.*\b8 had a fever in the first week\b", r"\b2\b.* had no fever\b"),
        ("our-deaths.hill", r"\b100 people in the Hill study\b.*\b3 died\b", r"\b97\b.* lived\b"),
        ("our-deaths.harbor", r"\b50 people in the Harbor trial\b.*\b0 died\b", r"\b50\b.* lived\b"),
        ("our-estimate", r"\b1,000 people\b.*\b120 became ill later\b", r"\b880\b.* stayed well\b"),
    ],
)
def test_a_chance_says_both_sides(chance: str, happened: str, other_side: str, sheet_of: SheetOf) -> None:
    sentence = picture_of(chance, sheet_of).sentence
    assert re.search(f"{happened}.*{other_side}", sentence)


@pytest.mark.parametrize(
    ("chance", "printed"), [("our-deaths.hill", "97 lived"), ("our-deaths.harbor", "50 lived"), ("our-estimate", "about 880 lived")]
)
def test_the_other_side_of_a_chance_is_a_number_of_its_own(chance: str, printed: str, sheet_of: SheetOf) -> None:
    claim = chance.partition(".")[0]
    [number, words, _] = text_of(sheet_of(paragraph(f"{{rest:{chance}}} lived [@{claim}]")))
    assert plain_text((number, words)) == printed
    assert isinstance(number, Run)
    assert number.kept


def test_a_chance_that_came_to_everyone_leaves_no_one_over(sheet_of: SheetOf) -> None:
    picture = picture_of("our-hair", sheet_of)
    assert (picture.n, picture.of) == (30, 30)
    assert "30 lost their hair" in picture.sentence
    assert "kept their hair" not in picture.sentence
    assert re.findall(r"\d+", picture.sentence) == ["30", "30"]


def test_the_picture_the_count_and_the_words_tell_the_same_numbers(sheet_of: SheetOf) -> None:
    picture = picture_of("our-deaths.hill", sheet_of)
    assert (picture.n, picture.of) == (3, 100)
    assert re.findall(r"\d+", picture.count) == ["3", "100"]
    assert sorted(re.findall(r"\d+", picture.alt)) == ["100", "3", "97"]


def test_a_picture_names_its_source_and_how_sure_it_is(sheet_of: SheetOf, riverside: Callable[[Files], Library]) -> None:
    sheet = sheet_of("- {kind: chance, title: How many died?, claim: our-deaths.hill}")
    labels = riverside({}).locales["en-US"].value.labels.chances
    [section] = sheet.sections
    assert section.claim.marks == Marks((1,))
    assert [source.id for source in sheet.references] == ["hill-guide"]
    assert section.claim.certainty == labels.certainty_low
    assert picture_of("our-fever", sheet_of).certainty == labels.certainty_moderate
    assert picture_of("our-hair", sheet_of).certainty == labels.certainty_high
    assert picture_of("our-estimate", sheet_of).certainty == labels.certainty_disputed


def test_a_count_in_a_sentence_is_never_broken_over_a_line(sheet_of: SheetOf) -> None:
    [count, words, _] = text_of(sheet_of(paragraph("{chance:our-deaths.hill} died [@our-deaths]")))
    assert isinstance(count, Run)
    assert count.kept
    assert re.findall(r"\d+", count.text) == ["3", "100"]
    assert words == Run(" died ")


def test_an_estimate_says_that_it_is_one(sheet_of: SheetOf, riverside: Callable[[Files], Library]) -> None:
    about = riverside({}).locales["en-US"].value.labels.chances.about
    estimate, counted = picture_of("our-estimate", sheet_of), picture_of("our-deaths.hill", sheet_of)
    assert about.format(number="120") in estimate.count
    assert about.format(number="120") in estimate.sentence
    assert about.format(number="3") not in counted.count


# Temperatures


@pytest.mark.parametrize(
    ("celsius", "fahrenheit"),
    [
        ("34.5", "94.1"),
        ("36.0", "96.8"),
        ("37.0", "98.6"),
        ("37.5", "99.5"),
        ("38.0", "100.4"),
        ("38.3", "100.9"),
        ("40.0", "104.0"),
    ],
)
def test_a_temperature_is_said_on_both_scales(celsius: str, fahrenheit: str, sheet_of: SheetOf) -> None:
    [temperature] = text_of(sheet_of(paragraph(f"{{temp:{celsius}}}")))
    assert temperature == Run(f"{fahrenheit} °F ({celsius} °C)", kept=True)


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        ({"temperature_first": "F"}, "101.3 °F (38.5 °C)"),
        ({"temperature_first": "C"}, "38.5 °C (101.3 °F)"),
        ({"temperature_first": "C", "decimal_mark": '","'}, "38,5 °C (101,3 °F)"),
    ],
)
def test_the_scale_of_the_locale_comes_first_with_its_decimal_mark(
    lines: dict[str, str], printed: str, packet_of: Callable[..., Packet]
) -> None:
    packet = packet_of(translated("de-DE", paragraph("{temp:38.5}"), **lines), "de-DE")
    assert text_of(packet.sheets[0]) == (Run(printed, kept=True),)


def test_the_fever_limit_is_the_clinics_own(packet_of: Callable[..., Packet]) -> None:
    files = {MODULE_FILE: module_text(paragraph("{clinic.fever} or {clinic.low_temperature}"))}
    own = packet_of({**files, "clinic.yaml": "fever_c: 37.5\nlow_temperature_c: 35.5\n"})
    assert text_of(own.sheets[0]) == (Run("99.5 °F (37.5 °C)", kept=True), Run(" or "), Run("95.9 °F (35.5 °C)", kept=True))
    usual = packet_of({**files, "clinic.yaml": "name: Riverside\n"})
    assert text_of(usual.sheets[0]) == (Run("100.4 °F (38.0 °C)", kept=True), Run(" or "), Run("96.8 °F (36.0 °C)", kept=True))


@pytest.mark.parametrize(
    ("clinic", "printed"),
    [
        ("name: Riverside\n", ["100.4 °F (38.0 °C)", "96.8 °F (36.0 °C)", "911", "988"]),
        ("jurisdiction: US\n", ["100.4 °F (38.0 °C)", "96.8 °F (36.0 °C)", "911", "988"]),
        ("jurisdiction: GB\n", [None, None, None, None]),
        ('jurisdiction: GB\nfever_c: 37.5\nemergency_number: "999"\n', ["99.5 °F (37.5 °C)", None, "999", None]),
    ],
)
def test_what_is_usual_in_one_country_is_not_printed_in_another(
    clinic: str, printed: list[str | None], packet_of: Callable[..., Packet]
) -> None:
    """A wrong emergency number is worse than a line to write it on, and so is a fever limit."""
    slots = "{clinic.fever}{clinic.low_temperature}{clinic.emergency_number}{clinic.crisis_line}"
    packet = packet_of({MODULE_FILE: module_text(paragraph(slots)), "clinic.yaml": clinic})
    assert [piece.text if isinstance(piece, Run) else None for piece in text_of(packet.sheets[0])] == printed
    named = zip(("fever", "low_temperature", "emergency_number", "crisis_line"), printed, strict=True)
    assert [slot for slot in packet.missing if slot != "phone_24h"] == [slot for slot, value in named if not value]


def test_a_sentence_that_differs_from_place_to_place_is_the_clinics_own(packet_of: Callable[..., Packet]) -> None:
    files = {MODULE_FILE: module_text(paragraph("**First:** {local:who-pays} Then come."))}
    usual = packet_of({**files, "clinic.yaml": "name: Riverside\n"})
    assert plain_text(text_of(usual.sheets[0])) == "First: Ask who pays for each part, and get the answer in writing. Then come."
    own = packet_of({**files, "clinic.yaml": "local:\n  who-pays: {en-US: Our desk tells you who pays.}\n"})
    assert plain_text(text_of(own.sheets[0])) == "First: Our desk tells you who pays. Then come."
    assert own.sheets[0].edition.sha256 != usual.sheets[0].edition.sha256, "other words are another text to sign"


def test_a_sentence_that_no_language_has_is_told_where_it_stands(library_of: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError) as raised:
        library_of({MODULE_FILE: module_text(paragraph("{local:who-pay}")), "clinic.yaml": "local: {who-paid: {en-US: We do.}}\n"})
    assert said(raised.value) == [(1, 19, "there is no local sentence 'who-paid'"), (9, 19, "there is no local sentence 'who-pay'")]
    assert {problem.hint for problem in raised.value.problems} == {"did you mean 'who-pays'?"}


def test_thousands_are_parted_as_the_locale_does(packet_of: Callable[..., Packet]) -> None:
    files = translated("de-DE", paragraph("{chance:our-later} [@our-later]"), thousands_mark='"."')
    claims = (
        "topic: later\nclaims:\n  - id: our-later\n    statement: Some became ill.\n    certainty: low\n    use: say\n"
        "    sources: [hill-guide]\n    chances:\n"
        "      - {id: later, n: 1200, of: 10000, outcome: illness, who: adults,"
        " words: {de-DE: {people: people, outcome: became ill, otherwise: stayed well}}}\n"
    )
    packet = packet_of({**files, "content/evidence/claims/later.yaml": claims}, "de-DE")
    assert re.findall(r"[\d.]+", plain_text(text_of(packet.sheets[0]))) == ["1.200", "10.000"]


# Terms


def test_a_term_is_printed_by_its_name_or_the_words_the_sentence_needs(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("A {term:rigor}, or two {term:rigor|rigors}."))
    assert plain_text(text_of(sheet)) == "A rigor, or two rigors."
    assert [term.term for term in sheet.terms] == ["rigor"]


def test_terms_are_explained_in_order_of_use_and_so_are_the_words_that_explain_them(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("The {term:nadir}, then a {term:rigor}, then the {term:nadir} again."))
    assert [(term.term, term.say, plain_text(term.plain)) for term in sheet.terms] == [
        ("nadir", "NAY-deer", "The days when the blood tally is lowest."),
        ("rigor", None, "Hard shaking with a fever."),
        ("blood tally", None, "How many blood cells there are."),
    ]


def test_a_section_of_terms_explains_them_in_place_and_not_again_at_the_end(sheet_of: SheetOf) -> None:
    sheet = sheet_of("- {kind: terms, terms: [rigor]}\n- {kind: paragraph, text: 'A {term:rigor} at the {term:nadir}.'}")
    assert [(term.term, plain_text(term.plain)) for term in sheet.sections[0].terms] == [("rigor", "Hard shaking with a fever.")]
    assert [term.term for term in sheet.terms] == ["nadir", "blood tally"]


def test_a_number_in_bold_keeps_its_own_source(sheet_of: SheetOf) -> None:
    sheet = sheet_of(paragraph("**{chance:our-deaths.hill}** died [@our-deaths]."))
    assert [source.id for source in sheet.references] == ["hill-guide"]


@pytest.mark.parametrize(("tier", "slot"), [("urgent", "phone_24h"), ("soon", "phone_day")])
def test_a_number_to_call_that_the_clinic_did_not_give_is_missed(tier: str, slot: str, packet_of: Callable[..., Packet]) -> None:
    files = {MODULE_FILE: module_text(f"- {{kind: call, tier: {tier}, signs: [A fever]}}"), "clinic.yaml": "name: Riverside\n"}
    packet = packet_of(files)
    assert isinstance(packet.sheets[0].sections[0].tier.phone, Blank)
    assert slot in packet.missing
    assert isinstance(packet.phone, Blank)
    assert "phone_24h" in packet.missing  # it also stands at the foot of every page


# The clinic's values


def test_a_number_the_clinic_gave_is_printed_whole(sheet_of: SheetOf) -> None:
    assert text_of(sheet_of(paragraph("Call {clinic.phone_24h}."))) == (Run("Call "), Run("555-0100", kept=True), Run("."))


def test_a_number_the_clinic_did_not_give_becomes_a_line_to_write_on(packet_of: Callable[..., Packet]) -> None:
    packet = packet_of({MODULE_FILE: module_text(paragraph("Call {clinic.phone_day} or {clinic.phone_day}."))})
    blank = Blank(packet.locale.labels.phone_day)
    assert text_of(packet.sheets[0]) == (Run("Call "), blank, Run(" or "), blank, Run("."))
    assert packet.missing == ("phone_day",)


def test_a_contact_is_the_clinics_number_a_line_to_write_on_or_left_open(sheet_of: SheetOf) -> None:
    sections = """
    - kind: contacts
      items:
        - {label: The ward, number: phone_24h}
        - {label: The clinic, number: phone_day}
        - {label: My own doctor}
    """
    [section] = sheet_of(sections).sections
    ward, clinic, doctor = (contact.number for contact in section.items)
    assert ward == Run("555-0100", kept=True)
    assert isinstance(clinic, Blank)
    assert doctor is None


@pytest.mark.parametrize("slot", ["emergency_number", "crisis_line"])
def test_the_usual_number_of_the_locale_is_printed_unless_the_clinic_has_another(slot: str, packet_of: Callable[..., Packet]) -> None:
    files = {MODULE_FILE: module_text(paragraph(f"Call {{clinic.{slot}}}"))}
    usual = packet_of({**files, "clinic.yaml": "phone_24h: 555-0100\n"})
    assert text_of(usual.sheets[0]) == (Run("Call "), Run(getattr(usual.locale, slot), kept=True))
    own = packet_of({**files, "clinic.yaml": f"phone_24h: 555-0100\n{slot}: 555-0199\n"})
    assert text_of(own.sheets[0]) == (Run("Call "), Run("555-0199", kept=True))
    assert usual.missing == own.missing == ()


def test_bold_text_stays_bold_whatever_is_filled_in(sheet_of: SheetOf) -> None:
    pieces = text_of(sheet_of(paragraph("**Call {clinic.phone_24h} at {temp:38.0}** now")))
    assert [(piece.text, piece.bold) for piece in pieces if isinstance(piece, Run)] == [
        ("Call ", True),
        ("555-0100", True),
        (" at ", True),
        ("100.4 °F (38.0 °C)", True),
        (" now", False),
    ]


def test_a_link_keeps_its_address(sheet_of: SheetOf) -> None:
    pieces = text_of(sheet_of(paragraph("See [our page](https://clinic.example).")))
    assert pieces == (Run("See "), LinkRun("our page", "https://clinic.example"), Run("."))


def test_what_a_reader_hears_is_the_words_without_source_numbers(sheet_of: SheetOf) -> None:
    pieces = text_of(sheet_of(paragraph("**Rest** [@our-rest]. See [our page](https://clinic.example).")))
    assert plain_text(pieces) == "Rest. See our page."
