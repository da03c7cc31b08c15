"""Lists: an L of LIs, each a label and a body, nested ones inside the body they belong to."""

from __future__ import annotations

from dataclasses import replace

from handouts.pdf.tags.element import Element, Kid

_NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}


def tidy_item(item: Element) -> Element:
    """Return an LI of one Lbl, when it has any, and one LBody with all the rest."""
    labels = [kid for kid in item.kids if has_role(kid, "Lbl")]
    label = tuple(part for kid in labels if isinstance(kid, Element) for part in kid.kids)
    body = tuple(kid for kid in item.kids if kid not in labels)
    return replace(item, kids=(*_some("Lbl", label), *_some("LBody", body)))


def tidy_list(whole: Element, marker: str) -> Element:
    """Return an L that holds LIs only, and says how it is numbered. `marker` is the CSS list style."""
    items: list[Element] = []
    for kid in whole.kids:
        if isinstance(kid, Element) and kid.role == "LI":
            items.append(kid)
        elif items and (has_role(kid, "L") or not _starts_item(kid, items[-1])):
            items[-1] = _with(items[-1], kid)
        else:
            items.append(_with(Element("LI"), kid))
    labelled = any(has_role(part, "Lbl") for item in items for part in item.kids)
    numbering = _NUMBERING.get(marker, "None") if labelled else "None"
    return replace(whole, kids=tuple(items), attributes=(("List", "ListNumbering", f"/{numbering}"),))


def _starts_item(kid: Kid, before: Element) -> bool:
    """A term starts an item, unless the item so far is only terms; what explains it never does."""
    return has_role(kid, "Lbl") and any(has_role(part, "LBody") for part in before.kids)


def _with(item: Element, kid: Kid) -> Element:
    """Return the item with one more thing: a label, a body, or, in the last body, anything else (such as a list inside the list)."""
    if isinstance(kid, Element) and kid.role in ("Lbl", "LBody"):
        return replace(item, kids=(*item.kids, kid))
    last = item.kids[-1] if item.kids else None
    if isinstance(last, Element) and last.role == "LBody":
        return replace(item, kids=(*item.kids[:-1], replace(last, kids=(*last.kids, kid))))
    return replace(item, kids=(*item.kids, Element("LBody", (kid,))))


def has_role(kid: Kid, role: str) -> bool:
    """Return whether a kid is an element of this role."""
    return isinstance(kid, Element) and kid.role == role


def _some(role: str, kids: tuple[Kid, ...]) -> tuple[Element, ...]:
    return (Element(role, kids),) if kids else ()
