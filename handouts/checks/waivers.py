"""Waivers: a rule set aside for one block, by someone who says why. They are kept in view, never silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from handouts.checks.rules import Rule
from handouts.library import Library, Loaded
from handouts.problems import Place, Problem
from handouts.words import Waiver
from handouts.yamltext import Path


@dataclass
class WaiverBook:
    """One run of the checks: which waivers were needed, and which sheets have been looked at already."""

    rules: tuple[Rule, ...]
    used: set[Place] = field(default_factory=set)
    checked: dict[tuple[str, ...], list[Problem]] = field(default_factory=dict)

    def apply(self, rule: Rule, problem: Problem, path: Path, file: Loaded[Any] | None) -> Problem:
        """Return the problem, or the same as `waived` when its block has a waiver for this rule."""
        for place, waiver in _waivers_of(file, path) if file and rule.can_be_waived else ():
            if waiver.rule == rule.id:
                self.used.add(place)
                return replace(problem, severity="waived", hint=f"{waiver.reason} ({waiver.role}, {waiver.waived_on})")
        return problem

    def mistakes_in(self, library: Library) -> Iterator[Problem]:
        """Return an error for each waiver of a rule that does not exist or may not be waived."""
        waivable = {rule.id: rule.can_be_waived for rule in self.rules}
        for place, waiver in all_waivers(library):
            if waiver.rule not in waivable:
                yield Problem(place, f"there is no rule {waiver.rule}", "`handouts rules` lists them all")
            elif not waivable[waiver.rule]:
                yield Problem(place, f"{waiver.rule} cannot be waived", "change the text instead")

    def idle(self, library: Library) -> Iterator[Problem]:
        """Return a warning for each waiver nothing needed: the text has changed, and the waiver would hide the next mistake."""
        known = {rule.id for rule in self.rules if rule.can_be_waived and rule.scope != "page"}  # pages are not made for every check
        for place, waiver in all_waivers(library):
            if waiver.rule in known and place not in self.used:
                yield Problem(place, f"the text no longer breaks {waiver.rule}", "remove the waiver", "warning")


def _waivers_of(file: Loaded[Any], path: Path) -> Iterable[tuple[Place, Waiver]]:
    """Return the waivers of the block `path` lies in: its section's, or those of the file as a whole."""
    if path[:1] == ("sections",) and len(path) > 1:
        return _placed(file, path[:2], file.value.sections[path[1]].waive)
    return _placed(file, (), file.value.waive)


def _placed(file: Loaded[Any], path: Path, waivers: Iterable[Waiver]) -> Iterator[tuple[Place, Waiver]]:
    for index, waiver in enumerate(waivers):
        yield file.place_of(*path, "waive", index, "rule"), waiver


def all_waivers(library: Library) -> Iterator[tuple[Place, Waiver]]:
    """Return every waiver with its place."""
    for module in library.modules.values():
        yield from _placed(module, (), module.value.waive)
        for index, section in enumerate(module.value.sections):
            yield from _placed(module, ("sections", index), section.waive)
    for recipe in library.packets.values():
        yield from _placed(recipe, (), recipe.value.waive)
