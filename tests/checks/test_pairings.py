"""NU-10: each pairing is missed when a sheet leaves out one thing it asks for, and is silent when the sheet says it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from handouts.checks.pairings import RULES
from handouts.checks.rules import Finding, SheetRule
from handouts.checks.views import SheetView
from handouts.evidence import Pairing, find_chance
from handouts.library import Library
from handouts.names import Names
from handouts.packet import assemble_sheet
from handouts.problems import HandoutsError, Place
from tests.clinics import MODULE_FILE, Files, load_clinic, module_text, said, translated, write_folder

PAIRINGS_FILE = "content/evidence/pairings.yaml"
CLAIMS_FILE = "content/evidence/claims/hill.yaml"

SWEDEN = "[@sweden-five-and-ten-years]"
SWEDISH = f"Going by {{chance:sweden-five-and-ten-years.no-activity-5-years}}, MS was quiet {SWEDEN}."
SWEDISH_DEATHS = f"{{chance:sweden-five-and-ten-years.treatment-deaths}} died {SWEDEN}."
POOLED = "{chance:sormani-83-percent.no-activity-2-years} had no activity [@sormani-83-percent]."

# Pairing: who reads it, a text that brings its needs along, and what meets each of them.
SHEETS: dict[str, tuple[str, str, dict[str, str]]] = {
    "P01": (
        "hsct-candidate",
        "In MIST, {chance:mist-main-result.worse-hsct} had more disability [@mist-main-result].",
        {
            "who was studied": "All had relapsing MS.",
            "over what time": "This was after two years.",
            "what kind of study it was": "They were picked by chance.",
            "how many died in MIST": "{chance:mist-main-result.deaths-hsct} died [@mist-main-result].",
        },
    ),
    "P02": (
        "hsct-candidate",
        f"Most had no sign of active MS {SWEDEN}.",
        {
            'what "no sign of active MS" means': "That is: no relapses, no new spots and no worsening.",
            "that it does not mean cured": "It does not mean cured.",
        },
    ),
    "P03": (
        "hsct-candidate",
        "{chance:seed-halt-ms-69.event-free-5-years} were well [@seed-halt-ms-69].",
        {
            "that HALT-MS had 24 people": "It had 24 people.",
            "that it is the figure at 5 years": "This was after 5 years.",
            "how wide the margin is (50 to 82)": "It could be 50 to 82.",
            "that there was no group to compare with": "There was no group to compare with.",
            "the whole definition: alive, no relapse, no new spots and no worsening": "No relapse, no new MRI spots and no worsening.",
        },
    ),
    "P04": (
        "caregiver",
        POOLED,
        {
            "that it is the figure at 2 years": "This was after 2 years.",
            "the figure at 5 years": "Later, {chance:sormani-83-percent.no-activity-5-years} did [@sormani-83-percent].",
            "that it is from 764 people": "It had 764 people.",
            "that it is from 15 studies": "There were 15 studies.",
            "that most of the studies had no group to compare with": "Most had no group to compare with.",
            "how many died": "{chance:sormani-83-percent.treatment-deaths} died [@sormani-83-percent].",
        },
    ),
    "P05": (
        "hsct-candidate",
        "In MIST, few got worse after HSCT [@mist-main-result].",
        {
            "that MIST had 110 people": "It had 110 people.",
            "that their relapsing MS was very active": "All had very active relapsing MS.",
            "that everyone knew who got which treatment": "All knew who got what.",
            "that half were followed for 2 years or longer": "Half were followed for 2 years or longer.",
            "that ocrelizumab and alemtuzumab were not in it": "The drugs ocrelizumab and alemtuzumab were not in it.",
        },
    ),
    "P06": (
        "caregiver",
        "Some have died [@seed-fatality-up-to-2].",
        {
            "the figure from the older studies together": "{chance:seed-fatality-up-to-2.pooled-older} did [@seed-fatality-up-to-2].",
            "the figure from Sweden": "Sweden: {chance:seed-fatality-up-to-2.sweden} [@seed-fatality-up-to-2].",
            "the figure from Germany": "Germany: {chance:seed-fatality-up-to-2.germany} [@seed-fatality-up-to-2].",
            "the figure from London": "London: {chance:london-deaths.deaths-100-days} [@london-deaths].",
            "the years of the older studies": "1995 to 2016.",
            "which MS the people in the older studies had": "Any MS.",
            "how many people the older studies had": "They had 764 people.",
            "the years in Sweden": "Before 2020.",
            "which MS the people in Sweden had": "Relapsing MS.",
            "the years in Germany": "2007 to 2025.",
            "which MS the people in Germany had": "All types of MS.",
            "the years in London": "2012 to 2019.",
            "that half of the people in London had progressive MS": "Half had progressive MS.",
            "how disabled the people in London were": "Many used a walking aid.",
        },
    ),
    "P07": (
        "newly-diagnosed",
        "The FDA has approved no stem cells for MS [@seed-not-fda-approved].",
        {
            "that expert groups back HSCT for some people": "Expert groups back HSCT for some people.",
            "that hospitals can offer it": "Hospitals can offer it.",
            "that clinics which sell unapproved cells are something else": "What clinics sell is a different thing.",
            "that permission to test is not approval": "To be allowed to test is not approval.",
        },
    ),
    "P10": (
        "caregiver",
        "Take the temperature twice a day [@check-temperature-twice].",
        {
            "the limit for a fever": "A temperature of {clinic.fever} or higher.",
            "the limit for a low temperature": "A temperature below {clinic.low_temperature}.",
            "shivering": "Shivering.",
            "feeling very unwell with no fever": "Feeling very unwell, even with no fever [@unwell-without-fever].",
            "to call at once, day or night": "Call at once [@fever-call-now].",
            "no acetaminophen or ibuprofen first": "No pill first [@no-fever-medicine-first].",
            "that fever may be the only sign": "Fever may be the only sign.",
        },
    ),
    "P12": (
        "hsct-candidate",
        "{chance:pregnancy-possible.became-pregnant} became pregnant [@pregnancy-possible].",
        {
            "to talk before any treatment starts": "Talk before any treatment starts.",
            "what men need to know": "Men can freeze it.",
            "that age changes the odds": "Age changes the odds.",
            "that periods coming back do not prove fertility": "Periods do not prove it.",
        },
    ),
    "P15": (
        "hsct-candidate",
        "{chance:italy-five-and-ten-years.not-worse-progressive-5-years} did not get worse [@italy-five-and-ten-years].",
        {
            "the study in which progressive MS got worse more slowly after HSCT": "In one study, MS got worse more slowly.",
            "the study in which HSCT was no better than a medicine": "In another, HSCT was no better than a drug.",
            "that it makes a difference whether progressive MS is active": "With no relapses or new spots, there is no proof.",
            "that there was no group to compare with": "There was no group to compare with.",
        },
    ),
    "P18": (
        "caregiver",
        "Vaccines are given again [@revaccination]. People at home have theirs [@household-vaccines].",
        {
            "that the transplant team sets the dates": "The team sets the dates.",
            "no live vaccine for at least 24 months": "Live ones wait at least 24 months.",
            "that live vaccines need recovered defenses even then": "The team must say that the defenses are back.",
            "that people at home have the flu shot, not the spray": "They get the flu shot, not the spray.",
            "that people at home can have most live vaccines": "They can have most live vaccines.",
            "that people at home ask the team before a live vaccine": "They tell the team first.",
        },
    ),
    "P20": (
        "caregiver",
        "Someone must be there [@caregiver-needed].",
        {
            "that most of this comes from cancer care or donor transplants": "This comes from cancer care.",
            "that the unit may differ": "Your unit may differ.",
        },
    ),
    "P21": (
        "newly-diagnosed",
        "HSCT clears out most of the immune system [@ahsct-definition].",
        {
            "that an MS medicine comes first for most people": "For most people, an MS medicine comes first.",
            "that HSCT comes first only in severe, fast-worsening MS, in a trial or study": "HSCT comes first in a trial or study.",
        },
    ),
    "P22": (
        "hsct-candidate",
        "With HSCT there were fewer relapses than with drugs [@london-vs-strong-dmts].",
        {
            "that people were not put in groups by chance": "Chance did not pick the groups.",
            "that no trial has settled the comparison with the strongest medicines": "We do not know which is better.",
            "the result for disability": "Disability got worse in all groups.",
        },
    ),
}

# Texts for questions that are not about one pairing.
OTHERS: dict[str, str] = {
    "all-known": f'{{kind: paragraph, text: "{SWEDISH} {SWEDISH_DEATHS} Relapsing MS. Chance did not pick them. 5 years."}}',
    "in-passing": '{kind: paragraph, text: "It can work very well [@seed-effective-selected]."}',
    "digits": '{kind: paragraph, text: "It worked in 9 of them [@seed-effective-selected]."}',
    "digits-of-another": '{kind: paragraph, text: "The MIST trial had 110 people [@mist-limits]. It can work [@seed-effective-selected]."}',
    "digits-after": '{kind: paragraph, text: "It can work [@seed-effective-selected]. It did so in 9."}',
    "listed": '{kind: bullets, intro: "Here is what we know [@seed-effective-selected]:", items: [It worked in 9.]}',
    "only-deaths": f'{{kind: paragraph, text: "{SWEDISH_DEATHS}"}}',
    "elsewhere": (
        f'{{kind: paragraph, text: "{SWEDISH} {SWEDISH_DEATHS} Relapsing MS. 5 years."}}\n'
        '- {kind: paragraph, text: "Chance did not pick them."}'
    ),
    "picture": (
        "{kind: chance, title: T, claim: sweden-five-and-ten-years.no-activity-5-years,\n"
        f'   caption: "Chance did not pick them. {SWEDISH_DEATHS}"}}'
    ),
    "two-claims": '{kind: paragraph, text: "People at home have them [@household-vaccines]. You have them again [@revaccination]."}',
    "never": '{kind: paragraph, text: "Hospital, the first 3 months, up to a year [@seed-recovery-months]. At full strength then."}',
    "not-here": '{kind: paragraph, text: "Then you are at full strength."}',
    "folded": "kind: paragraph\n  text: >-\n    We need you.\n    Someone must be there\n    [@caregiver-needed].",
}


def module_name(case: str) -> str:
    return f"{case.lower()}-sheet"


def paragraph(*sentences: str) -> str:
    return f"- kind: paragraph\n  text: >-\n    {' '.join(sentences)}"


def sheets_without_one() -> dict[str, tuple[str, str, str]]:
    """Name of the module -> reader, pairing and what its sheet does not say; nothing where it says all."""
    return {
        module_name(f"{pairing}-{index}"): (audience, pairing, left_out)
        for pairing, (audience, _, needs) in SHEETS.items()
        for index, left_out in enumerate(["", *needs])
    }


def module_files() -> Mapping[str, str]:
    sections = {
        name: paragraph(SHEETS[pairing][1], *(said for what, said in SHEETS[pairing][2].items() if what != left_out))
        for name, (_, pairing, left_out) in sheets_without_one().items()
    }
    sections |= {module_name(case): f"- {text}" for case, text in OTHERS.items()}
    return {f"content/modules/{name}/en-US.yaml": module_text(text, id=name) for name, text in sections.items()}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The built-in library and one module for each sheet that is asked about here."""
    return load_clinic(write_folder(tmp_path_factory.mktemp("clinic"), module_files()))


