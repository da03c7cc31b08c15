"""A clinic's logo and color: on the page where they fit, refused where they could not be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.color import contrast, luminance
from handouts.folders import find_folders
from handouts.html import render_html
from handouts.library import Library
from handouts.packet import assemble
from handouts.problems import HandoutsError
from handouts.variant import Variant
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
    assert 'style="--accent: #123456"' in html


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
