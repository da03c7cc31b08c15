"""What reader and nurse talk about: questions to ask, and prompts that show whether the teaching worked."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.required import missing_kinds, must_have
from handouts.checks.rules import Finding
from handouts.checks.views import PacketView, SheetView, found, in_packet
from handouts.language import Language
from handouts.passages import Passage
from handouts.reading.sentences import split_sentences, words_of
from handouts.selection import Part

FEWEST_PROMPTS, MOST_PROMPTS = 3, 5
FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 12
FEWEST_LINES = 4


def teach_back(view: PacketView) -> Iterator[Finding]:
    """Return prompts that are missing, too few or too many, or that a yes or a no would answer.

    Whether each of them asks for a key point is for a reviewer to say.
    """
    yield from missing_kinds(view, "AC-05")
    for sheet, section in view.sections_of("teach-back"):
        prompts = sheet.texts_of(section, "items")
        if not FEWEST_PROMPTS <= len(prompts) <= MOST_PROMPTS:
            many = f"'{sheet.reader.audience}' gets {_counted(len(prompts), 'prompt')} here"
            message = f"{many}; {FEWEST_PROMPTS} to {MOST_PROMPTS} show what was understood"
            yield in_packet(sheet, Finding((*section.path, "items"), message, do="ask for the key points, one in each prompt"))
        for prompt in prompts if sheet.language else ():
            assert sheet.language is not None
            yield from (in_packet(sheet, finding) for finding in _closed(prompt, sheet.language))


def _closed(prompt: Passage, language: Language) -> Iterator[Finding]:
    asked = [words for _, words in language.find("yes_no_understanding", prompt.plain)]
    asked = asked or [sentence for sentence in split_sentences(prompt.plain) if _is_closed(sentence, language)]
    for words in asked[:1]:
        yield found(prompt, f"a yes or a no answers '{words}'", words)


def _is_closed(question: str, language: Language) -> bool:
    return question.endswith("?") and language.lists("closed_openers", words_of(question)[0])


def question_list(view: PacketView) -> Iterator[Finding]:
    """Return what the packet's list of questions lacks. It is the longest one; short ones on a single topic may stand beside it."""
    yield from missing_kinds(view, "AC-06", "error")
    lists = list(view.sections_of("questions"))
    if not lists or not must_have(view, "questions"):
        return
    sheet, section = max(lists, key=lambda placed: len(placed[1].items))
    yield from (in_packet(sheet, Finding(section.path, message, do=do)) for message, do in _lacking(sheet, section))


def _lacking(sheet: SheetView, section: Part) -> Iterator[tuple[str, str]]:
    count = len(section.items)
    if not FEWEST_QUESTIONS <= count <= MOST_QUESTIONS:
        message = f"'{sheet.reader.audience}' gets {_counted(count, 'question')} here; {FEWEST_QUESTIONS} to {MOST_QUESTIONS} help most"
        yield message, "keep those that readers ask most"
    room = section.lines * count + sum(other.lines for other in sheet.sections if other.kind == "write-in")
    if room < FEWEST_LINES:
        yield f"there are {_counted(room, 'line')} to write on; it takes {FEWEST_LINES}", "set 'lines', or add a 'write-in' section"
    if section.intro is None:
        yield "nothing says that the team wants these questions", "add an 'intro': 'Your team wants you to ask.'"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
