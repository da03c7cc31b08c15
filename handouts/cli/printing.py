"""`--print` and `--copies`: what commands share that send packets to a printer. Nothing is loaded for them before something is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from handouts.cli.report import report

if TYPE_CHECKING:
    from handouts.build import Built
    from handouts.orders import Order
    from handouts.printers import Printer

F = TypeVar("F", bound=Callable[..., Any])

MOST_COPIES = 99


def print_option(function: F) -> F:
    """Add `--print [PRINTER]` and `--copies`; the command gets `print_to` (None: print nothing, "": the usual printer) and `copies`."""
    told = "Send it to your usual printer too, or to this one. Write it last: the word after it is the printer."

    @click.option("--print", "print_to", is_flag=False, flag_value="", default=None, metavar="[PRINTER]", help=told)
    @copies_option
    @wraps(function)
    def command(*arguments: Any, print_to: str | None, copies: int, **options: Any) -> Any:
        if copies > 1 and print_to is None:
            raise click.UsageError("--copies says how often something is printed: add --print.")
        return function(*arguments, print_to=print_to, copies=copies, **options)

    return cast(F, command)


def copies_option(function: F) -> F:
    """Add `--copies`; the command gets `copies`."""
    copies = click.IntRange(1, MOST_COPIES)
    return click.option("--copies", type=copies, default=1, show_default=True, help="How often each file is printed.")(function)


def wanted_printer(print_to: str | None, orders: Iterable[Order], *, personal: bool = False) -> Printer | None:
    """Return the printer `--print` names, once it is sure that it can print these orders; None without `--print`. As `printer_for`."""
    return None if print_to is None else printer_for(print_to, orders, personal=personal)


def printer_for(name: str, orders: Iterable[Order], *, personal: bool = False) -> Printer:
    """Return the printer of this name (or the usual one), once it is sure that it can print these orders. Ask before anything is built.

    Raises: HandoutsError when there is no such printer, it cannot print them, or what is `personal` would wait in it.
    What delays the others is told on stderr.
    """
    from handouts.printers import find_printer
    from handouts.printjobs import unfit
    from handouts.problems import raise_errors

    printer = find_printer(name)
    problems = unfit(printer, orders, personal=personal)
    raise_errors(problems)
    report(sorted(problems))
    return printer


def send_to_printer(packets: Iterable[Built], printer: Printer | None, copies: int = 1, *, err: bool = True) -> None:
    """Send every file of the packets, and say of each what comes out of the printer: on stderr, where stdout lists files.

    Raises: HandoutsError when the printer does not take one.
    """
    from handouts.printjobs import jobs_of, send

    if printer is None:
        return
    for job, number in send(job for built in packets for job in jobs_of(built, printer, copies)):
        click.echo(f"sent to {printer.name}: {job} (job {number})", err=err)


def show_commands(packets: Iterable[Built], printer: Printer, copies: int = 1) -> None:
    """Print each command that would send a file, to copy: it reads the PDF from its standard input. Sends nothing."""
    import shlex

    from handouts.printjobs import jobs_of, lp_command

    for job in (job for built in packets for job in jobs_of(built, printer, copies)):
        click.echo(f"would go to {printer.name}: {job}", err=True)
        click.echo(shlex.join(lp_command(job)))
