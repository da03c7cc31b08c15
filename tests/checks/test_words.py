"""WD: hard words, terms, abbreviations, tone, and words for a likelihood."""

from __future__ import annotations

import pytest

from tests.checks.told import LibraryFrom, said, told

GLOSSARY_FILE = "content/glossary/en-US.yaml"
GLOSSARY = """
terms:
  - {id: hsct, term: HSCT, plain: A transplant of your own cells., also: [AHSCT, stem cell transplant, bone marrow transplant]}
  - {id: bone-marrow, term: bone marrow, plain: The soft inside of bones.}
  - {id: central-line, term: central line, plain: A thin tube in a large vein., also: [venous catheter]}
  - {id: relapse, term: relapse, plain: New or worse symptoms., also: [attack, flare-up of MS]}
  - {id: low-counts, term: low counts, plain: Too few blood cells., also: [low blood counts]}
  - {id: mri, term: MRI, plain: A scan that shows the brain.}
"""
TERMS = {GLOSSARY_FILE: GLOSSARY}


def paragraph(text: str) -> str:
    return f"- kind: paragraph\n  text: >-\n    {text}\n"


def about(riverside: LibraryFrom, rule: str, text: str) -> list[str]:
    """What a rule says of a paragraph, with the glossary above."""
    return said(told(riverside, rule, paragraph(text), files=TERMS))


# WD-01


def test_a_hard_word_is_told_once_where_it_first_stands_with_the_plain_one(riverside: LibraryFrom) -> None:
    sections = paragraph("Rest helps [@our-rest]. Take\n    your medication. Medication helps. Utilize it.")
    medication, utilize = told(riverside, "WD-01", sections)
    assert (medication.message, medication.hint) == ("'medication' is a hard word", "write 'medicine'")
    assert (medication.place.line, medication.place.column) == (11, len("      your ") + 1)
    assert utilize.message == "'Utilize' is a hard word"


@pytest.mark.parametrize("word", ["alemtuzumab", "Nephropathy", "hydrotherapy", "germ-laden-alemtuzumab"])
def test_a_word_that_few_readers_meet_is_told(word: str, riverside: LibraryFrom) -> None:
    assert about(riverside, "WD-01", f"{word} is on the list.") == [f"'{word}' is a word that few readers meet"]


@pytest.mark.parametrize(
    "text",
    [
        "Use a thermometer, a toothbrush and gauze. Bruises and germs worry us.",  # known, though seldom written
        "You may feel unwell. Blindness is not painless. Keep it germ-free.",  # known by their parts
        "The Multiple Sclerosis Association, and MedWatch, in Szeged. Szeged is a town.",
        "Anthony Nolan helps. Zsuzsanna Nolan too.",
        "MedWatch is open. It tells of mRNA.",
        "Take 38 °C, 1,000 steps, day 2nd, COVID-19 and CD34.",
        "The relapse and the relapses, the venous catheter and HSCT.",  # of the glossary
    ],
)
def test_what_every_reader_knows_and_names_are_let_be(text: str, riverside: LibraryFrom) -> None:
    assert [message for message in about(riverside, "WD-01", text) if "Szeged" not in message] == []


def test_words_of_the_tone_are_told_by_their_own_rules(riverside: LibraryFrom) -> None:
    assert about(riverside, "WD-01", "It is miraculous. Take it prn, e.g. at night.") == []


def test_a_hard_word_that_a_claim_lends_is_told_in_the_claim(riverside: LibraryFrom) -> None:
    claims = riverside({}).claims["our-fever"].file.path.read_text("utf-8").replace("had a fever,", "had febrile days,")
    files = {"content/evidence/claims/riverside.yaml": claims}
    [problem] = told(riverside, "WD-01", "- {kind: chance, title: How many?, claim: our-fever.first-week}", files=files)
    assert (problem.message, problem.hint) == ("'febrile' is a hard word", "write 'with a fever'")
    line = claims.splitlines()[problem.place.line - 1]
    assert problem.place.path.endswith("claims/riverside.yaml")
    assert line[problem.place.column - 1 :].startswith("febrile days")


