"""PR-04: the page as a grey printer gives it, and how much toner it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from handouts.checks.contrast import grey_of, seen_contrast
from handouts.checks.pagewords import quoted
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.color import contrast
from handouts.pagefacts import Element, Run, Shape

MOST_TINTED = 0.15  # of a page
_OTHER_HUE = 90  # how far two colors lie from each other when their lightness is left out, of 0 to 510
_SAME_GREY = 3.0  # to 1: less is not told apart (WCAG 2.2, 1.4.11, and technique G183)


def heavy_pages(view: PageView) -> Iterator[Finding]:
    """Fills cost toner and curl the paper; drawings are not counted."""
    for page in view.facts.pages:
        if page.tinted > MOST_TINTED:
            part = next((view.facts.part_of[run] for run in page.body if run.ground != "#ffffff" and run in view.facts.part_of), "")
            yield on_page(view, part, f"fills cover {page.tinted:.0%} of page {page.number}; {MOST_TINTED:.0%} is enough", "warning")


def told_by_color_alone(view: PageView) -> Iterator[Finding]:
    """Shapes of a drawing, and words of a line, that a grey printer makes alike."""
    for part, element in view.drawings:
        if pair := _alike_in_grey(element):
            message = f"two colors of the drawing on page {element.pages[0]} look the same in grey: {pair[0]} and {pair[1]}"
            yield on_page(view, part, message)
    for part, block in view.facts.blocks:
        if word := _set_apart_by_color(block):
            yield on_page(view, part, f"{quoted(view, word.said)} on page {word.page} differs from the words beside it by its color alone")


def _alike_in_grey(figure: Element) -> tuple[str, str] | None:
    shapes = [content for content in figure.contents() if isinstance(content, Shape)]
    fills = sorted({shape.fill for shape in shapes if shape.fill})
    return next((pair for pair in combinations(fills, 2) if other_hue(*pair) and contrast(*map(grey_of, pair)) < _SAME_GREY), None)


def _set_apart_by_color(block: Element) -> Run | None:
    """Return a piece of text in another color, in the same face and size as what it stands beside."""
    for one, other in pairwise(block.own()):
        same_type = (one.font, one.size_pt) == (other.font, other.size_pt)
        if same_type and other_hue(one.color, other.color) and seen_contrast(one.color, other.color) < _SAME_GREY:
            return other
    return None


def other_hue(one: str, other: str) -> bool:
    """Return whether two colors differ in more than lightness."""
    (red, green, blue), (red2, green2, blue2) = _channels(one), _channels(other)
    return abs((red - green) - (red2 - green2)) + abs((green - blue) - (green2 - blue2)) > _OTHER_HUE


def _channels(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[index : index + 2], 16) for index in (1, 3, 5))
    return red, green, blue
