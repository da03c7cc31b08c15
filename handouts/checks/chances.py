"""Chances told fairly: one denominator, the whole numbers behind a comparison, both frames, choices of equal weight, doubt in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.checks.grounds import texts_beside
from handouts.checks.rules import Finding, Rule, SheetRule
from handouts.checks.views import SheetView, found
from handouts.evidence import find_chance
from handouts.markup import ChanceUse
from handouts.passages import Passage
from handouts.reading.sentences import words_of
from handouts.selection import Part

MOST_OFF_THE_MEAN = 0.25

_PROMINENT = ("title", "heading", "message")
_PROMINENT_KINDS = ("key-points", "options")
_SEVERAL = 2
_BOTH_SIDES = "show one as a picture (a 'chance' section), or add the other side: {rest:claim-id.chance-id}"


def denominators(sheet: SheetView) -> Iterator[Finding]:
    """Return the sections whose chances are of different numbers of people, and the pictures that differ from the first on the sheet."""
    first: list[int] = []
    for section in sheet.sections:
        texts = sheet.in_section(int(section.path[1]))
        wholes, pictured = _wholes(sheet, texts), _wholes(sheet, [text for text in texts if text.role == "picture"])
        first = first or pictured
        if len(wholes) > 1:
            yield Finding(section.path, f"the numbers here are of {_listed(wholes)} people")
        elif pictured and pictured != first:
            yield Finding(section.path, f"this picture shows {_listed(pictured)} people, and the first one on the sheet {_listed(first)}")


def _wholes(sheet: SheetView, texts: Sequence[Passage]) -> list[int]:
    chances = (find_chance(sheet.reader.claims, ref)[1] for text in texts for ref in text.chances)
    return sorted({chance.of for chance in chances if chance})


def _listed(numbers: list[int]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}" if most else last


def relative_only(sheet: SheetView) -> Iterator[Finding]:
    """Return each comparison ("half as many") without the two chances it compares: in the same section, or for a message in itself."""
    for passage in sheet.passages:
        told = sheet.language.find("relative", passage.plain) if sheet.language else []
        if told and len(_chances_beside(sheet, passage)) < 2:
            yield from (found(passage, f"'{words}' hides how many people it was", words) for _, words in told)


def _chances_beside(sheet: SheetView, passage: Passage) -> set[str]:
    texts = sheet.in_section(passage.section) if passage.section >= 0 else (passage,)
    return {ref for text in texts for ref in text.chances}


def one_frame(sheet: SheetView) -> Iterator[Finding]:
    """Return the chances in a prominent place that are told from one side only, and the sheet that tells all of its chances so.

    A chance in the middle of a text may be told from one side where the sheet shows another from both: a reader learns there that
    "3 of 120 died" means that 117 lived, and twenty sentences with both numbers would be read by no one.
    """
    one_sided: dict[str, Passage] = {}
    both_sides_shown = False
    for passage in sheet.passages:
        uses = [span for span in passage.written.all_spans() if isinstance(span, ChanceUse)] if passage.written else []
        both = {use.ref for use in uses if use.rest}
        both_sides_shown |= passage.role == "picture" or bool(both)
        for ref in {use.ref: None for use in uses if use.ref not in both}:
            one_sided.setdefault(ref, passage)
            if passage.role in _PROMINENT or passage.kind in _PROMINENT_KINDS:
                yield found(passage, f"the chance '{ref}' is told from one side only", f"{{chance:{ref}}}")
    if len(one_sided) >= _SEVERAL and not both_sides_shown:
        ref, passage = next(iter(one_sided.items()))
        message = f"this sheet tells {len(one_sided)} chances, and all of them from one side only"
        yield found(passage, message, f"{{chance:{ref}}}", severity="warning", do=_BOTH_SIDES)


def option_lengths(sheet: SheetView) -> Iterator[Finding]:
    """Return the choices that are told in much fewer or many more words than the others."""
    for section in sheet.sections:
        if section.kind != "options":
            continue
        counts = [len(words_of(text)) for text in (_text_of(sheet, option) for option in section.options)]
        mean = sum(counts) / len(counts)
        for option, count in zip(section.options, counts, strict=True):
            if abs(count - mean) > MOST_OFF_THE_MEAN * mean:
                yield Finding(option.path, f"this choice has {count} words; the choices have {mean:.0f} on average")


def _text_of(sheet: SheetView, option: Part) -> str:
    """Return what is said about a choice, without its name."""
    return " ".join(text.plain for text in sheet.passages if text.path[:4] == option.path and text.field != "name")


def unsure_claims(sheet: SheetView) -> Iterator[Finding]:
    """Return each text that rests on a claim of low certainty, or a disputed one, and does not say so.

    Its heading or its intro may say it, and so does a picture of the claim, and the place of what we do not know.
    """
    if sheet.language is None:
        return
    for passage in sheet.passages:
        if passage.role == "picture" or passage.field == "unknown":
            continue
        for claim_id in sorted(passage.claims):
            certainty = sheet.reader.claims[claim_id].certainty
            if certainty not in ("low", "disputed"):
                continue
            near = texts_beside(sheet, passage)
            pictured = any(text.role == "picture" and claim_id in text.claims for text in near)
            if not pictured and not any(sheet.language.find("hedges", text.plain) for text in near):
                message = f"this rests on '{claim_id}', whose certainty is {certainty}, and does not say so"
                yield found(passage, message, f"[@{claim_id}]")


RULES: tuple[Rule, ...] = (
    SheetRule(
        "NU-02",
        "warning",
        says=(
            "Chances that stand together, and the pictures of a sheet, are of the same number of people. (A comparison of different "
            "numbers is refused when it is read.)"
        ),
        standard="IPDAS 2013 and 2021: the same denominator; CDC Clear Communication Index (2014), item 17",
        do="use the claim's chances of one whole, or put them in sections of their own; true head counts may be kept with a waiver",
        check=denominators,
    ),
    SheetRule(
        "NU-03",
        "error",
        says="No 'half as many' or 'three times the risk' without the two chances it compares.",
        standard="IPDAS (2013 and 2021): absolute risks, with the comparator beside them",
        do="print both as {chance:…}, or as a 'chance-comparison', and leave the comparison to the reader",
        check=relative_only,
    ),
    SheetRule(
        "NU-04",
        "error",
        says=(
            "A chance in a title, a main message, a key point or a choice is told from both sides: how many it happened to, and how many "
            "not. Pictures always are. A sheet with two or more chances tells at least one so; that is a warning."
        ),
        standard="IPDAS (2013), balanced frames; Akl and others, Cochrane Review (2011)",
        do=_BOTH_SIDES,
        check=one_frame,
    ),
    SheetRule(
        "NU-08",
        "warning",
        says=(
            "Choices are told in about as many words each: at most a quarter more or less than their mean. (One without a good or a bad "
            "point is refused when it is read.)"
        ),
        standard="IPDAS (2013): options shown in equal detail",
        do="cut the longer one, or say more of the shorter one",
        check=option_lengths,
    ),
    SheetRule(
        "NU-09",
        "error",
        says="What rests on a claim that is not certain says so: 'may', 'we do not know', 'studies do not agree'.",
        standard="IPDAS (2013), uncertainty; CDC Clear Communication Index (2014), item 11: what experts know and do not know",
        do="say in this text, or in its section, how sure it is",
        check=unsure_claims,
    ),
)
