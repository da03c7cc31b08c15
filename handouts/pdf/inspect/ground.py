"""What text stands on: the page drawn small, once its text has been taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from handouts.pagefacts import Box

_SCALE = 0.5  # pixels to a point: fine enough for the fill under a line of text, and a page takes two milliseconds
_BYTES = 4  # of a pixel: blue, green, red, and one of no meaning
_LOOKS = tuple(place / 8 for place in range(1, 8))  # where along a piece of text, from its left to its right end
_IS_TINTED = bytes([ord("1")] * 255 + [ord("0")])  # for each lightness of a channel: only the last is the paper's


class Ground:
    """The pixels of a page without its text."""

    def __init__(self, page: Any) -> None:
        bitmap = page.render(scale=_SCALE, prefer_bgrx=True)
        self.width, self.height = int(bitmap.width), int(bitmap.height)
        data = bytes(bitmap.buffer)
        length = self.width * _BYTES
        self.rows = [data[start : start + length] for start in range(0, length * self.height, length)]
        bitmap.close()

    def under(self, box: Box) -> str:
        """Return the color most of a piece of text stands on."""
        row = self.rows[self._row((box.bottom + box.top) / 2)]
        starts = (self._column(box.left + box.width * look) * _BYTES for look in _LOOKS)
        blue, green, red = Counter(row[start : start + 3] for start in starts).most_common(1)[0][0]
        return f"#{red:02x}{green:02x}{blue:02x}"

    def tinted_outside(self, boxes: Iterable[Box]) -> float:
        """Return which part of the page, 0 to 1, has a fill, these boxes left out. Lines are none: they vanish with a rim of one pixel."""
        rows = [0, *self._tinted(boxes), 0]
        filled = (row & row << 1 & row >> 1 & rows[index] & rows[index + 2] for index, row in enumerate(rows[1:-1]))
        return sum(map(int.bit_count, filled)) / (self.width * self.height)

    def _tinted(self, boxes: Iterable[Box]) -> list[int]:
        """Return each row as a number with a bit for each pixel, its left one first: 1 where it is not the paper's own color."""
        empty = b"\xff" * self.width * _BYTES
        tinted = [0 if row == empty else _bits(row) for row in self.rows]
        for box in boxes:
            left, right = self._column(box.left), self._column(box.right) + 1
            kept = ~(((1 << (right - left)) - 1) << (self.width - right))
            for row in range(self._row(box.top), self._row(box.bottom) + 1):
                tinted[row] &= kept
        return tinted

    def _column(self, x_pt: float) -> int:
        return min(max(int(x_pt * _SCALE), 0), self.width - 1)

    def _row(self, y_pt: float) -> int:
        return min(max(self.height - 1 - int(y_pt * _SCALE), 0), self.height - 1)


def _bits(row: bytes) -> int:
    return int(row[::4].translate(_IS_TINTED), 2) | int(row[1::4].translate(_IS_TINTED), 2) | int(row[2::4].translate(_IS_TINTED), 2)
