"""Inline text: what each mark means, and where a mistake is reported."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.markup import (
    CLINIC_SLOTS,
    Bold,
    ChanceUse,
    Citation,
    ClinicSlot,
    Keyed,
    Link,
    MarkupError,
    Plain,
    Span,
    Temperature,
    TermUse,
    Text,
    parse_markup,
)

SPECIAL = "*[]{}\\"


def mistakes(source: str) -> list[tuple[int, str]]:
    with pytest.raises(MarkupError) as caught:
        parse_markup(source)
    assert all(mistake.hint for mistake in caught.value.mistakes)
    return [(mistake.offset, mistake.message) for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        ("Call us.", (Plain("Call us."),)),
        ("Call **us** now", (Plain("Call "), Bold((Plain("us"),)), Plain(" now"))),
        ("[our page](https://clinic.example/a?b=1#c)", (Link("our page", "https://clinic.example/a?b=1#c"),)),
        ("[write](mailto:ward@clinic.example)", (Link("write", "mailto:ward@clinic.example"),)),
        ("[call](tel:+15550100)", (Link("call", "tel:+15550100"),)),
        ("Rest [@rest-helps].", (Plain("Rest "), Citation("rest-helps"), Plain("."))),
        ("a {term:nadir} b", (Plain("a "), TermUse("nadir", ""), Plain(" b"))),
        ("{term:blood-count|blood counts}", (TermUse("blood-count", "blood counts"),)),
        ("{chance:deaths}", (ChanceUse("deaths"),)),
        ("{chance:deaths.in-trial-2}", (ChanceUse("deaths.in-trial-2"),)),
        ("{rest:deaths.in-trial-2}", (ChanceUse("deaths.in-trial-2", rest=True),)),
        ("{temp:38.0}", (Temperature(Decimal("38.0")),)),
        ("Type {type:handouts  packet --size large}.", (Plain("Type "), Keyed("handouts packet --size large"), Plain("."))),
        (
            'Take 2 (two) tablets @ 8:00, 50% off: a|b_c `d` <e> & "f"',
            (Plain('Take 2 (two) tablets @ 8:00, 50% off: a|b_c `d` <e> & "f"'),),
        ),
    ],
)
def test_each_form_means_one_thing(source: str, spans: tuple[Span, ...]) -> None:
    assert parse_markup(source) == Text(source, spans)


@pytest.mark.parametrize("name", CLINIC_SLOTS)
def test_each_value_of_the_clinic_can_be_named(name: str) -> None:
    assert parse_markup(f"{{clinic.{name}}}").spans == (ClinicSlot(name),)


@pytest.mark.parametrize("character", SPECIAL)
def test_a_backslash_prints_the_character_itself(character: str) -> None:
    assert parse_markup(f"a \\{character} b").spans == (Plain(f"a {character} b"),)


def test_a_backslash_takes_away_the_meaning_of_a_whole_form() -> None:
    assert parse_markup(r"\*\*not bold\*\* \[@rest\] \{temp:38.0\}").spans == (Plain("**not bold** [@rest] {temp:38.0}"),)


def test_bold_holds_other_forms_and_ends_where_it_is_closed() -> None:
    spans = parse_markup("**Call {clinic.phone_24h} \\*now\\* [@rest]** or **wait**").spans
    assert spans == (
        Bold((Plain("Call "), ClinicSlot("phone_24h"), Plain(" *now* "), Citation("rest"))),
        Plain(" or "),
        Bold((Plain("wait"),)),
    )


def test_every_span_is_found_those_in_bold_too() -> None:
    spans = list(parse_markup("a **{term:nadir} b** [@rest]").all_spans())
    assert [span for span in spans if isinstance(span, TermUse | Citation)] == [TermUse("nadir", ""), Citation("rest")]


def test_a_break_in_the_file_is_one_space_on_paper() -> None:
    assert parse_markup("Call us\n   day  and\tnight.").spans == (Plain("Call us day and night."),)


@pytest.mark.parametrize(
    ("source", "offset", "message"),
    [
        ("Call **us", 5, "bold text is opened"),
        ("**a** b **c", 8, "bold text is opened"),
        ("2 * 3", 2, "a single '*'"),
        ("over 38}", 7, "a single '}'"),
        ("see [page 2", 4, "a single '['"),
        ("page 2]", 6, "a single ']'"),
        ("a { b", 2, "a single '{'"),
        (r"C:\temp", 2, "a single '\\'"),
        ("Dear {patient}", 5, "unknown slot '{patient}'"),
        ("a {} b", 2, "unknown slot '{}'"),
        ("{{temp:38.0}}", 0, "a single '{'"),
        ("at {temp:100.4}", 3, "'100.4' is not a temperature"),
        ("{type: }", 0, "there is nothing to type"),
        ("at {temp:38}", 3, "'38' is not a temperature"),
        ("at {temp:38,0}", 3, "'38,0' is not a temperature"),
        ("call {clinic.phone}", 5, "the clinic has no 'phone'"),
        ("call {clinic.phone_24h.__class__}", 5, "the clinic has no"),
        ("rest [@Our rest]", 7, "'Our rest' cannot be a name"),
        ("rest [@]", 7, "'' cannot be a name"),
        ("a {term:The nadir}", 2, "'The nadir' cannot be a name"),
        ("a {chance:deaths.}", 2, "'deaths.' cannot be a name"),
        ("a {rest:deaths.}", 2, "'deaths.' cannot be a name"),
        ("[page](http://clinic.example)", 7, "the link 'http://clinic.example' is not allowed"),
        ("[page](javascript:alert)", 7, "the link 'javascript:alert' is not allowed"),
        ("[page](//clinic.example)", 7, "the link '//clinic.example' is not allowed"),
        ("[page]()", 7, "the link '' is not allowed"),
        ("[page](file:///etc/passwd)", 7, "the link 'file:///etc/passwd' is not allowed"),
        ("[page](data:text/html,Hi)", 7, "the link 'data:text/html,Hi' is not allowed"),
        ("[page](JavaScript:alert)", 7, "the link 'JavaScript:alert' is not allowed"),
        ("[page](https://clinic.example@evil.example/)", 7, "the link 'https://clinic.example@evil.example/' is not an address"),
        ("[page](https://clinic.example/\u202egpj.exe)", 7, "the link 'https://clinic.example/\u202egpj.exe' is not an address"),
        ("[write](mailto:a@clinic.example?bcc=b%40evil.example)", 8, "the link 'mailto:a@clinic.example?bcc=b%40evil.example' is not"),
    ],
)
def test_a_mistake_is_reported_where_it_stands(source: str, offset: int, message: str) -> None:
    at, text = mistakes(source)[0]
    assert at == offset
    assert text.startswith(message)


def test_all_mistakes_of_a_text_are_reported_together() -> None:
    found = mistakes("Take 2 * {dose} of [it](ftp://x) or **none")
    assert sorted(offset for offset, _ in found) == [7, 9, 24, 36]


MARKS = [
    *("**", "*", "[", "]", "(", ")", "[@", "[@rest]", "{", "}", "{term:", "{term:nadir}", "{temp:", "{temp:38.0}", "{chance:", "{clinic."),
    *("|", "\\", "https:", "38", "a"),
]


@given(st.text() | st.lists(st.sampled_from(MARKS), max_size=12).map("".join))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        text = parse_markup(source)
    except MarkupError as error:
        offsets = [mistake.offset for mistake in error.mistakes]
    else:
        offsets = [0]
        assert text.source == source
        assert [span for bold in text.spans if isinstance(bold, Bold) for span in bold.spans if isinstance(span, Bold)] == []
    assert offsets != []
    assert all(0 <= offset <= len(source) for offset in offsets)


@given(st.text().map(lambda text: re.sub(r"[*\[\]{}\\]", "", text)))
def test_text_without_special_characters_comes_back_whole(source: str) -> None:
    assert "".join(plain(source)) == re.sub(r"\s+", " ", source)


@given(st.text(alphabet=st.sampled_from(list(SPECIAL + "ab 7@|:.")) | st.characters()))
def test_any_text_can_be_printed_with_backslashes(source: str) -> None:
    assert "".join(plain(re.sub(r"([*\[\]{}\\])", r"\\\1", source))) == re.sub(r"\s+", " ", source)


def plain(source: str) -> list[str]:
    spans = parse_markup(source).spans
    words = [span.text for span in spans if isinstance(span, Plain)]
    assert len(words) == len(spans) <= 1
    return words
