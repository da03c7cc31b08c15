"""From WeasyPrint's stamped tags to the HTML elements they were drawn from, each once, on however many pages it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array

from handouts.pdf.patches import STAMP
from handouts.pdf.tags.element import Annotation, Mark

PIXEL = 0.75  # points in a CSS pixel
_DOCUMENT = "document"


@dataclass
class Source:
    """An HTML element, or a generated part of one ("li::marker"): what it said, and what was drawn of it, in reading order."""

    tag: str
    said: dict[str, str] = field(default_factory=dict)
    kids: list[Source | Mark | Annotation] = field(default_factory=list)
    spans: dict[str, int] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None  # left, bottom, right, top in points

    @property
    def pages(self) -> set[int]:
        return {kid.page for kid in self.kids if not isinstance(kid, Source)}.union(
            *(kid.pages for kid in self.kids if isinstance(kid, Source))
        )


@dataclass(frozen=True)
class Sources:
    """A document as the tree of its HTML elements, and the marks that only say again what is in it."""

    document: Source
    repeated: set[Mark]


def read_sources(pdf: pikepdf.Pdf) -> Sources:
    """Return what the tags of a PDF were made from. Raises: ValueError when they bear no stamps of ours."""
    reader = _Reader(pdf)
    document = Source(_DOCUMENT)
    for tag in _kids(pdf.Root.StructTreeRoot):
        reader.read(tag, document)
    if not reader.found:
        raise ValueError("the tags of this PDF do not say which HTML they come from: it was made without our patches")
    return Sources(document, reader.repeated)


class _Reader:
    """Joins boxes to the elements they come from, on the way through the tags."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self.heights = [float(page.trimbox[3]) for page in pdf.pages]
        self.found: dict[tuple[int, str], Source] = {}
        self.repeated: set[Mark] = set()

    def read(self, tag: Any, into: Source) -> None:
        """Add what stands below a tag to the source it is part of."""
        page = self.pages[tag.Pg.objgen] if "/Pg" in tag else 0
        for kid in _kids(tag):
            if isinstance(kid, int):
                into.kids.append(Mark(page, kid))
            elif kid.get("/Type") == "/OBJR":
                into.kids.append(Annotation(page, kid.Obj))
            elif (stamp := kid.get(f"/{STAMP}")) is None:
                self.read(kid, into)  # a line of text
            else:
                self._read_box(kid, stamp, into)

    def _read_box(self, tag: Any, stamp: Any, into: Source) -> None:
        key = int(stamp.Source), str(stamp.Tag)
        source = self.found.get(key)
        if source is None:
            source = self.found[key] = self._new(tag, stamp)
            into.kids.append(source)
        elif source.tag in ("thead", "tfoot") and self.pages[tag.Pg.objgen] not in source.pages:
            self.repeated |= self._marks(tag)
            return
        self.read(tag, source)

    def _marks(self, tag: Any) -> set[Mark]:
        page = self.pages[tag.Pg.objgen]
        return {mark for kid in _kids(tag) for mark in ({Mark(page, kid)} if isinstance(kid, int) else self._marks(kid))}

    def _new(self, tag: Any, stamp: Any) -> Source:
        said = {name[1:].lower(): str(value) for name, value in stamp.items() if name not in ("/Source", "/Tag")}
        if "/Alt" in tag:
            said["alt"] = str(tag.Alt)
        attributes = tag.get("/A", {})
        spans = {name: int(attributes[f"/{name}"]) for name in ("ColSpan", "RowSpan") if f"/{name}" in attributes}
        return Source(str(stamp.Tag), said, spans=spans, box=self._box(tag, attributes))

    def _box(self, tag: Any, attributes: Any) -> tuple[float, float, float, float] | None:
        """WeasyPrint 70.0 gives pixels from the top of the page, PDF wants points from its bottom."""
        if "/BBox" not in attributes:
            return None
        left, top, right, bottom = (round(float(side) * PIXEL, 3) for side in attributes.BBox)
        height = self.heights[self.pages[tag.Pg.objgen]]
        return left, round(height - bottom, 3), right, round(height - top, 3)


def _kids(tag: Any) -> Iterator[Any]:
    kids = tag.get("/K", [])
    yield from kids if isinstance(kids, Array) else [kids]
