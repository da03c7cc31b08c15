"""From selected text to what is printed: the second half of assembly.

Slots get their values, citations their numbers, chances their sentences. One `Filler` serves one sheet, because a sheet is complete in
itself: it numbers its own sources and explains its own terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from handouts.evidence import Chance, Claim, Source, find_chance
from handouts.locale import Locale
from handouts.markup import Bold, ChanceUse, Citation, ClinicSlot, Foreign, Keyed, Link, LocalWords, Plain, Span, Temperature, TermUse, Text
from handouts.model import Clinic, Term
from handouts.pieces import Blank, Call, Explained, LinkRun, Marks, Picture, Piece, Run, joined
from handouts.selection import Part
from handouts.words import ChanceKey, ImageKey, SlotKey, TermKey, TierKey

# A claim lists its sources strongest first. A sheet names the first; staff see all of them in the evidence files.
PRINTED_SOURCES = 1

TIER_PHONES = {"emergency": "emergency_number", "urgent": "phone_24h", "soon": "phone_day"}


@dataclass(frozen=True)
class Reader:
    """Whom a packet is for, where, and what there is to fill in from."""

    audience: str
    locale: Locale
    clinic: Clinic
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]

    @property
    def jurisdiction(self) -> str:
        """The country whose rules apply: the clinic's, else the one of the locale; empty when neither names one."""
        return self.clinic.jurisdiction or self.locale.territory

    def clinic_value(self, slot: str) -> str | None:
        """Return the clinic's value as printed, else what is usual where it is, else None: a limit or number of another country is none."""
        usual = self.locale if self.jurisdiction == self.locale.territory else None
        match slot:
            case "fever" | "low_temperature":
                celsius: Decimal | None = getattr(self.clinic, f"{slot}_c") or getattr(usual, f"{slot}_c", None)
                return self.temperature(celsius) if celsius else None
            case "emergency_number" | "crisis_line":
                number: str | None = getattr(self.clinic, slot) or getattr(usual, slot, None)
                return number
            case _:
                value: str | None = getattr(self.clinic, slot)
                return value

    def clinic_label(self, slot: str) -> str:
        """Return what the slot is called, for the line to write on."""
        label: str = getattr(self.locale.labels, "clinic_name" if slot == "name" else slot)
        return label

    def local_words(self, name: str) -> str:
        """Return a sentence that differs from place to place: what the clinic wrote, else the locale's."""
        return self.clinic.local.get(name, {}).get(self.locale.id) or self.locale.local[name]

    def temperature(self, celsius: Decimal) -> str:
        """Return a temperature on both scales, the locale's own first: "100.4 °F (38.0 °C)"."""
        both = [f"{celsius:.1f} °C", f"{celsius * 9 / 5 + 32:.1f} °F"]
        first, second = reversed(both) if self.locale.temperature_first == "F" else both
        return f"{first} ({second})".replace(".", self.locale.decimal_mark)

    def number(self, value: int) -> str:
        """Return a whole number with the locale's mark between thousands."""
        return f"{value:,}".replace(",", self.locale.thousands_mark)


