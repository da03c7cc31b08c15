"""Where lines end, over the whole library, read off the finished pages: never early, and never inside a number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from handouts.folders import find_folders
from handouts.orders import Order
from handouts.pagefacts import Element, PageFacts, Run
from handouts.pdf.fonts import FAMILIES, font_bytes
from handouts.pdf.inspect import inspect_pdf
from handouts.pdf.render import render_pdf
from tests.printed import ORDERS, Printed, printed

LIBRARY = [order for order in ORDERS if order.variant.paper == "letter" and order.variant.size in ("standard", "large")]
SLACK_PT = 2.0  # kerning and the white beside a letter, which widths from the font do not know
STYLES = {(400, "normal"): "", (700, "normal"): "-Bold", (400, "italic"): "-Italic", (700, "italic"): "-Bold-Italic"}
FACES = {
    family.name.replace(" ", "-") + STYLES[weight, style]: served
    for family in FAMILIES
    for served, (_, weight, style) in family.faces.items()
}
# Sections with columns: lines that begin at the same place share an edge only within the section.
SIDE_BY_SIDE = ("chance", "table", "figure", "card", "log", "calendar")
LABELED = ("timeline", "actions", "calendar", "table")  # a bold label begins a new line there
REST = "You can rest here"  # stands beside an entry of the contents, which has less room then
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNIT = r"(?:°|%|mg\b|mL\b|days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b|times\b|people\b|of\b|a\.m\b|p\.m\b|to \d)"
BROKEN = re.compile(rf"\d \n{UNIT}|\d \n\d|[≥≤<>+−–$] \n\d|\d- \n|\d\) \n\d|°[CF] \n\(|\b(?:{MONTHS}) \n\d|\d, \n(?:19|20)\d\d\b|\d/ \n")


@dataclass(frozen=True)
class Row:
    """A printed line: its pieces of text from left to right, and the section it stands in."""

    runs: tuple[Run, ...]
    section: str
    kind: str

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def left(self) -> float:
        return min(run.box.left for run in self.runs)

    @property
    def right(self) -> float:
        return max(run.box.right for run in self.runs)

    @property
    def first_word_pt(self) -> float:
        """How wide the row's first word is; what is kept together is one word, and a source number belongs to the word before it."""
        letters = [(letter, run) for run in self.runs for letter in run.text]
        ends = next((index for index in _breaks(self.text)), len(letters))
        return sum(_width(letter, run) for letter, run in letters[:ends])


def _breaks(text: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(r"(?<=[^ ]) (?!\[\d)", text))


@cache
def _face(name: str) -> tuple[dict[int, str], Any, int]:
    font = TTFont(BytesIO(font_bytes(FACES[name])))
    return font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


def _width(letter: str, run: Run) -> float:
    """Return points. The page's text has no letters but those of our faces."""
    glyphs, widths, units = _face(run.font.name)
    return float(widths[glyphs[ord(letter)]][0]) * run.size_pt / units if ord(letter) in glyphs else 0.0


def rows_of(facts: PageFacts, kinds: dict[str, str]) -> Iterator[list[Row]]:
    """Return the rows of each block of text, top to bottom. `kinds`: the kind of section of each part of the packet."""
    for part, block in facts.blocks:
        if REST not in block.text:
            yield [Row(runs, part, kinds.get(part) or block.role) for runs in _lines(block)]


def _lines(block: Element) -> list[tuple[Run, ...]]:
    return [tuple(runs) for _, runs in groupby(block.own(), key=lambda run: (run.page, round(run.baseline_pt)))]


def early_breaks(facts: PageFacts, kinds: dict[str, str]) -> tuple[list[str], int]:
    """Return each place where the next word would have fitted, and how many places were looked at."""
    blocks = list(rows_of(facts, kinds))
    edges = _right_edges([row for rows in blocks for row in rows])
    pairs = [(row, below) for rows in blocks for row, below in pairwise(rows) if not _ends_on_purpose(row, below, facts)]
    early = [
        f"{row.section}: {row.text}| {below.text}"
        for row, below in pairs
        if row.right + _width(" ", row.runs[-1]) + below.first_word_pt < edges[_edge(row)] - SLACK_PT
    ]
    return early, len(pairs)


def broken_numbers(facts: PageFacts, kinds: dict[str, str]) -> list[str]:
    """Return each place where a line ends inside a dose, phone, temperature, range or date."""
    pairs = [pair for rows in rows_of(facts, kinds) for pair in pairwise(rows)]
    return [f"{row.text}| {below.text}" for row, below in pairs if BROKEN.search(f"{row.text.rstrip()} \n{below.text}")]


