"""Whatever a clinic's template, style, drawing or text blows up to: it ends within its limit, as a problem that names where it is.

The limits are small here, so that this file does not take long; `tests/test_apart.py` holds what the usual ones allow.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from handouts.build import build_packet, build_packets
from handouts.checks import Permit
from handouts.folders import Folder, builtin_folder
from handouts.library import Library
from handouts.orders import Order
from handouts.pdf.apart import MEGABYTES_VARIABLE, SECONDS_VARIABLE, OverLimitError, Presses
from handouts.pdf.render import Rendered
from handouts.problems import HandoutsError, Problem
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, riverside_files

Command = Callable[..., subprocess.CompletedProcess[str]]
ORDER = Order("our-packet", "en-US", Variant())
NAME = "Quillfeather"  # stands in each text, and in no message
TIME, MEMORY = "that takes more than 1 seconds", "that takes more than 450 megabytes of memory"
ROOM, PATIENCE = "4000", "60"  # of the limit that is not meant
STARVED = "the page engine broke down over it, most likely for want of memory"  # where a library ends the process
DEPTH, FAULT = "its parts stand too deep inside one another", "the page engine broke down over it"


def nested(count: int, style: str = "", inside: str = "x") -> str:
    return f'<div style="{style}">' * count + inside + "</div>" * count


def tenfold(levels: int) -> str:
    """A drawing of 10 to the power of `levels` dots."""
    groups = "".join(f'<g id="g{at}">' + f'<use href="#g{at - 1}"/>' * 10 + "</g>" for at in range(1, levels + 1))
    dots = f'<defs><rect id="g0" width="1" height="1"/>{groups}</defs><use href="#g{levels}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Dots</title>{dots}</svg>'


BOMBS = {
    "nested flex": (nested(16, "display: flex"), TIME),
    "nested columns": (nested(5, "columns: 2", "<p>a</p>" * 6), TIME),
    "a cell over 100,000 columns": ('<table><tr><td colspan="100000">x</td></tr></table>', TIME),
    "a drawing that uses itself tenfold": (tenfold(7), TIME),
    "400 nested parts": (nested(400), DEPTH),
    "a row far down": ('<div style="display: grid"><i style="grid-row: 1000000">x</i></div>', TIME),
    "a gradient of endless steps": ('<p style="background: repeating-linear-gradient(red 0, blue 0.000001px)">x</p>', MEMORY),
    "a table without end": ("<table>" + "<tr><td>x" * 6000 + "</table>", "that takes more than 2 seconds"),
    "a letter of a million meters": ('<p style="font-size: 1e9px">x</p>', FAULT),
}
# What only looks bad: a long text has more time.
LONG = {"a word of 500,000 letters": "x" * 500_000, "a part as high as a mountain": '<div style="height: 1e9px">x</div>'}


@pytest.fixture(scope="module", autouse=True)
def small_limits() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECONDS_VARIABLE, "1")
        patch.setenv(MEGABYTES_VARIABLE, ROOM)
        yield


@pytest.fixture(scope="module")
def presses() -> Iterator[Presses]:
    with Presses() as presses:
        yield presses


def page(body: str) -> str:
    return f'<html lang="en"><head><title>A page</title></head><body><p>{NAME}</p>{body}</body></html>'


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_within_its_limit_and_the_next_page_is_made(bomb: str, presses: Presses, monkeypatch: pytest.MonkeyPatch) -> None:
    body, reason = BOMBS[bomb]
    if reason == MEMORY:
        monkeypatch.setenv(SECONDS_VARIABLE, PATIENCE)
        monkeypatch.setenv(MEGABYTES_VARIABLE, "450")
    with pytest.raises(OverLimitError) as caught:
        presses.render(page(body), (builtin_folder(),), "a-packet")
    # A library that gets no memory may end the process, rather than tell.
    assert caught.value.reason in ((MEMORY, STARVED) if reason == MEMORY else (reason,))
    assert NAME not in str(caught.value)
    assert caught.value.__cause__ is None
    assert presses.render(page(""), (builtin_folder(),), "a-packet").pages == 1


@pytest.mark.parametrize("what", LONG)
def test_what_is_only_long_is_made(what: str, presses: Presses) -> None:
    assert presses.render(page(LONG[what]), (builtin_folder(),), "a-packet").pages >= 1


# ---- who is named

HELLO_FILE = "content/modules/our-hello/en-US.yaml"
ABOUT, STYLE, PARAGRAPH = "templates/about.html.j2", "templates/css/text.css", "templates/sections/paragraph.html.j2"
FIGURE = "- {kind: figure, title: Dots, image: dots.svg, alt: Many dots., caption: Dots., how_to_read: Count them.}"
DEEP = "{% for n in range(400) %}<div>{% endfor %}"


def clinic_files(**files: str) -> Files:
    hello = module_text(f"- {{kind: bullets, items: [Hello {NAME}., Sit down.]}}", id="our-hello")
    ward = module_text(f"- {{kind: paragraph, text: Ask {NAME}.}}")
    return {**riverside_files(), PACKET_FILE: packet_text(modules="[our-hello, our-ward]"), HELLO_FILE: hello, MODULE_FILE: ward, **files}


@pytest.fixture
def problem_of(folder: Callable[[Files], Path], tmp_path: Path) -> Callable[[Files], Problem]:
    """Return the one problem that loading a clinic and building its packet end in."""

    def problem(files: Files) -> Problem:
        root = folder({**clinic_files(), **files})
        with pytest.raises(HandoutsError) as caught:
            build_packets(load_clinic(root), [ORDER], tmp_path / "output", Permit(date(2026, 11, 22)))
        assert not (tmp_path / "output").exists()
        assert NAME not in str(caught.value)
        (found,) = caught.value.problems
        return found

    return problem


@pytest.mark.parametrize(
    ("name", "written", "reason"),
    [
        (ABOUT, DEEP, DEPTH),
        (ABOUT, nested(16, "display: flex"), TIME),
        (PARAGRAPH, DEEP, DEPTH),
        (STYLE, "p { font-size: 1e9px }", FAULT),
        ("templates/contents.html.j2", DEEP, DEPTH),
    ],
)
def test_a_clinics_own_template_is_named(problem_of: Callable[[Files], Problem], name: str, written: str, reason: str) -> None:
    files = {name: written}
    if name == ABOUT:  # a picture of the clinic is not there where only our own files are tried
        files |= {HELLO_FILE: module_text(FIGURE, id="our-hello"), "content/images/dots.svg": tenfold(1)}
    if "contents" in name:  # printed from five sheets up
        more = {f"content/modules/our-{n}/en-US.yaml": module_text("- {kind: paragraph, text: Hi.}", id=f"our-{n}") for n in "abcde"}
        files |= {**more, PACKET_FILE: packet_text(part_of="caregiver", layout="sheets", modules="[our-a, our-b, our-c, our-d, our-e]")}
    problem = problem_of(files)
    assert problem.message == f"with your own templates the page cannot be laid out: {reason}"
    assert problem.place.path.endswith(name)
    assert name in problem.hint


def test_a_module_that_is_too_much_is_named(problem_of: Callable[[Files], Problem]) -> None:
    logs = "- {kind: log, title: Write it down, rows: 31, columns: [Day, What, When, Who, Where, Why]}\n" * 40
    problem = problem_of({MODULE_FILE: module_text(logs), STYLE: "p { margin: 0 }"})
    assert problem.message == "the sheet cannot be laid out: that takes more than 3 seconds"
    assert str(problem.place).endswith(f"{MODULE_FILE}:1:1")
    assert problem.hint.startswith("make it simpler, or split it in two")
    assert f"set {SECONDS_VARIABLE} to more than" in problem.hint
    assert problem.hint.endswith("look at your own templates, too")


def test_a_packet_that_is_too_much_as_a_whole_is_named(library_of: Callable[[Files], Library]) -> None:
    library = library_of(clinic_files())
    made: list[str] = []

    def small(html: str, folders: tuple[Folder, ...], name: str) -> Rendered:
        made.append(name)
        if html.count('<section class="sheet') > 1:
            raise OverLimitError(name, TIME)
        return Rendered(b"", 1)

    with pytest.raises(HandoutsError) as caught:
        build_packet(library, Permit(date(2026, 11, 22)), ORDER, small)
    (problem,) = caught.value.problems
    assert problem.message == f"the packet cannot be laid out: {TIME}"
    assert problem.place.path.endswith(PACKET_FILE)
    assert made == ["our-packet", "our-hello", "our-hello", "our-ward"], "the whole, what is around the sheets, and each sheet"


def test_a_drawing_that_grows_is_named(problem_of: Callable[[Files], Problem]) -> None:
    problem = problem_of({MODULE_FILE: module_text(FIGURE), "content/images/dots.svg": tenfold(7)})
    assert "more than 20,000 shapes" in problem.message
    assert problem.place.path.endswith("content/images/dots.svg")


def test_the_command_says_so_and_ends(folder: Callable[[Files], Path], command: Command, tmp_path: Path) -> None:
    root = folder(clinic_files(**{PARAGRAPH: DEEP}))
    for arguments in (("build", "our-packet"), ("review", "our-packet")):
        ran = command(*arguments, "--clinic", root)
        assert ran.returncode == 1
        assert ran.stdout == ""
        assert f"{PARAGRAPH}:1:1: error: with your own templates the page cannot be laid out: {DEPTH}" in ran.stderr
        assert "Traceback" not in ran.stderr
        assert NAME not in ran.stderr
    assert not (tmp_path / "empty" / "output").exists()
