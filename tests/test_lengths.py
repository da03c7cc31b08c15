"""How long each sheet is: as counted on real pages, and estimated for what nobody has counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handouts.lengths import Length, lengths_of, total_minutes, total_pages
from handouts.library import Library
from handouts.orders import Order
from handouts.pace import minutes_to_read
from handouts.pdf.inspect import inspect_pdf
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text
from tests.printed import ORDERS, SAMPLE, builtin_library, printed
from tools.sheet_lengths import sheet_pages

LETTER = [order for order in ORDERS if order.variant.paper == "letter"]
COUNTED = [order for order in LETTER if order.variant.size == "standard" or (order.variant.size == "large" and order.packet in SAMPLE)]
AGAIN = "run `make lengths`: modules, templates or styles have changed"


@pytest.mark.parametrize(
    "order", [pytest.param(order, marks=pytest.mark.xdist_group(order.file_name)) for order in COUNTED], ids=lambda order: order.file_name
)
def test_each_sheet_has_as_many_pages_as_is_told_and_a_packet_about_as_many(order: Order) -> None:
    packet, variant = printed(order).packet, order.variant
    told = lengths_of(builtin_library(), packet.audience, order.locale, variant.size, variant.paper)
    facts = inspect_pdf(printed(order).built.pdf, ())
    pages = sheet_pages(facts)
    below_title = packet.has_front or len(packet.sheets) < 5  # page 1 has the title of the packet as well
    within = packet.sheets[1:] if below_title else packet.sheets
    if packet.layout == "sheets":
        assert {sheet.module: told[sheet.module].pages for sheet in within} == {sheet.module: pages[sheet.module] for sheet in within}, (
            AGAIN
        )
    sheets = [told[sheet.module] for sheet in packet.sheets]
    assert abs(total_pages(sheets, variant.size) - len(facts.pages)) <= (1 if variant.size == "standard" else 2)
    assert total_minutes(sheets, variant.size) == minutes_to_read(packet, variant.size)


def test_every_built_in_sheet_has_been_counted_as_it_is_now() -> None:
    library = builtin_library()
    estimated = [
        module
        for audience in library.audiences
        for module, length in lengths_of(library, audience, "en-US", "large", "a4").items()
        if not length.measured
    ]
    assert estimated == [], AGAIN
    assert len(lengths_of(library, "caregiver", "en-US", "standard", "letter")) > 20


def test_a_module_of_the_clinic_is_estimated_by_its_words_and_says_so(library_of: Callable[[Files], Library]) -> None:
    item = "    - This line has exactly eight words in it.\n"
    long = "".join(f"- kind: bullets\n  intro: Read this.\n  items:\n{item * 6}" for _ in range(10))
    library = library_of({MODULE_FILE: module_text(long), PACKET_FILE: packet_text()})
    lengths = lengths_of(library, "caregiver", "en-US", "standard", "letter")
    assert (lengths["our-ward"].pages, lengths["our-ward"].measured, lengths["our-ward"].in_words) == (2, False, "about 2 pages")
    assert lengths["vaccines"].in_words == "1 page"
    assert lengths_of(library, "caregiver", "en-US", "large", "letter")["our-ward"].pages > 2


@pytest.mark.parametrize(
    ("size", "minutes"),
    [("standard", 2), ("large", 3)],
)
def test_large_print_is_read_more_slowly(size: str, minutes: int) -> None:
    assert Length(1, 300, measured=True).minutes(size) == minutes  # type: ignore[arg-type]
