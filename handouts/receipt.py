"""The short code on a packet's last page: it stands for exactly the words that were handed over."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable

from handouts.packet import Packet

# Digits and capitals without those that are mistaken for each other when read aloud or typed (Crockford, 2002).
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8  # 40 bits: among a million different packets, two are alike with a chance below 1 in 2
_MEANT = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐‑–—.]+")


def receipt_code(packet: Packet) -> str:
    """Return a code like "K7QM-3XNP": the same for the same words in the same order, in every print size and on any paper."""
    return code_of([packet.edition.sha256, *(sheet.edition.sha256 for sheet in packet.sheets)])


def code_of(words: Iterable[str]) -> str:
    """Return the code of a packet from the hashes of its words: the packet's own, then those of each sheet in order."""
    number = int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest(), "big")
    signs = [SIGNS[number >> (5 * place) & 31] for place in range(_LENGTH)]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def read_code(typed: str) -> str | None:
    """Return the code that someone typed, or None when it cannot be one.

    Small letters, spaces and a missing hyphen do not matter; the letters O, I and L, which no code has, are read as 0 and 1.
    """
    signs = _BETWEEN.sub("", typed).upper().translate(_MEANT)
    return f"{signs[:4]}-{signs[4:]}" if len(signs) == _LENGTH and set(signs) <= set(SIGNS) else None


def nearest_code(typed: str, known: Iterable[str]) -> str | None:
    """Return the known code that was most likely meant: one or two signs are wrong, missing, doubled or in each other's place."""
    signs = _BETWEEN.sub("", typed).upper().translate(_MEANT)
    plain = {code.replace("-", ""): code for code in sorted(known)}
    near = difflib.get_close_matches(signs, plain, n=1, cutoff=0.75)
    return plain[near[0]] if near else None
