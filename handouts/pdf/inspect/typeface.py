"""The faces of a file, and how tall a small x is in each: two sizes with the same number may look quite different."""

from __future__ import annotations

import ctypes
import struct
from typing import Any

import pypdfium2.raw as pdfium

from handouts.pagefacts import Font

_NAME_LENGTH = 256
_X_HEIGHT_AT = 86  # in the table OS/2, from its version 2 on (OpenType 1.9)
_UNITS_AT = 18  # in the table head


class FontBook:
    """The fonts met so far: reading one takes longer than a page of text."""

    def __init__(self) -> None:
        self._known: dict[int, Font] = {}

    def of(self, font: Any) -> Font:
        """Return the facts of a font of PDFium's."""
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._known:
            self._known[key] = _read(font)
        return self._known[key]


def _read(font: Any) -> Font:
    buffer = ctypes.create_string_buffer(_NAME_LENGTH)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _NAME_LENGTH)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    slanted = angle.value != 0 or any(word in name for word in ("Italic", "Oblique"))
    return Font(name, pdfium.FPDFFont_GetIsEmbedded(font) == 1, slanted, x_height_of(_file_of(font)))


def _file_of(font: Any) -> bytes:
    length = ctypes.c_size_t()
    pdfium.FPDFFont_GetFontData(font, None, 0, length)
    data = (ctypes.c_uint8 * length.value)()
    pdfium.FPDFFont_GetFontData(font, data, length.value, length)
    return bytes(data)


def x_height_of(file: bytes) -> float | None:
    """Return the height of a small x as a part of the size, from an OpenType file; None where the file does not say."""
    if len(file) < 12:
        return None
    count = int.from_bytes(file[4:6], "big")
    records = (struct.unpack_from(">4sIII", file, 12 + 16 * index) for index in range(count) if len(file) >= 28 + 16 * index)
    tables = {tag: (offset, length) for tag, _, offset, length in records}
    if b"OS/2" not in tables or b"head" not in tables or tables[b"OS/2"][1] < _X_HEIGHT_AT + 2:
        return None
    height = int.from_bytes(file[tables[b"OS/2"][0] + _X_HEIGHT_AT :][:2], "big", signed=True)
    units = int.from_bytes(file[tables[b"head"][0] + _UNITS_AT :][:2], "big")
    return height / units if height > 0 and units else None
