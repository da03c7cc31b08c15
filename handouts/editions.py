"""An edition: exactly what a reviewer signs. The words one audience reads, the claims behind them, and the pictures, line by line.

Two editions with the same hash say the same thing. What does not reach the reader (a version number, a waiver, a comment in the file) is
not in it; what the clinic fills in (a phone number, the fever limit) is, because a changed number is a changed text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from handouts.evidence import Claim
from handouts.filling import Filler, Reader
from handouts.library import Library
from handouts.markup import ChanceUse, Citation, Text
from handouts.model import Module, PacketSpec
from handouts.pieces import Call, Explained, LinkRun, Picture, Piece, Pieces, Run, plain_text
from handouts.selection import Part
from handouts.words import ChanceKey, ImageKey, SlotKey, TermKey, TierKey

# What steers a section and is not itself read.
_UNSEEN = ("kind", "covers", "waive", "for_", "not_for", "for_jurisdiction")


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


def edition_of(library: Library, module: Module, parts: Mapping[str, Any], reader: Reader) -> Edition:
    """Return the edition of a module; `parts` is what `selection` left of it for the reader."""
    writer = _Writer(library, Filler(reader))
    lines = [Line("module", f"{module.kind}, {'safety-critical' if module.safety_critical else 'not safety-critical'}")]
    for name in ("title", "main_message"):
        lines += writer.lines_of(parts[name], name.replace("_", " "))
    for section in parts["sections"]:
        lines += [Line("section", section.kind), *writer.lines_of(section, section.kind)]
    lines += [writer.meaning(term) for term in writer.filler.explained_terms()]
    lines += [Line("printed source", reader.sources[source_id].short) for source_id in writer.filler.sources]
    claims = tuple(sorted(writer.claims))
    lines += [line for claim_id in claims for line in _claim_lines(reader, reader.claims[claim_id])]
    return Edition(module.id, reader.locale.id, reader.audience, tuple(lines), claims)


def packet_edition(library: Library, spec: PacketSpec, reader: Reader) -> Edition:
    """Return the edition of what a packet adds to its sheets: title, purpose, order, the lines of every page, the clinic's templates."""
    locale = reader.locale
    lines = [
        Line("title", str(spec.title[locale.id])),
        Line("purpose", str(spec.purpose[locale.id])),
        Line("modules", ", ".join(spec.all_modules())),
        Line("for", library.audiences[spec.audience].value.name[locale.id]),
        *clinic_lines(reader),
    ]
    if reader.clinic.address and len(spec.all_modules()) > 1:  # as about.html.j2 prints it
        lines.append(Line("address", ", ".join(reader.clinic.address)))
    if spec.part_of:
        whole = library.packets.get(spec.part_of)
        lines.append(Line("part of", str(whole.value.title.get(locale.id, "")) if whole else spec.part_of))
    own = (folder for folder in library.folders if folder.origin == "clinic")
    lines += [Line(f"template {file.name}", _hash_of(file.path)) for folder in own for file in folder.files("templates/**/*")]
    return Edition(spec.id, locale.id, spec.audience, tuple(lines))


def clinic_lines(reader: Reader) -> Iterator[Line]:
    """Return what stands on every packet of a clinic in one language, whatever it is about."""
    yield Line("clinic", reader.clinic_value("name") or "no name")
    yield Line("number on every page", reader.clinic_value("phone_24h") or "a line to write on")
    yield Line("the program's own words", hashlib.sha256(reader.locale.labels.model_dump_json().encode()).hexdigest())


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass
class _Writer:
    """Writes a sheet down line by line, in the order of the page, so that a text that moves to another box is another edition."""

    library: Library
    filler: Filler
    claims: set[str] = field(default_factory=set)

    def lines_of(self, value: Any, label: str) -> Iterator[Line]:
        """Return what a reader gets of a part of the module; nothing for what only steers it."""
        match value:
            case Part():
                yield from self._lines_of_part(value, label)
            case tuple():
                for entry in value:
                    yield from self.lines_of(entry, label)
            case TermKey():
                yield self.meaning(self.filler.fill(value))
            case _:
                if said := self._said(value):
                    yield Line(label, said)

    def _said(self, value: Any) -> str:
        match value:
            case Text():
                return _written(self.filler.fill(value)) + self._behind(value)
            case ChanceKey():
                picture: Picture = self.filler.fill(value)
                self.claims.add(value.partition(".")[0])
                return f"{picture.count}: {picture.sentence} {picture.certainty} [{value}]"
            case TierKey():
                call: Call = self.filler.fill(value)
                return f"{call.tier}: {_written((call.phone,))}"
            case SlotKey():
                return _written((self.filler.fill(value),))
            case ImageKey():
                return f"{value} {self._drawing(f'content/images/{value}')}"
            case int():
                return str(value)
            case _:
                return ""

    def _drawing(self, name: str) -> str:
        found = next((file for folder in self.library.folders if (file := folder.file(name))), None)
        return _hash_of(found.path) if found else "missing"

    def _lines_of_part(self, part: Part, label: str) -> Iterator[Line]:
        """An entry's text goes under the name of its list; a call box's texts say which box they stand in."""
        where = f"{label} {part.tier}" if part.kind == "call" else label
        for name, value in part.fields.items():
            if name in _UNSEEN:
                continue
            under = where if (part.kind, name) == ("item", "text") else f"{where}, {name.replace('_', ' ')}"
            if (part.kind, name, value) == ("contact", "number", None):
                yield Line(under, "a line to write on")
            yield from self.lines_of(value, under)

    def _behind(self, text: Text) -> str:
        spans = list(text.all_spans())
        cited = {span.claim for span in spans if isinstance(span, Citation)}
        cited |= {span.ref.partition(".")[0] for span in spans if isinstance(span, ChanceUse)}
        self.claims |= cited
        return f" [{', '.join(sorted(cited))}]" if cited else ""

    def meaning(self, term: Explained) -> Line:
        said = f" ({term.say})" if term.say else ""
        behind = self._behind(self.filler.reader.terms[term.id].plain)
        return Line("word to know", f"{term.term}{said}: {_written(term.plain)}{behind}")


def _written(pieces: Pieces) -> str:
    """Return a text with what a reader sees of it on paper: bold words, and the addresses of links."""
    shown: list[Piece] = []
    for piece in pieces:
        match piece:
            case Run(text, bold=True):
                shown.append(Run(f"**{text}**"))
            case LinkRun(text, url):
                shown.append(Run(f"{text} ({url})"))
            case _:
                shown.append(piece)
    return plain_text(tuple(shown))


def _claim_lines(reader: Reader, claim: Claim) -> Iterator[Line]:
    label = f"claim {claim.id}"
    yield Line(label, f"{claim.statement} ({claim.certainty})")
    if claim.caveat:
        yield Line(f"{label}, caveat", claim.caveat)
    for chance in claim.chances:
        about = "about " if chance.about else ""
        said = [f"{about}{chance.n} of {chance.of}", chance.outcome, chance.who, chance.time, chance.interval, chance.source]
        yield Line(f"{label}, chance {chance.id}", "; ".join(filter(None, said)))
    for measure in claim.measures:
        values = measure.model_dump(exclude_none=True)
        yield Line(f"{label}, measure", "; ".join(map(str, values.values())))
    for source_id in claim.sources:
        source = reader.sources[source_id]
        yield Line(f"{label}, source", source.citation or f"{source.title}. {source.organisation}, {source.year or 'no year'}")
