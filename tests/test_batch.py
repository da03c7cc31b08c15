"""A batch in a folder: made once, gone on with, refused where it is not the same, never over anyone's file. No engine is needed."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handouts.batch.hold import held
from handouts.batch.ledger import Basis
from handouts.batch.run import Batch, Result, batch_of, run_batch
from handouts.batch.task import Task
from handouts.batch.work import Done, make_one
from handouts.bearer import PersonalLines
from handouts.build import prepare
from handouts.checks import Permit
from handouts.folders import Folder
from handouts.library import Library
from handouts.orders import Order
from handouts.pdf.render import Rendered
from handouts.problems import HandoutsError, Place, Problem
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text

TODAY = date(2026, 11, 22)
ORDER = Order("our-packet", "en-US", Variant())
BASIS = Basis("fingerprint", {"size": "large"})


@pytest.fixture
def library(riverside: Callable[[Files], Library]) -> Library:
    return riverside({MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text(part_of="")})


@pytest.fixture
def batch(library: Library) -> Batch:
    """Return a batch for Anna, Ben and Carla, in rows 2, 3 and 4."""
    made, problems = batch_of(library, Permit(TODAY), BASIS, people("Anna", "Ben", "Carla"))
    assert not problems
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return an empty folder."""
    folder = tmp_path / "out"
    folder.mkdir(mode=0o700)
    return folder


def people(*names: str) -> tuple[Task, ...]:
    return tuple(Task(row, ORDER, PersonalLines(name)) for row, name in enumerate(names, 2))


def write_names(tasks: Iterable[Task]) -> Done:
    """Give each task back with its name in a file. Nobody is called Wrong."""
    for task in tasks:
        wrong = (Problem(Place(f"row {task.row}"), "this cannot be printed"),)
        yield task, wrong if task.personal.name == "Wrong" else {task.file_name: task.personal.name.encode()}


def stopped_after(number: int) -> Callable[[Iterable[Task]], Done]:
    """Return work that is interrupted after so many packets."""

    def work(tasks: Iterable[Task]) -> Done:
        for made, outcome in enumerate(write_names(tasks)):
            if made == number:
                raise KeyboardInterrupt
            yield outcome

    return work


def in_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def refused(batch: Batch, folder: Path) -> str:
    """Return what is said when a batch must not go on; nothing in its folder has changed then."""
    before = {path: path.read_bytes() for path in folder.glob("[!.]*")}
    with pytest.raises(HandoutsError) as caught:
        run_batch(batch, folder, write_names)
    assert {path: path.read_bytes() for path in folder.glob("[!.]*")} == before
    return str(caught.value)


def test_each_person_has_a_file_of_ones_own(batch: Batch, out: Path) -> None:
    heard: list[tuple[int, int]] = []
    result = run_batch(batch, out / "new", write_names, on_progress=lambda *told: heard.append(told))
    assert result == Result(3, 0, ())
    names = ["0002-our-packet.en-US.pdf", "0003-our-packet.en-US.pdf", "0004-our-packet.en-US.pdf"]
    assert in_folder(out / "new") == dict(zip(names, (b"Anna", b"Ben", b"Carla"), strict=True))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out / "new").iterdir()} == {0o600}
    assert stat.S_IMODE((out / "new").stat().st_mode) == 0o700


