"""A packet in one of the other formats, by way of its rendered page."""

from __future__ import annotations

from handouts.folders import Folder
from handouts.html import render_html
from handouts.packet import Packet
from handouts.pdf.apart import Render
from handouts.variant import Format, Variant


def document_of(packet: Packet, form: Format, variant: Variant, folders: tuple[Folder, ...], render: Render, *, overdue: bool) -> bytes:
    """Return the packet as a file: the same bytes for the same packet. Of `variant` only the paper counts, and only in Word.

    Raises: HandoutsError when a template does not fit, or a picture is missing or cannot be drawn.
    """
    # Each format brings libraries that take long to import.
    if form == "docx":
        from handouts.formats.worddoc import word_document

        html = render_html(packet, Variant(paper=variant.paper), folders, overdue=overdue)
        return word_document(html, packet.locale.labels.working_copy, folders, packet.id, render)
    from handouts.formats.plaintext import plain_text
    from handouts.formats.portal import portal_page, screen_tree
    from handouts.formats.screen import on_screen, without_lead_ins

    screen, labels = on_screen(packet), packet.locale.labels
    if form == "html":
        return portal_page(render_html(screen, Variant(), folders, overdue=overdue), labels, folders).encode()
    # Large print is the nearest to what is heard: rows in words, all sources once at the end, nothing to cut out.
    html = render_html(without_lead_ins(screen), Variant(size="large"), folders, overdue=overdue, pace="standard")
    return plain_text(screen_tree(html, labels), labels).encode()
