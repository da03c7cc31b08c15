"""PR-01 and PR-07: what the end of a page must not come between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handouts.checks.pagewords import quoted
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page, pages_named
from handouts.pagefacts import HEADINGS, Element, Page

CALL_BOX = "call box"  # what templates name it (`data-whole`)
_NAMES = {"TR": "row of the table", "Figure": "picture", **dict.fromkeys(HEADINGS, "heading")}
_FULL = 0.85  # of the room between header and footer: with its borders, a box of so much text fills it
NEARLY_EMPTY = 0.15  # of the room between header and footer
MOST_TEXT = 0.65  # of the page


def cut_call_boxes(view: PageView) -> Iterator[Finding]:
    """Boxes that say when to call. One that is longer than a page has to be cut: that is a warning."""
    for part, box in view.facts.placed:
        if box.whole == CALL_BOX and len(box.pages) > 1:
            first = view.facts.pages[box.pages[0] - 1]
            too_long = sum(_height_on(box, page) for page in box.pages) > _FULL * first.area.height
            said = f"the {CALL_BOX} is cut in two by the end of page {first.number}"
            yield on_page(view, part, f"{said}: it is longer than a page" if too_long else said, "warning" if too_long else None)


def _height_on(element: Element, page: int) -> float:
    boxes = [content.box for content in element.contents() if content.page == page]
    return max(box.top for box in boxes) - min(box.bottom for box in boxes)


def cut_blocks(view: PageView) -> Iterator[Finding]:
    """Everything else a template calls whole, rows of tables, headings and pictures."""
    for part, element in view.facts.placed:
        name = element.whole or _NAMES.get(element.role)
        if name and name != CALL_BOX and len(element.pages) > 1:
            yield on_page(view, part, f"the {name} is cut in two by the end of page {element.pages[0]}")


def lonely_headings(view: PageView) -> Iterator[Finding]:
    """A heading with its text on the next page. Lines to write on are text enough."""
    for (part, heading), (_, after) in pairwise(view.facts.leaves):
        page = view.facts.pages[heading.pages[-1] - 1]
        if heading.role in HEADINGS and after.pages[0] > page.number and not _something_below(heading, page):
            yield on_page(view, part, f"the heading {quoted(view, heading.text)} stands alone at the foot of page {page.number}")


def _something_below(heading: Element, page: Page) -> bool:
    foot = min(run.box.bottom for run in heading.runs() if run.page == page.number)
    return page.lowest < foot - 1


def nearly_empty_pages(view: PageView) -> Iterator[Finding]:
    """A page for two lines: paper, and a reader who turns it for nothing. Said of the part that stands on it."""
    for page in view.facts.pages[1:]:
        used = (page.area.top - page.lowest) / page.area.height
        if used < NEARLY_EMPTY:
            part = next((view.facts.part_of[run] for run in page.body if run in view.facts.part_of), "")
            begins = f": it begins with {quoted(view, page.body[0].said)}" if page.body else ""
            yield on_page(view, part, f"page {page.number} is nearly empty{begins}")


def crowded_pages(view: PageView) -> Iterator[Finding]:
    """One finding for all pages: the margins are those of the style sheet."""
    crowded = [page.number for page in view.facts.pages if _share(page) > MOST_TEXT]
    if crowded:
        yield on_page(view, "", f"text covers more than {MOST_TEXT:.0%} of {pages_named(crowded)}")


def _share(page: Page) -> float:
    boxes = [run.box for run in page.body]
    if not boxes:
        return 0.0
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    height = max(box.top for box in boxes) - min(box.bottom for box in boxes)
    return width * height / (page.width_pt * page.height_pt)
