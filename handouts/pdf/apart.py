"""Pages are made apart: in child processes with limits, so that no text, style or drawing can hang or end the program that asked.

Linux holds both limits, macOS the time alone; on Windows there is only the clock of this side.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Timer
from typing import Any, TypeAlias

from handouts.folders import Folder
from handouts.pdf.child import Message, receive, send
from handouts.pdf.render import Rendered
from handouts.problems import HandoutsError, Place, Problem

SECONDS_VARIABLE, MEGABYTES_VARIABLE = "HANDOUTS_SECONDS", "HANDOUTS_MEGABYTES"
LEAST_MEGABYTES = 300  # the engine alone takes 200
_SHORT = 50_000  # characters of HTML: some 15 pages
_BUSY = 3  # a process among others gets a part of the clock's time
_DOCUMENTS = 25  # a child grows a little with each; starting another takes half a second

Render: TypeAlias = Callable[[str, tuple[Folder, ...], str], Rendered]


@dataclass(frozen=True)
class Limits:
    """What one document may take: `seconds` of computing for a short one, in proportion for a longer one, and `megabytes` of memory.

    A page takes 0.1 seconds and 2 megabytes, and 300 pages of 1.2 million characters 35 seconds and 800 megabytes (2026, one core). So a
    machine ten times as slow prints what we print.
    """

    seconds: float = 20
    megabytes: int = 2000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Limits:
        """Return the usual limits, or those set for a slower machine. Raises: HandoutsError for what is not a number."""
        values: list[float] = []
        for name, usual, least in ((SECONDS_VARIABLE, cls.seconds, 0.01), (MEGABYTES_VARIABLE, cls.megabytes, LEAST_MEGABYTES)):
            written = environment.get(name) or str(usual)
            if not written.replace(".", "", 1).isdecimal() or float(written) < least:
                raise HandoutsError([Problem(Place(name), f"'{written}' is not a number from {least:g} on", f"usual: {usual}")])
            values.append(float(written))
        return cls(values[0], int(values[1]))

    def seconds_for(self, html: str) -> float:
        """Return the seconds a text of this length may take."""
        return self.seconds * (1 + len(html) / _SHORT)


class OverLimitError(HandoutsError):
    """A document took more than its limits, or ended the process that made it. `reason` finishes "cannot be laid out: "."""

    def __init__(self, name: str, reason: str, hint: str = "") -> None:
        self.reason, self.hint = reason, hint
        super().__init__([Problem(Place(name), f"the pages cannot be laid out: {reason}", hint)])


class EngineError(Exception):
    """A bug of ours in the child. Its traceback is a note of this error, because it could quote a page; `frames` quote nothing."""

    frames = ""


class Ended(Exception):  # noqa: N818  (nothing went wrong)
    """The pages are no longer wanted."""


class Presses:
    """Child processes, as many as are used at once, for as long as this block lasts. May be used from several threads."""

    def __init__(self) -> None:
        self.forget()

    def __enter__(self) -> Presses:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def render(self, html: str, folders: tuple[Folder, ...], name: str) -> Rendered:
        """Return the pages, as `render.render_pdf` makes them; `name` is said in problems.

        Raises: HandoutsError as there; OverLimitError; EngineError for a bug of ours; Ended when closed meanwhile.
        """
        limits = Limits.from_environment(os.environ)
        press = self._take()
        try:
            head, pdf = press.make(html, folders, name, limits)
        finally:
            self._put_back(press)
        if "pages" in head:
            return Rendered(pdf, head["pages"])
        if "problems" in head:
            raise HandoutsError(_problem(each) for each in head["problems"])
        error = EngineError("the page engine failed")
        error.add_note(head["bug"])
        error.frames = head["frames"]
        raise error

    def close(self) -> None:
        """End every child, working or not; whoever waits for one gets `Ended`."""
        with self._lock:
            self._closed = True
            for press in self._busy:
                press.stop()
            while self._idle:
                self._idle.pop().end()

    def forget(self) -> None:
        """Start without children; after a fork they are the parent's alone."""
        self._lock = Lock()
        self._idle: list[_Press] = []
        self._busy: set[_Press] = set()
        self._closed = False

    def _take(self) -> _Press:
        with self._lock:
            if self._closed:
                raise Ended
            press = self._idle.pop() if self._idle else _Press()
            if not press.is_ready:  # it died waiting
                press.end()
                press = _Press()
            self._busy.add(press)
            return press

    def _put_back(self, press: _Press) -> None:
        with self._lock:
            self._busy.discard(press)
            if press.is_ready and not self._closed:
                self._idle.append(press)
            else:
                press.end()


