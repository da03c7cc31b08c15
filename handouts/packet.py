"""Assembly: a packet recipe, a locale and the library become a `Packet`, complete and ready to print. Pure: no file, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from handouts.editions import Edition, edition_of, packet_edition
from handouts.evidence import Source
from handouts.filling import Filler, Reader
from handouts.folders import Origin
from handouts.library import Library, Loaded
from handouts.locale import Locale
from handouts.model import Module, PacketSpec
from handouts.passages import count_words, passages_of
from handouts.pieces import Blank, Explained, Pieces, Run
from handouts.problems import HandoutsError, Place, Problem, did_you_mean, raise_errors
from handouts.selection import Part, Selection
from handouts.standing import Signatures, review_due, signatures_of
from handouts.words import SlotKey

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """A module as one audience reads it, with its own `references` and `terms` in order of use; `written`: what `selection` left of it."""

    module: str
    title: Pieces
    main_message: Pieces
    sections: tuple[Part, ...]
    written: Mapping[str, Any]
    covers: frozenset[str]
    terms: tuple[Explained, ...]
    references: tuple[Source, ...]
    version: str
    revised_on: date
    review_due: date
    sha256: str
    edition: Edition
    signatures: Signatures
    origin: Origin


@dataclass(frozen=True)
class Packet:
    """Sheets in reading order for one audience and locale. With `has_front` the first sheet stands on page 1; `phone` is on every page."""

    id: str
    title: Pieces
    purpose: Pieces
    audience: str
    audience_name: str
    locale: Locale
    reader: Reader
    sheets: tuple[Sheet, ...]
    phone: Run | Blank
    edition: Edition
    signatures: Signatures
    has_front: bool
    part_of: Pieces | None
    layout: str
    page_budget: int
    missing: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words there are to read, without sources and explained terms."""
        return sum(map(self.words_of, self.sheets))

    def words_of(self, sheet: Sheet) -> int:
        """How many words of a sheet there are to read, without sources and explained terms."""
        return count_words(passages_of(sheet.written, self.reader))

    @property
    def review_due(self) -> date:
        """The packet must be checked again with the first of its modules."""
        return min(sheet.review_due for sheet in self.sheets)

    @property
    def approved_on(self) -> date | None:
        """The day the last of its modules, or its own words, were approved; None while one of them is a draft."""
        days = [self.signatures.approved_on, *(sheet.signatures.approved_on for sheet in self.sheets)]
        return max(day for day in days if day) if all(days) else None

    @property
    def revised_on(self) -> date:
        return max(sheet.revised_on for sheet in self.sheets)


def assemble(library: Library, packet_id: str, locale_id: str) -> Packet:
    """Return the packet as its audience reads it.

    Raises: HandoutsError for a packet, locale or translation that is not there, or a text its conditions would lose.
    """
    recipe = _find(library.packets, packet_id, "packet")
    locale = _find(library.locales, locale_id, "locale").value
    spec, audience = recipe.value, library.audiences[recipe.value.audience]
    problems = [
        Problem(file.place_of(key), f"the {key} has no words for {locale_id}", "translate it; nothing falls back to English")
        for file, key, texts in ((recipe, "title", spec.title), (recipe, "purpose", spec.purpose), (audience, "name", audience.value.name))
        if locale_id not in texts
    ]
    whole = library.packets.get(spec.part_of) if spec.part_of else None
    if whole and locale_id not in whole.value.title:
        problems.append(Problem(recipe.place_of("part_of"), f"that packet has no title for {locale_id}", "translate it"))
    if whole and (whole.value.part_of or whole.value.audience != spec.audience):
        message, hint = f"'{whole.value.id}' is not the whole packet of these readers", "name the one that holds all they need"
        problems.append(Problem(recipe.place_of("part_of"), message, hint))
    reader = reader_for(library, spec.audience, locale)
    sheets, missing = _sheets(library, recipe, reader, problems)
    raise_errors(problems)
    front, edition = Filler(reader), packet_edition(library, spec, reader)
    return Packet(
        id=spec.id,
        title=front.fill(spec.title[locale_id]),
        purpose=front.fill(spec.purpose[locale_id]),
        audience=spec.audience,
        audience_name=audience.value.name[locale_id],
        locale=locale,
        reader=reader,
        sheets=tuple(sheets),
        phone=front.fill(SlotKey("phone_24h")),
        edition=edition,
        signatures=signatures_of(library, edition, library.clinic.roles_for("handbook"), "packet"),
        has_front=bool(spec.front),
        part_of=front.fill(whole.value.title[locale_id]) if whole else None,
        layout=spec.layout,
        page_budget=spec.page_budget,
        missing=tuple(dict.fromkeys([*missing, *front.missing])),
    )


