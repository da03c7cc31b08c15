"""Recipes: a packet made from another one, as the text of its file.

A recipe is read through the same door as any other file, so what is printed at once and what is saved are the same.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.choice import Choice, base_of, chosen_modules, recommended, title_for
from handouts.files import write_files
from handouts.folders import CLINIC_VARIABLE, FoundFile
from handouts.lengths import lengths_of
from handouts.library import Library, Loaded
from handouts.markup import Text
from handouts.model import PacketSpec, PrintSettings
from handouts.names import Names
from handouts.personal import name_looks_personal
from handouts.problems import HandoutsError, Place, Problem
from handouts.schema import render_schema
from handouts.validation import validate
from handouts.yamltext import parse_yaml, render_yaml

SHOWN = "your choice"  # what messages call a recipe that is no file
_SCHEMA = "# yaml-language-server: $schema=../../schema/packet.schema.json\n"
_ABOUT = "# Made with `handouts packet`. Yours to change: `handouts check` says when something is amiss.\n"
_KEEP = "# What keeps people safe: no packet made from this one leaves it out.\n"
_NAME = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")
_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so no words
_LONGEST = 49  # characters of a packet's id that leave room for such an ending
_MOST_PAGES = 99
_TO_SIGN = "without --release, save it as a recipe first (--save NAME): then `handouts approve` can sign it"
_ROOM_PAGES = 1  # beside its own length, for each topic that was added


def compose(library: Library, choice: Choice, locale: str, printed: PrintSettings | None = None, save_as: str = "") -> Loaded[PacketSpec]:
    """Return the recipe of what was chosen; the packet itself when nothing is different and nothing is to be saved.

    `printed`: print settings to go with it. Raises: HandoutsError as `chosen_modules` does, or when the recipe is not valid.
    """
    base = base_of(library, choice)
    modules = chosen_modules(library, choice, locale)
    if modules == base.value.modules and not save_as:
        return base
    recipe_id = save_as or f"{choice.base[:_LONGEST].rstrip('-')}-own-{_mark_of(modules)}"
    draft = _Draft(library, base, recipe_id, modules, bool(choice.order), printed or PrintSettings(), locale)
    return _read(library, recipe_id, draft.text())


def _mark_of(modules: Sequence[str]) -> str:
    """Return six letters that stand for these modules in this order. No digits: they could be taken for a day or a number of someone's."""
    number = int.from_bytes(hashlib.sha256(" ".join(modules).encode()).digest(), "big")
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(6))


def recipe_path(library: Library, name: str, *, replace: bool = False) -> Path:
    """Return where a new recipe of this name is to be saved in the clinic's folder.

    Raises: HandoutsError when there is no clinic folder, for a name that will not do, or a packet of that name that may not be replaced.
    """
    own = next((folder for folder in library.folders if folder.origin == "clinic"), None)
    if own is None:
        hint = f"make one: handouts new clinic our-clinic; then name it with --clinic or in {CLINIC_VARIABLE}"
        raise _not_saved("a recipe is kept in your clinic's folder, and there is none here", hint)
    if not _NAME.fullmatch(name):
        raise _not_saved("a name has small letters, digits and hyphens, like 'ward-b-caregiver'")
    if kind := name_looks_personal(name):
        raise _not_saved(f"that name has what looks like {kind}", "name it after its topics")
    if name in library.packets and library.packets[name].file.origin == "builtin":
        raise _not_saved(f"'{name}' is a built-in packet", f"choose another name, like 'our-{name}'")
    path = own.root / "content" / "packets" / f"{name}.yaml"
    if path.exists() and not replace:
        raise _not_saved(f"there is a recipe '{name}' already", "choose another name, or add --replace")
    return path


def save_recipe(recipe: Loaded[PacketSpec], path: Path) -> None:
    """Write a composed recipe, and the schema that its first line points at where that is not there yet.

    Raises: HandoutsError when it cannot be written; then nothing has changed.
    """
    schema = path.parents[2] / "schema" / "packet.schema.json"
    schemas = {} if schema.exists() else {schema: render_schema("packet").encode()}
    write_files({path: recipe_text(recipe).encode(), **schemas})


def _not_saved(message: str, hint: str = "") -> HandoutsError:
    return HandoutsError([Problem(Place("--save"), message, hint)])


