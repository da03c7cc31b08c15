"""The drawings of the built-in library: safe to read, without words, and told apart on a grey printer."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from handouts.folders import builtin_folder
from handouts.sections import Figure
from tests.printed import builtin_library

DRAWINGS = sorted((builtin_folder().root / "content" / "images").iterdir())
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {
    f"{SVG}{name}" for name in ("svg", "title", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use")
}
INKS = {"#1a1a1a", "#0b3c5d", "#e4e4e4", "#ffffff"}
DARK, LIGHT = ("#1a1a1a", "#0b3c5d"), ("#e4e4e4", "#ffffff")
MM_WIDE = 152


def figures() -> list[tuple[str, Figure]]:
    modules = builtin_library().modules.values()
    return [(module.value.id, section) for module in modules for section in module.value.sections if isinstance(section, Figure)]


def test_there_is_a_drawing_for_each_thing_that_words_explain_badly() -> None:
    assert [drawing.stem for drawing in DRAWINGS] == [
        *("blood-counts", "cells-round-trip", "central-line", "hsct-timeline", "recovery-stages", "take-temperature", "wash-hands"),
    ]
    assert {section.image for _, section in figures()} == {drawing.name for drawing in DRAWINGS}


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_drawing_holds_shapes_and_nothing_else(drawing: Path) -> None:
    """No words, for they would serve one language only; nothing fetched, nothing that runs."""
    root = ET.fromstring(drawing.read_bytes())
    assert {element.tag for element in root.iter()} <= SHAPES
    attributes = {name: value for element in root.iter() for name, value in element.attrib.items()}
    assert not [name for name in attributes if name.lower().startswith("on") or name == "style"]
    links = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_drawing_is_as_wide_as_the_text_and_says_what_it_shows(drawing: Path) -> None:
    root = ET.fromstring(drawing.read_bytes())
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == MM_WIDE * 10
    assert height <= 750
    title = root.find(f"{SVG}title")
    assert title is not None
    assert len((title.text or "").split()) >= 4


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_drawing_uses_four_inks(drawing: Path) -> None:
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing.read_text("utf-8"))) - {"none"}
    assert used <= INKS
    assert used & set(DARK)


def test_dark_and_light_inks_are_told_apart_in_grey() -> None:
    """WCAG 2.2 (2023), 1.4.11: 3 to 1 between what must be told apart."""
    assert all(_contrast(dark, light) > 3 for dark in DARK for light in LIGHT)
    assert _contrast(*DARK) < 3, "so no shape may be told apart by these two alone"
    assert [pair for pair in combinations(LIGHT, 2) if _contrast(*pair) > 3] == []


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(ink: str) -> float:
    parts = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
