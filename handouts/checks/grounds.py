"""What a text rests on: the claims behind it, and the numbers that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from handouts.checks.quantities import Figure, find_quantities
from handouts.checks.views import SheetView
from handouts.evidence import Claim, Measure
from handouts.passages import Passage
from handouts.yamltext import Path

# "The first month" after something is one month long.
_FIRST = re.compile(r"\bfirst (?=(?:day|week|month|year)\b)", re.IGNORECASE)


def claims_behind(sheet: SheetView, passage: Passage) -> frozenset[str]:
    """Return the claims a text cites; for one that cites none, those it leans on.

    A text leans on the others of its own entry (what to do, when and why), an entry on what is said for the whole section (its heading,
    its intro, what to do with the signs), and what is said for the whole section on all of it. The stages of a timeline are one story.
    """
    return passage.claims or frozenset().union(*(text.claims for text in texts_beside(sheet, passage)))


def texts_beside(sheet: SheetView, passage: Passage) -> tuple[Passage, ...]:
    """Return a text with the others it leans on, as in `claims_behind`; the title and the main message stand alone."""
    if passage.section < 0:
        return (passage,)
    entry = ("sections", passage.section) if passage.kind == "timeline" else _entry(passage.path)
    return tuple(text for text in sheet.in_section(passage.section) if text.path[: len(entry)] == entry or len(_entry(text.path)) == 2)


def _entry(path: Path) -> Path:
    """The list entry a text belongs to, down to the innermost: the path up to its last number."""
    last = max(index for index, step in enumerate(path) if isinstance(step, int))
    return path[: last + 1]


def figures_behind(sheet: SheetView, claims: Iterable[str]) -> frozenset[Figure]:
    """Return every number these claims hold, and those that their pairings ask for: who prints the claim has to print them."""
    return frozenset().union(*(figures_of(sheet.reader.claims[claim]) for claim in claims), *(_asked_for(sheet, claim) for claim in claims))


def _asked_for(sheet: SheetView, claim_id: str) -> frozenset[Figure]:
    pairings = (sheet.library.pairings[pairing].value for pairing in sheet.reader.claims[claim_id].pairing)
    needs = (need for pairing in pairings for need in pairing.needs if not need.of or claim_id in need.of)
    return _figures(tuple(phrase for need in needs for phrase in need.says.get(sheet.reader.locale.id, ())), ())


def figures_of(claim: Claim) -> frozenset[Figure]:
    """Return every number a claim holds: those of its sentences, chances and measures, and what follows from them.

    Of a chance also how many it did not happen to, and both as a part of the whole. A median is half of the people.
    """
    return _figures(tuple(_texts_of(claim)), tuple((chance.n, chance.of) for chance in claim.chances))


@lru_cache(maxsize=1024)
def _figures(texts: tuple[str, ...], counts: tuple[tuple[int, int], ...]) -> frozenset[Figure]:
    said = {quantity.figure for text in texts for quantity in find_quantities(_FIRST.sub("1 ", text))}
    said |= {(value / 100, "") for value, unit in said if unit == "percent"}
    for n, of in counts:
        said |= {(Fraction(number), "") for number in (n, of - n, of)} | {(Fraction(n, of), ""), (Fraction(of - n, of), "")}
    if any("median" in text.lower() for text in texts):
        said.add((Fraction(1, 2), ""))
    return frozenset(said)


def _texts_of(claim: Claim) -> Iterator[str]:
    yield from filter(None, (claim.statement, claim.caveat))
    for chance in claim.chances:
        yield from filter(None, (chance.outcome, chance.who, chance.time, chance.interval))
        for words in chance.words.values():
            yield from filter(None, (words.people, words.outcome, words.otherwise, words.time))
    for measure in claim.measures:
        yield from _texts_of_measure(measure)


def _texts_of_measure(measure: Measure) -> Iterator[str]:
    yield f"{measure.value or ''} {measure.unit or ''}"
    yield f"{measure.low or ''} to {measure.high or ''} {measure.unit or ''}"
    yield from filter(None, (measure.interval, measure.outcome, measure.who, measure.time))
