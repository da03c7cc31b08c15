"""Key points: the few things a reader takes away from a packet, at its beginning."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.required import missing_kinds, must_have
from handouts.checks.rules import Finding
from handouts.checks.views import PacketView, found, in_packet
from handouts.reading.sentences import words_of

FEWEST, MOST = 3, 5
MOST_WORDS = 15


def key_points(view: PacketView) -> Iterator[Finding]:
    """Return key points that are missing, stand too far back, or are too few, too many or too long.

    Whether each of them leads to a part of the packet is for a reviewer to say.
    """
    yield from missing_kinds(view, "ST-02")
    places = [index for index, sheet in enumerate(view.sheets) if any(section.kind == "key-points" for section in sheet.sections)]
    if places and places[0] > _last_place(view) and must_have(view, "key-points"):
        path, module = view.recipe.value.places()[places[0]]
        yield Finding(
            path, f"the key points, in '{module}', stand on sheet {places[0] + 1}", do="put it first, or after 'when to get help'"
        )
    for sheet, section in view.sections_of("key-points"):
        if not FEWEST <= (count := len(section.items)) <= MOST:
            yield in_packet(sheet, Finding((*section.path, "items"), f"there are {count} key points; readers keep {FEWEST} to {MOST}"))
        for point in sheet.texts_of(section, "items"):
            if (words := len(words_of(point.plain))) > MOST_WORDS:
                yield in_packet(sheet, found(point, f"this key point has {words} words; the most is {MOST_WORDS}"))


def _last_place(view: PacketView) -> int:
    """The key points come first, and only after what a person with a fever must find first."""
    tells_when_to_call = any(section.kind == "call" for section in view.sheets[0].sections)
    return 1 if view.packet.has_front and tells_when_to_call else 0
