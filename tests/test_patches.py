"""The patches on WeasyPrint: for the pinned version only, in their places, each still needed, and nothing left behind."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from inspect import signature
from weakref import WeakKeyDictionary

import pikepdf
import pytest

from handouts.pdf import patches
from handouts.pdf.engine import VERSION, import_weasyprint
from tests.small import small_page, small_pdf
from tests.structure import Structure
from tests.test_engine import AFTER, BEFORE, MARKED, lines_printed

# What each patched name is called with, as the patches rely on it.
SIGNATURES = {
    "text.line_break:split_first_line": ["text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum"],
    "layout.inline:split_first_line": ["text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum"],
    "layout.inline:split_text_box": ["context", "box", "available_width", "skip", "is_line_start"],
    "draw:draw_text": ["stream", "textbox", "offset_x", "text_overflow", "block_ellipsis"],
    "pdf.stream:Stream.marked": ["self", "box", "tag"],
    "anchors:gather_anchors": ["box", "anchors", "links", "bookmarks", "forms", "parent_matrix", "parent_form", "parent_link"],
    "document:gather_anchors": ["box", "anchors", "links", "bookmarks", "forms", "parent_matrix", "parent_form", "parent_link"],
    "formatting_structure.build:blockify": ["box", "layout"],
    "pdf.tags:_build_box_tree": ["box", "parent", "pdf", "page_number", "nums", "annotations", "tags"],
}


@pytest.fixture(autouse=True)
def engine() -> None:
    import_weasyprint()


def early_line() -> bool:
    widths = range(88, 97)
    return lines_printed(f"{BEFORE}<span>{MARKED}</span>{AFTER}", widths) != lines_printed(BEFORE + MARKED + AFTER, widths)


def words_run_together() -> bool:
    page = small_page("<p>Stem cells aim to stop new damage to the nerves, but they cannot regrow what is lost.</p>")
    return "cannotregrow" in page.document.text.replace("\n", "") or len(page.document.text.split()) < 17


def space_is_not_drawn() -> bool:
    page = small_page("<p><strong>one</strong> <span>word</span> after another, and after it as many as a line will hold</p>")
    assert "one word after another" in page.document.text
    return any("ActualText" in piece.properties for piece in page.drawn)


def letters_are_not_read() -> bool:
    said = {"ar": "يوم الحمى", "vi": "thuốc mỗi ngày", "en": "An extra\u00adordinary day"}
    text = "".join(f'<p lang="{language}">{words}</p>' for language, words in said.items())
    read = small_page(text, "p { hyphens: manual; width: 24mm }").document.text
    assert "day" in read
    return any(words.replace("\u00ad", "") not in read for words in said.values())


def links_lie_on_links() -> bool:
    pdf = Structure(small_pdf('<p><a href="https://example.org/">A <strong>bold</strong> word</a></p>')).pdf
    return len(pdf.pages[0].Annots) > 1


def link_in_a_row_is_lost() -> bool:
    pdf = Structure(small_pdf('<ul><li style="display: flex"><a href="https://example.org/">A word</a></li></ul>')).pdf
    return "/Annots" not in pdf.pages[0]


def nothing_tells_where_tags_come_from() -> bool:
    try:
        small_page("<p>A paragraph.</p>")
    except ValueError as error:
        return "without our patches" in str(error)
    return False


FAULTS: dict[str, Callable[[], bool]] = {
    "keep_words_that_fit": early_line,
    "remember_dropped_spaces": words_run_together,
    "draw_every_space": space_is_not_drawn,
    "say_what_glyphs_do_not": letters_are_not_read,
    "one_link_for_each_line": links_lie_on_links,
    "keep_links_in_a_row": link_in_a_row_is_lost,
    "stamp_structure": nothing_tells_where_tags_come_from,
}


def test_the_patches_are_for_this_version_only() -> None:
    advice = "\n".join(f"  {name}: {' '.join((patch.wrap.__doc__ or '').split())}" for name, patch in patches.PATCHES.items())
    assert version("weasyprint") == VERSION, f"try each patch without it (the tests below), then change VERSION:\n{advice}"


def test_every_patched_name_is_there_and_called_as_the_patches_expect() -> None:
    patched = {name for patch in patches.PATCHES.values() for name in patch.names}
    assert patched == set(SIGNATURES)
    for name, expected in SIGNATURES.items():
        assert list(signature(patches._originals[name]).parameters) == expected, name


def test_every_patch_says_its_fault_the_issue_and_when_it_may_go() -> None:
    for name, patch in patches.PATCHES.items():
        said = patch.wrap.__doc__ or ""
        assert said.startswith("Fault: "), name
        assert "May go w" in said, name
        assert "#" in said or "No report found" in said or "no report found" in said, name


@pytest.mark.parametrize("name", patches.PATCHES)
def test_each_patch_still_mends_something(name: str) -> None:
    """If this fails, the fault is gone without the patch: take the patch out."""
    assert set(FAULTS) == set(patches.PATCHES)
    assert not FAULTS[name]()
    with patches.without(name):
        assert FAULTS[name](), f"{name} is idle: WeasyPrint {version('weasyprint')} does without it"
    assert not FAULTS[name]()


def test_patches_do_not_pile_up() -> None:
    def depth(name: str) -> int:
        module, function = patches._find(name)
        found, depth = getattr(module, function), 0
        while found is not patches._originals[name]:
            found = next(cell.cell_contents for cell in found.__closure__ or () if callable(cell.cell_contents))
            depth += 1
        return depth

    once = [depth("layout.inline:split_first_line"), depth("draw:draw_text")]
    patches.install()
    with patches.without("draw_every_space"):
        assert depth("draw:draw_text") == 0
    assert [depth("layout.inline:split_first_line"), depth("draw:draw_text")] == once == [1, 1]


def test_nothing_is_kept_of_a_document() -> None:
    stamp = import_module("weasyprint.pdf.tags")._build_box_tree
    numbers = next(cell.cell_contents for cell in stamp.__closure__ if isinstance(cell.cell_contents, WeakKeyDictionary))
    small_pdf("<p>One.</p>")
    gc.collect()
    assert len(numbers) == 0
    assert small_pdf("<p>One.</p>") == small_pdf("<p>One.</p>")


def test_the_profile_for_colours_is_where_it_was() -> None:
    page = Structure(small_pdf("<p>One.</p>"))
    intent = page.pdf.Root.OutputIntents[0]
    assert intent.S == pikepdf.Name.GTS_PDFA1
    assert b"sRGB" in intent.DestOutputProfile.read_bytes()