@dataclass
class Filler:
    """Fills the parts of one sheet and collects, in order of use, the ids of its sources, terms and the clinic's missing values."""

    reader: Reader
    sources: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    in_place: set[str] = field(default_factory=set)

    def fill(self, value: Any) -> Any:
        """Return `value` with every text as `Pieces` and every key as what it names."""
        match value:
            case Part():
                return Part(value.kind, {name: self.fill(item) for name, item in value.fields.items()}, value.path)
            case tuple():
                return tuple(self.fill(item) for item in value)
            case Text():
                return joined(self._fill_spans(value.spans, self._said_in(value)))
            case ChanceKey():
                return self._picture(value)
            case TermKey():
                return self._explain_in_place(value)
            case SlotKey():
                return self._slot(value)
            case TierKey():
                return Call(value, self._slot(TIER_PHONES[value]))
            case ImageKey():
                return f"images/{value}"
            case _:
                return value

    def _said_in(self, text: Text) -> dict[str, list[str]]:
        """Return, for each claim with a number in the text, the sources of just these numbers."""
        said: dict[str, list[str]] = {}
        for span in text.all_spans():
            if isinstance(span, ChanceUse):
                claim, chance = self._chance(span.ref)
                if chance.source:
                    said.setdefault(claim.id, []).append(chance.source)
        return said

    def _fill_spans(self, spans: tuple[Span, ...], said: Mapping[str, list[str]], bold: bool = False) -> Iterator[Piece]:
        for span in spans:
            match span:
                case Bold(inner):
                    yield from self._fill_spans(inner, said, bold=True)
                case Citation(claim_id):
                    yield self._marks(said.get(claim_id) or self.reader.claims[claim_id].sources[:PRINTED_SOURCES])
                case Keyed(text):
                    yield Run(text, bold=True, typed=True)
                case _:
                    yield self._fill_span(span, bold)

    def _fill_span(self, span: Plain | Link | ChanceUse | TermUse | Temperature | ClinicSlot | LocalWords | Foreign, bold: bool) -> Piece:
        match span:
            case ChanceUse(ref, rest):
                chance = self._chance(ref)[1]
                return Run(self._about(chance, chance.of - chance.n) if rest else self._count(chance), bold, kept=True)
            case Plain(text):
                return Run(text, bold)
            case Link(text, url):
                return LinkRun(text, url)
            case TermUse(term_id, shown):
                term = self._term(term_id)  # always looked up, so that the sheet explains it
                return Run(shown or term.term, bold)
            case Temperature(celsius):
                return Run(self.reader.temperature(celsius), bold, kept=True)
            case ClinicSlot(name):
                return self._slot(name, bold)
            case LocalWords(name):
                return Run(self.reader.local_words(name), bold)
            case Foreign(lang, text):
                return Run(text, bold, lang=lang)

    def explained_terms(self) -> tuple[Explained, ...]:
        """Return every term used so far and not yet explained in place, and those their meanings use, in order of first use."""
        # self.terms grows on the way, while meanings bring in more terms
        return tuple(self._explain(term_id) for term_id in self.terms if term_id not in self.in_place)

    def _explain_in_place(self, term_id: str) -> Explained:
        self.in_place.add(term_id)
        return self._explain(term_id)

    def _explain(self, term_id: str) -> Explained:
        term = self._term(term_id)
        return Explained(term_id, term.term, term.say, self.fill(term.plain))

    def _slot(self, name: str, bold: bool = False) -> Run | Blank:
        if value := self.reader.clinic_value(name):
            return Run(value, bold, kept=True)
        if name not in self.missing:
            self.missing.append(name)
        return Blank(self.reader.clinic_label(name))

    def _term(self, term_id: str) -> Term:
        if term_id not in self.terms:
            self.terms.append(term_id)
        return self.reader.terms[term_id]

    def _marks(self, source_ids: Sequence[str]) -> Marks:
        for source_id in source_ids:
            if source_id not in self.sources:
                self.sources.append(source_id)
        return Marks(tuple(sorted({self.sources.index(source_id) + 1 for source_id in source_ids})))

    def _chance(self, ref: str) -> tuple[Claim, Chance]:
        claim, chance = find_chance(self.reader.claims, ref)
        assert claim is not None, f"{ref} was checked when the file was read"
        assert chance is not None, f"{ref} was checked when the file was read"
        return claim, chance

    def _count(self, chance: Chance) -> str:
        labels = self.reader.locale.labels.chances
        return labels.count.format(n=self._about(chance, chance.n), of=self.reader.number(chance.of))

    def _about(self, chance: Chance, number: int) -> str:
        written = self.reader.number(number)
        return self.reader.locale.labels.chances.about.format(number=written) if chance.about else written

    def _picture(self, ref: str) -> Picture:
        """Both frames are always said, who it happened to and who not: NU-04 (Akl and others, Cochrane 2011)."""
        claim, chance = self._chance(ref)
        labels, words = self.reader.locale.labels.chances, chance.words[self.reader.locale.id]
        rest = chance.of - chance.n
        outcome = f"{words.outcome} {words.time}" if words.time else words.outcome
        of, n = self.reader.number(chance.of), self._about(chance, chance.n)
        sentence = labels.sentence.format(of=of, people=words.people, n=n, outcome=outcome)
        rest_label = labels.none_left if not rest else labels.rest_about if chance.about else labels.rest
        rest_said = rest_label.format(rest=self.reader.number(rest), otherwise=words.otherwise)
        sources = (chance.source,) if chance.source else claim.sources[:PRINTED_SOURCES]
        return Picture(
            n=chance.n,
            of=chance.of,
            count=self._count(chance),
            sentence=f"{sentence} {rest_said}",
            alt=labels.picture.format(of=of, n=self.reader.number(chance.n), rest=self.reader.number(rest)),
            certainty=getattr(labels, f"certainty_{claim.certainty}"),
            marks=self._marks(sources),
        )
