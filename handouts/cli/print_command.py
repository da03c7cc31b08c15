"""`handouts print`: a packet on paper, and no file of ours stays behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import clinic_option, open_library, permit_options, print_options
from handouts.cli.personal import OnePersonsCommand, personal_option, read_personal
from handouts.cli.printing import copies_option, printer_for, send_to_printer, show_commands
from handouts.cli.report import report

if TYPE_CHECKING:
    from handouts.checks import Permit
    from handouts.model import PrintSettings


@click.command("print", cls=OnePersonsCommand)
@click.argument("packet")
@click.option("--printer", default="", help="Without it: your usual printer.")
@copies_option
@print_options
@permit_options
@personal_option
@click.option("--dry-run", is_flag=True, help="Make it, show the commands that would print it, and send nothing.")
@clinic_option
def print_command(
    packet: str,
    printer: str,
    copies: int,
    asked: PrintSettings,
    permit: Permit,
    personal: str | None,
    dry_run: bool,
    clinic: Path | None,
) -> None:
    """Print a packet. It is made and sent; handouts leaves no file. The printing system may keep the job for a while."""
    from handouts.build import build_packet
    from handouts.orders import order_for
    from handouts.register import keep_receipts

    library = open_library(clinic)
    order = order_for(library, packet, asked)
    lines = read_personal(personal)
    chosen = printer_for(printer, [order], personal=bool(lines))
    built = build_packet(library, permit, order, personal=lines)
    report(built.warnings)
    if dry_run:
        show_commands([built], chosen, copies)
    else:
        keep_receipts(library.folders, [built.receipt])
        send_to_printer([built], chosen, copies, err=False)
