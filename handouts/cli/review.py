"""`handouts review` and `handouts diff`: what a reviewer reads before signing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from handouts.cli.options import clinic_option, locale_option, open_library, output_option, paper_option
from handouts.variant import Paper, Variant


@click.command()
@click.argument("packet")
@locale_option
@paper_option
@clinic_option
@output_option
def review(packet: str, locale: str, paper: Paper, clinic: Path | None, output: Path) -> None:
    """Print the reviewer's copy of a packet: each sheet with its claims, sources, reading level, and lines to sign on."""
    from handouts.build import Order, build_review
    from handouts.files import write_files

    name, pdf = build_review(open_library(clinic), date.today(), Order(packet, locale, Variant(paper=paper)))
    write_files({output / name: pdf})
    click.echo(output / name)


@click.command()
@click.argument("module", metavar="MODULE|PACKET")
@locale_option
@paper_option
@clinic_option
@output_option
def diff(module: str, locale: str, paper: Paper, clinic: Path | None, output: Path) -> None:
    """Print a page with the words and numbers that changed since it was signed: in a module, or in what a packet adds to its modules."""
    from handouts.build import build_changes
    from handouts.files import write_files

    name, pdf = build_changes(open_library(clinic), module, locale, Variant(paper=paper))
    write_files({output / name: pdf})
    click.echo(output / name)
