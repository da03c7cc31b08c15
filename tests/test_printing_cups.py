"""`handouts print` and `--print`, with a real CUPS: what its printers get, what it is told about them, and what it is not told."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from handouts.orders import Order
from handouts.printers import Printer, find_printer, printer_as_told
from handouts.printjobs import Feed, PrintJob, Sides, feeds, send, unfit
from handouts.problems import HandoutsError, Problem
from handouts.variant import Variant
from tests import cups as cups_module
from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder
from tests.cups import Cups, Queue, needs_cups, running_cups
from tests.test_docs import ROOT, fits, type_in, typed_in

pytestmark = pytest.mark.xdist_group("cups")  # one scheduler for all of them

Ran = subprocess.CompletedProcess[str]
QUEUES = [
    Queue("ward", usual=True),
    Queue("print-room", papers=("Letter", "11x17")),
    Queue("small", papers=("Letter",), both_sides=False),
    Queue("unknown", papers=()),
    Queue("paused", state="State Stopped\nReason paused\nReason media-empty-error"),
    Queue("closed", accepting=False),
]
CALLS = """
- {kind: call, tier: emergency, signs: [Chest pain.]}
- {kind: call, tier: urgent, signs: [A new rash.], do_not: Wait.}
"""
POINTS = {"letter": (612, 792), "tabloid": (1224, 792), "a4": (595, 842)}


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    needs_cups()
    with running_cups(QUEUES) as server:
        yield server


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {**riverside_files(), MODULE_FILE: module_text(CALLS), PACKET_FILE: packet_text()}
    return write_folder(tmp_path_factory.mktemp("printing") / "clinic", files)


@pytest.fixture
def asks_cups(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in cups.variables.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def handouts(command: Callable[..., Ran], cups: Cups, clinic: Path) -> Callable[..., Ran]:
    """Run the command in that clinic, with that scheduler; a terminal in German, since CUPS would answer in it."""

    def run(*arguments: str | Path, **variables: str) -> Ran:
        return command(*arguments, "--clinic", clinic, **{"LC_ALL": "de_DE.UTF-8", **cups.variables, **variables})

    return run


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return {(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in document.pages}


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def told(attributes: dict[str, Any], *names: str) -> list[Any]:
    return [attributes.get(name) for name in names]


HOW = ("job-name", "media", "sides", "copies", "print-scaling", "number-up", "fit-to-page", "print-color-mode", "collate")


def test_what_is_built_is_what_comes_out_of_the_printer(handouts: Callable[..., Ran], cups: Cups, tmp_path: Path) -> None:
    output = tmp_path / "made"
    ran = handouts("build", "our-packet", "--duplex", "--grey", "--copies", "2", "--output", output, "--print")
    assert ran.returncode == 0, ran.stderr
    [path] = ran.stdout.splitlines()
    [number] = re.findall(
        r"^sent to ward: 2 copies of 1 page, 2 sheets of Letter paper, both sides \(job (\S+)\)$", ran.stderr, re.MULTILINE
    )
    attributes = cups.job(number)
    assert told(attributes, *HOW) == ["handouts", "Letter", "two-sided-long-edge", 2, "none", 1, False, "monochrome", True]
    assert attributes["document-format"] == "application/pdf"
    assert sizes(cups.printed("ward")) == {POINTS["letter"]}
    assert cups.printed("ward") == Path(path).read_bytes()


def test_a_booklet_and_what_is_cut_out_are_jobs_of_their_own(handouts: Callable[..., Ran], cups: Cups) -> None:
    ran = handouts("print", "our-packet", "--form", "booklet", "--cut", "--printer", "print-room")
    assert ran.returncode == 0, ran.stderr
    said = re.fullmatch(
        r"sent to print-room: a booklet to fold, 4 pages, 1 sheet of 11x17 paper, both sides \(job (\S+)\)\n"
        r"sent to print-room: to cut out, 1 page, 1 sheet of Letter paper, one side \(job (\S+)\)\n",
        ran.stdout,
    )
    assert said, ran.stdout
    booklet, cut = map(cups.job, said.groups())
    assert told(booklet, *HOW) == ["handouts", "11x17", "two-sided-short-edge", 1, "none", 1, False, "color", None]
    assert told(cut, *HOW) == ["handouts", "Letter", "one-sided", 1, "none", 1, False, "color", None]
    assert [sizes(cups.sent(number)) for number in said.groups()] == [{POINTS["tabloid"]}, {POINTS["letter"]}]
    assert cups.printed("print-room") == cups.sent(said[2])


# What is personal

CANARIES = {"name": "Wilhelmina Quackenbush", "nurse": "Ottoline Birdsong", "notes": "Bring the turquoise umbrella"}


@pytest.fixture
def personal(tmp_path: Path) -> Path:
    file = tmp_path / "private/Quackenbush.yaml"
    file.parent.mkdir()
    file.write_text("".join(f"{key}: {value}\n" for key, value in CANARIES.items()))
    return file


@pytest.fixture
def watched(tmp_path: Path) -> tuple[str, Path]:
    """A folder for the PATH whose `lp` writes down what it is told and then is the real one; and where it writes."""
    folder, seen = tmp_path / "watched", tmp_path / "seen"
    folder.mkdir()
    seen.mkdir()
    lp = folder / "lp"
    pages = 'grep -rla -e %PDF- "$TMPDIR"'  # the page engine's own folder may be there, a PDF may not
    tells = f"printf '%s\\n' \"$@\" > {seen}/arguments\nenv > {seen}/variables\n{pages} > {seen}/temporary\n"
    lp.write_text(f'#!/bin/sh\n{tells}exec {shutil.which("lp")} "$@"\n')
    lp.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}", seen


def test_what_is_personal_is_on_the_paper_alone(
    handouts: Callable[..., Ran], cups: Cups, clinic: Path, personal: Path, watched: tuple[str, Path], tmp_path: Path
) -> None:
    path, seen = watched
    empty = tmp_path / "temporary"
    empty.mkdir()
    arguments = ("print", "our-packet", "--personal", personal, "--paper", "a4", "--printer", "ward")
    ran = handouts(*arguments, PATH=path, TMPDIR=str(empty))
    assert ran.returncode == 0, ran.stderr
    [number] = re.findall(r"\(job (\S+)\)", ran.stdout)
    attributes = cups.job(number)
    page = text_of(cups.printed("ward"))
    assert all(value in page for value in CANARIES.values())

    everywhere = {"said": ran.stdout + ran.stderr, "attributes": repr(attributes)}
    everywhere |= {file.name: file.read_text() for file in seen.iterdir()}
    paper = cups.root / "paper/ward", cups.root / f"spool/d{int(number.rpartition('-')[2]):05}-001"
    kept = [file for root in (cups.root, clinic) for file in root.rglob("*") if file.is_file() and file not in paper]
    everywhere |= {str(file): file.read_bytes().decode("latin-1") for file in kept}
    looked_at = {"arguments", "variables", str(cups.root / "log/error_log"), str(cups.root / f"spool/c{int(number[5:]):05}")}
    assert looked_at <= set(everywhere)
    words = [word for value in CANARIES.values() for word in value.split() if len(word) > 5]
    assert {where: word for where, text in everywhere.items() for word in words if word in text} == {}
    assert everywhere["temporary"] == "", "a PDF that lies there while lp reads"
    assert (list(empty.iterdir()), list((tmp_path / "empty").iterdir())) == ([], [])

    before = cups.jobs()
    shown = handouts(*arguments, "--dry-run")
    assert shlex.split(shown.stdout) == ["lp", *(seen / "arguments").read_text().splitlines()]
    assert "would go to ward: 2 pages, 2 sheets of A4 paper, one side" in shown.stderr
    assert cups.jobs() == before


# What a printer cannot do


@pytest.mark.usefixtures("asks_cups")
def test_the_page_for_nurses_says_what_happens(cups: Cups, tmp_path: Path) -> None:
    """And what cannot be printed is said before anything is made or sent."""
    page = (ROOT / "docs/how-to/print-on-a-printer.md").read_text(encoding="utf-8")
    refused = 0
    for block in re.findall(r"^```text\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        for line, promised in typed_in(block):
            before = cups.jobs(), list(tmp_path.iterdir())
            said = type_in(line, tmp_path)
            assert fits(promised, said), f"$ {line}\npromised:\n{promised}\nsaid:\n{said}"
            refused += " error: " in said
            assert (before == (cups.jobs(), list(tmp_path.iterdir()))) == (" error: " in said)
    assert refused == 2


BOOKLET, BOTH_SIDES, A4 = Variant(form="booklet"), Variant(duplex=True), Variant(paper="a4")


def said_of(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.severity, problem.message) for problem in sorted(problems)]


@pytest.mark.parametrize(
    ("printer", "variant", "says"),
    [
        ("ward", BOOKLET, []),
        ("small", Variant(), []),
        ("unknown", BOOKLET, []),
        ("small", BOTH_SIDES, [("warning", "it prints on one side only: each page is a sheet of its own")]),
        ("print-room", A4, [("error", "it has no A4 paper")]),
        (
            "small",
            BOOKLET,
            [
                ("error", "it has no Tabloid paper, which a booklet is printed on"),
                ("error", "it prints on one side only, and a booklet needs both"),
            ],
        ),
        ("closed", Variant(), [("error", "it takes no print jobs at the moment")]),
        (
            "paused",
            Variant(),
            [("warning", "nothing comes out of it now: it has no paper"), ("warning", "nothing comes out of it now: it is paused")],
        ),
    ],
)
@pytest.mark.usefixtures("asks_cups")
def test_a_printer_says_what_it_cannot_do(printer: str, variant: Variant, says: list[tuple[str, str]]) -> None:
    assert said_of(unfit(find_printer(printer), [Order("our-packet", "en-US", variant)])) == says


def test_what_has_a_name_on_it_waits_in_no_printer_and_what_is_sent_leaves_its_receipt(
    handouts: Callable[..., Ran], cups: Cups, clinic: Path, personal: Path, tmp_path: Path
) -> None:
    shutil.rmtree(clinic / "receipts", ignore_errors=True)  # other tests print the same words
    before = cups.jobs()
    output = tmp_path / "made"
    kept = "--output", output, "--print", "paused"
    for command, *options in (("print", "--printer", "paused"), ("build", *kept), ("packet", *kept)):
        ran = handouts(command, "our-packet", "--personal", personal, *options)
        assert (ran.returncode, ran.stdout) == (1, ""), ran.stderr
        assert "printer paused: error: nothing comes out of it now: it is paused" in ran.stderr
        assert "choose another" in ran.stderr
        assert not [word for value in CANARIES.values() for word in value.split() if len(word) > 5 and word in ran.stderr]
    assert (cups.jobs(), output.exists(), (clinic / "receipts").exists()) == (before, False, False)

    sent = handouts("print", "our-packet", "--printer", "paused", "--grey")
    assert (sent.returncode, "warning: nothing comes out of it now" in sent.stderr) == (0, True), sent.stderr
    assert len(list((clinic / "receipts").glob("*.json"))) == 1


@pytest.mark.parametrize("printer", ["usual", "none"])
def test_the_doctor_says_which_printer_is_usual_and_is_content_without_one(
    printer: str, command: Callable[..., Ran], cups: Cups, clinic: Path, tmp_path: Path
) -> None:
    asks = cups.variables if printer == "usual" else {"PATH": str(tmp_path)}
    ran = command("doctor", "--output", tmp_path / "made", **{"HANDOUTS_CLINIC": str(clinic), **asks})
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "Ready to print.")
    told = {"usual": "ok   Printer: ward, the usual one\n", "none": "--   Printer: this computer has no `lp`"}
    assert told[printer] in ran.stdout


@pytest.mark.usefixtures("asks_cups")
def test_without_a_name_it_is_the_usual_printer() -> None:
    assert find_printer() == find_printer("ward") == Printer("ward", QUEUES[0].papers, prints_both_sides=True)


def why_none(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CUPS_SERVER", server)
    with pytest.raises(HandoutsError) as caught:
        find_printer()
    return str(caught.value)


def test_no_printer_no_usual_printer_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    needs_cups()
    with running_cups([]) as bare:
        assert "no printer is set up on this computer" in why_none(bare.variables["CUPS_SERVER"], monkeypatch)
    with running_cups([Queue("ward"), Queue("desk")]) as undecided:
        said = why_none(undecided.variables["CUPS_SERVER"], monkeypatch)
        assert "this computer has no usual printer\n    hint: say which: desk, ward" in said
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert "the printing system (CUPS) does not answer" in why_none(f"127.0.0.1:{silent.getsockname()[1]}", monkeypatch)


def test_a_computer_without_lp_says_what_to_do(command: Callable[..., Ran], clinic: Path, tmp_path: Path) -> None:
    ran = command("print", "our-packet", "--clinic", clinic, PATH=str(tmp_path))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "this computer has no `lp`" in ran.stderr
    assert "print it at 100 percent" in ran.stderr


@pytest.mark.usefixtures("asks_cups")
def test_what_the_printer_does_not_take_is_told_in_its_own_words() -> None:
    job = PrintJob(Printer("closed"), "packet", Feed("letter", "one-sided"), 1, b"%PDF-1.7 Quackenbush")
    with pytest.raises(
        HandoutsError, match=r'printer closed: error: it was not sent: Destination "closed" is not accepting jobs'
    ) as caught:
        list(send([job]))
    assert "Quackenbush" not in repr(job) + str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--print",), "the packets you name"),
        (("our-packet", "--to", "html", "--print"), "PDFs"),
        (("our-packet", "--copies", "3"), "--print"),
    ],
)
def test_nothing_is_printed_by_accident(arguments: tuple[str, ...], word: str, command: Callable[..., Ran]) -> None:
    """All packets of the library would be hundreds of pages."""
    ran = command("build", *arguments)
    assert ran.returncode == 2
    assert word in ran.stderr


# Without a printer


@pytest.mark.parametrize(
    ("pages", "sides", "copies", "says"),
    [
        (1, "one-sided", 1, "1 page, 1 sheet of Letter paper, one side"),
        (3, "two-sided-long-edge", 1, "3 pages, 2 sheets of Letter paper, both sides"),
        (24, "two-sided-long-edge", 3, "3 copies of 24 pages, 36 sheets of Letter paper, both sides"),
    ],
)
def test_how_much_paper_it_takes(pages: int, sides: Sides, copies: int, says: str) -> None:
    assert str(PrintJob(Printer("ward"), "packet", Feed("letter", sides), pages, b"", copies)) == says


def test_what_has_no_pages_is_not_sent() -> None:
    assert feeds(Order("our-packet", "en-US", Variant(), "html", cut=True)) == {}


@pytest.mark.parametrize("state", ["", "printer-info=Nurse's desk printer-state=3", "printer-state-reasons=none copies=1"])
def test_a_printer_that_says_little_is_a_printer_all_the_same(state: str) -> None:
    assert printer_as_told("desk", state, "") == Printer("desk")


def test_where_cups_must_be_it_is_no_excuse_that_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cups_module, "WHERE", "")
    monkeypatch.setenv("CI", "true")
    assert outcome() is pytest.fail.Exception
    monkeypatch.delenv("CI")
    assert outcome() is pytest.skip.Exception


def outcome() -> type[BaseException]:
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception), match="CUPS is not installed") as caught:
        needs_cups()
    return caught.type
