"""Print jobs: the files of a packet on their way to a printer, each with what `lp` must be told so that it comes out as it was checked."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Literal

from handouts.printers import Printer, PrinterPaper, in_plain_english
from handouts.problems import HandoutsError, Problem

if TYPE_CHECKING:
    from handouts.build import Built
    from handouts.orders import Order
    from handouts.variant import Paper

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
What = Literal["packet", "booklet", "cut"]

TITLE = "handouts"  # shown in queues and on printers' panels: it must say nothing
_SENDING_SECONDS = 180
_TWICE_AS_LARGE: dict[Paper, PrinterPaper] = {"letter": "tabloid", "a4": "a3"}


@dataclass(frozen=True)
class Feed:
    """On what a file of a packet is printed: the paper, and which of its sides."""

    paper: PrinterPaper
    sides: Sides


@dataclass(frozen=True)
class PrintJob:
    """One file for a printer. `pages` are those of the file: each is one side of paper."""

    printer: Printer
    what: What
    feed: Feed
    pages: int
    pdf: bytes = field(repr=False)
    copies: int = 1
    grey: bool = False

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper one copy takes."""
        return self.pages if self.feed.sides == "one-sided" else ceil(self.pages / 2)

    def __str__(self) -> str:
        """Return "24 pages, 12 sheets of Letter paper, both sides"."""
        pages = self.pages * (2 if self.what == "booklet" else 1)
        counted = f"{self.copies} copies of {_count(pages, 'page')}" if self.copies > 1 else _count(pages, "page")
        named = {"packet": "", "booklet": "a booklet to fold, ", "cut": "to cut out, "}[self.what]
        sides = "one side" if self.feed.sides == "one-sided" else "both sides"
        return f"{named}{counted}, {_count(self.sheets * self.copies, 'sheet')} of {self.printer.paper(self.feed.paper)} paper, {sides}"


def feeds(order: Order) -> dict[What, Feed]:
    """Return what is sent of an order, the first thing first, and on which paper. A booklet goes instead of the file for readers."""
    variant = order.variant
    if order.format != "pdf":
        return {}
    if variant.form == "booklet":
        sent: dict[What, Feed] = {"booklet": Feed(_TWICE_AS_LARGE[variant.paper], "two-sided-short-edge")}
    else:
        sent = {"packet": Feed(variant.paper, "two-sided-long-edge" if variant.duplex else "one-sided")}
    return sent | ({"cut": Feed(variant.paper, "one-sided")} if order.cut else {})


def unfit(printer: Printer, orders: Iterable[Order], *, personal: bool = False) -> list[Problem]:
    """Return what this printer cannot do of these orders, or not now: to be told before anything is sent.

    What is `personal` must not lie in a queue, and come out when nobody is there to take it.
    """
    wanted = {feed: what for order in orders for what, feed in feeds(order).items()}
    found = [problem for feed, what in wanted.items() for problem in _lacking(printer, feed, what)]
    if not printer.accepts:
        found.append(printer.problem("it takes no print jobs at the moment", "choose another printer, or ask whoever looks after this one"))
    return found + [_waiting(printer, why, personal) for why in printer.waits]


def _waiting(printer: Printer, why: str, personal: bool) -> Problem:
    message = f"nothing comes out of it now: {why}"
    if personal:
        hint = "pages with a name on them are not left waiting there: put the printer right, then try again, or choose another"
        return printer.problem(message, hint)
    return printer.problem(message, "what is sent waits there and comes out later, perhaps when you are gone", "warning")


def jobs_of(built: Built, printer: Printer, copies: int = 1) -> list[PrintJob]:
    """Return the print jobs of a packet: one for each file, since each may be on other paper."""
    files = {"packet": (built.file, built.pages or 0)} | {file.what: (file.pdf, file.pages) for file in built.beside}
    grey = built.order.variant.grey
    return [PrintJob(printer, what, feed, files[what][1], files[what][0], copies, grey) for what, feed in feeds(built.order).items()]


def lp_command(job: PrintJob) -> list[str]:
    """Return the command that prints the PDF on its standard input: so no argument and no temporary file holds anything of it."""
    options = [f"media={job.printer.paper(job.feed.paper)}", f"sides={job.feed.sides}"]
    options += ["print-scaling=none", "fit-to-page=false", "number-up=1"]  # fitted pages have smaller letters than were checked
    options += ["print-color-mode=monochrome"] if job.grey else []
    options += ["collate=true"] if job.copies > 1 else []
    words = [word for option in options for word in ("-o", option)]
    return ["lp", "-d", job.printer.name, "-t", TITLE, "-n", str(job.copies), *words, "-"]


def send(jobs: Iterable[PrintJob]) -> Iterator[tuple[PrintJob, str]]:
    """Send each job, and say its number as soon as the printing system has it ("ward-12"). Does not wait for paper.

    Raises: HandoutsError when one is not taken; the ones before it are on their way.
    """
    for job in jobs:
        yield job, _sent(job)


def _sent(job: PrintJob) -> str:
    try:
        ran = subprocess.run(  # noqa: S603 (CUPS's own `lp`; the printer's name is one that CUPS gave)
            lp_command(job), input=job.pdf, env=in_plain_english(), capture_output=True, timeout=_SENDING_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        hint = "look at the printer before you try again: it may have been sent all the same"
        raise HandoutsError([job.printer.problem(f"it did not take the pages in {_SENDING_SECONDS} seconds", hint)]) from None
    number = re.search(rb"request id is (\S+)", ran.stdout)
    if ran.returncode or not number:
        said = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2].removeprefix("lp: ") or "no reason was given"
        raise HandoutsError([job.printer.problem(f"it was not sent: {said}", "try again, or choose another printer")])
    return number[1].decode("utf-8", "replace")


def _lacking(printer: Printer, feed: Feed, what: What) -> Iterator[Problem]:
    if printer.lacks(feed.paper):
        name = printer.paper(feed.paper)
        if what == "booklet":
            yield printer.problem(
                f"it has no {name} paper, which a booklet is printed on", "choose another printer, or leave out --form booklet"
            )
        else:
            other: PrinterPaper = "a4" if feed.paper == "letter" else "letter"
            hint = "choose another printer" if printer.lacks(other) else f"add --paper {other}: the pages are made for that paper then"
            yield printer.problem(f"it has no {name} paper", hint)
    if feed.sides != "one-sided" and printer.lacks_both_sides():
        if what == "booklet":
            hint = "choose another printer, or leave out --form booklet"
            yield printer.problem("it prints on one side only, and a booklet needs both", hint)
        else:
            hint = "choose another printer to save half of the paper"
            yield printer.problem("it prints on one side only: each page is a sheet of its own", hint, "warning")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
