"""A clinic's logo and color: on the page where they fit, refused where they could not be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from handouts.build import build_packet
from handouts.checks import Permit
from handouts.checks.views import LOGO as LOGO_PART
from handouts.color import contrast, luminance
from handouts.folders import find_folders
from handouts.html import render_html
from handouts.library import Library
from handouts.orders import Order
from handouts.packet import assemble
from handouts.pagefacts import Shape
from handouts.pdf.inspect import inspect_pdf
from handouts.problems import HandoutsError
from handouts.variant import PAPERS, SIZES, Paper, Size, Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, riverside_files, said

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0H40V10H0Z" fill="#123456"/></svg>'
HELLO = {MODULE_FILE: module_text("- {kind: paragraph, text: Hello.}"), PACKET_FILE: packet_text()}


def test_contrast_is_the_one_of_the_standard() -> None:
    """The examples of WCAG 2.2: black on white is 21 to 1, and #767676 is the lightest grey of 4.5 to 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < 4.5
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_logo_and_color_reach_the_page(folder: Callable[[Files], Path]) -> None:
    clinic = 'name: Riverside Clinic\nlogo: our-logo.svg\ncolor: "#123456"\n'
    root = folder({**riverside_files(), **HELLO, "clinic.yaml": clinic, "content/images/our-logo.svg": LOGO})
    html = render_html(assemble(load_clinic(root), "our-packet", "en-US"), Variant(), find_folders(root, {}, root))
    assert '<img src="images/our-logo.svg" alt="Riverside Clinic">' in html
    assert 'style="--accent: #123456;"' in html


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('color: "#77aadd"', "this color is too light to read: its contrast with the paper is 2.2 to 1"),
        ('color: "blue"', "'blue' is not a color"),
        ('color: "#000"', "'#000' is not a color"),
        ("logo: lost.svg", "there is no image 'lost.svg'"),
        ("logo: ../../etc/passwd", "is not in the right form"),
    ],
)
def test_what_cannot_be_read_is_refused(riverside: Callable[[Files], Library], line: str, reason: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        riverside({"clinic.yaml": f"name: Riverside\n{line}\n"})
    ((found_line, column, message),) = said(caught.value, "clinic.yaml")
    assert (found_line, column) == (2, line.index(":") + 3)
    assert reason in message


COLORFUL = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><title>Lakeside</title>
<circle cx="20" cy="20" r="18" fill="#0b4f6c"/><path d="M46 8H116V16H46Z" fill="#555"/>
<path d="M46 30H96" stroke="#ddd" stroke-width="2"/></svg>"""


def test_a_logo_may_have_any_colors_and_takes_no_room_from_the_fridge_page(folder: Callable[[Files], Path]) -> None:
    files = {"clinic.yaml": "name: Lakeside MS Center\nphone_24h: 555-0100\n"}
    order, permit = Order("when-to-call", "en-US", Variant()), Permit(date(2026, 11, 22))
    without = build_packet(load_clinic(folder(files)), permit, order)
    files |= {"clinic.yaml": files["clinic.yaml"] + "logo: our-logo.svg\n", "content/images/our-logo.svg": COLORFUL}
    built = build_packet(load_clinic(folder(files)), permit, order)
    assert built.pages == without.pages == 1
    facts = inspect_pdf(built.pdf, ())
    (logo,) = (figure for part, figure in facts.placed if part == LOGO_PART and figure.role == "Figure")
    shapes = [content for content in logo.contents() if isinstance(content, Shape)]
    assert len(shapes) == 3
    page = facts.pages[0]
    assert page.runs
    assert "Lakeside MS Center" not in page.furniture
    for shape in shapes:
        assert shape.box.top <= page.height_pt - 12, "where a printer reaches"
        beside = [run for run in page.runs if run.box.bottom < shape.box.top and run.box.top > shape.box.bottom]
        assert all(run.box.left > shape.box.right for run in beside)


@pytest.mark.parametrize("size", SIZES)
def test_in_large_print_or_with_a_long_title_a_logo_stands_above_the_title(folder: Callable[[Files], Path], size: Size) -> None:
    clinic = "name: Lakeside MS Center\nlogo: our-logo.svg\n"
    title = packet_text(title="{en-US: What to do in the weeks before and after your transplant}")
    root = folder({**riverside_files(), **HELLO, PACKET_FILE: title, "clinic.yaml": clinic, "content/images/our-logo.svg": COLORFUL})
    facts = inspect_pdf(build_packet(load_clinic(root), Permit(date(2026, 11, 22)), Order("our-packet", "en-US", Variant(size))).pdf, ())
    (logo,) = (figure for part, figure in facts.placed if part == LOGO_PART and figure.role == "Figure")
    boxes = [shape.box for shape in logo.contents() if isinstance(shape, Shape)]
    lowest, highest = min(box.bottom for box in boxes), max(box.top for box in boxes)
    runs = facts.pages[0].runs
    assert runs
    assert not any(run.box.bottom < highest and run.box.top > lowest for run in runs)


LONG_NAME = "Lakeside and Riverside Center for Multiple Sclerosis and Transplant"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_name_title_and_number_stay_where_a_printer_reaches(folder: Callable[[Files], Path], size: Size, paper: Paper) -> None:
    clinic = f'name: "{LONG_NAME}"\nphone_24h: "+1 (555) 555-0100 ext. 1234"\n'
    title = packet_text(title="{en-US: What to do in the weeks before and after your transplant}")
    root = folder({**riverside_files(), **HELLO, PACKET_FILE: title, "clinic.yaml": clinic})
    built = build_packet(load_clinic(root), Permit(date(2026, 11, 22)), Order("our-packet", "en-US", Variant(size, paper)))
    document = pypdfium2.PdfDocument(built.pdf)
    texts = [page.get_textpage() for page in document]
    heights = [(box[3], page.get_height(), box[1]) for page, text in zip(document, texts, strict=True) for box in rects_of(text)]
    assert len(heights) > 5
    assert all(top < height - 5 / 25.4 * 72 and bottom > 5 / 25.4 * 72 for top, height, bottom in heights)
    assert "Sclerosis and Transplant" in " ".join(texts[0].get_text_range().split())


def rects_of(text: Any) -> list[tuple[float, float, float, float]]:
    return [text.get_rect(index) for index in range(text.count_rects())]


def test_a_name_that_no_header_holds_is_refused(riverside: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError, match="longer than 70 characters"):
        riverside({"clinic.yaml": f"name: {LONG_NAME} and More\n"})
