"""`handouts review` and `handouts diff`: what a reviewer reads before signing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handouts.cli.options import clinic_option, locale_option, open_library, output_option, paper_option
from handouts.variant import Paper


@click.command()
@click.argument("packet")
@locale_option
@paper_option
@clinic_option
@output_option
def review(packet: str, locale: str | None, paper: Paper | None, clinic: Path | None, output: Path) -> None:
    """Print the reviewer's copy of a packet: each sheet with its claims, sources, reading level, and lines to sign on."""
    from handouts.build import build_review
    from handouts.files import write_files
    from handouts.orders import usual_order

    library = open_library(clinic)
    name, pdf = build_review(library, date.today(), usual_order(library, packet, locale, paper))
    write_files({output / name: pdf})
    click.echo(output / name)


@click.command()
@click.argument("module", metavar="MODULE|PACKET")
@locale_option
@paper_option
@clinic_option
@output_option
def diff(module: str, locale: str | None, paper: Paper | None, clinic: Path | None, output: Path) -> None:
    """Print a page with the words and numbers that changed since it was signed: in a module, or in what a packet adds to its modules."""
    from handouts.build import build_changes
    from handouts.files import write_files
    from handouts.orders import usual_order

    library = open_library(clinic)
    order = usual_order(library, module, locale, paper)
    name, pdf = build_changes(library, module, order.locale, order.variant)
    write_files({output / name: pdf})
    click.echo(output / name)
