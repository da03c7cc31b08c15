"""`handouts list`: what there is, and who supplied it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import clinic_option, format_option, open_library
from handouts.cli.report import problems_as
from handouts.personal import hide_personal

if TYPE_CHECKING:
    from handouts.library import Library, Loaded

Row = dict[str, str]
THINGS = ("packets", "modules", "audiences", "locales", "sources")


@click.command("list")
@click.argument("what", type=click.Choice(THINGS))
@click.option("--origin", is_flag=True, help="Also say which file each comes from.")
@clinic_option
@format_option
def list_command(what: str, origin: bool, clinic: Path | None, output_format: str) -> None:
    """List packets, modules, audiences, locales or sources."""
    with problems_as(output_format):
        rows = rows_of(open_library(clinic), what)
    if output_format == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    shown = ["id", "name", *(["origin", "file"] if origin else [])]
    widths = {key: max((len(row[key]) for row in rows), default=0) for key in shown}
    for row in rows:
        click.echo("  ".join(row[key].ljust(widths[key]) for key in shown).rstrip())


def rows_of(library: Library, what: str) -> list[Row]:
    """Return one row for each thing: id, name, origin and file, sorted by id."""
    match what:
        case "packets":
            rows = [_row(key, packet, _first(packet.value.title)) for key, packet in library.packets.items()]
        case "modules":
            rows = [_row(f"{key} ({locale})", module, module.value.title) for (key, locale), module in library.modules.items()]
        case "audiences":
            rows = [_row(key, audience, _first(audience.value.name)) for key, audience in library.audiences.items()]
        case "locales":
            rows = [_row(key, locale, locale.value.name) for key, locale in library.locales.items()]
        case _:
            rows = [_row(key, source, source.value.short) for key, source in library.sources.items()]
    return sorted(rows, key=lambda row: row["id"])


def _row(key: str, thing: Loaded[Any], name: object) -> Row:
    row = {"id": key, "name": str(name), "origin": thing.file.origin, "file": thing.file.shown}
    return {what: hide_personal(text) for what, text in row.items()}


def _first(texts: Mapping[str, object]) -> object:
    return next(iter(texts.values()))
