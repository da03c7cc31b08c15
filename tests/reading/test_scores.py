"""Grades, worked out by hand; the worse of two counts; what is given besides."""

from __future__ import annotations

from math import sqrt

import pytest

from handouts.reading.blocks import Listed, Prose
from handouts.reading.lexicon import load_lexicon
from handouts.reading.scores import NothingToScoreError, Reading, read_level
from handouts.reading.tally import Tally


def read(*blocks: Prose | Listed, terms: tuple[str, ...] = ()) -> Reading:
    return read_level(blocks, load_lexicon(), terms)


def grades(words: int, sentences: int, syllables: int, polysyllables: int) -> tuple[object, object]:
    fk = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    return pytest.approx(fk), pytest.approx(1.0430 * sqrt(30 * polysyllables / sentences) + 3.1291)


def test_counted_by_hand() -> None:
    # The doc-tor checks your blood each day: 8. In-fec-tions are com-mon: 6.
    reading = read(Prose("The doctor checks your blood each day. Infections are common."))
    assert (reading.words, reading.sentences, reading.syllables, reading.polysyllables) == (10, 2, 14, 1)
    assert (reading.fk, reading.smog) == grades(10, 2, 14, 1)
    assert reading.fk_e == reading.fk
    assert (reading.fk_count, reading.smog_count) == ("C", "C")


def test_the_end_of_a_paragraph_ends_a_sentence() -> None:
    assert read(Prose("Call now"), Prose("Do not wait")).sentences == 2


FEVER = Listed("Call if you have:", ("a fever", "a bad headache", "You see blood. Call at once."))
PLAIN = Prose("You can call us day and night.")


def test_the_two_counts_of_a_list() -> None:
    counts = read(PLAIN, FEVER).counts
    assert counts["C"] == Tally(words=7 + 4 + 2 + 3 + 3 + 3, sentences=6, syllables=7 + 4 + 3 + 4 + 3 + 3, polysyllables=0)
    assert counts["D"] == Tally(words=7 + 3 + 3, sentences=3, syllables=7 + 3 + 3, polysyllables=0)


def test_a_stem_of_whole_sentences_counts_and_its_open_end_does_not() -> None:
    listed = Listed("Did your unit teach you steps? Follow those. If not:", ("Press firmly.", "Go to the hospital"))
    counts = read(listed).counts
    assert counts["C"].sentences == 5
    assert (counts["D"].sentences, counts["D"].words) == (3, 6 + 2 + 2)


def test_the_worse_count_is_the_grade_of_each_formula() -> None:
    # Dropping the easy fragments leaves the long sentence: worse by both formulas.
    hard = Prose("The hematologist will discuss the possible complications of this treatment with you and your family in the clinic.")
    easy = Listed("Bring:", ("a pen", "your list", "a friend"))
    reading = read(hard, easy)
    assert (reading.fk_count, reading.smog_count) == ("D", "D")
    assert (reading.fk, reading.smog) == (reading.counts["D"].fk, reading.counts["D"].smog)
    assert reading.fk > reading.counts["C"].fk
    assert reading.sentences == 5


def test_each_formula_has_its_own_worse_count() -> None:
    # The items have long words in few words; the prose has a long sentence of short ones.
    prose = Prose("If you feel hot or cold or sick or weak, then call the nurse on the ward by day or by night at once.")
    items = Listed("Ask:", ("infection", "vaccination", "menopause", "disability", "recovery", "medicine"))
    easy_items = Listed("Bring:", ("a fever chart", "medicine list", "a pen"))
    reading = read(prose, easy_items)
    assert (reading.fk_count, reading.smog_count) == ("D", "C")
    assert read(prose, items).smog_count == "C"


def test_running_text_counts_even_without_its_full_stop() -> None:
    assert read(Prose("Call now"), FEVER).counts["D"].sentences == 3


def test_a_list_of_fragments_alone_has_one_count() -> None:
    reading = read(Listed("Bring:", ("a pen", "your list")))
    assert set(reading.counts) == {"C"}
    assert reading.sentences == 3


def test_the_third_count_joins_a_list_to_one_sentence() -> None:
    joined = read(Prose("You can call us day and night. Call if you have a fever a bad headache you see blood call at once."))
    assert read(PLAIN, FEVER).fk_e == pytest.approx(joined.fk)
    assert read(Listed("", ("one cup", "two cups"))).fk_e == pytest.approx(read(Prose("one cup two cups.")).fk)


def test_fewer_than_30_sentences_are_indicative() -> None:
    assert read(*[PLAIN] * 29).indicative
    assert read(*[PLAIN] * 29).smog_firm is None
    assert not read(*[PLAIN] * 30).indicative
    assert read(*[PLAIN] * 30).smog_firm == read(PLAIN).smog


def test_a_worse_count_of_few_sentences_does_not_hide_the_firm_one() -> None:
    long_words = Prose("Infections after chemotherapy are dangerous.")
    reading = read(*[long_words] * 10, *[Listed("Bring:", ("a pen", "medicine"))] * 10)
    assert reading.smog_count == "D"
    assert reading.indicative
    assert reading.smog_firm == reading.counts["C"].smog < reading.smog


def test_smog_without_numerals() -> None:
    reading = read(Prose("A temperature of 100.4 °F is high. Call us."))
    assert (reading.polysyllables, reading.smog) == (3, grades(10, 2, 0, 3)[1])
    assert reading.smog_without_numerals == grades(10, 2, 0, 1)[1]


def test_smog_with_terms_once() -> None:
    text = (
        "Chemotherapy comes first. Chemotherapies are strong. Your immune system is weak, and the immune system grows. Immune cells grow."
    )
    reading = read(Prose("HSCT is chemotherapy. HSCT’s chemotherapy is strong. HSCT is long."), terms=("HSCT", "chemotherapy"))
    assert reading.polysyllables == 5
    assert reading.smog_terms_once == grades(10, 3, 0, 2)[1]
    plain = read(Prose(text))
    assert plain.smog_terms_once == plain.smog


def test_a_term_of_several_words_counts_once() -> None:
    text = "A central venous catheter is a tube. The Central Venous Catheters stay in. A catheter is a tube."
    reading = read(Prose(text), terms=("central venous catheter", "catheter"))
    assert reading.polysyllables == 3
    assert reading.smog_terms_once == grades(18, 3, 0, 2)[1]


def test_the_longest_term_wins() -> None:
    reading = read(Prose("A catheter infection is bad. Wash the catheter."), terms=("catheter", "catheter infection"))
    assert reading.smog_terms_once == reading.smog


@pytest.mark.parametrize("blocks", [(), (Prose(""),), (Prose(" … "), Listed("", ()))])
def test_without_words_there_is_nothing_to_score(blocks: tuple[Prose | Listed, ...]) -> None:
    with pytest.raises(NothingToScoreError, match="no words"):
        read(*blocks)
