"""VI-04: the people of an icon array, counted on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handouts.checks.contrast import GRAPHICS, seen_contrast
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.pagefacts import Box, Element, Shape
from handouts.pieces import Picture
from handouts.selection import Part

_SAME_SIZE = 1.0  # points
_SAME_ROW = 0.5  # of the height of a person


def miscounted_people(view: PageView) -> Iterator[Finding]:
    """Each chance that is drawn, against what is on the page."""
    for sheet in view.packet.sheets:
        for section in sheet.sections:
            pictures = _pictures(section)
            part = f"{sheet.module}/{'/'.join(map(str, section.path))}"
            element = view.facts.parts.get(part, view.facts.tree)
            figures = [figure for figure in element.of_role("Figure") if figure.alt in {picture.alt for picture in pictures}]
            for message in _wrong(pictures, figures):
                yield on_page(view, part, message)


def _pictures(section: Part) -> list[Picture]:
    match section.kind:
        case "chance":
            return [section.claim]
        case "chance-comparison":
            return [item.claim for item in section.chances]
        case _:
            return []


def _wrong(pictures: list[Picture], figures: list[Element]) -> Iterator[str]:
    for picture in pictures:
        figure = next((figure for figure in figures if figure.alt == picture.alt), None)
        yield from _wrong_in(picture, figure) if figure else [f"there is no picture of {picture.count} people on the page"]
    sizes = [_extent(figure) for figure in figures]
    if len(figures) > 1 and any(abs(one - sizes[0]) > _SAME_SIZE for one in sizes):
        yield f"on page {figures[0].pages[0]} the pictures to compare are not drawn in the same size"


def _wrong_in(picture: Picture, figure: Element) -> Iterator[str]:
    shapes = [content for content in figure.contents() if isinstance(content, Shape)]
    people = people_of(shapes)
    page = figure.pages[0] if figure.pages else "?"
    filled = [who for who in people if who[1]]
    if len(people) != picture.of:
        yield f"the picture on page {page} shows {len(people)} people; the text counts {picture.of}"
    elif len(filled) != picture.n:
        yield f"the picture on page {page} has {len(filled)} people filled in; the text counts {picture.n}"
    elif not _in_one_block(people):
        yield f"in the picture on page {page} the people filled in do not stand together"
    if any(shape.stroke and seen_contrast(shape.stroke, "#ffffff") < GRAPHICS for shape in shapes):
        yield f"in the picture on page {page} people are too faint to see"


def people_of(shapes: list[Shape]) -> list[tuple[Box, bool]]:
    """Return each person drawn, with whether it is filled in dark. What touches is one person: a head and its body."""
    people: list[tuple[Box, bool]] = []
    for shape in shapes:
        dark = shape.fill is not None and seen_contrast(shape.fill, "#ffffff") >= GRAPHICS
        people += [(box, dark) for box in _joined(shape.parts)]
    return people


def _joined(parts: tuple[Box, ...]) -> list[Box]:
    """Return boxes with those that touch made into one. Boxes are met in the order drawn, the parts of a person one after the other."""
    joined: list[Box] = []
    for box in parts:
        if joined and _touch(joined[-1], box):
            last = joined.pop()
            box = Box(min(last.left, box.left), min(last.bottom, box.bottom), max(last.right, box.right), max(last.top, box.top))
        joined.append(box)
    return joined


def _touch(one: Box, other: Box) -> bool:
    return one.left <= other.right and other.left <= one.right and one.bottom <= other.top and other.bottom <= one.top


def _in_one_block(people: list[tuple[Box, bool]]) -> bool:
    """Return whether, row by row from the bottom left, all the filled ones come before all the others."""
    height = max((box.height for box, _ in people), default=1.0)
    inorder: list[Any] = sorted(people, key=lambda who: (round(who[0].bottom / (height * _SAME_ROW)), who[0].left))
    filled = [dark for _, dark in inorder]
    return filled == sorted(filled, reverse=True)


def _extent(figure: Element) -> float:
    boxes = [content.box for content in figure.contents()]
    return max(box.right for box in boxes) - min(box.left for box in boxes)
