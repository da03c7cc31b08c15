"""The pipeline: assemble, check, render, then write. Nothing is written before everything asked for has been made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from handouts.checks import Permit, check_packet
from handouts.files import write_files
from handouts.html import render_changes, render_html
from handouts.library import Library
from handouts.packet import assemble
from handouts.problems import HandoutsError, Problem, raise_errors
from handouts.record import make_record
from handouts.review import review_of
from handouts.standing import review_on
from handouts.status import change_report
from handouts.variant import Variant


@dataclass(frozen=True)
class Order:
    """What to build: one packet in one language and variant."""

    packet: str
    locale: str
    variant: Variant

    @property
    def file_name(self) -> str:
        """Return "newly-diagnosed.en-US.large.pdf": what was built, never for whom."""
        return f"{self.packet}.{self.locale}{self.variant.suffix}.pdf"


@dataclass(frozen=True)
class Built:
    """A finished packet: its PDF, its record, its length, and what a person should know before printing."""

    order: Order
    pdf: bytes
    record: bytes
    pages: int
    warnings: tuple[Problem, ...]


def build_packet(library: Library, permit: Permit, order: Order) -> Built:
    """Return one packet as PDF bytes with its record; touches no disk but the folders' templates and images.

    Raises: HandoutsError with every problem that stops it.
    """
    from handouts.pdf.render import render_pdf  # WeasyPrint takes longer to import than all the rest

    packet = assemble(library, order.packet, order.locale)
    problems = [problem for problem in check_packet(library, packet, permit) if _is_for_the_printer(problem)]
    raise_errors(problems)
    overdue = any(review_on(sheet.review_due, permit.today) == "overdue" for sheet in packet.sheets)
    html = render_html(packet, order.variant, library.folders, overdue=overdue)
    rendered = render_pdf(html, library.folders, order.packet)
    problems += _over_budget(library, order, rendered.pages, packet.page_budget)
    record = make_record(packet, order.variant, rendered.pdf, rendered.pages, permit, problems)
    return Built(order, rendered.pdf, record, rendered.pages, tuple(problems))


def build_review(library: Library, today: date, order: Order) -> tuple[Path, bytes]:
    """Return the reviewer's copy of a packet and the name of its file. Problems of the text are printed in it and stop nothing.

    Raises: HandoutsError when the packet cannot be put together at all.
    """
    from handouts.pdf.render import render_pdf

    packet = assemble(library, order.packet, order.locale)
    html = render_html(packet, order.variant, library.folders, review=review_of(library, packet, today))
    return Path(order.file_name).with_suffix(".review.pdf"), render_pdf(html, library.folders, order.packet).pdf


def build_changes(library: Library, module: str, locale: str, variant: Variant) -> tuple[Path, bytes]:
    """Return the page that shows what changed in a module since it was signed, and the name of its file.

    Raises: HandoutsError when there is no such module, or nobody has signed it.
    """
    from handouts.pdf.render import render_pdf

    html = render_changes(change_report(library, module, locale), library.locales[locale].value, variant, library.folders)
    return Path(f"{module}.{locale}.changes.pdf"), render_pdf(html, library.folders, module).pdf


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


def _outcome(library: Library, permit: Permit, order: Order) -> Built | tuple[Problem, ...]:
    try:
        return build_packet(library, permit, order)
    except HandoutsError as error:
        return error.problems


def _run(work: Callable[[Order], Built | tuple[Problem, ...]], orders: Sequence[Order], jobs: int) -> Iterable[Built | tuple[Problem, ...]]:
    if jobs <= 1 or len(orders) <= 1:
        yield from map(work, orders)
        return
    with ProcessPoolExecutor(min(jobs, len(orders)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, orders)


def _is_for_the_printer(problem: Problem) -> bool:
    """Whoever prints must know of gaps, dates and approvals; how a text reads is for whoever writes it (`handouts check`)."""
    return problem.severity == "error" or (problem.severity == "warning" and problem.rule[:2] in ("", "GV", "LG"))


def _over_budget(library: Library, order: Order, pages: int, budget: int) -> list[Problem]:
    """The budget is for standard print on Letter; other variants have the pages they need."""
    if order.variant != Variant() or pages <= budget:
        return []
    place = library.packets[order.packet].place_of("page_budget")
    return [
        Problem(place, f"the packet has {pages} pages, more than its budget of {budget}", "leave something to another packet", "warning")
    ]


def _files_of(path: Path, built: Built) -> dict[Path, bytes]:
    return {path: built.pdf, path.with_suffix(".json"): built.record}
