"""A list of people as spreadsheets save it: what is read from it, and what is said of its mistakes, never with a word of theirs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import pytest

from handouts.batch.mapping import columns_in, columns_said
from handouts.batch.people import People, Usual, printed_twice, read_people
from handouts.batch.table import MOST_ROWS, read_table, rows_named
from handouts.batch.task import Task
from handouts.library import Library
from handouts.model import PrintSettings
from handouts.problems import HandoutsError
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text

HEAD = "packet,name,nurse,notes,next visit\n"
SAID = "row {}, column '{}'"
Read = Callable[..., People]


@pytest.fixture
def read(riverside: Callable[[Files], Library]) -> Read:
    """Read a list with the Riverside clinic, whose packet is "our-packet" for caregivers."""
    library = riverside({MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text()})

    def people(
        text: str | bytes,
        encoding: str = "utf-8",
        columns: Mapping[str, str] | None = None,
        ignored: tuple[str, ...] = (),
        packet: str | None = None,
        asked: PrintSettings | None = None,
    ) -> People:
        data = text.encode(encoding) if isinstance(text, str) else text
        return read_people(data, library, Usual(asked or PrintSettings(), packet), columns or {}, ignored)

    return people


def one(people: People) -> Task:
    assert not people.problems
    (task,) = people.tasks
    return task


def told(people: People) -> list[str]:
    """Return place and message of each problem."""
    return [f"{problem.place}: {problem.message}" for problem in people.problems]


def refusal(read: Read, text: str | bytes, *arguments: object, **options: object) -> str:
    """Return what is said of a list that cannot be used at all."""
    with pytest.raises(HandoutsError) as caught:
        read(text, *arguments, **options)
    return str(caught.value)


def test_a_row_is_a_task(read: Read) -> None:
    task = one(read(HEAD + 'our-packet,Anna Bell,Joy Hart,"Bring your list.\nEat first.",Monday at 10\n'))
    assert (task.row, task.file_name) == (2, "0002-our-packet.en-US.pdf")
    lines = task.personal
    assert (lines.name, lines.nurse) == ("Anna Bell", "Joy Hart")
    assert lines.notes == ("Bring your list.", "Eat first.")
    assert lines.dates == (("Next visit", "Monday at 10"),)


def test_how_it_is_printed_stands_in_the_row_or_holds_for_all(read: Read) -> None:
    text = "packet,language,size,paper,form\nour-packet,English (United States),Extra large,A4,Booklet\nour-packet,en-us,,,\n"
    first, second = read(text, asked=PrintSettings(size="large")).tasks
    assert (first.order.locale, second.order.locale) == ("en-US", "en-US")
    assert (first.order.variant.size, first.order.variant.paper, first.order.variant.form) == ("extra-large", "a4", "booklet")
    assert (second.order.variant.size, second.order.variant.paper, second.order.variant.form) == ("large", "letter", "sheet")


def test_readers_may_be_named_instead_of_a_packet_or_nothing_at_all(read: Read) -> None:
    assert one(read("audience,name\ncaregiver,Anna\n")).order.packet == "our-packet"
    assert one(read("name\nAnna\n", packet="our-packet")).order.packet == "our-packet"


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read: Read) -> None:
    """Empty rows count, a cell with a line break in it is one row, and a line that only Excel reads is none."""
    people = read('sep=,\npacket,name,notes\nour-packet,A,"one\ntwo"\n\n,,\nour-packet,B,\n')
    assert [(task.row, task.personal.name) for task in people.tasks] == [(2, "A"), (5, "B")]


# As saved by Excel: "CSV UTF-8", "Unicode Text", "CSV" where a comma is in numbers, by hand, on an old Mac.
@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [("utf-8-sig", ",", "\r\n"), ("utf-16", "\t", "\r\n"), ("cp1252", ";", "\r\n"), ("utf-8", "\t", "\n"), ("utf-8", ";", "\r")],
)
def test_what_a_spreadsheet_saves_is_read(read: Read, encoding: str, delimiter: str, end: str) -> None:
    rows = ["packet", "name", "nurse"], ["our-packet", "José Muñoz Ibáñez", "Zoë Jäger"], ["our-packet", "SEÑORA PEÑA ÁLVAREZ", "Ruß"]
    people = read(end.join(map(delimiter.join, rows)) + end, encoding)
    assert [task.personal.name for task in people.tasks] == ["José Muñoz Ibáñez", "SEÑORA PEÑA ÁLVAREZ"]
    assert [task.personal.nurse for task in people.tasks] == ["Zoë Jäger", "Ruß"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Łukasz Wałęsa"),  # Polish
        ("cp1250", "Jiří Dvořák"),  # Czech
        ("cp1250", "Zofia Kamińska"),  # the byte of the Spanish n with a tilde
        ("cp1251", "Иванов"),
        ("cp1253", "Γιώργος"),
        ("cp1254", "Ayşe Yıldız"),
        ("mac_roman", "José García"),
        ("mac_roman", "MUÑOZ"),
        ("mac_roman", "Álvarez"),  # the byte of a small c with a cedilla
        ("shift_jis", "山田"),
    ],
)
def test_letters_that_might_mean_others_are_refused_and_not_printed(read: Read, encoding: str, name: str) -> None:
    said = refusal(read, f"packet,name\nour-packet,{name}\n", encoding)
    assert "the letters with accents cannot be told for certain" in said
    assert "CSV UTF-8 (Comma delimited)" in said


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 a workbook", "this is a workbook"),
        (b"\xd0\xcf\x11\xe0 an older one", "this is a workbook"),
        (HEAD.encode("utf-16-le"), "this is no text"),
        (b"packet,name\nour-packet,A\0B\n", "this is no text"),
        (b"", "its first row is empty"),
        (b"\n\npacket,name\n", "its first row is empty"),
        (b"packet,name\n,\n", "there is nobody on it"),
        (b'packet,name\nour-packet,A\nour-packet,"B\nour-packet,C\n', "row 3: error: a quotation mark is never closed"),
        (b'packet,name\nour-packet,"A" B\n', "row 2: error: a quotation mark is never closed, or stands where none may"),
        (b"packet,name\nour-packet," + b"x" * 200_000, "row 2: error: a quotation mark is never closed"),
        (b"Quillfeather,Joy\nBell,Joy\n", "row 1 must name the columns"),
        (b"packet,Patient,name\n,,A\n", "column B is none that we know"),
        (b"packet,name,Name\n,A,B\n", "columns B and C are both 'name'"),
        (b"packet,date: Tests,date:  tests\n,A,B\n", "columns B and C are both the same day"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_refused_as_a_whole(read: Read, data: bytes, message: str) -> None:
    said = refusal(read, data)
    assert message in said
    assert "Quillfeather" not in said


def test_a_list_without_end_is_refused_at_once(read: Read) -> None:
    started = time.monotonic()
    said = refusal(read, HEAD + "our-packet,A,,,\n" * 1_000_000)
    assert f"it has more than {MOST_ROWS:,} rows" in said
    assert time.monotonic() - started < 10


def test_columns_are_what_the_user_says(read: Read) -> None:
    text = "Handout;Patient name;Surgery;MRN\nour-packet;Anna;June 3;481516\n"
    said = {"handout": "packet", "Patient  Name": "name", "surgery": "date: operation"}
    task = one(read(text, columns=said, ignored=("mrn",)))
    assert (task.personal.name, task.personal.dates) == ("Anna", (("Operation", "June 3"),))
    assert refusal(read, text, columns=said).startswith("the list: error: column D is none that we know")
    assert '--columns "Patient=name"' in refusal(read, text, columns=said)
    assert "there is no column 'phone'" in refusal(read, text, columns=said, ignored=("mrn", "phone"))
    assert "--columns says 'nam', and that is none" in refusal(read, text, columns={**said, "Patient name": "nam"}, ignored=("mrn",))


def test_columns_are_said_on_the_command_line_or_in_a_file() -> None:
    said = {"Patient name": "name", "Visit": "date: Next visit"}
    assert columns_said(" Patient name = name,Visit=date: Next visit") == said
    assert columns_in(b"Patient name: name\nVisit: 'date: Next visit'\n", "ours.yaml") == said
    for wrong in ("name", "=name", "Visit=", "a=b,"):
        with pytest.raises(HandoutsError, match="--columns: error: this does not say what a column is"):
            columns_said(wrong)
    for data, place in ((b"- name\n", "ours.yaml:1:1"), (b"Visit: [a]\n", "ours.yaml:1:8"), (b"Visit:\n", "ours.yaml:1:7")):
        with pytest.raises(HandoutsError, match=f"{place}: error: this"):
            columns_in(data, "ours.yaml")


MISTAKES = {
    "our-packit,A,,,": "row 2, column 'packet': there is no such packet",
    ",A,,,": "row 2: it does not say which packet",
    f"our-packet,{'x' * 10_000},,,": "row 2, column 'name': this is longer than 70 characters",
    "our-packet,A,B\x07C,,": "row 2, column 'nurse': this holds a character that cannot be seen or printed",
    "our-packet,A,#REF!,,": "row 2, column 'nurse': the spreadsheet could not work out this cell",
    "our-packet,A,,#¡VALOR!,": "row 2, column 'notes': the spreadsheet could not work out this cell",
    f"our-packet,A,,{'x' * 2_000},": "row 2, column 'notes': the notes are longer than 1,200 characters",
    f"our-packet,A,,,{'x' * 90}": "row 2, column E: this is longer than 40 characters",
    "our-packet,A,,,,gone astray": "row 2, column F: there is something here, and row 1 gives this column no name",
}


@pytest.mark.parametrize(("row", "message"), MISTAKES.items(), ids=MISTAKES.values())
def test_a_bad_row_is_told_by_row_and_column_and_the_others_go_on(read: Read, row: str, message: str) -> None:
    people = read(f"{HEAD}{row}\nour-packet,Anna,,,\n")
    assert told(people) == [message]
    assert [(task.row, task.personal.name) for task in people.tasks] == [(3, "Anna")]


def test_choices_that_are_none_are_told_with_those_that_are(read: Read) -> None:
    people = read("packet,audience,language,size,paper,form\nour-packet,hsct-candidate,Klingon,huge,A7,scroll\n,cargiver,,,,\n")
    assert told(people) == [
        "row 2, column 'packet': this packet is for other readers than the column 'audience' says",
        "row 2, column 'size': this is none of the choices",
        "row 2, column 'paper': this is none of the choices",
        "row 2, column 'form': this is none of the choices",
        "row 2, column 'language': there is nothing in this language",
        "row 3, column 'audience': there are no such readers",
    ]
    assert people.problems[1].hint == "known: standard, large, extra-large"
    assert people.problems[-1].hint == "did you mean 'caregiver'?"


def test_no_more_days_than_a_page_holds(read: Read) -> None:
    days = [f"date: day {number}" for number in range(13)]
    people = read(f"packet,{','.join(days)}\nour-packet{',Monday' * 13}\n")
    assert told(people) == ["row 2: there are more than 12 dates"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Temp\\x", "=SUM(A1:A9)", "+1", "-2", "@home", "<b>Anna</b>", "{{ 7 * 7 }}", "#1"]
)
def test_what_looks_like_a_path_or_a_formula_is_a_name_like_any_other(read: Read, name: str) -> None:
    """It is printed as it stands, and is no part of a file name."""
    task = one(read(f'packet,name\nour-packet,"{name}"\n'))
    assert task.personal.name == name
    assert task.file_name == "0002-our-packet.en-US.pdf"


def test_nothing_shows_what_is_on_a_list(read: Read) -> None:
    people = read(HEAD + "our-packet,Quillfeather,Quillfeather,Quillfeather,Quillfeather\n")
    assert "Quillfeather" not in repr(people)
    assert "Quillfeather" not in repr(read_table(HEAD + "our-packet,Quillfeather,,,\n").rows)
    wrong = "Quillfeather" * 7
    people = read(f"packet,audience,language,size,name,date: {wrong}\n{wrong},{wrong},{wrong},{wrong},{wrong},{wrong},{wrong}\n")
    assert len(people.problems) >= 5
    assert "Quillfeather" not in "".join(map(str, people.problems))


def test_rows_that_print_the_same_are_told_by_their_numbers_alone_and_are_made(read: Read) -> None:
    anna, other_nurse = "our-packet,Quillfeather,Joy,,\n", "our-packet,Quillfeather,Ruth,,\n"
    people = read(HEAD + anna + other_nurse + anna + "our-packit,,,,\n")
    assert [task.row for task in people.tasks] == [2, 3, 4]
    assert people.rows == (2, 3, 4, 5)
    (warning,) = printed_twice(people.tasks)
    assert str(warning).startswith("the list: warning: rows 2 and 4 print the same packet with the same words\n")
    assert "Quillfeather" not in str(warning)
    assert printed_twice(people.tasks[:2]) == []


def test_rows_are_named_as_one_says_them() -> None:
    assert [rows_named([4]), rows_named([4, 5]), rows_named([4, 5, 9])] == ["row 4", "rows 4 and 5", "rows 4, 5 and 9"]
    assert rows_named(range(2, 2000)) == "rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 1,986 more"
