"""Assembly: a packet recipe, a locale and the library become a `Packet`, complete and ready to print. Pure: no file, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from handouts.evidence import Source
from handouts.filling import Explained, Filler, Pieces, Reader
from handouts.folders import Origin
from handouts.library import Library, Loaded
from handouts.locale import Locale
from handouts.model import Module
from handouts.problems import HandoutsError, Place, Problem, did_you_mean, raise_errors
from handouts.selection import Part, Selection


@dataclass(frozen=True)
class Sheet:
    """A module as one audience reads it. `references` and `terms` are its own, in order of use."""

    module: str
    title: Pieces
    main_message: Pieces
    sections: tuple[Part, ...]
    covers: frozenset[str]
    terms: tuple[Explained, ...]
    references: tuple[Source, ...]
    version: str
    revised_on: date
    review_due: date
    sha256: str
    origin: Origin


@dataclass(frozen=True)
class Packet:
    """Sheets in reading order for one audience and locale. `front` says that the first sheet stands on page 1."""

    id: str
    title: Pieces
    purpose: Pieces
    audience: str
    audience_name: str
    locale: Locale
    reader: Reader
    sheets: tuple[Sheet, ...]
    has_front: bool
    layout: str
    page_budget: int
    missing: tuple[str, ...]

    @property
    def review_due(self) -> date:
        """The packet must be checked again with the first of its modules."""
        return min(sheet.review_due for sheet in self.sheets)

    @property
    def revised_on(self) -> date:
        return max(sheet.revised_on for sheet in self.sheets)


def assemble(library: Library, packet_id: str, locale_id: str) -> Packet:
    """Return the packet as its audience reads it.

    Raises: HandoutsError for a packet, locale or translation that is not there, or a list left too short by its conditions.
    """
    recipe = library.packets.get(packet_id)
    if recipe is None:
        raise HandoutsError([Problem(Place(packet_id), "there is no such packet", did_you_mean(packet_id, library.packets))])
    if locale_id not in library.locales:
        raise HandoutsError([Problem(Place(locale_id), "there is no such locale", did_you_mean(locale_id, library.locales))])
    spec, locale = recipe.value, library.locales[locale_id].value
    audience = library.audiences[spec.audience].value
    problems: list[Problem] = []
    for key, texts in (("title", spec.title), ("purpose", spec.purpose), ("name", audience.name)):
        if locale_id not in texts:
            file = library.audiences[spec.audience] if key == "name" else recipe
            problems.append(
                Problem(
                    file.yaml.place_of((key,)), f"the {key} has no words for {locale_id}", "translate it; nothing falls back to English"
                )
            )
    sheets, missing = _sheets(
        library, recipe.value.all_modules(), _reader(library, spec.audience, locale), problems, recipe.yaml.place_of(("modules",))
    )
    raise_errors(problems)
    front = Filler(_reader(library, spec.audience, locale))
    return Packet(
        id=spec.id,
        title=front.fill(spec.title[locale_id]),
        purpose=front.fill(spec.purpose[locale_id]),
        audience=spec.audience,
        audience_name=audience.name[locale_id],
        locale=locale,
        reader=front.reader,
        sheets=tuple(sheets),
        has_front=bool(spec.front) and bool(sheets) and sheets[0].module == spec.front,
        layout=spec.layout,
        page_budget=spec.page_budget,
        missing=tuple(dict.fromkeys([*missing, *front.missing])),
    )


def _reader(library: Library, audience: str, locale: Locale) -> Reader:
    return Reader(
        audience=audience,
        locale=locale,
        clinic=library.clinic,
        claims={claim_id: claim.value for claim_id, claim in library.claims.items()},
        sources={source_id: source.value for source_id, source in library.sources.items()},
        terms=library.glossaries[locale.id],
    )


def _sheets(
    library: Library, module_ids: tuple[str, ...], reader: Reader, problems: list[Problem], place: Place
) -> tuple[list[Sheet], list[str]]:
    sheets: list[Sheet] = []
    missing: list[str] = []
    for module_id in module_ids:
        module = library.modules.get((module_id, reader.locale.id))
        if module is None:
            problems.append(
                Problem(place, f"the module '{module_id}' has no {reader.locale.id} text", "translate it; nothing falls back to English")
            )
            continue
        if reader.audience not in module.value.audiences:
            problems.append(
                Problem(
                    place, f"the module '{module_id}' is not written for '{reader.audience}'", "leave it out, or add the audience to it"
                )
            )
            continue
        filler = Filler(reader)
        if sheet := _sheet(module, filler, problems):
            sheets.append(sheet)
            missing += filler.missing
    if not sheets and not problems:
        problems.append(Problem(place, f"nothing in these modules is for '{reader.audience}'", "look at their conditions"))
    return sheets, missing


def _sheet(module: Loaded[Module], filler: Filler, problems: list[Problem]) -> Sheet | None:
    """Return the sheet, or None when nothing in the module is for this audience."""
    value, selection = module.value, Selection(filler.reader.audience)
    title, main_message = selection.select(value.title), selection.select(value.main_message)
    sections: tuple[Part, ...] = selection.select(value.sections, ("sections",))
    for path in selection.too_few:
        message = f"too few entries are left for '{selection.audience}'"
        problems.append(Problem(module.yaml.place_of(path), message, "give the whole section a condition instead"))
    if not (title and main_message and sections):
        return None
    filled: Any = filler.fill((title, main_message, sections))
    title, main_message, sections = filled
    return Sheet(
        module=value.id,
        title=title,
        main_message=main_message,
        sections=sections,
        covers=frozenset(value.covers).union(*(section.covers for section in sections)),
        terms=filler.explained_terms(),
        references=tuple(filler.reader.sources[source_id] for source_id in filler.sources),
        version=value.version,
        revised_on=value.revised_on,
        review_due=value.review_due,
        sha256=module.sha256,
        origin=module.file.origin,
    )
