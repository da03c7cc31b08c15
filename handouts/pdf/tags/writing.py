"""A structure tree written into the PDF, in place of the one that is there."""

from __future__ import annotations

from itertools import count
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handouts.pdf.tags.element import Annotation, Element, Kid, Mark

_PRINT = 4  # an annotation flag: it belongs on paper too


def write_tree(pdf: pikepdf.Pdf, document: Element) -> None:
    """Give the PDF this structure tree, with the ways back to it from what is drawn, and the links their words."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf)
    root.K = writer.write(document, root)
    root.ParentTree = writer.parent_tree()
    root.ParentTreeNextKey = len(pdf.pages) + len(writer.links)
    if writer.named:
        names = sorted(((String(name), element) for name, element in writer.named.items()), key=lambda pair: bytes(pair[0]))
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array([part for pair in names for part in pair])))
    pdf.Root.StructTreeRoot = root


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, Any]] = [{} for _ in self.pages]
        self.links: list[tuple[Annotation, Any]] = []
        self.named: dict[str, Any] = {}
        self.notes = count(1)

    def write(self, element: Element, parent: Any) -> Any:
        """Return the element as an object of the PDF, everything below it written too."""
        written = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent))
        self._describe(element, written)
        home = next((mark.page for mark in element.marks()), None)  # where it begins
        if home is not None:
            written.Pg = self.pages[home]
        written.K = Array([self._kid(kid, element, written, home) for kid in element.kids])
        return written

    def _describe(self, element: Element, written: Any) -> None:
        for key, text in (("/Lang", element.language), ("/T", element.title), ("/Alt", element.alternative)):
            if text:
                written[key] = String(text)
        name = element.identifier or (f"note-{next(self.notes)}" if element.role == "Note" else "")
        if name and name not in self.named:  # a name can stand for one element only: the first
            written.ID, self.named[name] = String(name), written
        owners = dict.fromkeys(owner for owner, _, _ in element.attributes)
        if owners:
            written.A = Array([_attributes(element, owner) for owner in owners])

    def _kid(self, kid: Kid, element: Element, written: Any, home: int | None) -> Any:
        match kid:
            case Mark(page, number):
                self.owners[page][number] = written
                return number if page == home else Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=number)
            case Annotation(page, link):
                link.F, link.StructParent = _PRINT, len(self.pages) + len(self.links)
                link.Contents = String(element.text) if element.text else link.Contents
                self.links.append((kid, written))
                return Dictionary(Type=Name.OBJR, Pg=self.pages[page], Obj=link)
            case Element():
                return self.write(kid, written)

    def parent_tree(self) -> Any:
        """Return the way from each mark and link to its element."""
        numbers: list[Any] = []
        for page, owners in enumerate(self.owners):
            self.pages[page].StructParents = page
            owned = [owners.get(number) for number in range(max(owners, default=-1) + 1)]
            numbers += [page, self.pdf.make_indirect(Array(owned))]
        for number, (_, written) in enumerate(self.links, start=len(self.pages)):
            numbers += [number, written]
        return self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))


def _attributes(element: Element, owner: str) -> Dictionary:
    written = Dictionary(O=Name(f"/{owner}"))
    for its_owner, name, value in element.attributes:
        if its_owner == owner:
            written[f"/{name}"] = Name(value) if isinstance(value, str) else Array(value) if isinstance(value, tuple) else value
    return written
