"""`handouts batch` as a nurse has it: a list, a folder, a machine that stops in the middle. Real processes, real pages, real signals."""

from __future__ import annotations

import os
import pty
import signal
import stat
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import ascii_lowercase

import pytest

from tests.leaks import leaked
from tests.machine import SECONDS, Machine, words_of

PEOPLE = 12
STOPS = 2, 5, 8  # packets that are there when the program is killed
SURNAME = "Quillfeather"
NAMES = {row: f"Zebulon {SURNAME}{ascii_lowercase[row]}" for row in range(2, PEOPLE + 2)}
NURSE, NOTE, DAY = "Ottoline Sparrowhawk", "The zither stays at home.", "on Whitmonday"
CANARIES = ("Zebulon", SURNAME, "Ottoline", "Sparrowhawk", "zither", "Whitmonday")
BAD_ROW = PEOPLE + 3  # after an empty one


def write_list(path: Path, names: dict[int, str]) -> Path:
    rows = [f"our-packet;{name};{NURSE};{NOTE};{DAY}" for name in names.values()]
    path.write_text("\r\n".join(["packet;Patient;nurse;notes;date: Stay", *rows, ";;;;", f"our-packet;{SURNAME * 9};;;"]), encoding="utf-8")
    return path


@dataclass
class Survivor:
    """A batch that was killed three times and interrupted once, and the same command again after each."""

    machine: Machine
    stopped: list[list[tuple[str, int, int]]] = field(default_factory=list)  # name, number and time of each file at each stop
    codes: list[int] = field(default_factory=list)
    interrupted: str = ""
    last: tuple[int, str, str] = (0, "", "")

    @cached_property
    def texts(self) -> dict[str, str]:
        """The words of each PDF, by its name; a damaged one does not open."""
        return {name: " ".join(words_of(self.machine.out / name)) for name in self.machine.made}


@pytest.fixture(scope="module")
def survivor(tmp_path_factory: pytest.TempPathFactory) -> Survivor:
    machine = Machine(tmp_path_factory.mktemp("machine"))
    command = write_list(machine.root / f"{SURNAME}.csv", NAMES).name, "--columns", "Patient=name", "--merged", "--jobs", "1"
    survivor = Survivor(machine)
    for packets in STOPS:
        survivor.codes.append(machine.run_until(packets, signal.SIGKILL, *command)[0])
        files = [(name, (machine.out / name).stat()) for name in machine.made]
        survivor.stopped.append([(name, status.st_ino, status.st_mtime_ns) for name, status in files])
    code, _, survivor.interrupted = machine.run_until(STOPS[-1] + 2, signal.SIGINT, *command)
    survivor.codes.append(code)
    survivor.last = machine.run(*command)
    return survivor


def test_it_was_stopped_on_the_way(survivor: Survivor) -> None:
    assert survivor.codes == [-signal.SIGKILL] * 3 + [130]
    assert [len(files) for files in survivor.stopped] >= list(STOPS)
    assert len(survivor.stopped[-1]) < PEOPLE
    assert "it goes on from there" in survivor.interrupted


def test_no_packet_is_missing_doubled_or_damaged(survivor: Survivor) -> None:
    assert survivor.machine.made == [f"{row:04d}-our-packet.en-US.pdf" for row in NAMES]
    for (row, name), text in zip(NAMES.items(), survivor.texts.values(), strict=True):
        assert name in text
        assert not [other for other in NAMES.values() if other in text and other != name], row
        assert all(value in text for value in (NURSE, NOTE, f"Stay: {DAY}"))


def test_what_was_made_is_not_made_again(survivor: Survivor) -> None:
    last = [(name, (survivor.machine.out / name).stat()) for name in survivor.machine.made]
    as_it_is = {(name, status.st_ino, status.st_mtime_ns) for name, status in last}
    assert all(as_it_is.issuperset(files) for files in survivor.stopped)


def test_a_bad_row_is_told_at_the_end_and_nothing_else(survivor: Survivor) -> None:
    code, out, err = survivor.last
    assert (code, out) == (1, "out\nout/merged.pdf\n")
    assert f"row {BAD_ROW}, column 'name': error: this is longer than 70 characters" in err
    assert err.startswith("1 row cannot be printed: the reasons follow when the others are done.\n")
    assert f"{PEOPLE} of {PEOPLE + 1} packets are made, " in err
    assert "of them from before." in err
    assert err.endswith(f"\nmerged.pdf is without row {BAD_ROW}.\n")


def test_a_person_is_in_ones_own_pages_and_nowhere_else(survivor: Survivor) -> None:
    machine = survivor.machine
    assert any("handouts.pdf.child" in called for called in machine.seen)
    assert {"batch.json", "our-packet.en-US.json", "merged.pdf", *machine.made} <= {path.name for path in machine.out.iterdir()}
    said = "\n".join([*machine.said, *(called.replace(f"{SURNAME}.csv", "") for called in machine.seen)])
    assert leaked(CANARIES, said, machine.root, but=[machine.root / f"{SURNAME}.csv"]) == []


def test_what_is_there_is_its_owners_alone_and_nothing_is_left_beside_it(survivor: Survivor) -> None:
    machine = survivor.machine
    assert {stat.S_IMODE(path.stat().st_mode) for path in machine.out.iterdir()} == {0o600}
    others = {"batch.json", ".batch.lock", "our-packet.en-US.json", "merged.pdf"}
    assert {path.name for path in machine.out.iterdir()} == {*machine.made, *others}
    patience = time.monotonic() + 10
    while (left := list((machine.root / "temp").iterdir())) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not left


