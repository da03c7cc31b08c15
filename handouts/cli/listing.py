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
THINGS = ("packets", "topics", "modules", "audiences", "locales", "sources")


@click.command("list")
@click.argument("what", type=click.Choice(THINGS))
@click.option("--for", "audience", default=None, metavar="AUDIENCE", help="With topics: who they are for.")
@click.option("--origin", is_flag=True, help="Also say which file each comes from.")
@clinic_option
@format_option
def list_command(what: str, audience: str | None, origin: bool, clinic: Path | None, output_format: str) -> None:
    """List packets, topics, modules, audiences, locales or sources.

    Topics are the modules that may go into a packet for some readers, each with its pages in standard print and its minutes of reading.
    """
    if (what == "topics") != (audience is not None):
        raise click.UsageError("say for whom: handouts list topics --for caregiver" if what == "topics" else "--for is for topics.")
    with problems_as(output_format):
        library = open_library(clinic)
        rows = topic_rows(library, audience) if audience else rows_of(library, what)
    if output_format == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    shown = ["id", *(["pages", "minutes", "in packet"] if audience else []), "name", *(["origin", "file"] if origin else [])]
    if what == "packets" and not origin and any(row["origin"] == "clinic" for row in rows):
        shown.append("origin")  # who made a recipe
    widths = {key: max((len(row[key]) for row in rows), default=0) for key in shown}
    for row in rows:
        click.echo("  ".join(row[key].ljust(widths[key]) for key in shown).rstrip())


def topic_rows(library: Library, audience: str) -> list[Row]:
    """Return one row for each topic that these readers may be given, in the usual language. `in packet`: of the one made for them."""
    from handouts.choice import recommended, topics_for
    from handouts.lengths import lengths_of
    from handouts.orders import usual_locale

    recipe, locale = library.packets[recommended(library, audience)].value, usual_locale(library)
    lengths = lengths_of(library, audience, locale, "standard", library.clinic.paper or "letter")
    rows = []
    for module, title in topics_for(library, audience, locale).items():
        length = lengths[module]
        row = _row(module, library.modules[module, locale], title)
        row |= {"pages": length.in_words, "minutes": f"{length.minutes('standard')} min"}
        rows.append(row | {"in packet": "always" if module in recipe.fixed else "yes" if module in recipe.all_modules() else ""})
    return sorted(rows, key=lambda row: row["id"])


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