# WD-02


@pytest.mark.parametrize(
    "text",
    [
        "You have {term:hsct}. HSCT takes weeks.",
        "HSCT (the transplant) takes weeks.",
        "The transplant (HSCT) takes weeks.",
        "A bone marrow transplant (HSCT) takes weeks.",  # the longest name that fits
        "Your own cells come back (also called HSCT).",
        "HSCT, a transplant of your own cells, takes weeks.",
        "HSCT is a transplant of your own cells.",
        "Central lines are the tubes in a large vein.",
        "Relapse: new symptoms.",
        "An MRI shows it.",  # every reader knows it
        "An attack lasts days.",  # an everyday word, which says more than one thing
        "The National Stem Cell Transplant Link helps.",
        'Some call it "AHSCT".',
        "You have low blood counts.",
    ],
)
def test_a_term_is_explained_where_it_first_stands(text: str, riverside: LibraryFrom) -> None:
    assert about(riverside, "WD-02", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HSCT takes weeks.", "HSCT"),
        ("Two central\n    lines are in.", "central lines"),
        ("Unproven cells (not HSCT) can harm.", "HSCT"),
        ("HSCT takes weeks. You have {term:relapse|relapses} before HSCT (the transplant).", "HSCT"),
        ("A venous catheter is in.", "venous catheter"),
        ("The counts are low counts.", "low counts"),
        ("HSCT is hard.", "HSCT"),
    ],
)
def test_a_term_that_is_not_explained_is_told(text: str, words: str, riverside: LibraryFrom) -> None:
    assert about(riverside, "WD-02", text) == [f"'{words}' is not explained where it first stands"]


def test_the_mark_stands_at_the_first_use_and_the_hint_says_how(riverside: LibraryFrom) -> None:
    sections = paragraph("All relapses end.") + paragraph("{term:relapse|Relapses} end.")
    [problem] = told(riverside, "WD-02", sections, files=TERMS)
    assert (problem.severity, problem.place.line, problem.place.column) == ("error", 10, len("      All ") + 1)
    assert problem.hint.startswith("write {term:relapse|relapses} where it first stands, ")


def test_a_terms_section_explains_what_comes_after_it(riverside: LibraryFrom) -> None:
    words = "- {kind: terms, terms: [relapse]}\n"
    assert told(riverside, "WD-02", words + paragraph("Relapses end."), files=TERMS) == []
    assert len(told(riverside, "WD-02", paragraph("Relapses end.") + words, files=TERMS)) == 1


def test_a_heading_may_name_what_its_text_explains_and_nothing_else(riverside: LibraryFrom) -> None:
    heading = "- {kind: paragraph, title: What is HSCT?, text: "
    assert told(riverside, "WD-02", heading + '"{term:hsct} takes weeks."}', files=TERMS) == []
    assert told(riverside, "WD-02", heading + "HSCT (the transplant) takes weeks.}", files=TERMS) == []
    [problem] = told(riverside, "WD-02", heading + "It takes weeks.}", files=TERMS)
    assert problem.message == "'HSCT' is not explained where it first stands"
    [problem] = told(riverside, "WD-02", paragraph("Rest."), files=TERMS, title="After HSCT")
    assert (problem.place.line, problem.place.column) == (2, len("title: After ") + 1)


def test_what_a_caller_says_aloud_needs_no_explanation_and_no_preferred_name(riverside: LibraryFrom) -> None:
    call = "- {kind: call, tier: urgent, signs: [Pain], say: I had a stem cell transplant.}"
    assert told(riverside, "WD-02", call, files=TERMS) == []
    assert told(riverside, "WD-04", call, files=TERMS) == []


