"""Which way a text runs that someone typed, in a language no one told us: by its letters. Names do not keep to the language of a page."""

from __future__ import annotations

import re
from typing import Literal
from unicodedata import bidirectional

from handouts.pieces import Run

Direction = Literal["ltr", "rtl"]

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
# From the first Arabic letter to the last, with all between them that is no letter of another script.
_ARABIC_RUN = re.compile(rf"[{_ARABIC}](?:(?:(?![^\W\d_])[^{_ARABIC}])*[{_ARABIC}])*")


def direction_of(text: str) -> Direction | None:
    """Return the direction of the first letter that has one."""
    kinds = (bidirectional(character) for character in text)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), None)


def runs_of(text: str) -> tuple[Run, ...]:
    """Return a text in pieces of one script, so that Arabic is set in letters that hold it."""
    runs: list[Run] = []
    end = 0
    for found in _ARABIC_RUN.finditer(text):
        runs += [Run(text[end : found.start()]), Run(found[0], lang="ar")]
        end = found.end()
    return tuple(run for run in (*runs, Run(text[end:])) if run.text)
