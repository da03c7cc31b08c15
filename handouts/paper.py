"""A packet on its way to paper: the file for readers, and beside it what is for paper alone, a booklet and what is cut out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from handouts.bearer import PersonalLines
from handouts.culprit import HtmlOf, pages_of
from handouts.cutouts import CutOuts, cut_outs
from handouts.folders import Folder
from handouts.html import render_cut_outs, render_html, render_spare_pages
from handouts.library import Library
from handouts.packet import Packet
from handouts.pdf.apart import Render
from handouts.pdf.imposition import impose, spare_pages
from handouts.pdf.printer import for_printer
from handouts.pdf.render import Rendered
from handouts.pdf.saving import with_identity
from handouts.pieces import plain_text
from handouts.problems import Problem
from handouts.receipt import receipt_code
from handouts.variant import Variant


@dataclass(frozen=True)
class Printing:
    """A packet, how it is presented, and lines about whom it is for. Each method raises HandoutsError when its pages cannot be made."""

    library: Library
    packet: Packet
    variant: Variant
    overdue: bool
    render: Render
    personal: PersonalLines | None = None

    def reader(self) -> Rendered:
        """Return the tagged file, which every order gets."""
        return self._neutral(self._packet(self.variant))

    def booklet(self, reader: Rendered) -> Rendered:
        """Return the file to fold a booklet from; its pages are those of the file for readers, with margins for both sides."""
        inside = reader if self.variant.duplex else self._packet(replace(self.variant, duplex=True))
        spare = spare_pages(inside.pages)
        parts = [inside.pdf, *([self._spare(spare).pdf] if spare else [])]
        title = self.packet.locale.labels.booklet_title.format(title=plain_text(self.packet.title))
        booklet = impose(parts, title=title, right_to_left=self.packet.locale.direction == "rtl")
        return self._neutral(Rendered(booklet, (inside.pages + spare) // 2))

    def cut_outs(self) -> Rendered:
        """Return the file to cut out from. There must be something (`nothing_to_cut`). Whom to call is one page, if it fits on one."""
        too_long = bool(cut_outs(self.packet).calls) and self._cut(lambda packet: replace(cut_outs(packet), cards=())).pages > 1
        return self._cut(lambda packet: replace(cut_outs(packet), calls_apart=too_long))

    def _cut(self, offered_by: Callable[[Packet], CutOuts]) -> Rendered:
        def html_of(packet: Packet, folders: tuple[Folder, ...]) -> str:
            return render_cut_outs(packet, offered_by(packet), self.variant, folders, overdue=self.overdue)

        return self._pages(html_of)

    def _packet(self, variant: Variant) -> Rendered:
        def html_of(packet: Packet, folders: tuple[Folder, ...]) -> str:
            return render_html(packet, variant, folders, overdue=self.overdue, personal=self.personal)

        return self._pages(html_of, duplex=variant.duplex)

    def _neutral(self, made: Rendered) -> Rendered:
        """Return a file for one person known by its packet alone; the same for everyone who gets that."""
        return replace(made, pdf=with_identity(made.pdf, receipt_code(self.packet))) if self.personal else made

    def _spare(self, pages: int) -> Rendered:
        """The back of a booklet says whom to call, if all of that fits on one page (in large print it may not), or else what it is."""
        with_calls = self._spare_pages(pages, cut_outs(self.packet))
        return with_calls if with_calls.pages == pages else self._spare_pages(pages, CutOuts())

    def _spare_pages(self, pages: int, offered: CutOuts) -> Rendered:
        def html_of(packet: Packet, folders: tuple[Folder, ...]) -> str:
            return render_spare_pages(packet, offered, self.variant, folders, pages=pages, overdue=self.overdue)

        return self._pages(html_of)

    def _pages(self, html_of: HtmlOf, *, duplex: bool = False) -> Rendered:
        made = pages_of(self.library, self.packet, html_of, self.render)
        if not (duplex or self.variant.grey):
            return made
        return replace(made, pdf=for_printer(made.pdf, duplex=duplex, grey=self.variant.grey))


def nothing_to_cut(library: Library, packet: Packet) -> list[Problem]:
    """Return the problem of a packet that was asked for what it does not have."""
    if cut_outs(packet):
        return []
    message = "there is nothing to cut out: the packet has no card, and its first sheet does not say whom to call"
    return [Problem(library.packets[packet.id].place_of("modules"), message, "leave out --cut, or name packets that have one of them")]
