"""How light a color is, and how well two of them can be told apart, in color and on a grey printer alike."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

WEIGHTS = (0.2126, 0.7152, 0.0722)  # of linear red, green and blue in what the eye sees (ITU-R BT.709)
TEXT_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (level AAA): text a reader with low vision can read
SOFT_PAPER = "#f2f2f2"  # the darkest ground that text in a clinic's color stands on


def luminance(color: str) -> float:
    """Return the relative luminance of a color written "#0b3c5d", from 0 (black) to 1 (white). Source: WCAG 2.2 (2023)."""
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    return sum(weight * linear(value) for weight, value in zip(WEIGHTS, channels, strict=True))


def linear(value: float) -> float:
    """Return the light of a gamma-coded sRGB value, both from 0 to 1. Source: IEC 61966-2-1 (1999)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 (alike) to 21 (black on white). Source: WCAG 2.2 (2023)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(color: str) -> str:
    if (found := contrast(color, SOFT_PAPER)) < TEXT_CONTRAST:
        reason = {"ratio": f"{found:.1f}", "hint": f"take a darker shade: headings need {TEXT_CONTRAST:.0f} to 1"}
        raise PydanticCustomError("contrast", "this color is too light to read: its contrast with the paper is {ratio} to 1", reason)
    return color


def _written_in_hex(color: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        raise PydanticCustomError("color", "'{color}' is not a color", {"color": color, "hint": 'six digits, in quotes: "#0b3c5d"'})
    return color.lower()


# A color that text is set in.
InkColor = Annotated[str, StringConstraints(max_length=7), AfterValidator(_written_in_hex), AfterValidator(_readable)]
