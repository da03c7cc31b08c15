"""Built-in packets made once and looked at: the real pipeline, real files, read back by readers that are not WeasyPrint."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from handouts.build import Built, build_packet
from handouts.checks import Permit
from handouts.folders import find_folders
from handouts.html import render_html
from handouts.library import Library, load_library
from handouts.orders import Order
from handouts.packet import Packet, assemble
from handouts.pieces import Blank, Marks, Picture, Run
from handouts.selection import Part
from handouts.variant import PAPERS, SIZES, Variant

# Fields that steer a section, or are heard and not seen.
UNSEEN = ("kind", "covers", "image", "tier", "alt")
TODAY = date(2026, 11, 22)


@cache
def builtin_library() -> Library:
    return load_library(find_folders(None, {}, Path("/nowhere")))


EVERYTHING = bool(os.environ.get("HANDOUTS_TEST_ALL"))  # `make test-all`: every packet in every size on both papers
SHORT = ("when-to-call", "make-a-packet")
SAMPLE = (*SHORT, "hsct-hospital")


def _is_printed(packet: str, variant: Variant) -> bool:
    """All packets in standard print on Letter, the whole ones in large print, too; the short ones in every size on both papers."""
    if EVERYTHING or packet in SHORT:
        return True
    in_large = packet in SAMPLE or builtin_library().packets[packet].value.part_of is None
    on_a4 = packet in SAMPLE and variant.size == "standard"
    return (variant.paper == "letter" or on_a4) and (variant.size == "standard" or (variant.size == "large" and in_large))


ORDERS = [
    Order(packet, locale, variant)
    for packet, recipe in sorted(builtin_library().packets.items())
    for locale in recipe.value.title
    for variant in (Variant(size, paper) for size in SIZES for paper in PAPERS)
    if _is_printed(packet, variant)
]


@dataclass(frozen=True)
class Printed:
    """A packet as assembled, and as it left the printer."""

    order: Order
    packet: Packet
    built: Built

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.built.pdf))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, as another program reads it."""
        document = pypdfium2.PdfDocument(self.built.pdf)
        return [page.get_textpage().get_text_range() for page in document]

    @cached_property
    def text_boxes(self) -> list[list[tuple[float, float, float, float]]]:
        """Where text stands on each page: left, bottom, right, top in points."""
        document = pypdfium2.PdfDocument(self.built.pdf)
        texts = [page.get_textpage() for page in document]
        return [[text.get_rect(index) for index in range(text.count_rects())] for text in texts]

    @property
    def words(self) -> set[str]:
        return set(words_in(" ".join(self.pages)))

    @cached_property
    def headings(self) -> list[str]:
        """The text of every heading in the HTML the page was made from, in order."""
        html = render_html(self.packet, self.order.variant, builtin_library().folders)
        return [unescape(re.sub(r"<[^>]+>", "", heading)) for heading in re.findall(r"<h[1-6]>(.*?)</h[1-6]>", html, re.DOTALL)]

    def elements(self) -> list[DictionaryObject]:
        """Every structure element, in reading order."""
        tree = self.reader.root_object["/StructTreeRoot"]
        return list(_walk(tree))


@cache
def printed(order: Order) -> Printed:
    library = builtin_library()
    return Printed(order, assemble(library, order.packet, order.locale), build_packet(library, Permit(TODAY), order))


def words_in(text: str) -> list[str]:
    """Words as runs of letters and digits, so that a line broken at a hyphen changes nothing."""
    return re.findall(r"[^\W_]+", text.replace("\u00ad", "").replace("\ufffe", "-"))


def texts_of(value: Any) -> list[str]:
    """Every text a reader should find on paper, from any part of a packet."""
    match value:
        case Part():
            return [text for name, item in value.fields.items() if name not in UNSEEN for text in texts_of(item)]
        case tuple() if value and all(isinstance(piece, Run | Blank | Marks) for piece in value):
            return ["".join(piece.text for piece in value if isinstance(piece, Run))]
        case tuple():
            return [text for item in value for text in texts_of(item)]
        case Run():
            return [value.text]
        case Picture():
            return [value.count, value.sentence]
        case _:
            return []


def _walk(element: Any) -> Any:
    element = element.get_object() if isinstance(element, IndirectObject) else element
    if not isinstance(element, DictionaryObject):
        return
    if "/S" in element:
        yield element
    kids = element.get("/K", [])
    kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from _walk(kid)
