"""The pipeline: assemble, check, render, then write. Nothing is written before everything asked for has been made."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from handouts.bearer import SOURCE, PersonalLines
from handouts.checks import PageView, Permit, check_packet, check_pages
from handouts.culprit import pages_of
from handouts.files import write_files, write_private
from handouts.folders import Folder
from handouts.formats.document import document_of
from handouts.html import render_changes, render_html
from handouts.library import Library
from handouts.orders import Order
from handouts.packet import Packet, assemble
from handouts.paper import Printing, nothing_to_cut
from handouts.pdf.apart import Presses, Render, render_apart
from handouts.pdf.inspect import inspect_pdf
from handouts.pdf.render import Rendered
from handouts.problems import HandoutsError, Place, Problem, raise_errors
from handouts.record import make_file_record, make_record
from handouts.register import keep_receipts, make_receipt
from handouts.review import review_of
from handouts.standing import review_on
from handouts.status import change_report
from handouts.variant import Variant

_TOO_LONG = "PR-06"  # for whoever writes a packet: a page of one's own is no part of it
_UNMISTAKABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 and o, no 1, i and l


@dataclass(frozen=True)
class Prepared:
    """An order that may be printed: assembled and checked, with what a person should know first. The same for everyone who gets it."""

    library: Library
    permit: Permit
    order: Order
    packet: Packet
    warnings: tuple[Problem, ...]
    overdue: bool


@dataclass(frozen=True)
class Beside:
    """A file for paper alone that lies beside the one for readers. `what` it is ends its name: "booklet"."""

    what: str
    name: str
    pdf: bytes = field(repr=False)
    pages: int


@dataclass(frozen=True)
class Built:
    """A finished packet: its file, its record, its length if it has pages, and what a person should know before handing it out.

    A `personal` one holds lines about someone: it is written with `write_personal` alone.
    """

    order: Order
    file: bytes
    record: bytes
    pages: int | None
    warnings: tuple[Problem, ...]
    beside: tuple[Beside, ...] = ()
    personal: bool = False
    receipt: bytes = b""  # for the clinic's register: what the code on its last page stands for

    def __repr__(self) -> str:
        return f"Built({self.order!r}, {self.pages} pages)"  # a file's bytes belong in no log

    @property
    def pdf(self) -> bytes:
        assert self.order.format == "pdf", "only an order for a PDF has one"
        return self.file


def build_packet(
    library: Library, permit: Permit, order: Order, render: Render = render_apart, personal: PersonalLines | None = None
) -> Built:
    """Return one packet as a file with its record; touches no disk but the folders' templates and images.

    Raises: HandoutsError with every problem that stops it.
    """
    return print_packet(prepare(library, permit, order), render, personal)


def prepare(library: Library, permit: Permit, order: Order) -> Prepared:
    """Return what can be made ready before it is known for whom it is; many may be printed from it, at the same time too.

    Raises: HandoutsError with every problem of the texts.
    """
    packet = assemble(library, order.packet, order.locale)
    problems = [problem for problem in check_packet(library, packet, permit) if _is_for_the_printer(problem)]
    problems += nothing_to_cut(library, packet) if order.cut else []
    raise_errors(problems)
    overdue = any(review_on(sheet.review_due, permit.today) == "overdue" for sheet in packet.sheets)
    return Prepared(library, permit, order, packet, tuple(problems), overdue)


def print_packet(prepared: Prepared, render: Render = render_apart, personal: PersonalLines | None = None) -> Built:
    """Return a packet as a file with its record; with `personal`, a PDF with a page of these lines. The same bytes for the same input.

    Raises: HandoutsError when its pages cannot be made, or must not be handed out as they are. No problem repeats a personal line.
    """
    if prepared.order.format != "pdf":
        return _in_another_format(prepared, render)
    if not personal:
        return _on_paper(prepared, render, None)
    try:
        return _on_paper(prepared, render, personal)
    except HandoutsError as error:
        told = [problem for problem in error.problems if problem.place.path == SOURCE]
    if not told:  # what is wrong is said of pages without these lines, for it may quote them
        _on_paper(prepared, render, None)
        hint = "shorten the notes, or leave out dates" if personal.notes or personal.dates else "leave the name out, and write it by hand"
        told = [Problem(Place(SOURCE), "with these lines the pages cannot be made as they must be", hint)]
    raise HandoutsError(told)


def build_review(library: Library, today: date, order: Order) -> tuple[Path, bytes]:
    """Return the reviewer's copy of a packet and the name of its file. Problems of the text are printed in it and stop nothing.

    Raises: HandoutsError when the packet cannot be put together at all.
    """

    def html_of(packet: Packet, folders: tuple[Folder, ...]) -> str:
        return render_html(packet, order.variant, folders, review=review)

    packet = assemble(library, order.packet, order.locale)
    review = review_of(library, packet, today)
    return Path(order.file_name).with_suffix(".review.pdf"), pages_of(library, packet, html_of, render_apart).pdf


def build_changes(library: Library, module: str, locale: str, variant: Variant) -> tuple[Path, bytes]:
    """Return the page that shows what changed in a module since it was signed, and the name of its file.

    Raises: HandoutsError when there is no such module, or nobody has signed it.
    """
    html = render_changes(change_report(library, module, locale), library.locales[locale].value, variant, library.folders)
    return Path(f"{module}.{locale}.changes.pdf"), render_apart(html, library.folders, module).pdf


def build_packets(
    library: Library,
    orders: Sequence[Order],
    output: Path,
    permit: Permit,
    jobs: int = 1,
    on_done: Callable[[Built], object] = lambda _: None,
) -> list[tuple[Path, Built]]:
    """Build every order, then write each PDF and its record into `output`; return the paths in the order asked.

    What each code stands for goes into the clinic's register.

    Raises: HandoutsError with the problems of all orders; then nothing has been written.
    """
    built: list[Built] = []
    problems: list[Problem] = []
    for outcome in _run(partial(_outcome, library, permit), list(dict.fromkeys(orders)), jobs):
        if isinstance(outcome, Built):
            built.append(outcome)
            on_done(outcome)
        else:
            problems += outcome
    raise_errors(problems)
    paths = [output / done.order.file_name for done in built]
    write_files({name: data for path, done in zip(paths, built, strict=True) for name, data in _files_of(path, done).items()})
    keep_receipts(library.folders, [done.receipt for done in built])
    return list(zip(paths, built, strict=True))


def write_personal(library: Library, built: Built, output: Path) -> dict[Path, int]:
    """Write a packet with personal lines and its record under a new name that says nothing; return each PDF with its pages.

    What its code stands for, which is nothing about anyone, goes into the clinic's register.

    Raises: HandoutsError when it cannot be written; then nothing has been.
    """
    name = private_name(built.order)
    stem = Path(name).stem
    files = {name: (built.file, built.pages or 0)} | {f"{stem}.{each.what}.pdf": (each.pdf, each.pages) for each in built.beside}
    ours = [output / file for file in (*files, f"{stem}.json") if not os.path.lexists(output / file)]  # noted before any is there
    try:
        paths = {write_private(output, file, data): pages for file, (data, pages) in files.items()}
        write_files({output / f"{stem}.json": built.record})
    except BaseException:  # Ctrl-C too, which may come before we hear that a file is written
        for path in ours:
            with suppress(OSError):
                path.unlink()
        raise
    keep_receipts(library.folders, [built.receipt])
    return paths


def private_name(order: Order) -> str:
    """Return a new name for a file that is one person's: "caregiver.en-US.large.personal-7f3kqm2x.pdf"."""
    mark = "".join(secrets.choice(_UNMISTAKABLE) for _ in range(8))
    return f"{Path(order.file_name).stem}.personal-{mark}.pdf"


