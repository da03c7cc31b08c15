"""`handouts check`: every problem of every file and packet, without rendering a page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.github import annotation
from handouts.cli.options import clinic_option, open_library
from handouts.cli.report import as_data
from handouts.cli.terminal import counted, seriousness, show_problems, tally
from handouts.problems import HandoutsError, Problem, errors_in

if TYPE_CHECKING:
    from handouts.library import Library

FORMATS = ("text", "json", "github")
_NAMES_ALONE = "name modules or packets together with --reading; without it everything is checked"
_READING_ALONE = "--reading shows how hard texts are to read, and nothing else: run it without --report, --waived and --format"


@click.command()
@click.argument("names", nargs=-1, metavar="[MODULE|PACKET]...")
@click.option("--reading", is_flag=True, help="Instead: how hard each text is to read, its hardest sentences and words first.")
@click.option(
    "--report", "page", type=click.Path(path_type=Path), metavar="FILE.html", help="Also write a page for whoever is responsible."
)
@click.option("--waived", is_flag=True, help="Also list what is waived, and why.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="text", help="json for machines, github for a pull request.")
@clinic_option
def check(names: tuple[str, ...], reading: bool, page: Path | None, waived: bool, output_format: str, clinic: Path | None) -> int:
    """Load everything and report every problem. Exit code 1 when one of them would stop a build."""
    from handouts.checks import check_library

    if reading and (page or waived or output_format != "text"):
        raise click.UsageError(_READING_ALONE)
    if reading:
        return _show_readings(names, clinic)
    if names:
        raise click.UsageError(_NAMES_ALONE)
    today = date.today()
    library: Library | None
    try:
        library = open_library(clinic)
        problems, summary = check_library(library, today), f"{_contents(library)}: "
    except HandoutsError as error:
        library, problems, summary = None, list(error.problems), ""
    _tell(problems, f"{summary}{tally(problems)}", waived, output_format)
    if page and library is None:
        click.echo(f"{page} is not written: nothing can be counted before these are put right", err=True)
    elif page and library:
        _write_report(page, library, problems, today)
        click.echo(page, err=output_format != "text")
    return 1 if errors_in(problems) else 0


def _tell(problems: list[Problem], summary: str, waived: bool, output_format: str) -> None:
    shown = [problem for problem in problems if waived or problem.severity != "waived"]
    match output_format:
        case "json":
            click.echo(json.dumps({"problems": as_data(problems)}, indent=2))
        case "github":
            for problem in sorted(shown, key=seriousness):  # it shows no more than the first ten of each kind
                click.echo(annotation(problem))
            click.echo(summary)
        case _:
            show_problems(shown)
            click.echo(summary, err=bool(errors_in(problems)))


def _contents(library: Library) -> str:
    things = (library.modules, "module"), (library.packets, "packet"), (library.claims, "claim"), (library.sources, "source")
    return ", ".join(counted(len(found), what) for found, what in things)


def _show_readings(names: tuple[str, ...], clinic: Path | None) -> int:
    from handouts.cli.reading import show_readings

    show_readings(open_library(clinic), names)
    return 0


def _write_report(page: Path, library: Library, problems: list[Problem], today: date) -> None:
    from handouts.files import write_files
    from handouts.html import render_report
    from handouts.report import report_on

    write_files({page: render_report(report_on(library, problems, today), library.folders).encode()})
