"""What every packet for an audience must hold, and where: the required sections and topics of the audience file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handouts.checks.rules import Finding
from handouts.checks.views import PacketView
from handouts.model import Audience
from handouts.problems import Severity

# A kind that is missing is told under the rule that asks for it. Every other kind is asked for by the order of sections, ST-05.
RULE_OF_KIND = {
    "key-points": "ST-02",
    "actions": "AC-01",
    "call": "AC-03",
    "checklist": "AC-04",
    "log": "AC-04",
    "teach-back": "AC-05",
    "questions": "AC-06",
}


def audience_of(view: PacketView) -> Audience:
    """Return the readers of a packet."""
    return view.library.audiences[view.packet.audience].value


def is_short(view: PacketView) -> bool:
    """Return whether the packet is part of a whole one, or one short text without pages of its own for each module."""
    return view.recipe.value.part_of is not None or view.packet.layout == "flow"


def must_have(view: PacketView, kind: str) -> bool:
    """Return whether a packet has to hold a kind of section. A short hand-out answers one need and may do without."""
    return not is_short(view) and kind in audience_of(view).required_kinds


def missing_kinds(view: PacketView, rule: str, severity: Severity | None = None) -> Iterator[Finding]:
    """Return each required kind that the packet lacks after its conditions were applied, of those that this rule asks for."""
    held = {section.kind for sheet in view.sheets for section in sheet.sections}
    audience = audience_of(view)
    for kind in audience.required_kinds:
        if RULE_OF_KIND.get(kind, "ST-05") == rule and kind not in held and must_have(view, kind):
            message = f"the packet has no '{kind}' section, which every packet for '{audience.id}' needs"
            yield Finding(("modules",), message, severity=severity, do="add a module that has one")


def required_sections(view: PacketView) -> Iterator[Finding]:
    """Return the kinds, topics and page 1 that the readers need and do not get, and topics told alone or in another order than theirs."""
    yield from _told_alone(view)
    if is_short(view):
        return
    yield from missing_kinds(view, "ST-05")
    yield from _missing_on_page_1(view)
    yield from _missing_topics(view)
    if not view.recipe.value.own_order:
        yield from _topics_out_of_order(view)


def _told_alone(view: PacketView) -> Iterator[Finding]:
    """A short packet may leave topics out, but a benefit is not told without its harms."""
    told = {topic: sheet.sheet.module for sheet in reversed(view.sheets) for topic in sheet.sheet.covers}
    what = {topic.id: topic.what for topic in audience_of(view).required_topics}
    at = {module: path for path, module in view.recipe.value.places()}
    for topic in audience_of(view).required_topics if is_short(view) else ():
        for other in topic.together_with:
            if topic.id in told and other not in told:
                module = told[topic.id]
                message = f"'{module}' tells '{topic.id}', and no module here covers '{other}' ({what.get(other, other)})"
                yield Finding(at[module], message, do=f"add {_modules_on(view, other)}, or leave '{module}' out")


def _modules_on(view: PacketView, topic: str) -> str:
    """Return the modules that tell these readers of a topic, as a choice."""
    locale = view.packet.locale.id
    modules = {key: module.value for key, module in view.library.modules.items() if key[1] == locale}
    told = [name for (name, _), module in modules.items() if topic in module.covers and view.packet.audience in module.audiences]
    return " or ".join(f"'{name}'" for name in sorted(told)) or f"a module with 'covers: [{topic}]'"


def _missing_on_page_1(view: PacketView) -> Iterator[Finding]:
    first = {section.kind for section in view.sheets[0].sections} if view.packet.has_front else set()
    for kind in audience_of(view).front_kinds:
        if kind not in first:
            message = f"page 1 has no '{kind}' section, which readers of this packet need first"
            yield Finding(("modules",), message, do="name the module that has it under 'front'")


def _missing_topics(view: PacketView) -> Iterator[Finding]:
    covered = {topic for sheet in view.sheets for topic in sheet.sheet.covers}
    for topic in audience_of(view).required_topics:
        if topic.id not in covered:
            message = f"no module covers '{topic.id}' ({topic.what})"
            yield Finding(("modules",), message, do=f"add a module with 'covers: [{topic.id}]'")


def _topics_out_of_order(view: PacketView) -> Iterator[Finding]:
    """A topic stands where the first sheet covers it: coming back to it later is no fault."""
    first: dict[str, int] = {}
    for index, sheet in enumerate(view.sheets):
        for topic_id in sheet.sheet.covers:
            first.setdefault(topic_id, index)
    in_order = [topic.id for topic in audience_of(view).required_topics if topic.id in first]
    for earlier, later in pairwise(in_order):
        if first[earlier] > first[later]:
            path, module = view.recipe.value.places()[first[earlier]]
            message = f"'{earlier}' comes after '{later}'; readers of this packet need it first"
            yield Finding(path, message, do=f"put '{module}' before '{view.sheets[first[later]].sheet.module}'")
