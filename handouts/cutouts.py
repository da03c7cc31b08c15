"""What people cut out of a packet and keep in sight: whom to call, for the fridge, and cards to carry."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.packet import Packet, Sheet
from handouts.pieces import Marks, Piece, Pieces, Run
from handouts.selection import Part


@dataclass(frozen=True)
class Card:
    """A card and the sheet it is from, which says when it must be checked again."""

    sheet: Sheet
    section: Part


@dataclass(frozen=True)
class CutOuts:
    """`calls`: the packet's first sheet with its calls alone, None when it has none. `about_calls`: it is about nothing else.

    `calls_apart`: they do not fit on one page, and each is cut out by itself.
    """

    calls: Sheet | None = None
    cards: tuple[Card, ...] = ()
    about_calls: bool = False
    calls_apart: bool = False

    def __bool__(self) -> bool:
        return bool(self.calls or self.cards)


def cut_outs(packet: Packet) -> CutOuts:
    """Return what there is to cut out of a packet; false when there is nothing."""
    first = packet.sheets[0]
    calls = tuple(section for section in first.sections if section.kind == "call")
    cards = [Card(sheet, section) for sheet in packet.sheets for section in sheet.sections if section.kind == "card"]
    return CutOuts(replace(first, sections=calls) if calls else None, tuple(cards), about_calls=calls == first.sections)


def uncited(pieces: Pieces) -> Pieces:
    """Return the pieces without source numbers: what is cut out leaves the list they count in behind."""
    kept: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Marks):
            kept.append(piece)
        elif kept and isinstance(before := kept[-1], Run):
            kept[-1] = replace(before, text=before.text.rstrip(" "))
    return tuple(kept)
