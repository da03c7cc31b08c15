"""Personal lines from outside: real commands run, and are broken off at each step. What they were told is on the pages and nowhere else."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder
from tests.cups import Queue, needs_cups, running_cups
from tests.leaks import holds, leaked

Ran = subprocess.CompletedProcess[str]

# No shape tells these from words.
NAME, NURSE, WHAT, WHEN, NOTE = "Zebulon Quillfeather", "Ottoline Marmaduke", "Spirometry", "Thrimblesday", "Gloxinia"
LIST = f"packet,name,nurse,date: {WHAT},notes\n" + f"our-packet,{NAME},{NURSE},{WHEN},{NOTE}\n" * 2
LINES = f"name: {NAME}\nnurse: {NURSE}\ndates: {{{WHAT}: {WHEN}}}\nnotes: {NOTE}\n"
CANARIES = [word for text in (NAME, NURSE, WHAT, WHEN, NOTE) for word in text.split()]
TRAP = Path(__file__).parent / "trap"
# The function at whose call the command breaks, for each step of its way.
STEPS = {
    "reading": "handouts.yamltext:parse_yaml",
    "assembling": "handouts.packet:assemble",
    "writing HTML": "handouts.typeset:typeset",
    "in the child": "handouts.pdf.render:render_pdf",
    "inspecting": "handouts.pdf.inspect:inspect_pdf",
    "writing": "handouts.files:write_private",
    "writing its record": "handouts.files:write_files",
}


@pytest.fixture
def here(tmp_path: Path, command: Callable[..., Ran]) -> Callable[..., Ran]:
    """Run the command where all that is left lies in output/, clinic/, home/ and temp/."""
    for name in ("home", "temp"):
        (tmp_path / name).mkdir()
    files = {**riverside_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest well.}"), PACKET_FILE: packet_text()}
    write_folder(tmp_path / "clinic", files)
    places = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    places |= {"TMPDIR": str(tmp_path / "temp"), "HANDOUTS_CLINIC": "clinic", "HANDOUTS_TRACEBACK": "1"}
    return partial(command, cwd=tmp_path, path_first=str(TRAP), **places)


@pytest.fixture
def run(here: Callable[..., Ran]) -> Callable[..., Ran]:
    """Build a packet with personal lines."""
    return partial(here, "build", "our-packet", "--personal", "-", typed=LINES)


def leaks(ran: Ran, folder: Path, but: Collection[Path] = ()) -> list[str]:
    return leaked(CANARIES, f"{ran.stdout}\n{ran.stderr}", folder, but)


def wait_for_the_child(folder: Path) -> None:
    """A child ends, and clears up, when it sees that its parent is gone."""
    until = time.monotonic() + 10
    while any((folder / "temp").iterdir()) and time.monotonic() < until:
        time.sleep(0.02)


def test_all_of_it_is_on_the_pages_and_none_of_it_anywhere_else(tmp_path: Path, run: Callable[..., Ran]) -> None:
    ran = run("--form", "booklet")
    assert ran.returncode == 0, ran.stderr
    for path in map(tmp_path.joinpath, ran.stdout.split()):
        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path.read_bytes()))
        assert [canary for canary in CANARIES if canary not in text] == []
    assert len(ran.stdout.split()) == 2
    assert leaks(ran, tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what processes say of themselves in files")
def test_while_it_runs_no_process_says_any_of_it(tmp_path: Path, run: Callable[..., Ran]) -> None:
    seen = tmp_path / "clinic" / "processes"
    ran = run(TRAP_AT="handouts.pdf.inspect:inspect_pdf", TRAP_DOES="look", TRAP_FILE=str(seen))
    assert ran.returncode == 0, ran.stderr
    said = seen.read_bytes()
    assert b"handouts.pdf.child" in said, "it was looked at while the child was there"
    assert [canary for canary in CANARIES if holds(said, canary)] == []
    dumps = re.findall(rb"Max core file size +(\d+|unlimited) ", said)
    assert len(dumps) >= 2
    assert set(dumps) <= {b"0", b"1"}, "with one byte or none the system writes nothing of them to disk"


@pytest.mark.parametrize("function", STEPS.values(), ids=STEPS)
def test_a_crash_tells_where_it_was_and_none_of_it(function: str, tmp_path: Path, run: Callable[..., Ran]) -> None:
    ran = run(TRAP_AT=function, TRAP_DOES="crash")
    assert (ran.returncode, ran.stdout) == (3, ""), ran.stderr
    assert ", in sprung\n" in ran.stderr, "where it was"
    assert "builtins.RuntimeError\n" in ran.stderr, "of what kind it was"
    wait_for_the_child(tmp_path)
    assert leaks(ran, tmp_path) == []
    assert [path.name for folder in ("output", "temp") for path in (tmp_path / folder).glob("**/*")] == []


def crashed(ran: Ran) -> bool:
    """Whether it met the trap, and told no more of it than where it is."""
    assert (ran.returncode, ran.stdout) == (3, ""), ran.stderr
    return ", in sprung\n" in ran.stderr and "builtins.RuntimeError\n" in ran.stderr


def test_a_crash_of_a_batch_tells_none_of_it(tmp_path: Path, here: Callable[..., Ran]) -> None:
    ran = here("batch", "-", "--output", "output", typed=LIST, TRAP_AT="handouts.batch.people:read_people", TRAP_DOES="crash")
    assert crashed(ran)
    assert leaks(ran, tmp_path) == []


def test_a_crash_over_one_row_of_a_batch_tells_none_of_it(tmp_path: Path, here: Callable[..., Ran]) -> None:
    trap = {"TRAP_AT": "handouts.typeset:typeset", "TRAP_DOES": "crash"}
    ran = here("batch", "-", "--output", "output", "--jobs", "1", typed=LIST, **trap)
    assert "row 3: error: the program failed over it: a bug of ours (RuntimeError)" in ran.stderr
    wait_for_the_child(tmp_path)
    assert leaks(ran, tmp_path) == []


def test_a_crash_over_a_stack_of_packets_tells_none_of_it(tmp_path: Path, here: Callable[..., Ran]) -> None:
    batch = partial(here, "batch", "-", "--output", "output", "--jobs", "1", typed=LIST)
    assert batch().returncode == 0
    ran = batch("--merged", TRAP_AT="handouts.typeset:typeset", TRAP_DOES="crash")  # what is made now are the sheets between them
    assert crashed(ran)
    wait_for_the_child(tmp_path)
    assert leaks(ran, tmp_path) == []


def test_a_crash_of_a_packet_of_ones_own_tells_none_of_it(tmp_path: Path, here: Callable[..., Ran]) -> None:
    ran = here("packet", "our-packet", "--personal", "-", typed=LINES, TRAP_AT="handouts.typeset:typeset", TRAP_DOES="crash")
    assert crashed(ran)
    assert leaks(ran, tmp_path) == []


def test_a_crash_of_what_is_printed_tells_none_of_it(tmp_path: Path, here: Callable[..., Ran]) -> None:
    needs_cups()
    with running_cups([Queue("ward")]) as cups:
        trap = {"TRAP_AT": "handouts.typeset:typeset", "TRAP_DOES": "crash"}
        ran = here("print", "our-packet", "--printer", "ward", "--dry-run", "--personal", "-", typed=LINES, **{**cups.variables, **trap})
    assert crashed(ran)
    assert leaks(ran, tmp_path) == []


def test_a_crash_over_a_file_that_is_verified_tells_none_of_it(tmp_path: Path, here: Callable[..., Ran]) -> None:
    file = tmp_path / f"{NAME}.pdf"
    file.write_bytes(f"%PDF-1.7 {NAME}".encode())
    ran = here("verify", file.name, TRAP_AT="handouts.pdf.codes:codes_in", TRAP_DOES="crash")
    assert crashed(ran)
    assert leaks(ran, tmp_path, but=[file]) == []


@pytest.mark.parametrize(
    "words", [("batch", "--output", "output"), ("build", "our-packet", "--personal"), ("packet", "our-packet", "--personal")], ids=" ".join
)
def test_a_file_name_with_a_space_and_no_quotes_is_not_repeated(words: tuple[str, ...], tmp_path: Path, here: Callable[..., Ran]) -> None:
    ran = here(*words, *f"{NAME}.yaml".split())
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "in quotes" in ran.stderr or "name one packet" in ran.stderr
    assert leaks(ran, tmp_path) == []


def test_a_recipe_is_not_named_after_someone(tmp_path: Path, here: Callable[..., Ran]) -> None:
    ran = here("packet", "our-packet", "--personal", "-", "--save", "ours-zebulon", typed=LINES)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "--save: error: a recipe stays: name it after its topics" in ran.stderr
    assert leaks(ran, tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file has a name while it is written")
@pytest.mark.parametrize("function", ["os:fsync", "handouts.pdf.render:render_pdf"])
def test_killed_it_leaves_nothing(function: str, tmp_path: Path, run: Callable[..., Ran]) -> None:
    ran = run(TRAP_AT=function, TRAP_DOES="kill")
    assert ran.returncode == (-signal.SIGKILL if function == "os:fsync" else 1)
    wait_for_the_child(tmp_path)
    assert leaks(ran, tmp_path) == []
    assert [path.name for folder in ("output", "temp", "home") for path in (tmp_path / folder).glob("**/*")] == []
