"""A packet for a screen: a number to call is a link, and where one is missing there is a sentence, since no one writes on glass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from handouts.formats.phones import address_of
from handouts.packet import Packet, Sheet
from handouts.pieces import Blank, Call, Explained, LinkRun, Run
from handouts.selection import Part

_PHONES = ("emergency_number", "phone_24h", "phone_day", "crisis_line")


def on_screen(packet: Packet) -> Packet:
    """Return the packet with its numbers as links and a sentence in place of each number the clinic has not given."""
    numbers = frozenset(filter(None, map(packet.reader.clinic_value, _PHONES)))
    screen = _Screen(numbers, f"({packet.locale.labels.ask_for_number})")
    return replace(
        packet,
        title=screen.shown(packet.title),
        purpose=screen.shown(packet.purpose),
        sheets=tuple(map(screen.sheet, packet.sheets)),
    )


def without_lead_ins(packet: Packet) -> Packet:
    """Return the packet for where no drawing is: "The dashes are for a fever" says nothing then. Caption, numbers and description stay."""
    return replace(packet, sheets=tuple(replace(sheet, sections=tuple(map(_without_lead_in, sheet.sections))) for sheet in packet.sheets))


def _without_lead_in(section: Part) -> Part:
    if section.kind != "figure":
        return section
    return Part(section.kind, {**section.fields, "how_to_read": ()}, section.path)


@dataclass(frozen=True)
class _Screen:
    numbers: frozenset[str]
    ask: str

    def sheet(self, sheet: Sheet) -> Sheet:
        return replace(
            sheet,
            title=self.shown(sheet.title),
            main_message=self.shown(sheet.main_message),
            sections=self.shown(sheet.sections),
            terms=self.shown(sheet.terms),
        )

    def shown(self, value: Any) -> Any:
        match value:
            case Run(text, kept=True) if text in self.numbers and address_of(text):
                return LinkRun(text, f"tel:{text}")  # written as it is read; `portal` makes it what a telephone dials
            case Blank():
                return Run(self.ask)
            case Call(tier, phone):
                return Call(tier, self.shown(phone))
            case Explained():
                return replace(value, plain=self.shown(value.plain))
            case Part():
                return Part(value.kind, {name: self.shown(part) for name, part in value.fields.items()}, value.path)
            case tuple():
                return tuple(Run(f"{part.label}: {self.ask}") if isinstance(part, Blank) else self.shown(part) for part in value)
            case _:
                return value
