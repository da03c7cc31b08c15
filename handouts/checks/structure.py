"""ST: what a handout is made of, in which order, and how long its parts are."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.keypoints import key_points
from handouts.checks.lists import lists
from handouts.checks.required import required_sections
from handouts.checks.rules import Finding, PacketRule, Rule, SheetRule
from handouts.checks.views import SheetView, found
from handouts.passages import count_words
from handouts.reading.sentences import split_sentences, words_of

MOST_TITLE_WORDS = 12
MOST_MESSAGE_SENTENCES = 3
MOST_MESSAGE_WORDS = 45
MOST_HEADING_WORDS = 10
MOST_SHEET_WORDS = 300


def title_and_message(sheet: SheetView) -> Iterator[Finding]:
    """Return a title or a main message that is too long to take in at once."""
    for title in sheet.of_role("title"):
        if (count := len(words_of(title.plain))) > MOST_TITLE_WORDS:
            message = f"the title has {count} words; {MOST_TITLE_WORDS} are enough"
            yield found(title, message, do="say the topic in the reader's words; the main message says the rest")
    for said in sheet.of_role("message"):
        if (count := len(split_sentences(said.plain))) > MOST_MESSAGE_SENTENCES:
            yield found(said, f"the main message has {count} sentences; the most is {MOST_MESSAGE_SENTENCES}")
        if (count := len(words_of(said.plain))) > MOST_MESSAGE_WORDS:
            yield found(said, f"the main message has {count} words; the most is {MOST_MESSAGE_WORDS}")


def headings(sheet: SheetView) -> Iterator[Finding]:
    """Return the headings that are too long, and those that only label what stands below them."""
    for heading in sheet.of_role("title", "heading"):
        if heading.kind == "call":  # printed as the sentence that leads into the signs
            continue
        if heading.role == "heading" and (count := len(words_of(heading.plain))) > MOST_HEADING_WORDS:
            yield found(heading, f"the heading has {count} words; {MOST_HEADING_WORDS} are enough", do="keep the question, drop the rest")
        if sheet.language and sheet.language.lists("label_headings", heading.plain):
            message = f"the heading '{heading.plain}' does not say what the reader will find"
            yield found(heading, message, do="ask what the reader would ask: 'What can HSCT do?'")


def length(sheet: SheetView) -> Iterator[Finding]:
    """Return a sheet with more words than its readers want to read: all that is printed but sources, explained words and pictures' text."""
    if (count := count_words(sheet.passages)) > MOST_SHEET_WORDS:
        yield found(sheet.passages[0], f"'{sheet.reader.audience}' gets {count} words here; readers tire after {MOST_SHEET_WORDS}")


def placeholders(sheet: SheetView) -> Iterator[Finding]:
    """Return what was left to fill in."""
    for passage in sheet.passages if sheet.language else ():
        assert sheet.language is not None
        for _, words in sheet.language.find("placeholders", passage.plain):
            yield found(passage, f"'{words}' was left to fill in", words)


RULES: tuple[Rule, ...] = (
    SheetRule(
        "ST-01",
        "error",
        says="The title has at most 12 words. Below it stands the main message: 1 to 3 sentences, at most 45 words.",
        standard="AHRQ PEMAT-P (2013), purpose; CDC Clear Communication Index (2014), main message",
        do="say the one thing the reader must know, and leave the rest to the sections",
        check=title_and_message,
    ),
    PacketRule(
        "ST-02",
        "error",
        says=(
            "The key points stand on the first sheet, or on the second when the first says when to get help. "
            "There are 3 to 5, each of at most 15 words."
        ),
        standard="AHRQ PEMAT-P (2013), summary; CDC Clear Communication Index (2014), most important facts first",
        do="say one thing in each, and leave the reasons to the sheets",
        check=key_points,
    ),
    SheetRule(
        "ST-03",
        "warning",
        says="A heading has at most 10 words and says what the reader will find: not 'Overview' or 'Background'.",
        standard="AHRQ PEMAT-P (2013), informative headers; CDC Clear Communication Index (2014), headings that match",
        do="make it a question the reader would ask",
        check=headings,
    ),
    SheetRule(
        "ST-04",
        "error",
        says="A list has 2 to 7 items. One that is to be read through has at most 5 when most run over a line (10 words).",
        standard="CDC Clear Communication Index (2014): at most 7 items; SAM (1996): better 5",
        do="split it in two, each with its own heading",
        check=lists,
    ),
    PacketRule(
        "ST-05",
        "error",
        says=(
            "A packet holds every section and topic its readers need, in their order, and on page 1 what they need first. A short one may "
            "leave topics out, but tells no benefit without its harms."
        ),
        standard="IPDAS (2013), the options and what each is like; AHRQ PEMAT-P (2013), logical order; this project's table of sections",
        do="the audience's file in content/audiences lists them",
        check=required_sections,
    ),
    SheetRule(
        "ST-06",
        "warning",
        says="A sheet has at most 300 words for each of its readers. Sources and explained words are not counted.",
        standard="SAM (1996), limited scope; this project's page rules",
        do="leave out what these readers can do without, or make two sheets of it",
        check=length,
    ),
    SheetRule(
        "ST-07",
        "error",
        says="Nothing is left to fill in: no 'TBD', no 'XXX', no sample text.",
        standard="this project's page rules",
        do="write what belongs there, or leave the sentence out",
        check=placeholders,
    ),
)
