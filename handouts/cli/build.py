"""`handouts build`: packets as PDFs."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import clinic_option, format_option, open_library
from handouts.cli.report import as_data, problems_as, report
from handouts.variant import PAPERS, SIZES, Paper, Size, Variant

if TYPE_CHECKING:
    from handouts.build import Built, Order
    from handouts.library import Library

MAIN_LOCALE = "en-US"


@click.command()
@click.argument("packets", nargs=-1, metavar="[PACKET]...")
@click.option("--locale", default=MAIN_LOCALE, show_default=True, help="The reader's language.")
@click.option("--size", type=click.Choice(SIZES), default="standard", show_default=True, help="Print size.")
@click.option("--paper", type=click.Choice(PAPERS), default="letter", show_default=True)
@clinic_option
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True, help="Where the PDFs go."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Packets made at the same time. Without it: one for each processor.")
@format_option
def build(
    packets: tuple[str, ...], locale: str, size: Size, paper: Paper, clinic: Path | None, output: Path, jobs: int | None, output_format: str
) -> None:
    """Build packets as PDFs, all of them or the ones named. Prints the path of each."""
    from handouts.build import Order

    with problems_as(output_format):
        library = open_library(clinic)
        orders = [Order(packet, locale, Variant(size, paper)) for packet in packets or sorted(library.packets)]
        done = _build_with_progress(library, orders, output, jobs or os.cpu_count() or 1)
    warnings = sorted({warning for _, built in done for warning in built.warnings})
    if output_format == "json":
        paths = [{"path": str(path), "pages": built.pages} for path, built in done]
        click.echo(json.dumps({"built": paths, "problems": as_data(warnings)}, indent=2))
        return
    report(warnings)
    for path, _ in done:
        click.echo(path)


def _build_with_progress(library: Library, orders: list[Order], output: Path, jobs: int) -> list[tuple[Path, Built]]:
    from handouts.build import build_packets
    from handouts.checks import Permit

    permit = Permit(date.today())
    if not sys.stderr.isatty():
        return build_packets(library, orders, output, permit, jobs)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("Making packets"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("packets", total=len(orders))
        return build_packets(library, orders, output, permit, jobs, lambda _: progress.advance(task))
