"""From HTML elements to structure elements: what each is called in a PDF, and what is left out because nobody would miss it.

The shape serves whoever listens. Headings stand in the flow, so that a screen reader can go from one to the next; sheets and their
sections are Sects, what must stay whole is a Div with a title, and boxes that only place things vanish. A source number ("[1]") stays
plain text of its sentence: it leads nowhere, and a Reference or Lbl would cut the sentence in two in readers that stop at each element.
"""

from __future__ import annotations

from dataclasses import replace

from handouts.pdf.tags.contents import contents_from
from handouts.pdf.tags.element import Annotation, Element, Kid, Mark
from handouts.pdf.tags.flow import GROUPS, paragraphs
from handouts.pdf.tags.lists import tidy_item, tidy_list
from handouts.pdf.tags.sources import Source
from handouts.pdf.tags.tables import scope_of, with_scopes
from handouts.problems import HandoutsError, Place, Problem

# Any other HTML element only changes how a line of text looks.
_ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("div", "header", "footer", "nav", "aside", "address", "figure"), "Div"),
    "p": "P",
    "section": "Sect",
    "article": "Art",
    "main": "Part",
    "blockquote": "BlockQuote",
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    "li": "LI",
    **dict.fromkeys(("li::marker", "li::before", "dt"), "Lbl"),
    "dd": "LBody",
    "table": "Table",
    **{part: part[:2].upper() + part[2:] for part in ("thead", "tbody", "tfoot")},
    **{cell: cell.upper() for cell in ("tr", "th", "td")},
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("img", "{http://www.w3.org/2000/svg}svg"), "Figure"),
    "a": "Link",
}
_GIVEN = ("TOC", "Note", "Reference", "Sect", "Div", "Part", "Art", "BlockQuote", "Quote", "Caption", "Code")
_MAY_BE_EMPTY = ("Table", "THead", "TBody", "TFoot", "TR", "TH", "TD")


def shape_document(source: Source) -> Element:
    """Return the structure tree for a document.

    Raises: HandoutsError when a template gives an element a role that PDF does not know.
    """
    kids = tuple(shaped for kid in source.kids for shaped in _shape(kid))
    return Element("Document", paragraphs(kids))


def _shape(source: Source | Mark | Annotation) -> tuple[Kid, ...]:
    """Return what stands for a source in the tree: an element, only its kids, or nothing when nothing was drawn of it."""
    if not isinstance(source, Source):
        return (source,)
    kids = tuple(shaped for kid in source.kids for shaped in _shape(kid))
    element = _in_its_way(_element(source, kids), source)
    if element.role not in _MAY_BE_EMPTY and next(element.marks(), None) is None:
        return ()
    return (element,) if _is_missed(element) else element.kids


def _element(source: Source, kids: tuple[Kid, ...]) -> Element:
    said = source.said
    return Element(
        _role(source),
        kids,
        attributes=(
            *((("Layout", "BBox", source.box),) if source.box else ()),
            *(("Table", name, count) for name, count in source.spans.items()),
            *(scope_of(said.get("scope", "")) if source.tag == "th" else ()),
        ),
        language=said.get("lang", ""),
        identifier=said.get("part", ""),
        title=said.get("whole", ""),
        alternative=said.get("alt", ""),
        text=said.get("text", ""),
    )


def _role(source: Source) -> str:
    given = source.said.get("role", "")
    if given and given not in _GIVEN:
        problem = Problem(Place("templates"), f"'{given}' (data-pdf) is no role a part of a PDF can have", f"use {', '.join(_GIVEN)}")
        raise HandoutsError([problem])
    usual = _ROLES.get(source.tag, "Span")
    return given or ("Sect" if usual == "Div" and "part" in source.said else usual)


def _in_its_way(element: Element, source: Source) -> Element:
    """Return the element with its kids as its role asks for."""
    match element.role:
        case "L":
            return tidy_list(element, source.said.get("marker", ""))
        case "TOC":
            return contents_from(tidy_list(element, ""))
        case "LI":
            return tidy_item(element)
        case "TR":
            return with_scopes(element)
        case "Link" if not any(isinstance(kid, Annotation) for kid in element.kids):
            return replace(element, role="Span")
        case role if role in GROUPS:
            return replace(element, kids=paragraphs(element.kids))
    return element


def _is_missed(element: Element) -> bool:
    """Return whether anyone would notice that only the element's kids are there."""
    return element.role not in ("Div", "Span") or element.says_something
