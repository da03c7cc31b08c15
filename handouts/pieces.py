"""What is printed: text with everything filled in, in pieces that a page can lay out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Run:
    """Text as printed. `kept` text never breaks over a line: numbers with their unit, phone numbers. `lang`: when not the page's own.

    `typed` text is for a keyboard: kept too, and its spaces stay plain ones, so that it still works where someone copies it from a screen.
    """

    text: str
    bold: bool = False
    kept: bool = False
    lang: str = ""
    typed: bool = False


@dataclass(frozen=True)
class LinkRun:
    """A link: its words and its address."""

    text: str
    url: str


@dataclass(frozen=True)
class Marks:
    """Numbers of entries in the sheet's source list."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Blank:
    """A line to write on, where the clinic has given no value; `label` says what belongs there."""

    label: str


Piece: TypeAlias = Run | LinkRun | Marks | Blank
Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True)
class Picture:
    """A chance ready to print: the same numbers as count, sentence, icon array and alternative text."""

    n: int
    of: int
    count: str
    sentence: str
    alt: str
    certainty: str
    marks: Marks

    @property
    def cited(self) -> Pieces:
        """The sentence with its source numbers behind it."""
        return Run(self.sentence), self.marks


@dataclass(frozen=True)
class Call:
    """A tier of "when to get help" with the number to call, or the line to write it on."""

    tier: str
    phone: Run | Blank


@dataclass(frozen=True)
class Explained:
    """A glossary term ready to print."""

    id: str
    term: str
    say: str | None
    plain: Pieces


def joined(pieces: Iterable[Piece]) -> Pieces:
    """Return the pieces with source numbers that follow each other as one: "[1, 2] [2, 3]" reads worse than "[1, 2, 3]"."""
    result: list[Piece] = []
    for piece in pieces:
        apart = bool(result) and result[-1] == Run(" ")
        before = result[-2:-1] if apart else result[-1:]
        if isinstance(piece, Marks) and before and isinstance(marks := before[0], Marks):
            del result[-2 if apart else -1 :]
            piece = Marks(tuple(sorted({*marks.numbers, *piece.numbers})))
        result.append(piece)
    return tuple(result)


def plain_text(pieces: Pieces) -> str:
    """Return what a reader hears: the words alone, without source numbers."""
    words = ""
    for piece in pieces:
        if isinstance(piece, Marks):
            words = words.rstrip()  # the space was the number's: "weeks [1]." is heard as "weeks."
        else:
            words += piece.label if isinstance(piece, Blank) else piece.text
    return " ".join(words.split())