def test_it_goes_on_where_it_was_and_makes_nothing_twice(batch: Batch, out: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_batch(batch, out, stopped_after(1))
    first = out / "0002-our-packet.en-US.pdf"
    assert list(in_folder(out)) == [first.name]
    as_made = first.stat()
    heard: list[tuple[int, int]] = []
    assert run_batch(batch, out, write_names, on_progress=lambda *told: heard.append(told)) == Result(3, 1, ())
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert first.stat() == as_made
    assert run_batch(batch, out, stopped_after(0)) == Result(3, 3, ())


def test_a_row_that_is_put_right_and_rows_at_the_end_may_come_later(batch: Batch, out: Path) -> None:
    result = run_batch(replace(batch, tasks=people("Anna", "Wrong", "Carla")), out, write_names)
    assert (result.made, [str(problem) for problem in result.problems]) == (2, ["row 3: error: this cannot be printed"])
    assert result.not_made == (3,)
    better = replace(batch, tasks=people("Anna", "Ben", "Carla", "Dora"))
    assert run_batch(better, out, write_names) == Result(4, 2, ())
    assert list(in_folder(out).values()) == [b"Anna", b"Ben", b"Carla", b"Dora"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"tasks": people("Anna", "Bert", "Carla")}, "the list has changed since it was started"),
        ({"tasks": people("Ben", "Anna", "Carla")}, "the list has changed since it was started"),
        ({"tasks": people("Anna", "Ben")}, "the list has changed since it was started"),
        ({"basis": Basis("other", BASIS.options)}, "the texts, the clinic's folder or the program have changed"),
        ({"basis": Basis("fingerprint", {"size": "standard", "release": "True"})}, "it was started with other options (release, size)"),
        ({"basis": Basis("other", {})}, "it was started with other options (size)"),
    ],
)
def test_a_batch_that_is_no_longer_the_same_does_not_go_on(batch: Batch, out: Path, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_batch(batch, out, stopped_after(1))
    told = refused(replace(batch, **changed), out)
    assert said in told
    assert "--start-over" in told
    assert not any(name in told for name in ("Anna", "Ben", "Carla", "Bert"))


def test_how_a_packet_is_printed_is_part_of_the_list(batch: Batch, out: Path) -> None:
    run_batch(batch, out, write_names)
    booklets = tuple(replace(task, order=replace(ORDER, variant=Variant(form="booklet"))) for task in batch.tasks)
    prepared = {booklets[0].order: batch.prepared[ORDER]}
    assert "the list has changed" in refused(replace(batch, tasks=booklets, prepared=prepared), out)


def test_starting_over_removes_what_the_batch_made_and_nothing_else(batch: Batch, out: Path) -> None:
    run_batch(batch, out, write_names)
    (out / "0002-notes.pdf").write_bytes(b"mine")
    other = replace(batch, basis=Basis("other", {}), tasks=people("Dora"))
    assert run_batch(other, out, write_names, start_over=True) == Result(1, 0, ())
    assert in_folder(out) == {"0002-notes.pdf": b"mine", "0002-our-packet.en-US.pdf": b"Dora"}
    assert json.loads((out / "our-packet.en-US.json").read_bytes())["people"] == 1


@pytest.mark.parametrize("name", ["0003-our-packet.en-US.pdf", "our-packet.en-US.json", "merged.pdf"])
def test_no_file_of_other_work_is_written_over_or_taken_for_ours(batch: Batch, out: Path, name: str) -> None:
    (out / name).write_bytes(b"mine")
    assert f"other files here have names that this batch needs, such as {name}" in refused(batch, out)


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"basis": 1}', b"\xff"])
def test_a_ledger_that_is_none_is_told(batch: Batch, out: Path, text: bytes) -> None:
    (out / "batch.json").write_bytes(text)
    assert "batch.json: error: this is not what a batch wrote" in refused(batch, out)


def test_a_ledger_names_no_file_elsewhere(batch: Batch, out: Path) -> None:
    """`--start-over` removes what the ledger names."""
    folder, others = out / "in", out / "mine.pdf"
    run_batch(batch, folder, write_names)
    others.write_bytes(b"mine")
    ledger = json.loads((folder / "batch.json").read_bytes())
    ledger["files"]["2"] = ["../mine.pdf"]
    (folder / "batch.json").write_text(json.dumps(ledger))
    with pytest.raises(HandoutsError, match="this is not what a batch wrote"):
        run_batch(batch, folder, write_names, start_over=True)
    assert others.read_bytes() == b"mine"


def test_one_batch_at_a_time(batch: Batch, out: Path) -> None:
    with held(out):
        assert "another batch is being printed into this folder" in refused(batch, out)
    assert run_batch(batch, out, write_names) == Result(3, 0, ())


