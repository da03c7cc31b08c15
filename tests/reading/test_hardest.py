"""What a writer should mend first."""

from __future__ import annotations

import pytest

from handouts.reading.blocks import Listed, Prose
from handouts.reading.hardest import HardWord, hardest_sentences, hardest_words
from handouts.reading.lexicon import load_lexicon
from handouts.reading.scores import read_level

LEXICON = load_lexicon()
LONG = "You may have to stay in a room by yourself for two or three weeks until your new blood cells start to grow and work."
HARD = "Opportunistic infections necessitate hospitalization."
BLOCKS = (
    Prose(f"Call us. {LONG} Wash your hands."),
    Listed("Tell us about:", ("any infection", HARD, "a temperature of 100.4 °F", "Infection of the line")),
)


def test_sentences_with_most_to_gain_come_first() -> None:
    found = hardest_sentences(BLOCKS, LEXICON, 10)
    assert [one.text for one in found] == [HARD, LONG, "any infection", "a temperature of 100.4 °F", "Infection of the line"]
    assert found[0].long_words == ("Opportunistic", "infections", "necessitate", "hospitalization")
    assert (found[1].words, found[1].long_words) == (25, ())
    assert found[3].long_words == ("temperature",)
    assert [one.saves for one in found] == sorted((one.saves for one in found), reverse=True)


def test_what_a_plain_sentence_saves_is_what_the_text_gains() -> None:
    split = Prose(f"Call us. {LONG.replace(' until', '. Until')} Wash your hands.")
    saved = next(one.saves for one in hardest_sentences(BLOCKS, LEXICON, 10) if one.text == LONG)
    gained = read_level(BLOCKS, LEXICON).counts["C"].fk - read_level((split, BLOCKS[1]), LEXICON).counts["C"].fk
    assert saved == pytest.approx(gained)


def test_a_sentence_that_stands_twice_is_named_once() -> None:
    assert [one.text for one in hardest_sentences((Prose(HARD), Prose(HARD), Prose("Call us.")), LEXICON, 10)] == [HARD]


def test_words_that_cost_most_come_first_with_how_often_they_stand() -> None:
    assert hardest_words((*BLOCKS, Prose("Is it an infection?")), LEXICON, 10) == [
        HardWord("hospitalization", 6, 1),
        HardWord("opportunistic", 5, 1),
        HardWord("infection", 3, 3),
        HardWord("necessitate", 4, 1),
        HardWord("infections", 3, 1),
        HardWord("temperature", 3, 1),
    ]


def test_abbreviations_keep_their_capitals_and_what_holds_digits_is_left_out() -> None:
    assert hardest_words((Prose("HSCT in 1995 at 100 °F: trial NCT01234567. Hsct."),), LEXICON, 5) == [HardWord("HSCT", 4, 1)]


def test_no_more_than_asked_for() -> None:
    assert len(hardest_sentences(BLOCKS, LEXICON, 1)) == 1
    assert len(hardest_words(BLOCKS, LEXICON, 2)) == 2


def test_an_empty_text_has_nothing_hard() -> None:
    assert hardest_sentences((), LEXICON, 5) == []
    assert hardest_words((), LEXICON, 5) == []
