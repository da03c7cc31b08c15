"""AX-05: another print size holds the same words, and none of them is lost at an edge or under another."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.pagewords import quoted, words_in
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page, pages_named
from handouts.pagefacts import MM, Box, Page, PageFacts, Run

REACH_MM = 5.0  # what hardly any printer can print on, at each edge
_COVERED = 0.25  # of the smaller of two texts


def other_words(view: PageView) -> Iterator[Finding]:
    """The words of each section, in this print size and in standard print. A table may become a list, without the names of its columns."""
    if view.standard is None or view.standard is view.facts:
        return
    layout = view.packet.locale.labels.cut_out  # only one layout has a line to cut along
    here, there = _sections(view.facts, layout), _sections(view.standard, layout)
    for part in here | there:
        names = _column_names(view.facts, part) | _column_names(view.standard, part)
        less, more = (_only_in(one.get(part, []), [*other.get(part, []), *names]) for one, other in ((there, here), (here, there)))
        if less or more:
            said = [f"{quoted(view, word)} is {where}" for word, where in ((less, "missing"), (more, "added")) if word]
            yield on_page(view, part, f"{' and '.join(said)}: these are not the words of standard print")


def _only_in(words: list[str], others: list[str]) -> str:
    """Return the first of the words that is not among the others, or nothing."""
    known = set(others)
    return next((word for word in words if word not in known), "")


def _sections(facts: PageFacts, without: str) -> dict[str, list[str]]:
    return {part: words_in(element.text.replace(without, "")) for part, element in facts.parts.items() if "/sections/" in part}


def _column_names(facts: PageFacts, part: str) -> set[str]:
    cells = facts.parts[part].of_role("TH") if part in facts.parts else ()
    return {word for cell in cells for word in words_in(cell.text)}


def lost_at_an_edge(view: PageView) -> Iterator[Finding]:
    """The first text that stands where a printer cannot print, and the pages on which there is one."""
    lost = {page.number: run for page in view.facts.pages for run in page.runs if not _lies_in(run.box, _reach_of(page))}
    if lost:
        numbers = sorted(lost)
        first = lost[numbers[0]]
        edge = f"less than {REACH_MM:g} mm from the edge of {pages_named(numbers)}"
        yield on_page(view, view.facts.part_of.get(first, ""), f"{quoted(view, first.said)} is {edge}: a printer may lose it")


def _reach_of(page: Page) -> Box:
    reach = REACH_MM * MM
    return Box(reach, reach, page.width_pt - reach, page.height_pt - reach)


def _lies_in(box: Box, room: Box) -> bool:
    return room.left <= box.left and room.bottom <= box.bottom and box.right <= room.right and box.top <= room.top


def on_each_other(view: PageView) -> Iterator[Finding]:
    """Text that runs over other text: what was too long for its room."""
    for page in view.facts.pages:
        for one, other in _overlaps(page):
            message = f"{quoted(view, one.said)} and {quoted(view, other.said)} are printed over each other on page {page.number}"
            yield on_page(view, view.facts.part_of.get(one, ""), message)
            break


def _overlaps(page: Page) -> Iterator[tuple[Run, Run]]:
    """Return pairs that cover each other; texts are compared with those that start a little further down only.

    A sign alone is passed over: the tail of a letter may reach under the full stop that follows it, as in "Tariq."
    """
    runs = sorted((run for run in page.runs if any(map(str.isalnum, run.said))), key=lambda run: -run.box.top)
    for index, run in enumerate(runs):
        for other in runs[index + 1 :]:
            if other.box.top <= run.box.bottom:
                break
            if _shared(run.box, other.box) > _COVERED * min(run.box.area, other.box.area):
                yield run, other


def _shared(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(0.0, across) * max(0.0, up)
