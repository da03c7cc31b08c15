"""NU-10: what must be said together stands on one sheet, since a sheet may be handed over alone.

The pairings are data (`evidence/pairings.yaml`), and all 23 are looked for. What a program cannot see of them is in `for_reviewers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handouts.checks.rules import Finding, Rule, SheetRule
from handouts.checks.views import SheetView, found
from handouts.evidence import Need, Pairing, find_chance
from handouts.library import Loaded
from handouts.markup import Citation, Link, Plain, Text
from handouts.names import Names
from handouts.passages import Passage
from handouts.phrases import find_phrases

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Use:
    """A text that cites a claim, or prints a chance: `name` is the claim's, or "claim.chance"."""

    passage: Passage
    name: str
    figure: bool

    @property
    def claim(self) -> str:
        return self.name.partition(".")[0]

    @property
    def written(self) -> str:
        return f"{{chance:{self.name}}}" if "." in self.name else f"[@{self.name}]"


@dataclass(frozen=True)
class _Told:
    """What a sheet tells its reader: the uses of claims in reading order, and all its texts."""

    sheet: SheetView

    @cached_property
    def uses(self) -> tuple[_Use, ...]:
        return tuple(self._uses())

    @cached_property
    def texts(self) -> tuple[tuple[Passage, frozenset[str]], ...]:
        """Each text with its single words: looking for a phrase whose words are not all there takes time for nothing."""
        return tuple((passage, _words(passage.plain)) for passage in self.sheet.passages)

    def answers(self, need: Need, section: int | None) -> bool:
        """Whether a section says what is needed, or anything on the sheet."""
        here = [use for use in self.uses if section in (None, use.passage.section)]
        told = {name for use in here for name in (use.name, use.claim)}
        return not told.isdisjoint((*need.claims, *need.chances)) or self.says(need.says, section) or self._says_local(need, section)

    def says(self, phrases: Mapping[str, tuple[str, ...]], section: int | None = None) -> bool:
        language, wanted = self.sheet.language, phrases.get(self.sheet.reader.locale.id, ())
        numbers = language.number_words if language else ()
        for passage, words in self.texts:
            if section in (None, passage.section):
                possible = tuple(phrase for phrase in wanted if _words(phrase) - {"n"} <= words)
                if possible and find_phrases(passage.plain, possible, numbers=numbers):
                    return True
        return False

    def _says_local(self, need: Need, section: int | None) -> bool:
        here = (passage for passage in self.sheet.passages if section in (None, passage.section))
        return any(name in need.local for passage in here for name in passage.local_sentences) if need.local else False

    def _uses(self) -> Iterator[_Use]:
        listed: Sequence[str] = ()  # a list without sources of its own rests on those of its stem
        for passage in self.sheet.passages:
            cited = tuple(_cited(passage.written)) if passage.written else ()
            listed = [claim for claim, _ in cited] if passage.role == "stem" else listed if passage.role == "item" else ()
            yield from (_Use(passage, self._whole_name(ref), figure=True) for ref in passage.chances)
            yield from (_Use(passage, claim, figure) for claim, figure in cited)
            if not cited and _DIGIT.search(passage.own):
                yield from (_Use(passage, claim, figure=True) for claim in listed)

    def _whole_name(self, ref: str) -> str:
        """Return "claim.chance" also for the only chance of a claim, which may be named by the claim alone."""
        claim, chance = find_chance(self.sheet.reader.claims, ref)
        return f"{claim.id}.{chance.id}" if claim and chance else ref


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def unpaired(sheet: SheetView) -> Iterator[Finding]:
    """Return, for each pairing that a claim on the sheet names, what it asks for and the sheet does not say."""
    told = _Told(sheet)
    for pairing_id in sorted({name for use in told.uses for name in sheet.reader.claims[use.claim].pairing}):
        pairing = sheet.library.pairings[pairing_id]
        if pairing.value.is_for(sheet.reader.audience, sheet.reader.jurisdiction):
            yield from _dead_names(pairing, sheet)
            yield from _findings(pairing.value, told)