def _edge(row: Row) -> tuple[str, int]:
    return row.section if row.kind in SIDE_BY_SIDE else row.kind, round(row.left / 6)


def _right_edges(rows: list[Row]) -> dict[tuple[str, int], float]:
    """Return how far right the longest of the rows that begin at the same place goes: no less room than that is there."""
    edges: dict[tuple[str, int], float] = defaultdict(float)
    for row in rows:
        edges[_edge(row)] = max(edges[_edge(row)], row.right)
    return edges


def _ends_on_purpose(row: Row, below: Row, facts: PageFacts) -> bool:
    """A new line in the template, after a bold title or before a bold label; or a line to write on, which is no text.

    Pictures that are compared stand beside each other above a caption as wide as both, so their edge is not known.
    """
    last = next((run for run in reversed(row.runs) if run.text.strip()), row.runs[-1])  # a space alone has the font of what is around it
    bold_before, bold_after = last.font.name.endswith("Bold"), below.runs[0].font.name.endswith("Bold")
    labeled = row.kind in LABELED and (bold_after or bold_before)
    return labeled or row.kind == "chance-comparison" or any(_holds_blank(each, facts) for each in (row, below))


def _holds_blank(row: Row, facts: PageFacts) -> bool:
    run = row.runs[0]
    return any(
        box.height < 2 * run.size_pt and 40 < box.width < 240 and abs(box.bottom - run.baseline_pt) < 2
        for box in facts.pages[run.page - 1].drawn
    )


def kinds_in(paper: Printed) -> dict[str, str]:
    sections = ((sheet.module, section) for sheet in paper.packet.sheets for section in sheet.sections)
    return {f"{module}/{'/'.join(map(str, section.path))}": section.kind for module, section in sections}


@cache
def measured(order: Order) -> tuple[PageFacts, dict[str, str]]:
    paper = printed(order)
    return inspect_pdf(paper.built.pdf), kinds_in(paper)


@pytest.fixture(
    params=[pytest.param(order, marks=pytest.mark.xdist_group(order.file_name)) for order in LIBRARY],
    ids=lambda order: order.file_name,
)
def paper(request: pytest.FixtureRequest) -> tuple[PageFacts, dict[str, str]]:
    """What is on the pages of a packet, and of which kind its sections are."""
    return measured(request.param)


def test_the_whole_library_is_looked_at() -> None:
    assert {order.packet for order in LIBRARY} == {order.packet for order in ORDERS}
    assert {order.variant.size for order in LIBRARY} == {"standard", "large"}


PLANTED = """<h1>Lines</h1><p>Rest when you are tired, drink water often, and tell your nurse how you feel on each and every day.</p>
<p>Do<br>not eat after midnight.</p> <p>Take it for 5<br>days, at 100.4 °F<br>(38.0 °C), or call 555-<br>0100 today.</p>"""


def test_the_measure_sees_what_it_is_for() -> None:
    style = "@page { size: 120mm 150mm }"
    html = f"<html lang='en'><head><title>Lines</title><style>{style}</style></head><body>{PLANTED}</body></html>"
    facts = inspect_pdf(render_pdf(html, find_folders(None, {}, Path("/nowhere")), "lines").pdf)
    assert [found.partition(": ")[2] for found in early_breaks(facts, {})[0]] == [
        "Do| not eat after midnight.",
        "Take it for 5| days, at 100.4 °F",
        "days, at 100.4 °F| (38.0 °C), or call 555-",
        "(38.0 °C), or call 555-| 0100 today.",
    ]
    assert broken_numbers(facts, {}) == [
        "Take it for 5| days, at 100.4 °F",
        "days, at 100.4 °F| (38.0 °C), or call 555-",
        "(38.0 °C), or call 555-| 0100 today.",
    ]


def test_no_line_ends_before_a_word_that_fits(paper: tuple[PageFacts, dict[str, str]]) -> None:
    early, places = early_breaks(*paper)
    assert places > 5
    assert early == []


def test_no_line_ends_inside_a_number(paper: tuple[PageFacts, dict[str, str]]) -> None:
    assert any(re.search(r"\d\u00a0[\w°]", row.text) for rows in rows_of(*paper) for row in rows)
    assert broken_numbers(*paper) == []
