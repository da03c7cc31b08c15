"""What the rules look at: a sheet, a packet, or all files, with what several rules ask of it worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from handouts.checks.rules import Finding
from handouts.filling import Reader
from handouts.language import Language
from handouts.library import Library, Loaded
from handouts.model import Module, PacketSpec
from handouts.packet import Packet, Sheet
from handouts.pagefacts import Element, PageFacts
from handouts.passages import Passage, Role, passages_of
from handouts.problems import Severity
from handouts.selection import Part
from handouts.variant import Variant
from handouts.yamltext import Path

LOGO = "-clinic-logo"  # the part of page 1 where it stands; no module has such a name
_MOST_NAMED = 5


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
class PageView:
    """The finished pages of a packet in one variant. `standard`: the same packet in standard print, where there is one to compare with."""

    library: Library
    packet: Packet
    variant: Variant
    facts: PageFacts
    standard: PageFacts | None = None

    @property
    def recipe(self) -> Loaded[PacketSpec]:
        return self.library.packets[self.packet.id]

    @property
    def presented(self) -> str:
        """Return "large print on a4: " for the start of a message; nothing for standard print on Letter."""
        variant = self.variant
        words = [f"{variant.size} print"] * (variant.size != "standard") + [f"on {variant.paper}"] * (variant.paper != "letter")
        words += ["on both sides"] * variant.duplex
        return f"{' '.join(words)}: " if words else ""

    @cached_property
    def sheets(self) -> tuple[SheetView, ...]:
        return tuple(SheetView(self.library, self.packet.reader, sheet) for sheet in self.packet.sheets)

    @property
    def drawings(self) -> Iterator[tuple[str, Element]]:
        """Return every drawing that says something, with its part: a clinic's mark may have any colors (WCAG 2.2, 1.4.3 and 1.4.11)."""
        return ((part, element) for part, element in self.facts.placed if element.role == "Figure" and part != LOGO)

    def module_of(self, part: str) -> Loaded[Module] | None:
        """Return the module a part of the page comes from ("our-ward/sections/3"), None for what belongs to the packet."""
        return self.library.modules.get((part.partition("/")[0], self.packet.locale.id))


@dataclass(frozen=True)
class LibraryView:
    """All files, on a day."""

    library: Library
    today: date


def found(passage: Passage, message: str, words: str = "", severity: Severity | None = None, do: str = "") -> Finding:
    """Return a finding at `words` in a passage, or at its start."""
    return Finding(passage.path, message, passage.offset_of(words) if words else 0, severity, do)


def on_page(view: PageView, part: str, message: str, severity: Severity | None = None, do: str = "") -> Finding:
    """Return a finding at the part of a module that stands on the page, or at the recipe when it is no module's."""
    _, *path = part.split("/")
    file = view.module_of(part)
    keys: Path = tuple(int(key) if key.isdigit() else key for key in path)
    return Finding(keys if file else (), message, 0, severity, do, file=file)


def pages_named(numbers: Sequence[int]) -> str:
    """Return "page 3", "pages 3, 5" or "pages 3, 5, 6, 7, 9 and 4 more"."""
    named, more = numbers[:_MOST_NAMED], len(numbers) - _MOST_NAMED
    return f"page{'s' * (len(numbers) > 1)} {', '.join(map(str, named))}{f' and {more} more' if more > 0 else ''}"


def in_packet(sheet: SheetView, finding: Finding) -> Finding:
    """Return what was found in a sheet as a rule about packets tells it: at its place in the module, whose waivers count."""
    return replace(finding, file=sheet.module)
