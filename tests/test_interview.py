"""The questions of `handouts packet`, asked on a real terminal of 80 by 24 characters, and answered with keys."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pexpect
import pypdfium2
import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

import handouts
from handouts.checks import Permit
from handouts.cli.interview import ask_for_packet, topics_to_choose
from handouts.cli.wish import Wish
from handouts.folders import CLINIC_VARIABLE
from handouts.library import Library
from handouts.model import PrintSettings
from tests.clinics import load_clinic
from tests.printed import builtin_library
from tests.visitors import visitors_clinic

Command = Callable[..., subprocess.CompletedProcess[str]]

ENTER, UP, DOWN, CTRL_C, SPACE = "\r", "\x1b[A", "\x1b[B", "\x03", " "
TRAP = Path(__file__).parent / "trap"
VISITORS = UP  # the last kind of readers: up from the first packet
USUAL = [VISITORS + ENTER, ENTER, ENTER, ENTER, ENTER, ENTER, ENTER, ENTER]  # who, size, paper, topics, order, lines, recipe, then


class Terminal:
    """`handouts packet` in a terminal of the oldest size, and what is seen on it."""

    def __init__(self, folder: Path, *words: str, **variables: str) -> None:
        self.screen = pyte.HistoryScreen(80, 24, history=1000, ratio=1)
        self._stream = pyte.Stream(self.screen)
        environment = {key: value for key, value in os.environ.items() if key != CLINIC_VARIABLE}
        path = os.pathsep.join([str(TRAP), str(Path(handouts.__file__).parents[1])])
        environment |= {"PYTHONPATH": path, "TERM": "xterm", "NO_COLOR": "1", **variables}
        command = [sys.executable, "-m", "handouts", "packet", *words]
        self.process = pexpect.spawn(
            command[0], command[1:], cwd=str(folder), env=environment, dimensions=(24, 80), encoding="utf-8", timeout=60
        )
        self.said = ""

    def wait_for(self, text: str) -> None:
        """Read until the screen shows this text."""
        while text not in self.shown:
            self._read()

    def wait_for_end(self) -> int:
        """Read until the command has ended; return its exit code."""
        while True:
            try:
                self._read()
            except pexpect.EOF:
                self.process.close()
                assert self.process.exitstatus is not None, "it was killed"
                return self.process.exitstatus

    def _read(self) -> None:
        data = self.process.read_nonblocking(4096, timeout=60)
        self.said += data
        self._stream.feed(data)
        if "\x1b[6n" in data:  # "where is the cursor?", as a terminal is asked
            self.process.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")

    @property
    def shown(self) -> str:
        return "\n".join(self.screen.display)

    @property
    def scrolled_back(self) -> str:
        """All that can still be read on it, also above the screen."""
        above = ("".join(line[column].data for column in range(80)) for line in self.screen.history.top)
        return "\n".join([*above, self.shown])

    def type(self, *keys: str) -> None:
        for key in keys:
            self.process.send(key)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return visitors_clinic(tmp_path / "clinic")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*words: str, **variables: str) -> Terminal:
        opened.append(Terminal(tmp_path, *words, **variables))
        return opened[-1]

    yield open_one
    for each in opened:
        each.process.close(force=True)


def test_the_answers_make_a_packet_and_the_command_shown_makes_the_same(
    terminal: Callable[..., Terminal], command: Command, clinic: Path, tmp_path: Path
) -> None:
    asked = terminal("--clinic", str(clinic))
    asked.wait_for("Who is it for?")
    asked.type(VISITORS, ENTER)
    asked.wait_for("How large is the print?")
    asked.type(DOWN, ENTER)
    asked.wait_for("On what paper?")
    asked.type(DOWN, DOWN, ENTER)
    asked.wait_for("In all: 3 topics")
    asked.type(SPACE, DOWN, SPACE)  # leaves "gifts" out, puts "parking" in
    asked.wait_for("● Where do I park?")
    assert "to choose from" not in asked.shown, "all of them are on the screen"
    asked.type(ENTER)
    asked.wait_for("In which order?")
    assert "What is in it? In all: 3 topics" in asked.shown
    assert "\n  Added: Where do I park?  " in asked.shown
    assert "\n  Taken out: What may I bring?  " in asked.shown
    assert "selections" not in asked.shown
    asked.type(DOWN, ENTER)
    asked.wait_for("What comes first?")
    asked.type(DOWN, DOWN, ENTER)
    asked.wait_for("Whose packet is it?")
    asked.type(ENTER)
    asked.wait_for("Save it as a recipe?")
    asked.wait_for("never a person's name:")
    asked.type(ENTER)
    asked.wait_for("And then?")
    asked.type(ENTER)
    assert asked.wait_for_end() == 0, asked.said
    assert "not your clinic's folder" not in asked.said
    [pdf] = tmp_path.glob("output/*.pdf")
    shown = asked.said.partition("To do the same again:")[2].split("\n")[1].strip()
    assert shown == (
        f"handouts packet visit --add parking --drop gifts --order parking --size large --paper a4 --clinic {shlex.quote(str(clinic))}"
    )
    again = command(*shlex.split(shown)[1:], "--output", tmp_path / "again")
    assert again.returncode == 0, again.stderr
    assert Path(again.stdout.strip()).name == pdf.name
    assert Path(again.stdout.strip()).read_bytes() == pdf.read_bytes()


def test_a_long_list_fits_an_old_terminal_and_says_how_long_the_packet_gets(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    asked = terminal()
    asked.wait_for("Who is it for?")
    assert "This is not your clinic's folder" in asked.said.partition("Who is it for?")[0]
    assert "cd our-clinic" in asked.shown
    asked.type(ENTER)
    asked.wait_for("How large")
    asked.type(ENTER)
    asked.wait_for("On what paper?")
    asked.type(ENTER)
    asked.wait_for("In all: 21 topics, about 24 pages")
    assert re.search(r"  \d\d topics to choose from, arrow down for more", asked.shown)
    assert "- When do we call for help?" in asked.shown
    assert "(always)" in next(line for line in asked.screen.display if "How do we keep germs away" in line)
    asked.type(SPACE)
    asked.wait_for("In all: 20 topics, about 23 pages")
    assert "Which vaccines do we need at home?" not in asked.shown
    asked.type(UP)  # the last one of all, below what fits
    asked.wait_for("You can add (tools):")
    asked.type(SPACE)
    asked.wait_for("In all: 21 topics, about 24 pages")
    asked.type(CTRL_C)
    assert asked.wait_for_end() == 130
    assert "Stopped. Nothing was written." in [line.rstrip() for line in asked.screen.display]
    assert list(tmp_path.iterdir()) == []


def answers(library: Library, *keys: str) -> Wish:
    """Return the wish of someone who types these keys."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text("".join((*keys, CTRL_C)))  # or one question more than there are answers would wait forever
        try:
            return ask_for_packet(library, Permit(date(2026, 11, 22)))
        except KeyboardInterrupt:
            if CTRL_C in keys:
                raise
            pytest.fail("there is another question")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_clinic(visitors_clinic(tmp_path_factory.mktemp("visitors")))


