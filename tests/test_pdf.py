"""Facts every built-in packet must hold on paper, in each print size and on each paper."""

from __future__ import annotations

import json
from typing import Any

import page
import pytest

from handouts.markup import Keyed, Text
from handouts.passages import passages_of
from handouts.variant import Variant
from tests.printed import EVERYTHING, ORDERS, SHORT, Printed, printed, texts_of, words_in

PAPER_POINTS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}


@pytest.fixture(
    params=[pytest.param(order, marks=pytest.mark.xdist_group(order.file_name)) for order in ORDERS],
    ids=lambda order: order.file_name,
)
def sheet_of_paper(request: pytest.FixtureRequest) -> Printed:
    return printed(request.param)


# At most so many pages of standard print on Letter, in total: what a tired reader can take, and what a clinic will print.
PAGES = {
    "newly-diagnosed": 12,
    "newly-diagnosed-first-visit": 2,
    "hsct-candidate": 30,
    "hsct-decision": 10,
    "hsct-hospital": 12,
    "caregiver": 24,
    "caregiver-home": 10,
    "when-to-call": 1,
    "stem-cells-and-clinics": 8,
    "make-a-packet": 2,
}
WHOLE = ("newly-diagnosed", "hsct-candidate", "caregiver")
NOTHING_TO_CALL_ABOUT = ("hsct-decision", "stem-cells-and-clinics", "make-a-packet")  # read at leisure, long before; or by staff


def test_every_packet_size_and_paper_is_here() -> None:
    assert {order.packet for order in ORDERS} == set(PAGES)
    assert len(ORDERS) == (6 * len(PAGES) if EVERYTHING else len(PAGES) + len(WHOLE) + 5 * len(SHORT) + 2)  # one more, large and on A4


def test_every_page_is_the_paper_asked_for(sheet_of_paper: Printed) -> None:
    width, height = PAPER_POINTS[sheet_of_paper.order.variant.paper]
    boxes = [page.mediabox for page in sheet_of_paper.reader.pages]
    assert len(boxes) == sheet_of_paper.built.pages
    assert all(abs(float(box.width) - width) < 0.5 and abs(float(box.height) - height) < 0.5 for box in boxes)


def test_pdf_says_its_language_and_title(sheet_of_paper: Printed) -> None:
    root: Any = sheet_of_paper.reader.root_object
    assert str(root["/Lang"]) == "en-US"
    assert sheet_of_paper.reader.metadata is not None
    assert words_in(str(sheet_of_paper.reader.metadata.title)) == words_in(texts_of(sheet_of_paper.packet.title)[0])
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert str(root["/ViewerPreferences"]["/PrintScaling"]) == "/None"  # "fit to page" would shrink the letters


def test_an_independent_checker_finds_it_accessible(sheet_of_paper: Printed) -> None:
    """PDF/UA-1 (ISO 14289-1), by page-validation, which gives veraPDF's verdicts."""
    report = page.validate_pdf_bytes(sheet_of_paper.built.pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.total > 50


def test_every_word_of_the_packet_is_on_paper(sheet_of_paper: Printed) -> None:
    wanted = [
        text
        for sheet in sheet_of_paper.packet.sheets
        for text in [*texts_of(sheet.title), *texts_of(sheet.main_message), *texts_of(sheet.sections)]
    ]
    assert len(wanted) > 10
    missing = {word for text in wanted for word in words_in(text)} - sheet_of_paper.words
    assert missing == set()


def test_only_our_fonts_and_all_of_them_inside(sheet_of_paper: Printed) -> None:
    resources: list[Any] = [page_["/Resources"] for page_ in sheet_of_paper.reader.pages]
    fonts = [font.get_object() for resource in resources for font in resource["/Font"].values()]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert names
    assert all("Atkinson" in name for name in names), names
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in descriptors)


def test_bookmarks_are_the_headings(sheet_of_paper: Printed) -> None:
    """Each heading of the page, in order, and nothing else."""
    found = [str(entry["/Title"]) for entry in _flat(sheet_of_paper.reader.outline)]
    assert len(found) >= 4
    assert [words_in(title) for title in found] == [words_in(heading) for heading in sheet_of_paper.headings]


def _flat(outline: Any) -> list[Any]:
    return [each for entry in outline for each in (_flat(entry) if isinstance(entry, list) else [entry])]


def test_every_picture_says_its_numbers_to_a_screen_reader(sheet_of_paper: Printed) -> None:
    pictures = [
        picture
        for sheet in sheet_of_paper.packet.sheets
        for section in sheet.sections
        for picture in (
            [section.claim]
            if section.kind == "chance"
            else [item.claim for item in section.chances]
            if section.kind == "chance-comparison"
            else []
        )
    ]
    told = [str(element["/Alt"]) for element in sheet_of_paper.elements() if str(element["/S"]) == "/Figure"]
    drawings = [section.alt for sheet in sheet_of_paper.packet.sheets for section in sheet.sections if section.kind == "figure"]
    assert sorted(told) == sorted([picture.alt for picture in pictures] + [texts_of(alt)[0] for alt in drawings])
    assert told or sheet_of_paper.order.packet not in WHOLE
    assert all(str(picture.n) in picture.alt and str(picture.of - picture.n) in picture.alt for picture in pictures)


