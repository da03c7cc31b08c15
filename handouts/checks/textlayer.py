"""AX-06 and AX-07: what the file says when it is read aloud, against what was written, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from handouts.checks.pagewords import quoted, spaced, words_in
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.pagefacts import Element
from handouts.passages import Passage

_UNREADABLE = re.compile("[\N{REPLACEMENT CHARACTER}\x00\ue000-\uf8ff]")
_ADDRESSES = ("https://", "mailto:", "tel:")
_SAME_HEIGHT = 2.0  # points: things side by side


def unread_text(view: PageView) -> Iterator[Finding]:
    """Text a screen reader never comes to, or cannot make words of."""
    for page in view.facts.pages:
        unread = [run for run in page.body if run not in view.facts.read]
        if unread:
            yield on_page(view, "", f"{quoted(view, unread[0].said)} on page {page.number} can be seen and is not read aloud")
    for run in view.facts.runs:
        if _UNREADABLE.search(run.text):
            message = f"{quoted(view, run.said)} on page {run.page} holds a sign with no letter behind it"
            yield on_page(view, view.facts.part_of.get(run, ""), message)


def lost_words(view: PageView) -> Iterator[Finding]:
    """Every text of every sheet is said where it belongs, with its words in their order."""
    for sheet in view.sheets:
        for passage in sheet.passages:
            heard = _heard(view, sheet.sheet.module, passage)
            if spaced(words_in(passage.plain)) not in heard:
                message = f"'{passage.plain}' is not on the page as it is written"
                yield Finding(passage.path, message, file=sheet.module)


def _heard(view: PageView, module: str, passage: Passage) -> str:
    section = "" if passage.section < 0 or passage.role == "definition" else f"/sections/{passage.section}"
    element = view.facts.parts.get(module + section, view.facts.tree)
    alts = " ".join(figure.alt for figure in element.of_role("Figure"))
    return spaced(words_in(element.text)) + spaced(words_in(alts))


def out_of_order(view: PageView) -> Iterator[Finding]:
    """What is read first stands first: section after section, down the page."""
    sections = [(part, element) for part, element in view.facts.parts.items() if "/sections/" in part and any(element.contents())]
    for (_, before), (part, after) in pairwise(sections):
        if _start(after) < _start(before):
            yield on_page(view, part, f"on page {after.pages[0]} it stands above what is read before it")


def _start(element: Element) -> tuple[int, float]:
    """Return the page and how far down it an element begins."""
    page = element.pages[0]
    return page, -max(content.box.top for content in element.contents() if content.page == page) - _SAME_HEIGHT


def dead_links(view: PageView) -> Iterator[Finding]:
    """Links inside the file that lead nowhere, and addresses of a kind no reader should follow."""
    for link in view.facts.links:
        if link.inside and not link.leads:
            yield on_page(view, "", f"the link {quoted(view, link.said or link.target)} on page {link.page} leads nowhere")
        elif not link.inside and not link.target.startswith(_ADDRESSES):
            yield on_page(view, "", f"the link {quoted(view, link.said)} on page {link.page} leads to no https, mailto or tel address")
