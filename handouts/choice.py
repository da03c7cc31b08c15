"""What was chosen for one reader: a packet that is there, with topics added, left out or in another order.

A packet's first page and what it says to `keep` cannot be left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from handouts.library import Library, Loaded
from handouts.model import PacketSpec
from handouts.packet import assemble_sheet
from handouts.pieces import plain_text
from handouts.problems import HandoutsError, Place, Problem, did_you_mean, raise_errors

_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True)
class Choice:
    """A packet to start from, and what is to be different. `only`: nothing of it but these, and what must be there.

    `order`: these come first, the others follow as usual.
    """

    base: str
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


def recommended(library: Library, audience: str) -> str:
    """Return the id of the whole packet for these readers: the one of their name, else the first.

    Raises: HandoutsError when there is no such audience, or no packet for it.
    """
    if audience not in library.audiences:
        problem = Problem(Place("--audience"), f"there is no audience '{audience}'", did_you_mean(audience, library.audiences))
        raise HandoutsError([problem])
    theirs = {packet: recipe.value for packet, recipe in library.packets.items() if recipe.value.audience == audience}
    if not theirs:
        hint = "write one first: `handouts new packet` makes a file to fill in"
        raise HandoutsError([Problem(Place("--audience"), f"there is no packet for '{audience}'", hint)])
    return min(theirs, key=lambda packet: (packet != audience, theirs[packet].part_of is not None, packet))


def topics_for(library: Library, audience: str, locale: str) -> dict[str, str]:
    """Return the title of every module that may be put into a packet for these readers in this language, as it is printed, by its id."""
    return {
        module_id: _printed_title(library, module_id, audience, locale)
        for (module_id, written_in), module in library.modules.items()
        if written_in == locale and audience in module.value.audiences and not module.value.withdrawn
    }


def chosen_modules(library: Library, choice: Choice, locale: str) -> tuple[str, ...]:
    """Return the modules in reading order, without the one on page 1.

    Raises: HandoutsError with everything that cannot be had, each at the option that asked for it.
    """
    spec = base_of(library, choice).value
    raise_errors(problem for mistakes in _MISTAKES for problem in mistakes(library, choice, spec, locale))
    left = [module for module in spec.modules if not _is_left_out(module, choice, spec)]
    for module in dict.fromkeys((*choice.only, *choice.add)):
        if module not in spec.all_modules():
            left.insert(_place_for(module, left, library, locale), module)
    if not left:
        raise HandoutsError([Problem(Place(choice.base), "nothing would be left after page 1", "leave a topic in, or add one")])
    return tuple(_in_order(left, choice.order, _leader(library, spec, locale)))


def kept_anyway(library: Library, choice: Choice) -> tuple[str, ...]:
    """Return what `only` did not name and stays, because the packet must not lose it, in reading order."""
    spec = base_of(library, choice).value
    return tuple(module for module in spec.all_modules() if choice.only and module in spec.fixed and module not in choice.only)


def base_of(library: Library, choice: Choice) -> Loaded[PacketSpec]:
    """Return the packet a choice starts from. Raises: HandoutsError when there is none of that name."""
    if choice.base not in library.packets:
        raise HandoutsError([Problem(Place(choice.base), "there is no such packet", did_you_mean(choice.base, library.packets))])
    return library.packets[choice.base]


def _mistakes_in_add(library: Library, choice: Choice, spec: PacketSpec, locale: str) -> Iterator[Problem]:
    listed = spec.all_modules()
    for option, wanted in (("--add", choice.add), ("--only", choice.only)):
        for module in wanted:
            if module not in listed and (reason := _why_not(library, module, spec.audience, locale)):
                yield Problem(Place(option), *reason)
    for module in choice.add:
        if module in listed:
            yield Problem(Place("--add"), f"'{module}' is in '{spec.id}' already", "leave it out of --add")


def _mistakes_in_drop(library: Library, choice: Choice, spec: PacketSpec, locale: str) -> Iterator[Problem]:
    listed = spec.all_modules()
    for module in choice.drop:
        if module not in listed:
            yield Problem(Place("--drop"), f"'{module}' is not in '{spec.id}'", _meant(module, listed, library, spec.audience, locale))
        elif module in spec.fixed:
            yield Problem(Place("--drop"), f"'{module}' keeps people safe, so it stays in every packet made from '{spec.id}'")
        elif module in choice.only:
            yield Problem(Place("--drop"), f"'{module}' is asked for by --only and left out at once", "name it once")


def _mistakes_in_order(library: Library, choice: Choice, spec: PacketSpec, locale: str) -> Iterator[Problem]:
    there = {*(module for module in spec.modules if not _is_left_out(module, choice, spec)), *choice.add, *choice.only} - {spec.front}
    for module in choice.order:
        if module == spec.front:
            yield Problem(Place("--order"), f"'{module}' stands on page 1 in any order", "leave it out of --order")
        elif module not in there:
            yield Problem(Place("--order"), f"'{module}' is not in this packet", _meant(module, there, library, spec.audience, locale))


_MISTAKES = (_mistakes_in_add, _mistakes_in_drop, _mistakes_in_order)


def _why_not(library: Library, module: str, audience: str, locale: str) -> tuple[str, str] | None:
    """Return why these readers cannot be given this module, and what to do, else None."""
    written_in = sorted(language for module_id, language in library.modules if module_id == module)
    if not written_in:
        return f"there is no topic '{module}'", _meant(module, topics_for(library, audience, locale), library, audience, locale)
    if locale not in written_in:
        return f"'{module}' has no text in {locale}", f"it has one in {', '.join(written_in)}"
    loaded = library.modules[module, locale].value
    if audience not in loaded.audiences:
        return f"'{module}' is not written for '{audience}'", f"it is for {', '.join(loaded.audiences)}; {_all_topics(audience)}"
    if loaded.withdrawn:
        other = loaded.withdrawn.replacement
        return f"'{module}' is withdrawn: {loaded.withdrawn.reason}", f"use '{other}' instead" if other else ""
    return None


def _meant(name: str, known: Collection[str], library: Library, audience: str, locale: str) -> str:
    """Return a hint for a name that is no topic's: the nearest name, else the topic whose title has one of its words."""
    if near := get_close_matches(name.casefold(), sorted(known), n=1, cutoff=0.6):
        return f"did you mean '{near[0]}'?"
    words = set(_WORD.findall(name.casefold()))
    for module in sorted(known):
        if (title := title_for(library, module, audience, locale)) and words & set(_WORD.findall(f"{module} {title}".casefold())):
            return f"did you mean '{module}' ({title})?"
    return _all_topics(audience)


