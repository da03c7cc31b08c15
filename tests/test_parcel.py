"""What goes between the machines of a cluster: over the network, onto no disk, into no log, and whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from distributed.protocol.serialize import deserialize, serialize
from distributed.spill import SpillBuffer

from handouts.batch.parcel import Parcel

CANARY = "Quillfeather"


def test_it_goes_from_machine_to_machine() -> None:
    header, frames = serialize(Parcel.of({"0002.pdf": CANARY.encode()}), context={"sender": "one", "recipient": "another"})
    assert deserialize(header, frames).open() == {"0002.pdf": CANARY.encode()}


def short_of_memory(folder: Path, value: object) -> SpillBuffer:
    """Return the memory of a worker, as Dask makes it, with one value and then another that leaves no room for it."""
    memory = SpillBuffer(str(folder), target=1000)
    memory["row-0002"] = value
    memory["another"] = "x" * 900
    return memory


def written_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_worker_short_of_memory_keeps_it_off_its_disk(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    parcel = Parcel.of(CANARY)
    assert short_of_memory(tmp_path / "one", parcel)["row-0002"] is parcel
    assert written_in(tmp_path / "one") == b""
    assert "Failed to pickle 'row-0002'" in caplog.text
    assert CANARY not in caplog.text
    short_of_memory(tmp_path / "other", CANARY + "x" * 500)
    assert CANARY.encode() in written_in(tmp_path / "other"), "the disk was not even tried"


def test_it_shows_nothing() -> None:
    assert CANARY not in f"{Parcel.of(CANARY)!r} {Parcel.of(CANARY)}"


def test_it_is_whole_or_not_opened() -> None:
    with pytest.raises(ValueError, match="damaged"):
        replace(Parcel.of(CANARY), content=b"").open()