def _in_another_format(prepared: Prepared, render: Render) -> Built:
    packet, order, permit = prepared.packet, prepared.order, prepared.permit
    file = document_of(packet, order.format, order.variant, prepared.library.folders, render, overdue=prepared.overdue)
    record = make_file_record(packet, order.format, {order.file_name: file}, permit, list(prepared.warnings))
    return Built(order, file, record, None, prepared.warnings, receipt=make_receipt(packet))


def _on_paper(prepared: Prepared, render: Render, personal: PersonalLines | None) -> Built:
    library, packet, order = prepared.library, prepared.packet, prepared.order
    printing = Printing(library, packet, order.variant, prepared.overdue, render, personal)
    reader = printing.reader()
    beside = _beside(order, printing, reader)
    found = _on_the_pages(library, packet, order.variant, reader.pdf)
    problems = [*prepared.warnings, *(problem for problem in found if not (personal and problem.rule == _TOO_LONG))]
    raise_errors(problems)
    files = {order.file_name: reader.pdf} | {file.name: file.pdf for file in beside}
    record = make_record(packet, order.variant, files, reader.pages, prepared.permit, problems, personal=bool(personal))
    return Built(order, reader.pdf, record, reader.pages, tuple(problems), beside, bool(personal), make_receipt(packet))


def _beside(order: Order, printing: Printing, reader: Rendered) -> tuple[Beside, ...]:
    made = {"booklet": printing.booklet(reader)} if order.variant.form == "booklet" else {}
    made |= {"cut": printing.cut_outs()} if order.cut else {}
    return tuple(Beside(what, order.name_for(what), file.pdf, file.pages) for what, file in made.items())


def _outcome(library: Library, permit: Permit, order: Order, render: Render) -> Built | tuple[Problem, ...]:
    try:
        return build_packet(library, permit, order, render)
    except HandoutsError as error:
        return error.problems


def _run(
    work: Callable[[Order, Render], Built | tuple[Problem, ...]], orders: Sequence[Order], jobs: int
) -> Iterable[Built | tuple[Problem, ...]]:
    """Threads are enough, because each has a process that makes its pages; those end first, so that no thread waits for one."""
    with ThreadPoolExecutor(max(1, min(jobs, len(orders)))) as threads, Presses() as presses:
        yield from threads.map(lambda order: work(order, presses.render), orders)


def _is_for_the_printer(problem: Problem) -> bool:
    """Whoever prints must know of gaps, dates and approvals; how a text reads is for whoever writes it (`handouts check`)."""
    return problem.severity == "error" or (
        problem.severity == "warning" and (not problem.rule or problem.rule.startswith(("GV", "LG", "PR-06")))
    )


def _on_the_pages(library: Library, packet: Packet, variant: Variant, pdf: bytes) -> list[Problem]:
    """Return what is wrong with finished pages: what would stop a reader, and of the rest what whoever prints must know."""
    facts = inspect_pdf(pdf, ("PDF/UA-1",))  # the archive's standard takes as long again, and is looked at by `check --pages`
    return [problem for problem in check_pages(PageView(library, packet, variant, facts)) if _is_for_the_printer(problem)]


def _files_of(path: Path, built: Built) -> dict[Path, bytes]:
    record = path.with_suffix(".json") if built.order.format == "pdf" else path.with_name(f"{path.name}.json")
    return {path: built.file, record: built.record} | {path.with_name(file.name): file.pdf for file in built.beside}
