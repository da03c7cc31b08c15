"""PV: nothing about a person gets into a handout, its name or its record. No message repeats what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

from handouts.checks.rules import Finding, PacketRule, Rule, SheetRule
from handouts.checks.views import PacketView, SheetView
from handouts.evidence import find_chance
from handouts.folders import FoundFile
from handouts.library import Library
from handouts.passages import Passage
from handouts.personal import EMAIL, NAME, PHONE, Personal, looks_personal, name_looks_personal, personal_values
from handouts.problems import Place
from handouts.yamltext import Path

__all__ = ["RULES", "looks_personal"]

# Who wrote, translated, waived or withdrew a text is named there, and is staff.
_STAFF = ("authors", "translation", "waive", "withdrawn")
_CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
_TO_PHONE = "for your own number write {clinic.phone_24h} or {clinic.phone_day}; any other needs [@a-claim] that states it"
_TO_EMAIL = "an organization's address needs [@a-claim] that states it; a person's does not belong here"


def personal_names(view: PacketView) -> Iterator[Finding]:
    """Return what looks personal in whatever goes into file names, PDF properties and records: ids, titles, the stated reason."""
    for what, file, name in _named(view):
        if kind := name_looks_personal(name):
            yield Finding((), f"the name of a {what} in here looks like {kind}", place=_above(file.shown, name))
    yield from _headlines(view)
    clinic = view.library.clinic
    for what, text in (("name", clinic.name or ""), ("address", ", ".join(clinic.address))):
        if kind := looks_personal(text):
            yield Finding((), f"the clinic's {what} holds what looks like {kind}", place=Place(view.library.clinic_file))
    if kind := looks_personal(view.permit.allow_overdue):
        yield Finding((), f"the reason for printing overdue text holds what looks like {kind}", place=Place("--allow-overdue"))


def _named(view: PacketView) -> Iterator[tuple[str, FoundFile, str]]:
    yield "packet", view.recipe.file, view.packet.id
    yield "reader", view.library.audiences[view.packet.audience].file, view.packet.audience
    for sheet in view.sheets:
        yield "module", sheet.module.file, sheet.sheet.module


def _headlines(view: PacketView) -> Iterator[Finding]:
    recipe, locale_id = view.recipe.value, view.packet.locale.id
    for key, texts in (("title", recipe.title), ("purpose", recipe.purpose)):
        for personal in personal_values(str(texts[locale_id]), _clinic_phones(view.library)):
            yield Finding((key, locale_id), f"the {key} holds what looks like {personal.kind}", personal.start)


def personal_texts(sheet: SheetView) -> Iterator[Finding]:
    """Return what looks personal anywhere in the module's file, and in the words it borrows from the glossary and the claims."""
    library = sheet.library
    for path, text in _texts(sheet.module.yaml.value):
        for personal in _values_in(text, library):
            if not (path[0] in _STAFF and personal.kind == NAME):
                yield Finding(path, _message(personal), personal.start, do=_what_to_do(personal))
    for name, text in _local_sentences(sheet):
        for personal in personal_values(text, _clinic_phones(library)):
            place = Place(library.clinic_file) if name in library.clinic.local else None
            yield Finding((), f"the local sentence '{name}' holds what looks like {personal.kind}", place=place)
    for passage in sheet.of_role("definition", "picture"):
        for personal in personal_values(passage.plain, _clinic_phones(library)):
            yield _borrowed(sheet, passage, personal)


def _local_sentences(sheet: SheetView) -> Iterator[tuple[str, str]]:
    """Return each sentence on the sheet that the clinic or the locale words, once, with its name."""
    for name in sorted({name for passage in sheet.passages for name in passage.local_sentences}):
        yield name, sheet.reader.local_words(name)


def _values_in(text: str, library: Library) -> list[Personal]:
    return personal_values(text) and personal_values(text, _public(library, text))


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value.strip()
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(part, (*path, key))


def _borrowed(sheet: SheetView, passage: Passage, personal: Personal) -> Finding:
    if passage.role == "definition":
        return Finding(passage.path, f"the glossary's '{passage.field}', said here, holds what looks like {personal.kind}")
    claim, chance = find_chance({key: loaded.value for key, loaded in sheet.library.claims.items()}, passage.chances[0])
    assert claim is not None, "an unknown claim does not load"
    assert chance is not None, "an unknown chance does not load"
    place = sheet.library.claims[claim.id].place_of("chances", claim.chances.index(chance), "words", sheet.reader.locale.id)
    return Finding(passage.path, _message(personal), place=place)


def _public(library: Library, text: str) -> list[str]:
    """Return the phones and e-mails `text` may print: the clinic's, and those that a claim it cites states."""
    claims = [library.claims[claim].value for claim in _CITATION.findall(text) if claim in library.claims]
    said = [f"{claim.statement} {claim.caveat or ''}" for claim in claims]
    return [*_clinic_phones(library), *(text[found.start : found.end] for text in said for found in personal_values(text))]


def _clinic_phones(library: Library) -> Iterable[str]:
    clinic = library.clinic
    return [phone for phone in (clinic.phone_24h, clinic.phone_day, clinic.emergency_number, clinic.crisis_line) if phone]


def _message(personal: Personal) -> str:
    return f"this looks like {personal.kind}"


def _what_to_do(personal: Personal) -> str:
    return {PHONE: _TO_PHONE, EMAIL: _TO_EMAIL}.get(personal.kind, "")


def _above(shown: str, name: str) -> Place:
    """Return the folder that holds what is named `name`: the name itself must not be repeated."""
    path = FilePath(shown)
    return Place(str(path.parents[1] if path.parent.name == name else path.parent))


RULES: tuple[Rule, ...] = (
    PacketRule(
        "PV-01",
        "error",
        says="Nothing about a person gets into a file name, a title, PDF properties, a record or a message.",
        standard="HIPAA Privacy Rule, 45 CFR 164.514(b)(2), identifiers",
        do="name it after its topic, never after a person, a number or a day",
        check=personal_names,
    ),
    SheetRule(
        "PV-02",
        "error",
        says=(
            "No text holds a record number, a date of birth, the day of an appointment, a phone number that is not the clinic's, an e-mail "
            "address or a patient's name."
        ),
        standard="HIPAA Privacy Rule, 45 CFR 164.514(b)(2), identifiers",
        do="take it out; leave a line to write on ('write-in') for what belongs to one person",
        check=personal_texts,
    ),
)
