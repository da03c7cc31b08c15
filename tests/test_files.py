"""Writing to disk: all the files or none, and nothing half done beside them."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handouts.files import remove_unfinished, replace_private, write_files, write_private
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


@pytest.fixture(params=["without a name until it is whole", "hidden until it is whole"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux writes files that have no name; other systems hide them."""
    if request.param.startswith("hidden"):
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse to write more, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("either_way")
def test_a_private_file_is_its_owners_alone_and_replaces_none(tmp_path: Path) -> None:
    assert write_private(tmp_path / "deep", "a.pdf", b"first") == tmp_path / "deep" / "a.pdf"
    assert (tmp_path / "deep" / "a.pdf").stat().st_mode & 0o777 == 0o600
    with pytest.raises(HandoutsError, match="a file of this name is there already"):
        write_private(tmp_path / "deep", "a.pdf", b"second")
    assert files_in(tmp_path) == {"deep/a.pdf": b"first"}


@pytest.mark.usefixtures("either_way")
def test_of_a_private_file_that_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    with files_no_larger_than(1000), pytest.raises(HandoutsError, match=r"a\.pdf: error: cannot be written: File too large") as caught:
        write_private(tmp_path, "a.pdf", b"quill" * 1000)
    assert "quill" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HandoutsError, match="cannot be written"):
        write_private(tmp_path / "file", "a.pdf", b"x")
    assert files_in(tmp_path) == {"file": b""}


@pytest.mark.parametrize(("where", "function"), [(os, "link"), (Path, "replace")])
def test_what_is_left_of_a_private_file_can_be_removed(
    where: object, function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file has a name from the start, and the program is killed before it has the right one."""
    (tmp_path / "list.pdf").write_bytes(b"older")
    with monkeypatch.context() as patch:
        patch.delattr(os, "O_TMPFILE", raising=False)
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # who is killed clears nothing up
        patch.setattr(where, function, lambda *_: os.kill(os.getpid(), signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            replace_private(tmp_path, "list.pdf", b"quill")
    assert b"quill" in files_in(tmp_path).values()
    remove_unfinished(tmp_path)
    assert files_in(tmp_path) == {"list.pdf": b"older"}
