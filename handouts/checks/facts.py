"""The facts in a text that no translation may change: numbers, phones, chances, temperatures, the clinic's values, claims, whom to call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from handouts.locale import Locale
from handouts.markup import Bold, ChanceUse, Citation, ClinicSlot, Foreign, Keyed, Link, LocalWords, Plain, Span, Temperature, TermUse, Text
from handouts.selection import Part
from handouts.translation import DAYS
from handouts.words import ChanceKey, SlotKey, TierKey
from handouts.yamltext import Path

# "10 000" is one number in every language; "1.000" and "1,5" mean what the locale says. "9:00" says no more than "9".
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
_FULL_HOUR = re.compile(r"(?<=\d):00\b")
_SPACES = re.compile(r"\s")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Fact:
    """One fact, said as its author would write it in any language; `offset` is where it stands in the text at `path`."""

    said: str
    path: Path
    offset: int = 0


def facts_in(value: Any, locale: Locale, path: Path = ()) -> Iterator[Fact]:
    """Return the facts in a part of a module, in reading order; `value` is what `selection` left of it."""
    match value:
        case Part():
            for name, part in value.fields.items():
                yield from facts_in(part, locale, (*value.path, name))
        case tuple():
            for index, part in enumerate(value):
                yield from facts_in(part, locale, (*path, index))
        case Text():
            said = (fact for span in value.all_spans() for fact in _said_by(span, locale))
            yield from (Fact(fact, path, max(0, value.source.find(written))) for fact, written in said)
        case _:
            if alone := _said_alone(value, path):
                yield Fact(alone, path)


def _said_alone(value: Any, path: Path) -> str:
    """Return the fact that stands alone in a field: a picture, a value of the clinic, a tier, a day. Nothing for what is none."""
    match value:
        case ChanceKey():
            return f"the picture of {value}"
        case SlotKey():
            return f"{{clinic.{value}}}"
        case TierKey():
            return f"tier: {value}"
        case int() if path and path[-1] in DAYS:
            return f"{path[-1]} {value}"
        case _:
            return ""


def _said_by(span: Span, locale: Locale) -> Iterator[tuple[str, str]]:
    """Return each fact of a span, and how it is written there."""
    match span:
        case Plain(text) | TermUse(_, text) | Foreign(_, text) | Keyed(text):
            yield from _numbers_in(text, locale)
        case Link(text, url):
            yield from _numbers_in(text, locale)
            if url.startswith("tel:"):
                yield url, url
        case Bold():
            pass  # its spans come on their own
        case _:
            written = _typed(span)
            yield written, written


def _typed(span: Citation | ChanceUse | Temperature | ClinicSlot | LocalWords) -> str:
    match span:
        case Citation(claim):
            return f"[@{claim}]"
        case ChanceUse(ref, rest):
            return f"{{{'rest' if rest else 'chance'}:{ref}}}"
        case Temperature(celsius):
            return f"{{temp:{celsius}}}"
        case ClinicSlot(name):
            return f"{{clinic.{name}}}"
        case LocalWords(name):
            return f"{{local:{name}}}"


def _numbers_in(text: str, locale: Locale) -> Iterator[tuple[str, str]]:
    for number in _NUMBER.findall(_FULL_HOUR.sub("", text)):
        yield _plain_number(number, locale), number


def _plain_number(written: str, locale: Locale) -> str:
    """Return a number without marks between thousands, its decimals after a point: "1.234,50" in Spanish is "1234.5"."""
    number = _SPACES.sub("", written).replace(locale.thousands_mark, "").replace(locale.decimal_mark, ".")
    return f"{Decimal(number).normalize():f}" if _DECIMAL.fullmatch(number) else written
