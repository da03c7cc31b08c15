"""Proofs: packets made only to be looked at, for `handouts check --pages`. Each print size is compared with the standard one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from handouts.checks import PageView, check_pages, check_privacy
from handouts.culprit import pages_of
from handouts.folders import Folder
from handouts.html import render_html
from handouts.library import Library
from handouts.packet import Packet, assemble
from handouts.pagefacts import PageFacts
from handouts.pdf.apart import Presses, Render
from handouts.pdf.inspect import inspect_pdf
from handouts.problems import HandoutsError, Problem, raise_errors
from handouts.variant import PAPERS, SIZES, Paper, Size, Variant

USUAL = (Variant("standard"), Variant("large"))
EVERY = (*(Variant(size, paper) for paper in PAPERS for size in SIZES), *(Variant(paper=paper, duplex=True) for paper in PAPERS))


@dataclass(frozen=True)
class Proof:
    """What was found in one file, and how many pages of it were looked at: 0 when it could not be made."""

    pages: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Job:
    """A packet in one language, and the variants to look at, standard print first."""

    packet: str
    locale: str
    variants: tuple[Variant, ...]


def jobs_for(library: Library, packets: Sequence[str], variants: Sequence[Variant]) -> list[Job]:
    """Return what there is to look at: each packet in each of its languages on each paper."""

    def paper(variant: Variant) -> Paper:
        return variant.paper

    by_paper = [tuple(found) for _, found in groupby(sorted(variants, key=_order), key=paper)]
    return [Job(packet, locale, found) for packet in packets for locale in library.packets[packet].value.title for found in by_paper]


def _order(variant: Variant) -> tuple[Paper, bool, int]:
    sizes: list[Size] = list(SIZES)
    return variant.paper, variant.duplex, sizes.index(variant.size)


def proofs(library: Library, jobs: Sequence[Job], at_once: int = 1, on_done: Callable[[], object] = lambda: None) -> list[Proof]:
    """Return one proof for each file, in the order of the jobs; `on_done` is called after each job."""

    def look(job: Job) -> list[Proof]:
        done = list(_proofs(library, job, presses.render))
        on_done()
        return done

    with ThreadPoolExecutor(max(1, min(at_once, len(jobs)))) as threads, Presses() as presses:
        return [proof for found in threads.map(look, jobs) for proof in found]


def _proofs(library: Library, job: Job, render: Render) -> Iterator[Proof]:
    standard: PageFacts | None = None
    for variant in job.variants:
        try:
            view = look_at(library, assemble(library, job.packet, job.locale), variant, render, standard)
        except HandoutsError as error:
            yield Proof(0, error.problems)
        else:
            standard = view.facts if variant.size == "standard" else standard
            yield Proof(len(view.facts.pages), tuple(check_pages(view)))


def look_at(library: Library, packet: Packet, variant: Variant, render: Render, standard: PageFacts | None = None) -> PageView:
    """Return a packet's finished pages as the rules see them; `standard`: its pages in standard print.

    Raises: HandoutsError when the pages cannot be made, and when something in the packet looks personal: then none are.
    """
    raise_errors(check_privacy(library, packet))

    def html_of(packet: Packet, folders: tuple[Folder, ...]) -> str:
        return render_html(packet, variant, folders)

    return PageView(library, packet, variant, inspect_pdf(pages_of(library, packet, html_of, render).pdf), standard)
