"""Whether the clinic's own files still fit the built-in ones they replace."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.library import Library
from handouts.problems import Problem


def check_overrides(library: Library) -> Iterator[Problem]:
    """Return a warning for each module of the clinic that replaces a built-in text other than the one it was based on."""
    for (module_id, _), module in library.modules.items():
        if module.file.origin != "clinic" or (builtin := library.builtin_sha256(module.file.name)) is None:
            continue
        stated = module.value.based_on
        if stated is None:
            place, message = (
                module.place_of("id"),
                f"'{module_id}' replaces a built-in module without saying which text it was based on",
            )
            yield Problem(place, message, f"add 'based_on: {builtin}'", "warning")
        elif stated != builtin:
            place, message = (
                module.place_of("based_on"),
                f"the built-in text of '{module_id}' has changed since this one was based on it",
            )
            yield Problem(place, message, f"compare the two, then set 'based_on: {builtin}'", "warning")
