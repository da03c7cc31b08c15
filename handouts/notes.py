"""What goes into the chart when a packet was handed over: three short lines that name the packet, and no person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from handouts.register import Receipt
from handouts.variant import Size

WIDTH = 80  # characters a line: more is cut off in some charts


def chart_note(receipt: Receipt, title: str, language: str, given_on: date, size: Size | None = None) -> str:
    """Return the note: title and language; the day, the code and the print size, if known; the topics with their versions."""
    head, tail = 'Handout: "', f'", {language}'
    topics = f"{len(receipt.modules)} topic{'' if len(receipt.modules) == 1 else 's'}: "
    printed = f" {size.replace('-', ' ').capitalize()} print." if size else ""
    return "\n".join(
        (
            f"{head}{_cut(title, WIDTH - len(head) - len(tail))}{tail}",
            f"Given {in_words(given_on)}. Packet code {receipt.code}.{printed}",
            topics + _as_many_as_fit([f"{module.id} {module.version}".strip() for module in receipt.modules], WIDTH - len(topics)),
        )
    )


def in_words(day: date) -> str:
    """Return "November 22, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"


def _cut(text: str, width: int) -> str:
    return shorten(text, width, placeholder=" …")


def _as_many_as_fit(names: Sequence[str], width: int) -> str:
    for kept in range(len(names), 0, -1):
        rest = len(names) - kept
        told = ", ".join(names[:kept]) + (f", and {rest} more" if rest else "")
        if len(told) <= width:
            return told
    return "see the packet code"
