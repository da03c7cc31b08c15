"""Which words are common, and that the list says where it comes from."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from handouts.reading import common
from handouts.reading.common import common_words, is_common

DATA = Path(common.__file__).parent / "data" / "en"


@pytest.mark.parametrize(
    "word",
    [
        *("doctor", "Doctor", "DOCTOR", "don't", "don’t", "o'clock", "chemotherapy"),  # listed
        *("nurse's", "nurse’s", "nurses'", "cuffs", "rashes"),  # of one, of many
        *("numbed", "hugged", "hurried", "tidied", "peeling", "wiping", "patting"),  # done
        *("flatter", "wetter", "rarest", "hungrier", "noisiest"),  # more
        *("neatly", "visibly", "sleepily"),  # how
        *("7", "38.0", "1,000", "1990s", "3rd", "50%", "24/7", "2-fold", "first-time", "follow‑up"),  # numerals and parts
    ],
)
def test_a_word_most_readers_know(word: str) -> None:
    assert is_common(word, "en")


@pytest.mark.parametrize(
    "word",
    [
        *("ocrelizumab", "neutropenia", "engraftment", "HSCT", "paresthesia", "mucositis"),  # medical
        *("blood-xyzzy", "xyzzy-blood", "x7b", "37b", "unknowingest", "zzed", "qing", "zs", "neutropenias", "neutropenia's"),  # made up
    ],
)
def test_a_word_many_readers_do_not_know(word: str) -> None:
    assert not is_common(word, "en")


def test_what_is_left_of_a_very_short_word_does_not_count() -> None:
    assert {"we", "up"} <= common_words("en")
    assert not is_common("wely", "en")
    assert not is_common("uped", "en")


def test_the_list_holds_words_only() -> None:
    words = common_words("en")
    assert 14_000 < len(words) < 16_000
    assert [word for word in words if not word.replace("'", "").isalpha() or word != word.lower()] == []
    assert words.isdisjoint({"apheresis", "melphalan"})


@pytest.mark.parametrize("language", ["xx", "", "..", "../data/en", "en/", "en-US"])
def test_a_language_without_a_list_is_an_error(language: str) -> None:
    with pytest.raises(LookupError, match="no list of common words"):
        common_words(language)


def test_the_list_says_whose_it_is() -> None:
    packed = (DATA / "common-words.txt.gz").read_bytes()
    head, *words = gzip.decompress(packed).decode().splitlines()
    notice = (DATA / "COMMON-WORDS-NOTICE.txt").read_text("utf-8")
    assert "wordfreq 3.1.1, Copyright 2022 Robyn Speer. CC BY-SA 4.0" in head
    assert "COMMON-WORDS-NOTICE.txt" in head
    for credit in ("Robyn Speer", "https://creativecommons.org/licenses/by-sa/4.0/", "SUBTLEX is freely available data", "OpenSubtitles"):
        assert credit in notice
    assert words == sorted(set(words))
    assert packed[4:8] == bytes(4), "the file holds the time it was made"
