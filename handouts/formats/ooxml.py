"""The few parts of Word's XML that python-docx has no words for."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

INDENT, HANGING = 510, 397  # of a list, in twentieths of a point


def frame(paragraph: Any, sides: Iterable[str], line: int, fill: str = "") -> None:
    """Draw a line, `line` eighths of a point thick, at these sides of a paragraph, and fill it with a color written "E4E4E4"."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        borders.append(made(f"w:{side}", val="single", sz=str(line), space="4", color="1A1A1A"))
    _put(paragraph, borders)
    if fill:
        _put(paragraph, made("w:shd", val="clear", color="auto", fill=fill))


def _put(paragraph: Any, part: Any) -> None:
    """Add a property where the standard wants it: before these (ECMA-376, 17.3.1.26)."""
    paragraph._p.get_or_add_pPr().insert_element_before(part, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def made(tag: str, **attributes: str) -> Any:
    """Return a new element of Word's own namespace."""
    new = OxmlElement(tag)
    for name, value in attributes.items():
        new.set(qn(f"w:{name}"), value)
    return new


def add_text(run: Any, text: str) -> None:
    """Add text to a run; a hyphen that does not break is an element of its own, since few typefaces have its letter."""
    for place, part in enumerate(text.split("\N{NON-BREAKING HYPHEN}")):
        if place:
            run._r.append(made("w:noBreakHyphen"))
        run.add_text(part)


def field(paragraph: Any, name: str) -> None:
    """Add what Word counts itself, like PAGE, to the end of a paragraph."""
    counted = made("w:fldSimple", instr=name)
    counted.append(paragraph.add_run("1")._r)
    paragraph._p.append(counted)


def new_list(document: Any, form: str, sign: str) -> int:
    """Return the id of a list of its own, so that numbers begin at 1 again."""
    numbering = document.part.numbering_part.element
    kinds = numbering.findall(qn("w:abstractNum"))
    kind, level = made("w:abstractNum", abstractNumId=str(len(kinds) + 100)), made("w:lvl", ilvl="0")
    for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", sign), ("w:lvlJc", "left")):
        level.append(made(tag, val=value))
    level.append(OxmlElement("w:pPr"))
    level[-1].append(made("w:ind", left=str(INDENT), hanging=str(HANGING)))
    kind.append(level)
    kinds[-1].addnext(kind)  # kinds stand before the lists made of them
    return int(numbering.add_num(len(kinds) + 100).numId)


def same_bytes(document: Any) -> bytes:
    """Return the document as a file without the clock in it."""
    saved, output = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(output, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return output.getvalue()
