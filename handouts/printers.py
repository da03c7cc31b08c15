"""Printers of this computer, as its printing system knows them: CUPS, which Linux and macOS have. Asks `lpstat` and `lpoptions`."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final, Literal

from handouts.problems import HandoutsError, Place, Problem, Severity, did_you_mean

PrinterPaper = Literal["letter", "a4", "tabloid", "a3"]

_ASKING_SECONDS = 30  # a print server in another building
_BOTH_SIDES = 0x10  # a bit of CUPS's printer-type
_STOPPED = "5"  # IPP's printer-state
_NAMES: Final[dict[PrinterPaper, tuple[str, ...]]] = {  # drivers call one paper by different names; the first is the usual one
    "letter": ("Letter", "na_letter_8.5x11in"),
    "a4": ("A4", "iso_a4_210x297mm"),
    "tabloid": ("Tabloid", "11x17", "na_ledger_11x17in", "Ledger"),
    "a3": ("A3", "iso_a3_297x420mm"),
}
_WHY_NOTHING_COMES_OUT = {
    "media-empty": "it has no paper",
    "media-needed": "it waits for paper",
    "media-jam": "paper is stuck in it",
    "door-open": "a door of it is open",
    "cover-open": "a cover of it is open",
    "toner-empty": "it has no toner",
    "marker-supply-empty": "it has no ink or toner",
    "offline": "it is switched off or not connected",
}


@dataclass(frozen=True)
class Printer:
    """A printer. `papers`: the sizes it takes, in its own words; none when it does not say what it can do.

    `waits`: why nothing comes out of it now, or nothing. `accepts`: whether it takes print jobs at all.
    """

    name: str
    papers: tuple[str, ...] = ()
    prints_both_sides: bool = False
    accepts: bool = True
    waits: tuple[str, ...] = ()

    def paper(self, paper: PrinterPaper) -> str:
        """Return what it calls this paper, else the usual name."""
        return next((name for name in _NAMES[paper] if name in self.papers), _NAMES[paper][0])

    def lacks(self, paper: PrinterPaper) -> bool:
        """Return whether it says which papers it takes, and not this one."""
        return bool(self.papers) and self.paper(paper) not in self.papers

    def lacks_both_sides(self) -> bool:
        """Return whether it says what it can do, and not that."""
        return bool(self.papers) and not self.prints_both_sides

    def problem(self, message: str, hint: str, severity: Severity = "error") -> Problem:
        """Return a problem that stands at this printer."""
        return Problem(Place(f"printer {self.name}"), message, hint, severity)


def find_printer(asked: str = "") -> Printer:
    """Return the printer of this name, or without one the usual printer of this computer.

    Raises: HandoutsError when there is none, with those there are.
    """
    known = printer_names()
    name = asked or _usual_printer()
    if not known:
        raise _none_found("no printer is set up on this computer", "ask whoever looks after it to add one; until then print the PDF")
    if not name:
        raise _none_found("this computer has no usual printer", f"say which: {', '.join(known)}")
    if name not in known:
        raise _none_found(f"there is no printer '{name}'", did_you_mean(name, known))
    return printer_as_told(name, _answer("lpoptions", "-p", name), _answer("lpoptions", "-p", name, "-l"))


def printer_names() -> list[str]:
    """Return the names of all printers that can be printed on.

    Raises: HandoutsError when this computer has no printing system, or it does not answer.
    """
    if any(shutil.which(command) is None for command in ("lp", "lpstat", "lpoptions")):
        hint = (
            "make the PDF with `handouts build`, open it and print it at 100 percent ('actual size'); or install CUPS (Debian: cups-client)"
        )
        raise _none_found("this computer has no `lp`, the command that sends to a printer", hint)
    if _answer("lpstat", "-r").strip() != "scheduler is running":
        raise _none_found("the printing system (CUPS) does not answer", "start it, or ask whoever looks after this computer")
    return sorted(_answer("lpstat", "-e").split())


def printer_as_told(name: str, state: str, choices: str) -> Printer:
    """Return a printer from what `lpoptions -p NAME` (its state) and `lpoptions -p NAME -l` (its choices) print."""
    told = dict(word.partition("=")[::2] for word in _words(state))
    offered = re.search(r"^(?:PageSize|media)/[^:\n]*:(.*)$", choices, re.MULTILINE)
    papers = tuple(paper.lstrip("*") for paper in offered[1].split()) if offered else ()
    reasons = [re.sub("-(error|warning|report)$", "", reason) for reason in told.get("printer-state-reasons", "").split(",")]
    waits = [_WHY_NOTHING_COMES_OUT[reason] for reason in dict.fromkeys(reasons) if reason in _WHY_NOTHING_COMES_OUT]
    if told.get("printer-state") == _STOPPED:
        waits.insert(0, "it is paused")
    both_sides = bool(int(told.get("printer-type", "0")) & _BOTH_SIDES)
    return Printer(name, papers, both_sides, told.get("printer-is-accepting-jobs") != "false", tuple(waits))


def in_plain_english() -> dict[str, str]:
    """Return this process's environment for a command whose answer is read: CUPS translates what it says."""
    return {**os.environ, "LC_ALL": "C"}


def _usual_printer() -> str:
    said, _, name = _answer("lpstat", "-d").strip().partition(": ")
    return name if said == "system default destination" else ""


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a stray quote in a printer's description
        return text.split()


def _answer(*command: str) -> str:
    """Return what a command says; nothing when it cannot say it: then nothing is known, which stops no one from printing."""
    try:
        ran = subprocess.run(  # noqa: S603 (CUPS's own commands, found on the PATH, and names that CUPS gave)
            command, env=in_plain_english(), stdin=subprocess.DEVNULL, capture_output=True, timeout=_ASKING_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.decode("utf-8", "replace")


def _none_found(message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place("printer"), message, hint)])
