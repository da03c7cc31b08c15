"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from handouts.variant import FORMS, PAPERS, SIZES, Form, Paper, Size, Variant

if TYPE_CHECKING:
    from handouts.library import Library

MAIN_LOCALE = "en-US"
F = TypeVar("F", bound=Callable[..., Any])


def clinic_option(function: F) -> F:
    return click.option(
        "--clinic",
        type=click.Path(path_type=Path),
        help="Your clinic's folder. Without it: the one HANDOUTS_CLINIC names, or this folder if it has a clinic.yaml.",
    )(function)


def format_option(function: F) -> F:
    return click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", help="json for machines.")(
        function
    )


def locale_option(function: F) -> F:
    return click.option("--locale", default=MAIN_LOCALE, show_default=True, help="The reader's language.")(function)


def paper_option(function: F) -> F:
    return click.option("--paper", type=click.Choice(PAPERS), default="letter", show_default=True)(function)


def variant_options(function: F) -> F:
    """Add the options that say how a packet is presented; the command gets them as one `variant`."""

    @click.option("--size", type=click.Choice(SIZES), default="standard", show_default=True, help="Print size.")
    @paper_option
    @click.option("--form", type=click.Choice(FORMS), default="sheet", show_default=True, help="booklet: beside the PDF, one to fold.")
    @click.option("--duplex", is_flag=True, help="For both sides of the paper, with room for holes.")
    @click.option("--grey", is_flag=True, help="Nothing but greys in the file.")
    @wraps(function)
    def command(*arguments: Any, size: Size, paper: Paper, form: Form, duplex: bool, grey: bool, **options: Any) -> Any:
        return function(*arguments, variant=Variant(size, paper, form, duplex, grey), **options)

    return cast(F, command)


def output_option(function: F) -> F:
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option("--output", type=folder, default=Path("output"), show_default=True, help="Where the PDFs go.")(function)


def open_library(clinic: Path | None) -> Library:
    """Return the library of the chosen folders; loading it is what takes time, so the imports are here."""
    from handouts.folders import find_folders
    from handouts.library import load_library

    return load_library(find_folders(clinic, os.environ, Path.cwd()))
