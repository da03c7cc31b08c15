"""What the rules look at: a sheet, a packet, or all files, with what several rules ask of it worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from handouts.checks.rules import Finding
from handouts.filling import Reader
from handouts.language import Language
from handouts.library import Library, Loaded
from handouts.model import Module, PacketSpec
from handouts.packet import Packet, Sheet
from handouts.passages import Passage, Role, passages_of
from handouts.problems import Severity
from handouts.selection import Part


@dataclass(frozen=True)
class Permit:
    """On what terms a packet may be printed: on which day, for patients (`release`) or not, and why overdue text may be used."""

    today: date
    release: bool = False
    allow_overdue: str = ""


@dataclass(frozen=True)
class SheetView:
    """One module as one audience reads it."""

    library: Library
    reader: Reader
    sheet: Sheet

    @property
    def key(self) -> tuple[str, ...]:
        """What tells this sheet from every other: module, language, reader."""
        return self.sheet.module, self.reader.locale.id, self.reader.audience

    @cached_property
    def module(self) -> Loaded[Module]:
        return self.library.modules[self.sheet.module, self.reader.locale.id]

    @cached_property
    def language(self) -> Language | None:
        """The word lists of this language, or None when there are none."""
        loaded = self.library.languages.get(self.reader.locale.id)
        return loaded.value if loaded else None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the sheet in reading order."""
        return passages_of(self.sheet.written, self.reader)

    @cached_property
    def sections(self) -> tuple[Part, ...]:
        """The sections as written, with what this audience gets."""
        sections: tuple[Part, ...] = self.sheet.written["sections"]
        return sections

    def of_role(self, *roles: Role) -> Iterator[Passage]:
        """Return the passages of these roles."""
        return (passage for passage in self.passages if passage.role in roles)

    def in_section(self, index: int) -> tuple[Passage, ...]:
        """Return the passages of the section at this place in the module."""
        return tuple(passage for passage in self.passages if passage.section == index)

    def texts_of(self, section: Part, field: str) -> tuple[Passage, ...]:
        """Return the passages of one field of a section: its "items", its "signs"."""
        return tuple(passage for passage in self.in_section(int(section.path[1])) if passage.field == field)


@dataclass(frozen=True)
class PacketView:
    """A packet, its recipe and its sheets, and the terms it would be printed on."""

    library: Library
    packet: Packet
    sheets: tuple[SheetView, ...]
    permit: Permit

    @property
    def recipe(self) -> Loaded[PacketSpec]:
        return self.library.packets[self.packet.id]

    def sections_of(self, kind: str) -> Iterator[tuple[SheetView, Part]]:
        """Return each section of this kind, as its reader gets it, with its sheet."""
        return ((sheet, section) for sheet in self.sheets for section in sheet.sections if section.kind == kind)


@dataclass(frozen=True)
class LibraryView:
    """All files, on a day."""

    library: Library
    today: date


def found(passage: Passage, message: str, words: str = "", severity: Severity | None = None, do: str = "") -> Finding:
    """Return a finding at `words` in a passage, or at its start."""
    return Finding(passage.path, message, passage.offset_of(words) if words else 0, severity, do)


def in_packet(sheet: SheetView, finding: Finding) -> Finding:
    """Return what was found in a sheet as a rule about packets tells it: at its place in the module, whose waivers count."""
    return replace(finding, file=sheet.module)
