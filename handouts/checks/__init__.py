"""The rules a text must keep before it is printed, and how they are run. `RULES` is the whole catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from handouts.checks import (
    accessible,
    actions,
    governance,
    languages,
    numbers,
    people,
    pictures,
    printing,
    privacy,
    reading,
    structure,
    words,
)
from handouts.checks.gaps import check_gaps
from handouts.checks.overrides import check_overrides
from handouts.checks.rules import Finding, LibraryRule, PacketRule, PageRule, Rule, SheetRule, SignOff
from handouts.checks.views import LibraryView, PacketView, PageView, Permit, SheetView
from handouts.checks.waivers import WaiverBook
from handouts.library import Library, Loaded
from handouts.packet import Packet, assemble, assemble_sheet
from handouts.problems import HandoutsError, Place, Problem

__all__ = [
    "FAMILIES",
    "RULES",
    "PageView",
    "Permit",
    "SheetView",
    "SignOff",
    "check_library",
    "check_packet",
    "check_pages",
    "check_privacy",
]

FAMILIES = (reading, words, structure, actions, numbers, pictures, accessible, printing, governance, privacy, languages, people)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)


def check_packet(library: Library, packet: Packet, permit: Permit, book: WaiverBook | None = None) -> list[Problem]:
    """Return every problem of one assembled packet, sorted: those of each sheet, and those of the whole."""
    book = book or WaiverBook(RULES)
    view = PacketView(library, packet, tuple(SheetView(library, packet.reader, sheet) for sheet in packet.sheets), permit)
    problems = [problem for sheet in view.sheets for problem in _check_sheet(sheet, book)]
    for rule in RULES:
        if isinstance(rule, PacketRule):
            problems += _settle(rule, rule.check(view), view.recipe, book)
    problems += check_gaps(view)
    return sorted(set(_told(problems, view.recipe.file.shown)))


def check_library(library: Library, today: date) -> list[Problem]:
    """Return the problems of every file, of every module for each of its readers, and of every packet in each of its languages, sorted."""
    book = WaiverBook(RULES)
    problems = [*check_overrides(library), *book.mistakes_in(library)]
    view = LibraryView(library, today)
    for rule in RULES:
        if isinstance(rule, LibraryRule):
            problems += _settle(rule, rule.check(view), None, book)
    for packet_id, recipe in library.packets.items():
        for locale_id in recipe.value.title:
            try:
                problems += check_packet(library, assemble(library, packet_id, locale_id), Permit(today), book)
            except HandoutsError as error:
                problems += error.problems
    problems += [problem for sheet in _unpacked(library, problems) for problem in _check_sheet(sheet, book)]
    problems += book.idle(library)
    return sorted(set(problems))


def check_privacy(library: Library, packet: Packet) -> list[Problem]:
    """Return what looks personal in a packet, sorted: of such a one no page is made, since whatever is said of a page may repeat it."""
    view = PacketView(library, packet, tuple(SheetView(library, packet.reader, sheet) for sheet in packet.sheets), Permit(date.min))
    book = WaiverBook(RULES)
    problems: set[Problem] = set()
    for rule in privacy.RULES:
        if isinstance(rule, PacketRule):
            problems.update(_settle(rule, rule.check(view), view.recipe, book))
        elif isinstance(rule, SheetRule):
            problems.update(problem for sheet in view.sheets for problem in _settle(rule, rule.check(sheet), sheet.module, book))
    return sorted(problems)


def check_pages(view: PageView) -> list[Problem]:
    """Return every problem of the finished pages of a packet, sorted; what looks personal in its texts is told alone."""
    if personal := check_privacy(view.library, view.packet):
        return personal
    book = WaiverBook(RULES)
    rules = [rule for rule in RULES if isinstance(rule, PageRule)]
    found = {problem for rule in rules for problem in _settle(rule, rule.check(view), view.recipe, book)}
    return sorted(replace(problem, message=f"{view.presented}{problem.message}") for problem in found)


def _unpacked(library: Library, problems: list[Problem]) -> Iterator[SheetView]:
    """Return the modules as those readers get them for whom no packet holds them: they may be handed over alone."""
    recipes = [recipe.value for recipe in library.packets.values()]
    packed = {(spec.audience, module, locale) for spec in recipes for module in spec.all_modules() for locale in spec.title}
    for (module_id, locale_id), module in library.modules.items():
        for audience in module.value.audiences:
            if (audience, module_id, locale_id) in packed:
                continue
            try:
                reader, sheet = assemble_sheet(library, module_id, audience, locale_id)
            except HandoutsError as error:
                problems += error.problems
            else:
                yield SheetView(library, reader, sheet)


def _check_sheet(view: SheetView, book: WaiverBook) -> list[Problem]:
    if view.key in book.checked:
        return book.checked[view.key]
    problems: list[Problem] = []
    for rule in RULES:
        if isinstance(rule, SheetRule):
            problems += _settle(rule, rule.check(view), view.module, book)
    book.checked[view.key] = _told(problems)
    return book.checked[view.key]


def _told(problems: list[Problem], recipe: str = "") -> list[Problem]:
    """Where something looks personal, that alone is told of the file (and of the recipe): what other rules say there could repeat it."""
    silent = {problem.place.path for problem in problems if problem.rule.startswith("PV")}
    silent |= {recipe} if silent else set()
    return [problem for problem in problems if problem.rule.startswith("PV") or problem.place.path not in silent]


def _settle(rule: Rule, findings: Iterable[Finding], looked_at: Loaded[Any] | None, book: WaiverBook) -> Iterator[Problem]:
    for finding in findings:
        file = finding.file or looked_at
        place = finding.place or (file.place_of(*finding.path, offset=finding.offset) if file else Place(""))
        hint, severity = finding.do or rule.do, finding.severity or rule.severity
        problem = Problem(place, finding.message, hint, severity, rule.id)
        yield book.apply(rule, problem, finding.path, file)
