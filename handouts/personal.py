"""What looks like something about a person: told by its shape, so names alone are not known. English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

HIDDEN = "(hidden)"
LONGEST_LEAD = 60  # characters before a date in which its word may begin
FEWEST_DIGITS = 7  # of a phone number, so that 911 is everyone's
EMAIL, PHONE, NAME, STAY = "an e-mail address", "a phone number", "a person's name", "the day of an appointment or a stay"


@dataclass(frozen=True)
class Personal:
    """A piece of a text from `start` to `end`, and what kind of thing it looks like ("an e-mail address")."""

    kind: str
    start: int
    end: int


def _words(text: str) -> str:
    return "|".join(text.split(", "))


# With a capital, or "day 10 may be hard" would be a date.
_MONTHS = _words("January, February, March, April, May, June, July, August, September, October, November, December")
_SHORT_MONTHS = _words("Jan, Feb, Mar, Apr, Jun, Jul, Aug, Sep, Sept, Oct, Nov, Dec")
_MESES = _words("enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, setiembre, octubre, noviembre, diciembre")
_MONTH = rf"\b(?:(?-i:(?:{_MONTHS})\b|(?:{_SHORT_MONTHS})\b\.?)|(?:{_MESES})\b)"
_NUMERIC_DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}-\d{1,2}-\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2,4}"
_DAY = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|º)?(?!\d)"
_WORDED_DATE = rf"{_MONTH} {_DAY}(?:,? \d{{4}})?|{_DAY} (?:of |de )?{_MONTH}(?:,? (?:del? )?\d{{4}})?"
_DATE = rf"(?i)(?<!\d)(?:{_NUMERIC_DATE})(?!\d)|{_WORDED_DATE}"

# Any day tied to a person's care, with or without the year (HIPAA, 45 CFR 164.514(b)(2)). A month alone is how trials are dated.
# Not as a piece of a name, as in 'before-surgery'.
_CARE = (
    r"(?<![\w-])(?:appointments?|admitted|admission|visit|discharged?|check-?ups?|follow-?ups?|surgery|infusion|see you"
    r"|citas?|ingres[oóa]|consulta|visita)(?![\w'’-])"
)
_BORN = r"(?<![\w-])(?:date of birth|birth ?date|birthday|born|d\.?o\.?b\b\.?|fecha de nacimiento|naci[óod]a?)"
_BEFORE_A_DATE = {
    "a date of birth": rf"(?i){_BORN}[^.!?\n\d]{{0,15}}$",
    STAY: rf"(?i){_CARE}[^.!?\n]{{0,40}}$",
}
_AFTER_A_DATE = rf"(?i)[^.!?\n]{{0,30}}?{_CARE}"

_HOLDER = r"(?:patient|hospital|chart|record|member|policy|insurance|account|nhs|health card)"
_RECORD = (
    rf"\b(?:mrn|(?:medical )?{_HOLDER}[ -]?(?:id|number|no\.|#)|historia clínica|número de (?:historia|paciente|póliza)(?: clínica)?|nhc)"
    r"[\W_]{0,4}(?:(?:is|es|n\.?º) ?)?[a-z]{0,4}[ -]?\d(?:[ -]?\d){3,}"
)
_IDENTITY = r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])|(?<![\w-])\d{8}-?[A-Z]\b"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"

# A range of doses or people ("500-1000 mg") has the shape of a short local number.
_UNIT = r"(?! ?(?:%|°|(?:mg|mcg|g|kg|ml|l|cells?|people|patients|units?|steps|calories|kcal|days|times|personas|células|días)\b))"
_PHONES = (
    r"\+\d(?:[ ./()-]{0,2}\d){7,14}",
    r"(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}",
    rf"\d{{3}}[-.]\d{{4}}{_UNIT}",
    r"(?=(?:[ /-]?\d){9})0\d{1,4}(?:[ /-]\d{2,8}){1,4}",  # with the 0 of a national number: nine digits or more
    r"[6-9]\d{2} \d{3} \d{3}|[89]\d(?: \d{2,3}){3}",  # Spain
)
_PHONE = rf"(?:(?<![\w.,/-])|(?<=[a-z][.-]))(?:{'|'.join(_PHONES)})(?![\w-])"
_LONG_NUMBER = r"(?<![\w.,/-])\d{9,}(?![\w/-]|[.,]\d)"

# "Dr." is left out: a work name is not about a patient. "Miss" begins sentences ("Miss Monday's dose?").
_CAPITALIZED = r"[A-ZÁÉÍÑÓÚ][\w'’-]+"
_NAME_LABEL = r"\b(?i:patient(?:['’]s)? name|name of (?:the )?patient|nombre del paciente)\b"
_NAME = rf"\b(?:Mr|Mrs|Ms|Mx|Sr|Sra|Srta)\b\.? {_CAPITALIZED}|{_NAME_LABEL}(?: is| es)?[: ]{{1,3}}{_CAPITALIZED}(?: {_CAPITALIZED})?"

# What comes first wins where two overlap.
_SHAPES = {
    EMAIL: _EMAIL,
    "a record number": rf"(?i){_RECORD}",
    "an identity number": _IDENTITY,
    PHONE: rf"(?i){_PHONE}",
    "a long number": _LONG_NUMBER,
    NAME: _NAME,
}
_WORTH_A_LOOK = rf"[\d@]|{_NAME}"  # most texts are not, and need no more
_ADDRESS = r"https?://[^\s)]+"
_ONE_PERSONS = r"(?<![a-z0-9])\d{6,}|(?<!\d)\d{3}-\d{4}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|\bmrs-[a-z]"

_compiled = cache(re.compile)  # when first needed: most runs of the program are not


def looks_personal(text: str) -> str | None:
    """Return what kind of thing about a person `text` seems to hold, or None. A name is known only after "Mrs." or "patient name"."""
    return next((found.kind for found in personal_values(text)), None)


def name_looks_personal(name: str) -> str | None:
    """Return the same for a file name or an id, where a long number or a full date is enough: what is about a topic needs neither."""
    kind = looks_personal(name) or looks_personal(re.sub(r"[-_]", " ", name))
    return kind or ("something about one person" if _compiled(_ONE_PERSONS).search(name) else None)


def hide_personal(text: str) -> str:
    """Return `text` with "(hidden)" for whatever looks personal, for messages and records."""
    for found in reversed(personal_values(text)):
        text = text[: found.start] + HIDDEN + text[found.end :]
    return text


def personal_values(text: str, public: Iterable[str] = ()) -> list[Personal]:
    """Return what looks personal in `text`, in order. Web addresses are passed over, and so are the phones and e-mails in `public`."""
    if not _compiled(_WORTH_A_LOOK).search(text):
        return []
    known = [_essence(value) for value in public]
    return [found for found in _found_in(text) if not _is_one_of(known, text[found.start : found.end])]


@lru_cache(maxsize=1024)
def _found_in(text: str) -> tuple[Personal, ...]:
    visible = _compiled(_ADDRESS).sub(lambda address: " " * len(address[0]), text)
    found = list(_days_in(visible))
    for kind, shape in _SHAPES.items():
        for match in _compiled(shape).finditer(visible):
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(Personal(kind, *match.span()))
    return tuple(sorted(found, key=lambda personal: personal.start))


def _days_in(text: str) -> Iterator[Personal]:
    """Return the dates that are somebody's: words near them in the sentence say so."""
    for date in _compiled(_DATE).finditer(text):
        window = max(0, date.start() - LONGEST_LEAD)
        kind = next((kind for kind, before in _BEFORE_A_DATE.items() if _compiled(before).search(text, window, date.start())), None)
        if kind or _compiled(_AFTER_A_DATE).match(text, date.end()):
            yield Personal(kind or STAY, *date.span())


def _essence(value: str) -> str:
    return value.casefold() if "@" in value else _digits(value)


def _digits(value: str) -> str:
    return "".join(character for character in value if character.isdecimal())


def _is_one_of(known: list[str], value: str) -> bool:
    """Whether a phone or an e-mail is known, with its country code or without."""
    here = _essence(value)
    return any(here == other or ("@" not in here and _ends_alike(here, other)) for other in known)


def _ends_alike(here: str, other: str) -> bool:
    return min(len(here), len(other)) >= FEWEST_DIGITS and (here.endswith(other) or other.endswith(here))
