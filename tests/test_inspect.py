"""What is read back from a finished PDF is what a reader sees and hears: looked at on small pages whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from handouts.figures import icon_array
from handouts.pagefacts import PageFacts, Shape
from handouts.pdf.fonts import font_bytes
from handouts.pdf.inspect.typeface import x_height_of
from tests.looks import altered, facts_of, pdf_of, run_of

BOXES = """
.ring { border: 3pt solid #000000; border-radius: 8pt; padding: 10pt; margin: 5pt 0 }
.dark { background: #1a1a1a; color: #ffffff; border-radius: 6pt; padding: 6pt }
.inner { background: #e4e4e4; padding: 6pt }
"""


def test_text_is_measured_in_points_of_arial() -> None:
    facts = facts_of("<p>Body</p><p class=small>Small</p>", ".small { font-size: 12.5pt }")
    assert run_of(facts, "Body").size_pt == pytest.approx(14.6, abs=0.01)
    assert run_of(facts, "Body").arial_pt == pytest.approx(13.95, abs=0.01)  # as the font's x-height of 0.496 makes it
    assert run_of(facts, "Small").arial_pt == pytest.approx(11.95, abs=0.01)
    assert {run.font.embedded for run in facts.runs} == {True}


def test_the_ground_of_a_text_is_what_lies_under_it_and_not_what_goes_around_it() -> None:
    facts = facts_of("<div class=ring><p>Ringed</p></div><div class=dark><p>Dark</p><p class=inner>Inner</p></div><p>Paper</p>", BOXES)
    assert [run_of(facts, text).ground for text in ("Ringed", "Dark", "Inner", "Paper")] == ["#ffffff", "#1a1a1a", "#e4e4e4", "#ffffff"]
    assert run_of(facts, "Dark").color == "#ffffff"


def test_fills_are_a_part_of_the_page_and_lines_are_none() -> None:
    fill = facts_of('<div style="background: #f2f2f2; height: 200pt"></div>')
    assert fill.pages[0].tinted == pytest.approx(300 * 200 / (400 * 600), abs=0.02)
    grid = facts_of(
        "<table>" + "<tr><td></td><td></td><td></td></tr>" * 12 + "</table>",
        "table { border-collapse: collapse } td { border: 0.75pt solid #4a4a4a; height: 20pt; width: 90pt }",
    )
    assert len(grid.pages[0].drawn) > 30
    assert grid.pages[0].tinted < 0.005


def test_headers_are_furniture_and_everything_else_is_read() -> None:
    facts = facts_of("<p>Read this.</p>", '@page { @top-left { content: "Header" } @bottom-right { content: "Page " counter(page) } }')
    assert facts.pages[0].furniture == "Header Page 1"
    assert [run.text for run in facts.pages[0].body] == ["Title", "Read this."]
    assert set(facts.pages[0].body) == facts.read
    assert facts.pages[0].area.bottom < run_of(facts, "Read").box.bottom < facts.pages[0].area.top


def test_lines_are_those_of_the_page_and_words_do_not_run_together_at_their_ends() -> None:
    facts = facts_of("<p>Wash your hands, then <strong>dry</strong> them with a clean towel before you touch the tube.</p>")
    (_, block) = next((part, block) for part, block in facts.blocks if block.role == "P")
    assert len(block.lines()) == 2
    assert all(len(line.text) < 50 for line in block.lines())
    assert " ".join(line.text for line in block.lines()) == block.text
    assert block.text == "Wash your hands, then dry them with a clean towel before you touch the tube."
    unspaced = replace(block, kids=tuple(replace(run, text=run.text.strip()) for run in block.runs()))
    assert "a clean towel" in unspaced.text  # the line ends before the towel
    assert block.lines()[0].text.endswith("a clean")
    spaced = facts_of("<p><strong>Stop</strong> <em>now</em></p>")
    assert [block.text for _, block in spaced.blocks] == ["Title", "Stop now"]


def test_a_block_knows_its_part_its_name_and_its_pages() -> None:
    facts = facts_of(
        '<section data-part="our-ward"><div data-part="our-ward/sections/0" data-whole="box">'
        "<p>One</p><p class=next>Two</p></div></section>",
        ".next { break-before: page }",
    )
    box = facts.parts["our-ward/sections/0"]
    assert (box.whole, box.pages, box.text) == ("box", (1, 2), "One Two")
    assert facts.part_of[run_of(facts, "Two")] == "our-ward/sections/0"
    assert len(facts.pages) == 2


@pytest.mark.parametrize(("n", "of"), [(0, 10), (3, 100), (100, 100), (55, 149), (7, 1000)])
def test_every_person_of_an_icon_array_is_found(n: int, of: int) -> None:
    from handouts.checks.iconarrays import people_of

    facts = facts_of(icon_array(n, of, "Some people."), "svg { width: 280pt }")
    (figure,) = facts.tree.of_role("Figure")
    people = people_of([content for content in figure.contents() if isinstance(content, Shape)])
    assert figure.alt == "Some people."
    assert (len(people), sum(dark for _, dark in people)) == (of, n)


def test_links_that_lead_somewhere_and_one_that_does_not() -> None:
    pdf = pdf_of('<p id="here"><a href="#here">Here</a>, <a href="https://riverside.example">there</a></p>')

    def lose_the_place(opened: pikepdf.Pdf) -> None:
        for name in ("/Names", "/Dests"):
            if name in opened.Root:
                del opened.Root[name]

    whole, torn = altered(pdf, lambda _: None), altered(pdf, lose_the_place)
    assert sorted((link.inside, link.leads) for link in whole.links) == [(False, True), (True, True)]
    assert sorted((link.inside, link.leads) for link in torn.links) == [(False, True), (True, False)]
    assert [link.target for link in whole.links if not link.inside] == ["https://riverside.example"]


def elements(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    inner = [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [node, *(found for kid in inner for found in elements(kid))]


def test_text_that_fell_out_of_the_structure_is_seen_and_not_read() -> None:
    def lose_the_paragraph(opened: pikepdf.Pdf) -> None:
        paragraph = next(element for element in elements(opened.Root.StructTreeRoot) if element.get("/S") == "/P")
        paragraph.K = pikepdf.Array([])

    facts = altered(pdf_of("<p>Heard by no one</p>"), lose_the_paragraph)
    assert run_of(facts, "Heard") not in facts.read
    assert run_of(facts, "Heard") in facts.pages[0].body


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("/Lang", lambda facts: facts.lang),
        ("/MarkInfo", lambda facts: facts.marked),
        ("/ViewerPreferences", lambda facts: facts.shows_title),
    ],
)
def test_what_a_file_does_not_say_is_missing_from_the_facts_and_found_by_the_checker(key: str, told: Any) -> None:
    pdf = pdf_of("<p>Text</p>")
    whole = altered(pdf, lambda _: None)
    assert told(whole)
    assert whole.failures == ()

    def forget(opened: pikepdf.Pdf) -> None:
        del opened.Root[key]

    torn = altered(pdf, forget)
    assert not told(torn)
    assert {failure.standard for failure in torn.failures} >= {"PDF/UA-1"}


def test_a_file_without_structure_has_no_text_to_read() -> None:
    def forget(opened: pikepdf.Pdf) -> None:
        del opened.Root.StructTreeRoot

    facts: PageFacts = altered(pdf_of("<p>Text</p>"), forget)
    assert facts.read == frozenset()
    assert len(facts.runs) == 2


def test_the_height_of_a_small_x_comes_from_the_font_file() -> None:
    assert x_height_of(font_bytes("regular.ttf")) == pytest.approx(0.496, abs=0.001)
    assert [x_height_of(data) for data in (b"", b"no font", b"\x00\x01\x00\x00\x00\x09" + bytes(200))] == [None, None, None]
