"""Printable patient handouts from short, reviewed modules.

The library and the command line are equals: load a `Library`, `build` packets from it, and get every problem at once.

    >>> from handouts import Variant, build_packets, find_folders, load_library
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handouts.build import Built, build_packets
    from handouts.checks import Permit, check_library
    from handouts.folders import find_folders
    from handouts.library import Library, load_library
    from handouts.orders import Order, order_for
    from handouts.packet import Packet, assemble
    from handouts.problems import HandoutsError, Place, Problem
    from handouts.variant import Variant

__version__ = "0.1.0"

_HOMES = {
    "Built": "build",
    "HandoutsError": "problems",
    "Library": "library",
    "Order": "orders",
    "Packet": "packet",
    "Permit": "checks",
    "Place": "problems",
    "Problem": "problems",
    "Variant": "variant",
    "assemble": "packet",
    "build_packets": "build",
    "check_library": "checks",
    "find_folders": "folders",
    "load_library": "library",
    "order_for": "orders",
}
__all__ = [
    "Built",
    "HandoutsError",
    "Library",
    "Order",
    "Packet",
    "Permit",
    "Place",
    "Problem",
    "Variant",
    "__version__",
    "assemble",
    "build_packets",
    "check_library",
    "find_folders",
    "load_library",
    "order_for",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for, so that `handouts --help` need not load everything."""
    if name in _HOMES:
        return getattr(import_module(f"handouts.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'handouts' has no attribute '{name}'")
