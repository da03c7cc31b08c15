"""Pieces of text as HTML, with every space where it belongs: what must stay together on a line does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from handouts.pieces import Blank, LinkRun, Marks, Piece, Pieces, Run
from handouts.typeset import NO_BREAK_SPACE, unbroken

_FROM_THE_RIGHT = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")  # languages


def inline(pieces: Pieces | Piece) -> Markup:
    """Return pieces as HTML; anything a person wrote is escaped. A source number stays on the line of the word before it."""
    html = Markup("")
    waiting: Run | None = None  # text that may be followed by a source number
    space = Markup("")  # what stood between them
    for piece in pieces if isinstance(pieces, tuple) else (pieces,):
        if waiting and isinstance(piece, Run) and not piece.text.strip():
            space += _one(piece)
        elif waiting and isinstance(piece, Marks):
            html, waiting, space = html + _with_marks(waiting, piece), None, Markup("")
        else:
            html += (_one(waiting) if waiting else "") + space
            waiting, space = (piece, Markup("")) if isinstance(piece, Run) and piece.text.strip() else (None, Markup(""))
            html += "" if waiting else _one(piece)
    return html + (_one(waiting) if waiting else "") + space


def _with_marks(run: Run, marks: Marks) -> Markup:
    """An element for the last word and its numbers: a no-break space before an element makes 70.0 break lines too early."""
    text = run.text if run.kept else unbroken(run.text)
    before, space, word = ("", "", text) if run.kept else text.rstrip(" ").rpartition(" ")
    start = _one(replace(run, text=before + space)) if space else Markup("")
    return start + Markup('<span class="kept">{} {}</span>').format(_one(replace(run, text=word)), _one(marks))


def _one(piece: Piece) -> Markup:
    match piece:
        case Run(text, typed=True):
            return Markup('<strong class="kept typed">{}</strong>').format(text)
        case Run(text, bold, held, lang):
            written = kept(text) if held else escape(unbroken(text))
            written = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, _direction(lang), written) if lang else written
            return Markup("<strong>{}</strong>").format(written) if bold else written
        case LinkRun(text, url):
            return Markup('<a href="{}">{}</a>').format(url, text) + _address(text, url)
        case Marks(numbers):
            return Markup('<span class="mark">[{}]</span>').format(", ".join(map(str, numbers)))
        case Blank(label):
            return Markup('{}: <span class="blank"></span>').format(label)


def _direction(lang: str) -> str:
    return "rtl" if lang.partition("-")[0] in _FROM_THE_RIGHT else "ltr"


def kept(text: str) -> Markup:
    """Return a text that stays on one line: by its spaces alone, or, where it may break elsewhere, as a phone number, in an element."""
    text = text.replace(" ", NO_BREAK_SPACE)
    return Markup('<span class="kept">{}</span>').format(text) if re.search(r"[-/]", text) else escape(text)


def _address(text: str, url: str) -> Markup:
    """On paper a link is only as good as its address, so that is printed too, unless the link already reads so."""
    address = url.partition(":")[2].lstrip("/").removeprefix("www.").rstrip("/")
    return Markup("") if address == text else Markup(' <span class="address">({})</span>').format(address)


def fill_label(label: str, **values: Any) -> Markup:
    """Return a label of the locale with its names in braces filled in, each value escaped unless it is HTML already."""
    return escape(label).format(**{name: inline(value) if _is_pieces(value) else value for name, value in values.items()})


def _is_pieces(value: object) -> bool:
    return isinstance(value, Run | LinkRun | Marks | Blank) or (isinstance(value, tuple) and all(map(_is_pieces, value)))
