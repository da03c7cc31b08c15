"""`handouts new`: a clinic's own folder, and what goes into it, each begun with a comment for every line."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import clinic_option, locale_option, open_library
from handouts.cli.terminal import say
from handouts.folders import builtin_folder
from handouts.problems import HandoutsError, Place, Problem
from handouts.variant import PAPERS

if TYPE_CHECKING:
    from handouts.library import Library
    from handouts.skeletons.content import Draft

_FOR = "Who reads it. More than one if you like: --for caregiver --for hsct-candidate."
_NO_FOLDER = "this needs your clinic's folder, and there is none here"


def _named_folder(_: click.Context, __: click.Parameter, given: str) -> Path:
    if not given.strip():
        raise click.UsageError("The folder needs a name: handouts new clinic our-clinic (a dot is the folder you are in).")
    return Path(given)


@click.group()
def new() -> None:
    """Begin your clinic's folder, or a text of your own in it."""


@new.command()
@click.argument("folder", metavar="DIR", callback=_named_folder)
@click.option("--name", help="Your clinic's name.")
@click.option("--phone-24h", help="The number that someone answers day and night.")
@click.option("--phone-day", help="The number for working hours.")
@click.option("--address", multiple=True, help="One line of your address; up to three times.")
@click.option("--logo", metavar="FILE", help="Your logo: an SVG or PNG file on this computer. It is copied into the folder.")
@click.option("--paper", type=click.Choice(PAPERS), help="The paper in your printers.")
@click.option("--language", help="The language of most of your readers, like en-US.")
@click.option("--fever", "fever_c", type=float, help="From this temperature on, in °C, patients call you at once.")
def clinic(folder: Path, logo: str | None, address: tuple[str, ...], **given: Any) -> None:
    """Make your clinic's folder. On a terminal it asks; with any of these options, or without a terminal, it asks nothing."""
    from handouts.skeletons.clinic import clinic_files, kept_in
    from handouts.skeletons.placing import place_files

    kept = kept_in(folder)
    locales = tuple(file.path.stem for file in builtin_folder().files("content/locales/*.yaml"))
    answers = {key: value for key, value in {**given, "address": list(address)}.items() if value not in (None, [])}
    if not answers and not logo and sys.stdin.isatty() and sys.stdout.isatty():
        from handouts.cli.clinic_questions import ask_about_clinic

        answers, logo = ask_about_clinic(locales)
    files = clinic_files(answers, _checked(answers, logo, locales))
    place_files(folder, {name: data for name, data in files.items() if name not in kept})
    click.echo(folder / "clinic.yaml")
    _say_kept(kept)
    say(f"Next: cd {shlex.quote(str(folder))}")
    say("      handouts packet    your first packet: it asks what you need")
    say("      handouts check     is all in order? In clinic.yaml each line says what it is for")


def _say_kept(kept: list[str]) -> None:
    if kept:
        say(f"Left as it was: {' and '.join(kept)}.")
    if ".gitignore" in kept:
        say("  Let .gitignore name output/, *.pdf and lists of people (*.csv, *.xlsx): what is about a person is never kept in git.")


def _checked(answers: dict[str, Any], logo: str | None, locales: tuple[str, ...]) -> tuple[str, bytes] | None:
    """Return the logo's name and bytes. Raises: HandoutsError with what is wrong with each of the answers."""
    from handouts.cli.clinic_questions import mistakes_in_answer
    from handouts.skeletons.logo import read_logo

    problems = [problem for key, answer in answers.items() for problem in mistakes_in_answer(key, answer, locales)]
    read: tuple[str, bytes] | None = None
    try:
        read = read_logo(logo) if logo else None
    except HandoutsError as error:
        problems += error.problems
    if problems:
        raise HandoutsError(problems)
    return read


@new.command()
@click.argument("name", metavar="ID")
@click.option("--for", "audiences", multiple=True, help=_FOR)
@click.option("--title", default="", help="Its title. Without it: made from the ID.")
@locale_option
@clinic_option
def module(name: str, audiences: tuple[str, ...], title: str, locale: str | None, clinic: Path | None) -> None:
    """Begin a text of your own. With the ID of a built-in text: a copy of it to change."""
    _begin("module", name, clinic, locale, title, audiences)


@new.command()
@click.argument("name", metavar="ID")
@click.option("--for", "audience", help="Who reads it.")
@click.option("--title", default="", help="Its title. Without it: made from the ID.")
@locale_option
@clinic_option
def packet(name: str, audience: str | None, title: str, locale: str | None, clinic: Path | None) -> None:
    """Begin a packet of your own. With the ID of a built-in packet: a copy to change. `handouts packet` makes one by asking."""
    _begin("packet", name, clinic, locale, title, (audience,) if audience else ())


@new.command()
@click.argument("name", metavar="ID")
@click.option("--name", "title", default="", help='How page 1 names these readers, after "For:".')
@locale_option
@clinic_option
def audience(name: str, title: str, locale: str | None, clinic: Path | None) -> None:
    """Begin readers of your own. With the ID of built-in readers: a copy of their file to change."""
    _begin("audience", name, clinic, locale, title)


def _begin(kind: Any, name: str, clinic: Path | None, locale: str | None, title: str, audiences: tuple[str, ...] = ()) -> None:
    from handouts.orders import usual_locale
    from handouts.skeletons.clinic import schema_files
    from handouts.skeletons.content import Draft, draft_text, is_builtin
    from handouts.skeletons.placing import place_files

    library = open_library(clinic)
    root = _clinic_root(library)
    draft = Draft(kind, name, locale or usual_locale(library), title, audiences)
    copied = is_builtin(library, draft)
    _ask_for_readers(library, draft, copied)
    text = draft_text(library, draft, date.today())
    schemas = {path: data for path, data in schema_files(kind).items() if not (root / path).exists()}
    place_files(root, {draft.file_name: text.encode(), **schemas})
    click.echo(root / draft.file_name)
    say(
        "A copy of the built-in one, to change: `handouts check` tells you when ours moves on."
        if copied
        else "Begun. Write your own words into it."
    )
    say(f"Then: handouts check{f' --clinic {shlex.quote(str(clinic))}' if clinic else ''}")


def _clinic_root(library: Library) -> Path:
    if library.folders[0].origin != "clinic":
        hint = "make one: handouts new clinic our-clinic (then work inside it, or add --clinic our-clinic)"
        raise HandoutsError([Problem(Place("--clinic"), _NO_FOLDER, hint)])
    root, here = library.folders[0].root, Path.cwd()
    return root.relative_to(here) if root.is_relative_to(here) else root


def _ask_for_readers(library: Library, draft: Draft, copied: bool) -> None:
    if copied and (draft.audiences or draft.title):
        raise click.UsageError(f"'{draft.id}' is a built-in {draft.kind}, and its copy keeps title and readers: change them in the file.")
    if not copied and draft.kind != "audience" and not draft.audiences:
        known = ", ".join(library.audiences)
        raise click.UsageError(
            f"There is no built-in {draft.kind} '{draft.id}'. For one of your own say who reads it, with --for: {known}."
        )
