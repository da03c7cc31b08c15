"""WD: the words themselves."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.abbreviations import unexplained_abbreviations
from handouts.checks.definitions import definitions
from handouts.checks.hardwords import hard_words
from handouts.checks.likelihood import bare_likelihood
from handouts.checks.rules import Finding, Rule, SheetRule
from handouts.checks.terms import second_names, unexplained
from handouts.checks.tone import hype, shorthand, stigma
from handouts.checks.views import SheetView


def explained_terms(sheet: SheetView) -> Iterator[Finding]:
    """Return the terms a sheet does not explain, and what is wrong with the meanings it prints."""
    yield from unexplained(sheet)
    yield from definitions(sheet)


RULES: tuple[Rule, ...] = (
    SheetRule(
        "WD-01",
        "warning",
        says=(
            "The words are everyday words: none with a plainer one on the replace list, and none that is rare in common use "
            "(fewer than 3 in a million words) and not in the glossary. Names are free."
        ),
        standard="AHRQ PEMAT-P (2013), everyday words; SAM (1996), common words; plainlanguage.gov, simple words",
        do="write a plainer word, or explain it: put it in the glossary and mark it {term:…}",
        check=hard_words,
    ),
    SheetRule(
        "WD-02",
        "error",
        says=(
            "Each sheet explains the glossary's terms that it uses, where they first stand: marked, or in words beside them. "
            "A meaning has at most 15 plain words, and a word of 4 syllables or more says how it sounds."
        ),
        standard="AHRQ PEMAT-P (2013), medical terms defined; CDC Clear Communication Index (2014), the reader's words",
        do="mark the term where it first stands: {term:…}",
        check=explained_terms,
    ),
    SheetRule(
        "WD-03",
        "error",
        says="An abbreviation is spelled out where it first stands on a sheet. MS and a few others need none; a trial has its name.",
        standard="CDC Clear Communication Index (2014), acronyms spelled out",
        do="write it out, with the short form in brackets if it comes again",
        check=unexplained_abbreviations,
    ),
    SheetRule(
        "WD-04",
        "warning",
        says="One thing has one name, which the glossary prefers. Another may stand beside it, in quotes, or in what a caller says aloud.",
        standard="this project's page rules",
        do="use the name the glossary prefers",
        check=second_names,
    ),
    SheetRule(
        "WD-05",
        "error",
        says="Nothing promises too much: no 'cure', 'miracle', 'breakthrough', 'proven' or 'safe' except to deny it, as in 'not a cure'.",
        standard="IPDAS (2013), does not push; AHRQ PEMAT-P (2013), nothing off the topic",
        do="say what was seen, in how many people, or say it is not so",
        check=hype,
    ),
    SheetRule(
        "WD-06",
        "error",
        says="No word blames or belittles the reader: not 'suffer from', 'victim', 'wheelchair-bound' or 'failed treatment'.",
        standard="this project's page rules",
        do="name the person first, then what they have",
        check=stigma,
    ),
    SheetRule(
        "WD-07",
        "error",
        says="There is no shorthand: no 'e.g.', 'etc.', 'bid', 'prn' or 'mg/kg', and no slash between words.",
        standard="AHRQ PEMAT-P (2013), everyday words; this project's page rules",
        do="write it out",
        check=shorthand,
    ),
    SheetRule(
        "WD-08",
        "error",
        says="Where a sheet speaks of risks, a word such as 'rare', 'common' or 'likely' stands with a number: '3 of 100'.",
        standard="IPDAS (2021), numbers and not words alone; studies of the EU's words for side effects",
        do="say of how many people, with {chance:…}, or say what happens without saying how often",
        check=bare_likelihood,
    ),
)
