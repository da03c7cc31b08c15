"""AX-03: whether text and drawings stand out, in color and from a grey printer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from handouts.checks.pagewords import quoted
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.color import contrast
from handouts.pagefacts import Run, Shape

TEXT, FURNITURE, GRAPHICS = 7.0, 4.5, 3.0
_PAPER = "#ffffff"


def grey_of(color: str) -> str:
    """Return the grey a printer without color makes of a color. Source: Rec. ITU-R BT.601."""
    red, green, blue = (int(color[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}" * 3


@cache
def seen_contrast(one: str, other: str) -> float:
    """Return the lower of two contrasts: in color, and in grey."""
    return min(contrast(one, other), contrast(grey_of(one), grey_of(other)))


def faint_text(view: PageView) -> Iterator[Finding]:
    """One finding for each pair of colors: what is wrong is the style, not the sentence."""
    told: set[tuple[str, str, float]] = set()
    for run in view.facts.runs:
        least = TEXT if run in view.facts.read else FURNITURE
        style = run.color, run.ground, least
        if seen_contrast(run.color, run.ground) < least and style not in told:
            told.add(style)
            yield on_page(view, "", _too_faint(view, run, least))


def _too_faint(view: PageView, run: Run, least: float) -> str:
    ratio = seen_contrast(run.color, run.ground)
    colors = f"{run.color} on {run.ground}"
    return f"{quoted(view, run.said)} on page {run.page} has a contrast of {ratio:.1f} to 1 ({colors}); it needs {least:g} to 1"


def faint_drawings(view: PageView) -> Iterator[Finding]:
    """A line must stand out from what it is drawn on, or from the shape it goes around. A light fill without a line is decoration."""
    for part, figure in view.drawings:
        shapes = [content for content in figure.contents() if isinstance(content, Shape)]
        if faint := next((shape for index, shape in enumerate(shapes) if _is_faint(shape, shapes[:index])), None):
            message = f"a drawing on page {faint.page} has lines too faint to see ({faint.stroke}); they need {GRAPHICS:g} to 1"
            yield on_page(view, part, message)


def _is_faint(shape: Shape, below: list[Shape]) -> bool:
    """Return whether a line is light, and nothing dark lies under it: a hand is a light line on a wider dark one. White leaves a gap."""
    if shape.stroke == _PAPER:
        return False
    grounds = [_PAPER, shape.fill, *(color for one in below if _under(one, shape) for color in (one.fill, one.stroke))]
    return shape.stroke is not None and not any(ground and seen_contrast(shape.stroke, ground) >= GRAPHICS for ground in grounds)


def _under(one: Shape, other: Shape) -> bool:
    x, y = (other.box.left + other.box.right) / 2, (other.box.bottom + other.box.top) / 2
    return one.box.left <= x <= one.box.right and one.box.bottom <= y <= one.box.top
