"""What is scored: running text, and lists. Headings, tables, labels, sources, pronunciations and phone numbers stay out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Prose:
    """Running text, such as one paragraph. Its end is the end of a sentence."""

    text: str


@dataclass(frozen=True)
class Listed:
    """A list: the words that lead into it (often with a colon at their end; may be empty), and its items."""

    stem: str
    items: tuple[str, ...]


Block = Prose | Listed