def test_what_is_typed_stands_on_one_line_letter_for_letter(sheet_of_paper: Printed) -> None:
    """Broken at a hyphen, or with another kind of space in it, a command is another one."""
    typed = [span.text for text in _written(sheet_of_paper) for span in text.all_spans() if isinstance(span, Keyed)]
    lines = [line for text in sheet_of_paper.pages for line in text.splitlines()]
    assert bool(typed) == (sheet_of_paper.order.packet == "make-a-packet")
    assert [command for command in typed if not any(command in line for line in lines)] == []


def _written(printed_packet: Printed) -> list[Text]:
    reader = printed_packet.packet.reader
    passages = [passage for sheet in printed_packet.packet.sheets for passage in passages_of(sheet.written, reader)]
    return [passage.written for passage in passages if passage.written]


def test_every_link_leads_somewhere(sheet_of_paper: Printed) -> None:
    reader = sheet_of_paper.reader
    links = [note.get_object() for page_ in reader.pages for note in page_.get("/Annots", []) if note.get_object()["/Subtype"] == "/Link"]
    inside = [str(link["/Dest"]) for link in links if "/Dest" in link]
    outside = [str(link["/A"]["/URI"]) for link in links if "/A" in link]
    assert len(inside) >= (len(sheet_of_paper.packet.sheets) if len(sheet_of_paper.packet.sheets) > 4 else 0)
    assert set(inside) <= set(reader.named_destinations)
    assert all(address.startswith(("https://", "tel:", "mailto:")) for address in outside)


def test_each_page_carries_its_furniture(sheet_of_paper: Printed) -> None:
    total = len(sheet_of_paper.pages)
    for number, text in enumerate(sheet_of_paper.pages, start=1):
        said = " ".join(text.split())
        assert f"Page {number} of {total}" in said
        assert "Draft: not yet approved" in said
        assert "Check again by November 22, 202" in said
        assert "Call ___" in said


def test_nothing_is_printed_where_a_printer_cannot_reach(sheet_of_paper: Printed) -> None:
    """8 mm at each edge: most office printers cannot print nearer, and what hangs over is lost."""
    edge = 8 / 25.4 * 72
    width, height = PAPER_POINTS[sheet_of_paper.order.variant.paper]
    boxes = [box for boxes in sheet_of_paper.text_boxes for box in boxes]
    assert len(boxes) > 50
    outside = [box for box in boxes if not (edge <= box[0] and box[2] <= width - edge and edge <= box[1] and box[3] <= height - edge)]
    assert outside == []


def test_page_one_holds_what_this_reader_needs_first(sheet_of_paper: Printed) -> None:
    needed: Any
    first, page_one = sheet_of_paper.packet.sheets[0], set(words_in(sheet_of_paper.pages[0]))
    if sheet_of_paper.packet.audience == "newly-diagnosed" and sheet_of_paper.order.variant.size == "extra-large":
        needed = sheet_of_paper.packet.purpose  # the key points need a page for themselves
    elif sheet_of_paper.packet.audience == "newly-diagnosed":
        (needed,) = [section for section in first.sections if section.kind == "key-points"]
    elif sheet_of_paper.order.packet in NOTHING_TO_CALL_ABOUT:
        needed = sheet_of_paper.packet.purpose
    else:
        needed = next(section for section in first.sections if section.kind == "call" and section.tier.tier == "emergency")
    assert {word for text in texts_of(needed) for word in words_in(text)} <= page_one


def test_page_one_of_the_candidate_and_the_caregiver_says_when_to_call_day_and_night(sheet_of_paper: Printed) -> None:
    if not any(section.kind == "call" and section.tier.tier == "urgent" for section in sheet_of_paper.packet.sheets[0].sections):
        assert sheet_of_paper.order.packet in ("newly-diagnosed", "newly-diagnosed-first-visit", *NOTHING_TO_CALL_ABOUT)
        return
    if sheet_of_paper.order.variant.size != "standard":
        assert sheet_of_paper.pages  # large print needs a page for each tier
        return
    urgent = next(
        section for section in sheet_of_paper.packet.sheets[0].sections if section.kind == "call" and section.tier.tier == "urgent"
    )
    wanted = {word for text in texts_of(urgent) for word in words_in(text)}
    assert wanted <= set(words_in(sheet_of_paper.pages[0]))
    assert {"100", "38", "96", "36"} <= wanted


def test_standard_print_stays_within_its_budget(sheet_of_paper: Printed) -> None:
    most = PAGES[sheet_of_paper.order.packet]
    assert sheet_of_paper.packet.page_budget == most
    if sheet_of_paper.order.variant == Variant():
        assert len(sheet_of_paper.pages) <= most
    assert not [warning for warning in sheet_of_paper.built.warnings if "budget" in warning.message]


def test_large_print_says_the_same_words(sheet_of_paper: Printed) -> None:
    """Large print is another layout of the same words, so its record names the same modules with the same hashes."""
    record = json.loads(sheet_of_paper.built.record)
    assert [module["id"] for module in record["modules"]] == [sheet.module for sheet in sheet_of_paper.packet.sheets]
    assert all(len(module["sha256"]) == 64 for module in record["modules"])
    assert record["pages"] == sheet_of_paper.built.pages
    assert f"Packet code: {record['code']}" in " ".join(" ".join(sheet_of_paper.pages[-2:]).split())
