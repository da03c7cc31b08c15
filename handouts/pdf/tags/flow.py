"""Text in its places: what stands loose among blocks becomes a paragraph."""

from __future__ import annotations

from itertools import groupby

from handouts.pdf.tags.element import Element, Kid

GROUPS = ("Document", "Part", "Art", "Sect", "Div", "BlockQuote")
_INLINE = ("Span", "Link", "Reference", "Quote", "Code", "Figure")


def is_inline(kid: Kid) -> bool:
    """Return whether a kid stands in a line of text. A drawing may stand in one."""
    return not isinstance(kid, Element) or kid.role in _INLINE


def paragraphs(kids: tuple[Kid, ...]) -> tuple[Kid, ...]:
    """Return the kids of a group with every run of loose text as a P. Drawings by themselves stay as they are."""
    blocks: list[Kid] = []
    for inline, run in groupby(kids, is_inline):
        together = tuple(run)
        drawn = all(isinstance(kid, Element) and kid.role == "Figure" for kid in together)
        blocks += [Element("P", together)] if inline and not drawn else together
    return tuple(blocks)
