"""How long a tired reader takes, and where they can stop."""

from __future__ import annotations

from handouts.packet import Packet
from handouts.variant import Size

# Slower than healthy readers (about 240, Brysbaert, 2019): these are tired, and large print is read more slowly still.
WORDS_A_MINUTE: dict[Size, int] = {"standard": 150, "large": 100, "extra-large": 100}
MINUTES_BETWEEN_RESTS = 5


def minutes_to_read(packet: Packet, size: Size) -> int:
    """Return how long all of it takes, in minutes, at least one."""
    return max(1, round(packet.words / WORDS_A_MINUTE[size]))


def rests_after(packet: Packet, size: Size) -> frozenset[str]:
    """Return the modules after which a reader is told to rest: about every five minutes, and never after the last one."""
    rests, since = set(), 0.0
    for sheet in packet.sheets[:-1]:
        since += packet.words_of(sheet) / WORDS_A_MINUTE[size]
        if since >= MINUTES_BETWEEN_RESTS:
            rests.add(sheet.module)
            since = 0.0
    return frozenset(rests)
