"""What goes to paper otherwise than page after page: both sides, booklets, what is cut out, and grey. Read back from the files."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from handouts.build import Built, build_packet
from handouts.checks import Permit
from handouts.cutouts import uncited
from handouts.folders import builtin_folder, find_folders
from handouts.library import Library
from handouts.orders import Order
from handouts.packet import assemble
from handouts.paper import Printing
from handouts.pdf.apart import render_apart
from handouts.pdf.grey import grey_of, grey_picture
from handouts.pdf.imposition import sides, spare_pages
from handouts.pdf.printer import for_printer
from handouts.pdf.render import Rendered
from handouts.pieces import Marks, Run
from handouts.problems import HandoutsError
from handouts.variant import PAPERS, SIZES, Variant
from tests.clinics import load_alone, locale_text, module_text, packet_text, whole_files, write_folder
from tests.printed import ORDERS, TODAY, builtin_library, printed

MM = 72 / 25.4
PAPER_MM = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
Box = tuple[float, float, float, float]
Command = Callable[..., subprocess.CompletedProcess[str]]
everywhere = pytest.mark.parametrize(("size", "paper"), [(size, paper) for size in SIZES for paper in PAPERS])
every_size = pytest.mark.parametrize(("size", "paper"), [("standard", "letter"), ("large", "a4"), ("extra-large", "letter")])


def lines_on(pdf: bytes) -> list[list[tuple[str, Box]]]:
    """Return each line of text of each page and where it stands: left, bottom, right, top in millimeters."""
    pages = []
    for sheet in pypdfium2.PdfDocument(pdf):
        text = sheet.get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        said = [text.get_text_bounded(*box).replace("\N{NO-BREAK SPACE}", " ") for box in boxes]
        pages.append([(words, tuple(edge / MM for edge in box)) for words, box in zip(said, boxes, strict=True)])
    return pages


def words_of(lines: list[tuple[str, Box]]) -> str:
    return " ".join(" ".join(text for text, _ in lines).split())


def around(lines: list[tuple[str, Box]]) -> Box:
    """Return the box around all text of a page."""
    lefts, bottoms, rights, tops = zip(*(box for _, box in lines), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def sizes_mm(pdf: bytes) -> set[tuple[float, float]]:
    return {tuple(round(edge / MM, 1) for edge in sheet.get_size()) for sheet in pypdfium2.PdfDocument(pdf)}


def wishes(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return {key: str(value) for key, value in document.Root.ViewerPreferences.items()}


def assert_conforms(pdf: bytes) -> None:
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, (profile, [failure.message for failure in report.failures][:5])


# Both sides of the paper


@cache
def built(packet: str, variant: Variant, *, cut: bool = False) -> Built:
    return build_packet(builtin_library(), Permit(TODAY), Order(packet, "en-US", variant, cut=cut))


def body_of(lines: list[tuple[str, Box]], paper: str) -> list[tuple[str, Box]]:
    """Return the lines between header and footer."""
    return [(text, box) for text, box in lines if box[1] > 40 and box[3] < PAPER_MM[paper][1] - 32]


LENGTHY = {"standard": "caregiver-home", "large": "newly-diagnosed-first-visit", "extra-large": "newly-diagnosed-first-visit"}


@every_size
def test_on_both_sides_every_page_holds_the_same_lines(size: Any, paper: Any) -> None:
    """Page breaks are those of the plain file; the text has only moved, right on right pages and left on left pages."""
    variant = Variant(size, paper)
    one_side, both_sides = (lines_on(built(LENGTHY[size], each).pdf) for each in (variant, replace(variant, duplex=True)))
    assert len(one_side) == len(both_sides) > 3
    compared = 0
    for number, (plain, moved) in enumerate(zip(one_side, both_sides, strict=True), 1):
        before, after = body_of(plain, paper), body_of(moved, paper)
        assert [text for text, _ in before] == [text for text, _ in after]
        for (_, old), (_, new) in zip(before, after, strict=True):
            assert new[0] - old[0] == pytest.approx(4 if number % 2 else -4, abs=0.05)
            assert (new[2] - new[0], new[1]) == pytest.approx((old[2] - old[0], old[1]), abs=0.05)
            compared += 1
    assert compared > 40


@every_size
def test_on_both_sides_there_is_room_for_holes(size: Any, paper: Any) -> None:
    pages = lines_on(built(LENGTHY[size], Variant(size, paper, duplex=True)).pdf)
    width = PAPER_MM[paper][0]
    for number, lines in enumerate(pages, 1):
        bound = min(box[0] for _, box in lines) if number % 2 else width - max(box[2] for _, box in lines)
        assert bound >= 20, number
        assert min(min(box[0], width - box[2]) for _, box in lines) >= 10, number


def test_page_numbers_stand_outside() -> None:
    for number, lines in enumerate(lines_on(built(LENGTHY["standard"], Variant(duplex=True)).pdf), 1):
        found = [box for text, box in lines if text.startswith(f"Page {number} of ")]
        assert len(found) == 1
        left, right = found[0][0], 215.9 - found[0][2]
        assert right < left if number % 2 else left < right


def test_the_printer_is_asked_for_both_sides() -> None:
    made = built("when-to-call", Variant(duplex=True))
    assert wishes(made.pdf)["/Duplex"] == "/DuplexFlipLongEdge"
    assert wishes(made.pdf)["/PrintScaling"] == "/None"
    assert_conforms(made.pdf)
    assert "/Duplex" not in wishes(built("when-to-call", Variant()).pdf)


# Booklets


@pytest.mark.parametrize("pages", range(4, 41, 4))
@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_folded_stack_reads_in_order(pages: int, right_to_left: bool) -> None:
    """Lay the sheets into each other, fold, and turn the leaves: into the middle, and out of it again."""
    printed_sides = sides(pages, right_to_left=right_to_left)
    sheets = [(front, back) for front, back in zip(printed_sides[::2], printed_sides[1::2], strict=True)]
    assert len(sheets) == pages // 4
    if right_to_left:
        sheets = [((front[1], front[0]), (back[1], back[0])) for front, back in sheets]
    inwards = [number for front, back in sheets for number in (front[1], back[0])]
    outwards = [number for front, back in reversed(sheets) for number in (back[1], front[0])]
    assert inwards + outwards == list(range(1, pages + 1))


def test_pages_that_do_not_fill_a_sheet_are_refused() -> None:
    assert [spare_pages(pages) for pages in range(1, 10)] == [3, 2, 1, 0, 3, 2, 1, 0, 3]
    with pytest.raises(ValueError, match="6 pages"):
        sides(6)


MOST = 9
LOCALES = {"en-US": "ltr", "en-GB": "rtl"}
CALLS = """
- {kind: call, tier: emergency, signs: [Chest pain.]}
- {kind: call, tier: urgent, signs: [Fever.], do_not: Wait.}
"""


def with_templates(library: Library) -> Library:
    return replace(library, folders=(*library.folders, builtin_folder()))


def booklet_files() -> dict[str, str]:
    """Return packets of one page, of two, and so on, in a language read from the left and in one read from the right."""
    files = {
        **whole_files(),
        "content/locales/en-GB.yaml": locale_text("en-GB", direction="rtl"),
        "content/glossary/en-GB.yaml": "terms: [{id: rest, term: rest, plain: a pause}]\n",
    }
    files["content/audiences/visitor.yaml"] = "id: visitor\nname: {en-US: visitors, en-GB: visitors}\n"
    for locale in LOCALES:
        for number in range(1, MOST + 1):
            words = f"- {{kind: paragraph, text: This is sheet {number}.}}" + (CALLS if number == 1 else "")
            written = module_text(words, id=f"sheet-{number}", title=f"Sheet {number}", audiences="[visitor]")
            files[f"content/modules/sheet-{number}/{locale}.yaml"] = written
    for pages in range(1, MOST + 1):
        modules = ", ".join(f"sheet-{number}" for number in range(1, pages + 1))
        titles = "{en-US: Our packet, en-GB: Our packet}"
        lines = {"id": f"packet-{pages}", "title": titles, "purpose": "{en-US: It helps., en-GB: It helps.}", "audience": "visitor"}
        # No contents list, which packets of more than four sheets have: a page would be two.
        files[f"content/packets/packet-{pages}.yaml"] = packet_text(**lines, layout="sheets", modules=f"[{modules}]")
    return files


@pytest.fixture(scope="module")
def booklets(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Rendered, Rendered]]:
    """Make a packet of so many sheets: its pages for both sides, and its booklet."""
    library = with_templates(load_alone(write_folder(tmp_path_factory.mktemp("clinic"), booklet_files())))

    @cache
    def made(sheets: int, locale: str = "en-US") -> tuple[Rendered, Rendered]:
        printing = Printing(library, assemble(library, f"packet-{sheets}", locale), Variant(duplex=True), False, render_apart)
        reader = printing.reader()
        return reader, printing.booklet(reader)

    return made


def halves(sheets: list[list[tuple[str, Box]]], width: float, *, right_to_left: bool = False) -> dict[int, list[tuple[str, Box]]]:
    """Return the texts of each page of a booklet, at their place on the page, from the texts on each side of paper."""
    found: dict[int, list[tuple[str, Box]]] = {}
    for texts, (left, right) in zip(sheets, sides(len(sheets) * 2, right_to_left=right_to_left), strict=True):
        assert all(box[2] < width or box[0] > width for _, box in texts), "a text crosses the fold"
        found[left] = [(text, box) for text, box in texts if box[2] < width]
        found[right] = [(text, (box[0] - width, box[1], box[2] - width, box[3])) for text, box in texts if box[0] > width]
    return found


def pictures_of(pdf: bytes) -> list[Image.Image]:
    return [sheet.render(scale=0.5, grayscale=True).to_pil() for sheet in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize(("sheets", "locale"), [*((n, "en-US") for n in range(1, MOST + 1)), (2, "en-GB"), (5, "en-GB"), (8, "en-GB")])
def test_each_page_of_a_booklet_is_a_page_of_the_packet_as_large_as_it_was(booklets: Any, sheets: int, locale: str) -> None:
    reader, booklet = booklets(sheets, locale)
    whole = reader.pages + spare_pages(reader.pages)
    assert whole % 4 == 0
    assert booklet.pages == len(pypdfium2.PdfDocument(booklet.pdf)) == whole // 2
    assert sizes_mm(booklet.pdf) == {(431.8, 279.4)}  # Tabloid, 17 by 11 inches
    found = {}
    placed = sides(whole, right_to_left=LOCALES[locale] == "rtl")
    for picture, (left, right) in zip(pictures_of(booklet.pdf), placed, strict=True):
        found[left], found[right] = picture.crop((0, 0, 306, 396)), picture.crop((306, 0, 612, 396))
    for number, picture in enumerate(pictures_of(reader.pdf), 1):
        assert ImageChops.difference(found[number], picture).getextrema()[1] < 8  # type: ignore[operator]
        assert all(ImageChops.difference(found[other], picture).getextrema()[1] > 80 for other in found if other != number)  # type: ignore[operator]


@pytest.mark.parametrize("sheets", range(1, MOST + 1))
def test_pages_left_over_are_for_notes_and_the_last_says_whom_to_call(booklets: Any, sheets: int) -> None:
    reader, booklet = booklets(sheets)
    whole = reader.pages + spare_pages(reader.pages)
    pages = halves(lines_on(booklet.pdf), 215.9)
    spare = [words_of(pages[number]) for number in range(reader.pages + 1, whole + 1)]
    for notes in spare[:-1]:
        assert notes == "My notes"
    for back in spare[-1:]:
        assert "Emergency: call 911" in back
        assert "Day or night: call 555-0100" in back
        assert "Check again by" in back


def test_the_back_of_a_booklet_that_says_not_whom_to_call_says_what_it_is() -> None:
    made = built("hsct-decision", Variant(form="booklet", duplex=True))
    (booklet,) = made.beside
    assert made.pages
    spare = spare_pages(made.pages)
    assert spare > 0, "there is no back to look at"
    pages = halves(lines_on(booklet.pdf), 215.9)
    back = words_of(pages[made.pages + spare])
    for words in ("Is HSCT for you?", "Draft: not yet approved by your clinic. Written November", "Check again by November"):
        assert words in back
    assert "My notes" not in back
    (code,) = re.findall(r"Packet code: (\S+)", back)
    assert f"Packet code: {code}" in " ".join(words_of(lines) for lines in lines_on(made.pdf))


def test_lines_for_notes_are_as_wide_as_the_text(booklets: Any) -> None:
    _, booklet = booklets(2)
    pages_2_and_3 = pypdfium2.PdfDocument(booklet.pdf)[1]
    widths = [right - left for _, (left, _, right, _) in drawn_on(pages_2_and_3) if right - left > 120]
    assert len(widths) > 20
    assert set(map(round, widths)) == {152}, "the text of a standard page is 152 mm wide"


@every_size
def test_a_booklet_keeps_its_points_on_both_papers(size: Any, paper: Any) -> None:
    """Letter pages lie on Tabloid, A4 pages on A3, and nothing is nearer than 10 mm to the fold or an edge."""
    made = built(LENGTHY[size], Variant(size, paper, form="booklet", duplex=True))
    (booklet,) = made.beside
    assert made.pages
    assert booklet.pages == (made.pages + spare_pages(made.pages)) // 2
    width, height = PAPER_MM[paper]
    assert sizes_mm(booklet.pdf) == {(2 * width, height)}
    folded = halves(lines_on(booklet.pdf), width)
    assert len(folded) == booklet.pages * 2
    for number, lines in enumerate(lines_on(made.pdf), 1):
        assert around(folded[number]) == pytest.approx(around(lines), abs=0.1)
    for lines in folded.values():
        left, bottom, right, top = around(lines)
        assert min(left, width - right, height - top) >= 9.9
        assert bottom >= 8


def test_the_file_for_readers_is_the_same_with_a_booklet_beside_it() -> None:
    made = built("when-to-call", Variant(form="booklet"))
    assert made.pdf == built("when-to-call", Variant()).pdf
    assert [(file.name, file.pages) for file in made.beside] == [("when-to-call.en-US.booklet.pdf", 2)]


@pytest.mark.parametrize(("locale", "direction"), [("en-US", None), ("en-GB", "/R2L")])
def test_a_booklet_says_what_it_is_and_how_to_print_it(booklets: Any, locale: str, direction: str | None) -> None:
    _, booklet = booklets(2, locale)
    said = wishes(booklet.pdf)
    assert (said["/Duplex"], said["/PrintScaling"]) == ("/DuplexFlipShortEdge", "/None")
    assert said.get("/Direction") == direction
    with pikepdf.open(BytesIO(booklet.pdf)) as document:
        assert str(document.docinfo.Title) == "Our packet (booklet, for printing only)"
        assert str(document.Root.Lang) == locale


# What is cut out


@cache
def cut_file(packet: str, size: Any, paper: Any) -> bytes:
    library = builtin_library()
    return Printing(library, assemble(library, packet, "en-US"), Variant(size, paper), False, render_apart).cut_outs().pdf


def drawn_on(sheet: pypdfium2.PdfPage) -> Iterator[tuple[bool, Box]]:
    """Yield each line or box drawn, not text: whether it is dashed, and where it is in millimeters."""
    for thing in sheet.get_objects(max_depth=5):
        if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH:
            dashed = pypdfium2.raw.FPDFPageObj_GetDashCount(thing.raw) > 0
            left, bottom, right, top = (edge / MM for edge in thing.get_bounds())
            yield dashed, (left, bottom, right, top)


@everywhere
def test_what_is_cut_out_is_accessible_and_in_reach_of_the_printer(size: Any, paper: Any) -> None:
    pdf = cut_file("hsct-hospital", size, paper)
    assert_conforms(pdf)
    width, height = PAPER_MM[paper]
    assert sizes_mm(pdf) == {(width, height)}
    drawn = 0
    for sheet, lines in zip(pypdfium2.PdfDocument(pdf), lines_on(pdf), strict=True):
        for box in [*(box for _, box in lines), *(box for _, box in drawn_on(sheet))]:
            assert min(box[0], box[1], width - box[2], height - box[3]) >= 8
            drawn += 1
    assert drawn > 20


@everywhere
def test_what_is_cut_out_has_all_its_words_and_no_source_numbers(size: Any, paper: Any) -> None:
    text = words_of([line for lines in lines_on(cut_file("hsct-hospital", size, paper)) for line in lines])
    for words in ("911", "Chest pain", "Transplant day", "Allergies", "No live vaccine", "Draft: not yet approved by your clinic"):
        assert words in text
    assert text.count("Check again by November 22, 2027") >= 2  # what is cut apart must not outlive its date unseen
    assert not re.search(r"\[\d", text)


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_fridge_page_is_one_page_with_its_numbers_large(size: Any, paper: Any) -> None:
    for packet in ("hsct-hospital", "when-to-call", "caregiver", "caregiver-home", "hsct-candidate"):
        first, *others = lines_on(cut_file(packet, size, paper))
        assert not any(words in text for lines in others for text, _ in lines for words in ("Emergency", "Day or night: call"))
        assert words_of(first).count("Draft") == 1
        (emergency,) = (box for text, box in first if text.strip().endswith("911"))
        assert emergency[3] - emergency[1] > 6, "the number is not large"
        assert "Day or night: call" in " ".join(text for text, _ in first)


@pytest.mark.parametrize("paper", PAPERS)
def test_calls_too_large_for_one_page_are_cut_out_one_by_one(paper: Any) -> None:
    said = [words_of(lines) for lines in lines_on(cut_file("when-to-call", "extra-large", paper))]
    assert ["Emergency" in text for text in said] == [True, False]
    assert ["Day or night: call" in text for text in said] == [False, True]
    assert all("Check again by" in text for text in said)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_heading_on_the_fridge_stands_on_one_line_and_large_print_makes_none_smaller(paper: Any) -> None:
    heights = []
    for size in ("standard", "large"):
        lines = [(text.strip(), top - bottom) for text, (_, bottom, _, top) in lines_on(cut_file("when-to-call", size, paper))[0]]
        found = {
            start: height for text, height in lines for start in ("100.4 °F (38.0 °C) or higher? Call now", "911") if text.endswith(start)
        }
        assert len(found) == 2, lines
        heights.append(found)
    assert all(heights[1][words] >= heights[0][words] for words in heights[0])


@pytest.mark.parametrize("paper", PAPERS)
def test_a_card_is_86_by_54_millimeters_and_no_line_crosses_a_word(paper: Any) -> None:
    pdf = cut_file("hsct-hospital", "standard", paper)
    sheet, lines = pypdfium2.PdfDocument(pdf)[1], lines_on(pdf)[1]
    left, right = (PAPER_MM[paper][0] - 172) / 2, (PAPER_MM[paper][0] + 172) / 2
    cuts, folds = cuts_and_folds(sheet)
    assert (len(cuts), len(folds)) == (4, 2)
    for bottom, fold, top in zip(cuts[::2], folds, cuts[1::2], strict=True):
        assert (top - fold, fold - bottom) == pytest.approx((54, 54), abs=0.7)
    inside = [(text, box) for text, box in lines if box[0] > left and "Cut along" not in text and "What does" not in text]
    assert len(inside) > 30
    for text, box in inside:
        assert left + 2 < box[0], text
        assert box[2] < right - 2, text
        assert box[2] < PAPER_MM[paper][0] / 2 - 1 or box[0] > PAPER_MM[paper][0] / 2 + 1, text
        assert not any(box[1] - 1 < level < box[3] + 1 for level in (*cuts, *folds)), text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_card_says_how_to_fold_it_why_there_are_two_and_leaves_room_for_the_number(paper: Any) -> None:
    pdf = cut_file("hsct-hospital", "standard", paper)
    said, drawn = words_of(lines_on(pdf)[1]), list(drawn_on(pypdfium2.PdfDocument(pdf)[1]))
    assert "Fold the right half behind, then the bottom half behind. The first words stay in front." in said
    assert said.count("One is for the wallet, one for the bag.") == 1
    assert sum(79 < right - left < 81 for _, (left, _, right, _) in drawn) == 2, "the lines for the team's number"


@everywhere
def test_every_piece_of_a_large_card_says_what_it_is_about_and_whose_it_is(size: Any, paper: Any) -> None:
    said = [words_of(lines) for lines in lines_on(cut_file("hsct-hospital", size, paper))]
    pieces = [text for text in said if "Transplant day" in text or "Irradiated blood" in text]
    assert len(pieces) == (1 if size == "standard" else 2)
    for text in pieces:
        assert "I had HSCT" in text
        assert "My name" in text


def cuts_and_folds(sheet: pypdfium2.PdfPage) -> tuple[list[float], list[float]]:
    """Return the heights of the dashed lines, and of the lower panels of cards, which begin with a dotted one."""
    drawn = list(drawn_on(sheet))
    cuts = {round((bottom + top) / 2, 1) for dashed, (left, bottom, right, top) in drawn if dashed and right - left > 5}
    panels = [(bottom, top) for _, (left, bottom, right, top) in drawn if abs(right - left - 86) < 0.5]
    lower = [top for bottom, top in panels if any(abs(bottom - cut) < 0.8 for cut in cuts)]
    return sorted(cuts), sorted({round(top, 1) for top in lower if not any(abs(top - cut) < 0.8 for cut in cuts)})


def test_a_card_with_more_to_say_grows_and_is_cut_at_no_word(tmp_path: Path) -> None:
    long = "This is a long sentence that a clinic has put on its card, and it goes on and on."
    card = f"- kind: card\n  title: Our card\n  faces: [{{title: Tell them, items: {[long] * 5}, fill_in: [My name]}}]"
    files = {"content/modules/our-ward/en-US.yaml": module_text(card), "content/packets/our-packet.yaml": packet_text()}
    library = with_templates(load_alone(write_folder(tmp_path, {**whole_files(), **files})))
    made = Printing(library, assemble(library, "our-packet", "en-US"), Variant(), False, render_apart).cut_outs()
    sheet, lines = pypdfium2.PdfDocument(made.pdf)[0], lines_on(made.pdf)[0]
    cuts, folds = cuts_and_folds(sheet)
    assert cuts[-1] - folds[-1] > 58
    said = [box for text, box in lines if text.strip() and "Cut along" not in text]
    assert len(said) > 15
    assert not any(box[1] - 1 < level < box[3] + 1 for box in said for level in (*cuts, *folds))


def test_a_packet_with_nothing_to_cut_out_says_so() -> None:
    with pytest.raises(HandoutsError) as caught:
        build_packet(builtin_library(), Permit(TODAY), Order("hsct-decision", "en-US", Variant(), cut=True))
    (problem,) = (each for each in caught.value.problems if each.severity == "error")
    assert problem.message.startswith("there is nothing to cut out")
    assert problem.place.path.endswith("hsct-decision.yaml")
    assert problem.hint


def test_what_is_cut_out_leaves_its_source_numbers_behind() -> None:
    assert uncited((Run("Call now "), Marks((1,)), Run("."))) == (Run("Call now"), Run("."))
    assert uncited((Marks((1,)), Run("Call"))) == (Run("Call"),)


# Grey

channel = st.integers(0, 255).map(lambda value: value / 255)


def luminance(color: tuple[float, float, float]) -> float:
    """As WCAG 2.2 defines it, written down again."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.tuples(channel, channel, channel), st.tuples(channel, channel, channel))
