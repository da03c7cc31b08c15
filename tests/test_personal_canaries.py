"""Personal lines from outside: real commands run, and are broken off at each step. What they were told is on the pages and nowhere else."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder

Ran = subprocess.CompletedProcess[str]

# No shape tells these from words.
NAME, NURSE, WHAT, WHEN, NOTE = "Zebulon Quillfeather", "Ottoline Marmaduke", "Spirometry", "Thrimblesday", "Gloxinia"
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
def run(tmp_path: Path, command: Callable[..., Ran]) -> Callable[..., Ran]:
    """Build a packet with personal lines; all that is left lies in output/, clinic/, home/ and temp/."""
    for name in ("home", "temp"):
        (tmp_path / name).mkdir()
    files = {**riverside_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest well.}"), PACKET_FILE: packet_text()}
    write_folder(tmp_path / "clinic", files)
    places = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    places |= {"TMPDIR": str(tmp_path / "temp"), "HANDOUTS_CLINIC": "clinic", "HANDOUTS_TRACEBACK": "1"}
    return partial(command, "build", "our-packet", "--personal", "-", cwd=tmp_path, path_first=str(TRAP), typed=LINES, **places)


def leaks(ran: Ran, folder: Path) -> Iterator[str]:
    """Return each canary that was said, or is in a file or the name of one."""
    said = f"{ran.stdout}\n{ran.stderr}\n" + "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*"))
    contents = [said.encode(), *(_all_of(path) for path in folder.rglob("*") if path.is_file())]
    return (canary for canary in CANARIES if any(_holds(content, canary) for content in contents))


def _holds(content: bytes, canary: str) -> bool:
    """Whether it is there in any of the ways in which a PDF, JSON or Python writes a text."""
    spellings = [canary.encode(), canary.encode("utf-16-be"), canary.encode("utf-16-le")]
    spellings += [spelling.hex().encode() for spelling in spellings]
    return any(spelling.lower() in content.lower() for spelling in spellings)


def _all_of(path: Path) -> bytes:
    """A file as it lies there, and all that is packed in a PDF. The letters on its pages have numbers of their own there."""
    data = path.read_bytes()
    if not data.startswith(b"%PDF"):
        return data
    with pikepdf.open(BytesIO(data)) as pdf:
        objects = [each.unparse(resolved=True) for each in pdf.objects if not isinstance(each, pikepdf.Stream)]
        streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    return b"\n".join([data, *objects, *streams])


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
    assert list(leaks(ran, tmp_path)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what processes say of themselves in files")
def test_while_it_runs_no_process_says_any_of_it(tmp_path: Path, run: Callable[..., Ran]) -> None:
    seen = tmp_path / "clinic" / "processes"
    ran = run(TRAP_AT="handouts.pdf.inspect:inspect_pdf", TRAP_DOES="look", TRAP_FILE=str(seen))
    assert ran.returncode == 0, ran.stderr
    said = seen.read_bytes()
    assert b"handouts.pdf.child" in said, "it was looked at while the child was there"
    assert [canary for canary in CANARIES if _holds(said, canary)] == []
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
    assert list(leaks(ran, tmp_path)) == []
    assert [path.name for folder in ("output", "temp") for path in (tmp_path / folder).glob("**/*")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file has a name while it is written")
@pytest.mark.parametrize("function", ["os:fsync", "handouts.pdf.render:render_pdf"])
def test_killed_it_leaves_nothing(function: str, tmp_path: Path, run: Callable[..., Ran]) -> None:
    ran = run(TRAP_AT=function, TRAP_DOES="kill")
    assert ran.returncode == (-signal.SIGKILL if function == "os:fsync" else 1)
    wait_for_the_child(tmp_path)
    assert list(leaks(ran, tmp_path)) == []
    assert [path.name for folder in ("output", "temp", "home") for path in (tmp_path / folder).glob("**/*")] == []
