"""What a screen reader meets: one structure element for each thing written, whatever pages it stands on, and nothing nobody wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest

from handouts.pdf.finish import finish_pdf
from handouts.problems import HandoutsError
from tests.small import small_page, small_pdf
from tests.structure import Structure, Tag

SENTENCE = "Drink water often, rest when you are tired, and tell your nurse how you feel each day. "
LONG = f"<p>{SENTENCE * 12}</p>"
FURNITURE = "@page { @top-left { content: 'Our packet' } @bottom-right { content: 'Page ' counter(page) } }"


def pages_of(tag: Tag) -> set[int]:
    """The object numbers of the pages a tag stands on."""
    found = {int(tag.object.Pg.objgen[0])} if "/Pg" in tag.object else set()
    for kid in tag.object.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            found |= {int(kid.Pg.objgen[0])} if kid.get("/Type") == "/MCR" else set()
    return found.union(*(pages_of(kid) for kid in tag.kids if isinstance(kid, Tag)))


def only(structure: Structure, role: str) -> Tag:
    (found,) = structure.document.all(role)
    return found


def failures(pdf: bytes) -> list[tuple[str, str]]:
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    assert all(report.rules.total > 50 for report in reports)
    return [(failure.rule_id, failure.message) for report in reports for failure in report.failures]


def test_a_paragraph_over_three_pages_is_one_paragraph() -> None:
    structure = small_page(LONG)
    assert structure.document.shape == "Document(H1 P)"
    assert len(pages_of(only(structure, "P"))) >= 3
    assert only(structure, "P").text.strip() == (SENTENCE * 12).strip()


def test_a_list_over_pages_is_one_list_and_each_item_one_item() -> None:
    items = [f"{SENTENCE * 3}Number {number}." for number in range(5)]
    structure = small_page("<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>")
    assert structure.document.shape == "Document(H1 L(" + " ".join(["LI(Lbl LBody)"] * 5) + "))"
    assert [body.text for body in structure.document.all("LBody")] == items
    assert [label.text.strip() for label in structure.document.all("Lbl")] == ["1.", "2.", "3.", "4.", "5."]
    assert str(only(structure, "L").attribute("ListNumbering")) == "/Decimal"
    assert any(len(pages_of(item)) > 1 for item in structure.document.all("LI"))


def test_a_block_over_three_pages_is_one_part_with_its_name() -> None:
    body = f'<section data-part="rest"><h2>Rest</h2><div data-part="rest/sections/0" data-whole="box">{LONG}<p>Last.</p></div></section>'
    structure = small_page(body)
    assert structure.document.shape == "Document(H1 Sect(H2 Sect(P P)))"
    outer, inner = structure.document.all("Sect")
    assert (outer.get("ID"), inner.get("ID"), outer.get("T"), inner.get("T")) == ("rest", "rest/sections/0", "", "box")
    assert len(pages_of(inner)) >= 3
    names = list(structure.pdf.Root.StructTreeRoot.IDTree.Names)
    assert [str(name) for name in names[::2]] == ["rest", "rest/sections/0"]
    assert [element.objgen for element in names[1::2]] == [outer.object.objgen, inner.object.objgen]


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    rows = "".join(f"<tr><th scope='row'>Day {day}</th><td>{SENTENCE}</td><td></td></tr>" for day in range(6))
    structure = small_page(f"<table><thead><tr><th>Day</th><th>What</th><th>Done</th></tr></thead><tbody>{rows}</tbody></table>")
    table = only(structure, "Table")
    assert table.shape == "Table(THead(TR(TH TH TH)) TBody(" + " ".join(["TR(TH TD TD)"] * 6) + "))"
    assert len(pages_of(table)) >= 3
    assert [cell.text.strip() for cell in table.all("TD")] == [SENTENCE.strip(), ""] * 6
    assert [str(head.attribute("Scope")) for head in table.all("TH")] == ["/Column"] * 3 + ["/Row"] * 6
    assert all(cell.attribute("Headers") is None and "/ID" not in cell.object for cell in table.all("TH", "TD"))
    repeated = [piece for piece in structure.drawn if piece.tag == "Artifact" and piece.properties.get("Type") == "/Pagination"]
    assert [piece.text.strip() for piece in repeated][:3] == ["Day", "What", "Done"]
    assert {piece.text.strip() for piece in repeated} <= {"Day", "What", "Done", ""}
    assert all("Subtype" not in piece.properties for piece in repeated)  # neither header nor footer


def test_head_cells_without_a_scope_get_the_one_they_stand_for() -> None:
    rows = "<tr><th>Sign</th><th colspan='2'>What to do</th></tr><tr><th>Fever</th><td>Call</td><td>Now</td></tr>"
    table = only(small_page(f"<table>{rows}</table>"), "Table")
    assert [(head.text, str(head.attribute("Scope"))) for head in table.all("TH")] == [
        ("Sign", "/Column"),
        ("What to do", "/Column"),
        ("Fever", "/Row"),
    ]
    assert table.all("TH")[1].attribute("ColSpan") == 2


def test_headers_and_footers_are_heard_by_nobody() -> None:
    structure = small_page(LONG, FURNITURE)
    assert "packet" not in structure.document.text
    count = len(structure.pdf.pages)
    kinds = [(piece.text, piece.properties.get("Subtype"), piece.page) for piece in structure.drawn if "Subtype" in piece.properties]
    assert sorted(kinds) == sorted(
        [("Our packet", "/Header", at) for at in range(count)] + [(f"Page {at + 1}", "/Footer", at) for at in range(count)]
    )
    assert all(piece.tag == "Artifact" for piece in structure.drawn if "Subtype" in piece.properties)


def test_everything_drawn_is_heard_or_said_to_be_nothing() -> None:
    structure = small_page(f"<div style='border: 1pt solid; background: #eee'>{LONG}<hr></div>", FURNITURE)
    marks = {(piece.page, piece.number) for piece in structure.drawn if piece.number is not None}
    assert marks == structure.heard
    assert len(marks) > 10
    assert [piece for piece in structure.drawn if not piece.tag] == []


def test_a_foreign_run_says_its_language() -> None:
    structure = small_page('<p>Say <span lang="es">me duele <strong>mucho</strong></span> to the nurse.</p><p lang="fr">Merci.</p>')
    assert structure.document.shape == "Document(H1 P(Span) P)"
    assert [(tag.text, tag.get("Lang")) for tag in structure.document.walk() if "/Lang" in tag.object] == [
        ("me duele mucho", "es"),
        ("Merci.", "fr"),
    ]
    assert str(structure.pdf.Root.Lang) == "en"


@pytest.mark.parametrize("style", ["list-style: disc", "list-style: none"])
def test_a_list_in_a_list_stands_in_the_body_of_its_item(style: str) -> None:
    structure = small_page(f"<ul style='{style}'><li>Food<ul><li>Soup</li><li>Bread</li></ul></li><li>Rest</li></ul>")
    plain = structure.document.shape.replace("Lbl ", "")
    assert plain == "Document(H1 L(LI(LBody(L(LI(LBody) LI(LBody)))) LI(LBody)))"
    numbering = {str(tag.attribute("ListNumbering")) for tag in structure.document.all("L")}
    assert numbering == {"/None" if "none" in style else "/Disc"}


def test_what_stands_in_an_item_is_in_its_body() -> None:
    structure = small_page("<ul style='list-style: inside'><li><p>One.</p><p>Two.</p></li></ul>")
    assert structure.document.shape.replace("Lbl ", "") == "Document(H1 L(LI(LBody(P P))))"


def test_a_number_drawn_before_an_item_is_its_label() -> None:
    style = "ol { list-style: none; counter-reset: n } li::before { content: counter(n); counter-increment: n }"
    structure = small_page("<ol><li>First</li><li>Then</li></ol>", style)
    assert structure.document.shape == "Document(H1 L(LI(Lbl LBody) LI(Lbl LBody)))"
    assert [label.text for label in structure.document.all("Lbl")] == ["1", "2"]


def test_a_list_of_terms_has_the_terms_as_labels() -> None:
    structure = small_page("<dl><dt>Graft</dt><dd>Your own cells.</dd><dt>Line</dt><dt>Port</dt><dd>A tube.</dd><dd>It stays in.</dd></dl>")
    assert structure.document.shape == "Document(H1 L(LI(Lbl LBody) LI(Lbl Lbl LBody LBody)))"
    assert [tag.text for tag in structure.document.all("Lbl", "LBody")] == [
        "Graft",
        "Your own cells.",
        "Line",
        "Port",
        "A tube.",
        "It stays in.",
    ]


def test_a_note_has_an_identifier() -> None:
    structure = small_page('<p>Eat well.</p><div data-pdf="Note">No grapefruit.</div><p data-pdf="Note" data-part="salt">Little salt.</p>')
    notes = structure.document.all("Note")
    assert [(note.text, note.get("ID")) for note in notes] == [("No grapefruit.", "note-1"), ("Little salt.", "salt")]


def test_contents_are_contents() -> None:
    entries = [f'<li><a href="#p{number}">Part {number}</a></li>' for number in range(3)]
    nested = '<li><a href="#p0">Again</a><ul><li><a href="#p1">Deeper</a></li></ul></li>'
    targets = "".join(f'<h2 id="p{number}">Part {number}</h2>' for number in range(3))
    style = 'a::after { content: ", page " target-counter(attr(href), page) }'
    structure = small_page(f'<ul data-pdf="TOC">{"".join(entries)}{nested}</ul>{targets}', style)
    entry = "TOCI(Lbl Reference(Link))"
    assert only(structure, "Document").shape.startswith(f"Document(H1 TOC({entry} {entry} {entry} TOCI(Lbl Reference(Link) TOC({entry})))")
    assert structure.document.all("Link")[0].text == "Part 0, page 3"
    assert structure.document.all("L") == []


def test_a_link_is_one_link_with_its_words() -> None:
    text = "the <strong>very long</strong> page about what to do at home after a transplant of stem cells"
    structure = small_page(f'<p>See <a href="https://example.org/">{text}</a>.</p>')
    assert structure.document.shape == "Document(H1 P(Link))"
    words = "the very long page about what to do at home after a transplant of stem cells"
    assert only(structure, "Link").text == words
    notes = list(structure.pdf.pages[0].Annots)
    assert len(notes) == 2  # one for each line
    assert [(str(note.Contents), int(note.F)) for note in notes] == [(words, 4)] * 2
    tree = structure.pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = dict(zip(map(int, list(tree)[::2]), list(tree)[1::2], strict=True))
    assert [owners[int(note.StructParent)].objgen for note in notes] == [only(structure, "Link").object.objgen] * 2


def test_each_mark_leads_back_to_its_element() -> None:
    structure = small_page(LONG)
    tree = list(structure.pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, tree[::2]), tree[1::2], strict=True))
    for number, sheet in enumerate(structure.pdf.pages):
        marks = sorted(piece.number for piece in structure.drawn if piece.page == number and piece.number is not None)
        found = owners[int(sheet.obj.StructParents)]
        assert marks
        assert [str(found[mark].S) for mark in marks] == (["/H1"] if number == 0 else []) + ["/P"] * (len(marks) - (number == 0))


SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" style="display: block; width: 40mm; height: 20mm">'
    '<title>{}</title><rect width="10" height="10"/></svg>'
)


def test_a_drawing_stands_where_its_box_says_with_its_words() -> None:
    body = f"<figure>{SQUARE.format('A square')}<figcaption>One square.</figcaption></figure>{LONG}{SQUARE.format('Another')}"
    structure = small_page(body)
    assert structure.document.shape == "Document(H1 Figure Caption P Figure)"
    figures = structure.document.all("Figure")
    assert [figure.text for figure in figures] == ["A square", "Another"]
    for figure in figures:
        left, bottom, right, top = (float(side) for side in figure.attribute("BBox"))
        assert right - left == pytest.approx(40 / 25.4 * 72, abs=0.1)
        assert top - bottom == pytest.approx(20 / 25.4 * 72, abs=0.1)
        assert left == pytest.approx(8 / 25.4 * 72, abs=40 * 0.75 + 0.1)
        assert 0 < bottom < top < 60 / 25.4 * 72
    assert pages_of(figures[0]) != pages_of(figures[1])


def test_boxes_that_only_place_things_vanish_and_loose_text_is_a_paragraph() -> None:
    structure = small_page(
        "<div><div style='display: flex'><div>Loose <b>text</b></div><div><h2>Head</h2></div></div></div><header>Top</header>"
    )
    assert structure.document.shape == "Document(H1 P H2 P)"
    assert [tag.text for tag in structure.document.all("P")] == ["Loose text", "Top"]
    kept = small_page("<section>Loose <b>text</b><p>Then more.</p></section>")
    assert kept.document.shape == "Document(H1 Sect(P P))"


WRITTEN = {
    "ar": "درجة الحرارة 38 اليوم",
    "vi": "Uống thuốc mỗi ngày, nghỉ ngơi đủ giấc",
    "el": "Μιλήστε με τη νοσοκόμα",
    "es": "¿Cuánto duele? Dígalo a la enfermera",
}


@pytest.mark.parametrize("language", WRITTEN)
def test_every_language_reads_back_as_it_was_written(language: str) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    written = f"{WRITTEN[language]}. " * 4
    structure = small_page(f"<p>{written}</p>", "p { width: 40mm }", f'lang="{language}" dir="{direction}"')
    assert only(structure, "P").text.strip() == written.strip()
    assert len([piece for piece in structure.drawn if piece.number]) > 2


def test_a_line_that_runs_from_right_to_left_keeps_its_place() -> None:
    """The space between two lines is said there, not drawn: it would push the words."""
    structure = small_page(f"<p>{WRITTEN['ar']} {WRITTEN['ar']}</p>", "p { width: 30mm }", 'lang="ar" dir="rtl"')
    said = [piece.properties.get("ActualText", "") for piece in structure.drawn if piece.number]
    assert len(said) > 2
    assert all(line.endswith(" ") for line in said[:-1])


def test_words_keep_their_spaces_and_lose_the_hyphens_of_line_ends() -> None:
    structure = small_page(
        "<p><b>One</b> <i>two</i> extra\u00adordinary days, and 555-\u200b0100 to call</p>", "p { hyphens: manual; width: 22mm }"
    )
    assert only(structure, "P").text == "One two extraordinary days, and 555-0100 to call"


def test_a_space_at_the_start_of_a_line_is_said() -> None:
    structure = small_page("<p><b>Stem</b> cells <b>grow</b> again</p>", "p { width: 12mm }")
    assert only(structure, "P").text == "Stem cells grow again"
    assert len([piece for piece in structure.drawn if piece.number]) == 4


def test_a_source_number_is_read_as_part_of_its_sentence() -> None:
    structure = small_page('<p>It helps <span class="mark">[1, 2]</span>. Ask.</p>')
    assert structure.document.shape == "Document(H1 P)"
    assert only(structure, "P").text == "It helps [1, 2]. Ask."


def test_a_role_that_pdf_does_not_know_is_told() -> None:
    with pytest.raises(HandoutsError, match="'Toc'") as caught:
        small_pdf('<ul data-pdf="Toc"><li>One</li></ul>')
    assert "TOC" in caught.value.problems[0].hint


EVERYTHING = (
    f"{LONG}<ul><li>One<ol><li>{LONG}</li></ol></li></ul><dl><dt>A</dt><dd>B</dd></dl>"
    "<table><caption>Days</caption><thead><tr><th>Day</th><th>What</th></tr></thead>"
    f'<tbody><tr><th scope="row">1</th><td>{LONG}</td></tr></tbody></table>'
    f'{SQUARE.format("A square")}<p><a href="https://example.org/">A <b>link</b> <i>of</i> words</a></p>'
    '<ul data-pdf="TOC"><li><a href="#end">End</a></li></ul><div data-pdf="Note" lang="es">Nota</div>'
    '<blockquote>Loose</blockquote><h2 id="end">End</h2>'
)


def test_independent_checkers_pass_all_of_it() -> None:
    assert failures(small_pdf(EVERYTHING, FURNITURE)) == []


def test_only_pdfs_of_ours_can_be_finished() -> None:
    with pikepdf.open(BytesIO(small_pdf("<p>One.</p>"))) as pdf:
        again = BytesIO()
        pdf.save(again)
    with pytest.raises(ValueError, match="without our patches"):
        finish_pdf(again.getvalue())


PRINT_ITS_HASH = f"""
import sys
from hashlib import sha256
from tests.small import small_pdf
sys.stdout.write(sha256(small_pdf({EVERYTHING!r}, {FURNITURE!r})).hexdigest())
"""


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    home = str(Path(__file__).resolve().parents[1])
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONPATH": home, "SOURCE_DATE_EPOCH": "1"}
    line = [sys.executable, "-c", PRINT_ITS_HASH]
    outcome = subprocess.run(line, cwd=tmp_path, env={**os.environ, **elsewhere}, capture_output=True, text=True, check=True)
    assert outcome.stdout == sha256(small_pdf(EVERYTHING, FURNITURE)).hexdigest()
