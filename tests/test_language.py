"""The plain-language lists: what they find, what they leave alone, and that the built-in texts raise no false alarm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from handouts.folders import builtin_folder
from handouts.language import LIST_NAMES, SUGGESTING_LIST_NAMES, Language, ListName, SuggestingListName, WordListName
from handouts.library import load_library
from handouts.markup import Bold, Link, Plain, Span, TermUse
from handouts.names import Names
from handouts.phrases import find_phrases
from handouts.problems import Problem
from handouts.sections import Actions
from handouts.validation import validate
from handouts.words import Words
from handouts.yamltext import parse_yaml

FILE = builtin_folder().root / "content" / "language" / "en-US.yaml"
UNPLANNED = "does not take it as planned"


def read(text: str) -> tuple[Language | None, list[Problem]]:
    return validate(Language, parse_yaml(text.encode(), "en-US.yaml"), Names())


@pytest.fixture(scope="module")
def english() -> Language:
    language, problems = read(FILE.read_text("utf-8"))
    assert problems == []
    assert language is not None
    return language


def words(found: list[tuple[int, str]]) -> list[str]:
    return [phrase for _, phrase in found]


def test_every_list_has_entries(english: Language) -> None:
    assert english.id == FILE.stem
    lists = {name: value for name, value in english if name not in ("id", "based_on")}
    assert set(lists) >= {*LIST_NAMES, *SUGGESTING_LIST_NAMES, *get_args(WordListName)}
    assert [name for name, value in lists.items() if len(value) < 5] == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("hype", "HSCT is a cure.", ["cure"]),
        ("hype", "A MIRACLE: proven, risk free and 100% safe.", ["MIRACLE", "proven", "risk free", "100% safe"]),
        ("hype", "It resets the immune system. It is your best option.", ["resets", "best option"]),
        ("hype", "HSCT is safe.", ["safe"]),
        ("likelihood", "Clots are rare. Fever is common, and there is a high chance of it.", ["rare", "common", "high chance"]),
        ("hedges", "We do not know. It may help. There is no good proof.", ["do not know", "may", "no good proof"]),
        ("relative", "It halves the risk. Relapses are 50% lower.", ["halves", "50% lower"]),
        ("relative", "It is 3 times more, or ten times the risk.", ["3 times more", "ten times the"]),
        (
            "relative",
            "It cuts the yearly relapses by 70 percent. They fell by two thirds.",
            ["cuts the yearly relapses by 70", "fell by two"],
        ),
        ("arithmetic", "Take 2 mg per kg. Multiply it, or take 5% of your dose.", ["per kg", "Multiply", "% of your"]),
        ("statistics", "The hazard ratio was 0.3 (95% CI, p<0.05 or p = 0.01).", ["hazard ratio", "95% CI", "p<", "p ="]),
        (
            "placeholders",
            "Call ___ or [clinic name]. TBD. Insert the phone number here.",
            ["___", "[clinic name]", "TBD", "Insert the phone number here"],
        ),
        ("negations", "No one can, nor without it, nor isn’t.", ["No one", "nor", "without", "nor", "isn’t"]),
        ("yes_no_understanding", "Do you understand? Right?", ["Do you understand", "Right?"]),
    ],
)
def test_a_list_finds(english: Language, name: ListName, text: str, expected: list[str]) -> None:
    assert words(english.find(name, text)) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hype", "It is not a cure. There is no cure yet. It does not mean cured or free of symptoms."),
        ("hype", "It has not been proven. It cannot regrow nerves. No one can promise you a cure."),
        ("hype", "They promise a cure. Ask: Is it safe to swim? Which is the best choice for me?"),
        ("hype", "Keep your line safe. Eat safe food. No cured meat."),
        ("hype", "Unproven cells are secured in an obscure place. Food safety is improved safely."),
        ("likelihood", "Some people, most women and many men may get it."),
        (
            "relative",
            "Brush two or three times a day. Flush twice. You may have double vision. At times more rest helps. Half of them did.",
        ),
        ("statistics", "The odds change with age. Pat gets a significant other. Circle a place."),
        ("arithmetic", "Weigh yourself. The percent is small."),
        ("placeholders", "A to-do list. Xxxx (see below)."),
        ("yes_no_understanding", "Tell me in your own words what you understand. The right arm."),
    ],
)
def test_a_list_leaves_alone(english: Language, name: ListName, text: str) -> None:
    assert english.find(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("replace", "Administering it, utilizing it.", {"Administering": "give", "utilizing": "use"}),
        ("replace", "She complied with it and was permitted to.", {"complied with": "follow", "permitted": "let"}),
        ("replace", "Physicians utilize it prior to surgery.", {"Physicians": "doctor", "utilize": "use", "prior to": "before"}),
        ("replace", "It has an adverse event, or adverse events.", {"adverse event": "side effect", "adverse events": "side effect"}),
        ("stigma", "Victims suffer from it.", {"Victims": "people with MS", "suffer from": "have"}),
        ("stigma", "Is she wheelchair bound?", {"wheelchair bound": "uses a wheelchair"}),
        ("stigma", "Patients who failed, non‑compliant.", {"Patients who failed": "people it did not help", "non‑compliant": UNPLANNED}),
        (
            "shorthand",
            "E.g. b.i.d. and/or PRN",
            {"E.g.": "for example", "b.i.d.": "twice a day", "and/or": "or", "PRN": "when you need it"},
        ),
        ("shorthand", "2 mg/kg w/o food etc.", {"mg/kg": "the dose your team works out", "w/o": "without", "etc.": "and so on"}),
    ],
)
def test_a_list_suggests(english: Language, name: SuggestingListName, text: str, expected: dict[str, str]) -> None:
    found = english.suggestions(name, text)
    assert {suggestion.text: suggestion.instead for suggestion in found} == expected
    assert [text[at : at + len(phrase)] for at, phrase, _ in found] == list(expected)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("replace", "The administration acutely permeates nonadverse things."),
        ("stigma", "The drug failed. People who use a wheelchair have a buffer from it. Keep the windows shut; it is not a burden."),
        ("shorthand", "Forbid it: I kept the script. Mr. Etcher said pie. Day and night, his or her."),
    ],
)
def test_a_list_suggests_nothing(english: Language, name: SuggestingListName, text: str) -> None:
    assert english.suggestions(name, text) == []


def test_only_hard_words_are_found_in_other_forms(english: Language) -> None:
    assert words(english.find("hype", "Cures and guarantees, cureds and guaranteeing")) == ["Cures", "guarantees"]
    assert english.suggestions("stigma", "suffereds from") == []


def test_what_to_say_instead_is_plain_itself(english: Language) -> None:
    for name in SUGGESTING_LIST_NAMES:
        for instead in getattr(english, name).values():
            found = [found for other in SUGGESTING_LIST_NAMES for found in english.suggestions(other, instead)]
            assert [*found, *english.find("hype", instead)] == [], instead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cells are frozen.", "are frozen"),
        ("You will be given a drug.", "be given"),
        ("Live vaccines are usually not given.", "are usually not given"),
        ("A diet has not been shown to help.", "been shown"),
        ("It is still being\ntested.", "is still being\ntested"),
    ],
)
def test_a_passive_is_found(english: Language, text: str, expected: str) -> None:
    assert english.passives(text) == [(text.index(expected), expected)]


@pytest.mark.parametrize(
    "text",
    [
        "If the clinic is closed, call.",
        "She is suddenly confused. I am very tired and worried.",
        "Get tested. It is swollen.",
        "It is an accepted choice. The dose is in red.",
        "They were few. Needed: a nurse. Is it, filled or not, there?",
    ],
)
def test_a_state_is_not_a_passive(english: Language, text: str) -> None:
    assert english.passives(text) == []


def test_an_entry_with_a_hyphen_is_an_ending(english: Language) -> None:
    assert words(english.passives("It is quickly filmed. It is a bed.")) == ["is quickly filmed"]
    without = english.model_copy(update={"participles": ("given",), "between": ()})
    assert words(without.passives("It is filmed. It is quickly given. It is given.")) == ["is given"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do not go without it.", ["not go without"]),
        ("It is not uncommon.", ["not uncommon"]),
        ("Never take none of them, unless there is a reason not to.", ["Never take none", "unless there is a reason not"]),
        ("It is not hard. No one fails. They do not, without you.", []),
        ("It is neither a cure nor a test. They are not a cure and do not undo damage. Not only, not ever.", []),
        ("Do not take one of the two small white pills without it.", []),
    ],
)
def test_two_negations_close_together(english: Language, text: str, expected: list[str]) -> None:
    assert words(english.double_negatives(text)) == expected


def test_a_word_of_a_list(english: Language) -> None:
    assert english.lists("label_headings", "Overview:")
    assert not english.lists("label_headings", "Overview of MS")
    assert english.lists("action_verbs", "ask")
    assert english.lists("action_verbs", "Ask")
    assert not english.lists("action_verbs", "Patients")
    assert english.lists("closed_openers", "Do")
    assert not english.lists("closed_openers", "What")
    assert english.lists("abbreviations", "MRI")
    assert not english.lists("abbreviations", "HSCT")


def test_an_occurrence_outside_what_is_allowed_is_found(english: Language) -> None:
    text = "It is not a cure. But they sell a cure."
    assert english.find("hype", text) == [(text.rindex("cure"), "cure")]
    assert words(english.find("hype", "It is not a drug but a cure. It is not. Cure it.")) == ["cure", "Cure"]


def test_one_allowed_phrase_does_not_hide_another() -> None:
    phrases = ("cure", "proven")
    assert find_phrases("no cure is proven", phrases, ("no cure", "no … proven")) == []
    assert find_phrases("no known cure is not proven", phrases, ("no … cure", "cure is not proven")) == []
    assert find_phrases("no one says cure, or a cure", phrases, ("no … cure",)) == [(23, "cure")]
    assert find_phrases("no cure or a cure", phrases, ("no … cure",)) == []
    assert find_phrases("no a no b cure c cure", phrases, ("no … cure",)) == []


def test_what_is_allowed_is_whole_words_around_the_whole_phrase() -> None:
    assert find_phrases("a piano cure", ("cure",), ("no cure",)) == [(8, "cure")]
    assert find_phrases("a best option", ("best option",), ("a best",)) == [(2, "best option")]
    assert find_phrases("a best option", ("best option",), ("option",)) == [(2, "best option")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cut by", ["cut by"]),
        ("Cut all of the pain\nby", ["Cut all of the pain\nby"]),
        ("cut 4.5 “old” don't so-so by", []),
        ("cut 4.5 don't so-so by", ["cut 4.5 don't so-so by"]),
        ("cut a b c d e by", []),
        ("cut it. So by", []),
        ("cut it, so by", []),
        ("cutter by, uncut by, cut bye", []),
        ("cut a by b by", ["cut a by"]),
    ],
)
def test_a_gap_is_up_to_four_words_of_one_clause(text: str, expected: list[str]) -> None:
    assert words(find_phrases(text, ("cut … by",))) == expected


def test_the_longest_phrase_wins() -> None:
    assert find_phrases("the best option of the best", ("best", "best option", "option")) == [(4, "best option"), (23, "best")]


def test_n_is_a_number_and_n_in_a_word_is_not() -> None:
    found = find_phrases("5 times, 1,000.5 times, Two times, no times, n times", ("N times",), numbers=("two",))
    assert words(found) == ["5 times", "1,000.5 times", "Two times"]
    assert words(find_phrases("two times, NNT, n", ("NNT", "N times"))) == ["NNT"]


def test_nothing_to_look_for_finds_nothing() -> None:
    assert find_phrases("a cure", ()) == []
    assert find_phrases("", ("cure",)) == []


@given(st.text(alphabet="aAİß ’'-.…cure12\u0301", max_size=40))
def test_what_is_found_stands_at_its_offset(text: str) -> None:
    for start, phrase in find_phrases(text, ("cure", "a … cure", "N c", "İ", "ß e"), ("a cure",), ("e",)):
        assert phrase
        assert text[start : start + len(phrase)] == phrase


@pytest.mark.parametrize(
    ("before", "after", "near", "message"),
    [
        ("abbreviations: [MS,", "abbreviations: [MS, ms,", "abbreviations", "ms is listed more than once"),
        ("abbreviations: [MS,", "abbreviations: [not …,", "abbreviations", "'not …' begins or ends with …"),
        ("abundance: plenty", "… abundance: plenty", "replace", "'… abundance' begins or ends with …"),
        ("abundance: plenty", "Accelerate: hurry", "replace", "accelerate is listed more than once"),
        ("abundance: plenty", "abundance: ''", "  abundance", "this needs at least 1 character"),
    ],
)
def test_a_list_that_cannot_work_is_a_problem(before: str, after: str, near: str, message: str) -> None:
    text = FILE.read_text("utf-8")
    assert before in text
    changed = text.replace(before, after, 1)
    language, problems = read(changed)
    assert language is None
    assert message in [problem.message for problem in problems]
    assert [problem for problem in problems if not changed.splitlines()[problem.place.line - 1].startswith(near)] == []


def texts_of(value: object) -> Iterator[str]:
    """The plain text of every wording in a model."""
    match value:
        case Words():
            yield from ("".join(map(plain, text.spans)) for text in value.root.values())
        case BaseModel():
            yield from (text for name in type(value).model_fields for text in texts_of(getattr(value, name)))
        case tuple():
            yield from (text for part in value for text in texts_of(part))


def plain(span: Span) -> str:
    match span:
        case Plain(text) | Link(text, _):
            return text
        case Bold(spans):
            return "".join(map(plain, spans))
        case TermUse(term, shown):
            return shown or term
    return ""


@pytest.fixture(scope="module")
def built_in_texts() -> list[tuple[str, str]]:
    modules = load_library((builtin_folder(),)).modules
    return [(module, text) for (module, locale), loaded in modules.items() if locale == "en-US" for text in texts_of(loaded.value)]


def test_the_built_in_texts_are_read(built_in_texts: list[tuple[str, str]]) -> None:
    assert len(built_in_texts) > 600
    assert {module for module, _ in built_in_texts} == {path.parent.name for path in FILE.parents[1].glob("modules/*/en-US.yaml")}
    assert any("is not a cure" in text for _, text in built_in_texts)


@pytest.mark.parametrize("name", ["hype", "relative", "arithmetic", "statistics", "placeholders", "yes_no_understanding"])
def test_the_built_in_texts_raise_no_alarm(english: Language, built_in_texts: list[tuple[str, str]], name: ListName) -> None:
    assert [(module, text) for module, text in built_in_texts if english.find(name, text)] == []


@pytest.mark.parametrize("name", SUGGESTING_LIST_NAMES)
def test_the_built_in_texts_need_no_other_words(english: Language, built_in_texts: list[tuple[str, str]], name: SuggestingListName) -> None:
    assert [(module, found) for module, text in built_in_texts for found in english.suggestions(name, text)] == []


def test_the_built_in_instructions_start_with_a_verb_of_the_list(english: Language) -> None:
    modules = load_library((builtin_folder(),)).modules.values()
    sections = [section for module in modules for section in module.value.sections if isinstance(section, Actions)]
    actions = [action for section in sections for action in section.items]
    openers = {text.split()[0].strip('",:.') for action in actions for text in texts_of(action.do)}
    assert len(openers) >= 10
    assert {opener for opener in openers if not english.lists("action_verbs", opener)} <= {"Before", "If", "Once", "Were"}