@pytest.mark.skipif(os.name == "nt", reason="the system has other folders there")
def test_a_folder_that_cannot_be_written_to_is_told(batch: Batch, out: Path) -> None:
    (out / "file").write_bytes(b"")
    with pytest.raises(HandoutsError, match=r"file/out: error: cannot be written: Not a directory"):
        run_batch(batch, out / "file" / "out", write_names)
    if os.geteuid():  # no folder is closed to root
        (out / "closed").mkdir(mode=0o500)
        with pytest.raises(HandoutsError, match=r"closed: error: cannot be written: Permission denied"):
            run_batch(batch, out / "closed", write_names)
        (out / "closed").chmod(0o700)


def test_what_was_written_before_the_last_file_of_a_row_is_kept(batch: Batch, out: Path) -> None:
    """A booklet is written before the file for readers: a run that was killed between the two goes on with the second."""
    task = replace(batch.tasks[0], order=replace(ORDER, variant=Variant(form="booklet")))
    booklet, file = task.file_names
    assert (booklet, file) == ("0002-our-packet.en-US.booklet.pdf", "0002-our-packet.en-US.pdf")
    whole = replace(batch, tasks=(task,), prepared={task.order: batch.prepared[ORDER]})

    def both(tasks: Iterable[Task]) -> Done:
        yield from ((each, {booklet: b"folded", file: b"flat"}) for each in tasks)

    run_batch(whole, out, both)
    (out / file).unlink()
    assert run_batch(whole, out, both) == Result(1, 0, ())
    assert in_folder(out) == {booklet: b"folded", file: b"flat"}


def test_booklets_are_not_stacked(batch: Batch, out: Path) -> None:
    booklets = tuple(replace(task, order=replace(ORDER, variant=Variant(form="booklet"))) for task in batch.tasks)
    with pytest.raises(HandoutsError, match="row 2: error: a booklet cannot be in one file with other packets"):
        run_batch(replace(batch, tasks=booklets), out, write_names, merge=True)
    assert not list(out.iterdir())


def test_a_record_says_what_was_printed_and_names_no_one(batch: Batch, out: Path) -> None:
    run_batch(batch, out, write_names)
    record = json.loads((out / "our-packet.en-US.json").read_bytes())
    assert (record["packet"], record["people"], record["personal"]) == ("our-packet", 3, True)
    assert [module["id"] for module in record["modules"]] == ["our-ward"]
    assert "sha256" not in record
    left = b"".join(path.read_bytes() for path in out.glob("*.json"))
    assert b"our-packet" in left
    assert not any(name in left for name in (b"Anna", b"Ben", b"Carla"))


def test_the_codes_of_a_batch_are_in_the_clinics_register(batch: Batch, out: Path) -> None:
    run_batch(batch, out, write_names)
    code = json.loads((out / "our-packet.en-US.json").read_bytes())["code"]
    assert (batch.library.folders[0].root / "receipts" / f"{code}.json").exists()


def test_a_packet_that_may_not_be_printed_stops_its_own_rows_alone(library: Library) -> None:
    missing = replace(people("Anna", "Ben")[1], order=Order("other", "en-US", Variant()))
    made, problems = batch_of(library, Permit(TODAY), BASIS, [people("Anna")[0], missing])
    assert [task.row for task in made.tasks] == [2]
    assert [str(problem.message) for problem in problems] == ["there is no such packet", "this packet cannot be printed; rows: 3"]


def test_a_bug_over_one_person_is_told_without_ones_name(library_of: Callable[[Files], Library]) -> None:
    library = library_of({MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}"), PACKET_FILE: packet_text(part_of="caregiver")})

    def render(html: str, folders: tuple[Folder, ...], name: str) -> Rendered:
        raise RuntimeError(f"at {html}")

    outcome = make_one(prepare(library, Permit(TODAY), ORDER), render, people("Anna")[0])
    assert isinstance(outcome, tuple)
    assert [str(problem) for problem in outcome] == [
        "row 2: error: the program failed over it: a bug of ours (RuntimeError)\n    hint: the other rows go on"
    ]
