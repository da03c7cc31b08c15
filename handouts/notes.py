"""What goes into the chart when a packet was handed over: three lines that name the packet, and no person."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

from handouts.variant import Size
from handouts.verdict import ModuleToday, Verdict

WIDTH = 80  # characters of the first two lines: more is cut off in some charts


def chart_note(verdict: Verdict, language: str, noted_on: date, size: Size | None = None) -> str:
    """Return the note: title and language; the day, the code and the print size, if known; every topic with its version, at any length.

    The day is that of the note: that the packet was handed over, only a person knows.
    """
    head, tail = 'Handout: "', f'", {language}'
    modules = verdict.modules
    printed = f" {size.replace('-', ' ').capitalize()} print." if size else ""
    return "\n".join(
        (
            f"{head}{_cut(verdict.title, WIDTH - len(head) - len(tail))}{tail}",
            f"Noted {in_words(noted_on)}. Packet code {verdict.receipt.code}.{printed}",
            f"{len(modules)} topic{'' if len(modules) == 1 else 's'}: {'; '.join(map(_topic, modules))}",
        )
    )


def in_words(day: date) -> str:
    """Return "November 22, 2026"."""
    return f"{day:%B} {day.day}, {day.year}"


def _topic(module: ModuleToday) -> str:
    return f"{module.title} ({module.printed.version})" if module.printed.version else module.title


def _cut(text: str, width: int) -> str:
    return shorten(text, width, placeholder=" …")
