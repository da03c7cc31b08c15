"""PR-05: where paper is folded or bound."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.pagewords import quoted
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.pagefacts import MM, Page, Run

CLEAR_MM = 10.0


def too_near_the_fold(view: PageView) -> Iterator[Finding]:
    """The first text of each page nearer to its left or right edge than that; one of them is the fold, the other is trimmed."""
    if not (view.variant.duplex or view.variant.form == "booklet"):
        return
    for page in view.facts.pages:
        near = min(page.runs, key=lambda run: _clearance_mm(page, run), default=None)
        if near and _clearance_mm(page, near) < CLEAR_MM:
            message = f"{quoted(view, near.said)} on page {page.number} is {_clearance_mm(page, near):.0f} mm from the fold or the edge"
            yield on_page(view, view.facts.part_of.get(near, ""), f"{message}; {CLEAR_MM:g} mm stay free")


def _clearance_mm(page: Page, run: Run) -> float:
    return min(run.box.left, page.width_pt - run.box.right) / MM
