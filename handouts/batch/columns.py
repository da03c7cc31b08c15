"""What each column of a list is: known by the name in its head, or by what the user says it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from handouts.batch.encoding import THE_LIST
from handouts.batch.table import letter_of
from handouts.problems import HandoutsError, Place, Problem

PACKET_FIELDS = ("packet", "audience", "language", "size", "paper", "form")
PERSONAL_FIELDS = ("name", "nurse", "notes")
DATE = "date"
_DATE_MARK, _NEXT_VISIT = "date:", "next visit"
KNOWN = f"known: {', '.join([*PACKET_FIELDS, *PERSONAL_FIELDS, _NEXT_VISIT])}, and '{_DATE_MARK} …' for any other day"
_HOW = 'Say what a column is, such as --columns "Patient=name", or leave it out, such as --ignore "Room"'


@dataclass(frozen=True)
class Column:
    """One column that is used. `label` is what a date is for, as it prints; `shown` is how messages call the column."""

    index: int
    field: str
    label: str = ""

    @property
    def shown(self) -> str:
        return f"column {letter_of(self.index)}" if self.field == DATE else f"column '{self.field}'"


def columns_of(head: Collection[str], said: Mapping[str, str], ignored: Collection[str]) -> tuple[Column, ...]:
    """Return the columns that are used. `said` is what the user says they are, by the name in the head: "name", or "date: Surgery".

    Raises: HandoutsError for a column that is neither known nor ignored, since a name must not be lost; for two of a kind; for one that
    is named and not there. No message repeats the head: the first row may be a person.
    """
    said = {_plain(name): field for name, field in said.items()}
    passed_over = set(map(_plain, ignored))
    columns: list[Column] = []
    problems: list[Problem] = []
    for index, name in enumerate(head):
        if not name or _plain(name) in passed_over:
            continue
        if column := _column(index, said.get(_plain(name), name)):
            columns.append(column)
        elif _plain(name) not in said:
            problems.append(_problem(f"column {letter_of(index)} is none that we know: its name stands in row 1", f"{KNOWN}. {_HOW}"))
    problems += [_problem(f"--columns says '{field}', and that is none", KNOWN) for field in said.values() if not is_field(field)]
    if not columns:
        raise HandoutsError([_problem("row 1 must name the columns, and it names none that we know", f"{KNOWN}. {_HOW}")])
    problems += [*_absent(head, said, passed_over), *_doubled(columns)]
    if problems:
        raise HandoutsError(problems)
    return tuple(columns)


def _column(index: int, named: str) -> Column | None:
    """Return the column that a name in the head, or the user, says this is; None when it says nothing to us."""
    plain = _plain(named)
    if plain == _NEXT_VISIT:
        return Column(index, DATE, _with_capital(named.strip()))
    if plain.startswith(_DATE_MARK) and (label := named.strip()[len(_DATE_MARK) :].strip()):
        return Column(index, DATE, _with_capital(label))
    return Column(index, plain) if plain in (*PACKET_FIELDS, *PERSONAL_FIELDS) else None


def is_field(named: str) -> bool:
    """Whether this is what a column can be."""
    return _column(0, named) is not None


def _absent(head: Collection[str], said: Mapping[str, str], passed_over: Collection[str]) -> Iterator[Problem]:
    """Return a problem for each column that is named and not there. What a file for --columns calls them is not told: it may be a list."""
    there, hint = set(map(_plain, head)), "look at the spelling in row 1 of the list"
    for field in (field for name, field in said.items() if name not in there):
        what = "a date" if (column := _column(0, field)) and column.field == DATE else f"'{_plain(field)}'"
        yield _problem(f"--columns says which column is {what}, and row 1 has none of that name", hint)
    for name in (name for name in passed_over if name not in there):
        yield _problem(f"there is no column '{name}', which --ignore names", hint)


def _doubled(columns: list[Column]) -> Iterator[Problem]:
    for (field, label), count in Counter((column.field, _plain(column.label)) for column in columns).items():
        if count > 1:
            letters = " and ".join(letter_of(column.index) for column in columns if (column.field, _plain(column.label)) == (field, label))
            what = f"'{field}'" if field != DATE else "the same day"
            yield _problem(f"columns {letters} are both {what}", "give one of them another name, or leave it out with --ignore")


def _with_capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


def _problem(message: str, hint: str) -> Problem:
    return Problem(Place(THE_LIST), message, hint)