@pytest.mark.parametrize(
    ("term", "plain", "rest", "message"),
    [
        ("nadir", "rest " * 16, "", "the meaning of 'nadir' has 16 words; 15 are enough"),
        ("nadir", "rest " * 15, "", None),
        ("nadir", "A medication.", "", "'medication', in the meaning of 'nadir', is itself a hard word"),
        ("nadir", "The nephrotic days.", "", "'nephrotic', in the meaning of 'nadir', is itself a hard word"),
        ("mobilization", "Moving cells.", "", "nothing says how 'mobilization' sounds, a word of 4 syllables or more"),
        ("mobilization", "Moving cells.", ", say: moh-buh-lih-ZAY-shun", None),
        ("cell collection", "Taking cells.", "", None),  # four syllables in two words that are easy to say
    ],
)
def test_a_printed_meaning_is_short_plain_and_says_how_the_word_sounds(
    term: str, plain: str, rest: str, message: str | None, riverside: LibraryFrom
) -> None:
    glossary = f"terms:\n  - {{id: other, term: other}}\n  - {{id: it, term: {term}, plain: {plain}{rest}}}\n".replace(
        "other}", "other, plain: It.}"
    )
    problems = told(riverside, "WD-02", paragraph("This is {term:it}."), files={GLOSSARY_FILE: glossary})
    assert said(problems) == ([message] if message else [])
    if message:
        assert problems[0].place.path.endswith(GLOSSARY_FILE)
        assert problems[0].place.line == 3
    assert told(riverside, "WD-02", paragraph("This is it."), files={GLOSSARY_FILE: glossary}) == []


def test_a_meaning_that_uses_another_term_brings_that_one_with_it(riverside: LibraryFrom) -> None:
    glossary = GLOSSARY.replace("A thin tube", "In {} a thin tube")
    alone = {GLOSSARY_FILE: glossary.replace("{}", "HSCT")}
    [problem] = told(riverside, "WD-02", paragraph("A {term:central-line} is in."), files=alone)
    assert problem.message == "'HSCT' is not explained where it first stands"
    assert problem.place.path.endswith(GLOSSARY_FILE)
    line = alone[GLOSSARY_FILE].splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("HSCT a thin tube")
    marked = {GLOSSARY_FILE: glossary.replace("In {} a thin tube in a large vein.", '"In {term:hsct}, a thin tube in a large vein."')}
    assert told(riverside, "WD-02", paragraph("A {term:central-line} is in."), files=marked) == []


# WD-03


@pytest.mark.parametrize(
    "text",
    [
        "MS, an MRI, the UK and COVID-19.",  # every reader knows them
        "Intensive care (ICU) is near. The ICU is quiet.",
        "The ICU (intensive care) is near.",
        "The ICU, the ward for very ill people, is near.",
        "MIST was small. In the MIST trial, 3 died.",
        "The trial BEAT-MS is open.",
        "STOP. Do NOT eat.",
        "MedWatch lists NCT04047628 and vitamin C.",
        "HSCT takes weeks.",  # of the glossary: WD-02
    ],
)
def test_an_abbreviation_is_spelled_out_or_known(text: str, riverside: LibraryFrom) -> None:
    assert about(riverside, "WD-03", text) == []


@pytest.mark.parametrize(
    ("text", "words"), [("Two ICUs, then intensive care (ICU).", "ICU"), ("An IV is in.", "IV"), ("Get G-CSF.", "G-CSF")]
)
def test_any_other_is_told_once(text: str, words: str, riverside: LibraryFrom) -> None:
    assert about(riverside, "WD-03", text) == [f"'{words}' is not spelled out where it first stands"]


# WD-04


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You have {term:hsct}. A stem cell transplant takes weeks.", "stem cell transplant"),
        ("You have {term:hsct}. AHSCT takes weeks.", "AHSCT"),
        ("You have {term:hsct} (a stem cell transplant).", None),
        ("A stem cell transplant (HSCT) takes weeks.", None),
        ("{term:relapse|Relapses} end. An attack may come.", None),  # an everyday word
        ("{term:low-counts} are low blood counts. Low blood counts end.", None),  # the same name, said in full
        ("You have {term:hsct}. Others say 'AHSCT' or \"AHSCT\".", "AHSCT"),
    ],
)
def test_one_thing_has_one_name(text: str, words: str | None, riverside: LibraryFrom) -> None:
    term = "HSCT"
    assert about(riverside, "WD-04", text) == ([f"'{words}' is called '{term}' elsewhere"] if words else [])


