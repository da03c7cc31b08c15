"""The packet as plain text, for an e-mail or for reading aloud.

One paragraph is one line: mail programs and screen readers break lines themselves, and would break ours a second time. Headings carry the
marks of Markdown, which a voice says in a word. Source numbers are left out, because "weeks one two" disturbs; the sources stay. A chance
is said once, as its sentence: count and drawing say the same again. So are the state of the packet, its date and its sources: whoever
listens cannot skip what comes again.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from handouts.formats.blocks import BREAK, Block, Drawing, Grid, Paragraph, Row, blocks_of, words_of
from handouts.formats.tree import element, text_of, with_class
from handouts.locale import Labels

_NOT_SAID = frozenset(("skip", "on-paper", "on-screen", "rest-mark"))
_CHANCES = frozenset(("chance", "chance-comparison"))
_OF_THE_DRAWING = frozenset(("count", "how"))
_BLANK = "____"


def plain_text(page: Element, labels: Labels) -> str:
    """Return the text of a page made for a screen, as UTF-8 text with a blank line between blocks."""
    _put_the_state_first(page)
    _say_dates_once(page)
    for rest in with_class(page, "rest"):
        rest.text = None
    for sources in with_class(page, "sources"):
        _put_each_sheet_on_a_line(sources)
    text = ""
    before: Block | None = None
    for block in blocks_of(page):
        if said := _said(block, labels):
            text += _gap(before, block) + said
            before = block
    return text + "\n"


def _put_the_state_first(page: Element) -> None:
    """Whether it is approved comes before the title, and once; a number to call stands at the top alone."""
    (top,), (bottom,) = with_class(page, "top"), with_class(page, "bottom")
    (state,) = with_class(top, "standing")
    top.remove(state)
    top.insert(0, state)
    bottom[:] = with_class(bottom, "dates")


def _put_each_sheet_on_a_line(sources: Element) -> None:
    for title in with_class(sources, "label"):
        title.append(element("br"))
    for mark in with_class(sources, "mark"):
        mark.text = None


def _say_dates_once(page: Element) -> None:
    """The last line holds the first day on which a sheet is checked again, and the version if there is one sheet.

    Not the day when the packet's own last words say it already.
    """
    *earlier, last = with_class(page, "dates")
    day = text_of(last)
    of_sheets = [text_of(dates) for sheet in with_class(page, "sheet") for dates in with_class(sheet, "dates")]
    said = of_sheets[0] if len(of_sheets) == 1 else day
    if any(day in text_of(about) for about in with_class(page, "about")):
        said = said.replace(day, "").strip(" .")
    for dates in earlier:
        dates.text = None
    last.text = said


def _said(block: Block, labels: Labels) -> str:
    if isinstance(block, Grid) and "log" in block.inside:
        return labels.ask_for_log
    if block.inside & _NOT_SAID or _says_it_again(block):
        return ""
    match block:
        case Drawing(alt):
            return f"[{alt}]" if alt else ""
        case Grid():
            rows = [_row(block, row) for row in block.rows if not row.inside & _NOT_SAID]
            return "\n\n".join(filter(None, rows))
        case Paragraph(spans):
            return _paragraph(block, words_of(spans) or _BLANK)


def _says_it_again(block: Block) -> bool:
    return bool(block.inside & _CHANCES) and (isinstance(block, Drawing) or bool(block.inside & _OF_THE_DRAWING))


def _paragraph(block: Paragraph, words: str) -> str:
    if _stands_out(block):
        return f"*** {words} ***"
    if block.level:
        return f"{'#' * block.level} {words}"
    mark = {"": "", "bullet": "- ", "number": f"{block.number}. ", "box": "[ ] "}[block.marker]
    return mark + words.replace(BREAK, "\n" + " " * len(mark))


def _stands_out(block: Paragraph) -> bool:
    """Whether it is whom to call, or a warning: what a reader must not miss where nothing is bold."""
    return ("tier" if block.level else "warning") in block.inside


def _row(grid: Grid, row: Row) -> str:
    """A row of a calendar is said by what happens on its days; the other days are there to write on."""
    cells = [words_of(cell).replace(BREAK, ": ") or _BLANK for cell in row.cells]
    if grid.columns:
        return "\n".join(f"{words_of(column)}: {cell}" for column, cell in zip(grid.columns, cells, strict=True))
    return "\n".join(cell for cell in cells[row.headed :] if any(map(str.isalpha, cell)))


def _gap(before: Block | None, block: Block) -> str:
    """No gap inside a list, a wide one before a sheet."""
    if before is None:
        return ""
    if isinstance(block, Paragraph) and block.level == 2:
        return "\n\n\n"
    in_a_list = isinstance(block, Paragraph) and block.number > 1 and isinstance(before, Paragraph) and before.marker
    return "\n" if in_a_list else "\n\n"
