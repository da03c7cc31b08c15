"""A batch on a real Dask cluster: a scheduler and workers in processes of their own, some of them killed on the way."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

import dask.config
import pypdfium2
import pytest
from distributed import Client

from handouts.batch.cluster import Cluster
from handouts.batch.connection import PATIENCE_VARIABLE, connected, patience_from, refuse_unfit
from handouts.batch.machines import OpenLines, strangers
from handouts.batch.task import Task
from handouts.batch.workshop import TRIAL_PAGE, Job, Look, make_there
from handouts.bearer import PersonalLines
from handouts.checks import Permit
from handouts.folders import CLINIC_VARIABLE
from handouts.orders import Order
from handouts.problems import HandoutsError, Problem
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder

Ran = subprocess.CompletedProcess[str]
Command = Callable[..., Ran]

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    **riverside_files(),
    MODULE_FILE: module_text("- {kind: paragraph, text: Rest after lunch.}"),
    PACKET_FILE: packet_text(),
}
PEOPLE = 10
CANARY = "Quillfeather"
WAIT_SECONDS = 120
NOBODY = "tcp://127.0.0.1:9"
T = TypeVar("T")

pytestmark = pytest.mark.xdist_group("cluster")  # they share the machines


class Machines:
    """A scheduler and its workers, as many as are started, with what they say and leave in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self.says("scheduler", r"Scheduler at: +(tcp://\S+)")

    def worker(self, name: str, clinic: Path) -> subprocess.Popen[bytes]:
        """Return a worker with one thread, in touch with the scheduler."""
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name, "--local-directory", str(self.folder / "scratch"))
        process = self._start("worker", self.address, *options, log=name, **{CLINIC_VARIABLE: str(clinic)})
        self.says(name, r"(Registered to)")
        return process

    def says(self, log: str, pattern: str) -> str:
        return waited_for(lambda: re.search(pattern, (self.folder / f"{log}.log").read_text()))[1]

    def stop(self, *processes: subprocess.Popen[bytes]) -> None:
        """End some of them, or all, the way a power cut does."""
        for process in processes or reversed(self.started):
            process.kill()
            process.wait()

    def _start(self, what: str, *options: str, log: str = "", **variables: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder), "HOME": str(self.folder), **variables}
        with (self.folder / f"{log or what}.log").open("wb") as said:
            line = [sys.executable, "-P", "-m", f"distributed.cli.dask_{what}", *options]
            self.started.append(subprocess.Popen(line, cwd=self.folder, env=environment, stdout=said, stderr=said))
        return self.started[-1]


def waited_for(look: Callable[[], T | None]) -> T:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        if seen := look():
            return seen
        time.sleep(0.05)
    raise AssertionError("this did not happen in time")


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    yield machines
    machines.stop()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("clinic"), FILES)


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Write a list of people for "our-packet" and return its path."""

    def write(people: list[str]) -> Path:
        path = tmp_path / f"list-{len(people)}.csv"
        path.write_text("packet,name\n" + "".join(f"our-packet,{name}\n" for name in people))
        return path

    return write


def named(count: int, family: str) -> list[str]:
    return [f"Ada{chr(ord('a') + number)} {family}" for number in range(count)]


def batch(people: Path, clinic: Path, output: Path, *options: str) -> tuple[str, ...]:
    return ("batch", str(people), "--clinic", str(clinic), "--output", str(output), *options)


@contextmanager
def started(*commands: tuple[str, ...], **variables: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Start commands at the same time; none is left."""
    with ExitStack() as stack:
        processes = []
        for command in commands:
            line = [sys.executable, "-m", "handouts", *command]
            process = subprocess.Popen(
                line, cwd=ROOT, env=os.environ | variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            processes.append(stack.enter_context(process))
            stack.callback(process.kill)
        yield processes


def pdfs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf))


def test_a_worker_with_another_library_gets_no_work(
    machines: Machines, clinic: Path, listed: Callable[..., Path], tmp_path: Path, command: Command
) -> None:
    text = module_text("- {kind: paragraph, text: Rest after dinner.}")
    stranger = machines.worker("stranger", write_folder(tmp_path / "other", {**FILES, MODULE_FILE: text}))
    ran = command(*batch(listed(named(3, CANARY)), clinic, tmp_path / "out", "--scheduler", machines.address))
    machines.stop(stranger)
    assert ran.returncode == 1
    assert f"the worker on {socket.gethostname()}: error: it would print something else than this machine" in ran.stderr
    assert f"not the same: clinic: {MODULE_FILE}\n" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_a_worker_is_killed_and_all_is_as_from_one_machine(
    machines: Machines, clinic: Path, listed: Callable[..., Path], tmp_path: Path, command: Command
) -> None:
    """Meanwhile another list with the same rows goes through the same machines: each gets its own people."""
    ours, others = named(PEOPLE, CANARY), named(2, "Othersby")
    staying, killed = machines.worker("staying", clinic), machines.worker("killed", clinic)
    there, elsewhere, scheduler = tmp_path / "there", tmp_path / "elsewhere", ("--scheduler", machines.address)
    with started(batch(listed(ours), clinic, there, *scheduler), batch(listed(others), clinic, elsewhere, *scheduler)) as batches:
        waited_for(lambda: pdfs(there))
        machines.stop(killed)
        assert len(pdfs(there)) < PEOPLE
        said = [each.communicate(timeout=WAIT_SECONDS)[0] for each in batches]
        assert [each.returncode for each in batches] == [0, 0], said
    assert staying.poll() is None
    assert command(*batch(listed(ours), clinic, tmp_path / "here", "--jobs", "1")).returncode == 0
    assert len(pdfs(there)) == PEOPLE
    assert pdfs(there) == pdfs(tmp_path / "here")
    for folder, people in ((there, ours), (elsewhere, others)):
        assert [name in text_of(pdf) for name, pdf in zip(people, pdfs(folder).values(), strict=True)] == [True] * len(people)
    left = {path: path.read_bytes() for path in machines.folder.rglob("*") if path.is_file()}
    assert b"Registered to" in left[machines.folder / "staying.log"]
    assert not [path for path, data in left.items() if CANARY.encode() in data]
    assert not [text for text in said if CANARY in text or listed(ours).name in text]