def _findings(pairing: Pairing, told: _Told) -> Iterator[Finding]:
    reasons = [use for use in told.uses if _is_reason(use, pairing, told)]
    unmet = [(use, need) for need in pairing.needs if (use := _without(need, reasons, told))]
    if unmet:
        first = min((use for use, _ in unmet), key=reasons.index)
        lacking = [need for _, need in unmet]
        message = f"'{first.name}' is printed here without: {', '.join(need.what for need in lacking)} ({pairing.id})"
        yield found(first.passage, message, first.written, do=_what_to_do(pairing, lacking, told.sheet))
    if reasons and told.says(pairing.never):
        yield from _forbidden(pairing, told.sheet)


def _is_reason(use: _Use, pairing: Pairing, told: _Told) -> bool:
    """Whether this use brings the pairing's needs along. A number that answers one of them, such as the deaths, does not by itself."""
    named = pairing.id in told.sheet.reader.claims[use.claim].pairing
    return named and (use.figure or pairing.applies == "cited") and not (pairing.applies == "figure" and use.name in pairing.answers)


def _without(need: Need, reasons: Sequence[_Use], told: _Told) -> _Use | None:
    """Return the first use that brings this need along and is printed without it."""
    first: dict[int | None, _Use] = {}
    for use in reasons:
        if not need.of or use.name in need.of or use.claim in need.of:
            first.setdefault(_where(need, use), use)
    return next((use for section, use in first.items() if not told.answers(need, section)), None)


def _where(need: Need, use: _Use) -> int | None:
    """Return the section where the need must be met, None for anywhere on the sheet. The main message is about all of it."""
    return use.passage.section if need.beside and use.passage.section >= 0 else None


def _what_to_do(pairing: Pairing, lacking: Sequence[Need], sheet: SheetView) -> str:
    locale = sheet.reader.locale.id
    if all(need.can_be_met_in(locale) for need in lacking):
        return pairing.say
    return f"{pairing.say} (pairings.yaml has no words in {locale} to find all of this by: add them to its 'says')"


def _forbidden(pairing: Pairing, sheet: SheetView) -> Iterator[Finding]:
    for passage in sheet.passages:
        for _, words in find_phrases(passage.plain, pairing.never.get(sheet.reader.locale.id, ())):
            yield found(passage, f"'{words}' may not stand here ({pairing.id})", words, do=pairing.say)


def _dead_names(pairing: Loaded[Pairing], sheet: SheetView) -> Iterator[Finding]:
    """Return the claims and chances in the pairing's needs that are not there: pairings are read first, so loading cannot know."""
    names = Names(sheet.reader.claims, {"claim": sheet.reader.claims})
    for path, name in pairing.value.names():
        if reason := names.why_unknown("chance" if "." in name else "claim", name):
            yield Finding((), reason[0], place=pairing.place_of(*path), do=reason[1])


def _cited(text: Text) -> Iterator[tuple[str, bool]]:
    """Return each claim a text cites, and whether a figure is in the words before it. Words after the last citation belong to it too."""
    words, claims = [""], [list[str]()]
    for span in text.all_spans():
        if isinstance(span, Citation):
            claims[-1].append(span.claim)
        elif isinstance(span, Plain | Link) and span.text.strip():
            if claims[-1]:
                words.append("")
                claims.append([])
            words[-1] += span.text
    if len(words) > 1 and not claims[-1]:
        words[-2] += words[-1]
    return ((claim, bool(_DIGIT.search(said))) for said, names in zip(words, claims, strict=True) for claim in names)


RULES: tuple[Rule, ...] = (
    SheetRule(
        "NU-10",
        "error",
        says=(
            "Some facts stand only with others on the same sheet: a benefit with its people, its time and its deaths; a fever with when "
            "to call. There are 23 such pairings; something of each is looked for, and reviewers see to the rest."
        ),
        standard=(
            "IPDAS (2013 and 2021): group and time named; CDC Clear Communication Index (2014), item 19: risks and benefits; this "
            "project's evidence rules"
        ),
        do="say on this sheet what belongs with it",
        check=unpaired,
    ),
)
