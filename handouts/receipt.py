"""The short code on a packet's last page: it stands for exactly the words that were handed over."""

from __future__ import annotations

import hashlib

from handouts.packet import Packet

# Digits and capitals without those that are mistaken for each other when read aloud or typed (Crockford, 2002).
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8  # 40 bits: among a million different packets, two are alike with a chance below 1 in 2


def receipt_code(packet: Packet) -> str:
    """Return a code like "K7QM-3XNP": the same for the same words in the same order, in every print size and on any paper."""
    words = [packet.edition.sha256, *(sheet.edition.sha256 for sheet in packet.sheets)]
    number = int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest(), "big")
    signs = [_SIGNS[number >> (5 * place) & 31] for place in range(_LENGTH)]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])
