"""A terminal to try commands in: the real command in a pty, keys pressed as a person does, and what then stands on the screen."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

COLUMNS, ROWS = 80, 24  # the window of a terminal as it opens
ENTER, SPACE, UP, DOWN, CTRL_C = "\r", " ", "\x1b[A", "\x1b[B", "\x03"
_PATIENCE_S = 60.0
_MOST_LINES = 60
_QUIET_S = 0.15  # a screen is finished when nothing has come for so long


class Screen(pyte.Screen):
    """A screen that answers where its cursor is; questionary asks, and waits for it."""

    def __init__(self, child: pexpect.spawn[str], rows: int) -> None:
        super().__init__(COLUMNS, rows)
        self._child = child

    def write_process_input(self, data: str) -> None:
        self._child.send(data)


class Terminal:
    """`handouts` with these arguments in a terminal of its own; a context manager that ends the command with itself."""

    def __init__(self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], rows: int = ROWS) -> None:
        line = ["-m", "handouts", *arguments]
        variables = {**environment, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(rows), "PYTHONUTF8": "1"}
        size = (rows, COLUMNS)
        self._child = pexpect.spawn(sys.executable, line, _PATIENCE_S, cwd=str(cwd), env=variables, encoding="utf-8", dimensions=size)
        self.screen = Screen(self._child, rows)
        self._stream = pyte.Stream(self.screen)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._child.close(force=True)

    @property
    def text(self) -> str:
        """What stands on the screen, without the empty lines at its end."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before has shown."""
        for key in keys:
            self._child.send(key)
            self._read_until_quiet()

    def go_to(self, words: str, key: str = DOWN) -> None:
        """Move the pointer of a list until it stands beside these words."""
        for _ in range(_MOST_LINES):
            if any("»" in line and words in line for line in self.screen.display):
                return
            self.press(key)
        raise LookupError(f"nothing to choose says '{words}':\n{self.text}")

    def wait_for(self, words: str) -> None:
        """Wait until these words stand on the screen. Raises: TimeoutError, EOFError with what stands there instead."""
        end = time.monotonic() + _PATIENCE_S
        while words not in " ".join(self.text.split()):
            if not self._read(_QUIET_S) and not self._child.isalive():
                raise EOFError(f"the command ended before '{words}' stood on the screen:\n{self.text}")
            if time.monotonic() > end:
                raise TimeoutError(f"'{words}' never stood on the screen:\n{self.text}")
        self._read_until_quiet()

    def wait_for_end(self) -> int | None:
        """Wait until the command has ended; return its exit code."""
        while self._read(_PATIENCE_S):
            pass
        self._child.wait()
        return self._child.exitstatus

    def _read_until_quiet(self) -> None:
        while self._read(_QUIET_S):
            pass

    def _read(self, seconds: float) -> bool:
        """Return whether anything came within so long."""
        try:
            self._stream.feed(self._child.read_nonblocking(65536, seconds))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        return True
