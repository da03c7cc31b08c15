"""Everything that touches WeasyPrint's private names: each patch with its fault, the upstream issue, and when it may go.

All of it is for WeasyPrint 70.0. `tests/test_patches.py` fails with any other version, and for each patch that mends nothing any more.
Nothing is kept from one document to the next.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from weakref import WeakKeyDictionary

import pydyf  # type: ignore[import-untyped]

STAMP = "Handouts"  # the key our notes have on a structure element, until handouts/pdf/tags has read them
_STAMPED = {"lang": "Lang", "data-pdf": "Role", "data-part": "Part", "data-whole": "Whole", "scope": "Scope"}
_ZERO_WIDTH_SPACE = "\u200b"
_INVISIBLE = dict.fromkeys(map(ord, "\n\u00ad\u200b"))  # where a line may or must end: not part of the words


@dataclass(frozen=True)
class Patch:
    """A function of WeasyPrint, under each name it is called by ("module:name"), and what makes ours from it."""

    names: tuple[str, ...]
    wrap: Callable[[Any], Any]


PATCHES: dict[str, Patch] = {}
_originals: dict[str, Any] = {}


def install() -> None:
    """Put every patch in its place. Patches never pile up: called again, it changes nothing."""
    if not _originals:
        _apply(PATCHES)


@contextmanager
def without(title: str) -> Iterator[None]:
    """Take one patch out for as long as this block lasts: so a test can tell whether it is still needed."""
    install()
    _apply({other: patch for other, patch in PATCHES.items() if other != title})
    try:
        yield
    finally:
        _apply(PATCHES)


def _apply(chosen: Mapping[str, Patch]) -> None:
    for name in (name for patch in PATCHES.values() for name in patch.names):
        module, function = _find(name)
        setattr(module, function, _originals.setdefault(name, getattr(module, function)))
    for patch in chosen.values():
        for name in patch.names:
            module, function = _find(name)
            setattr(module, function, patch.wrap(getattr(module, function)))


def _find(name: str) -> tuple[Any, str]:
    module, _, function = name.partition(":")
    owner: Any = import_module(f"weasyprint.{module}")
    *classes, function = function.split(".")
    for each in classes:
        owner = getattr(owner, each)
    return owner, function


def _patch(*names: str) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    def register(wrap: Callable[[Any], Any]) -> Callable[[Any], Any]:
        PATCHES[wrap.__name__] = Patch(names, wrap)
        return wrap

    return register


@_patch("text.line_break:split_first_line", "layout.inline:split_first_line")
def keep_words_that_fit(original: Any) -> Any:
    """Fault: a line ends too early before inline markup.

    Since 70.0 a text whose last space alone does not fit is cut, often after its first word ("Do | not eat anything"). What fits without
    that space fits. Comes from upstream commit 148bc049 (July 2026); no report found. May go when a release keeps 69.0's lines.
    """

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, *rest: Any, **more: Any) -> Any:
        line = original(text, style, context, max_width, spacing, *rest, **more)
        cut = line[2] is not None
        if not cut or max_width is None or not text.strip(" ") or not text.endswith(" "):
            return line
        if style["white_space"] not in ("normal", "pre-line"):
            return line
        without_space = original(text.rstrip(" "), style, context, max_width, spacing, *rest, **more)
        if without_space[2] is None and without_space[3] <= max_width:
            return original(text, style, context, math.inf, spacing, *rest, **more)
        return line

    return split_first_line


@_patch("layout.inline:split_text_box")
def remember_dropped_spaces(original: Any) -> Any:
    """Fault: the space a line was broken at is in no line, so the words around it read as one ("aims tostop new damage").

    ISO 32000-1, 14.8.2.5, wants it in the text. This patch notes the loss on the line; `draw_every_space` mends it. No report found.
    May go when the space is drawn.
    """

    def split_text_box(context: Any, box: Any, width: Any, skip: int, *rest: Any, **more: Any) -> Any:
        line, resume, preserved = original(context, box, width, skip, *rest, **more)
        if line is not None:
            text, layout = box.text.encode(), line.pango_layout
            layout.space_before = _is_space(text[:skip])
            layout.space_after = resume is not None and _is_space(text[skip + len(line.text.encode()) : resume])
        return line, resume, preserved

    return split_text_box


def _is_space(text: bytes) -> bool:
    return bool(text) and not text.strip(b" ")


@_patch("draw:draw_text")
def draw_every_space(original: Any) -> Any:
    """Fault: the space at the end of a line, and one that stands alone between two elements, are not drawn.

    Drawn here behind the last word, where nothing is seen of it. In front of a line, and in one that runs from right to left, it would
    move the words, so there it is only said (`say_what_glyphs_do_not`). No report found. May go with `remember_dropped_spaces`.
    """

    def draw_text(stream: Any, textbox: Any, *rest: Any) -> None:
        layout = textbox.pango_layout
        if getattr(layout, "space_after", False) and textbox.style["direction"] == "ltr":
            layout.text += " "
        if not textbox.text.strip():
            textbox.text = _ZERO_WIDTH_SPACE  # not blank to WeasyPrint; what is drawn is the text of the layout
        original(stream, textbox, *rest)

    return draw_text


@_patch("pdf.stream:Stream.marked")
def say_what_glyphs_do_not(original: Any) -> Any:
    """Fault: some glyphs do not lead back to their letters: joined and composed letters, text from right to left, hyphens at line ends.

    WeasyPrint remembers one text for each glyph, from its first use. Where a text does not read back as it was written, /ActualText says
    it. Upstream #2841 (Arabic), open; it is wider than Arabic. May go when such texts read back.
    """

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        font = (self._current_font or ("",))[0]
        with original(self, box, tag):
            start = len(self.stream)
            yield
            if self._tags is None or not hasattr(box, "pango_layout"):
                return
            written = _written(box)
            if written != _read_back(self, start, font):
                self.stream[start - 2]["ActualText"] = pydyf.String(written)

    return marked


def _written(textbox: Any) -> str:
    """Return the text of a line as its author wrote it: without the hyphen that a line break put in, with the space that it took out."""
    layout = textbox.pango_layout
    text = str(layout.text)
    if textbox.style["hyphens"] != "none":
        text = text.removesuffix(textbox.style["hyphenate_character"])
    before, after = getattr(layout, "space_before", False), getattr(layout, "space_after", False)
    after = after and not text.endswith(" ")  # it is drawn
    return " " * before + text.translate(_INVISIBLE) + " " * after


def _read_back(stream: Any, start: int, font: str) -> str:
    """Return the text of what was drawn since `start`, as a reader of the PDF finds it from the glyphs."""
    letters = {each.hash: each.to_unicode for each in stream._fonts.values()}
    read = ""
    for item in stream.stream[start:]:
        line = item if isinstance(item, bytes) else b""
        if line.endswith(b" Tf"):
            font = line[1:].split()[0].decode()
        elif line.endswith(b"] TJ"):
            for glyphs in re.findall(rb"<([0-9a-f]+)>", line):
                read += "".join(letters[font].get(int(glyphs[at : at + 4], 16), "") for at in range(0, len(glyphs), 4))
    return read


@_patch("anchors:gather_anchors", "document:gather_anchors")
def one_link_for_each_line(original: Any) -> Any:
    """Fault: an element inside a link becomes a second link on top of the first, with no tag of its own: PDF/UA fails (7.18.5).

    Upstream #2482 and #185, open. May go when `<a><strong>` makes one annotation a line.
    """

    def gather_anchors(box: Any, anchors: Any, links: Any, bookmarks: Any, forms: Any, *rest: Any) -> None:
        original(box, anchors, links, bookmarks, forms, *rest[:2])  # the third is the link a box stands in

    return gather_anchors


@_patch("formatting_structure.build:blockify")
def keep_links_in_a_row(original: Any) -> Any:
    """Fault: a link that is itself an item of a flex box or a grid leads nowhere: the block made of it forgets its address.

    No report found. May go when `<li style="display: flex"><a href="…">` makes an annotation.
    """

    def blockify(box: Any, *rest: Any) -> Any:
        block = original(box, *rest)
        block.link = box.link
        return block

    return blockify


@_patch("pdf.tags:_build_box_tree")
def stamp_structure(original: Any) -> Any:
    """Fault: the tags tell nothing of the HTML they come from, so parts split over pages cannot be joined (upstream #2903, open).

    Writes on each structure element which HTML element it comes from, and what that said: its language (dropped otherwise), its role
    and scope (#2550, open). May go when upstream keeps one structure element for each element, with /Lang and /Scope.
    """
    numbers: WeakKeyDictionary[Any, dict[Any, int]] = WeakKeyDictionary()

    def build_box_tree(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        drawn = getattr(box, "_box", box)  # an absolutely placed box comes in an envelope
        for structure in original(box, parent, pdf, *rest):
            if drawn.element is not None and STAMP not in structure:
                known = numbers.setdefault(pdf, {})
                structure[STAMP] = _stamp(drawn, known.setdefault(drawn.element, len(known)))
            yield structure

    return build_box_tree


def _stamp(box: Any, number: int) -> Any:
    element, tag = box.element, str(box.element_tag)
    said = {"Source": number, "Tag": pydyf.String(tag)}
    if "::" not in tag:
        said |= {key: pydyf.String(element.attrib[name]) for name, key in _STAMPED.items() if name in element.attrib}
    if tag in ("ul", "ol"):
        said["Marker"] = pydyf.String(str(box.style["list_style_type"]))
    if tag == "a":
        said["Text"] = pydyf.String(" ".join("".join(element.itertext()).split()))
    return pydyf.Dictionary(said)