def as_chosen(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems as they are told to who chose: a recipe that is no file has no lines to look at, and nobody can sign it yet."""
    return [_as_chosen(problem) if problem.place.path == SHOWN else problem for problem in problems]


def _as_chosen(problem: Problem) -> Problem:
    hint = _TO_SIGN if problem.rule == "GV-04" else problem.hint
    return dataclasses.replace(problem, place=Place(SHOWN), hint=hint)


def recipe_text(recipe: Loaded[PacketSpec]) -> str:
    """Return a composed recipe as the text of its file."""
    return "\n".join(recipe.yaml.lines)


@dataclass(frozen=True)
class _Draft:
    """A recipe before it is written: its modules in the order chosen, and the packet `base` that all else comes from."""

    library: Library
    base: Loaded[PacketSpec]
    recipe_id: str
    modules: tuple[str, ...]
    own_order: bool
    printed: PrintSettings
    locale: str

    def text(self) -> str:
        """Return the text of the file."""
        keep = _KEEP + render_yaml({"keep": list(self.spec.keep)}) if self.spec.keep else ""
        return _SCHEMA + _ABOUT + render_yaml(self._before()) + self._listed() + keep + render_yaml(self._after())

    @property
    def spec(self) -> PacketSpec:
        return self.base.value

    def _before(self) -> dict[str, Any]:
        values = {
            "id": self.recipe_id,
            "title": self._where_all_is_written(self.spec.title),
            "purpose": self._where_all_is_written(self.spec.purpose),
            "audience": self.spec.audience,
            "part_of": self._whole(),
            "front": self.spec.front,
        }
        return {key: value for key, value in values.items() if value}

    def _after(self) -> dict[str, Any]:
        settings = {**self.spec.print.model_dump(exclude_none=True), **self.printed.model_dump(exclude_none=True)}
        values = {
            "layout": self.spec.layout if self.spec.layout != "sheets" else None,
            "own_order": self.own_order or self.spec.own_order,
            "waive": self.base.yaml.value.get("waive") if isinstance(self.base.yaml.value, dict) else None,
            "print": settings,
            "page_budget": min(_MOST_PAGES, self.spec.page_budget + self._pages_added()),
        }
        return {key: value for key, value in values.items() if value}

    def _where_all_is_written(self, texts: Mapping[str, Text]) -> dict[str, str]:
        """Return a packet's title or purpose in the languages in which all of these modules are written, and in the one asked for."""
        listed = (*self.modules, *filter(None, [self.spec.front]))
        whole = [each for each in texts if each == self.locale or all((module, each) in self.library.modules for module in listed)]
        return {language: texts[language].source for language in whole}

    def _whole(self) -> str:
        """Return the packet of which this one is a part, "" when it leaves nothing out."""
        if self.spec.part_of:
            return self.spec.part_of
        if set(self.spec.modules) <= set(self.modules):
            return ""
        whole = self.spec.id if self.spec.id != self.recipe_id else recommended(self.library, self.spec.audience)
        return whole if whole != self.recipe_id else ""

    def _pages_added(self) -> int:
        added = set(self.modules) - set(self.spec.modules)
        lengths = lengths_of(self.library, self.spec.audience, self.locale, "standard", "letter") if added else {}
        return sum(lengths[module].pages + _ROOM_PAGES for module in added)

    def _listed(self) -> str:
        """Return the list of modules, each with its title beside it, so that people see what they edit."""
        width = max(map(len, self.modules))
        titles = {module: title_for(self.library, module, self.spec.audience, self.locale) for module in self.modules}
        lines = [f"  - {module.ljust(width)}  # {title}" if title else f"  - {module}" for module, title in titles.items()]
        return "\n".join(["modules:", *lines]) + "\n"


def _read(library: Library, recipe_id: str, text: str) -> Loaded[PacketSpec]:
    """Read a recipe as if it were a file of the clinic. Raises: HandoutsError with its mistakes."""
    data = text.encode()
    known = {
        "module": {module for module, _ in library.modules},
        "packet": {*library.packets, recipe_id},
        "audience": library.audiences,
        "locale": library.locales,
    }
    yaml = parse_yaml(data, SHOWN)
    value, problems = validate(PacketSpec, yaml, Names(known=known))
    if value is None:
        raise HandoutsError(problems)
    file = FoundFile(f"content/packets/{recipe_id}.yaml", Path(SHOWN), SHOWN, "clinic")
    return Loaded(value, file, hashlib.sha256(data).hexdigest(), yaml)
