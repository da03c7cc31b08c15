"""The screens shown in the how-to pages: the real command, with these keys, at a made-up clinic. Part of `make docs-pictures`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from handouts.files import write_files
from handouts.folders import CLINIC_VARIABLE
from tools.screenshot import draw
from tools.terminal import ENTER, SPACE, UP, Terminal

SCREENS = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "screens"
CLINIC = ("new", "clinic", "our-clinic", "--name", "Lakeside MS Center", "--phone-24h", "555-0100", "--phone-day", "555-0101")
_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><path d="M4 20h192v8h-192z" fill="#0b3c5d"/></svg>'
_PEOPLE = """\
packet,size,name,nurse,next visit
when-to-call,large,Ana Example,Robin Sample,"Monday, June 8"
when-to-call,,Bo Example,Robin Sample,"Tuesday, June 9"
when-to-cal,,Cy Example,Robin Sample,
"""
_OTHERS = (CLINIC_VARIABLE, "NO_COLOR", "CUPS_SERVER")  # what could make the screen another one elsewhere
_TALL = 60

Screens: TypeAlias = Iterator[tuple[str, bytes]]  # names and PNGs
Story: TypeAlias = Callable[[Path], Screens]  # it has an empty folder


def main() -> None:
    """Draw every screen, take away any other picture, and say where they are."""
    drawn = {SCREENS / f"{name}.png": png for name, png in screens()}
    write_files(drawn)
    for path in set(SCREENS.glob("*.png")) - drawn.keys():
        path.unlink()
    for path, png in drawn.items():
        print(path.relative_to(SCREENS.parents[2]), f"{len(png) // 1000} kB")


def screens() -> Screens:
    """Return every screen of every story, each story in an empty folder of its own."""
    for story in STORIES:
        with TemporaryDirectory() as folder:
            yield from story(Path(folder))


def new_clinic(folder: Path) -> Screens:
    """The questions about a clinic."""
    (folder / "logo.svg").write_text(_LOGO, encoding="utf-8")
    with Terminal(CLINIC[:3], folder, environment()) as terminal:
        terminal.wait_for("The name of your clinic")
        for answer in ("Lakeside MS Center", "555-0100", "555-0101", "1 Lake Road", "Lakeside", "", "logo.svg"):
            terminal.press(*([answer] if answer else []), ENTER)
        terminal.wait_for("The paper in your printers")
        terminal.press(ENTER)
        terminal.wait_for_end()
        yield "new-clinic", draw(terminal.screen)


def own_packet(folder: Path) -> Screens:
    """The questions about a packet: in large print, two topics more and one less, kept as a recipe."""
    with Terminal(CLINIC, folder, environment()) as terminal:
        assert terminal.wait_for_end() == 0, terminal.text
    with Terminal(["packet"], folder / "our-clinic", environment(), _TALL) as terminal:
        terminal.wait_for("Who is it for")
        terminal.go_to("Care at home")
        yield "who", draw(terminal.screen)
        terminal.press(ENTER)
        terminal.wait_for("How large")
        terminal.go_to("Large print")
        yield "size", draw(terminal.screen, "How large")
        terminal.press(ENTER)
        terminal.wait_for("On what paper")
        terminal.press(ENTER)
        terminal.wait_for("What is in it")
        for topic in ("Which vaccines", "How long until", "Their medicine list"):
            terminal.go_to(topic, UP)
            terminal.press(SPACE)
        yield "topics", draw(terminal.screen, "What is in it")
        terminal.press(ENTER)
        for question in ("In which order", "Whose packet"):
            terminal.wait_for(question)
            terminal.press(ENTER)
        terminal.wait_for("recipe")
        terminal.press("ward-b-home", ENTER)
        terminal.wait_for("And then")
        yield "last-questions", draw(terminal.screen, "In which order")
        terminal.press(ENTER)
        assert terminal.wait_for_end() == 0, terminal.text
        yield "done", draw(terminal.screen, "And then")


def many_people(folder: Path) -> Screens:
    """A list with a mistake in one row."""
    (folder / "clinic.yaml").write_text("name: Lakeside MS Center\nphone_24h: 555-0100\nphone_day: 555-0101\n", encoding="utf-8")
    (folder / "people.csv").write_text(_PEOPLE, encoding="utf-8")
    with Terminal(["batch", "people.csv", "--output", "june"], folder, environment()) as terminal:
        assert terminal.wait_for_end() == 1, terminal.text
        yield "many-people", draw(terminal.screen)


STORIES: tuple[Story, ...] = (new_clinic, own_packet, many_people)


def environment() -> Mapping[str, str]:
    """Return the environment without what would change what a command says."""
    return {name: value for name, value in os.environ.items() if name not in _OTHERS}


if __name__ == "__main__":
    main()
