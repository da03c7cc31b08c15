"""`handouts status`: where each module stands today, and what has to be replaced."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import clinic_option, format_option, open_library
from handouts.cli.report import problems_as
from handouts.problems import HandoutsError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from handouts.changes import Change
    from handouts.library import Library
    from handouts.status import ModuleStatus


@click.command()
@click.argument("names", nargs=-1, metavar="[MODULE|PACKET]...")
@click.option("--stale", is_flag=True, help="Packets, and printed files, that hold something changed, voided, out of date or withdrawn.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), help="Where printed files lie.")
@clinic_option
@format_option
def status(names: tuple[str, ...], stale: bool, output: Path, clinic: Path | None, output_format: str) -> None:
    """Show where each module stands: draft, approved, due, overdue, expired, withdrawn, or voided by an edit."""
    from handouts.status import module_statuses, stale_packets
    from handouts.verify import stale_prints

    with problems_as(output_format):
        library = open_library(clinic)
        chosen = _chosen(library, names)
        statuses = [status for status in module_statuses(library, date.today()) if not chosen or status.module in chosen]
        packets, prints = (stale_packets(library, statuses), stale_prints(library, output, date.today())) if stale else ({}, {})
    if output_format == "json":
        rows = [_row(status) for status in statuses]
        held = {packet: [status.module for status in found] for packet, found in packets.items()}
        printed = {str(path): causes for path, causes in prints.items()}
        click.echo(json.dumps({"stale_packets": held, "stale_prints": printed} if stale else {"modules": rows}, indent=2))
    elif stale:
        _show_stale(packets, prints)
    else:
        _show(statuses)


def _chosen(library: Library, names: Sequence[str]) -> set[str]:
    modules = {module for module, _ in library.modules}
    if unknown := [name for name in names if name not in modules and name not in library.packets]:
        known = {*modules, *library.packets}
        raise HandoutsError(Problem(Place(name), "there is no such module or packet", did_you_mean(name, known)) for name in unknown)
    return {module for name in names for module in (library.packets[name].value.all_modules() if name in library.packets else (name,))}


def _show(statuses: Sequence[ModuleStatus]) -> None:
    width = max(len(status.module) for status in statuses)
    for status in statuses:
        click.echo(f"{status.state:<10} {status.module:<{width}}  {status.locale}  check again by {status.review_due}{_who(status)}")
        for line in _what_changed(status):
            click.echo(f"{'':<10}   {line}")


def _who(status: ModuleStatus) -> str:
    if status.open_roles:
        return f"  open: {', '.join(status.open_roles)}"
    return f"  approved on {status.approved_on}"


def _what_changed(status: ModuleStatus) -> list[str]:
    lines = [f"evidence: {reason}" for reason in status.evidence]
    for reader in status.changed:
        if reader.changes is None:
            lines.append(f"{reader.audience}: changed since it was signed; the signed words were not kept")
            continue
        lines += [f"{reader.audience}: {change.sort} {change.label.replace('_', ' ')}: {_shortened(change)}" for change in reader.changes]
    return lines


def _shortened(change: Change) -> str:
    said = " ".join(f"[{'+' if run.sort == 'new' else '-'}{run.text}]" for run in change.words if run.sort != "same")
    return said if len(said) <= 90 else said[:87] + "…"


def _show_stale(packets: dict[str, list[ModuleStatus]], prints: dict[Path, tuple[str, ...]]) -> None:
    for packet, found in packets.items():
        reasons = ", ".join(f"{status.module} ({status.state if status.state != 'draft' else 'evidence'})" for status in found)
        click.echo(f"packet {packet}: {reasons}")
    for path, causes in prints.items():
        click.echo(f"printed {path}: replace, because of: {', '.join(causes)}")
    if not packets and not prints:
        click.echo("nothing to replace")


def _row(status: ModuleStatus) -> dict[str, Any]:
    return {
        "module": status.module,
        "locale": status.locale,
        "kind": status.kind,
        "state": status.state,
        "review_due": status.review_due.isoformat(),
        "approved_on": status.approved_on.isoformat() if status.approved_on else None,
        "open_roles": list(status.open_roles),
        "changed": _what_changed(status),
    }
