"""NU-05 to NU-07: how numbers are written."""

from __future__ import annotations

import pytest

from tests.checks.told import LibraryFrom, said, told
from tests.clinics import locale_text, translated


def paragraph(text: str) -> str:
    return f'- {{kind: paragraph, text: "{text}"}}\n'


def claims(people: str = "people") -> dict[str, str]:
    """A claim with one chance, told of these people."""
    words = f"{{people: {people}, outcome: had a fever, otherwise: had none}}"
    return {
        "content/evidence/claims/fevers.yaml": (
            "topic: fevers\nclaims:\n"
            "  - {id: our-fevers, statement: A fever is common., certainty: high, use: say, sources: [hill-guide],\n"
            f"     chances: [{{id: all, n: 8, of: 10, outcome: fever, who: adults, words: {{en-US: {words}}}}}]}}\n"
        )
    }


PICTURE = "- {kind: chance, title: How many?, claim: our-fevers}\n"


# NU-05


@pytest.mark.parametrize("words", ["odds ratio", "hazard ratio", "NNT", "median", "p ="])
def test_terms_from_papers_are_told(words: str, riverside: LibraryFrom) -> None:
    assert said(told(riverside, "NU-05", paragraph(f"The {words} was low."))) == [f"'{words}' is a term from papers"]


@pytest.mark.parametrize("words", ["13%", "13 percent", "1 in 7", "one in five"])
def test_the_words_of_a_chance_hold_no_percentage_and_no_one_in(words: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-05", PICTURE, files=claims(f"people ({words})"))
    assert problem.message == f"the words of the chance 'our-fevers' hold '{words}'"
    assert (problem.place.line, problem.severity) == (8, "error")
    assert told(riverside, "NU-05", PICTURE, files=claims()) == []


def test_a_decimal_is_a_warning_unless_it_measures_something(riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-05", paragraph("A score of 2.5 is fine. So is 0.5 mg."))
    assert (problem.message, problem.severity) == ("'2.5' is not a whole number", "warning")
    assert told(riverside, "NU-05", PICTURE, files=claims("people with 2.5 relapses"))[0].severity == "warning"
    assert told(riverside, "NU-05", paragraph("A fever is {temp:38.0} or {clinic.fever}.")) == []


# NU-06


@pytest.mark.parametrize("words", ["per kg", "multiply", "Add up", "subtract", "% of your"])
def test_sums_are_told(words: str, riverside: LibraryFrom) -> None:
    assert said(told(riverside, "NU-06", paragraph(f"{words} weight."))) == [f"'{words}' leaves a sum to the reader"]


def test_kilograms_alone_are_no_sum(riverside: LibraryFrom) -> None:
    assert told(riverside, "NU-06", paragraph("Do not lift more than 5 kg.")) == []


# NU-07


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("since 8/6/2026", "'8/6/2026' is a date in figures"),
        ("since 6.8.26", "'6.8.26' is a date in figures"),
        ("since 2026-08-06", "'2026-08-06' is a date in figures"),
        ("since Aug. 6", "'Aug. 6' is a month cut short"),
        ("since 6 Sept", "'6 Sept' is a month cut short"),
        ("since 6 August 2026", "'6 August' is a date in another order than usual here"),
        ("since August 6th", "'August 6th' is a date in another order than usual here"),
        ("for 3-5 days", "'3-5' is a range with a dash, which is easily read as minus or passed over"),
        ("for 3 – 5 days", "'3 – 5' is a range with a dash, which is easily read as minus or passed over"),
        ("at 100.4 °F", "'100.4 °F' is on one scale"),
        ("at 38 degrees", "'38 degrees' is on one scale"),
        ("at 38.0 C", "'38.0 C' is on one scale"),
        ("of 1200 people", "'1200' has no mark between thousands"),
        ("of 12000 people", "'12000' has no mark between thousands"),
    ],
)
def test_other_ways_to_write_a_number_are_told_once(text: str, message: str, riverside: LibraryFrom) -> None:
    [problem] = told(riverside, "NU-07", paragraph(f"It is so {text}."))
    assert (problem.message, problem.severity) == (message, "warning")
    assert problem.place.column == len('  - {kind: paragraph, text: "It is so ') + 1 + len(text.partition(" ")[0] + " ")


@pytest.mark.parametrize(
    "text",
    [
        "since August 6, 2026, in May 2026 and before 2020",
        "for 3 to 5 days, on a 24-hour line, at 555-0100 or 1-800-555-0100",
        "of 1,200 people in 1995, with NCT04047628 and COVID-19",
        "at {temp:38.0} or {clinic.fever}, 24/7",
        "on Day -10, with vitamin C and a B12 shot",
    ],
)
def test_the_usual_ways_are_fine(text: str, riverside: LibraryFrom) -> None:
    assert told(riverside, "NU-07", paragraph(f"It is so {text}.")) == []


@pytest.mark.parametrize(
    ("locale", "fine", "told_about"),
    [
        ("en-GB", "since 6 August 2026", ["'August 6' is a date in another order than usual here"]),
        ("de-DE", "seit 6. August 2026", []),
    ],
)
def test_each_language_has_its_own_order(locale: str, fine: str, told_about: list[str], riverside: LibraryFrom) -> None:
    packet = {"audience": "visitor", "title": f"{{{locale}: A}}", "purpose": f"{{{locale}: B}}"}
    for text, expected in ((fine, []), ("August 6, 2026", told_about)):
        files = {**translated(locale, paragraph(text)), f"content/locales/{locale}.yaml": locale_text(locale)}
        assert said(told(riverside, "NU-07", paragraph("Rest."), files=files, packet=packet)) == expected