def findings(library: Library, module: str, audience: str = "hsct-candidate", locale: str = "en-US") -> list[Finding]:
    (rule,) = RULES
    assert isinstance(rule, SheetRule)
    reader, sheet = assemble_sheet(library, module, audience, locale)
    return list(rule.check(SheetView(library, reader, sheet)))


def lacking(found: list[Finding], pairing: str) -> list[str]:
    """What the findings of one pairing say is missing."""
    messages = [finding.message for finding in found if finding.message.endswith(f"({pairing})")]
    return [message.partition("without: ")[2].removesuffix(f" ({pairing})") for message in messages]


@pytest.mark.parametrize("name", sheets_without_one())
def test_a_sheet_that_leaves_out_one_thing_is_told_which(library: Library, name: str) -> None:
    audience, pairing, left_out = sheets_without_one()[name]
    assert lacking(findings(library, name, audience), pairing) == ([left_out] if left_out else [])


def test_all_that_is_missing_of_one_pairing_is_one_finding_and_says_what_to_do(library: Library) -> None:
    (found,) = [finding for finding in findings(library, module_name("elsewhere")) if finding.message.endswith("(P02)")]
    asked = 'what "no sign of active MS" means, that it does not mean cured'
    assert found.message == f"'sweden-five-and-ten-years.no-activity-5-years' is printed here without: {asked} (P02)"
    assert found.do == library.pairings["P02"].value.say


