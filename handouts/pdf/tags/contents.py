"""A list of contents: a TOC of TOCIs, each a Reference that holds the link."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from handouts.pdf.tags.element import Element, Kid
from handouts.pdf.tags.flow import is_inline
from handouts.pdf.tags.lists import has_role


def contents_from(whole: Element) -> Element:
    """Return a tidy list as a list of contents, with the lists in it."""
    entries = (Element("TOCI", _entry(item)) for item in whole.kids if isinstance(item, Element))
    return replace(whole, role="TOC", kids=tuple(entries), attributes=())


def _entry(item: Element) -> tuple[Kid, ...]:
    kids: list[Kid] = []
    for part in item.kids:
        if isinstance(part, Element) and part.role == "LBody":
            for inline, run in groupby(part.kids, is_inline):
                together = tuple(run)
                kids += [Element("Reference", together)] if inline else map(_block, together)
        else:
            kids.append(part)
    return tuple(kids)


def _block(kid: Kid) -> Kid:
    return contents_from(kid) if isinstance(kid, Element) and has_role(kid, "L") else kid
