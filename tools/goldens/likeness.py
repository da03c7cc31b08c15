"""Whether a page still looks as it did, and if not, where it differs: as words and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from tools.goldens.pictures import MM

Area = tuple[int, int, int, int]  # left, top, right, bottom in pixels

# Greys of 255 that a pixel may differ. A kept picture is off by 18, and all of a page moved by 0.1 points (0.04 mm) gives 35 together
# with that. An 8 that was a 3 gives 50 and more, a word that is gone over 100. A hairline in light grey is below it (18).
TOLERANCE = 40
_NEAR = 4  # pixels (4 mm) between two lines of text that differ, to be one place
_LARGER = 3
_GAP = 12
_RED = (200, 0, 0)


@dataclass(frozen=True)
class Difference:
    """What differs on a page. `share`: the part of its pixels, 0 to 1. `areas`: where, from top to bottom, in pixels."""

    share: float
    areas: tuple[Area, ...]

    def __str__(self) -> str:
        top, bottom = self.areas[0][1] * MM, self.areas[-1][3] * MM
        places = f" in {len(self.areas)} places" if len(self.areas) > 1 else ""
        return f"{self.share:.2%} differs{places}, {top:.0f} to {bottom:.0f} mm from the top"


def difference(before: Image.Image, now: Image.Image) -> Difference | None:
    """Return how two pictures of a page differ, None when nothing differs by more than drawing programs do."""
    if before.size != now.size:  # another paper
        return Difference(1.0, ((0, 0, *now.size),))
    changed = _changed(before, now)
    if changed.getbbox() is None:
        return None
    return Difference(changed.histogram()[255] / (changed.width * changed.height), tuple(_areas(changed)))


def side_by_side(before: Image.Image | None, now: Image.Image | None, areas: tuple[Area, ...] = ()) -> bytes:
    """Return a PNG: the page as it was | as it is | what differs in dark on the faint page, with boxes around it.

    A page that is only old or only new has an empty place.
    """
    size = (max(page.width for page in (before, now) if page), max(page.height for page in (before, now) if page))
    old, new = (_on_paper(page, size) for page in (before, now))
    faint = new.point(lambda grey: 255 - (255 - grey) // 4)
    differing = Image.composite(Image.new("L", size, 0), faint, _changed(old, new))
    width, height = size[0] * _LARGER, size[1] * _LARGER
    sheet = Image.new("RGB", (3 * width + 2 * _GAP, height), (90, 90, 90))
    pen = ImageDraw.Draw(sheet)
    for place, panel in enumerate((old, new, differing)):
        left = place * (width + _GAP)
        sheet.paste(panel.resize((width, height), Image.Resampling.BICUBIC).convert("RGB"), (left, 0))
        for area in areas:
            box = [edge * _LARGER for edge in area]
            pen.rectangle((left + box[0] - 4, box[1] - 4, left + box[2] + 3, box[3] + 3), outline=_RED, width=2)
    data = BytesIO()
    sheet.save(data, "PNG", optimize=True)
    return data.getvalue()


def _changed(before: Image.Image, now: Image.Image) -> Image.Image:
    return ImageChops.difference(before, now).point(lambda grey: 255 if grey > TOLERANCE else 0)


def _areas(changed: Image.Image) -> Iterator[Area]:
    """Yield the box of each band of rows in which something changed."""
    rows = [row for row in range(changed.height) if changed.crop((0, row, changed.width, row + 1)).getbbox()]
    first = rows[0]
    for row, following in zip(rows, [*rows[1:], changed.height + _NEAR], strict=True):
        if following - row >= _NEAR:
            left, _, right, _ = changed.crop((0, first, changed.width, row + 1)).getbbox() or (0, 0, 0, 0)
            yield left, first, right, row + 1
            first = following


def _on_paper(page: Image.Image | None, size: tuple[int, int]) -> Image.Image:
    paper = Image.new("L", size, 255)
    if page:
        paper.paste(page)
    return paper
