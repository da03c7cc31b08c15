"""What the tests share: a clinic folder in a temporary place, what is made of it, and the command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

import handouts
from handouts.folders import CLINIC_VARIABLE
from handouts.library import Library
from handouts.packet import Packet, Sheet, assemble
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_alone, load_clinic, module_text, packet_text, whole_files, write_folder

# The same inputs on every machine and no clock, so that a test that passed here passes there.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=200)
settings.load_profile("repeatable")


@pytest.fixture
def today() -> date:
    return date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Files], Path]:
    """Write a clinic folder and return its path."""
    return lambda files: write_folder(tmp_path / "clinic", files)


@pytest.fixture
def library_of(folder: Callable[[Files], Path]) -> Callable[[Files], Library]:
    """Return the library of a clinic folder with these files, the built-in one behind it."""
    return lambda files: load_clinic(folder(files))


@pytest.fixture
def riverside(folder: Callable[[Files], Path]) -> Callable[[Files], Library]:
    """Return the library of the made-up Riverside clinic with these files, nothing behind it."""
    return lambda files: load_alone(folder({**whole_files(), **files}))


@pytest.fixture
def packet_of(riverside: Callable[[Files], Library]) -> Callable[..., Packet]:
    """Return "our-packet" of the Riverside clinic, assembled from these files."""

    def packet(files: Files, locale: str = "en-US") -> Packet:
        return assemble(riverside({PACKET_FILE: packet_text(), **files}), "our-packet", locale)

    return packet


@pytest.fixture
def sheet_of(packet_of: Callable[..., Packet]) -> Callable[..., Sheet]:
    """Return the one sheet with these sections, as its audience reads it; `lines` as in `module_text`."""

    def sheet(sections: str, audience: str = "caregiver", **lines: str) -> Sheet:
        packet = packet_of({MODULE_FILE: module_text(sections, **lines), PACKET_FILE: packet_text(audience=audience)})
        assert len(packet.sheets) == 1
        return packet.sheets[0]

    return sheet


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `handouts` in a process of its own, from an empty folder unless told where."""

    def run(
        *arguments: str | Path,
        cwd: Path | None = None,
        python: Sequence[str] = (),
        path_first: str = "",
        typed: str | None = None,
        **variables: str,
    ) -> subprocess.CompletedProcess[str]:
        empty = tmp_path / "empty"
        empty.mkdir(exist_ok=True)
        home = str(Path(handouts.__file__).parents[1])
        environment = {key: value for key, value in os.environ.items() if key != CLINIC_VARIABLE}
        environment |= {"PYTHONPATH": os.pathsep.join(filter(None, (path_first, home))), "PYTHONUTF8": "1", **variables}
        line = [sys.executable, *python, "-m", "handouts", *map(str, arguments)]
        return subprocess.run(
            line, cwd=cwd or empty, env=environment, input=typed, text=True, encoding="utf-8", capture_output=True, check=False
        )

    return run
