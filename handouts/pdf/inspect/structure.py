"""What is in a file beside what is drawn: the structure a screen reader follows, links, what the file says of itself. Read with pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, NameTree

from handouts.pagefacts import Element, Link, Run, Shape
from handouts.pdf.inspect.drawing import DrawnPage

_DEEPEST = 200
_NAMED_OTHERWISE = ("/TH", "/TD", "/Note")  # their names are for those that point at them, and say nothing of the files


class Structure:
    """One file, opened."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pikepdf.open(BytesIO(pdf))
        self._root: Any = self._pdf.Root
        self._numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(self._pdf.pages, 1)}

    @property
    def title(self) -> str:
        return str(self._pdf.docinfo.get("/Title", ""))

    @property
    def shows_title(self) -> bool:
        return bool(self._root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))

    @property
    def lang(self) -> str:
        return str(self._root.get("/Lang", ""))

    @property
    def marked(self) -> bool:
        return bool(self._root.get("/MarkInfo", {}).get("/Marked", False))

    def tree(self, drawn: tuple[DrawnPage, ...]) -> Element:
        """Return the structure with what is drawn in it; one empty element when the file has none."""
        root = self._root.get("/StructTreeRoot")
        if root is None:
            return Element("Document", "", "", "", "", ())
        roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        tops = tuple(kid for kid in _Grower(self._numbers, drawn, roles).grow(root, 0, 0) if isinstance(kid, Element))
        return tops[0] if len(tops) == 1 else Element("Document", "", "", "", "", tops)

    def links(self) -> tuple[Link, ...]:
        """Return every link of every page."""
        places = self._places()
        return tuple(
            _link(annotation, number, places)
            for number, page in enumerate(self._pdf.pages, 1)
            for annotation in page.get("/Annots", ())
            if annotation.get("/Subtype") == "/Link"
        )

    def _places(self) -> frozenset[str]:
        """Return the named places whose page is in the file."""
        names = self._root.get("/Names", {}).get("/Dests")
        named: dict[str, Any] = {str(name): place for name, place in NameTree(names).items()} if names is not None else {}
        named |= {str(name).removeprefix("/"): place for name, place in self._root.get("/Dests", {}).items()}
        return frozenset(name for name, place in named.items() if self._is_here(place))

    def _is_here(self, place: Any) -> bool:
        target = place.get("/D") if isinstance(place, Dictionary) else place
        return isinstance(target, Array) and len(target) > 0 and getattr(target[0], "objgen", None) in self._numbers


class _Grower:
    """Turns structure elements into values."""

    def __init__(self, numbers: dict[Any, int], drawn: tuple[DrawnPage, ...], roles: dict[str, str]) -> None:
        self.numbers, self.drawn, self.roles = numbers, drawn, roles

    def grow(self, element: Any, page: int, depth: int) -> Iterator[Element | Run | Shape]:
        """Return what lies in an element; `page` is the one its numbered pieces are on unless they say another."""
        if depth > _DEEPEST:  # a tree that leads back into itself
            return
        for kid in _listed(element.get("/K")):
            if isinstance(kid, int):
                yield from self._marked(page, kid)
            elif isinstance(kid, Dictionary):
                yield from self._inner(kid, page, depth)

    def _inner(self, kid: Any, page: int, depth: int) -> Iterator[Element | Run | Shape]:
        page = self.numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == "/MCR":
            yield from self._marked(page, int(kid.MCID))
        elif "/S" in kid:
            role = str(kid.S)
            yield Element(
                role=self.roles.get(role, role).removeprefix("/"),
                part="" if kid.S in _NAMED_OTHERWISE else _words(kid, "/ID"),
                whole=_words(kid, "/T"),
                alt=_words(kid, "/Alt"),
                lang=_words(kid, "/Lang"),
                kids=tuple(self.grow(kid, page, depth + 1)),
            )

    def _marked(self, page: int, mcid: int) -> Iterator[Run | Shape]:
        with suppress(IndexError):
            yield from self.drawn[page - 1].marked.get(mcid, ())


def _listed(kids: Any) -> Iterator[Any]:
    if isinstance(kids, Array):
        yield from kids
    elif kids is not None:
        yield kids


def _words(element: Any, key: str) -> str:
    return str(element[key]) if key in element else ""


def _link(annotation: Any, page: int, places: frozenset[str]) -> Link:
    action = annotation.get("/A", {})
    said = _words(annotation, "/Contents")
    if "/URI" in action:
        return Link(page, str(action.URI), False, True, said)
    place = action.get("/D") if "/D" in action else annotation.get("/Dest")
    if isinstance(place, Array):
        return Link(page, "", True, len(place) > 0, said)
    name = str(place or "").removeprefix("/")
    return Link(page, name, True, name in places, said)