@pytest.mark.parametrize(("case", "fires"), [("in-passing", False), ("digits", True), ("digits-of-another", False), ("digits-after", True)])
def test_a_pairing_for_figures_waits_for_a_figure_of_its_claim(library: Library, case: str, fires: bool) -> None:
    assert bool(lacking(findings(library, module_name(case)), "P01")) is fires


def test_a_list_without_sources_rests_on_those_of_its_stem(library: Library) -> None:
    (found,) = findings(library, module_name("listed"))
    assert found.message.startswith("'seed-effective-selected' is printed here without: who was studied, over what time")
    assert found.path[:4] == ("sections", 0, "items", 0)


def test_a_figure_of_deaths_asks_for_nothing_more_by_itself(library: Library) -> None:
    assert lacking(findings(library, module_name("only-deaths")), "P01") == []


def test_what_must_stand_beside_is_not_enough_in_another_section(library: Library) -> None:
    assert lacking(findings(library, module_name("all-known")), "P01") == []
    assert lacking(findings(library, module_name("elsewhere")), "P01") == ["what kind of study it was"]


def test_the_sentence_of_a_picture_tells_who_and_over_what_time(library: Library) -> None:
    assert lacking(findings(library, module_name("picture")), "P01") == []


def test_a_finding_names_the_claim_that_stands_first_on_the_sheet(library: Library) -> None:
    (found,) = findings(library, module_name("two-claims"))
    assert found.message.startswith("'household-vaccines' is printed here without: that the transplant team sets the dates")


