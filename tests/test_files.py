"""Writing to disk: all the files or none, and nothing half done beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.files import write_files
from handouts.problems import HandoutsError


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_are_written_into_folders_made_for_them_and_replace_older_ones(tmp_path: Path) -> None:
    write_files({tmp_path / "a.pdf": b"old"})
    write_files({tmp_path / "a.pdf": b"new", tmp_path / "deep" / "er" / "a.json": b"{}"})
    assert files_in(tmp_path) == {"a.pdf": b"new", "deep/er/a.json": b"{}"}


def test_a_nurse_of_another_account_can_read_what_was_written(tmp_path: Path) -> None:
    write_files({tmp_path / "a.pdf": b"x"})
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("first", ["a.pdf", "z.pdf"])
def test_when_one_cannot_be_written_none_is_and_nothing_is_left_over(first: str, tmp_path: Path) -> None:
    (tmp_path / "m.pdf").mkdir()
    write_files({tmp_path / "a.pdf": b"old"})
    with pytest.raises(HandoutsError) as caught:
        write_files({tmp_path / first: b"new", tmp_path / "m.pdf": b"new", tmp_path / "b" / "c.pdf": b"new"})
    [problem] = caught.value.problems
    assert problem.place.path == str(tmp_path / "m.pdf")
    assert problem.message.startswith("cannot be written: ")
    assert problem.hint != ""
    assert files_in(tmp_path) == {"a.pdf": b"old"}


def test_a_file_someone_else_has_added_to_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "approvals.yaml"
    path.write_bytes(b"theirs")
    with pytest.raises(HandoutsError) as caught:
        write_files({path: b"ours", tmp_path / "kept.json": b"{}"}, {path: b"as it was"})
    assert "someone else has changed it" in caught.value.problems[0].message
    assert files_in(tmp_path) == {"approvals.yaml": b"theirs"}
    write_files({path: b"theirs and ours"}, {path: b"theirs"})
    assert files_in(tmp_path) == {"approvals.yaml": b"theirs and ours"}
