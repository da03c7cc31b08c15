"""What every packet for an audience must contain, and where: the required sections of the audience file."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.library import Library
from handouts.packet import Packet
from handouts.problems import Place, Problem


def check_required(library: Library, packet: Packet) -> Iterator[Problem]:
    """Return a problem for each kind or topic the packet lacks after its conditions were applied, and for what is not on page 1.

    Source: the section table of this project's page rules, drawn from IPDAS (2013) and the CDC Clear Communication Index (2014).
    """
    audience = library.audiences[packet.audience].value
    place = library.packets[packet.id].place_of("modules")
    if packet.layout == "flow":  # a short hand-out answers one need; only whole packets must hold everything
        return
    kinds = {section.kind for sheet in packet.sheets for section in sheet.sections}
    covered = {topic for sheet in packet.sheets for topic in sheet.covers}
    for kind in audience.required_kinds:
        if kind not in kinds:
            yield Problem(
                place, f"the packet has no '{kind}' section, which every packet for '{audience.id}' needs", "add a module that has one"
            )
    for topic in audience.required_topics:
        if topic.id not in covered:
            yield Problem(place, f"no module covers '{topic.id}' ({topic.what})", f"add a module with 'covers: [{topic.id}]'")
    yield from _check_front(packet, audience.front_kinds, place)


def _check_front(packet: Packet, kinds: tuple[str, ...], place: Place) -> Iterator[Problem]:
    first = {section.kind for section in packet.sheets[0].sections} if packet.has_front else set()
    for kind in kinds:
        if kind not in first:
            hint = "name the module that has it under 'front'"
            yield Problem(place, f"page 1 has no '{kind}' section, which readers of this packet need first", hint)
