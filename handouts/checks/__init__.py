"""Rules a packet must keep before it is printed. Each is a function from values to problems; here they are put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handouts.checks.clinic import check_clinic
from handouts.checks.overrides import check_overrides
from handouts.checks.required import check_required
from handouts.library import Library
from handouts.packet import Packet
from handouts.problems import Problem

LIBRARY_CHECKS: tuple[Callable[[Library], Iterable[Problem]], ...] = (check_overrides,)
PACKET_CHECKS: tuple[Callable[[Library, Packet], Iterable[Problem]], ...] = (check_required, check_clinic)


def check_packet(library: Library, packet: Packet) -> list[Problem]:
    """Return every problem of one assembled packet, sorted."""
    return sorted({problem for check in PACKET_CHECKS for problem in check(library, packet)})


def check_files(library: Library) -> list[Problem]:
    """Return every problem of the library as a whole, sorted."""
    return sorted({problem for check in LIBRARY_CHECKS for problem in check(library)})
