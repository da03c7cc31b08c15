"""Words for how likely something is. Readers hear them as far more likely than meant, so in a text on risks a number stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handouts.checks.rules import Finding
from handouts.checks.sentences import sentences_in
from handouts.checks.views import SheetView, found
from handouts.language import Language
from handouts.passages import Passage
from handouts.reading.sentences import words_of

_ON_RISKS = {"chance", "chance-comparison", "warning"}


def bare_likelihood(sheet: SheetView) -> Iterator[Finding]:
    """Return the words for a likelihood that stand without a number, in what a sheet says of risks."""
    if (language := sheet.language) is None:
        return
    all_on_risks = sheet.module.value.kind == "risk"
    for passage in sheet.of_role("message", "stem", "prose", "item"):  # a heading asks, and the text answers
        if not (all_on_risks or passage.kind in _ON_RISKS or (passage.kind, passage.field) == ("options", "bad")):
            continue
        if not _count(sheet.reader.locale.labels.chances.count, language.number_words).search(passage.plain):
            yield from _bare(passage, language)


def _bare(passage: Passage, language: Language) -> Iterator[Finding]:
    for sentence in sentences_in(passage.plain):
        first = words_of(sentence)[:1]
        if first and language.lists("action_verbs", first[0]):  # "Wash your hands often" says how often to do it
            continue
        for _, words in language.find("likelihood", sentence):
            yield found(passage, f"'{words}' says how likely it is, without a number", words)


@lru_cache(maxsize=8)
def _count(label: str, number_words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for a chance in words, made of the locale's own way to say one: "3 of 100", "2 of the 55"."""
    number = rf"(?:\d[\d,.]*|{'|'.join(map(re.escape, number_words))})"
    said = re.escape(label).replace(r"\ ", r"\s").replace(r"\{n\}", number).replace(r"\{of\}", rf"(?:\w+\s){{0,2}}{number}")
    return re.compile(rf"\b{said}\b", re.IGNORECASE)
