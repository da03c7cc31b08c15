"""Actions and steps: what the reader is asked to do, said so that it can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.required import missing_kinds
from handouts.checks.rules import Finding
from handouts.checks.views import PacketView, SheetView, found, in_packet
from handouts.language import Language
from handouts.passages import Passage
from handouts.phrases import find_phrases
from handouts.reading.sentences import words_of

MOST_STEP_WORDS = 20

# Advice about someone else, by language: the reader does not hear that it is meant for him or her.
_NOT_TO_YOU = {"en": ("patients should", "patients must", "patients need to", "the patient should", "the patient must", "people should")}
# Where an instruction can start: at the beginning, after a condition ("If you smoke, ask …"), in each sentence, and after "then".
# Not after "and": "keep it clean and dry" is one thing to do.
_CLAUSE = re.compile(r"(?:^|[.!?:;,]\s+|\bthen\s+)[\"'“‘(]*", re.IGNORECASE)


def actions(view: PacketView) -> Iterator[Finding]:
    """Return the lack of any action, and actions that do not tell the reader what to do."""
    yield from missing_kinds(view, "AC-01")
    for sheet, section in view.sections_of("actions"):
        for passage in sheet.in_section(int(section.path[1])):
            for finding in _to_whom(passage, sheet):
                yield in_packet(sheet, finding)


def _to_whom(passage: Passage, sheet: SheetView) -> Iterator[Finding]:
    """A list of verbs is never whole, so an action that starts with none of them is a warning; to speak of others is an error."""
    starts = {clause.end() for clause in _CLAUSE.finditer(passage.plain)}  # "Ask what the patient should eat" is said to the reader
    phrases = _NOT_TO_YOU.get(sheet.reader.locale.id.partition("-")[0], ())
    others = [words for offset, words in find_phrases(passage.plain, phrases) if offset in starts]
    for words in others:
        yield found(passage, f"'{words}' is not said to the reader", words)
    if passage.field == "do" and not others and sheet.language and not _verbs(passage.plain, sheet.language):
        yield found(passage, f"this action does not start with a verb: '{_start(passage.plain)}'", severity="warning")


def steps(sheet: SheetView) -> Iterator[Finding]:
    """Return the steps that are too long, that hold more than one, or that do not say what to do.

    A list of steps in which none starts with a verb tells what happens ("The team collects your cells"); it is not for the reader to do.
    """
    for section in sheet.sections:
        if section.kind == "steps":
            items = sheet.texts_of(section, "items")
            yield from _too_long(items)
            if sheet.language:
                yield from _one_verb_each(items, sheet.language)
        elif section.kind == "actions":
            yield from _too_long(sheet.texts_of(section, "do"))


def _too_long(items: tuple[Passage, ...]) -> Iterator[Finding]:
    for item in items:
        if (count := len(words_of(item.plain))) > MOST_STEP_WORDS:
            yield found(item, f"this step has {count} words; the most is {MOST_STEP_WORDS}")


def _one_verb_each(items: tuple[Passage, ...], language: Language) -> Iterator[Finding]:
    verbs = [_verbs(item.plain, language) for item in items]
    for item, first in zip(items, verbs, strict=True):
        if len(first) > 1:
            yield found(item, f"this is more than one step: '{first[0]}' and '{first[1]}'", first[1], do="make a step of each")
        elif not first and any(verbs):
            yield found(item, f"this step does not start with a verb: '{_start(item.plain)}'", do="start with what to do, as the others do")


def _verbs(text: str, language: Language) -> list[str]:
    """Return the verbs that an instruction in `text` starts with."""
    first = (words_of(text[clause.end() :])[:1] for clause in _CLAUSE.finditer(text))
    return [words[0] for words in first if words and language.lists("action_verbs", words[0])]


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")
