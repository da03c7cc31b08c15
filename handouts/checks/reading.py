"""RD: how hard a text is to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.negatives import negatives
from handouts.checks.paragraphs import long_paragraphs
from handouts.checks.passive import passives
from handouts.checks.rules import Finding, PacketRule, Rule, SheetRule
from handouts.checks.sentences import long_sentences, quoted
from handouts.checks.views import PacketView, SheetView
from handouts.filling import Reader
from handouts.levels import blocks_of, level_of, lexicon_for
from handouts.passages import Passage
from handouts.problems import Severity
from handouts.reading.hardest import hardest_sentences, hardest_words
from handouts.reading.scores import NORMED_ON, Reading

MOST_FK, FAR_TOO_HARD_FK = 6.0, 8.0
MOST_SMOG, FAR_TOO_HARD_SMOG = 8.0, 10.0
FEWEST_SENTENCES = 5  # with which a grade says anything
SENTENCES_TOLD = 2
WORDS_TOLD = 5


def grade_of_a_sheet(sheet: SheetView) -> Iterator[Finding]:
    """Return a sheet that is too hard for its readers, with its hardest sentences."""
    level = _level_of(sheet.passages, sheet.reader)
    if level and (severity := _severity_of_fk(level)):
        message = f"'{sheet.reader.audience}' needs grade {level.fk:.1f} to read this; the aim is {MOST_FK:.0f}{_how_sure(level)}"
        hardest = hardest_sentences(blocks_of(sheet.passages, sheet.reader), lexicon_for(sheet.reader.terms), SENTENCES_TOLD)
        do = f"begin with the hardest sentences: {' and '.join(quoted(sentence.text) for sentence in hardest)}"
        yield Finding(sheet.passages[0].path, message, severity=severity, do=do)


def grade_of_a_packet(view: PacketView) -> Iterator[Finding]:
    """Return a packet that is too hard for its readers, by either formula, with the words that make it so."""
    passages = [passage for sheet in view.sheets for passage in sheet.passages]
    reader = view.packet.reader
    if (level := _level_of(passages, reader)) is None:
        return
    found = [("SMOG", level.smog, MOST_SMOG, _severity_of_smog(level)), ("Flesch-Kincaid", level.fk, MOST_FK, _severity_of_fk(level))]
    for formula, grade, most, severity in found:
        if severity:
            message = f"the whole packet needs {formula} grade {grade:.1f}; the aim is {most:.0f}{_how_sure(level)}"
            words = hardest_words(blocks_of(passages, reader), lexicon_for(reader.terms), WORDS_TOLD)
            listed = ", ".join(f"'{word.word}' ({word.times} times)" for word in words)
            do = f"begin with the words that cost most: {listed}"
            yield Finding(("title", reader.locale.id), message, severity=severity, do=do)


def _level_of(passages: Iterable[Passage], reader: Reader) -> Reading | None:
    level = level_of(passages, reader, once=())
    return level if level and level.sentences >= FEWEST_SENTENCES else None


def _severity_of_fk(level: Reading) -> Severity | None:
    """The grade is judged as it is printed, to one decimal. On few sentences it is never an error."""
    grade, sentences = round(level.fk, 1), level.counts[level.fk_count].sentences
    if grade <= MOST_FK:
        return None
    return "error" if grade > FAR_TOO_HARD_FK and sentences >= NORMED_ON else "warning"


def _severity_of_smog(level: Reading) -> Severity | None:
    if round(level.smog, 1) <= MOST_SMOG:
        return None
    return "error" if round(level.smog_firm or 0, 1) > FAR_TOO_HARD_SMOG else "warning"


def _how_sure(level: Reading) -> str:
    few = f" on {level.sentences} sentences, where {NORMED_ON} are needed" if level.sentences < NORMED_ON else ""
    return f" (give or take 1.5{few})"


RULES: tuple[Rule, ...] = (
    SheetRule(
        "RD-01",
        "warning",
        says=(
            "Each sheet can be read at Flesch-Kincaid grade 6; above grade 8 it is an error. Of two ways to count the sentences of a list "
            "the worse one holds. On fewer than 30 sentences the grade is a warning at most; fewer than 5 have none."
        ),
        standard="AMA (grade 6) and NIH (grade 6 to 7) advice for patient materials; formula of Kincaid and others (1975)",
        do="shorten the hardest sentences, and put plainer words in them",
        check=grade_of_a_sheet,
    ),
    PacketRule(
        "RD-02",
        "warning",
        says=(
            "A packet as a whole can be read at SMOG grade 8 and Flesch-Kincaid grade 6; above SMOG 10 or Flesch-Kincaid 8 it is an error. "
            "On fewer than 30 sentences the grades are a warning at most."
        ),
        standard="formulas of McLaughlin (SMOG, 1969) and Kincaid and others (1975); SMOG reads 1 to 3 grades higher",
        do="put plainer words for the longest ones",
        check=grade_of_a_packet,
    ),
    SheetRule(
        "RD-03",
        "warning",
        says=(
            "A sentence has at most 20 words; one of more than 25 is an error. The sentences of a sheet have at most 14 words on average. "
            "A temperature counts once, and the words that lead into a list count with its longest item."
        ),
        standard="CDC, Simply Put: sentences of 10 to 15 words",
        do="make two sentences of it",
        check=long_sentences,
    ),
    SheetRule(
        "RD-04",
        "warning",
        says=(
            "A paragraph has at most 4 sentences (more when all are short: up to 50 words) and at most 60 words. "
            "At most 150 words follow without a heading."
        ),
        standard="AHRQ PEMAT-P (2013), short chunks; CDC Clear Communication Index (2014), chunks with headings",
        do="make two paragraphs of it, or a list",
        check=long_paragraphs,
    ),
    SheetRule(
        "RD-05",
        "warning",
        says=(
            "Sentences say who does what: at most 10 of 100 are passive, where there are 3 or more. "
            "In a main message, an action or a call box a passive is an error."
        ),
        standard="AHRQ PEMAT-P (2013), active voice; CDC Clear Communication Index (2014), active voice in message and action",
        do="name who does it: 'the team tests', not 'is tested'",
        check=passives,
    ),
    SheetRule(
        "RD-06",
        "warning",
        says="Nothing says no twice ('not without'), and a section that says what not to do says what to do as well.",
        standard="this project's page rules",
        do="say what to do instead",
        check=negatives,
    ),
)
