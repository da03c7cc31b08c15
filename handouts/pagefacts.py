"""What a finished page shows, as values. Lengths are points (1/72 inch), measured from the lower left corner of the page.

Made from the bytes of a PDF alone (`handouts.pdf.inspect`), so they hold what the printer and the screen reader get, not what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

ARIAL_X_HEIGHT = 0.519  # of its size: what print standards mean by "12 point"
MM = 72 / 25.4  # points in a millimetre
_UNSEEN = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, *range(0x2066, 0x206A)))  # they tie words, or say which way they run
BLOCKS = frozenset({"P", "LBody", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Caption", "Note", "TOCI"})
HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def area(self) -> float:
        """Return square points."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Font:
    """A face. `x_height`: the height of a small x as a part of the size, None when the file does not say."""

    name: str
    embedded: bool
    italic: bool
    x_height: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A piece of text in one style. `ground` is the color it stands on; `mcid` its number in the structure, -1 for none.

    `artifact`: furniture, which a screen reader leaves out. `heard`: what it says, where that is not what its letters spell.
    """

    page: int
    text: str
    font: Font
    size_pt: float
    color: str
    ground: str
    box: Box
    baseline_pt: float
    mcid: int
    artifact: bool
    heard: str | None = None

    @property
    def said(self) -> str:
        """Return what it says in the order in which it is read; nothing when another run says it for this one."""
        return self.text if self.heard is None else self.heard

    @property
    def arial_pt(self) -> float:
        """Return the size of Arial that looks as large."""
        return self.size_pt * (self.font.x_height or ARIAL_X_HEIGHT) / ARIAL_X_HEIGHT


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A drawn path: its colors (None: not filled, no outline) and the box of each closed part of it, lines included."""

    page: int
    fill: str | None
    stroke: str | None
    box: Box
    parts: tuple[Box, ...]
    mcid: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block as it is printed, from its leftmost to its rightmost letter. `text`: what it says."""

    page: int
    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A structure element with what lies in it, in reading order.

    `part`: where its text stands in the files. `whole`: what it is called when the end of a page must not cut it in two.
    """

    role: str
    part: str
    whole: str
    alt: str
    lang: str
    kids: tuple[Element | Run | Shape, ...]

    def walk(self) -> Iterator[Element]:
        """Return the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def of_role(self, *roles: str) -> Iterator[Element]:
        """Return the elements of these roles, in reading order."""
        return (element for element in self.walk() if element.role in roles)

    def contents(self) -> Iterator[Run | Shape]:
        """Return the text and the drawings below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.contents()
            else:
                yield kid

    def runs(self) -> Iterator[Run]:
        """Return the pieces of text below it, in reading order."""
        return (content for content in self.contents() if isinstance(content, Run))

    @property
    def text(self) -> str:
        """Return what is heard, with single spaces: lines and blocks do not run into each other."""
        return " ".join("".join(_spoken(self)).split())

    def own(self) -> Iterator[Run]:
        """Return its text without that of blocks inside it: a list item without the list it holds."""
        for kid in self.kids:
            if isinstance(kid, Run):
                yield kid
            elif isinstance(kid, Element) and kid.role not in BLOCKS:
                yield from kid.own()

    def lines(self) -> tuple[Line, ...]:
        """Return its own text as it is broken into lines, first to last."""
        rows = groupby(self.own(), key=lambda run: (run.page, round(run.baseline_pt)))
        return tuple(_line(list(runs)) for _, runs in rows)

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages it stands on, first to last."""
        return tuple(sorted({content.page for content in self.contents()}))


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page. `target`: an address, or the name of a place in the file. `leads`: whether that place is there."""

    page: int
    target: str
    inside: bool
    leads: bool
    said: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What a machine check of a standard found."""

    standard: str
    clause: str
    message: str


@dataclass(frozen=True, eq=False)
class Page:
    """A page. `drawn`: the boxes of lines, fills and pictures.

    `tinted`: the part of the page, 0 to 1, that is not the paper's own color once text and pictures are taken away.
    """

    number: int
    width_pt: float
    height_pt: float
    runs: tuple[Run, ...]
    drawn: tuple[Box, ...]
    tinted: float

    @property
    def furniture(self) -> str:
        """Return the text of headers and footers, tidied."""
        return tidy(" ".join(run.said for run in self.runs if run.artifact))

    @property
    def body(self) -> tuple[Run, ...]:
        """Return the text that is not furniture."""
        return tuple(run for run in self.runs if not run.artifact)

    @cached_property
    def area(self) -> Box:
        """Return the room between header and footer, as wide as the page."""
        middle = self.height_pt / 2
        furniture = [run.box for run in self.runs if run.artifact]
        bottom = max((box.top for box in furniture if box.top < middle), default=0.0)
        top = min((box.bottom for box in furniture if box.bottom > middle), default=self.height_pt)
        return Box(0.0, bottom, self.width_pt, top)

    @cached_property
    def lowest(self) -> float:
        """Return where the lowest text or drawing between header and footer ends, the upper edge of that room when there is none."""
        boxes = [run.box for run in self.body] + [box for box in self.drawn if box.bottom > self.area.bottom]
        return min((box.bottom for box in boxes), default=self.area.top)


@dataclass(frozen=True)
class PageFacts:
    """Everything known of a finished PDF."""

    title: str
    shows_title: bool
    lang: str
    marked: bool
    tree: Element
    pages: tuple[Page, ...]
    links: tuple[Link, ...]
    failures: tuple[Failure, ...]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Return every piece of text, in the order in which it is drawn."""
        return tuple(run for page in self.pages for run in page.runs)

    @cached_property
    def read(self) -> frozenset[Run]:
        """Return the text that is in the structure: what a screen reader reads."""
        return frozenset(self.tree.runs())

    @cached_property
    def placed(self) -> tuple[tuple[str, Element], ...]:
        """Return every element in reading order, each with the part of the files it comes from, "" where none is said."""
        return tuple(_placed(self.tree, ""))

    @cached_property
    def blocks(self) -> tuple[tuple[str, Element], ...]:
        """Return every paragraph, list item, heading, cell and caption that has text, with its part, in reading order."""
        return tuple((part, element) for part, element in self.leaves if element.role in BLOCKS)

    @cached_property
    def leaves(self) -> tuple[tuple[str, Element], ...]:
        """Return what a reader comes to, one after the other: every block with text, every picture."""
        return tuple((part, element) for part, element in self.placed if _is_leaf(element))

    @cached_property
    def part_of(self) -> Mapping[Run | Shape, str]:
        """Return the part of the files that each piece of text and each drawing comes from."""
        return {kid: part for part, element in self.placed for kid in element.kids if not isinstance(kid, Element)}

    @cached_property
    def parts(self) -> Mapping[str, Element]:
        """Return the element of each part of the files."""
        return {element.part: element for element in self.tree.walk() if element.part}


def tidy(text: str) -> str:
    """Return a text with single spaces, without signs that nobody sees."""
    return " ".join(text.translate(_UNSEEN).split())


def _spoken(element: Element) -> Iterator[str]:
    """Return its text piece by piece, with a space where a line or a block ends."""
    before: Run | None = None
    for run in element.runs():
        if before and (run.page != before.page or abs(run.baseline_pt - before.baseline_pt) > run.size_pt / 2):
            yield " "
        yield run.said
        before = run


def _line(runs: list[Run]) -> Line:
    text = tidy("".join(run.said for run in runs))
    seen = [run.box for run in runs if run.text.strip()] or [runs[0].box]
    return Line(runs[0].page, text, min(box.left for box in seen), max(box.right for box in seen))


def _is_leaf(element: Element) -> bool:
    return (
        any(run.text.strip() for run in element.own()) if element.role in BLOCKS else element.role == "Figure" and any(element.contents())
    )


def _placed(element: Element, part: str) -> Iterator[tuple[str, Element]]:
    part = element.part or part
    yield part, element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _placed(kid, part)
