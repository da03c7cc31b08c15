"""The tags of a finished page, made what a screen reader needs: one structure element for each thing a person wrote.

WeasyPrint tags boxes: a paragraph over two pages is two paragraphs, a header is text nobody wrote. With its stamps on them
(`stamp_structure` in handouts/pdf/patches.py) the boxes lead back to their HTML, and the tree is built again from that:

    sources    the stamped tags              -> Source      the HTML elements, each once, with all that was drawn of it
    shaping    Source                        -> Element     the tree as PDF names it; `lists`, `tables`, `contents`, `flow` know the rules
    writing    Element                       -> the PDF     structure tree, parent tree, identifiers, links
    artifacts  what is drawn, but in no tag  -> the PDF     headers, footers and repeated table heads, which no one should hear
"""

from __future__ import annotations

import pikepdf

from handouts.pdf.tags.artifacts import hide_repetition
from handouts.pdf.tags.shaping import shape_document
from handouts.pdf.tags.sources import read_sources
from handouts.pdf.tags.writing import write_tree

__all__ = ["repair_tags"]


def repair_tags(pdf: pikepdf.Pdf) -> None:
    """Give an open PDF of ours, fresh from WeasyPrint, its structure tree anew. Raises: ValueError for any other PDF."""
    sources = read_sources(pdf)
    document = shape_document(sources.document)
    write_tree(pdf, document)
    hide_repetition(pdf, heard=set(document.marks()), repeated=sources.repeated)
