"""The pipeline: assemble, check, render, then write. Nothing is written before everything asked for has been made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from handouts.checks import PageView, Permit, check_packet, check_pages
from handouts.culprit import pages_of
from handouts.files import write_files
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
from handouts.problems import HandoutsError, Problem, raise_errors
from handouts.record import make_file_record, make_record
from handouts.review import review_of
from handouts.standing import review_on
from handouts.status import change_report
from handouts.variant import Variant


@dataclass(frozen=True)
class Beside:
    """A file for paper alone that lies beside the one for readers."""

    name: str
    pdf: bytes
    pages: int


@dataclass(frozen=True)
class Built:
    """A finished packet: its file, its record, its length if it has pages, and what a person should know before handing it out."""

    order: Order
    file: bytes
    record: bytes
    pages: int | None
    warnings: tuple[Problem, ...]
    beside: tuple[Beside, ...] = ()

    @property
    def pdf(self) -> bytes:
        assert self.order.format == "pdf", "only an order for a PDF has one"
        return self.file


def build_packet(library: Library, permit: Permit, order: Order, render: Render = render_apart) -> Built:
    """Return one packet as a file with its record; touches no disk but the folders' templates and images.

    Raises: HandoutsError with every problem that stops it.
    """
    packet = assemble(library, order.packet, order.locale)
    problems = [problem for problem in check_packet(library, packet, permit) if _is_for_the_printer(problem)]
    problems += nothing_to_cut(library, packet) if order.cut else []
    raise_errors(problems)
    overdue = any(review_on(sheet.review_due, permit.today) == "overdue" for sheet in packet.sheets)
    if order.format != "pdf":
        file = document_of(packet, order.format, order.variant, library.folders, render, overdue=overdue)
        return Built(order, file, make_file_record(packet, order.format, {order.file_name: file}, permit, problems), None, tuple(problems))
    printing = Printing(library, packet, order.variant, overdue, render)
    reader = printing.reader()
    beside = _beside(order, printing, reader)
    problems += _on_the_pages(library, packet, order.variant, reader.pdf)
    raise_errors(problems)
    files = {order.file_name: reader.pdf} | {file.name: file.pdf for file in beside}
    record = make_record(packet, order.variant, files, reader.pages, permit, problems)
    return Built(order, reader.pdf, record, reader.pages, tuple(problems), beside)


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
    return list(zip(paths, built, strict=True))


def _beside(order: Order, printing: Printing, reader: Rendered) -> tuple[Beside, ...]:
    made = {"booklet": printing.booklet(reader)} if order.variant.form == "booklet" else {}
    made |= {"cut": printing.cut_outs()} if order.cut else {}
    return tuple(Beside(order.name_for(what), file.pdf, file.pages) for what, file in made.items())


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
