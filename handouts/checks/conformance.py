"""AX-01 and AX-02: what a standard asks of the file, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as handouts need it


def broken_standards(view: PageView) -> Iterator[Finding]:
    """One finding for each clause."""
    for failure in view.facts.failures:
        yield on_page(view, "", f"the file does not keep {failure.standard}: {failure.message} ({failure.clause})")


def unsaid(view: PageView) -> Iterator[Finding]:
    """What a screen reader must know before the first word."""
    facts, wanted = view.facts, view.packet.locale.id
    if not facts.marked:
        yield on_page(view, "", "the file does not say that it is tagged")
    if not facts.title:
        yield on_page(view, "", "the file has no title")
    elif not facts.shows_title:
        yield on_page(view, "", "the file does not ask for its title to be shown instead of its name")
    if facts.lang != wanted:
        yield on_page(view, "", f"the file says that its language is '{facts.lang}'; its words are {wanted}")
    for part, element in facts.placed:
        if element.lang and not _LANGUAGE_TAG.fullmatch(element.lang):
            yield on_page(view, part, f"'{element.lang}' is not the name of a language")
