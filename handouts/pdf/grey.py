"""A PDF in nothing but greys: each color becomes the grey of its own luminance, so every contrast is what it was.

WCAG measures contrast by relative luminance: linear light, with the weights of ITU-R BT.709. Pillow's "L" and many printers weigh the
gamma-coded values instead (BT.601), which makes every color darker: black words on a ground of color would lose what they have.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream
from PIL import Image, ImageMath

from handouts.color import WEIGHTS, linear

_STEPS = 65535  # of linear light: fine enough to give each of 256 greys back as itself
_SPACES = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
_FILL_AND_STROKE = {"rg": "g", "k": "g", "RG": "G", "K": "G"}


def make_grey(pdf: pikepdf.Pdf) -> None:
    """Turn every color of an open PDF into a grey: text, lines, fills, gradients, patterns, pictures. Its tags stay as they are.

    Raises: ValueError for a kind of color that our engine does not write.
    """
    walk = _Walk(pdf)
    for page in pdf.pages:
        walk.content(page.obj)
        for note in page.get("/Annots", ()):
            if "/C" in note:
                note.C = Array([grey_of(_floats(note.C))] if len(note.C) else [])
            for look in note.get("/AP", Dictionary()).values():
                walk.content(look)


def grey_of(color: tuple[float, ...]) -> float:
    """Return the grey (0 to 1) with the luminance of a color in grey, sRGB or CMYK: as many parts as it has, each 0 to 1."""
    match color:
        case (grey,):
            return grey
        case (red, green, blue) if red == green == blue:
            return red
        case (red, green, blue):
            light = (weight * linear(value) for weight, value in zip(WEIGHTS, (red, green, blue), strict=True))
            return round(_encoded(sum(light)), 4)
        case (cyan, magenta, yellow, black):
            return grey_of(tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)))
        case _:
            raise ValueError(f"a color of {len(color)} parts")


def grey_picture(picture: Image.Image) -> Image.Image:
    """Return a picture in 8-bit greys of the same luminance; a picture of greys comes back as it was."""
    light = [band.point(table, "I") for band, table in zip(picture.convert("RGB").split(), _light_tables(), strict=True)]
    total = ImageMath.lambda_eval(lambda args: args["r"] + args["g"] + args["b"], r=light[0], g=light[1], b=light[2])
    grey: Image.Image = total.point(_grey_table(), "L")
    return grey


@cache
def _light_tables() -> list[list[int]]:
    """Return for red, green and blue what each of 256 values adds to the light."""
    return [[round(weight * linear(value / 255) * _STEPS) for value in range(256)] for weight in WEIGHTS]


@cache
def _grey_table() -> list[int]:
    """Return the grey, 0 to 255, of each step of light."""
    return [round(_encoded(value / _STEPS) * 255) for value in range(_STEPS + 1)]


class _Walk:
    """Goes through all that is drawn, each object once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.seen: set[tuple[int, int]] = set()

    def content(self, drawn: pikepdf.Object) -> None:
        """Make a page, form or tiling pattern grey, with all it uses."""
        if self._known(drawn):
            return
        resources = drawn.get("/Resources", Dictionary())
        greyed = pikepdf.unparse_content_stream(list(_in_grey(pikepdf.parse_content_stream(drawn), resources)))
        stream = drawn if isinstance(drawn, Stream) else self.pdf.make_stream(b"")
        stream.write(zlib.compress(greyed, 9), filter=Name.FlateDecode)
        if stream is not drawn:
            drawn.Contents = stream
        if "/CS" in (group := drawn.get("/Group", Dictionary())):
            group.CS = Name.DeviceGray
        self.resources(resources)

    def resources(self, resources: pikepdf.Object) -> None:
        if self._known(resources):
            return
        for thing in resources.get("/XObject", Dictionary()).values():
            self.image(thing) if thing.Subtype == Name.Image else self.content(thing)
        for pattern in resources.get("/Pattern", Dictionary()).values():
            self.shading(pattern.Shading) if "/Shading" in pattern else self.content(pattern)
        for shading in resources.get("/Shading", Dictionary()).values():
            self.shading(shading)
        for state in resources.get("/ExtGState", Dictionary()).values():
            if isinstance(mask := state.get("/SMask"), Dictionary):
                self.content(mask.G)

    def shading(self, shading: pikepdf.Object) -> None:
        if _parts(shading.ColorSpace) != 1:
            self._gradient(shading.Function)
            shading.ColorSpace = Name.DeviceGray

    def _gradient(self, function: pikepdf.Object) -> None:
        match int(function.FunctionType):
            case 2:  # from one color to another
                function.C0, function.C1 = (Array([grey_of(_floats(end))]) for end in (function.C0, function.C1))
            case 3:  # several of these in a row
                for part in function.Functions:
                    self._gradient(part)
            case other:
                raise ValueError(f"a gradient of type {other}")

    def image(self, image: pikepdf.Object) -> None:
        assert isinstance(image, Stream)
        if self._known(image) or image.get("/ImageMask", False) or _parts(image.ColorSpace) == 1:
            return
        grey = grey_picture(pikepdf.PdfImage(image).as_pil_image())
        image.write(zlib.compress(grey.tobytes(), 9), filter=Name.FlateDecode)
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8

    def _known(self, thing: pikepdf.Object) -> bool:
        if not thing.is_indirect:
            return False
        known = thing.objgen in self.seen
        self.seen.add(thing.objgen)
        return known


def _in_grey(instructions: Iterable[Any], resources: pikepdf.Object) -> Iterator[tuple[list[Any], Operator]]:
    """Return the instructions with grey colors. What is not a color passes untouched, marks of the structure tree too."""
    for instruction in instructions:
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator in _FILL_AND_STROKE:
            yield [_number(grey_of(_floats(operands)))], Operator(_FILL_AND_STROKE[operator])
        elif operator in ("cs", "CS") and operands != [Name.Pattern]:
            _parts(_named(operands[0], resources))  # must be one we know
            yield [Name.DeviceGray], instruction.operator
        elif operator in ("sc", "scn", "SC", "SCN") and not isinstance(operands[-1], Name):
            yield [_number(grey_of(_floats(operands)))], instruction.operator
        elif operator == "INLINE IMAGE":
            raise ValueError("an image inside a page's instructions")
        else:
            yield operands, instruction.operator


def _named(space: pikepdf.Object, resources: pikepdf.Object) -> pikepdf.Object:
    return resources.get("/ColorSpace", Dictionary()).get(str(space), space)


def _parts(space: pikepdf.Object) -> int:
    """Return how many numbers a color of a color space has. Raises: ValueError for what `grey_of` cannot read as grey, RGB or CMYK."""
    name = str(space[0] if isinstance(space, Array) else space)
    if name == "/ICCBased":
        return int(space[1].N)
    if name not in _SPACES:
        raise ValueError(f"a color in {name}")
    return _SPACES[name]


def _floats(operands: Iterable[Any]) -> tuple[float, ...]:
    return tuple(map(float, operands))


def _number(grey: float) -> Any:
    return pikepdf.Object.parse(f"{grey:.4f}".rstrip("0").rstrip(".").encode())


def _encoded(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
