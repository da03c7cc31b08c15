"""`handouts batch`: a packet for each person on a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.cluster import refuse_unfit_scheduler, scheduler_option, workers
from handouts.cli.given import read_given
from handouts.cli.options import clinic_option, open_library, permit_options, print_options
from handouts.cli.personal import OnePersonsCommand
from handouts.cli.progress import shown_progress
from handouts.cli.report import report
from handouts.cli.terminal import counted
from handouts.problems import HandoutsError, Place, Problem

if TYPE_CHECKING:
    from handouts.batch.ledger import Basis
    from handouts.batch.people import People
    from handouts.batch.run import Result
    from handouts.checks import Permit
    from handouts.library import Library
    from handouts.model import PrintSettings

_PACKET_HELP = "The packet of everyone whose row names none."
_COLUMNS_HELP = "What a column is, such as 'Patient name=name,Visit=date: Next visit'; or a file with a line 'Patient name: name' for each."
_IGNORE_HELP = "Columns that are not printed, by their names in row 1."
_OUTPUT_HELP = "A folder of its own for this list. The PDFs in it are yours alone to read."
_MERGED_HELP = "Also one file of all packets, each behind a sheet with the row and the name, to print at once."
_WHERE_HINT = "save it as CSV in this folder, or name its folder too, such as Documents/people.csv"
_START_OVER_HELP = "Remove what this batch has made in the folder, and make it again."


def _listed(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(cls=OnePersonsCommand)
@click.argument("people", metavar="PEOPLE.csv")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), required=True, help=_OUTPUT_HELP)
@click.option("--packet", default=None, help=_PACKET_HELP)
@click.option("--columns", multiple=True, metavar="COLUMN=FIELD[,…]|FILE", help=_COLUMNS_HELP)
@click.option("--ignore", multiple=True, callback=_listed, metavar="COLUMN[,…]", help=_IGNORE_HELP)
@print_options
@click.option("--merged", is_flag=True, help=_MERGED_HELP)
@click.option("--start-over", is_flag=True, help=_START_OVER_HELP)
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Packets made at the same time. Without it: one for each processor.")
@scheduler_option
@permit_options
@clinic_option
def batch(
    people: str,
    output: Path,
    packet: str | None,
    columns: tuple[str, ...],
    ignore: tuple[str, ...],
    asked: PrintSettings,
    merged: bool,
    start_over: bool,
    jobs: int | None,
    scheduler: str | None,
    permit: Permit,
    clinic: Path | None,
) -> int:
    """Make a packet for each person on a list, a CSV file as spreadsheets save it.

    Row 1 names the columns: packet or audience, language, size, paper, form; name, nurse, notes, next visit, and "date: …" for other days.

    It may be stopped at any moment: the same command goes on from there. A row with a mistake is told, and the others go on.
    """
    from handouts.batch.people import printed_twice
    from handouts.batch.run import batch_of, run_batch

    refuse_unfit_scheduler(scheduler, jobs)
    people_on_list, library = _people(people, clinic, asked, packet, columns, ignore)
    whole, problems = batch_of(library, permit, _basis(library, permit, asked, packet), people_on_list.tasks)
    problems += people_on_list.problems
    warnings = {warning for prepared in whole.prepared.values() for warning in prepared.warnings}
    report([*sorted(warnings), *printed_twice(whole.tasks)])
    if not whole.tasks:
        report(_by_row(problems))
        return 1
    left_out = set(people_on_list.rows) - {task.row for task in whole.tasks}
    if left_out:
        click.echo(f"{counted(len(left_out), 'row')} cannot be printed: the reasons follow when the others are done.", err=True)
    with workers(scheduler, whole, jobs) as work, _can_go_on() as on_progress:
        result = run_batch(whole, output, work, merge=merged, start_over=start_over, on_progress=on_progress)
    problems += result.problems
    report(_by_row(problems))
    _say(result, len(people_on_list.rows), output)
    _say_what_is_missing(result, sorted(left_out.union(result.not_made)))
    return 1 if problems else 0


def _people(
    given: str, clinic: Path | None, asked: PrintSettings, packet: str | None, columns: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[People, Library]:
    from handouts.batch.encoding import THE_LIST
    from handouts.batch.people import Usual, read_people
    from handouts.batch.table import MOST_BYTES
    from handouts.cli.quiet import keep_quiet

    keep_quiet()
    said = _columns_said(columns)
    try:
        data = read_given(given, MOST_BYTES, THE_LIST, "Paste the list")
    except HandoutsError as error:
        raise HandoutsError([replace(problem, hint=_WHERE_HINT) for problem in error.problems]) from None
    if len(data) > MOST_BYTES:
        hint = "make several lists of it, and print each into a folder of its own"
        raise HandoutsError([Problem(Place(THE_LIST), f"it is larger than {MOST_BYTES // 1_000_000} MB", hint)])
    library = open_library(clinic)
    return read_people(data, library, Usual(asked, packet), said, ignore), library


def _columns_said(columns: tuple[str, ...]) -> Mapping[str, str]:
    from handouts.batch.mapping import columns_in, columns_said
    from handouts.yamltext import MAX_BYTES

    said: dict[str, str] = {}
    for given in columns:
        said |= columns_said(given) if "=" in given else columns_in(read_given(given, MAX_BYTES, "--columns"), "--columns")
    return said


def _basis(library: Library, permit: Permit, asked: PrintSettings, packet: str | None) -> Basis:
    """Return what every packet rests on. Which rows there are, and what they say, is looked at apart."""
    from handouts.batch.ledger import Basis
    from handouts.fingerprint import library_fingerprint

    options = {"packet": packet, "release": permit.release or None, "allow-overdue": permit.allow_overdue or None, **asked.model_dump()}
    return Basis(library_fingerprint(library.folders), {name: str(value) for name, value in options.items() if value is not None})


@contextmanager
def _can_go_on() -> Iterator[Callable[[int, int], None]]:
    """Show progress. When the work ends before its time, by Ctrl-C or a full disk, say that it can go on."""
    began = False

    def on_progress(done: int, total: int) -> None:
        nonlocal began
        began = True
        show(done, total)

    try:
        with shown_progress() as show:
            yield on_progress
    except (KeyboardInterrupt, HandoutsError) as error:
        if isinstance(error, HandoutsError):
            report(error.problems)
        if began:
            click.echo("Stopped. Each packet that is there is whole. Start the same command again: it goes on from there.", err=True)
        raise click.exceptions.Exit(130 if isinstance(error, KeyboardInterrupt) else 1) from None


def _by_row(problems: list[Problem]) -> list[Problem]:
    """Return problems in the order of the list: row 2 before row 10."""
    return sorted(problems, key=lambda problem: [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", str(problem))])


def _say(result: Result, rows: int, output: Path) -> None:
    before = f", {result.before:,} of them from before" if result.before else ""
    click.echo(f"{result.made:,} of {rows:,} packets are made{before}.", err=True)
    click.echo(output)
    if result.merged:
        click.echo(result.merged)


def _say_what_is_missing(result: Result, rows: list[int]) -> None:
    """Say it last of all: the stack of paper looks whole."""
    from handouts.batch.table import rows_named

    if result.merged and rows:
        click.echo(f"{result.merged.name} is without {rows_named(rows)}.", err=True)