def test_enter_at_every_question_is_the_packet_as_it_is(library: Library) -> None:
    assert answers(library, *USUAL).command() == ["handouts", "packet", "visit"]


@pytest.mark.parametrize("question", range(len(USUAL)))
def test_ctrl_c_ends_it_at_every_question(question: int, library: Library) -> None:
    with pytest.raises(KeyboardInterrupt):
        answers(library, *USUAL[:question], CTRL_C)


@pytest.fixture
def kept_quiet(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What keeps a process quiet lasts as long as the process, which here is that of the tests: it is only noted."""
    noted: list[bool] = []
    monkeypatch.setattr("handouts.cli.quiet.keep_quiet", lambda: noted.append(True))
    return noted


def answer_up_to_the_name(asked: Terminal) -> None:
    """Take what is usual, up to whose packet it is; then type it."""
    for question, keys in zip(
        ("Who is it", "How large", "On what paper", "In all:", "In which order", "Whose packet"), USUAL, strict=False
    ):
        asked.wait_for(question)
        asked.type(*([DOWN, ENTER] if question == "Whose packet" else [keys]))
    asked.wait_for("Name of the reader (people who visit):")


def test_what_is_typed_about_a_person_is_on_the_pages_and_does_not_stay_on_the_terminal(
    terminal: Callable[..., Terminal], clinic: Path, tmp_path: Path
) -> None:
    asked = terminal("--clinic", str(clinic))
    answer_up_to_the_name(asked)
    typed = {
        "Name of the reader (": "Zebedee",
        "reader's nurse": "Ottoline",
        "like: Next visit": "Spirometry",
        "like: Monday": "Thrimblesday",
    }
    for question, text in (typed | {"A date": "", "A note": "Gloxinia", "no more notes": ""}).items():
        asked.wait_for(question)
        asked.type(text)
        asked.wait_for(text)
        asked.type(ENTER)
    asked.wait_for("Save it as a recipe?")
    asked.type("ours-zebedee", ENTER)
    asked.wait_for("not after a person")
    asked.type("\x15", ENTER)
    asked.wait_for("And then?")
    asked.type(ENTER)
    assert asked.wait_for_end() == 0
    told = [*typed.values(), "Gloxinia"]
    assert all(text in asked.said for text in told), "it was shown while it was typed"
    assert [text for text in told if text in asked.scrolled_back] == []
    assert "Whose packet is it?" in asked.scrolled_back
    [pdf] = tmp_path.glob("output/*.pdf")
    pages = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert all(text in pages for text in told)


def test_a_crash_while_a_name_is_typed_does_not_tell_it(terminal: Callable[..., Terminal], clinic: Path) -> None:
    asked = terminal(
        "--clinic", str(clinic), TRAP_AT="handouts.bearer:personal_lines", TRAP_DOES="crash", HANDOUTS_TRACEBACK="1", COLUMNS="80"
    )
    answer_up_to_the_name(asked)
    asked.type("Zebedee")
    asked.wait_for("Zebedee")
    typed = len(asked.said)
    asked.type(ENTER)
    assert asked.wait_for_end() == 3
    assert "this is a bug of ours (RuntimeError)" in asked.said
    assert ", in sprung" in asked.said, "where it was"
    assert "Zebedee" not in asked.said[typed:] + asked.scrolled_back


def test_what_is_typed_about_a_person_is_in_no_command_and_no_log(library: Library, kept_quiet: list[bool]) -> None:
    typed = ["Zebedee Quince", ENTER, ENTER, "Next visit", ENTER, "Monday", ENTER, ENTER, "Bring a friend.", ENTER, ENTER]
    wish = answers(library, *USUAL[:5], DOWN, ENTER, *typed, *USUAL[6:])
    assert wish.lines is not None
    assert (wish.lines.name, wish.lines.nurse, wish.lines.dates, wish.lines.notes) == (
        "Zebedee Quince",
        "",
        (("Next visit", "Monday"),),
        ("Bring a friend.",),
    )
    assert wish.command() == ["handouts", "packet", "visit", "--personal", "-"]
    assert "Zebedee" not in repr(wish)
    assert kept_quiet == [True]


def test_ctrl_c_ends_it_while_a_name_is_typed(library: Library, kept_quiet: list[bool]) -> None:
    with pytest.raises(KeyboardInterrupt):
        answers(library, *USUAL[:5], DOWN, ENTER, "Zebedee", CTRL_C)


def test_a_name_that_cannot_be_printed_is_told_and_asked_again(library: Library, kept_quiet: list[bool]) -> None:
    wish = answers(library, *USUAL[:5], DOWN, ENTER, "Z" * 71, ENTER, "\x15", "Zebedee", ENTER, ENTER, ENTER, ENTER, *USUAL[6:])
    assert wish.lines is not None
    assert wish.lines.name == "Zebedee"


def test_a_recipe_gets_its_name_and_the_last_question_prints(library: Library) -> None:
    wish = answers(library, *USUAL[:6], "Ours", ENTER, "\x15", "ours", ENTER, DOWN, DOWN, ENTER)  # Ctrl-U: the name would not do
    assert (wish.save_as, wish.print_to) == ("ours", "")
    assert wish.command("--output", "here") == ["handouts", "packet", "ours", "--output", "here", "--print"]


def test_without_a_clinics_folder_nothing_is_asked_about_recipes() -> None:
    wish = answers(builtin_library(), ENTER, ENTER, ENTER, ENTER, ENTER, ENTER, DOWN, ENTER)
    assert (wish.choice.base, wish.save_as, wish.open_it) == ("caregiver", "", True)


def test_what_cannot_be_printed_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    library = builtin_library()
    topics = topics_to_choose(library, "hsct-hospital", PrintSettings())
    free = [module for module in topics.recipe.all_modules() if module not in topics.recipe.fixed]
    toggle = [DOWN * [*free, *topics.others].index("benefits-in-numbers"), SPACE, ENTER]
    wish = answers(library, DOWN * 4 + ENTER, ENTER, ENTER, *toggle, ENTER, ENTER, *toggle, ENTER, ENTER, ENTER)
    assert (wish.choice.base, wish.choice.add) == ("hsct-hospital", ())
    assert "'benefits-in-numbers' tells 'benefits'" in capsys.readouterr().err
