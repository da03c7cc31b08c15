"""What is done to every PDF when WeasyPrint is done with it: its tags repaired, its standards declared, its size on paper kept."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from handouts.pdf.metadata import declare_standards
from handouts.pdf.printer import wishes
from handouts.pdf.saving import saved
from handouts.pdf.tags import repair_tags


def finish_pdf(raw: bytes) -> bytes:
    """Return the PDF as it goes to readers: PDF/UA-1 and PDF/A-2a. The same bytes for the same input.

    Raises: ValueError when it was not made by our engine.
    """
    with pikepdf.open(BytesIO(raw)) as pdf:
        repair_tags(pdf)
        declare_standards(pdf)
        wishes(pdf)
        return saved(pdf)
