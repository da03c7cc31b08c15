"""Syllables, counted by hand."""

from __future__ import annotations

import pytest

from handouts.reading.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("cells", 1),
        ("nurse", 1),
        ("treated", 2),
        ("called", 1),
        ("table", 2),
        ("people", 2),
        ("fire", 2),  # as CMUdict has it first
        ("area", 3),
        ("medicine", 3),
        ("infection", 3),
        ("patient's", 2),
        ("nurse's", 2),
        ("nurses’", 2),
        ("didn’t", 2),
        ("naïve", 2),
        ("Dr", 2),
        ("Mr", 2),
        ("a", 1),
        ("I", 1),
        ("tsk", 1),
    ],
)
def test_words(word: str, syllables: int) -> None:
    assert load_lexicon().syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("HSCT", 4),
        ("W", 3),
        ("WHO", 5),
        ("MS", 2),
        ("MRIs", 3),
        ("HSCT’s", 4),
        ("U.S.", 2),
        ("e.g.", 2),
        ("a.m.", 2),
        ("G-CSF", 4),
        ("CD34", 5),
        ("B12", 2),
        ("mRNA", 4),
        ("COVID-19", 4),
        ("NOT", 1),
        ("IMPORTANT", 3),
        ("DON'T", 1),
    ],
)
def test_abbreviations_are_spelled_out_and_other_words_in_capitals_are_read(word: str, syllables: int) -> None:
    assert load_lexicon().syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("100.4", 5),
        ("°F", 5),
        ("38.0", 6),
        ("mg", 3),
        ("2012", 3),
        ("1,234", 9),
        ("3", 1),
        ("%", 2),
        ("24-hour", 5),
        ("7:30", 4),
        ("20th", 3),
    ],
)
def test_numerals_and_units_count_as_spoken(word: str, syllables: int) -> None:
    assert load_lexicon().syllables(word) == syllables


def test_the_parts_of_a_hyphenated_word_are_summed() -> None:
    assert load_lexicon().syllables("stem-cell") == 2
    assert load_lexicon().syllables("follow\u2011up") == 3
    assert load_lexicon().syllables("area-by-area") == 7


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("autologous", 4), ("neutropenia", 5), ("hematopoietic", 6), ("chemotherapy", 5), ("ocrelizumab", 5), ("myeloma", 4)],
)
def test_medical_words_no_dictionary_holds(word: str, syllables: int) -> None:
    assert load_lexicon().syllables(word) == syllables


def test_the_glossary_comes_first() -> None:
    lexicon = load_lexicon(glossary={"cell": 9, "MIST": 1, "pseudo-relapse": 7, "central line": 30, "lens": 8})
    assert [lexicon.syllables(word) for word in ("cell", "Cell", "cells", "cell’s", "stem-cell")] == [9, 9, 9, 9, 10]
    assert lexicon.syllables("lenses") == 2  # a plural in -es is a word of its own
    assert lexicon.syllables("lens’s") == 9
    assert (lexicon.syllables("MIST"), load_lexicon().syllables("MIST")) == (1, 4)
    assert lexicon.syllables("pseudo-relapse") == 7
    assert (lexicon.syllables("central"), lexicon.syllables("line")) == (2, 1)


def test_an_abbreviation_of_the_glossary_is_not_the_word_in_small_letters() -> None:
    lexicon = load_lexicon(glossary={"AID": 7})
    assert (lexicon.syllables("AID"), lexicon.syllables("aid")) == (7, 1)


def test_the_hash_names_the_data_and_the_glossary() -> None:
    plain, same, other = load_lexicon(), load_lexicon(), load_lexicon(glossary={"cell": 2})
    assert len(plain.sha256) == 64
    assert plain.sha256 == same.sha256 != other.sha256
    assert load_lexicon(glossary={"a": 1, "b": 2}).sha256 == load_lexicon(glossary={"b": 2, "a": 1}).sha256


@pytest.mark.parametrize("language", ["xx", ""])
def test_a_language_without_data_is_an_error(language: str) -> None:
    with pytest.raises(LookupError, match="no syllables are known"):
        load_lexicon(language)
