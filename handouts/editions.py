"""An edition: exactly what a reviewer signs. The words one audience reads, the claims behind them, and the pictures, line by line.

Two editions with the same hash say the same thing. What does not reach the reader (a version number, a waiver, a comment in the file) is
not in it; what the clinic fills in (a phone number, the fever limit) is, because a changed number is a changed text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handouts.evidence import Claim
from handouts.filling import Filler, Reader
from handouts.library import Library
from handouts.model import PacketSpec
from handouts.passages import Passage, passages_of
from handouts.pieces import Call, Run, plain_text
from handouts.selection import Part
from handouts.words import ImageKey, SlotKey, TierKey

FIELDS_ON_PAPER = ("tier", "number", "image", "rows", "lines")


@dataclass(frozen=True)
class Line:
    """One thing a reviewer reads, and what it is: "call, signs"."""

    label: str
    text: str


@dataclass(frozen=True)
class Edition:
    """A module (or a packet's own words) as one audience reads it in one language. `claims` are the ids behind it, already in the lines."""

    name: str
    locale: str
    audience: str
    lines: tuple[Line, ...]
    claims: tuple[str, ...] = ()

    @cached_property
    def data(self) -> bytes:
        """The edition as canonical JSON: this is what is hashed, and what is kept of a signed text."""
        lines = [[line.label, line.text] for line in self.lines]
        value = {"name": self.name, "locale": self.locale, "audience": self.audience, "lines": lines}
        return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_edition(data: bytes) -> Edition:
    """Return the edition that `data` holds.

    Raises: ValueError when it does not hold one.
    """
    try:
        value = json.loads(data)
        lines = tuple(Line(str(label), str(text)) for label, text in value["lines"])
        return Edition(value["name"], value["locale"], value["audience"], lines)
    except (KeyError, TypeError) as error:
        raise ValueError("not an edition") from error


def edition_of(library: Library, module_id: str, parts: Mapping[str, Any], reader: Reader) -> Edition:
    """Return the edition of a module; `parts` is what `selection` left of it for the reader."""
    passages = passages_of(parts, reader)
    lines = [line for section in parts["sections"] for line in _printed_facts(library, section, Filler(reader))]
    lines += [_line_of(passage, reader) for passage in passages]
    claims = tuple(sorted({claim for passage in passages for claim in passage.claims}))
    lines += [line for claim_id in claims for line in _claim_lines(reader, reader.claims[claim_id])]
    return Edition(module_id, reader.locale.id, reader.audience, tuple(lines), claims)


def packet_edition(spec: PacketSpec, locale_id: str) -> Edition:
    """Return the edition of a packet's own words: title, purpose and the order of its modules."""
    lines = (
        Line("title", str(spec.title[locale_id])),
        Line("purpose", str(spec.purpose[locale_id])),
        Line("modules", ", ".join(spec.all_modules())),
    )
    return Edition(spec.id, locale_id, spec.audience, lines)


def _line_of(passage: Passage, reader: Reader) -> Line:
    label = passage.kind or passage.field
    if passage.role == "definition":
        term = reader.terms[passage.field]
        said = f" ({term.say})" if term.say else ""
        return Line("word to know", f"{term.term}{said}: {passage.plain}")
    behind = f" [{', '.join(sorted(passage.claims))}]" if passage.claims else ""
    return Line(label if label == passage.field else f"{label}, {passage.field}", passage.plain + behind)


def _printed_facts(library: Library, part: Part, filler: Filler) -> Iterator[Line]:
    """Return what a section prints besides text: the number to call, the size of a table, a drawing."""
    for name, value in part.fields.items():
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Part):
                yield from _printed_facts(library, entry, filler)
            elif name in FIELDS_ON_PAPER and entry is not None:
                yield Line(f"{part.kind}, {name}", _fact(library, entry, filler))


def _fact(library: Library, value: Any, filler: Filler) -> str:
    match value:
        case TierKey():
            call: Call = filler.fill(value)
            return f"{call.tier}: {plain_text((call.phone,))}"
        case SlotKey():
            number: Run = filler.fill(value)
            return plain_text((number,))
        case ImageKey():
            name = f"content/images/{value}"
            found = next((file for folder in library.folders if (file := folder.file(name))), None)
            return f"{value} {hashlib.sha256(found.path.read_bytes()).hexdigest() if found else 'missing'}"
        case _:
            return str(value)


def _claim_lines(reader: Reader, claim: Claim) -> Iterator[Line]:
    label = f"claim {claim.id}"
    yield Line(label, f"{claim.statement} ({claim.certainty})")
    if claim.caveat:
        yield Line(f"{label}, caveat", claim.caveat)
    for chance in claim.chances:
        about = "about " if chance.about else ""
        said = [f"{about}{chance.n} of {chance.of}", chance.outcome, chance.who, chance.time, chance.interval]
        yield Line(f"{label}, chance {chance.id}", "; ".join(filter(None, said)))
    for measure in claim.measures:
        values = measure.model_dump(exclude_none=True, exclude={"source"})
        yield Line(f"{label}, measure", "; ".join(map(str, values.values())))
    for source_id in claim.sources:
        source = reader.sources[source_id]
        yield Line(f"{label}, source", source.citation or f"{source.title}. {source.organisation}, {source.year or 'no year'}")
