"""Looks at a finished PDF."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def count_pages(pdf: bytes) -> int:
    """Return the number of pages."""
    return len(PdfReader(BytesIO(pdf)).pages)
