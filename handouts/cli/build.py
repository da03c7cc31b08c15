"""`handouts build`: packets as PDFs."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from handouts.cli.options import clinic_option, format_option, open_library, output_option, permit_options, print_options
from handouts.cli.personal import personal_option, read_personal
from handouts.cli.printing import print_option, send_to_printer, wanted_printer
from handouts.cli.report import as_data, problems_as, report
from handouts.variant import FORMATS, Format

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines
    from handouts.build import Built
    from handouts.checks import Permit
    from handouts.library import Library
    from handouts.model import PrintSettings
    from handouts.orders import Order
    from handouts.problems import Problem

    Outcome: TypeAlias = tuple[list[tuple[Path, int | None]], list[Problem], list[Built]]

_TO_HELP = "Another format: a page for your portal, plain text, Word. More than one if you like: --to pdf --to html."


@click.command()
@click.argument("packets", nargs=-1, metavar="[PACKET]...")
@print_options
@click.option("--to", "formats", type=click.Choice(FORMATS), multiple=True, default=("pdf",), show_default=True, help=_TO_HELP)
@permit_options
@personal_option
@print_option
@clinic_option
@output_option
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Packets made at the same time. Without it: one for each processor.")
@format_option
def build(
    packets: tuple[str, ...],
    asked: PrintSettings,
    formats: tuple[Format, ...],
    permit: Permit,
    personal: str | None,
    print_to: str | None,
    copies: int,
    clinic: Path | None,
    output: Path,
    jobs: int | None,
    output_format: str,
) -> None:
    """Build packets as PDFs, all of them or the ones named. Prints the path of each."""
    from handouts.orders import order_for

    if "pdf" not in formats and (given := _for_paper(asked)):
        said = f"{' and '.join(given)} {'are' if given[1:] else 'is'} for paper"
        raise click.UsageError(f"{said}: a page on a screen grows with the reader's own settings, and Word with its styles. Add --to pdf.")
    if personal is not None and (len(packets) != 1 or set(formats) != {"pdf"}):
        raise click.UsageError("--personal is for one person's packet on paper: name one packet, without --to.")
    if print_to is not None and not (packets and "pdf" in formats):
        raise click.UsageError("--print prints the PDFs of the packets you name: handouts build caregiver --print")
    with problems_as(output_format):
        lines = read_personal(personal)
        library = open_library(clinic)
        chosen = packets or sorted(library.packets)
        orders = [order_for(library, packet, asked, form) for packet in chosen for form in dict.fromkeys(formats)]
        printer = wanted_printer(print_to, orders, personal=bool(lines))
        if lines:
            files, warnings, made = _build_for_one(library, orders[0], output, permit, lines)
        else:
            files, warnings, made = _build_all(library, orders, output, permit, jobs or os.cpu_count() or 1)
    if output_format == "json":
        paths = [{"path": str(path), "pages": pages} for path, pages in files]
        click.echo(json.dumps({"built": paths, "problems": as_data(warnings)}, indent=2))
    else:
        report(warnings)
        click.echo("\n".join(str(path) for path, _ in files))
    send_to_printer(made, printer, copies)


def _build_all(library: Library, orders: list[Order], output: Path, permit: Permit, jobs: int) -> Outcome:
    done = _build_with_progress(library, orders, output, permit, jobs)
    warnings = sorted({warning for _, built in done for warning in built.warnings})
    return [(file, pages) for path, built in done for file, pages in _files(path, built)], warnings, [built for _, built in done]


def _build_for_one(library: Library, order: Order, output: Path, permit: Permit, lines: PersonalLines) -> Outcome:
    from handouts.build import build_packet, write_personal

    built = build_packet(library, permit, order, personal=lines)
    return list(write_personal(library, built, output).items()), sorted(built.warnings), [built]


def _files(path: Path, built: Built) -> list[tuple[Path, int | None]]:
    """Return each file made of an order, with its pages if it has any."""
    return [(path, built.pages), *((path.with_name(file.name), file.pages) for file in built.beside)]


def _for_paper(asked: PrintSettings) -> list[str]:
    """Return the options given that mean nothing on a screen. A size of paper does, in a Word file."""
    given = asked.model_dump(exclude={"locale", "paper"}, exclude_none=True)
    return [f"--{name}" for name, value in given.items() if value not in (False, "standard", "sheet")]


def _build_with_progress(library: Library, orders: list[Order], output: Path, permit: Permit, jobs: int) -> list[tuple[Path, Built]]:
    from handouts.build import build_packets

    if not sys.stderr.isatty():
        return build_packets(library, orders, output, permit, jobs)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("Making packets"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("packets", total=len(orders))
        return build_packets(library, orders, output, permit, jobs, lambda _: progress.advance(task))
