"""An icon array shows exactly as many people as were counted."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from handouts.figures import icon_array

SVG = "{http://www.w3.org/2000/svg}"


def drawn(n: int, of: int) -> tuple[int, int, ElementTree.Element]:
    picture = ElementTree.fromstring(icon_array(n, of, f"{n} of {of} & more"))
    people = {path.get("fill"): len(re.findall("M", path.get("d") or "")) for path in picture.iter(f"{SVG}path")}
    return people.get("#0b3c5d", 0), people.get("#ffffff", 0), picture


@pytest.mark.parametrize(("n", "of"), [(0, 174), (1, 507), (2, 100), (3, 55), (34, 55), (73, 100), (100, 100), (1000, 1000), (1, 1)])
def test_as_many_people_as_were_counted(n: int, of: int) -> None:
    filled, empty, _ = drawn(n, of)
    assert (filled, empty) == (n, of - n)


def test_title_comes_first_so_that_it_becomes_the_alternative_text() -> None:
    _, _, picture = drawn(3, 55)
    assert picture[0].tag == f"{SVG}title"
    assert picture[0].text == "3 of 55 & more"


def test_filled_from_the_bottom_left_without_gaps() -> None:
    _, _, picture = drawn(12, 100)
    path = next(path for path in picture.iter(f"{SVG}path") if path.get("fill") == "#0b3c5d")
    spots = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", path.get("d") or "")]
    bottom = max(y for _, y in spots)
    assert [x for x, y in spots if y == bottom] == sorted(x for x, _ in spots[:10])
    assert len([1 for _, y in spots if y == bottom]) == 10
    assert len([1 for _, y in spots if y < bottom]) == 2


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_filled_and_empty_tell_apart_in_grey() -> None:
    _, _, picture = drawn(3, 55)
    fills = [luminance(str(path.get("fill"))) for path in picture.iter(f"{SVG}path")]
    contrast = (max(fills) + 0.05) / (min(fills) + 0.05)
    assert contrast > 7