def test_contrast_is_the_same_in_grey(one: tuple[float, float, float], other: tuple[float, float, float]) -> None:
    def contrast(*colors: tuple[float, float, float]) -> float:
        dark, light = sorted(map(luminance, colors))
        return (light + 0.05) / (dark + 0.05)

    greys = [(grey_of(color),) * 3 for color in (one, other)]
    assert contrast(*greys) == pytest.approx(contrast(one, other), rel=0.01)


def test_inks_and_greys_have_a_grey_too() -> None:
    assert grey_of((0.0, 0.0, 0.0, 1.0)) == 0
    assert grey_of((0.0, 0.0, 0.0, 0.0)) == 1
    assert grey_of((0.37,)) == grey_of((0.37, 0.37, 0.37)) == 0.37
    with pytest.raises(ValueError, match="2 parts"):
        grey_of((0.1, 0.2))


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=40))
def test_a_picture_turns_as_grey_as_a_fill_of_its_color(pixels: list[tuple[int, int, int]]) -> None:
    picture = Image.new("RGB", (len(pixels), 1))
    picture.putdata(pixels)
    grey = grey_picture(picture)
    assert grey.mode == "L"
    for found, color in zip(grey.tobytes(), pixels, strict=True):
        assert found == pytest.approx(grey_of(tuple(value / 255 for value in color)) * 255, abs=0.6)
        assert len(set(color)) > 1 or found == color[0]


