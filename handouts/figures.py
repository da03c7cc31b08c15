"""Icon arrays: a chance drawn as people, exactly as many as were counted."""

from __future__ import annotations

from html import escape

PITCH = 56  # drawing units from one person to the next
INK = "#0b3c5d"  # luminance 4 %: prints as near-black on a grey printer
PAPER, EDGE = "#ffffff", "#4a4a4a"
OUTLINE = 2.6  # 0.75 pt at 6 mm from one person to the next

# One person, 43 high: head, then shoulders and body. A quarter of the pitch stays free, so that rows do not run into one another.
_HEAD = "m12 6.4a6 6 0 1 1 12 0a6 6 0 1 1-12 0z"
_BODY = "m-4 12.4q0-4 4-4h12q4 0 4 4v8.8q0 2.4-2.4 2.4h-1.2v10.4q0 2.4-2.4 2.4h-8q-2.4 0-2.4-2.4v-10.4h-1.2q-2.4 0-2.4-2.4z"


def columns_for(of: int) -> int:
    """Return how many people stand in a row: 10 up to a hundred, then wider so that the picture stays a picture."""
    return 10 if of <= 100 else 20 if of <= 300 else 40


def icon_array(n: int, of: int, alt: str) -> str:
    """Return an SVG of `of` people, `n` of them filled, the rest outlined: told apart without colour.

    Filled from the bottom left, row by row, without gaps, as iconarray.com does (Fagerlin and others, 2011). Two paths, whatever `of` is.
    """
    columns = columns_for(of)
    rows = -(-of // columns)
    people = [_person(index, columns, rows) for index in range(of)]
    drawn = _path(people[:n], INK, INK) + _path(people[n:], PAPER, EDGE)
    box = f"0 0 {columns * PITCH} {rows * PITCH}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" class="array array-{columns}"><title>{escape(alt)}</title>{drawn}</svg>'
    )


def _path(people: list[str], fill: str, stroke: str) -> str:
    return f'<path d="{"".join(people)}" fill="{fill}" stroke="{stroke}" stroke-width="{OUTLINE}"/>' if people else ""


def _person(index: int, columns: int, rows: int) -> str:
    x = index % columns * PITCH + 10
    y = (rows - 1 - index // columns) * PITCH + 6
    return f"M{x} {y}{_HEAD}{_BODY}"
