"""The bytes of a list as text: what a spreadsheet program writes is recognised, or refused with a word on how to save it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress

from handouts.problems import HandoutsError, Place, Problem

THE_LIST = "the list"  # what messages call the file, whose own name may be somebody's
HOW_TO_SAVE = "in Excel: File, Save As, and as the type 'CSV UTF-8 (Comma delimited)'"

_WORKBOOKS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # .xlsx and .ods; .xls
_SMALL, _CAPITAL = "áâäçéëíîóôöúüýß", "ÁÂÄÇÉËÍÎÓÔÖÚÜÝ"  # the same bytes in Western, Central European and Turkish Windows
_VOWELS = "aeiouáéíóú"
# What can be nothing else. A list of another country would have letters in a row, or signs in the middle of names, as that of an old Mac.
# The n with a tilde is a Polish letter on other machines, but no vowel follows that one.
_CERTAIN = re.compile(
    rf"(?<=[A-Za-z])[{_SMALL}]{{1,2}}|(?<![a-z])[{_CAPITAL}](?=[A-Za-z])|(?<=[A-Z])[{_CAPITAL}]"
    rf"|ñ(?=[{_VOWELS}])|Ñ(?=[{_VOWELS}{_VOWELS.upper()}])|’(?=[A-Z])|[\u00a0°]"
)


def decode_list(data: bytes) -> str:
    """Return the text of a list in UTF-8, in UTF-16 with its mark, or in Windows-1252 where that is certain.

    Raises: HandoutsError for a workbook, for what is no text, and for letters that may mean others.
    """
    if data.startswith(_WORKBOOKS):
        raise _refused("this is a workbook, and not the CSV file that is needed", HOW_TO_SAVE)
    text = _decoded(data)
    if text is None:
        raise _refused("the letters with accents cannot be told for certain from how it was saved", f"save it again; {HOW_TO_SAVE}")
    if "\0" in text:
        raise _refused("this is no text", f"it must be a CSV file; {HOW_TO_SAVE}")
    return text


def _decoded(data: bytes) -> str | None:
    with suppress(UnicodeDecodeError):
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    if b"\0" in data:
        return "\0"
    with suppress(UnicodeDecodeError):
        text = data.decode("cp1252")
        return text if _CERTAIN.sub("", text).isascii() else None
    return None


def _refused(message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(THE_LIST), message, hint)])
