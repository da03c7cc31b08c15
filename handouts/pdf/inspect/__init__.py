"""From the bytes of a finished PDF to facts. Knows nothing of how the PDF was made, nor of the packet: only what is in the file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from handouts.pagefacts import PageFacts
from handouts.pdf.inspect.conformance import STANDARDS, Standard, failures_of
from handouts.pdf.inspect.drawing import look_at_pages
from handouts.pdf.inspect.structure import Structure

__all__ = ["STANDARDS", "Standard", "inspect_pdf"]


def inspect_pdf(pdf: bytes, standards: tuple[Standard, ...] = STANDARDS) -> PageFacts:
    """Return what the file shows and says, and what a machine check of these standards finds. May be called from several threads.

    Thirty pages take a third of a second, with both standards; the checker works on another core meanwhile.
    """
    with ThreadPoolExecutor(1) as checker:
        failures = checker.submit(failures_of, pdf, standards)
        drawn = look_at_pages(pdf)
        structure = Structure(pdf)
        return PageFacts(
            title=structure.title,
            shows_title=structure.shows_title,
            lang=structure.lang,
            marked=structure.marked,
            tree=structure.tree(drawn),
            pages=tuple(page.page for page in drawn),
            links=structure.links(),
            failures=failures.result(),
        )