def assemble_sheet(library: Library, module_id: str, audience: str, locale_id: str) -> tuple[Reader, Sheet]:
    """Return one module as one audience reads it, alone, and the reader it was filled in for.

    Raises: HandoutsError for a text its conditions would lose.
    """
    reader = reader_for(library, audience, _find(library.locales, locale_id, "locale").value)
    problems: list[Problem] = []
    sheet = _sheet(library, library.modules[module_id, locale_id], Filler(reader), problems)
    if sheet is None:
        raise HandoutsError(problems)
    return reader, sheet


def _find(known: Mapping[str, Loaded[T]], name: str, what: str) -> Loaded[T]:
    if name not in known:
        raise HandoutsError([Problem(Place(name), f"there is no such {what}", did_you_mean(name, known))])
    return known[name]


def reader_for(library: Library, audience: str, locale: Locale) -> Reader:
    """Return what a text is filled in with for an audience, in one language."""
    return Reader(
        audience=audience,
        locale=locale,
        clinic=library.clinic,
        claims={claim_id: claim.value for claim_id, claim in library.claims.items()},
        sources={source_id: source.value for source_id, source in library.sources.items()},
        terms=library.glossaries[locale.id],
    )


def _sheets(library: Library, recipe: Loaded[PacketSpec], reader: Reader, problems: list[Problem]) -> tuple[list[Sheet], list[str]]:
    sheets: list[Sheet] = []
    missing: list[str] = []
    for path, module_id in recipe.value.places():
        module = library.modules.get((module_id, reader.locale.id))
        place = recipe.place_of(*path)
        if module is None:
            problems.append(
                Problem(place, f"the module '{module_id}' has no {reader.locale.id} text", "translate it; nothing falls back to English")
            )
        elif reader.audience not in module.value.audiences:
            problems.append(
                Problem(
                    place, f"the module '{module_id}' is not written for '{reader.audience}'", "leave it out, or add the audience to it"
                )
            )
        else:
            filler = Filler(reader)
            if sheet := _sheet(library, module, filler, problems):
                sheets.append(sheet)
                missing += filler.missing
    return sheets, missing


def _sheet(library: Library, module: Loaded[Module], filler: Filler, problems: list[Problem]) -> Sheet | None:
    """Return the sheet, or None with a problem when part of it would be lost for this audience."""
    value, audience = module.value, filler.reader.audience
    selection = Selection(audience, filler.reader.jurisdiction)
    chosen = {name: selection.select(getattr(value, name), (name,)) for name in ("title", "main_message", "sections")}
    lost = [(path, f"for '{audience}' only a part of this is left") for path in selection.torn]
    lost = lost or [((name,), f"nothing here is for '{audience}'") for name, left in chosen.items() if not left]
    if lost:
        hint = "give the whole part a condition, or the text a 'default'"
        problems += [Problem(module.place_of(*path), message, hint) for path, message in lost]
        return None
    title, main_message, sections = (filler.fill(part) for part in chosen.values())
    edition = edition_of(library, value, chosen, filler.reader)
    signatures = signatures_of(library, edition, library.clinic.roles_for(value.kind))
    return Sheet(
        module=value.id,
        title=title,
        main_message=main_message,
        sections=sections,
        written=chosen,
        covers=frozenset(value.covers).union(*(section.covers for section in sections)),
        terms=filler.explained_terms(),
        references=tuple(filler.reader.sources[source_id] for source_id in filler.sources),
        version=value.version,
        revised_on=value.revised_on,
        review_due=review_due(value, signatures),
        sha256=module.sha256,
        edition=edition,
        signatures=signatures,
        origin=module.file.origin,
    )
