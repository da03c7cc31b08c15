"""What can be printed for whom: each packet in each of its languages, how it stands today, and the cells with nothing in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handouts.checks import RULES, Permit, SignOff, check_packet
from handouts.checks.waivers import WaiverBook
from handouts.library import Library
from handouts.packet import Packet, assemble
from handouts.problems import HandoutsError, errors_in
from handouts.readability import Readable, readable_packet
from handouts.reading.scores import Reading
from handouts.review import sign_offs
from handouts.variant import SIZES, Size

Standing = Literal["for patients", "draft", "stopped"]
SIGN_OFFS = tuple(rule for rule in RULES if isinstance(rule, SignOff))
HARDEST = 3


@dataclass(frozen=True)
class PacketReport:
    """A packet in one language. A draft prints, and says on each page that it is one; what is stopped does not print."""

    id: str
    locale: str
    audience: str
    standing: Standing
    readable: Readable | None  # None when it cannot be put together
    open_sign_offs: Mapping[str, tuple[str, ...]]  # by the rule's id, the roles that have still to sign

    @property
    def hardest_sheets(self) -> list[Readable]:
        return self.readable.hardest_sheets()[:HARDEST] if self.readable else []

    @property
    def level(self) -> Reading | None:
        return self.readable.level if self.readable else None


@dataclass(frozen=True)
class Cell:
    """The packets for one audience, in one language and size."""

    audience: str
    locale: str
    size: Size
    packets: tuple[PacketReport, ...]

    @property
    def printable(self) -> list[PacketReport]:
        return [packet for packet in self.packets if packet.standing != "stopped"]

    @property
    def stopped(self) -> list[PacketReport]:
        return [packet for packet in self.packets if packet.standing == "stopped"]


def packet_reports(library: Library, today: date) -> Iterator[PacketReport]:
    """Return every packet in every language it has a title in."""
    book = WaiverBook(RULES)  # remembers what it has looked at, so the second look costs little
    for packet_id, recipe in library.packets.items():
        for locale_id in recipe.value.title:
            try:
                packet = assemble(library, packet_id, locale_id)
            except HandoutsError:
                nobody = {rule.id: rule.roles for rule in SIGN_OFFS}
                yield PacketReport(packet_id, locale_id, recipe.value.audience, "stopped", None, nobody)
            else:
                standing = _standing(library, packet, today, book)
                roles = {rule.id: tuple(_open_roles(library, packet, rule, today)) for rule in SIGN_OFFS}
                yield PacketReport(packet_id, locale_id, packet.audience, standing, readable_packet(library, packet), roles)


def _standing(library: Library, packet: Packet, today: date, book: WaiverBook) -> Standing:
    if errors_in(check_packet(library, packet, Permit(today), book)):
        return "stopped"
    return "draft" if errors_in(check_packet(library, packet, Permit(today, release=True), book)) else "for patients"


def _open_roles(library: Library, packet: Packet, rule: SignOff, today: date) -> Iterator[str]:
    return (signature.role for signature in sign_offs(library, packet, rule, today) if not signature.name)


def coverage(library: Library, packets: Sequence[PacketReport]) -> Iterator[Cell]:
    """Return a cell for every audience, language and print size there is, whether a packet is there for it or not."""
    for audience in library.audiences:
        for locale in library.locales:
            found = tuple(packet for packet in packets if (packet.audience, packet.locale) == (audience, locale))
            yield from (Cell(audience, locale, size, found) for size in SIZES)