def test_when_all_workers_are_gone_it_says_so_and_the_next_start_goes_on(
    machines: Machines, clinic: Path, listed: Callable[..., Path], tmp_path: Path, command: Command
) -> None:
    alive = [process for process in machines.started[1:] if process.poll() is None] or [machines.worker("last", clinic)]
    line = batch(listed(named(6, CANARY)), clinic, tmp_path / "out", "--scheduler", machines.address)
    with started(line, **{PATIENCE_VARIABLE: "1"}) as [halted]:
        waited_for(lambda: pdfs(tmp_path / "out"))
        machines.stop(*alive)
        said = halted.communicate(timeout=WAIT_SECONDS)[0]
    assert halted.returncode == 1, said
    assert "no machine has been there to work for 1 seconds" in said
    assert "Start the same command again" in said
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.pdf")}
    machines.worker("new", clinic)
    assert command(*line).returncode == 0
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.pdf")}
    assert 0 < len(before) < len(after) == 6
    assert before.items() <= after.items()


# An address, whether Dask is told to send nothing unencrypted, and what is said.
UNFIT = {
    "no address": ("our-scheduler:8786", False, "this is no address of a scheduler"),
    "no certificates": ("tls://127.0.0.1:9", False, "tls:// needs certificates"),
    "encryption asked for": (NOBODY, True, "nothing unencrypted"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_address_that_cannot_be_used_is_refused_before_anything_is_sent(case: str) -> None:
    address, encrypted, words = UNFIT[case]
    with dask.config.set({"distributed.comm.require-encryption": encrypted}), pytest.raises(HandoutsError, match=words):
        refuse_unfit(address)


def test_where_no_scheduler_is_nobody_is_waited_for_longer_than_asked() -> None:
    began = time.monotonic()
    with pytest.raises(HandoutsError, match="no scheduler answers there"), connected(NOBODY, patience_seconds=0.5):
        pass
    assert time.monotonic() - began < WAIT_SECONDS


def test_patience_is_a_number_of_seconds() -> None:
    assert (patience_from({}), patience_from({PATIENCE_VARIABLE: "0.5"})) == (60, 0.5)
    with pytest.raises(HandoutsError, match=PATIENCE_VARIABLE):
        patience_from({PATIENCE_VARIABLE: "soon"})


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, command: Command) -> None:
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError(name='distributed')")
    ran = command(*batch(tmp_path / "no-list.csv", tmp_path, tmp_path / "out", "--scheduler", NOBODY), path_first=str(tmp_path))
    assert ran.returncode == 1
    assert "pip install 'handouts[cluster]'" in ran.stderr


def test_jobs_are_for_one_machine(tmp_path: Path, command: Command) -> None:
    ran = command(*batch(tmp_path / "no-list.csv", tmp_path, tmp_path / "out", "--scheduler", NOBODY, "--jobs", "2"))
    assert ran.returncode == 2
    assert "--jobs is for this machine alone" in ran.stderr


def test_whoever_is_sent_to_in_the_clear_is_named_unless_it_is_this_machine() -> None:
    warned: list[Problem] = []
    OpenLines(warned.append).look_at(["tcp://127.0.0.1:8786", "tls://10.255.255.1:8786", "tcp://192.0.2.77:40123", "tcp://[::1]:8786"])
    [warning] = warned
    assert warning.severity == "warning"
    assert "goes to 192.0.2.77 and back unencrypted" in warning.message


class Growing:
    """A cluster to which another machine comes each time it is looked at: there is no second computer in a test."""

    def __init__(self) -> None:
        self.workers: dict[str, int] = {}

    def nthreads(self) -> dict[str, int]:
        self.workers[f"tcp://192.0.2.{70 + len(self.workers)}:40123"] = 1
        return self.workers


def test_a_machine_that_comes_later_is_named_too_and_each_is_named_once() -> None:
    warned: list[Problem] = []
    job = Job("token", None, Permit(date(2026, 11, 22)), fingerprint="")
    cluster = Cluster(cast(Client, Growing()), job, {}, 1, OpenLines(warned.append))
    for _ in range(3):
        assert list(cluster.make([])) == []
    assert [re.findall(r"192\.0\.2\.\d+", problem.message) for problem in warned] == [["192.0.2.70"], ["192.0.2.71"], ["192.0.2.72"]]


def test_a_worker_that_comes_later_looks_before_it_works_too() -> None:
    """What it sends back is what it prints from, and no packet."""
    task = Task(2, Order("when-to-call", "en-US", Variant()), PersonalLines(CANARY))
    answer = make_there(Job("token", None, Permit(date(2026, 11, 22)), fingerprint="of another library"), task).open()
    assert isinstance(answer, Look)
    assert "builtin: templates/packet.html.j2" in answer.parts
    [problem] = strangers({**answer.parts, TRIAL_PAGE: "another"}, [answer])
    assert "its fonts or its Pango print a page otherwise" in problem.message