class _Press:
    """One child process; makes one document at a time."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="handouts-")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}  # it imports what we import
        # -P: nothing is imported from the current folder, which may be anyone's.
        line = [sys.executable, "-P", "-m", "handouts.pdf.child", self._folder]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment)  # noqa: S603  (ourselves)
        self._made = 0
        self._working = self._too_late = self._stopped = False

    @property
    def is_ready(self) -> bool:
        """Whether it can make another document."""
        return not self._working and self._made < _DOCUMENTS and self._process.poll() is None

    def make(self, html: str, folders: tuple[Folder, ...], name: str, limits: Limits) -> Message:
        """Return the child's reply. Raises: OverLimitError, Ended."""
        seconds = limits.seconds_for(html)
        order = {"html": html, "name": name, "seconds": seconds, "megabytes": limits.megabytes, "here": os.getcwd()}
        self._working = True  # until there is an answer: whatever stops us here, Ctrl-C too, stops the child
        reply = self._ask({**order, "folders": [(str(folder.root), folder.origin) for folder in folders]}, seconds * _BUSY)
        if self._stopped:
            raise Ended
        limit = reply[0].get("limit") if reply else self._cause_of_death()
        if reply and not limit:
            self._made += 1
            self._working = False
            return reply
        raise OverLimitError(name, *_told(limit, seconds, limits.megabytes))

    def stop(self) -> None:
        """End the child from another thread; the one that waits for it gets `Ended`, and clears up."""
        self._stopped = True
        self._process.kill()

    def end(self) -> None:
        """End the child at once and leave nothing of it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not yet said to it
                pipe.close()  # type: ignore[union-attr]
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, order: dict[str, Any], clock_seconds: float) -> Message | None:
        assert self._process.stdin
        assert self._process.stdout
        timer = Timer(clock_seconds, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            send(self._process.stdin, order)
            return receive(self._process.stdout)
        except OSError:  # it is gone
            return None
        finally:
            timer.cancel()

    def _stop_late(self) -> None:
        self._too_late = True
        self._process.kill()

    def _cause_of_death(self) -> str:
        code = self._process.wait()
        if self._too_late or code == -getattr(signal, "SIGXCPU", 0):
            return "time"
        if code == 1:  # Python's own: it could not even start
            raise EngineError("the page engine's process does not start")
        return "death"


def _told(limit: str | None, seconds: float, megabytes: int) -> tuple[str, str]:
    """Return why, and what else may help."""
    match limit:
        case "time":
            usual = f"on a slow machine, set {SECONDS_VARIABLE} to more than {Limits.seconds}"
            return f"that takes more than {seconds:.0f} seconds", usual
        case "memory":
            return f"that takes more than {megabytes:,} megabytes of memory", ""
        case "depth":
            return "its parts stand too deep inside one another", ""
        case "fault":
            return "the page engine broke down over it", ""
        case _:  # ended by the system
            return "the page engine broke down over it, most likely for want of memory", ""


def _problem(told: dict[str, Any]) -> Problem:
    return Problem(**{**told, "place": Place(**told["place"])})


_shared = Presses()
atexit.register(_shared.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_shared.forget)


def render_apart(html: str, folders: tuple[Folder, ...], name: str) -> Rendered:
    """Return the pages, made by a child process that is kept until this one ends. Arguments and errors as for `Presses.render`."""
    return _shared.render(html, folders, name)