def _all_topics(audience: str) -> str:
    return f"`handouts list topics --for {audience}` shows all"


def title_for(library: Library, module: str, audience: str, locale: str) -> str:
    """Return the title of a module as these readers get it, as it is written; "" when it has none for them."""
    loaded = library.modules.get((module, locale))
    wording = loaded.value.title.wording_for(audience) if loaded else None
    return " ".join(wording.source.split()) if wording else ""


def _printed_title(library: Library, module: str, audience: str, locale: str) -> str:
    try:
        return plain_text(assemble_sheet(library, module, audience, locale)[1].title)
    except HandoutsError:  # told when a packet with it is made
        return title_for(library, module, audience, locale)


def _is_left_out(module: str, choice: Choice, spec: PacketSpec) -> bool:
    if module in spec.fixed:
        return False
    return module in choice.drop or (bool(choice.only) and module not in (*choice.only, *choice.add))


def _place_for(module: str, listed: Sequence[str], library: Library, locale: str) -> int:
    """Return where a topic is put: after the last one of its stage, else at the end."""
    stages = [library.modules[other, locale].value.stage if (other, locale) in library.modules else "" for other in listed]
    stage = library.modules[module, locale].value.stage
    return len(stages) - stages[::-1].index(stage) if stage in stages else len(stages)


def _leader(library: Library, spec: PacketSpec, locale: str) -> str:
    """Return the sheet with the key points that opens the packet: it stays first unless it is named itself. Nothing when there is none."""
    first = library.modules.get((spec.modules[0], locale))
    return spec.modules[0] if first and any(section.kind == "key-points" for section in first.value.sections) else ""


def _in_order(modules: Sequence[str], order: Sequence[str], leader: str) -> list[str]:
    first = [leader] if order and leader in modules and leader not in order else []
    return list(dict.fromkeys((*first, *order, *modules)))
