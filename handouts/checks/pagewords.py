"""The words of a page: how they are compared with those that were written, and how a message may repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from handouts.checks.views import PageView
from handouts.pagefacts import tidy

UNKNOWN_TEXT = "a text that is not from the modules"
_ADDED = re.compile(r"\[\d+(?:, \d+)*\]|\([\w-]+(?:\.[\w-]+)+(?:/\S*)?\)")  # the numbers of sources, and the addresses of links


def words_in(text: str) -> list[str]:
    """Return the words as runs of letters and digits, without what is added in print. Letters joined to one sign are several: an fi."""
    return re.findall(r"[^\W_]+", _ADDED.sub(" ", normalize("NFKC", text)).replace("\N{SOFT HYPHEN}", ""))


def spaced(words: list[str]) -> str:
    """Return words as a text in which whole words can be looked for."""
    return f" {' '.join(words)} "


def quoted(view: PageView, text: str) -> str:
    """Return a text of the page as a message may repeat it: in quotes when the modules or the labels hold it.

    What else stands on a page may be about a person (PV-01). A text without a letter or a digit is not.
    """
    words = words_in(text)
    if not text.strip():
        return "a text"
    if words and not any(spaced(words) in spaced(words_in(written)) for written in _written(view)):
        return UNKNOWN_TEXT
    return f"'{tidy(text)}'"


def _written(view: PageView) -> Iterator[str]:
    for sheet in view.sheets:
        yield from (passage.plain for passage in sheet.passages)
    yield from _texts(view.packet.locale.labels.model_dump())


def _texts(labels: Any) -> Iterator[str]:
    for label in labels.values():
        if isinstance(label, dict):
            yield from _texts(label)
        else:
            yield label
