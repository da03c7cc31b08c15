"""A terminal's screen as a small picture that looks the same on every machine, its text inside for whoever compares it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import pyte
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from pyte.screens import Char

from handouts.color import TEXT_CONTRAST, contrast

TEXT_KEY = "Description"
_SIZE = 20  # pixels; this typeface is 0.6 as wide
_CELL_W, _CELL_H, _EDGE = 12, 27, 16
_PAPER, _INK = "#ffffff", "#1a1a1a"
# A terminal's color names; whatever else comes is its own hex digits.
_NAMED = {"red": "#a01c1c", "green": "#1f6b2c", "brown": "#7a5200", "blue": "#0b3c8c", "magenta": "#7a1f7a", "cyan": "#0b5d6b"}
_FULL, _EMPTY = "●", "○"  # the typeface has neither
_COLORS = 16


def draw(screen: pyte.Screen, since: str = "") -> bytes:
    """Return the screen as a PNG, from the line that holds `since` to the last one with something on it."""
    lines = [line.rstrip() for line in screen.display]
    first = next(row for row, line in enumerate(lines) if since in line)
    rows = [row for row, line in enumerate(lines) if row >= first and (line or lines[row - 1])]  # of empty lines the first
    while not lines[rows[-1]]:
        rows.pop()
    picture = Image.new("RGB", (screen.columns * _CELL_W + 2 * _EDGE, len(rows) * _CELL_H + 2 * _EDGE), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline="#8a8a8a")
    for place, row in enumerate(rows):
        for column in range(screen.columns):
            _put(pen, screen.buffer[row][column], _EDGE + column * _CELL_W, _EDGE + place * _CELL_H)
    said = PngInfo()
    said.add_itxt(TEXT_KEY, "\n".join(lines[row] for row in rows))
    data = BytesIO()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLORS).save(data, "PNG", optimize=True, pnginfo=said)
    return data.getvalue()


def text_of(png: bytes) -> str:
    """Return the text of the screen a picture shows."""
    with Image.open(BytesIO(png)) as picture:
        picture.load()
        return str(picture.info[TEXT_KEY])  # type: ignore[no-untyped-call,unused-ignore]


def _put(pen: ImageDraw.ImageDraw, cell: Char, left: int, top: int) -> None:
    ink, paper = _readable(_color(cell.fg, _INK)), _color(cell.bg, _PAPER)
    if cell.reverse:
        ink, paper = paper, ink
    if paper != _PAPER:
        pen.rectangle((left, top, left + _CELL_W - 1, top + _CELL_H - 1), fill=paper)
    if cell.data in (_FULL, _EMPTY):
        middle = top + _CELL_H // 2
        pen.ellipse((left + 1, middle - 5, left + 11, middle + 5), outline=ink, width=2, fill=ink if cell.data == _FULL else None)
    elif cell.data.strip():
        pen.text((left, top + 1), cell.data, fill=ink, font=_font(cell.bold))


def _color(name: str, usual: str) -> str:
    if name == "default":
        return usual
    return _NAMED.get(name.removeprefix("bright")) or f"#{name}"


def _readable(color: str) -> str:
    """Return a color dark enough to be read on white; terminals choose theirs for black."""
    while contrast(color, _PAPER) < TEXT_CONTRAST:
        color = "#" + "".join(f"{int(color[at : at + 2], 16) * 9 // 10:02x}" for at in (1, 3, 5))
    return color


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    face = files("fontpkg_ibm_plex_mono") / "files" / f"IBMPlexMono-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(face), _SIZE, layout_engine=ImageFont.Layout.BASIC)
