"""The library stands beside the command line: what the package offers is there, and builds a packet in four lines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import handouts


def test_everything_offered_is_there() -> None:
    assert len(handouts.__all__) > 10
    assert all(getattr(handouts, name) is not None for name in handouts.__all__)


def test_a_packet_in_four_lines(tmp_path: Path) -> None:
    library = handouts.load_library(handouts.find_folders(None, {}, tmp_path))
    order = handouts.Order("caregiver", "en-US", handouts.Variant(paper="a4"))
    [(path, built)] = handouts.build_packets(library, [order], tmp_path / "output", handouts.Permit(date(2026, 11, 22)))
    assert path == tmp_path / "output" / "caregiver.en-US.a4.pdf"
    assert path.read_bytes() == built.pdf
    assert json.loads(path.with_suffix(".json").read_bytes())["built_on"] == "2026-11-22"
    assert sorted(item.name for item in path.parent.iterdir()) == ["caregiver.en-US.a4.json", "caregiver.en-US.a4.pdf"]
