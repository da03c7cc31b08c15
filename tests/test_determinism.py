"""The same input and date give the same bytes in any process, on this machine and with these libraries."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def build_in_a_process(output: Path, **environment: str) -> dict[str, str]:
    outcome = subprocess.run(
        [sys.executable, "-m", "handouts", "build", "newly-diagnosed", "--output", str(output), "--jobs", "1"],
        env={**os.environ, **environment},
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(output.iterdir())}


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    one = build_in_a_process(tmp_path / "one", PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C")
    two = build_in_a_process(tmp_path / "another" / "folder", PYTHONHASHSEED="2", TZ="America/Los_Angeles", LC_ALL="C.UTF-8")
    assert sorted(one) == ["newly-diagnosed.en-US.json", "newly-diagnosed.en-US.pdf"]
    pdf = "newly-diagnosed.en-US.pdf"
    assert one[pdf] == two[pdf]
