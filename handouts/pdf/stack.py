"""Many PDFs in one file for the printer. What they have in common is kept once, so that a thousand packets are little longer than one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from handouts.pdf.printer import wishes

_SHOWN = "/MediaBox", "/TrimBox", "/Resources", "/Contents"  # what a printer needs of a page: no links, no tags


class Stack:
    """An open file that pages are laid on. Nothing of what they come from is held but the pages themselves.

    Every dictionary, list and stream is known by its content, so two that are alike become one: fonts, pictures, whole pages.
    """

    def __init__(self, title: str) -> None:
        self._pdf = pikepdf.new()
        self._pdf.docinfo.Title, self._pdf.docinfo.Author = title, "handouts"
        self._known: dict[bytes, pikepdf.Object] = {}
        self._leaves: list[pikepdf.Object] = []

    def lay(self, pages: Iterable[pikepdf.Page]) -> None:
        """Lay the pages on the stack, and an empty one after an odd number: however they are printed, what follows has paper of its own."""
        copies: dict[tuple[int, int], Any] = {}
        laid = [self._page(page.obj, copies) for page in pages]
        if len(laid) % 2:
            laid.append(self._pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=laid[-1].MediaBox, Resources=Dictionary())))
        branch = self._pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(laid), Count=len(laid)))
        for leaf in laid:
            leaf.Parent = branch
        self._leaves.append(branch)

    def as_bytes(self, *, both_sides: bool = False) -> bytes:
        """Return the whole file; with `both_sides` it asks to be printed so."""
        root = self._pdf.Root.Pages
        root.Kids, root.Count = Array(self._leaves), sum(int(branch.Count) for branch in self._leaves)
        for branch in self._leaves:
            branch.Parent = root
        preferences = wishes(self._pdf)
        preferences.DisplayDocTitle, preferences.PickTrayByPDFSize = True, True
        if both_sides:
            preferences.Duplex = Name.DuplexFlipLongEdge
        file = BytesIO()
        # The file's /ID is of the time, not of the pages: a hash of those could tell a name.
        self._pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return file.getvalue()

    def _page(self, page: Any, copies: dict[tuple[int, int], Any]) -> pikepdf.Object:
        shown = {key: self._copy(page[key], copies) for key in _SHOWN if key in page}
        return self._pdf.make_indirect(Dictionary({"/Type": Name.Page, **shown}))

    def _copy(self, thing: Any, copies: dict[tuple[int, int], Any]) -> Any:
        """Return a thing of another file as one of ours. `copies` are those made of that file, by its numbers."""
        if not isinstance(thing, pikepdf.Object):
            return thing
        number = thing.objgen
        if number in copies:
            return copies[number]
        ours = self._made(thing, copies)
        if thing.is_indirect:
            copies[number] = ours
        return ours

    def _made(self, thing: Any, copies: dict[tuple[int, int], Any]) -> Any:
        if isinstance(thing, pikepdf.Stream):
            head = Dictionary({key: self._copy(value, copies) for key, value in thing.items() if key != "/Length"})
            data = thing.read_raw_bytes()
            return self._once(head.unparse() + b" " + data, lambda: self._pdf.make_stream(data, head))
        made: Dictionary | Array
        if isinstance(thing, Dictionary):
            made = Dictionary({key: self._copy(value, copies) for key, value in thing.items()})
        elif isinstance(thing, Array):
            made = Array([self._copy(value, copies) for value in thing])
        else:
            return thing
        return self._once(made.unparse(), lambda: self._pdf.make_indirect(made)) if thing.is_indirect else made

    def _once(self, content: bytes, make: Callable[[], pikepdf.Object]) -> pikepdf.Object:
        key = sha256(content).digest()
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]
