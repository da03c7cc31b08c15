"""`handouts check`: every problem of every file and packet; with `--pages` of the finished pages too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.github import annotation
from handouts.cli.options import clinic_option, open_library
from handouts.cli.pages import look_at_pages
from handouts.cli.report import as_data
from handouts.cli.terminal import counted, seriousness, show_problems, tally
from handouts.problems import HandoutsError, Problem, errors_in

if TYPE_CHECKING:
    from handouts.library import Library

FORMATS = ("text", "json", "github")
_NAMES_ALONE = "name modules or packets together with --reading, packets together with --pages; without these everything is checked"
_READING_ALONE = "--reading shows how hard texts are to read, and nothing else: run it without --pages, --report, --waived and --format"
_REPORT_ON_ALL = "the page for whoever is responsible is about everything: run --report without names"


@click.command()
@click.argument("names", nargs=-1, metavar="[MODULE|PACKET]...")
@click.option("--reading", is_flag=True, help="Instead: how hard each text is to read, its hardest sentences and words first.")
@click.option(
    "--pages",
    is_flag=True,
    help="Also make every packet in standard and large print and look at its pages; or only named ones, in all sizes on both papers.",
)
@click.option(
    "--report", "page", type=click.Path(path_type=Path), metavar="FILE.html", help="Also write a page for whoever is responsible."
)
@click.option("--waived", is_flag=True, help="Also list what is waived, and why.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="text", help="json for machines, github for a pull request.")
@clinic_option
def check(
    names: tuple[str, ...], reading: bool, pages: bool, page: Path | None, waived: bool, output_format: str, clinic: Path | None
) -> int:
    """Load everything and report every problem. Exit code 1 when one of them would stop a build."""
    if reading and (pages or page or waived or output_format != "text"):
        raise click.UsageError(_READING_ALONE)
    if reading:
        return _show_readings(names, clinic)
    _refuse_names(names, pages, page)
    today = date.today()
    library: Library | None
    try:
        library = open_library(clinic)
        problems, looked_at = _findings(library, today, names, pages)
        summary = f"{looked_at}: "
    except HandoutsError as error:
        library, problems, summary = None, list(error.problems), ""
    _tell(problems, f"{summary}{tally(problems)}", waived, output_format)
    if page and library is None:
        click.echo(f"{page} is not written: nothing can be counted before these are put right", err=True)
    elif page and library:
        _write_report(page, library, problems, today)
        click.echo(page, err=output_format != "text")
    return 1 if errors_in(problems) else 0


def _refuse_names(names: tuple[str, ...], pages: bool, page: Path | None) -> None:
    if names and not pages:
        raise click.UsageError(_NAMES_ALONE)
    if names and page:
        raise click.UsageError(_REPORT_ON_ALL)


def _findings(library: Library, today: date, names: tuple[str, ...], pages: bool) -> tuple[list[Problem], str]:
    """Return all problems, and what was looked at: the texts unless packets are named, and with `pages` the pages."""
    from handouts.checks import check_library

    texts = [] if names else check_library(library, today)
    if not pages:
        return texts, _contents(library)
    found, looked_at = look_at_pages(library, names)
    return sorted({*texts, *found}), looked_at if names else f"{_contents(library)}; {looked_at}"


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
