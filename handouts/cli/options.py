"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from handouts.personal import looks_personal
from handouts.variant import FORMS, PAPERS, SIZES

if TYPE_CHECKING:
    from handouts.library import Library

USUAL_OUTPUT = Path("output")
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
    return click.option("--locale", "--lang", default=None, help="The reader's language. Without it: your clinic's, or en-US.")(function)


def paper_option(function: F) -> F:
    return click.option("--paper", type=click.Choice(PAPERS), default=None, help="Without it: your clinic's, or letter.")(function)


def print_options(function: F) -> F:
    """Add the options that say how a packet is printed; the command gets them as one `asked`, of pydantic's `PrintSettings`."""

    @locale_option
    @click.option("--size", type=click.Choice(SIZES), default=None, help="Print size. Without it: the recipe's, or standard.")
    @paper_option
    @click.option("--form", type=click.Choice(FORMS), default=None, help="booklet: beside the PDF, one to fold.")
    @click.option("--duplex/--no-duplex", default=None, help="For both sides of the paper, with room for holes.")
    @click.option("--grey/--no-grey", default=None, help="Nothing but greys in the file.")
    @click.option("--cut/--no-cut", default=None, help="Beside the PDF, one to cut out from: a card for the wallet, a page for the fridge.")
    @wraps(function)
    def command(*arguments: Any, **options: Any) -> Any:
        from handouts.model import PrintSettings

        # Not validated again: click has looked at all but the locale, and of a locale that is none the packet's problems tell.
        asked = PrintSettings.model_construct(**{name: options.pop(name) for name in PrintSettings.model_fields})
        return function(*arguments, asked=asked, **options)

    return cast(F, command)


def permit_options(function: F) -> F:
    """Add the options that say what may be printed; the command gets them as one `permit`, of `handouts.checks.Permit`, for today."""

    @click.option("--release", is_flag=True, help="For patients: refuses drafts, and a packet without the number that answers at night.")
    @click.option("--allow-overdue", default=None, metavar="REASON", help="Print text that is up to 90 days overdue; every page says so.")
    @wraps(function)
    def command(*arguments: Any, release: bool, allow_overdue: str | None, **options: Any) -> Any:
        from handouts.checks import Permit

        reason = (allow_overdue or "").strip()
        if allow_overdue is not None and not any(letter.isalpha() for letter in reason):
            raise click.UsageError("--allow-overdue needs a reason in words: it goes on record.")
        if kind := looks_personal(reason):
            raise click.UsageError(f"The reason for --allow-overdue goes on record, and holds what looks like {kind}.")
        return function(*arguments, permit=Permit(date.today(), release, reason), **options)

    return cast(F, command)


def output_option(function: F) -> F:
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option("--output", type=folder, default=USUAL_OUTPUT, show_default=True, help="Where the PDFs go.")(function)


def open_library(clinic: Path | None) -> Library:
    """Return the library of the chosen folders; loading it is what takes time, so the imports are here."""
    from handouts.folders import find_folders
    from handouts.library import load_library

    return load_library(find_folders(clinic, os.environ, Path.cwd()))
