"""What a picture file may hold: shapes and letters in an SVG, or the dots of a PNG. Nothing that runs, fetches, or grows when drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from handouts.problems import Place, Problem

MOST_BYTES = 2_000_000
MOST_DOTS = 20_000_000  # 80 MB when unpacked; a whole page at 300 dots an inch has 8 million
MOST_SHAPES = 20_000  # as drawn: what is used ten times counts ten times
_DEEPEST = 64

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZE = 'save it as plain SVG, or give its first line a viewBox, like viewBox="0 0 400 100": from the left, from the top, width, height'
_SVG = "http://www.w3.org/2000/svg"
_STYLE = "style"
_ELEMENTS = {
    *("svg", "title", "desc", "g", "defs", "symbol", "use", "clipPath", "linearGradient", "radialGradient", "stop", _STYLE),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
}
_REFERENCE = re.compile(r"#([\w.-]+)")
_OUTSIDE = re.compile(r"url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_LEADS_ON = re.compile(r"[\\@]|url\(", re.IGNORECASE)  # in a style: imports, fonts, files, and ways to hide them
_LENGTH = re.compile(r"\+?(\d*\.?\d+(?:e[+-]?\d+)?)([a-z]*)", re.IGNORECASE)
_PLAIN_SVG = "save it as plain SVG, with every picture and font in it turned into shapes"


def problems_in_drawing(data: bytes, path: str) -> list[Problem]:
    """Return what must not stand in a picture file, each with its line; `path` ends in .svg or .png."""
    if len(data) > MOST_BYTES:
        return [Problem(Place(path), f"the picture is larger than {MOST_BYTES // 1_000_000} MB", "make it smaller")]
    return _Reader(path).read(data) if path.endswith(".svg") else _problems_in_png(data, path)


def height_to_width(data: bytes) -> float:
    """Return how high an SVG stands for its width; `data` is one without problems."""
    reader = _Reader("")
    reader.read(data)
    assert reader.height_to_width, "a drawing that does not say how large it is does not load"
    return reader.height_to_width


def _problems_in_png(data: bytes, path: str) -> list[Problem]:
    from PIL import Image  # slow to import, and few pictures are made of dots

    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))  # where a PNG has them, before anything is unpacked
    if data.startswith(_PNG) and width * height > MOST_DOTS:
        return [Problem(Place(path), f"the picture has more than {MOST_DOTS // 1_000_000} million dots", "1,800 across fill a page")]
    if data.startswith(_PNG) and data[24:25] == b"\x10":
        return [Problem(Place(path), "the picture has 16 bits a color, which no printer shows", "save it with 8 bits")]
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            image.verify()
    except Exception:  # whatever it stumbles over, and Pillow has no common class for it
        return [Problem(Place(path), "this is not a whole PNG picture", "save it again as PNG")]
    return []


@dataclass
class _Node:
    """An element: the names it points at, and what it holds."""

    place: Place
    element: str
    text: str = ""
    uses: list[str] = field(default_factory=list)
    holds: list[_Node] = field(default_factory=list)
    shapes: int | None = None  # once counted; 0 while that goes on


class _Reader:
    """Reads one SVG, from top to bottom, without building what it says."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.open: list[_Node] = []
        self.root: _Node | None = None
        self.height_to_width: float | None = None
        self.named: dict[str, list[_Node]] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> list[Problem]:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Place(self.path, error.lineno, error.offset + 1)
            return [Problem(place, f"this is not a whole SVG drawing: {expat.ErrorString(error.code)}", "save it again as SVG")]
        except _Refused as refused:
            return [refused.problem]
        if self.root and not self.height_to_width:
            self._refuse(self.root.place, "the drawing does not say how large it is", _SIZE)
        if not self.problems and self.root:
            self._count(self.root)
        return self.problems

    def _here(self) -> Place:
        return Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refuse(self, place: Place, message: str, hint: str = _PLAIN_SVG) -> None:
        self.problems.append(Problem(place, message, hint))

    def _doctype(self, *_: object) -> None:
        raise _Refused(Problem(self._here(), "a drawing must not have a DOCTYPE", _PLAIN_SVG))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        node = _Node(self._here(), element)
        if len(self.open) > _DEEPEST:
            raise _Refused(Problem(node.place, "the parts of the drawing stand too deep inside one another", _PLAIN_SVG))
        if space != _SVG or element not in _ELEMENTS or (element == "svg" and self.root):
            self._refuse(node.place, f"'{element[:40]}' has no place in a drawing")
        for reason in _wrong_attributes(attributes):
            self._refuse(node.place, reason)
        node.uses = [found for value in attributes.values() for found in _REFERENCE.findall(value)]
        if self.open:
            self.open[-1].holds.append(node)
        if not self.root:
            self.root, self.height_to_width = node, _height_to_width(attributes)
        self.open.append(node)
        if "id" in attributes:
            self.named.setdefault(attributes["id"], []).append(node)

    def _text(self, text: str) -> None:
        if self.open[-1].element == _STYLE:
            self.open[-1].text += text

    def _end(self, _: str) -> None:
        node = self.open.pop()
        if _LEADS_ON.search(node.text):
            self._refuse(node.place, "a style of the drawing leads out of it")

    def _count(self, root: _Node) -> None:
        try:
            shapes = self._shapes(root, 0)
        except _Refused as refused:
            self.problems.append(refused.problem)
            return
        if shapes > MOST_SHAPES:
            message = f"the drawing has more than {MOST_SHAPES:,} shapes, each counted as often as it is used"
            self._refuse(root.place, message, "simplify it, or save it as PNG")

    def _shapes(self, node: _Node, depth: int) -> int:
        """Return how many elements are drawn for this one. What is used is counted once, and added wherever it is used."""
        if node.shapes == 0 or depth > 2 * _DEEPEST:
            raise _Refused(Problem(node.place, "a part of the drawing uses itself, or too many others in a chain", _PLAIN_SVG))
        if node.shapes is None:
            node.shapes = 0
            used = [other for name in node.uses for other in self.named.get(name, ())]
            node.shapes = 1 + sum(self._shapes(other, depth + 1) for other in (*node.holds, *used))
        return node.shapes


class _Refused(Exception):  # noqa: N818  (the problem says it)
    """Reading on makes no sense."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _wrong_attributes(attributes: dict[str, str]) -> Iterator[str]:
    for qualified, value in attributes.items():
        name = qualified.rpartition(" ")[2].lower()
        if name.startswith("on"):
            yield f"'{name[:40]}' would run something"
        elif name in ("href", "src", "base") and not value.strip().startswith("#"):
            yield f"'{name}' leads out of the drawing"
        elif _OUTSIDE.search(value) or "\\" in value:
            yield f"'{name[:40]}' leads out of the drawing"


def _height_to_width(attributes: dict[str, str]) -> float | None:
    """Return what the first element says of its size: by its viewBox, else by a width and a height in the same unit."""
    box = [_LENGTH.fullmatch(number) for number in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())[-2:]]
    sides = [_LENGTH.fullmatch(attributes.get(side, "").strip()) for side in ("width", "height")]
    for width, height in (box, sides) if len(box) == 2 else (sides,):
        if width and height and width[2] == height[2] and float(width[1]) and float(height[1]):
            return float(height[1]) / float(width[1])
    return None
