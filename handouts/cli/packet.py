"""`handouts packet`: a packet for one reader, from questions or from options."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handouts.cli.options import USUAL_OUTPUT, clinic_option, open_library, output_option, permit_options, print_options
from handouts.cli.personal import OnePersonsCommand, mistake_in_name, personal_option, read_personal
from handouts.cli.printing import print_option, send_to_printer, wanted_printer
from handouts.cli.report import report
from handouts.problems import HandoutsError, Place, Problem

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines
    from handouts.build import Built
    from handouts.checks import Permit
    from handouts.cli.wish import Wish
    from handouts.library import Library
    from handouts.model import PrintSettings
    from handouts.orders import Order

F = TypeVar("F", bound=Callable[..., Any])

_SAVE_HELP = "Keep it as a recipe of this name in your clinic's folder: next time `handouts packet NAME`."
_NO_CLINIC = """\
This is not your clinic's folder: the packet will not have your phone numbers.
If you have one, stop (Ctrl-C) and type: cd our-clinic"""
_ASK_NOTHING = "Say what packet, as in: handouts packet caregiver --add vaccines --size large. On a terminal, `handouts packet` asks."


def _listed(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the topics of an option that may be given more than once, each time with one or more between commas."""
    return tuple(dict.fromkeys(topic.strip() for value in values for topic in value.split(",") if topic.strip()))


def _topics(name: str, told: str) -> Callable[[F], F]:
    return click.option(f"--{name}", multiple=True, callback=_listed, metavar="TOPIC[,TOPIC]", help=told)


@click.command(cls=OnePersonsCommand)
@click.argument("base", required=False, metavar="[PACKET]")
@click.option("--audience", default=None, help="Instead of a packet: who it is for; the whole packet made for them.")
@_topics("add", "Put these topics in. See: handouts list topics --for caregiver.")
@_topics("drop", "Leave these topics out. What keeps people safe stays in.")
@_topics("only", "Nothing but these topics, and what keeps people safe.")
@_topics("order", "These topics come first, in this order; the others follow as usual.")
@print_options
@click.option("--save", "save_as", default="", metavar="NAME", help=_SAVE_HELP)
@click.option("--replace", is_flag=True, help="With --save: over a recipe of that name.")
@personal_option
@permit_options
@clinic_option
@output_option
@click.option("--open", "open_it", is_flag=True, help="Show the PDF when it is done.")
@print_option
def packet(
    base: str | None,
    audience: str | None,
    add: tuple[str, ...],
    drop: tuple[str, ...],
    only: tuple[str, ...],
    order: tuple[str, ...],
    asked: PrintSettings,
    save_as: str,
    replace: bool,
    personal: str | None,
    permit: Permit,
    clinic: Path | None,
    output: Path,
    open_it: bool,
    print_to: str | None,
    copies: int,
) -> None:
    """Make a packet for one reader: one that is there, with topics added, left out, or in another order.

    Without options, on a terminal, it asks, and shows the one command that does the same again. Prints the path of the PDF.
    """
    from handouts.choice import Choice, recommended
    from handouts.cli.wish import Wish

    if bool(base) == bool(audience):
        wishes = (base, add, drop, only, order, save_as, replace, personal, open_it, print_to is not None)
        if any(wishes) or asked.model_dump(exclude_none=True) or not _is_terminal():
            raise click.UsageError("Name a packet or an audience, not both." if base else _ASK_NOTHING)
        _ask_and_make(open_library(clinic), permit, clinic, output)
        return
    lines = read_personal(personal)
    library = open_library(clinic)
    choice = Choice(base or recommended(library, audience or ""), add, drop, only, order)
    _make(library, Wish(choice, asked, lines, save_as, replace, open_it, print_to, copies), permit, output)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_and_make(library: Library, permit: Permit, clinic: Path | None, output: Path) -> None:
    from handouts.cli.interview import ask_for_packet, at_a_clinic

    if not at_a_clinic(library):
        click.echo(_NO_CLINIC, err=True)
    try:
        wish = ask_for_packet(library, permit)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was written.", err=True)
        raise
    try:
        _make(library, wish, permit, output)
    finally:  # also when it could not be made: nobody answers twice
        click.echo(f"To do the same again:\n  {shlex.join(wish.command(*_others(permit, clinic, output)))}", err=True)


def _others(permit: Permit, clinic: Path | None, output: Path) -> list[str]:
    """Return the options that came with the command itself."""
    said = ["--release"] if permit.release else []
    said += ["--allow-overdue", permit.allow_overdue] if permit.allow_overdue else []
    said += ["--clinic", str(clinic)] if clinic else []
    return [*said, *(["--output", str(output)] if output != USUAL_OUTPUT else [])]


def _make(library: Library, wish: Wish, permit: Permit, output: Path) -> None:
    """Make the packet, then do with it what was wished. A recipe is saved only when its packet could be made."""
    from handouts.choice import kept_anyway
    from handouts.orders import order_for
    from handouts.recipes import as_chosen, compose, recipe_path, save_recipe

    if mistake := mistake_in_name(wish.save_as, wish.lines):
        raise HandoutsError([Problem(Place("--save"), mistake)])
    save_to = recipe_path(library, wish.save_as, replace=wish.replace) if wish.save_as else None
    locale = order_for(library, wish.choice.base, wish.asked).locale
    recipe = compose(library, wish.choice, locale, wish.asked, wish.save_as)
    if kept := kept_anyway(library, wish.choice):
        click.echo(f"Also in the packet, to keep people safe: {', '.join(kept)}", err=True)
    library = library.with_packet(recipe)
    order = order_for(library, recipe.value.id, wish.asked)
    printer = wanted_printer(wish.print_to, [order], personal=bool(wish.lines))
    try:
        built, paths = _build(library, order, permit, output, wish.lines)
    except HandoutsError as error:
        raise HandoutsError(as_chosen(error.problems)) from None
    report(as_chosen([*built.warnings, *_lost_pointers(library, order)]))
    if save_to:
        save_recipe(recipe, save_to)
        click.echo(f"Saved as {_from_here(save_to)}", err=True)
    for path in paths:
        click.echo(path)
    send_to_printer([built], printer, wish.copies)
    if wish.open_it and click.launch(str(paths[0])):
        click.echo("There is no program here that shows a PDF. Open the file yourself.", err=True)


def _from_here(path: Path) -> Path:
    """Return a path as one would type it in this folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _lost_pointers(library: Library, order: Order) -> list[Problem]:
    from handouts.choice import topics_for
    from handouts.packet import assemble
    from handouts.pointers import lost_pointers

    packet = assemble(library, order.packet, order.locale)
    return sorted(lost_pointers(library, packet, topics_for(library, packet.audience, order.locale)))


def _build(library: Library, order: Order, permit: Permit, output: Path, lines: PersonalLines | None) -> tuple[Built, list[Path]]:
    from handouts.build import build_packet, build_packets, write_personal

    with _busy():
        if lines:
            built = build_packet(library, permit, order, personal=lines)
            return built, list(write_personal(library, built, output))
        [(path, built)] = build_packets(library, [order], output, permit)
        return built, [path, *(path.with_name(file.name) for file in built.beside)]


@contextmanager
def _busy() -> Iterator[None]:
    """Show that something is being done, to a person who waits for it."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("Making the packet"):
        yield
