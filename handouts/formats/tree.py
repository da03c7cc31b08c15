"""A rendered page as a tree of elements, to be read or changed and written again."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

# What stands in a line of text. All else begins on a line of its own.
INLINE = frozenset(("a", "abbr", "b", "bdi", "br", "em", "i", "small", "span", "strong", "sub", "sup", "time"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parse(html: str) -> Element:
    """Return the root element of a page, tags without namespaces."""
    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def written(root: Element) -> str:
    """Return the page as HTML text."""
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def classes(element: Element) -> frozenset[str]:
    """Return the names in its `class`."""
    return frozenset(element.get("class", "").split())


def with_class(root: Element, name: str) -> list[Element]:
    """Return the elements of that class, in reading order."""
    return [element for element in root.iter() if name in classes(element)]


def add_class(element: Element, name: str) -> None:
    """Put one more name into its `class`."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def text_of(element: Element) -> str:
    """Return all text in the element, each run of spaces as one."""
    return " ".join("".join(element.itertext()).split())


def loose(text: str) -> str:
    """Return text without what holds its words together on a line of print."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def element(tag: str, *children: Element | str, **attributes: str) -> Element:
    """Return a new element; an attribute that is a word of Python ends in an underscore, and a hyphen is one inside."""
    new = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, Element):
            new.append(child)
        elif len(new):
            new[-1].tail = (new[-1].tail or "") + child
        else:
            new.text = (new.text or "") + child
    return new


def pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield each element with its parent, from a list made first, so that the tree may be changed meanwhile."""
    yield from [(parent, child) for parent in root.iter() for child in parent]


def replace(parent: Element, child: Element, new: Element) -> None:
    """Put `new` where `child` stands; the text after it stays."""
    new.tail, child.tail = child.tail, None
    parent[list(parent).index(child)] = new


def spell_out(page: Element) -> Element:
    """Return the page with what style sheets print from attributes as text: the version and dates of a sheet, and where to rest."""
    for rest in with_class(page, "rest-mark"):
        rest.text = rest.get("data-rest")
    for sheet in with_class(page, "sheet"):
        sheet.append(element("p", sheet.get("data-dates", ""), class_="dates"))
    return page