# WD-05 to WD-07


@pytest.mark.parametrize(
    ("rule", "text", "message"),
    [
        ("WD-05", "HSCT is a cure.", "'cure' promises too much"),
        ("WD-05", "HSCT is not a cure.", None),
        ("WD-06", "They failed therapy.", "'failed therapy' can hurt a reader"),
        ("WD-06", "The therapy did not work.", None),
        ("WD-07", "Take it bid.", "'bid' is shorthand"),
        ("WD-07", "Bring pills and/or drops.", "'and/or' is shorthand"),
        ("WD-07", "Ask your nurse/doctor.", "'nurse/doctor' leaves open what the slash means"),
        ("WD-07", "Call 24/7 on 6/8, see example.org/our/ward, or mail us.", None),
    ],
)
def test_the_tone(rule: str, text: str, message: str | None, riverside: LibraryFrom) -> None:
    assert about(riverside, rule, text) == ([message] if message else [])


def test_the_tone_of_headings_labels_and_meanings_counts_too(riverside: LibraryFrom) -> None:
    sections = "- {kind: write-in, title: A cure, prompt: A miracle}\n" + paragraph("See {term:it}.")
    problems = told(riverside, "WD-05", sections, files={GLOSSARY_FILE: "terms: [{id: it, term: it, plain: Magic.}]\n"})
    assert sorted(said(problems)) == [f"'{word}' promises too much" for word in ("Magic", "cure", "miracle")]
    assert problems[0].place.path.endswith(GLOSSARY_FILE)


def test_a_word_is_found_in_the_text_and_not_in_the_name_of_a_claim(riverside: LibraryFrom) -> None:
    claims = "topic: cures\nclaims: [{id: cure, statement: None., certainty: high, use: say, sources: [hill-guide]}]\n"
    sections = paragraph("Rest helps [@cure]. It is a cure.")
    [problem] = told(riverside, "WD-05", sections, files={"content/evidence/claims/cures.yaml": claims})
    assert problem.place.column == len("      Rest helps [@cure]. It is a ") + 1


# WD-08


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bleeding is rare.", "rare"),
        ("In 2020, bleeding was rare.", "rare"),
        ("Bleeding is rare: 3 of 100 people bled.", None),
        ("Bleeding is rare, in one of the 55 people.", None),
        ("A fever is common: {chance:our-fever.first-week} [@our-fever].", None),
        ("Wash your hands often.", None),
        ("Some people bleed.", None),
    ],
)
def test_in_a_text_on_risks_a_likelihood_has_its_number(text: str, words: str | None, riverside: LibraryFrom) -> None:
    expected = [f"'{words}' says how likely it is, without a number"] if words else []
    assert said(told(riverside, "WD-08", paragraph(text), kind="risk")) == expected
    assert told(riverside, "WD-08", paragraph(text)) == []


@pytest.mark.parametrize(
    ("section", "fires"),
    [
        ("{kind: warning, text: Bleeding is rare.}", True),
        ("{kind: chance, title: Is fever common?, claim: our-fever.first-week}", False),
        ("{kind: chance, title: How many?, claim: our-fever.first-week, caption: Fever is common.}", True),
        (
            "{kind: options, options: [{name: A, what: A., good: [Rare.], bad: [Pain.]}, {name: B, what: B., good: [B.], bad: [Pain.]}]}",
            False,
        ),
        (
            "{kind: options, options: [{name: A, what: A., good: [A.], bad: [Rare pain.]}, {name: B, what: B., good: [B.], bad: [B.]}]}",
            True,
        ),
    ],
)
def test_what_speaks_of_risks(section: str, fires: bool, riverside: LibraryFrom) -> None:
    assert len(told(riverside, "WD-08", f"- {section}")) == fires
