"""Mistakes beyond modules: labels, glossaries, evidence, odd file names. One slip gives one message, not a hundred."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.problems import HandoutsError
from tests.clinics import Files, locale_text, riverside_files, said

LibraryOf = Callable[[Files], Library]


def mistakes(library_of: LibraryOf, files: Files) -> list[tuple[str, str]]:
    with pytest.raises(HandoutsError) as caught:
        library_of({**riverside_files(), **files})
    return [(Path(problem.place.path).name, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "wrong", "message"),
    [
        ('call: "Call {phone}"', 'call: "Call us"', "the label must hold {phone}"),
        ('urgent: "Day or night: call {phone}"', 'urgent: "Day or night"', "the label must hold {phone}"),
        ('call: "Call {phone}"', 'call: "Call {phone} {nope}"', "the label must hold {phone}"),
        ('call: "Call {phone}"', 'call: "Call {phone"', "the label must hold {phone}"),
        ('call: "Call {phone}"', 'call: "Call {0}"', "the label must hold {phone}"),
        ('page_of: "Page {page} of {pages}"', 'page_of: "{pages}: {page}"', "the label must hold {page} … {pages}"),
        ("important: Important", "important: Important {x}", "no braces here"),
    ],
)
def test_a_label_holds_exactly_the_names_it_is_filled_with(written: str, wrong: str, message: str, library_of: LibraryOf) -> None:
    text = locale_text("en-US")
    assert text.count(written) == 1
    assert mistakes(library_of, {"content/locales/en-US.yaml": text.replace(written, wrong)}) == [("en-US.yaml", message)]


def test_a_meaning_that_uses_a_term_nobody_explains_is_told_at_its_place(library_of: LibraryOf) -> None:
    glossary = (
        "terms:\n  - {id: chill, term: chill, plain: Like a rigor.}\n  - {id: cold, term: cold, plain: 'Less than a {term:rigour}.'}\n"
    )
    with pytest.raises(HandoutsError) as caught:
        library_of({**riverside_files(), "content/glossary/en-US.yaml": glossary + glossary_of_riverside()})
    [(line, _, message)] = said(caught.value, "glossary/en-US.yaml")
    assert (line, message) == (3, "there is no glossary term 'rigour'")


def glossary_of_riverside() -> str:
    return riverside_files()["content/glossary/en-US.yaml"].partition("terms:\n")[2]


def test_a_term_given_twice_is_told(library_of: LibraryOf) -> None:
    twice = riverside_files()["content/glossary/en-US.yaml"] + "  - {id: rigor, term: rigor, plain: Shaking.}\n"
    assert mistakes(library_of, {"content/glossary/en-US.yaml": twice}) == [("en-US.yaml", "the term 'rigor' is given twice")]


@pytest.mark.parametrize("name", ["content/evidence/sources.yaml", "content/glossary/en-US.yaml", "content/evidence/claims/riverside.yaml"])
def test_one_slip_in_what_others_point_at_is_told_once(name: str, library_of: LibraryOf) -> None:
    text = riverside_files()[name].replace("  - id: ", "  - idd: ", 1)
    found = mistakes(library_of, {name: text})
    assert {file for file, _ in found} == {Path(name).name}
    assert 1 <= len(found) <= 2


def test_a_file_that_nobody_would_read_is_told(library_of: LibraryOf) -> None:
    [(name, message)] = mistakes(library_of, {"content/modules/x/en-US.yml": "id: x"})
    assert (name, message) == ("en-US.yml", "this file is not read")


@pytest.mark.parametrize(
    "name", ["content/modules/n.yaml", "content/module/x/en-US.yaml", "content/evidence/claims.yaml", "content/glossary/xx-XX.yaml"]
)
def test_a_file_in_the_wrong_place_is_told(name: str, library_of: LibraryOf) -> None:
    assert mistakes(library_of, {name: "id: x"}) == [(Path(name).name, "this file is not read")]


@pytest.mark.parametrize("phone", ["5----", "555--0100-", "٠١٢٣", "call us", "-"])
def test_what_is_no_phone_number_is_not_printed_as_one(phone: str, library_of: LibraryOf) -> None:
    assert len(mistakes(library_of, {"clinic.yaml": f"phone_24h: '{phone}'\n"})) == 1


@pytest.mark.parametrize("phone", ["911", "555-0100", "+1 (555) 010-0100", "(555) 010-0100", "020 7946 0000", "555-0100 ext. 12"])
def test_a_phone_number_is_taken_as_written(phone: str, library_of: LibraryOf) -> None:
    assert library_of({"clinic.yaml": f"phone_24h: '{phone}'\n"}).clinic.phone_24h == phone


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_a_clinic_that_has_given_nothing_yet_is_a_clinic(text: str, library_of: LibraryOf) -> None:
    assert library_of({"clinic.yaml": text}).clinic.phone_24h is None
