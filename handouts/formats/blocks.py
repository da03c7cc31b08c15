"""What a page says, block by block, in reading order: paragraphs, tables, drawings. What it looks like is for whoever writes them down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element, tostring

from handouts.formats.tree import HEADINGS, INLINE, classes, loose, text_of

Marker = Literal["", "bullet", "number", "box"]
_SVG = "http://www.w3.org/2000/svg"
BREAK = "\v"  # a new line inside a paragraph; a line feed is only a space in HTML


@dataclass(frozen=True)
class Span:
    """Words in one style; `url` is where they lead, `lang` their language if it is another, `kind` what they are."""

    text: str
    bold: bool = False
    url: str = ""
    lang: str = ""
    kind: Literal["words", "mark", "blank"] = "words"


@dataclass(frozen=True)
class Paragraph:
    """A heading (`level` 1 to 6), an entry of a list (`marker`, and its `number` there, from 1), a line to write on (no spans), or text.

    `inside` holds the classes of all that it stands in ("emergency", "on-paper"); `anchor` is what a link to it names.
    """

    spans: tuple[Span, ...]
    inside: frozenset[str]
    level: int = 0
    marker: Marker = ""
    number: int = 0
    anchor: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table, cell by cell."""

    cells: tuple[tuple[Span, ...], ...]
    headed: bool  # its first cell is a heading
    inside: frozenset[str]


@dataclass(frozen=True)
class Grid:
    """A table. `columns` is empty when the columns have no headings."""

    columns: tuple[tuple[Span, ...], ...]
    rows: tuple[Row, ...]
    inside: frozenset[str]


@dataclass(frozen=True)
class Drawing:
    """A picture: what to say instead of it, and its file, or its SVG where it has none."""

    alt: str
    source: str
    inside: frozenset[str]


Block: TypeAlias = Paragraph | Grid | Drawing


def blocks_of(page: Element) -> Iterator[Block]:
    """Yield the blocks of the page's body."""
    yield from _walk(page[1], Paragraph((), frozenset()))


def words_of(spans: Iterable[Span]) -> str:
    """Return the text with source numbers left out: they are for the eye."""
    said = ""
    for span in spans:
        said = said.rstrip() if span.kind == "mark" else said + span.text
    return loose(said)


def _walk(element: Element, around: Paragraph) -> Iterator[Block]:
    here = replace(around, inside=around.inside | classes(element))
    if element.tag in HEADINGS:
        here = replace(here, level=int(element.tag[1]))
    if "id" in element.attrib:
        here = replace(here, anchor=element.attrib["id"])
    if element.tag == "table":
        yield _grid(element, here.inside)
    elif element.tag in ("img", "svg"):
        yield _drawing(element, here.inside)
    elif "line" in classes(element):
        yield replace(here, marker="", number=0)
    else:
        yield from _children(element, here)


def _children(element: Element, here: Paragraph) -> Iterator[Block]:
    number = 0
    for is_text, parts in groupby(_content(element, Span("")), lambda part: isinstance(part, Span)):
        if is_text:
            if spans := _tidy(part for part in parts if isinstance(part, Span)):
                yield replace(here, spans=spans)
                here = replace(here, marker="", number=0, anchor="")  # what follows in an entry has no mark of its own
            continue
        for child in parts:
            assert isinstance(child, Element)
            number += child.tag == "li"
            yield from _walk(child, replace(here, marker=_marker(element), number=number) if child.tag == "li" else here)
            here = replace(here, anchor="")


def _marker(entries: Element) -> Marker:
    return "box" if "boxes" in classes(entries) else "number" if entries.tag == "ol" else "bullet"


def _content(element: Element, style: Span) -> Iterator[Span | Element]:
    """Yield the text of an element as spans, and each child that begins on a line of its own."""
    yield replace(style, text=element.text or "")
    for child in element:
        if "blank" in classes(child):
            yield Span("____", kind="blank")
        elif child.tag == "br":
            yield Span(BREAK)
        elif "mark" in classes(child):
            yield Span(text_of(child), kind="mark")
        elif child.tag in INLINE:
            yield from _content(child, _style_of(child, style))
        else:
            yield child
        yield replace(style, text=child.tail or "")


def _style_of(element: Element, around: Span) -> Span:
    bold = around.bold or element.tag in ("strong", "b") or "label" in classes(element)
    return replace(around, bold=bold, url=element.get("href", around.url), lang=element.get("lang", around.lang))


def _tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans with each run of spaces as one, and none at either end. Spaces that do not break stay."""
    tidy: list[Span] = []
    for span in spans:
        text = re.sub(r"[ \t\r\n]+", " ", span.text)
        if not tidy or tidy[-1].text.endswith((" ", BREAK)):
            text = text.lstrip(" " if tidy else f" {BREAK}")
        if text == BREAK and tidy:
            tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
        if text:
            tidy.append(replace(span, text=text))
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    return tuple(span for span in tidy if span.text)


def _grid(table: Element, inside: frozenset[str]) -> Grid:
    rows = [(row, _cells(row)) for row in table.iter("tr")]
    is_head = bool(rows) and all(cell.tag == "th" for cell in rows[0][0])
    body = (Row(cells, row[0].tag == "th", inside | classes(row)) for row, cells in rows[is_head:])
    return Grid(rows[0][1] if is_head else (), tuple(body), inside)


def _cells(row: Element) -> tuple[tuple[Span, ...], ...]:
    return tuple(_tidy(_flat(cell, Span("", bold=cell.tag == "th"))) for cell in row)


def _flat(element: Element, style: Span) -> Iterator[Span]:
    """Yield all text in a cell; what begins on a line of its own is broken off."""
    for part in _content(element, style):
        if isinstance(part, Span):
            yield part
        else:
            yield Span(BREAK)
            yield from _flat(part, _style_of(part, style))


def _drawing(element: Element, inside: frozenset[str]) -> Drawing:
    if element.tag == "img":
        return Drawing(element.get("alt", ""), element.get("src", ""), inside)
    alone = Element("svg", {name: value for name, value in element.items() if "xmlns" not in name} | {"xmlns": _SVG})
    alone[:] = element  # in a page the parser puts the name of the language into a namespace of its own, which is no XML
    return Drawing(element.get("aria-label") or text_of(element), tostring(alone, encoding="unicode"), inside)
