"""What is said by saying no: two negations at once, and advice that only forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.rules import Finding
from handouts.checks.sentences import sentences_in, sentences_of
from handouts.checks.views import SheetView, found
from handouts.language import Language
from handouts.passages import Passage
from handouts.phrases import find_phrases
from handouts.reading.sentences import words_of

# A call box prints the number to call; questions are asked, not obeyed.
_SAYS_WHAT_TO_DO = {"call", "questions", "teach-back"}
_CLAUSE = re.compile(r"[,;:–—]?\s(?:and|or|then|but)\s|[,;:–—]\s")


def negatives(sheet: SheetView) -> Iterator[Finding]:
    """Return double negatives, and the sections that say what not to do and nothing to do instead."""
    if (language := sheet.language) is None:
        return
    for passage, sentence in sentences_of(sheet):
        for _, words in language.double_negatives(sentence):
            yield found(passage, f"'{words}' says no twice", words, do="say what is so, or what to do")
    for section in sheet.sections:
        if section.kind not in _SAYS_WHAT_TO_DO:
            yield from _only_forbidden(sheet.in_section(int(section.path[1])), language)


def _only_forbidden(passages: tuple[Passage, ...], language: Language) -> Iterator[Finding]:
    read = [passage for passage in passages if passage.role in ("heading", "stem", "prose", "item")]
    sentences = [(passage, sentence) for passage in read for sentence in sentences_in(passage.plain)]
    forbidden = [(passage, sentence) for passage, sentence in sentences if _forbids(sentence, language)]
    if forbidden and not any(_tells(sentence, language) for _, sentence in sentences):
        passage, sentence = forbidden[0]
        words = " ".join(sentence.split()[:3])
        yield found(passage, f"'{words} …' says what not to do, and nothing here says what to do", words)


def _forbids(sentence: str, language: Language) -> bool:
    """Whether a sentence or a clause begins as "Do not" or "Never" does."""
    first = words_of(sentence)[:2]
    instructs = bool(first) and language.lists("action_verbs", first[0]) and not sentence.endswith("?")
    return instructs and bool(find_phrases(" ".join(first), language.negations))


def _tells(sentence: str, language: Language) -> bool:
    """Whether a sentence, or a clause of it, says what to do: "If it bleeds, press"."""
    clauses = [words_of(clause)[:1] for clause in _CLAUSE.split(sentence) if not _forbids(clause, language)]
    return not sentence.endswith("?") and any(first and language.lists("action_verbs", first[0]) for first in clauses)