def test_one_file_holds_all_packets_each_behind_a_sheet_and_on_paper_of_its_own(survivor: Survivor) -> None:
    out = survivor.machine.out
    pages = words_of(out / "merged.pdf")
    for row, name in NAMES.items():
        packet = words_of(out / f"{row:04d}-our-packet.en-US.pdf")
        assert pages[0] == f"Row {row} {name} Our packet Contains your health information."
        assert pages[1] == ""
        assert pages[2 : 2 + len(packet)] == packet
        pages = pages[2 + len(packet) + len(packet) % 2 :]
    assert not pages


def small_list(root: Path) -> Path:
    path = root / "list.csv"
    path.write_text(f"packet,name\nour-packet,{NAMES[2]}\nour-packet,{NAMES[3]}\n", encoding="utf-8")
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


# No file may be larger than a page, but for those of the engine, which writes its fonts.
SMALL_DISK = """
import resource, signal, sys
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (most if "handouts.pdf.child" in sys.orig_argv else 8_000, most))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
"""


def test_a_full_disk_loses_nothing_and_the_bar_shows_the_rest(machine: Machine) -> None:
    """The ledger fits, the first packet does not. Then there is room, and a terminal."""
    people = small_list(machine.root)
    (machine.root / "small").mkdir()
    (machine.root / "small" / "sitecustomize.py").write_text(SMALL_DISK, encoding="utf-8")
    code, out, err = machine.run(people.name, path_first=machine.root / "small")
    assert (code, out, machine.made) == (1, "", [])
    assert "-our-packet.en-US.pdf: error: cannot be written: File too large" in err
    assert "Stopped. Each packet that is there is whole. Start the same command again: it goes on from there." in err
    assert sorted(path.name for path in machine.out.iterdir()) == [".batch.lock", "batch.json", "our-packet.en-US.json"]
    shown = on_a_terminal(machine, people.name)
    assert machine.made == ["0002-our-packet.en-US.pdf", "0003-our-packet.en-US.pdf"]
    assert "Making packets" in shown
    assert "0/2" in shown
    assert "2 of 2 packets are made." in shown


# As on a disk of a network, where a file has a name from the start; and the program is killed when it has written a packet into one.
NETWORK_FOLDER = """
import os, signal
if hasattr(os, "O_TMPFILE"):
    del os.O_TMPFILE
write = os.fsync
def fsync(number):
    write(number)
    if os.fstat(number).st_size > 8_000:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = fsync
"""


def test_what_a_killed_program_left_half_written_is_gone_when_it_goes_on(machine: Machine) -> None:
    people = small_list(machine.root)
    (machine.root / "network").mkdir()
    (machine.root / "network" / "sitecustomize.py").write_text(NETWORK_FOLDER, encoding="utf-8")
    assert machine.run(people.name, "--jobs", "1", path_first=machine.root / "network")[0] == -signal.SIGKILL
    assert [path.read_bytes()[:4] for path in machine.out.glob(".handouts-*")] == [b"%PDF"]
    assert machine.run(people.name, "--jobs", "1")[0] == 0
    others = [".batch.lock", "batch.json", "our-packet.en-US.json"]
    assert sorted(path.name for path in machine.out.iterdir()) == sorted([*machine.made, *others])


def on_a_terminal(machine: Machine, *arguments: str) -> str:
    """Return what a person sees."""
    ours, its = pty.openpty()
    process = machine.start(*arguments, stdout=its, stderr=its)
    os.close(its)
    shown = b""
    with suppress(OSError):  # the terminal is gone when the program is
        while data := os.read(ours, 65536):
            shown += data
    os.close(ours)
    assert process.wait(SECONDS) == 0, shown
    return shown.decode()


def test_a_list_that_is_not_there_is_told_without_its_name(machine: Machine) -> None:
    code, out, err = machine.run(f"{SURNAME}.csv")
    assert (code, out) == (1, "")
    assert err.startswith("the list: error: the file cannot be read: No such file or directory\n    hint: save it as CSV in this folder")
    assert SURNAME not in err
    assert not machine.out.exists()


def test_someone_who_is_on_the_list_twice_is_told_by_rows_and_made_twice(machine: Machine) -> None:
    row = f"our-packet,{NAMES[2]}\n"
    (machine.root / "list.csv").write_text(f"packet,name\n{row}{row}", encoding="utf-8")
    code, _, err = machine.run("list.csv", "--jobs", "1")
    assert (code, len(machine.made)) == (0, 2)
    assert "the list: warning: rows 2 and 3 print the same packet with the same words" in err
    assert SURNAME not in err


WRONG_FILES = {
    "no field": (f"Patient: {SURNAME}\n", "--columns:1:10: error: this is nothing that a column can be"),
    "no column": (f"{SURNAME}: name\n", "the list: error: --columns says which column is 'name', and row 1 has none of that name"),
    "a name twice": (f"{SURNAME}: name\n{SURNAME}: name\n", "--columns:2:1: error: this line cannot be read"),
}


@pytest.mark.parametrize(("text", "message"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_that_says_what_columns_are_is_not_repeated(machine: Machine, text: str, message: str) -> None:
    file = machine.root / f"{SURNAME}.yaml"
    file.write_text(text, encoding="utf-8")
    code, out, err = machine.run(small_list(machine.root).name, "--columns", file.name)
    assert (code, out) == (1, "")
    assert message in err
    assert SURNAME not in err
