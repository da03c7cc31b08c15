"""Two engines, one answer: on clean prose the grades are those of textstat with the whole of CMUdict."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nltk
import pytest
from textstat import textstat

from handouts.reading.blocks import Prose
from handouts.reading.lexicon import load_lexicon
from handouts.reading.scores import read_level
from tests.reading.texts import TEXTS
from tools.syllable_data import dictionary_text

TOLERANCE = 0.3  # grades


@pytest.fixture(scope="module", autouse=True)
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """CMUdict where NLTK looks for it, in NLTK's form, so that textstat need not download it."""
    folder = tmp_path_factory.mktemp("nltk")
    path = folder / "corpora" / "cmudict" / "cmudict"
    path.parent.mkdir(parents=True)
    path.write_text(in_nltk_form(dictionary_text()), encoding="utf-8")
    nltk.data.path.insert(0, str(folder))
    yield
    nltk.data.path.remove(str(folder))


def in_nltk_form(dictionary: str) -> str:
    """Return lines such as "FIRE 1 F AY1 ER0", where CMUdict has "fire F AY1 ER0"."""
    lines = []
    for line in dictionary.splitlines():
        head, *sounds = line.partition("#")[0].split()
        word, _, number = head.rstrip(")").partition("(")
        lines.append(" ".join((word.upper(), number or "1", *sounds)))
    return "\n".join(lines)


def test_textstat_uses_the_dictionary() -> None:
    # Hyphenation, its makeshift, gives 1 for each of these.
    assert [textstat.syllable_count(word) for word in ("fire", "area", "idea")] == [2, 3, 3]


@pytest.mark.parametrize("name", TEXTS)
def test_grades_agree_on_clean_prose(name: str) -> None:
    text = " ".join(TEXTS[name].split())
    reading = read_level([Prose(text)], load_lexicon())
    assert reading.words == textstat.lexicon_count(text)
    assert reading.sentences == textstat.sentence_count(text)
    assert reading.fk == pytest.approx(textstat.flesch_kincaid_grade(text), abs=TOLERANCE)
    assert reading.smog == pytest.approx(textstat.smog_index(text), abs=TOLERANCE)


def test_the_texts_are_clean_and_reach_from_easy_to_hard() -> None:
    readings = {name: read_level([Prose(text)], load_lexicon()) for name, text in TEXTS.items()}
    assert not any(re.search(r"[\d\-–—;:/()]|[A-Z]{2}", text) for text in TEXTS.values())
    assert readings["easy"].fk < 3 < readings["target"].fk < 7 < 15 < readings["hard"].fk
    assert [name for name, reading in readings.items() if not reading.indicative] == ["long"]
