"""The structure tree of a PDF as a screen reader meets it: elements with their text, read from what is drawn on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf

_PAINTING = frozenset(("TJ", "Tj", "Do", "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "sh", "'", '"'))
_PAIR = re.compile(r"<([0-9a-f]+)> <([0-9a-f]+)>")


@dataclass(frozen=True)
class Drawn:
    """A piece of a page between its marks: what is said of it, where it stands, and its text."""

    page: int
    tag: str
    properties: dict[str, str]
    number: int | None
    text: str


@dataclass(frozen=True)
class Tag:
    """A structure element: its role without the slash, and its kids: elements and texts. `object` is the PDF's own."""

    role: str
    kids: tuple[Tag | str, ...]
    object: Any
    structure: Structure = field(repr=False)  # an object lives no longer than its file

    @property
    def text(self) -> str:
        """What is read aloud: an alternative text in place of a drawing."""
        return self.get("Alt") or "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def get(self, key: str) -> str:
        return str(self.object.get(f"/{key}", ""))

    def attribute(self, name: str) -> Any:
        """An attribute of any owner; None when there is none."""
        found = self.object.get("/A", [])
        owners = found if isinstance(found, pikepdf.Array) else [found]
        return next((owner[f"/{name}"] for owner in owners if f"/{name}" in owner), None)

    def walk(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def all(self, *roles: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.role in roles]

    @property
    def shape(self) -> str:
        """The roles alone: "L(LI(Lbl LBody))"."""
        inside = " ".join(kid.shape for kid in self.kids if isinstance(kid, Tag))
        return f"{self.role}({inside})" if inside else self.role


class Structure:
    """The structure tree of a PDF, and what is drawn on its pages."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))

    @cached_property
    def drawn(self) -> list[Drawn]:
        """Everything between marks, and ("", no number) what is drawn outside all of them."""
        return [piece for number, page in enumerate(self.pdf.pages) for piece in _drawn(number, page)]

    @cached_property
    def document(self) -> Tag:
        return self._tag(self.pdf.Root.StructTreeRoot.K)

    @cached_property
    def heard(self) -> set[tuple[int, int]]:
        """The page and number of every mark in the tree."""
        return {mark for tag in self.document.walk() for mark in self._marks(tag.object)}

    def _tag(self, element: Any) -> Tag:
        kids: list[Tag | str] = []
        for kid in _list(element.get("/K", [])):
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                kids.append(self._texts[self._mark(element, kid)])
            elif kid.get("/Type") != "/OBJR":
                kids.append(self._tag(kid))
        return Tag(str(element.S)[1:], tuple(kids), element, self)

    def _marks(self, element: Any) -> list[tuple[int, int]]:
        kids = _list(element.get("/K", []))
        return [self._mark(element, kid) for kid in kids if isinstance(kid, int) or kid.get("/Type") == "/MCR"]

    def _mark(self, element: Any, kid: Any) -> tuple[int, int]:
        page, number = (element.Pg, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
        return self._pages[page.objgen], number

    @cached_property
    def _pages(self) -> dict[Any, int]:
        return {page.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        return {(piece.page, piece.number): piece.text for piece in self.drawn if piece.number is not None}


def _drawn(number: int, page: pikepdf.Page) -> Iterator[Drawn]:
    fonts = {name[1:]: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    open_tags: list[tuple[str, dict[str, str], list[str]]] = []
    fonts_before: list[dict[int, str]] = []
    for operands, operator in pikepdf.parse_content_stream(page):  # type: ignore[misc]
        name = str(operator)
        if name == "q":
            fonts_before.append(letters)
        elif name == "Q":
            letters = fonts_before.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])[1:]]
        elif name in ("BDC", "BMC"):
            properties = {key[1:]: str(value) for key, value in operands[1].items()} if name == "BDC" else {}
            open_tags.append((str(operands[0])[1:], properties, []))
        elif name == "EMC":
            tag, properties, read = open_tags.pop()
            mcid = properties.get("MCID")
            yield Drawn(number, tag, properties, None if mcid is None else int(mcid), properties.get("ActualText") or "".join(read))
        elif name in _PAINTING and not open_tags:
            yield Drawn(number, "", {}, None, _text(operands, letters))
        elif name == "TJ":
            open_tags[-1][2].append(_text(operands, letters))


def _letters(font: Any) -> dict[int, str]:
    mapping = font.ToUnicode.read_bytes().decode("ascii").partition("endcodespacerange")[2]
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in _PAIR.findall(mapping)}


def _text(operands: Any, letters: dict[int, str]) -> str:
    shown = [bytes(part) for operand in operands for part in _list(operand) if isinstance(part, pikepdf.String)]
    return "".join(letters[glyphs[at] * 256 + glyphs[at + 1]] for glyphs in shown for at in range(0, len(glyphs), 2))


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]
