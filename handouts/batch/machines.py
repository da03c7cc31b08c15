"""The machines of a cluster, looked at before they get any work: they must print what this one would, and nobody may listen unnoticed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from distributed import Client

from handouts.batch.connection import SCHEDULER
from handouts.batch.workshop import TRIAL_PAGE, Job, Look, look_around
from handouts.fingerprint import differences
from handouts.folders import CLINIC_VARIABLE
from handouts.problems import Place, Problem

_MOST_NAMED = 3


def other_versions(client: Client) -> Iterator[Problem]:
    """Yield what is wrong with machines with other versions: both sides must understand each other before they compare."""
    found: Any = client.get_versions(packages=["handouts"])
    here = found["client"]["packages"]
    machines = {"the scheduler": found["scheduler"], **{f"the worker {name}": each for name, each in found["workers"].items()}}
    for name, machine in machines.items():
        for package in ("handouts", "distributed"):
            there = machine["packages"].get(package)
            if there != here[package]:
                message = f"{name} has {f'{package} {there}' if there else f'no {package}'}, and this machine {here[package]}"
                yield Problem(SCHEDULER, message, f"install the same there: pip install 'handouts[cluster]=={here['handouts']}'")


def looks_of(client: Client, job: Job) -> list[Look]:
    """Return what each machine prints from. One that has gone meanwhile is not asked again."""
    answers: Mapping[str, Any] = client.run(look_around, job, on_error="return")
    return [look for look in answers.values() if isinstance(look, Look)]


def strangers(parts: Mapping[str, str], looks: Iterable[Look]) -> Iterator[Problem]:
    """Yield what is wrong with machines that would not print what one with these `parts` does."""
    for look in looks:
        place = Place(f"the worker on {look.host}")
        hint = f"give it a copy of your clinic's folder, tell it where with {CLINIC_VARIABLE}, and start it again"
        if look.trouble:
            yield Problem(place, f"it cannot print: {look.trouble}", hint)
        elif other := differences(parts, look.parts):
            if other == [TRIAL_PAGE]:
                message, hint = "its fonts or its Pango print a page otherwise than this machine's", "give it the same system"
            else:
                named = [name for name in other if name != TRIAL_PAGE]
                more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
                message = f"it would print something else than this machine; not the same: {', '.join(named[:_MOST_NAMED])}{more}"
            yield Problem(place, message, hint)


class OpenLines:
    """Warns of machines that are sent to in the clear, each of them once, unless it is this one. Machines come and go: look often."""

    def __init__(self, warn: Callable[[Problem], object]) -> None:
        self._warn = warn
        self._seen: set[str] = set()

    def look_at(self, addresses: Iterable[str]) -> None:
        """Warn of what is new among these, like "tcp://10.0.0.7:40123"."""
        new = {urlsplit(address).hostname or "" for address in addresses if address.startswith("tcp:")} - self._seen
        self._seen |= new
        if others := sorted(host for host in new if not _is_this_machine(host)):
            message = f"health information goes to {', '.join(others)} and back unencrypted: anyone on that network could read it"
            self._warn(Problem(SCHEDULER, message, "use tls:// (docs/how-to/several-machines.md)", "warning"))


def _is_this_machine(host: str) -> bool:
    """Whether an address is one of ours: only then can something listen at it here."""
    try:
        for family, kind, _, _, address in socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as listener:
                listener.bind(address)
    except OSError:
        return False
    return True
