"""Where sentences end, and what a word is; counted by hand."""

from __future__ import annotations

import pytest

from handouts.reading.sentences import is_closed, split_sentences, words_of


@pytest.mark.parametrize(
    "text",
    [
        "Call now. Do not wait.",
        "Is it a fever? Call now!",
        "Call at 100.4 °F. It may be 38.0 °C.",
        "Take 0.5 mg. Wait.",
        "See Dr. Lee or Ms. Ray. Take your list.",
        "You have MS. The nerves lose their coating.",
        "Go at 8 a.m. The nurse is there.",
        "The U.S. Food and Drug Administration did not agree. Ask why.",
        "She lives in the U.S. The trial is in Mexico.",
        "It is No. 3 on the list. Read it.",
        "She said no. He said yes.",
        "Eat soft food, e.g. soup, i.e. no nuts. Drink water.",
        "It takes approx. 5 days. Rest.",
        "Bring pills, creams, etc. Leave the rest.",
        "“Do not wait.” She meant it.",
        "(Ask your nurse.) She knows.",
        "Wait … and see. Then call.",
        "Wait... Then call.",
        "Take vitamin D. Take it daily.",
        "J. Smith and Dr. J. R. Roe wrote it. Ask them.",
        "He asked “Why me?” and left. Nobody knew.",
        "Any pain? yes or no",
        "No full stop here. None here",
        "Ask first. 3 of 100 people had it.",
    ],
)
def test_two_sentences(text: str) -> None:
    sentences = split_sentences(text)
    assert len(sentences) == 2
    assert " ".join(sentences) == text


def test_quotes_and_brackets_stay_with_their_sentence() -> None:
    text = "He said “Go.” (It was late.) “Why?” Nobody knew…"
    assert split_sentences(text) == ["He said “Go.”", "(It was late.)", "“Why?”", "Nobody knew…"]


@pytest.mark.parametrize("text", ["", "   ", "…", "— .", "[ ]", "____"])
def test_without_words_there_is_no_sentence(text: str) -> None:
    assert split_sentences(text) == []
    assert words_of(text) == []


def test_a_sentence_is_kept_as_written() -> None:
    assert split_sentences("  A fever of\u00a0100.4\u00a0°F\nis high. Call. ") == ["A fever of\u00a0100.4\u00a0°F\nis high.", "Call."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A stem-cell transplant, for you.", ["A", "stem-cell", "transplant", "for", "you"]),
        ("Don’t wait; it's the patients' choice.", ["Don’t", "wait", "it's", "the", "patients", "choice"]),
        ("3 of 100 people", ["3", "of", "100", "people"]),
        ("100.4 °F (38.0 °C)", ["100.4", "°F", "38.0", "°C"]),
        ("38°C, 5mg, 50%", ["38", "°C", "5", "mg", "50", "%"]),
        ("1,234 people in 2012", ["1,234", "people", "in", "2012"]),
        ("at 7:30 a.m., in the U.S.", ["at", "7:30", "a.m.", "in", "the", "U.S."]),
        ("your doctor and/or nurse", ["your", "doctor", "and", "or", "nurse"]),
        ("first—then last – at once", ["first", "then", "last", "at", "once"]),
        ("Day -10 and Day −2", ["Day", "-10", "and", "Day", "−2"]),
        ("follow\u2011up with G-CSF after COVID-19", ["follow\u2011up", "with", "G-CSF", "after", "COVID-19"]),
        ("a 5-year-old with CD34+ cells", ["a", "5-year-old", "with", "CD34", "cells"]),
        ("the 2nd and 20th", ["the", "2nd", "and", "20th"]),
        ("trans\u00adplant", ["transplant"]),
        ("nai\u0308ve cells", ["naïve", "cells"]),
        ("¿Qué es la médula ósea?", ["Qué", "es", "la", "médula", "ósea"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Call now.", True),
        ("Why?", True),
        ("“Go.”", True),
        ("(Ask.) ", True),
        ("Call if:", False),
        ("Mouth sores", False),
        ("at 38.0", False),
    ],
)
def test_what_ends_as_a_sentence_does(text: str, closed: bool) -> None:
    assert is_closed(text) is closed
