"""Whether the clinic's own files still fit the built-in ones they replace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from handouts.folders import FoundFile
from handouts.library import Library, Loaded
from handouts.problems import Place, Problem

_BASED_ON = re.compile(r"based_on: ?([0-9a-f]{64})")


def check_overrides(library: Library) -> Iterator[Problem]:
    """Return a warning for each file of the clinic that replaces a built-in one other than the one it was based on, or does not say which.

    A template says it in a comment. One that builds on the built-in template need not: what changes there reaches it.
    """
    for what, file in _replaceable(library):
        if file.file.origin == "clinic" and (builtin := library.builtin_sha256(file.file.name)):
            yield from _behind(what, file, builtin)
    for folder in library.folders:
        for template in folder.files("templates/**/*") if folder.origin == "clinic" else ():
            if builtin := library.builtin_sha256(template.name):
                yield from _template_behind(template, builtin)


def _replaceable(library: Library) -> Iterator[tuple[str, Loaded[Any]]]:
    kinds: dict[str, Iterable[Loaded[Any]]] = {
        "module": library.modules.values(),
        "packet": library.packets.values(),
        "audience": library.audiences.values(),
        "locale": library.locales.values(),
        "word list": library.languages.values(),
    }
    return ((what, file) for what, files in kinds.items() for file in files)


def _behind(what: str, file: Loaded[Any], builtin: str) -> Iterator[Problem]:
    name, stated = file.value.id, file.value.based_on
    if stated is None:
        message = f"'{name}' replaces a built-in {what} without saying which text it was based on"
        yield Problem(file.place_of("id"), message, f"add 'based_on: {builtin}'", "warning")
    elif stated != builtin:
        message, do = f"the built-in text of '{name}' has changed since this one was based on it", "compare the two, then set"
        yield Problem(file.place_of("based_on"), message, f"{do} 'based_on: {builtin}'", "warning")


def _template_behind(file: FoundFile, builtin: str) -> Iterator[Problem]:
    text, name = file.path.read_text("utf-8", errors="replace"), file.name.removeprefix("templates/")
    if stated := _BASED_ON.search(text):
        if stated[1] != builtin:
            place = Place(file.shown, text.count("\n", 0, stated.start()) + 1, 1)
            message = f"the built-in '{name}' has changed since this one was based on it"
            yield Problem(place, message, f"compare the two, then write 'based_on: {builtin}'", "warning")
    elif f"builtin:{name}" not in text:
        message = f"this replaces the built-in '{name}' as a whole: what we put right there does not reach your pages"
        yield Problem(Place(file.shown, 1, 1), message, _build_on(name, builtin), "warning")


def _build_on(name: str, builtin: str) -> str:
    if name.endswith(".css"):
        return f"give yours a name of its own and add it in the block 'styles' of packet.html.j2, or say /* based_on: {builtin} */"
    word = "extends" if name == "packet.html.j2" else "include"  # the one template with blocks to change
    return f'begin with {{% {word} "builtin:{name}" %}} and add to it, or say {{# based_on: {builtin} #}}'
