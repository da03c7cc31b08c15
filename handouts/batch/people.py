"""The people on a list: each row becomes a task, or problems that say where they are and nothing of what is written there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.batch.cells import Cells
from handouts.batch.columns import PERSONAL_FIELDS, columns_of
from handouts.batch.encoding import THE_LIST, decode_list
from handouts.batch.table import Table, letter_of, read_table, rows_named
from handouts.batch.task import Task
from handouts.bearer import PersonalLines, personal_lines
from handouts.choice import recommended
from handouts.library import Library
from handouts.model import PrintSettings
from handouts.orders import Order, order_for
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.variant import FORMS, PAPERS, SIZES

_CHOICES = {"size": SIZES, "paper": PAPERS, "form": FORMS}


@dataclass(frozen=True)
class Usual:
    """What holds for every row that says nothing else: the options of the command."""

    asked: PrintSettings
    packet: str | None = None


@dataclass(frozen=True)
class People:
    """The tasks of the rows that are right, what is wrong with the others, and the numbers of all `rows`."""

    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]
    rows: tuple[int, ...]


def read_people(data: bytes, library: Library, usual: Usual, said: Mapping[str, str], ignored: Collection[str]) -> People:
    """Return the people of a CSV file; `said` and `ignored` as for `columns_of`.

    Raises: HandoutsError when the list as a whole cannot be used.
    """
    table = read_table(decode_list(data))
    columns = columns_of(table.head, said, ignored)
    tasks: list[Task] = []
    problems: list[Problem] = []
    for row in table.rows:
        cells = Cells(row, columns)
        _note_what_has_no_name(cells, table)
        packet, settings, personal = _packet(cells, library, usual), _settings(cells, library), _personal(cells)
        if cells.problems:
            problems += cells.problems
        else:
            tasks.append(Task(row.number, order_for(library, packet, usual.asked.model_copy(update=settings)), personal))
    return People(tuple(tasks), tuple(problems), tuple(row.number for row in table.rows))


def printed_twice(tasks: Iterable[Task]) -> list[Problem]:
    """Return a warning for rows of which the same is printed: one person may be on the list twice."""
    alike: dict[tuple[Order, PersonalLines], list[int]] = defaultdict(list)
    for task in tasks:
        alike[task.order, task.personal].append(task.row)
    hint = "all of them are made. Is one too many? Take it off the list, and add --start-over"
    return [
        Problem(Place(THE_LIST), f"{rows_named(rows)} print the same packet with the same words", hint, "warning")
        for rows in alike.values()
        if len(rows) > 1
    ]


def _note_what_has_no_name(cells: Cells, table: Table) -> None:
    """A comma too many, or one that was lost, moves all cells of a row."""
    for index, text in enumerate(cells.row.cells):
        if text and not "".join(table.head[index : index + 1]):
            cells.note(f"column {letter_of(index)}", "there is something here, and row 1 gives this column no name")


def _packet(cells: Cells, library: Library, usual: Usual) -> str:
    """Return the packet's id: what the row says, or the whole packet of its readers, or what holds for every row."""
    packet, readers = cells["packet"].lower(), cells["audience"].lower()
    if packet and packet not in library.packets:
        cells.note_in("packet", "there is no such packet", did_you_mean(packet, library.packets))
    elif readers and readers not in library.audiences:
        cells.note_in("audience", "there are no such readers", did_you_mean(readers, library.audiences))
    elif packet and readers and library.packets[packet].value.audience != readers:
        cells.note_in("packet", "this packet is for other readers than the column 'audience' says", "empty one of the two cells")
    elif not packet and readers and not (packet := _whole_packet(library, readers)):
        cells.note_in("audience", "there is no packet for these readers", "name one in a column 'packet'")
    elif not packet and not (packet := usual.packet or ""):
        cells.note("", "it does not say which packet", "fill in a column 'packet' or 'audience', or name one for all rows with --packet")
    return packet


def _whole_packet(library: Library, audience: str) -> str:
    """Return the packet that holds all that these readers need, an empty text when there is none."""
    try:
        return recommended(library, audience)
    except HandoutsError:
        return ""


def _settings(cells: Cells, library: Library) -> dict[str, Any]:
    """Return what a row says of how its packet is printed."""
    settings: dict[str, Any] = {}
    for field, choices in _CHOICES.items():
        written = "-".join(cells[field].lower().split())
        if written in choices:
            settings[field] = written
        elif written:
            cells.note_in(field, "this is none of the choices", f"known: {', '.join(choices)}")
    if written := cells["language"].casefold():
        known = {name: locale for locale, file in library.locales.items() for name in (locale.casefold(), file.value.name.casefold())}
        if written in known:
            settings["locale"] = known[written]
        else:
            cells.note_in("language", "there is nothing in this language", f"known: {', '.join(sorted(library.locales))}")
    return settings


def _personal(cells: Cells) -> PersonalLines:
    """Return the lines about the person. Each cell is looked at by itself, so that a problem names its column; then all together."""
    dates = list(cells.dates())
    parts: list[tuple[str, dict[str, Any]]] = [(f"column '{field}'", {field: cells[field]}) for field in PERSONAL_FIELDS]
    parts += [(column.shown, {"dates": [(column.label, when)]}) for column, when in dates]
    taken = [_taken(cells, where, part) for where, part in parts]
    if None in taken:
        return PersonalLines()
    together = {field: cells[field] for field in PERSONAL_FIELDS} | {"dates": [(column.label, when) for column, when in dates]}
    return _taken(cells, "", together) or PersonalLines()


def _taken(cells: Cells, where: str, values: dict[str, Any]) -> PersonalLines | None:
    try:
        return personal_lines(**values)
    except HandoutsError as error:
        for problem in error.problems:
            cells.note(where, problem.message, problem.hint)
        return None
