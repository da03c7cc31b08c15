"""What people install: the wheel, from an empty folder, without this checkout in sight."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_prints_a_packet_from_an_empty_folder(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    unpacked, empty = tmp_path / "unpacked", tmp_path / "empty"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(unpacked)
    assert "handouts/py.typed" in names
    skeletons = {path.relative_to(ROOT).as_posix() for path in (ROOT / "handouts/skeletons").iterdir() if path.is_file()}
    assert skeletons <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "docs/", "bench/")) or name.endswith(".pyc")]
    shipped = {name.removeprefix("handouts/builtin/") for name in names if name.startswith("handouts/builtin/")}
    kept = {path.relative_to(ROOT).as_posix() for part in ("templates", "content") for path in (ROOT / part).rglob("*") if path.is_file()}
    assert shipped == kept
    empty.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONSAFEPATH": "1"}
    asked = [sys.executable, "-c", "import handouts; print(handouts.__file__)"]
    where = subprocess.run(asked, env=environment, cwd=empty, capture_output=True, text=True, check=True).stdout
    assert Path(where).is_relative_to(unpacked)
    command = [sys.executable, "-m", "handouts", "build", "caregiver"]
    outcome = subprocess.run(command, env=environment, cwd=empty, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.split() == [str(Path("output/caregiver.en-US.pdf"))]
    assert (empty / "output/caregiver.en-US.pdf").read_bytes().startswith(b"%PDF-1.7")
