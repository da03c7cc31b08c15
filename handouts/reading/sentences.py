"""Text cut into sentences, and sentences into words."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_TITLES = {"Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "St", "Sr", "Sra", "Dra", "EE"}  # exact: "MS." may end a sentence, "Ms." may not
_MID_SENTENCE = {"e.g", "i.e", "vs", "cf", "approx", "E.g", "I.e"}
_BEFORE_NUMBER = {"no", "nos", "fig", "figs", "p", "pp", "vol", "núm", "pág"}
# After "U.S." or "J." a capital may go on with a name. These words show that a sentence begins.
_OPENER = re.compile(
    r"(?:A|After|All|An|And|Are|As|Ask|At|Before|But|By|Call|Can|Did|Do|Does|Each|For|From|He|Her|Here|His|How|I|If|In|Is|It|Many|Most|My|No"
    r"|Not|On|Or|Our|She|Some|So|Tell|That|The|Their|Then|There|These|They|This|Those|To|We|What|When|Where|Who|Why|With|You|Your)\b"
)

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘«/]*$")
_LETTERS_WITH_DOTS = re.compile(r"[A-Z](\.[A-Z][a-z]?)+|Ph\.D")
_INITIAL = re.compile(r"(?:^|\.\s*)[A-Z]$")

_NUMBER = r"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)\b)?"
_LETTERS = r"[^\W\d_]\w*(?:['’][^\W\d_]+)*"
_PART = f"(?:{_NUMBER}|{_LETTERS})"
_WORD = re.compile(rf"(?<!\w)(?:[^\W\d_]\.){{2,}}|°[CF]?|[%$€£&]|(?:(?<!\S)[-−‑](?=\d))?{_PART}(?:[-‑]{_PART})*")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens and marks without width


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text as written, in order; each holds at least one word.

    A sentence ends at . ! ? or … before a space, with the quotes and brackets that close there. Not inside numbers ("100.4"), after titles
    ("Dr."), after "e.g.", after "No." before a digit, nor in "U.S. Food"; "at 8 a.m. The" is two sentences. What has no full stop at its
    end is still a sentence.
    """
    return list(_sentences(text))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order, without punctuation.

    A hyphenated word is one word and keeps its hyphens; apostrophes stay; a numeral is a word ("3 of 100" is three); so is a unit, with or
    without a space ("38 °C" and "38°C" are two). Slashes and dashes part words.
    """
    return list(_words(text))


def is_closed(sentence: str) -> bool:
    """Say whether a sentence ends as one, with . ! ? or …, and not with a colon or nothing, as a fragment does."""
    return _STOP.search(sentence.rstrip()[-4:]) is not None


# The same sentences come again in each count, sheet and packet.
@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(normalize("NFC", text).translate(_UNSEEN)))


@lru_cache(maxsize=10_000)
def _sentences(text: str) -> tuple[str, ...]:
    sentences, start = [], 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text[start : stop.start()], stop[0], text[stop.end() :]):
            sentences.append(text[start : stop.end()])
            start = stop.end()
    return tuple(sentence.strip() for sentence in (*sentences, text[start:]) if _words(sentence.strip()))


def _ends_sentence(before: str, stop: str, after: str) -> bool:
    rest = after.lstrip(" \t\r\n\u00a0\u202f\"'“‘«([¿¡")
    if not rest:
        return True
    if rest[0].islower():
        return stop in {"!", "?"}  # He asked "Why?" and left.
    return stop != "." or not _goes_on(before, rest)


def _goes_on(before: str, rest: str) -> bool:
    """Say whether the dot after `before` belongs to an abbreviation in the middle of a sentence."""
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    if word in _TITLES or word in _MID_SENTENCE:
        return True
    if word.lower() in _BEFORE_NUMBER:
        return rest[0].isdigit()
    if _LETTERS_WITH_DOTS.fullmatch(word) or _INITIAL.search(before.lstrip()):
        return _OPENER.match(rest) is None
    return False
