"""What a finished PDF tells the printer, and the colors it is sent in."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

from handouts.pdf.grey import make_grey
from handouts.pdf.saving import saved


def for_printer(pdf: bytes, *, duplex: bool = False, grey: bool = False) -> bytes:
    """Return a finished PDF in greys, or with the wish to be printed on both sides, turned over like the pages of a book.

    Its standards and tags stay. The same bytes for the same input.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        if grey:
            make_grey(document)
        if duplex:
            wishes(document).Duplex = Name.DuplexFlipLongEdge
        return saved(document)


def wishes(document: pikepdf.Pdf) -> pikepdf.Object:
    """Return the viewer preferences of an open PDF, to add to. Pages go to paper as they are: fitting them would shrink the letters."""
    if "/ViewerPreferences" not in document.Root:
        document.Root.ViewerPreferences = Dictionary()
    preferences = document.Root.ViewerPreferences
    preferences.PrintScaling = Name("/None")
    return preferences
