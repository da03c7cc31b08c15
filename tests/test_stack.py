"""Many PDFs in one for the printer: the same pages to look at, what they share once, and nothing of a page that is not seen."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from handouts.pdf.stack import Stack
from tests.small import small_pdf


@pytest.fixture(scope="module")
def three_pages() -> bytes:
    body = "<p>One <a href='https://example.org/'>link</a></p><p style='break-before: page; color: #0b3c5d'>Two</p>"
    return small_pdf(body + "<svg width='40' height='40' style='display: block; break-before: page'><circle cx='9' cy='9' r='9'/></svg>")


def stack_of(*pdfs: bytes, both_sides: bool = False) -> bytes:
    stack = Stack("All")
    for pdf in pdfs:
        with pikepdf.open(BytesIO(pdf)) as document:
            stack.lay(document.pages)
    return stack.as_bytes(both_sides=both_sides)


def drawn(pdf: bytes) -> list[bytes]:
    """Return each page as it looks."""
    return [page.render(scale=2).to_pil().tobytes() for page in pypdfium2.PdfDocument(pdf)]


def test_pages_look_as_they_did(three_pages: bytes) -> None:
    other = small_pdf("<p>Quite other words</p>")
    pages = drawn(three_pages)
    assert len(pages) == len(set(pages)) == 3
    assert [page for page in drawn(stack_of(three_pages, other, three_pages)) if page.strip(b"\xff")] == [*pages, *drawn(other), *pages]


@pytest.mark.parametrize("both_sides", [False, True])
def test_each_begins_on_paper_of_its_own(three_pages: bytes, both_sides: bool) -> None:
    """Also where no one asked for both sides: many printers print so unasked."""
    stack = stack_of(three_pages, three_pages, both_sides=both_sides)
    pages = drawn(stack)
    assert len(pages) == 8
    assert pages[4:7] == drawn(three_pages)
    assert pages[3] == pages[7] == b"\xff" * len(pages[3])
    with pikepdf.open(BytesIO(stack)) as document:
        assert ("/Duplex" in document.Root.ViewerPreferences) == both_sides
        assert not both_sides or document.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_what_pages_share_is_kept_once(three_pages: bytes) -> None:
    """A hundred times the same packet is a list of pages and little else."""
    once, often = stack_of(three_pages), stack_of(*[three_pages] * 100)
    assert len(drawn(often)) == 400
    assert len(often) < 5 * len(once)


def test_nothing_but_what_is_seen_goes_along(three_pages: bytes) -> None:
    with pikepdf.open(BytesIO(three_pages)) as document:
        document.docinfo.Title = "Zebulon"
        document.pages[0].obj.Metadata = document.make_stream(b"Zebulon")
        changed = BytesIO()
        document.save(changed)
    with pikepdf.open(BytesIO(stack_of(changed.getvalue()))) as document:
        assert str(document.docinfo.Title) == "All"
        said = b"".join(each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream))
        assert b"Zebulon" not in said
        assert not [page for page in document.pages if "/Annots" in page.obj or "/StructParents" in page.obj]
        assert str(document.Root.ViewerPreferences.PrintScaling) == "/None"
        assert not document.check_pdf_syntax()
