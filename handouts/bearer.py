"""The lines about one person that a packet may carry: a name, a nurse, dates and notes. They print, and are kept and repeated nowhere.

Nothing here puts a value into a message: a problem says where a text stands and what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from handouts.problems import HandoutsError, Place, Problem
from handouts.yamltext import Path

PERSONAL_PART = "--personal"  # of a page, where they stand; no module has such a name
SOURCE = "--personal"  # what messages call the file, whose own name may be somebody's
FIELDS = ("name", "nurse", "dates", "notes")
NAME_LENGTH, WHAT_LENGTH, WHEN_LENGTH, NOTES_LENGTH = 70, 60, 40, 1_200  # characters
MOST_DATES, MOST_NOTES = 12, 8

_INVISIBLE = ("Cc", "Cs", "Co", "Cn")  # control characters, halves of characters, and what no standard has a letter for
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they could show a text in another order than it is written

_SHORTEST_WORD = 4  # letters of a name that are told from other words: "li" is in many

Mistake: TypeAlias = tuple[Path, str, str]


@dataclass(frozen=True, repr=False)
class PersonalLines:
    """What one person's packet says of them. `dates` are pairs of what and when, `notes` paragraphs. Empty when there is nothing to say."""

    name: str = ""
    nurse: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "PersonalLines(hidden)"  # it goes into logs and tracebacks

    def __bool__(self) -> bool:
        return bool(self.name or self.nurse or self.dates or self.notes)


def personal_lines(
    name: str = "", nurse: str = "", dates: Iterable[tuple[str, str]] = (), notes: str | Iterable[str] = ()
) -> PersonalLines:
    """Return the lines made of values from elsewhere, tidied: composed letters, single spaces, a note for each line of text.

    Raises: HandoutsError for what does not fit or cannot be printed; the path of each place is the name of the field.
    """
    return checked_lines(name, nurse, dates, [notes] if isinstance(notes, str) else notes, lambda path: Place(str(path[0])))


def checked_lines(
    name: str, nurse: str, dates: Iterable[tuple[str, str]], notes: Iterable[str], place_of: Callable[[Path], Place]
) -> PersonalLines:
    """Return the lines as `personal_lines` does; `place_of` says where the value at a path stands ("dates", 2, "when").

    Raises: HandoutsError for what does not fit or cannot be printed.
    """
    given = [(_tidy(what), _tidy(when)) for what, when in dates]
    paragraphs = [(number, _tidy(line)) for number, note in enumerate(notes) for line in note.splitlines() if _tidy(line)]
    lines = PersonalLines(_tidy(name), _tidy(nurse), tuple(given), tuple(text for _, text in paragraphs))
    found = [*_mistakes_in_names(lines), *_mistakes_in_dates(lines), *_mistakes_in_notes(paragraphs)]
    if found:
        raise HandoutsError(Problem(place_of(path), message, hint) for path, message, hint in found)
    return PersonalLines(lines.name, lines.nurse, tuple(pair for pair in given if any(pair)), lines.notes)


def tells_who(text: str, lines: PersonalLines) -> bool:
    """Whether a text, such as a file's name, has a word of the person's name in it, with accents and capitals or without."""
    return bool(_words_of(text) & _words_of(lines.name))


def _words_of(text: str) -> set[str]:
    plain = "".join(character for character in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(character))
    return {word for word in re.split(r"[\W_]+", plain) if len(word) >= _SHORTEST_WORD}


def _tidy(text: str) -> str:
    """Return a text with composed letters and single spaces. Control characters that are no space stay, to be told."""
    return " ".join(unicodedata.normalize("NFC", text).split(None))


def _mistakes_in_names(lines: PersonalLines) -> Iterator[Mistake]:
    for field, text in (("name", lines.name), ("nurse", lines.nurse)):
        yield from _mistakes((field,), text, NAME_LENGTH)


def _mistakes_in_dates(lines: PersonalLines) -> Iterator[Mistake]:
    if len(lines.dates) > MOST_DATES:
        yield ("dates",), f"there are more than {MOST_DATES} dates", "leave out the ones that are furthest away"
    for number, (what, when) in enumerate(lines.dates):
        yield from _mistakes(("dates", number, "what"), what, WHAT_LENGTH)
        yield from _mistakes(("dates", number, "when"), when, WHEN_LENGTH)
        if when and not what:
            yield ("dates", number), "it says when, and not what", "say what the day is for"


def _mistakes_in_notes(paragraphs: list[tuple[int, str]]) -> Iterator[Mistake]:
    hint = "say the rest on a sheet of its own"
    if len(paragraphs) > MOST_NOTES:
        yield ("notes",), f"there are more than {MOST_NOTES} paragraphs", hint
    if sum(len(text) for _, text in paragraphs) > NOTES_LENGTH:
        yield ("notes",), f"the notes are longer than {NOTES_LENGTH:,} characters", hint
    for number, text in paragraphs:
        yield from _mistakes(("notes", number), text, NOTES_LENGTH)


def _mistakes(path: Path, text: str, most: int) -> Iterator[Mistake]:
    if len(text) > most and path[0] != "notes":
        yield path, f"this is longer than {most} characters", "shorten it"
    if any(unicodedata.category(character) in _INVISIBLE or character in _TURNING for character in text):
        yield path, "this holds a character that cannot be seen or printed", "type it again instead of copying it"
