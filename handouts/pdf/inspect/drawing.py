"""What is drawn on each page: pieces of text with their type, colors and ground, paths with their colors. Read with PDFium.

What a text stands on is seen, not worked out: the page is drawn small without its text, and the pixels under each piece are looked at.
So a clipped border, a fill under a fill or a picture under a word count as the reader sees them.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from handouts.pagefacts import Box, Page, Run, Shape
from handouts.pdf.inspect.ground import Ground
from handouts.pdf.inspect.typeface import FontBook

_LONGEST = 4096  # bytes of one piece of text; a line of a page has a tenth
_ONE_AT_A_TIME = Lock()  # PDFium is not made for threads, and packets are built in several
_MOVE_TO = pdfium.FPDF_SEGMENT_MOVETO


@dataclass(frozen=True)
class DrawnPage:
    """A page, and what lies in each marked piece of it, by the number of the mark."""

    page: Page
    marked: dict[int, tuple[Run | Shape, ...]]


def look_at_pages(pdf: bytes) -> tuple[DrawnPage, ...]:
    """Return what each page of the file shows."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            fonts = FontBook()
            return tuple(_look(document[index], index + 1, fonts) for index in range(len(document)))
        finally:
            document.close()


def _look(page: Any, number: int, fonts: FontBook) -> DrawnPage:
    reader = _Reader(page, number, fonts)
    kinds = reader.objects()
    texts = [(drawn, reader.text(drawn)) for drawn in kinds.pop(pdfium.FPDF_PAGEOBJ_TEXT, ())]
    paths = [reader.shape(drawn) for drawn in kinds.pop(pdfium.FPDF_PAGEOBJ_PATH, ())]
    others = [reader.box(drawn) for found in kinds.values() for drawn in found]
    for drawn, _ in texts:
        pdfium.FPDFPageObj_SetIsActive(drawn, False)
    ground = Ground(page)
    runs = [replace(run, ground=ground.under(run.box)) for _, run in texts]
    pictures = [shape.box for shape in paths if shape.mcid >= 0] + others
    marked: defaultdict[int, list[Run | Shape]] = defaultdict(list)
    for run in runs:
        marked[run.mcid].append(run)
    for shape in paths:
        marked[shape.mcid].append(shape)
    width, height = page.get_size()
    boxes = tuple([shape.box for shape in paths] + others)
    seen = tuple(run for run in runs if run.text.strip())  # a space alone is heard, between two words
    facts = Page(number, width, height, seen, boxes, ground.tinted_outside(pictures))
    return DrawnPage(facts, {mcid: tuple(contents) for mcid, contents in marked.items()})


class _Reader:
    """Reads the objects of one page; the buffers PDFium writes into are made once."""

    def __init__(self, page: Any, number: int, fonts: FontBook) -> None:
        self.page, self.number, self.fonts = page, number, fonts
        self.texts = page.get_textpage()
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._channels = [ctypes.c_uint() for _ in range(4)]
        self._number = ctypes.c_float()
        self._point = ctypes.c_float(), ctypes.c_float()
        self._words = ctypes.create_string_buffer(_LONGEST)
        self._words_there = ctypes.cast(self._words, ctypes.POINTER(pdfium.FPDF_WCHAR))
        self._length = ctypes.c_ulong()
        self._told: set[int] = set()

    def objects(self) -> dict[int, list[Any]]:
        """Return the objects of the page by their kind, in the order in which they are painted."""
        kinds: defaultdict[int, list[Any]] = defaultdict(list)
        for index in range(pdfium.FPDFPage_CountObjects(self.page.raw)):
            drawn = pdfium.FPDFPage_GetObject(self.page.raw, index)
            kinds[pdfium.FPDFPageObj_GetType(drawn)].append(drawn)
        return kinds

    def text(self, drawn: Any) -> Run:
        """Return a piece of text; its ground is not known before the page has been drawn without it."""
        font = self.fonts.of(pdfium.FPDFTextObj_GetFont(drawn))
        pdfium.FPDFTextObj_GetFontSize(drawn, self._number)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        size = self._number.value * (matrix.c**2 + matrix.d**2) ** 0.5
        color = self._color(pdfium.FPDFPageObj_GetFillColor, drawn)
        artifact = mcid < 0 and self._is_artifact(drawn)
        heard = self._heard(drawn)
        return Run(self.number, self._said(drawn), font, size, color, "", self.box(drawn), matrix.f, mcid, artifact, heard)

    def shape(self, drawn: Any) -> Shape:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked)
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        fill = self._color(pdfium.FPDFPageObj_GetFillColor, drawn) if mode.value else None
        stroke = self._color(pdfium.FPDFPageObj_GetStrokeColor, drawn) if stroked.value else None
        parts = self._parts(drawn, bool(stroked.value)) if mcid >= 0 else ()
        return Shape(self.number, fill, stroke, self.box(drawn), parts, mcid)

    def box(self, drawn: Any) -> Box:
        pdfium.FPDFPageObj_GetBounds(drawn, *self._edges)
        return Box(*(edge.value for edge in self._edges))

    def _said(self, drawn: Any) -> str:
        count = pdfium.FPDFTextObj_GetText(drawn, self.texts.raw, self._words_there, _LONGEST)
        return self._words.raw[: max(0, min(count, _LONGEST) - 2)].decode("utf-16-le", "replace")

    def _heard(self, drawn: Any) -> str | None:
        """Return the /ActualText of the marked piece that a text lies in, which its first text says for all of them.

        The bytes are decoded here: PDFium does not.
        """
        for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
            mark = pdfium.FPDFPageObj_GetMark(drawn, index)
            there = ctypes.cast(self._words, ctypes.POINTER(ctypes.c_ubyte))
            if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", there, _LONGEST, self._length):
                where = ctypes.cast(mark, ctypes.c_void_p).value or 0  # the same for all texts of the piece
                said = "" if where in self._told else str(pikepdf.String(self._words.raw[: self._length.value]))
                self._told.add(where)
                return said
        return None

    def _color(self, ask: Any, drawn: Any) -> str:
        ask(drawn, *self._channels)
        red, green, blue, _ = (channel.value for channel in self._channels)
        return f"#{red:02x}{green:02x}{blue:02x}"

    def _is_artifact(self, drawn: Any) -> bool:
        for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
            mark = pdfium.FPDFPageObj_GetMark(drawn, index)
            pdfium.FPDFPageObjMark_GetName(mark, self._words_there, _LONGEST, self._length)
            if self._words.raw[: self._length.value - 2].decode("utf-16-le") == "Artifact":
                return True
        return False

    def _parts(self, drawn: Any, stroked: bool) -> tuple[Box, ...]:
        """Return the box of each part of a path, in points, the width of its line included."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
        pdfium.FPDFPageObj_GetStrokeWidth(drawn, self._number)
        margin = self._number.value / 2 * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 if stroked else 0.0
        parts: list[list[tuple[float, float]]] = []
        x, y = self._point
        for index in range(pdfium.FPDFPath_CountSegments(drawn)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
            if pdfium.FPDFPathSegment_GetType(segment) == _MOVE_TO or not parts:
                parts.append([])
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            parts[-1].append((x.value, y.value))
        return tuple(_around(points, matrix, margin) for points in parts if len(points) > 1)


def _around(points: list[tuple[float, float]], matrix: Any, margin: float) -> Box:
    across = [matrix.a * x + matrix.c * y + matrix.e for x, y in points]
    up = [matrix.b * x + matrix.d * y + matrix.f for x, y in points]
    return Box(min(across) - margin, min(up) - margin, max(across) + margin, max(up) + margin)
