"""Where one sheet tells its readers to see another by its title, and that one is not in the packet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.library import Library
from handouts.packet import Packet
from handouts.passages import passages_of
from handouts.problems import Problem


def lost_pointers(library: Library, packet: Packet, titles: Mapping[str, str]) -> Iterator[Problem]:
    """Return a warning for each title in quotes of a sheet that these readers do not get; `titles`: of all they could get, by module."""
    there = {sheet.module for sheet in packet.sheets}
    missing = {f'"{title}"': module for module, title in titles.items() if module not in there}
    for sheet in packet.sheets:
        text = " ".join(passage.plain for passage in passages_of(sheet.written, packet.reader))
        for title, module in missing.items():
            if title in text:
                place = library.packets[packet.id].place_of("modules")
                message = f"'{sheet.module}' tells readers to see {title}, which is not in this packet"
                yield Problem(place, message, f"put '{module}' in, or leave '{sheet.module}' out", "warning")
