"""The packet as a Word document, for a clinic's communications team: real headings, lists and tables, ruled by Word's own styles.

The words are those of the printed page. What someone changes in it no one has signed, so each page says that it is a copy to work on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from handouts.folders import Folder
from handouts.formats.blocks import BREAK, Block, Drawing, Grid, Paragraph, Span, blocks_of
from handouts.formats.ooxml import HANGING, INDENT, add_text, field, frame, made, new_list, same_bytes
from handouts.formats.pictures import Png, drawn
from handouts.formats.tree import classes, element, parse, spell_out, with_class
from handouts.pdf.apart import Render

FONT = "Arial"  # on every machine that has Word
_PAPERS_MM = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
_SIZES_PT = {"Normal": 14, "Heading 1": 26, "Heading 2": 21, "Heading 3": 17, "Heading 4": 15, "Header": 12, "Footer": 12, "Small": 12}
_ACCENT, _INK = RGBColor(0x0B, 0x3C, 0x5D), RGBColor(0x1A, 0x1A, 0x1A)
_TIERS = {"emergency": "1A1A1A", "urgent": "E4E4E4", "soon": "FFFFFF"}  # what their heading stands on
# Word draws one frame around neighbors with the same lines: two boxes need different ones. In eighths of a point.
_LINES = {"emergency": 24, "urgent": 18, "soon": 12}
_BOXES = frozenset(("key-points", "warning", "known", "unknown"))
_ALL_SIDES = ("top", "left", "bottom", "right")
_LEADS_ON = frozenset(("intro", "how", "label", "main-message"))  # what is nothing without what it announces
_LAST_WORDS = frozenset(("references", "dates", "rest-mark", "mine"))
_SMALL = frozenset(("small", "how", "caption", "about", "dates", "calendar", "sources"))
_MARKERS = {"bullet": ("bullet", "•"), "box": ("bullet", "☐"), "number": ("decimal", "%1.")}
_BOLD = frozenset(("main-message", "label", "compared-label", "count"))
_BLANK = "_" * 16


def word_document(html: str, notice: str, folders: tuple[Folder, ...], name: str, render: Render) -> bytes:
    """Return the printed page as a .docx, with `notice` at the top of each page: the same bytes for the same page.

    Raises: HandoutsError when a picture cannot be drawn.
    """
    page = spell_out(parse(html))
    _put_dates_to_the_sources(page)
    blocks = list(blocks_of(page))
    pictures = drawn([block for block in blocks if isinstance(block, Drawing)], folders, name, render)
    writer = _Writer(page, notice, iter(pictures))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        writer.write(block, following)
    return same_bytes(writer.document)


class _Writer:
    """Writes blocks one after the other into a new document."""

    def __init__(self, page: Element, notice: str, pictures: Iterator[Png]) -> None:
        self.document, self.pictures = Document(), pictures
        self.body = page[1]
        self.lists: dict[str, int] = {}
        self.bookmarks = 0
        _set_up(self.document, page, notice)

    def write(self, block: Block, following: Block | None) -> None:
        match block:
            case Drawing(alt):
                self._picture(alt)
            case Grid():
                self._table(block)
            case Paragraph(spans):
                paragraph = self.document.add_paragraph(style=self._style(block))
                self._shape(paragraph, block)
                self._spans(paragraph, spans, bold=bool(block.inside & _BOLD), ink=_ink(block))
                if _goes_on(block, following):
                    paragraph.paragraph_format.keep_with_next = True
                if "tier" in block.inside and not _in_one_box(block, following):
                    paragraph.paragraph_format.space_after = Pt(9)
                if block.inside & (_LAST_WORDS | {"about"}):
                    paragraph.paragraph_format.keep_together = True

    def _style(self, block: Paragraph) -> str:
        if block.level:
            return f"Heading {block.level}"
        return "Small" if block.inside & _SMALL else "Normal"

    def _shape(self, paragraph: Any, block: Paragraph) -> None:
        form = paragraph.paragraph_format
        tier = next((tier for tier in _TIERS if tier in block.inside), None)
        if block.level == 2:
            form.page_break_before = "sheet" in block.inside and "first" not in block.inside and "sheets" in classes(self.body)
        if block.anchor:
            self._bookmark(paragraph, block.anchor)
        if tier:
            frame(paragraph, _ALL_SIDES, _LINES[tier], _TIERS[tier] if block.level else "")
        elif block.inside & _BOXES and not block.level:
            frame(paragraph, ("left",), 18)
            form.left_indent = Twips(INDENT - HANGING)  # one bar down the box, for its lists and its sentences
        if block.marker:
            self._list_entry(paragraph, block)
        if tier:  # the same for heading, list and sentence, or Word draws a box around each; no space, or its sides have gaps
            form.left_indent, form.first_line_indent, form.right_indent = Twips(INDENT), Twips(-HANGING), Twips(INDENT - HANGING)
            form.space_after = Pt(0)
        if not block.spans:
            form.line_spacing = Mm(9)
            form.tab_stops.add_tab_stop(_text_width(self.document), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            paragraph.add_run("\t")

    def _list_entry(self, paragraph: Any, block: Paragraph) -> None:
        if block.marker not in self.lists or (block.marker == "number" and block.number == 1):
            self.lists[block.marker] = new_list(self.document, *_MARKERS[block.marker])
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, self.lists[block.marker]
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.paragraph_format.left_indent = None  # the list has its own

    def _spans(self, paragraph: Any, spans: Iterable[Span], bold: bool = False, ink: RGBColor | None = None) -> None:
        for span in spans:
            around = self._link(paragraph, span.url) if span.url else paragraph._p
            run = paragraph.add_run()
            add_text(run, _BLANK if span.kind == "blank" else _unbroken(span.text.replace(BREAK, "\n").replace("\N{WORD JOINER}", "")))
            run.bold = span.bold or bold or None
            if ink is not None:
                run.font.color.rgb = ink
            if span.kind == "mark":
                run.font.size = Pt(12)
            if span.url:
                run.underline, run.font.color.rgb = True, _ACCENT
            if span.lang:
                run._r.get_or_add_rPr().append(made("w:lang", val=span.lang))
            around.append(run._r)

    def _link(self, paragraph: Any, url: str) -> Any:
        link = made("w:hyperlink", anchor=_bookmark(url[1:])) if url.startswith("#") else OxmlElement("w:hyperlink")
        if not url.startswith("#"):
            link.set(qn("r:id"), self.document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        return link

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self.bookmarks += 1
        paragraph._p.append(made("w:bookmarkStart", id=str(self.bookmarks), name=_bookmark(name)))
        paragraph._p.append(made("w:bookmarkEnd", id=str(self.bookmarks)))

    def _picture(self, alt: str) -> None:
        png = next(self.pictures)
        paragraph = self.document.add_paragraph()
        shape = paragraph.add_run().add_picture(BytesIO(png.data), width=Mm(png.width_mm))
        shape._inline.docPr.set("descr", alt)
        paragraph.paragraph_format.keep_with_next = True

    def _table(self, grid: Grid) -> None:
        rows = [grid.columns, *(row.cells for row in grid.rows)] if grid.columns else [row.cells for row in grid.rows]
        table = self.document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for index, (line, cells) in enumerate(zip(table.rows, rows, strict=True)):
            is_head = bool(grid.columns) and index == 0
            for mark in ("w:tblHeader",) * is_head + ("w:cantSplit",):
                line._tr.get_or_add_trPr().append(OxmlElement(mark))
            if not any(cells):
                line.height = Mm(9)
            for cell, spans in zip(line.cells, cells, strict=False):
                paragraph = cell.paragraphs[0]
                paragraph.style = self.document.styles["Small" if grid.inside & _SMALL else "Normal"]
                self._spans(paragraph, spans)
        self.document.add_paragraph(style="Small")


def _put_dates_to_the_sources(page: Element) -> None:
    """The version of a sheet ends its last small paragraph, so that it does not go to a page of its own."""
    for sheet in with_class(page, "sheet"):
        sources = [part.find("p") for part in with_class(sheet, "references")]
        if sources and (last := sources[-1]) is not None:
            (dates,) = with_class(sheet, "dates")
            sheet.remove(dates)
            last.append(element("span", f" {dates.text}"))


def _ink(block: Paragraph) -> RGBColor | None:
    """The color of the heading of a call box; None for what has the color of its style."""
    if not block.level or "tier" not in block.inside:
        return None
    return RGBColor(255, 255, 255) if "emergency" in block.inside else _INK


def _unbroken(text: str) -> str:
    """The text with the code of the packet on one line: it is read out on the telephone."""
    return re.sub(r"\b([0-9A-Z]{4})-([0-9A-Z]{4})\b", "\\1\N{NON-BREAKING HYPHEN}\\2", text)


def _bookmark(name: str) -> str:
    return name[:40]  # Word has no longer ones


def _set_up(document: Any, page: Element, notice: str) -> None:
    head, body = page
    facts = {meta.get("name"): meta.get("content", "") for meta in head.iter("meta")}
    about = document.core_properties
    about.title, about.author, about.language = head.findtext("title") or "", facts.get("author", ""), page.get("lang", "")
    about.comments = ""  # the library's own advertisement
    about.created = about.modified = datetime.fromisoformat(facts["dcterms.modified"])
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]  # of the library's empty page
    _set_styles(document, page.get("lang", ""))
    section = document.sections[0]
    paper = next(size for name, size in _PAPERS_MM.items() if name in classes(body))
    section.page_width, section.page_height = map(Mm, paper)
    section.left_margin = section.right_margin = section.bottom_margin = Mm(22)
    section.top_margin, section.header_distance = Mm(25), Mm(10)
    section.header.paragraphs[0].text = f"{body.get('data-packet')} · {body.get('data-draft')}. {notice}"
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{body.get('data-call')} · {body.get('data-dates')} · {body.get('data-page-before')}")
    field(foot, "PAGE")
    foot.add_run(body.get("data-page-between"))
    field(foot, "NUMPAGES")
    foot.add_run(body.get("data-page-after"))


def _set_styles(document: Any, language: str) -> None:
    styles = document.styles
    styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, size_pt in _SIZES_PT.items():
        style = styles[name]
        style.font.size, style.font.italic = Pt(size_pt), False
        style.font.color.rgb = _ACCENT if name.startswith("Heading") else _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # a theme's font would win over ours
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
    styles["Normal"].paragraph_format.line_spacing, styles["Normal"].paragraph_format.space_after = 1.25, Pt(7)
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _text_width(document: Any) -> Any:
    section = document.sections[0]
    return section.page_width - section.left_margin - section.right_margin


def _goes_on(block: Paragraph, following: Block | None) -> bool:
    """Whether what follows belongs on the same page: under a heading, in a call box or about the packet, or a picture or a table.

    Sources, dates and where to rest too: a page that holds nothing else helps no one.
    """
    if not isinstance(following, Paragraph):
        return following is not None
    if block.level or block.inside & _LEADS_ON or following.inside & _LAST_WORDS:
        return following.level != 2
    return _in_one_box(block, following) or "about" in block.inside & following.inside


def _in_one_box(block: Paragraph, following: Block | None) -> bool:
    """Whether both stand in the same call box: its heading begins it."""
    return isinstance(following, Paragraph) and bool(_TIERS.keys() & block.inside & following.inside) and not following.level