def test_a_pairing_for_some_readers_leaves_the_others_alone(library: Library) -> None:
    name = module_name("P21-1")
    assert lacking(findings(library, name, "newly-diagnosed"), "P21")
    assert not lacking(findings(library, name, "caregiver"), "P21")


def test_what_may_never_stand_with_a_claim_is_found_only_where_the_claim_is(library: Library) -> None:
    (found,) = findings(library, module_name("never"))
    assert (found.message, found.do) == ("'full strength' may not stand here (P09)", library.pairings["P09"].value.say)
    loaded = library.modules[module_name("never"), "en-US"]
    place = loaded.place_of(*found.path, offset=found.offset)
    assert loaded.file.path.read_text("utf-8").splitlines()[place.line - 1][place.column - 1 :].startswith("full strength")
    assert findings(library, module_name("not-here")) == []


def test_a_finding_stands_at_the_citation_in_a_folded_text(library: Library) -> None:
    name = module_name("folded")
    found = findings(library, name)[0]
    loaded = library.modules[name, "en-US"]
    lines = loaded.file.path.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "[@caregiver-needed]" in text)
    assert loaded.place_of(*found.path, offset=found.offset) == Place(loaded.file.shown, line, lines[line - 1].index("[") + 1)


def hill_files(needs: str) -> Files:
    """The files of a clinic with one pairing and one claim that names it."""
    return {
        PAIRINGS_FILE: f"pairings:\n  - id: P01\n    when: W.\n    say: Say more.\n    needs:\n{needs}",
        CLAIMS_FILE: (
            "topic: hill\nclaims:\n"
            "  - {id: hill-walk, statement: A walk helps., certainty: high, use: say, pairing: [P01], sources: [hill-guide]}\n"
        ),
        MODULE_FILE: module_text(paragraph("A walk helps [@hill-walk].")),
    }


def test_a_need_that_points_nowhere_is_told_at_its_place(riverside: Callable[[Files], Library]) -> None:
    needs = "      - {what: rest, of: [hill-wlak], claims: [our-rset], chances: [our-fever.last-week], says: {en-US: [rest]}}\n"
    library = riverside(hill_files(needs))
    found = findings(library, "our-ward")
    shown, columns = library.pairings["P01"].file.shown, [needs.index(name) + 1 for name in ("hill-wlak", "our-rset", "our-fever")]
    assert [(finding.message, finding.do, finding.place) for finding in found] == [
        ("there is no claim 'hill-wlak'", "did you mean 'hill-walk'?", Place(shown, 6, columns[0])),
        ("there is no claim 'our-rset'", "did you mean 'our-rest'?", Place(shown, 6, columns[1])),
        ("the claim 'our-fever' has no chance 'last-week'", "its chances: first-week", Place(shown, 6, columns[2])),
    ]


def test_a_language_that_pairings_have_no_words_for_is_told_so(riverside: Callable[[Files], Library]) -> None:
    files = {
        **hill_files("      - {what: to rest too, says: {en-US: [rest]}}\n"),
        **translated("es-US", paragraph("Andar ayuda [@hill-walk].")),
    }
    (found,) = findings(riverside(files), "our-ward", "visitor", "es-US")
    assert found.message == "'hill-walk' is printed here without: to rest too (P01)"
    assert found.do == "Say more. (pairings.yaml has no words in es-US to find all of this by: add them to its 'says')"


