"""The packets whose pages are kept: every kind of section in each size and on both papers, and some of the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from handouts.folders import find_folders
from handouts.html import render_html
from handouts.orders import Order
from handouts.packet import assemble
from handouts.pdf.render import render_pdf
from handouts.variant import Variant
from tests.clinics import PACKET_FILE, Files, load_alone, packet_text, whole_files, write_folder
from tests.printed import printed
from tests.test_html import KITCHEN

_LOCALE = "en-US"
_KITCHEN = "kitchen"  # every kind of section, in a made-up clinic: no edit of the library changes it


@dataclass(frozen=True)
class Printout:
    """A packet in one variant. `tags`: whether the text of its tags is kept as well."""

    packet: str
    variant: Variant
    tags: bool = False

    @property
    def name(self) -> str:
        """Return "hsct-hospital" or "kitchen.large.a4": the folder of its goldens."""
        return self.packet + self.variant.suffix

    @property
    def title(self) -> str:
        """Return "hsct-hospital, standard" or "kitchen, large, A4"."""
        paper = "" if self.variant.paper == "letter" else f", {self.variant.paper.upper()}"
        return f"{self.packet}, {self.variant.size}{paper}"

    @property
    def order(self) -> Order:
        """Return what to build; tests that share it run in one process, and it is built there once."""
        return Order(self.packet, _LOCALE, self.variant)

    def pdf(self) -> bytes:
        """Return the PDF as it is made now."""
        return _print_kitchen(self.variant) if self.packet == _KITCHEN else printed(self.order).built.pdf


PRINTOUTS = (
    Printout(_KITCHEN, Variant(), tags=True),
    Printout(_KITCHEN, Variant("large"), tags=True),
    Printout(_KITCHEN, Variant("extra-large")),
    Printout(_KITCHEN, Variant(paper="a4")),
    Printout("newly-diagnosed", Variant()),
    Printout("hsct-hospital", Variant()),
    Printout("caregiver-home", Variant()),
    Printout("when-to-call", Variant(), tags=True),
    Printout("when-to-call", Variant("large"), tags=True),
)


@cache
def _print_kitchen(variant: Variant) -> bytes:
    return print_made_up(KITCHEN, variant)


def print_made_up(files: Files, variant: Variant, old: str = "", new: str = "") -> bytes:
    """Return the PDF of "our-packet" in the made-up clinic with these files, once `old` in its HTML is replaced by `new`."""
    with TemporaryDirectory() as place:
        root = write_folder(Path(place), {**whole_files(), PACKET_FILE: packet_text(), **files})
        folders = find_folders(root, {}, root)
        html = render_html(assemble(load_alone(root), "our-packet", _LOCALE), variant, folders)
        assert old in html
        return render_pdf(html.replace(old, new, 1), folders, "our-packet").pdf
