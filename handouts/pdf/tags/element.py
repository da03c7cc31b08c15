"""A structure tree as values: elements, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Mark:
    """A piece of what is drawn on a page (from 0), by its number there."""

    page: int
    number: int


@dataclass(frozen=True)
class Annotation:
    """A link on a page: the area that can be clicked."""

    page: int
    object: pikepdf.Object = field(compare=False, repr=False)


@dataclass(frozen=True)
class Element:
    """A structure element. `role` is a standard PDF 1.7 type without its slash; `attributes` are (owner, name, value)."""

    role: str
    kids: tuple[Kid, ...] = ()
    attributes: tuple[tuple[str, str, Any], ...] = ()
    language: str = ""
    identifier: str = ""
    title: str = ""
    alternative: str = ""
    text: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anyone would miss the element if only its kids were there."""
        return bool(self.language or self.identifier or self.title or self.alternative)

    def walk(self) -> Iterator[Element]:
        """Yield the element and every one below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """Yield everything drawn that the element holds, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            elif isinstance(kid, Mark):
                yield kid


Kid = Element | Mark | Annotation
