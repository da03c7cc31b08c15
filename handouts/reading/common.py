"""Words that most readers know: the common words of a language, and what they become with an everyday ending."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

SHORTEST_STEM = 3
_NUMERAL = re.compile(r"\d[\d.,:/]*(?:st|nd|rd|th|s|%)?")
_HYPHEN = re.compile(r"[-\u2010\u2011]")


@cache
def common_words(language: str) -> frozenset[str]:
    """Return the words of a language that stand 3 times or more in a million words (Zipf frequency of at least 3.5), in small letters.

    Raises LookupError for a language without a list.
    """
    path = files("handouts.reading") / "data" / language / "common-words.txt.gz"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not path.is_file():
        raise LookupError(f"there is no list of common words for the language {language!r}")
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_common(word: str, language: str) -> bool:
    """Say whether most readers know a word: it is listed, or a listed word with -s, -'s, -ed, -ing, -er, -est or -ly, or a numeral.

    A word with hyphens is as common as its parts. Capital and small letters make no difference.
    """
    listed = common_words(language)
    parts = [part for part in _HYPHEN.split(word.replace("\u2019", "'").lower()) if part]
    return all(part in listed or _NUMERAL.fullmatch(part) or not listed.isdisjoint(_stems(part)) for part in parts)


def _stems(word: str) -> Iterator[str]:
    """Return what an English word may be without its ending: "stopped" gives stop, stopp and stoppe."""
    for ending in ("'s", "s'", "s", "es", "d", "ed", "ing", "r", "er", "st", "est", "ly"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            yield stem
            yield from _respelled(stem, ending)


def _respelled(stem: str, ending: str) -> Iterator[str]:
    """Return how a stem may be written on its own: bak(ing) bake, stopp(ed) stop, carri(es) carry, possib(ly) possible."""
    if ending in ("ing", "ly"):
        yield stem + ("e" if ending == "ing" else "le")
    if ending in ("ed", "ing", "er", "est") and stem[-1] == stem[-2]:
        yield stem[:-1]
    if ending in ("es", "ed", "er", "est", "ly") and stem.endswith("i"):
        yield stem[:-1] + "y"