def test_a_language_without_words_can_rely_on_claims(riverside: Callable[[Files], Library]) -> None:
    needs = "      - {what: to rest too, says: {en-US: [rest]}, claims: [our-rest]}\n"
    sections = paragraph("Andar ayuda [@hill-walk]. Descansar también [@our-rest].")
    files = {**hill_files(needs), **translated("es-US", sections)}
    assert findings(riverside(files), "our-ward", "visitor", "es-US") == []


def test_the_only_chance_of_a_claim_may_be_named_by_the_claim(riverside: Callable[[Files], Library]) -> None:
    files = hill_files("      - {what: how many had a fever, chances: [our-fever.first-week]}\n")
    text = paragraph("A walk helps [@hill-walk].", "{chance:our-fever} had a fever [@our-fever].")
    assert lacking(findings(riverside(files), "our-ward"), "P01") == ["how many had a fever"]
    assert findings(riverside({**files, MODULE_FILE: module_text(text)}), "our-ward") == []


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        ("      - {what: rest}\n", "no sheet could meet this need"),
        ("      []\n", "nobody would see whether this pairing is kept"),
        ("      - {what: rest, says: {en-US: []}}\n", "this needs at least 1"),
        ("      - {what: rest, says: {en-US: [rest …]}}\n", "'rest …' is not in the right form"),
    ],
)
def test_a_pairing_nobody_could_keep_or_check_is_refused(riverside: Callable[[Files], Library], needs: str, message: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        riverside(hill_files(needs))
    assert message in [problem[2] for problem in said(caught.value, "pairings.yaml")]


@pytest.fixture
def pairings(library: Library) -> dict[str, Pairing]:
    return {name: loaded.value for name, loaded in library.pairings.items()}


def test_all_23_are_looked_for(pairings: dict[str, Pairing]) -> None:
    looked_for = [name for name, pairing in pairings.items() if pairing.needs]
    assert looked_for == list(pairings) == [f"P{number:02}" for number in range(1, 24)]
    assert f"There are {len(looked_for)} such pairings" in RULES[0].says


def test_every_name_in_them_leads_somewhere(library: Library, pairings: dict[str, Pairing]) -> None:
    claims = {name: loaded.value for name, loaded in library.claims.items()}
    names = Names(claims, {"claim": claims}, "en-US")
    asked = [(name, "chance" if "." in name else "claim") for pairing in pairings.values() for _, name in pairing.names()]
    assert len(asked) > 100
    assert [reason for name, what in asked if (reason := names.why_unknown(what, name))] == []


def test_a_need_belongs_to_claims_that_name_its_pairing(library: Library, pairings: dict[str, Pairing]) -> None:
    named = {claim: loaded.value.pairing for claim, loaded in library.claims.items()}
    astray = [
        (name, of)
        for name, pairing in pairings.items()
        for need in pairing.needs
        for of in need.of
        if name not in named[of.partition(".")[0]]
    ]
    assert astray == []


def test_every_need_can_be_met_in_english(pairings: dict[str, Pairing]) -> None:
    assert [need.what for pairing in pairings.values() for need in pairing.needs if not need.can_be_met_in("en-US")] == []


def test_no_built_in_sheet_falls_short(library: Library) -> None:
    sheets = [
        (module, audience)
        for (module, locale), loaded in library.modules.items()
        if loaded.file.origin == "builtin" and locale == "en-US"
        for audience in loaded.value.audiences
    ]
    assert len(sheets) >= 40
    assert {sheet: [found.message for found in findings(library, *sheet)] for sheet in sheets if findings(library, *sheet)} == {}


def test_what_answers_for_a_benefit_is_a_number_of_deaths(library: Library, pairings: dict[str, Pairing]) -> None:
    """Such a number brings no needs along, so no benefit may stand among them."""
    claims = {name: loaded.value for name, loaded in library.claims.items()}
    outcomes = {ref: chance.outcome for ref in pairings["P01"].answers if (chance := find_chance(claims, ref)[1])}
    assert len(outcomes) > 15
    assert [ref for ref, outcome in outcomes.items() if "death" not in outcome and "died" not in outcome] == []
