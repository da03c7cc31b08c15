"""What a screen reader hears of every built-in packet: all of it, in order, each thing once, and nothing that nobody wrote."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import lxml.html
import page
import pytest

from handouts.html import render_html
from handouts.orders import Order
from tests.printed import ORDERS, builtin_library, printed, words_in
from tests.structure import Structure, Tag

GENERATED = ("TOC", "Lbl")  # page numbers and list marks come from the style sheet
ONCE_EACH = {"h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "table": "Table", "thead": "THead", "tr": "TR", "th": "TH", "td": "TD"}


@pytest.fixture(params=[pytest.param(order, marks=pytest.mark.xdist_group(order.file_name)) for order in ORDERS], ids=lambda o: o.file_name)
def order(request: pytest.FixtureRequest) -> Order:
    chosen: Order = request.param
    return chosen


@cache
def heard(order: Order) -> Structure:
    return Structure(printed(order).built.pdf)


@cache
def written(order: Order) -> Any:
    """The body of the page as written."""
    html = render_html(printed(order).packet, order.variant, builtin_library().folders)
    return lxml.html.document_fromstring(html).find("body")


def words_written(element: Any) -> list[str]:
    """The words of an element in order, those for a drawing in its place."""
    if element.tag == "img":
        return words_in(element.get("alt"))
    if element.get("data-pdf") == "TOC":
        return []
    inside = [word for kid in element if isinstance(kid.tag, str) for word in (*words_written(kid), *words_in(kid.tail or ""))]
    return [*words_in(element.text or ""), *inside]


def texts_heard(tag: Tag) -> str:
    if tag.role in GENERATED:
        return " "
    block = " " if tag.role not in ("Span", "Link") else ""
    inside = tag.get("Alt") or "".join(kid if isinstance(kid, str) else texts_heard(kid) for kid in tag.kids)
    return block + inside + block


def test_the_archive_standard_is_met_too(order: Order) -> None:
    """PDF/A-2a (ISO 19005-2); PDF/UA-1 is checked with the other facts about pages."""
    report = page.validate_pdf_bytes(printed(order).built.pdf, profile=page.ValidationProfile.PDF_A_2A)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.total > 50


def test_every_word_is_heard_once_and_in_order(order: Order) -> None:
    wanted = words_written(written(order))
    assert len(wanted) > 200
    assert words_in(texts_heard(heard(order).document)) == wanted


def test_each_block_is_one_element_over_however_many_pages(order: Order) -> None:
    tags = Counter(tag.role for tag in heard(order).document.walk())
    blocks = Counter(element.tag for element in written(order).iter() if isinstance(element.tag, str))
    assert {role: tags[role] for role in ONCE_EACH.values()} == {role: blocks[tag] for tag, role in ONCE_EACH.items()}
    contents = [toc for toc in written(order).iter("ul") if toc.get("data-pdf") == "TOC"]
    assert tags["TOC"] == len(contents)
    assert tags["L"] == blocks["ul"] + blocks["ol"] - len(contents)
    assert tags["LI"] + tags["TOCI"] == blocks["li"]
    assert tags["Figure"] == blocks["img"] + blocks["svg"]
    drawings = [p for p in heard(order).document.all("P") if p.all("Figure")]
    assert tags["P"] - len(drawings) == len([p for p in written(order).iter("p") if p.text_content().strip()])
    assert blocks["h2"] > 0
    assert blocks["p"] > 5


def test_everything_on_a_page_is_heard_or_furniture(order: Order) -> None:
    drawn, structure = heard(order).drawn, heard(order)
    marks = {(piece.page, piece.number) for piece in drawn if piece.number is not None}
    assert marks == structure.heard
    assert [piece for piece in drawn if not piece.tag] == []
    sides = {(piece.page, piece.properties["Subtype"]) for piece in drawn if piece.tag == "Artifact" and "Subtype" in piece.properties}
    assert sides == {(number, side) for number in range(len(heard(order).pdf.pages)) for side in ("/Header", "/Footer")}
    said = [piece.text.strip() for piece in drawn if piece.tag == "Artifact"]
    assert any(text.startswith("Page 1 of") for text in said)


def test_only_roles_that_help_a_listener(order: Order) -> None:
    roles = {tag.role for tag in heard(order).document.walk()}
    known = "Document Sect Div H1 H2 H3 H4 P L LI Lbl LBody Table THead TBody TR TH TD Figure Link TOC TOCI Reference Span"
    assert roles <= set(known.split())
    idle = [tag.shape for tag in heard(order).document.all("Div", "Span") if not (tag.get("T") or tag.get("ID") or tag.get("Lang"))]
    assert idle == []
    empty = [tag.role for tag in heard(order).document.walk() if not tag.kids and tag.role not in ("TD", "TH")]
    assert empty == []


def test_contents_lead_to_every_sheet(order: Order) -> None:
    contents = heard(order).document.all("TOC")
    sheets = printed(order).packet.sheets
    assert len(contents) == (1 if printed(order).packet.layout == "sheets" and len(sheets) > 4 else 0)
    for toc in contents:
        assert toc.shape == f"TOC({' '.join(['TOCI(Reference(Link))'] * len(sheets))})"
        assert ".." not in toc.text  # no row of dots, which would be read one by one


def test_every_head_cell_says_what_it_heads(order: Order) -> None:
    tables = heard(order).document.all("Table")
    assert len(tables) == len(list(written(order).iter("table")))
    for table in tables:
        heads = table.all("TH")
        assert heads
        assert {str(head.attribute("Scope")) for head in heads} <= {"/Row", "/Column"}
        assert all(cell.attribute("Headers") is None for cell in table.all("TD"))


def test_every_list_says_how_it_is_numbered(order: Order) -> None:
    lists = heard(order).document.all("L")
    assert lists
    for each in lists:
        labelled = bool([item for item in each.kids if isinstance(item, Tag) and item.all("Lbl")])
        assert (str(each.attribute("ListNumbering")) != "/None") <= labelled
        assert {kid.role for item in each.kids if isinstance(item, Tag) for kid in item.kids if isinstance(kid, Tag)} <= {"Lbl", "LBody"}


def test_every_drawing_stands_on_its_page(order: Order) -> None:
    figures = heard(order).document.all("Figure")
    assert len(figures) == len(list(written(order).iter("img", "svg")))
    for figure in figures:
        _, _, width, height = (float(side) for side in figure.object.Pg.MediaBox)
        left, bottom, right, top = (float(side) for side in figure.attribute("BBox"))
        assert 20 < left < right < width - 20
        assert 20 < bottom < top < height - 20
        assert (right - left) * (top - bottom) > 72


def test_every_link_says_its_words_and_every_name_leads_somewhere(order: Order) -> None:
    pdf = heard(order).pdf
    names = list(pdf.Root.Names.Dests.Names)
    assert len(names) >= 2
    pages = {sheet.obj.objgen for sheet in pdf.pages}
    assert all(place[0].objgen in pages for place in names[1::2])
    links = [note for sheet in pdf.pages for note in sheet.get("/Annots", [])]
    said = {str(link.Contents) for link in links}
    assert said == {" ".join(link.text_content().split()) for link in written(order).iter("a")}
    assert all(int(link.F) == 4 and "/StructParent" in link for link in links)
    assert len(heard(order).document.all("Link")) == len(list(written(order).iter("a")))


def test_every_part_of_the_text_can_be_found_by_name(order: Order) -> None:
    marked = [element for element in written(order).iter() if isinstance(element.tag, str) and element.get("data-part")]
    names = [element.get("data-part") for element in marked]
    assert len(names) == len(set(names)) > 2
    tree = heard(order).pdf.Root.StructTreeRoot.IDTree
    assert [str(name) for name in list(tree.Names)[::2]] == sorted(names)
    assert [tag.get("ID") for tag in heard(order).document.walk() if tag.get("ID")] == names
    whole = [element.get("data-whole") for element in written(order).iter() if isinstance(element.tag, str) and element.get("data-whole")]
    assert [tag.get("T") for tag in heard(order).document.walk() if tag.get("T")] == whole
