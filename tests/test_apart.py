"""Pages are made in processes of their own: used again, never left behind, and nothing of them is seen by whoever asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import handouts
from handouts.folders import builtin_folder
from handouts.pdf.apart import Ended, Limits, Presses
from handouts.pdf.render import render_pdf
from handouts.problems import HandoutsError
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, riverside_files

Command = Callable[..., subprocess.CompletedProcess[str]]
BUILTIN = (builtin_folder(),)
HOME = Path(handouts.__file__).parents[1]


def page(body: str) -> str:
    return f'<html lang="en"><head><title>A page</title></head><body><p>{body}</p></body></html>'


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which each process has its own, for temporary files, as long as it lives."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_one_process_makes_many_pages_and_each_is_as_if_it_were_the_first(places: Path) -> None:
    with Presses() as presses:
        pages = [presses.render(page(text), BUILTIN, "a-packet").pdf for text in ("One.", "Two.", "One.")]
        assert len(list(places.iterdir())) == 1
    assert list(places.iterdir()) == []
    assert pages[0] == pages[2] == render_pdf(page("One."), BUILTIN, "a-packet").pdf
    assert pages[0] != pages[1]


def test_problems_come_back_whole_and_the_process_goes_on(places: Path) -> None:
    html = page('Hello.</p><p><img alt="x" src="images/gone.svg">')
    with pytest.raises(HandoutsError) as here:
        render_pdf(html, BUILTIN, "a-packet")
    with Presses() as presses:
        with pytest.raises(HandoutsError) as apart:
            presses.render(html, BUILTIN, "a-packet")
        before = list(places.iterdir())
        presses.render(page("One."), BUILTIN, "a-packet")
        assert list(places.iterdir()) == before
    assert apart.value.problems == here.value.problems


def test_a_process_that_died_waiting_is_replaced(places: Path) -> None:
    with Presses() as presses:
        presses.render(page("One."), BUILTIN, "a-packet")
        (process,) = children(places)
        os.kill(process, signal.SIGKILL)
        time.sleep(0.5)
        assert presses.render(page("One."), BUILTIN, "a-packet").pages == 1


def test_closed_means_closed(places: Path) -> None:
    presses = Presses()
    presses.close()
    with pytest.raises(Ended):
        presses.render(page("One."), BUILTIN, "a-packet")
    assert list(places.iterdir()) == []


@pytest.mark.parametrize("written", ["soon", "0", "-1", "1e3"])
def test_a_limit_is_a_number(written: str) -> None:
    with pytest.raises(HandoutsError, match="is not a number from 300 on"):
        Limits.from_environment({"HANDOUTS_MEGABYTES": "100"})
    with pytest.raises(HandoutsError, match="is not a number from"):
        Limits.from_environment({"HANDOUTS_SECONDS": written})


def test_a_longer_text_may_take_longer_and_limits_can_be_set() -> None:
    assert Limits.from_environment({}) == Limits()
    limits = Limits.from_environment({"HANDOUTS_SECONDS": "2.5", "HANDOUTS_MEGABYTES": "700"})
    assert limits == Limits(2.5, 700)
    assert limits.seconds_for("") == 2.5
    assert limits.seconds_for("x" * 100_000) == 7.5
    assert Limits().seconds_for("x" * 1_200_000) > 10 * 35, "300 pages on a machine ten times as slow"


def children(places: Path) -> list[int]:
    """The processes that have a folder there."""
    listed = subprocess.run(["ps", "-wweo", "pid,args"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [int(line.split()[0]) for line in listed if "handouts.pdf.child" in line and str(places) in line]


def wait_for(what: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("kind", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)])
def test_whoever_is_stopped_leaves_nothing_behind(
    kind: signal.Signals, code: int, places: Path, folder: Callable[[Files], Path], tmp_path: Path
) -> None:
    """In the middle of a page that would take far longer than this test waits."""
    bomb = '<div style="display: flex">' * 18 + "x" + "</div>" * 18
    ward = module_text("- {kind: paragraph, text: Hello.}")
    root = folder({**riverside_files(), PACKET_FILE: packet_text(), MODULE_FILE: ward, "templates/about.html.j2": bomb})
    line = [sys.executable, "-m", "handouts", "build", "our-packet", "--clinic", str(root), "--output", str(tmp_path / "printed")]
    running = subprocess.Popen(line, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(HOME)}, stdout=-1, stderr=-1, text=True)
    wait_for(lambda: children(places))
    time.sleep(1)
    running.send_signal(kind)
    out, err = running.communicate(timeout=30)  # the page would take minutes
    assert (running.returncode, out) == (code, "")
    assert "Traceback" not in err
    wait_for(lambda: children(places) == [] and list(places.iterdir()) == [])
    assert not (tmp_path / "printed").exists()


SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from handouts import Order, Permit, Variant, build_packets, find_folders, load_library

print("once")
library = load_library(find_folders(None, {}, Path.cwd()))
orders = [Order(packet, "en-US", Variant()) for packet in ("when-to-call", "newly-diagnosed-first-visit")]
for path, built in build_packets(library, orders, Path("printed"), Permit(date(2026, 11, 22)), jobs=2):
    print(path.name, built.pages)
print(sys.stdin.read())
"""


def test_a_program_may_build_without_a_guard_and_keeps_its_input(tmp_path: Path) -> None:
    """Nothing of the program runs twice, and what is typed for it reaches it."""
    (tmp_path / "program.py").write_text(SCRIPT, "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "json.py").write_text("raise SystemExit('a file of the current folder is no library')", "utf-8")
    ran = subprocess.run(
        [sys.executable, str(tmp_path / "program.py")],
        input="typed",
        cwd=tmp_path / "here",
        env={**os.environ, "PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines() == ["once", "when-to-call.en-US.pdf 1", "newly-diagnosed-first-visit.en-US.pdf 2", "typed"], ran.stderr
    assert ran.stderr == ""


FORKED = """
import os
from handouts.folders import builtin_folder
from handouts.pdf.apart import render_apart

def pages(text):
    html = f'<html lang="en"><head><title>A page</title></head><body>{text}</body></html>'
    return render_apart(html, (builtin_folder(),), "a-packet").pages

pages("<p>One.</p>")
print(os.fork() and os.waitstatus_to_exitcode(os.wait()[1]), pages("<p>One.</p><p style='break-before: page'>Two.</p>"), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_after_a_fork_each_has_its_own() -> None:
    ran = subprocess.run([sys.executable, "-c", FORKED], cwd=HOME, capture_output=True, text=True, check=False)
    assert sorted(ran.stdout.splitlines()) == ["0 2", "0 2"], ran.stderr
