"""The tags of a PDF as lines of text: what a screen reader is given, in its order, one element a line, indented.

Left out is what says nothing to a reader: the numbers of marks, pages, identifiers, the boxes of drawings. So a line that now ends at
another word, or a list that has moved to the next page, changes nothing here.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary

_LONGEST = 8192  # bytes of one marked text
_SHOWN = ("/Scope", "/ColSpan", "/RowSpan", "/ListNumbering")

Said = dict[tuple[int, int], str]  # page from 0, number of the mark -> text


def structure_text(pdf: bytes) -> str:
    """Return the tags; ends with a line break."""
    with pikepdf.open(BytesIO(pdf)) as document:
        root: Any = document.Root
        pages: list[Any] = list(document.pages)
        teller = _Teller({page.objgen: number for number, page in enumerate(pages)}, _said(pdf))
        lines = [line for kid in _listed(root.StructTreeRoot.get("/K")) for line in teller.tell(kid, 0)]
    return "\n".join(lines) + "\n"


class _Teller:
    """Turns structure elements into lines."""

    def __init__(self, pages: dict[tuple[int, int], int], said: Said) -> None:
        self.pages, self.said = pages, said

    def tell(self, element: Any, depth: int, page: int = 0) -> Iterator[str]:
        """Yield the lines of an element; text alone stands behind its role."""
        kids = list(self._kids(element, self._page(element, page)))
        head = "  " * depth + " ".join([str(element.S)[1:], *_attributes(element)])
        if all(isinstance(kid, str) for kid in kids):
            yield " ".join([head, *kids])
            return
        yield head
        for kid in kids:
            if isinstance(kid, str):
                yield "  " * (depth + 1) + kid
            else:
                yield from self.tell(kid, depth + 1, self._page(element, page))

    def _kids(self, element: Any, page: int) -> Iterator[Any]:
        """Yield elements as they are, and between them the text and the targets of links as they are written here."""
        text, targets = "", []
        for kid in _listed(element.get("/K")):
            if isinstance(kid, int):
                text += self.said.get((page, kid), "")
            elif kid.get("/Type") == "/MCR":
                text += self.said.get((self._page(kid, page), int(kid.MCID)), "")
            elif kid.get("/Type") == "/OBJR":
                targets.append(_target(kid.Obj))
            else:
                yield from _quoted(text)
                text = ""
                yield kid
        yield from _quoted(text)
        yield from dict.fromkeys(targets)  # a link over two lines has two areas

    def _page(self, element: Any, page: int) -> int:
        return self.pages[element.Pg.objgen] if "/Pg" in element else page


def _attributes(element: Any) -> Iterator[str]:
    for key, name in (("/T", "title"), ("/Lang", "lang"), ("/Alt", "alt"), ("/ActualText", "text")):
        if key in element:
            yield f'{name}="{element[key]}"'
    for owned in _listed(element.get("/A")):
        if isinstance(owned, Dictionary):  # a number beside it is its revision
            yield from (f"{key[1:]}={str(owned[key]).removeprefix('/')}" for key in _SHOWN if key in owned)


def _quoted(text: str) -> Iterator[str]:
    if shown := text.replace("\N{NO-BREAK SPACE}", "~").replace("\N{WORD JOINER}", ""):
        yield f'"{shown}"'


def _target(annotation: Any) -> str:
    if "/Dest" in annotation:
        return f"-> #{annotation.Dest}"
    return f"-> {annotation.A.URI}" if "/A" in annotation else f"({str(annotation.Subtype)[1:]})"


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _said(pdf: bytes) -> Said:
    """Return the text of every mark: its ActualText where it has one, otherwise what its letters read as."""
    document = pypdfium2.PdfDocument(pdf)
    letters: defaultdict[tuple[int, int], str] = defaultdict(str)
    actual: Said = {}
    try:
        for number, page in enumerate(document):
            texts = page.get_textpage()
            for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
                drawn = pdfium.FPDFPage_GetObject(page.raw, index)
                mark = number, pdfium.FPDFPageObj_GetMarkedContentID(drawn)
                if text := _actual_text(drawn):
                    actual[mark] = text
                elif pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT:
                    letters[mark] += _letters(drawn, texts)
    finally:
        document.close()
    return {**letters, **actual}


def _letters(drawn: Any, texts: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST)
    size = pdfium.FPDFTextObj_GetText(drawn, texts.raw, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), _LONGEST)
    return str(buffer.raw[: max(0, size - 2)].decode("utf-16-le"))  # two zeros at its end


def _actual_text(drawn: Any) -> str:
    buffer, size = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong()
    there = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ubyte))
    for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, index)
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", there, _LONGEST, size):
            return str(pikepdf.String(buffer.raw[: size.value]))  # decodes it; PDFium's own string value does not
    return ""