def colored_operators(pdf: bytes) -> list[str]:
    """Return what would print in color, wherever it stands in the file: in pages, forms, patterns, gradients, pictures."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        drawn = [page.obj for page in document.pages] + [each for each in streams if "/BBox" in each]
        for thing in drawn:
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(thing)}
            found += sorted(operators & {"rg", "RG", "k", "K"})
        found += [str(each.ColorSpace) for each in streams if each.get("/ColorSpace", "/DeviceGray") != "/DeviceGray"]
        names = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/ShadingType" in thing]
        found += [str(each.ColorSpace) for each in names if each.ColorSpace != "/DeviceGray"]
    assert len(drawn) > 0
    return found


def is_grey(pdf: bytes) -> bool:
    """Whether every pixel of every page is, drawn by a program that is not ours."""
    pictures = [sheet.render(scale=0.25).to_pil().convert("RGB") for sheet in pypdfium2.PdfDocument(pdf)]
    assert all(picture.getextrema() != ((255, 255),) * 3 for picture in pictures), "an empty page shows nothing"
    return all(len({band.tobytes() for band in picture.split()}) == 1 for picture in pictures)


PLAIN = [order for order in ORDERS if order.variant == Variant()]


@pytest.mark.parametrize(
    "order", [pytest.param(each, marks=pytest.mark.xdist_group(each.file_name)) for each in PLAIN], ids=lambda each: each.packet
)
def test_a_packet_in_grey_has_no_color_left_and_everything_else(order: Order) -> None:
    color = printed(order).built.pdf
    grey = for_printer(color, grey=True)
    assert colored_operators(grey) == []
    assert is_grey(grey)
    assert_conforms(grey)
    with pikepdf.open(BytesIO(color)) as before, pikepdf.open(BytesIO(grey)) as after:
        tags, same = ([str(thing.S) for thing in document.objects if _is_tag(thing)] for document in (before, after))
    assert len(tags) > 20
    assert sorted(tags) == sorted(same)


def _is_tag(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><defs>
<linearGradient id="g">
<stop offset="0" stop-color="#d22"/><stop offset="0.5" stop-color="#2d2"/><stop offset="1" stop-color="#22d"/>
</linearGradient>
<radialGradient id="r"><stop offset="0" stop-color="#ff0" stop-opacity="0.3"/><stop offset="1" stop-color="#00f"/></radialGradient>
</defs>
<rect width="100" height="100" fill="url(#g)"/><rect x="100" width="100" height="100" fill="url(#r)"/>
<rect x="200" width="100" height="100" fill="#c0c" stroke="#0a0"/><g opacity="0.5"><circle cx="350" cy="50" r="40" fill="#e80"/></g>
</svg>"""
COLORS = """<html lang="en"><title>Colors</title><body style="font-family: Atkinson Hyperlegible"><h1>Colors</h1>
<img src="images/logo.png" alt="A"><img src="images/drawing.svg" alt="B">
<p style="color: color(srgb 1 0 0); background: url(images/logo.png) lime">Words</p>
<p style="border: 3pt solid teal; background: linear-gradient(red, yellow)">Words</p></body></html>"""


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_logos_gradients_and_patterns_turn_grey(folder: Any, mode: str) -> None:
    """What a clinic's own drawings, styles and its logo may hold."""
    disk = Image.radial_gradient("L").resize((64, 64))
    logo = Image.merge("RGB", (disk, disk.rotate(90).transpose(Image.Transpose.ROTATE_90), Image.new("L", (64, 64), 30))).convert(mode)
    if mode == "RGBA":
        logo.putalpha(disk)
    file = BytesIO()
    logo.save(file, "PNG")
    root = folder({"content/images/logo.png": file.getvalue(), "content/images/drawing.svg": DRAWING})
    made = render_apart(COLORS, find_folders(root, {}, root), "colors").pdf
    assert not is_grey(made)
    assert {"rg", "RG"} <= set(colored_operators(made))
    grey = for_printer(made, grey=True)
    assert is_grey(grey)
    assert colored_operators(grey) == []
    assert_conforms(grey)


