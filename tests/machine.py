"""A machine on which a batch is made, stopped and made again: the real command, all it says, and all that it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

import handouts
from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder

SECONDS = 120


def words_of(path: Path) -> list[str]:
    """Return the text of each page, its spaces made one."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@dataclass
class Machine:
    """A machine of its own for one list: what the program says on it, and all it leaves there."""

    root: Path
    said: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # how its programs were called while they ran

    def __post_init__(self) -> None:
        for name in ("home", "temp"):
            (self.root / name).mkdir(parents=True)
        files = {MODULE_FILE: module_text("- {kind: paragraph, text: Rest after lunch.}"), PACKET_FILE: packet_text(part_of="caregiver")}
        write_folder(self.root / "clinic", {**riverside_files(), **files})

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def made(self) -> list[str]:
        return sorted(path.name for path in self.out.glob("[0-9]*.pdf"))

    def start(self, *arguments: str | Path, path_first: Path | None = None, **options: object) -> subprocess.Popen[str]:
        path = os.pathsep.join(map(str, filter(None, (path_first, Path(handouts.__file__).parents[1]))))
        places = {"HOME": str(self.root / "home"), "TMPDIR": str(self.root / "temp"), "PYTHONPATH": path, "PYTHONUTF8": "1"}
        line = [sys.executable, "-m", "handouts", "batch", *map(str, arguments), "--output", "out"]
        environment = {**os.environ, **places, "HANDOUTS_CLINIC": "clinic"}
        piped: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
        process: subprocess.Popen[str] = subprocess.Popen(line, cwd=self.root, env=environment, **piped)  # type: ignore[call-overload]
        return process

    def run(self, *arguments: str | Path, path_first: Path | None = None, seconds: float = SECONDS) -> tuple[int, str, str]:
        """Return the exit code, standard output and standard error."""
        return self._ended(self.start(*arguments, path_first=path_first), seconds)

    def run_until(self, packets: int, number: int, *arguments: str | Path) -> tuple[int, str, str]:
        """Run, and send a signal as soon as so many packets are there."""
        process = self.start(*arguments)
        while len(self.made) < packets and process.poll() is None:
            self.seen.update(_called(self.root))
            time.sleep(0.05)
        process.send_signal(number)
        return self._ended(process, SECONDS)

    def _ended(self, process: subprocess.Popen[str], seconds: float) -> tuple[int, str, str]:
        with process:  # it is waited for
            try:
                out, err = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        self.said += [out, err]
        return process.returncode, out, err


def _called(root: Path) -> Iterator[str]:
    """Return how each program was called that works in this folder."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == root:
                yield (process / "cmdline").read_text("utf-8", "replace")
