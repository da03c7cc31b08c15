"""Text as it is set: what belongs together stays on one line, and numbers keep their order where a script runs the other way.

Done with characters that print nothing instead of elements, so that it holds everywhere: in sentences, labels, attributes that become the
margins of a page.
"""

from __future__ import annotations

import re

NO_BREAK_SPACE, WORD_JOINER = "\u00a0", "\u2060"
_FROM_LEFT, _END = "\u2066", "\u2069"  # between them, text runs from left to right whatever is around it

_YEAR = r"(?:19|20)\d\d"
_LETTER = r"[^\W\d_]"
_NEW_PHRASE = (
    r"(?:at|in|for|by|on|from|with|and|or|but)\b"  # English; "about 86 of 100 | at 5 years" may part, or table cells grow too wide
)
# Each pattern matches the one space that must not break.
_JOINED = re.compile(
    rf"""
      (?<=\d)[ ](?=[°%‰€£$\d])                 # 38.0 °C, 10 000
    | (?<=\d)(?<!\b{_YEAR})(?<!\d{{3}}-\d{{4}})[ ](?!{_NEW_PHRASE})(?=[^\W\d])  # 5 mg, and any other word after its number
    | (?<=\d\))[ ](?=\d)                       # (800) 555-0100
    | (?<=[≥≤<>±≈~+−€£$])[ ](?=\d)             # ≥ 38
    | (?<=°[CF])[ ](?=\(\d)                    # 100.4 °F (38.0 °C)
    | (?<=\d,)[ ](?={_YEAR}\b)                 # 22, 2026
    | (?<={_LETTER})[ ](?=(?:\d\d?,?[ ])?{_YEAR}\b)  # November 22, 2026 and November 2026
    """,
    re.VERBOSE,
)
_RANGE = re.compile(rf"(\d[ \u00a0]{_LETTER}{{1,3}}) (?=\d)")  # 3 to 5, 3 of 100
_DAY_DE_MONTH = re.compile(rf"(\d\d?) de ({_LETTER}+) (del?) (?={_YEAR}\b)")  # 22 de noviembre de 2026
_HYPHEN = re.compile(r"(?<=\d)-(?=[^\W\d_A-Z])")  # 3-month, but not a code
_RATE = re.compile(rf"(\d\u00a0?{_LETTER}+/)(?=\w)")  # 5 mg/day

_SIGN = r"[+<>≥≤≈~±−€£$-]*"
_CORE = rf"{_SIGN}[A-Za-z0-9](?:[A-Za-z0-9_°%‰€£$.,:/@+–\u00a0\u2060-]*[A-Za-z0-9°%‰€£$])?"
_NUMBERS = re.compile(rf"&\#?\w+;|(?:\(\d+\)\u00a0)?{_CORE}(?:\u00a0\({_CORE}\))?")
_ORDERED = re.compile(r"\d.*\W|\W.*\d|://|@")  # a number with anything but letters and digits in it, or an address

_PARTS = re.compile(r"<(title|style|script)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
# What the style sheet prints in the margins and around elements.
_PRINTED = re.compile(r'(?<= )(data-(?:clinic|packet|draft|call|dates|rest|before|after|page-\w+)=")([^"]*)(?=")')


def unbroken(text: str) -> str:
    """Return the text with a space that does not break wherever a number belongs to what follows it."""
    text = _DAY_DE_MONTH.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), text)
    text = _RANGE.sub(rf"\1{NO_BREAK_SPACE}", _JOINED.sub(NO_BREAK_SPACE, text))
    return _RATE.sub(rf"\1{WORD_JOINER}", _HYPHEN.sub(f"-{WORD_JOINER}", text))


def left_to_right(text: str) -> str:
    """Return text of a script that runs from right to left, with its phones, doses and addresses held in their own order.

    Bare, "555-0100" is printed as "0100-555" there, and "5 mg" as "mg 5".
    """
    return _NUMBERS.sub(lambda found: f"{_FROM_LEFT}{found[0]}{_END}" if _needs_order(found[0]) else found[0], text)


def _needs_order(found: str) -> bool:
    return found[0] != "&" and bool(_ORDERED.search(found))


def typeset(html: str, *, rtl: bool = False) -> str:
    """Return the document with all its text so treated; elements, addresses and names stay as they are."""

    def set_text(text: str) -> str:
        text = unbroken(text)
        return left_to_right(text) if rtl else text

    def set_part(part: re.Match[str]) -> str:
        if part[0][0] != "<":
            return set_text(part[0])
        return _PRINTED.sub(lambda found: found[1] + set_text(found[2]), part[0])

    return _PARTS.sub(set_part, html)
