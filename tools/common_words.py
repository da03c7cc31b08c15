"""Makes the list of common English words from the data of the PyPI package `wordfreq`: `python -m tools.common_words`.

Install that package for this alone (`pip install wordfreq==3.1.1`); the program does not need it. The list keeps its licence, CC BY-SA
4.0: see handouts/reading/data/en/COMMON-WORDS-NOTICE.txt.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "handouts" / "reading" / "data"
NAME = "common-words.txt.gz"
LEAST_ZIPF = 3.5  # about 3 in a million words (van Heuven and others, 2014: 4 and more is frequent, 3 and less is rare)

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def main() -> None:
    """Write the list and say how large it is."""
    words = common_words("en")
    path = DATA / "en" / NAME
    path.write_bytes(packed(words, version("wordfreq")))
    print(f"{path.relative_to(Path.cwd())}: {len(words)} words, {path.stat().st_size} bytes")


def common_words(language: str) -> list[str]:
    """Return the words of a language with a Zipf frequency of at least 3.5, in the order of the alphabet."""
    wordfreq = import_module("wordfreq")
    from_the_commonest_on: Iterable[str] = wordfreq.iter_wordlist(language)
    frequent = takewhile(lambda word: wordfreq.zipf_frequency(word, language) >= LEAST_ZIPF, from_the_commonest_on)
    return sorted(word for word in frequent if _WORD.fullmatch(word))


def packed(words: list[str], of_version: str) -> bytes:
    """Return the list as gzip, without a time in it, so that the same words give the same bytes."""
    head = f"# Drawn from wordfreq {of_version}, Copyright 2022 Robyn Speer. CC BY-SA 4.0: see COMMON-WORDS-NOTICE.txt\n"
    return gzip.compress((head + "".join(f"{word}\n" for word in words)).encode(), mtime=0)


if __name__ == "__main__":
    main()