def test_booklets_and_cut_files_are_grey_too() -> None:
    made = built("when-to-call", Variant(form="booklet", grey=True), cut=True)
    files = {made.order.file_name: made.pdf, **{file.name: file.pdf for file in made.beside}}
    names = ["when-to-call.en-US.grey.pdf", "when-to-call.en-US.grey.booklet.pdf", "when-to-call.en-US.grey.cut.pdf"]
    assert list(files) == names
    assert all(is_grey(pdf) and not colored_operators(pdf) for pdf in files.values())


# On the command line

EVERYTHING = ("build", "when-to-call", "--form", "booklet", "--duplex", "--cut", "--grey")


def test_every_file_is_written_listed_and_on_record_the_same_in_every_process(tmp_path: Path, command: Command) -> None:
    stem = "when-to-call.en-US.a4.duplex.grey"
    names = [f"{stem}.pdf", f"{stem}.booklet.pdf", f"{stem}.cut.pdf"]
    found = []
    for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Los_Angeles")):
        output = tmp_path / seed
        ran = command(*EVERYTHING, "--paper", "a4", "--output", output, PYTHONHASHSEED=seed, TZ=zone)
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.split() == [str(output / name) for name in names]
        found.append({path.name: path.read_bytes() for path in output.iterdir()})
    assert set(found[0]) == {*names, f"{stem}.json"}
    record = json.loads(found[0].pop(f"{stem}.json"))
    assert record["sha256"] == {name: hashlib.sha256(pdf).hexdigest() for name, pdf in found[0].items()}
    assert [record[key] for key in ("form", "duplex", "grey", "paper", "size")] == ["booklet", True, True, "a4", "standard"]
    assert found[0] == {name: found[1][name] for name in names}


def test_paper_is_for_paper(command: Command) -> None:
    ran = command("build", "when-to-call", "--to", "html", "--size", "large", "--form", "booklet", "--duplex", "--grey", "--cut")
    assert ran.returncode == 2
    assert "--size and --form and --duplex and --grey and --cut are for paper" in " ".join(ran.stderr.split())


def test_nothing_is_written_when_there_is_nothing_to_cut_out(tmp_path: Path, command: Command) -> None:
    ran = command("build", "hsct-decision", "--to", "pdf", "--to", "text", "--cut", "--output", "out", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.count("there is nothing to cut out") == 1
    assert not (tmp_path / "out").exists()
