"""Orders: what to build, settled from what a person asked for, what the packet's recipe says, and what is usual at the clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from handouts.library import Library
from handouts.model import PrintSettings
from handouts.variant import ENDINGS, Format, Paper, Variant

MAIN_LOCALE = "en-US"
_USUAL = Variant()
T = TypeVar("T")


@dataclass(frozen=True)
class Order:
    """What to build: one packet in one language and variant. `cut`: also a file of what people cut out of it."""

    packet: str
    locale: str
    variant: Variant
    format: Format = "pdf"
    cut: bool = False

    @property
    def file_name(self) -> str:
        """Return "newly-diagnosed.en-US.large.pdf": what was built, never for whom."""
        return f"{self.packet}.{self.locale}{self.variant.suffix if self.format == 'pdf' else ''}{ENDINGS[self.format]}"

    def name_for(self, what: str) -> str:
        """Return the name of a file beside it: "newly-diagnosed.en-US.large.booklet.pdf"."""
        return f"{Path(self.file_name).stem}.{what}.pdf"


def order_for(library: Library, packet: str, asked: PrintSettings | None = None, form: Format = "pdf") -> Order:
    """Return the order for a packet, there or not. What was not asked for is as its recipe says, else as is usual at the clinic."""
    asked = asked or PrintSettings()
    said = library.packets[packet].value.print if packet in library.packets else PrintSettings()
    locale = _first(asked.locale, said.locale, usual_locale(library))
    paper: Paper = _first(asked.paper, said.paper, library.clinic.paper, _USUAL.paper)
    if form != "pdf":  # the rest is for paper alone
        return Order(packet, locale, Variant(paper=paper), form)
    variant = Variant(
        size=_first(asked.size, said.size, _USUAL.size),
        paper=paper,
        form=_first(asked.form, said.form, _USUAL.form),
        duplex=_first(asked.duplex, said.duplex, False),
        grey=_first(asked.grey, said.grey, False),
    )
    return Order(packet, locale, variant, form, _first(asked.cut, said.cut, False))


def usual_order(library: Library, name: str, locale: str | None = None, paper: Paper | None = None) -> Order:
    """Return the order for a page that is not for a patient: in standard print, whatever a recipe says of its packet."""
    return Order(name, locale or usual_locale(library), Variant(paper=_first(paper, library.clinic.paper, _USUAL.paper)))


def usual_locale(library: Library) -> str:
    """Return the language of most of the clinic's readers."""
    return library.clinic.language or MAIN_LOCALE


def title_of(library: Library, packet: str, locale: str) -> str:
    """Return the title of a packet in this language, else in another one it has."""
    titles: Mapping[str, object] = library.packets[packet].value.title
    return str(titles.get(locale) or next(iter(titles.values())))


def _first(*wishes: T | None) -> T:
    return next(wish for wish in wishes if wish is not None)
