"""`handouts check`: every problem of every file and packet, without rendering a page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from handouts.cli.options import clinic_option, format_option, open_library
from handouts.cli.report import as_data, report
from handouts.problems import HandoutsError, errors_in


@click.command()
@clinic_option
@format_option
def check(clinic: Path | None, output_format: str) -> int:
    """Load everything and report every problem. Exit code 1 when one of them would stop a build."""
    from handouts.checks import check_library

    try:
        library = open_library(clinic)
        problems = check_library(library, date.today())
        summary = (
            f"{len(library.modules)} modules, {len(library.packets)} packets, {len(library.claims)} claims, {len(library.sources)} sources"
        )
    except HandoutsError as error:
        problems, summary = list(error.problems), ""
    errors = len(errors_in(problems))
    if output_format == "json":
        click.echo(json.dumps({"problems": as_data(problems)}, indent=2))
    else:
        report(problems)
        counts = f"{errors} errors, {len(problems) - errors} warnings"
        click.echo(f"{summary}: {counts}" if summary else counts, err=bool(errors))
    return 1 if errors else 0
