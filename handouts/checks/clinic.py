"""What the clinic has not filled in yet: it prints as a line to write on, and someone should know."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.folders import CLINIC_FILE
from handouts.library import Library
from handouts.packet import Packet
from handouts.problems import Place, Problem


def check_clinic(library: Library, packet: Packet) -> Iterator[Problem]:
    """Return a warning for each value of the clinic that the packet prints and the clinic has not given."""
    own = next((folder for folder in library.folders if folder.origin == "clinic"), None)
    shown = str(own.root / CLINIC_FILE) if own else CLINIC_FILE
    for slot in packet.missing:
        label = packet.reader.clinic_label(slot)
        yield Problem(
            Place(shown), f"no {slot} is given: '{label}' prints as a line to write on", f"add '{slot}: …' to {CLINIC_FILE}", "warning"
        )
