"""`handouts doctor`: whether this machine can print packets, in plain words."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from handouts.problems import HandoutsError


@click.command()
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True)
def doctor(output: Path) -> int:
    """Say whether Pango, the fonts and the output folder are in order, and which printer is the usual one."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Page engine and Pango", _engine),
        ("Fonts", _fonts),
        ("Content and templates", _content),
        ("Output folder", lambda: _output(output)),
    )
    healthy = [_say(name, check) for name, check in checks]
    _say("Printer", _printer, otherwise="--")  # a packet can be made without one
    click.echo("Ready to print." if all(healthy) else "Not ready to print yet: see above.")
    return 0 if all(healthy) else 1


def _say(name: str, check: Callable[[], str], otherwise: str = "NO") -> bool:
    try:
        click.echo(f"ok   {name}: {check()}")
        return True
    except HandoutsError as error:
        for problem in error.problems:
            click.echo(f"{otherwise}   {name}: {problem.message}" + (f"\n     {problem.hint}" if problem.hint else ""))
        return False
    except Exception as error:  # whatever is broken, the doctor is there to say so
        click.echo(
            f"{otherwise}   {name}: {type(error).__name__}: {error if isinstance(error, OSError | ImportError) else 'a bug of ours'}"
        )
        return False


def _engine() -> str:
    from handouts.pdf.engine import describe_engine

    return describe_engine()


def _fonts() -> str:
    from handouts.pdf.fonts import FAMILIES, NAMES, font_bytes

    return f"{len([font_bytes(name) for name in NAMES])} faces of {', '.join(family.name for family in FAMILIES)}"


def _content() -> str:
    from handouts.cli.options import open_library

    library = open_library(None)
    return f"{len(library.packets)} packets, {len(library.modules)} modules"


def _printer() -> str:
    from handouts.printers import find_printer

    return f"{find_printer().name}, the usual one"


def _output(folder: Path) -> str:
    from handouts.problems import Place, Problem

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return f"{folder} can be written to"
    except OSError as error:
        problem = Problem(Place(str(folder)), f"{folder} cannot be written to: {error.strerror}", "choose another with --output")
        raise HandoutsError([problem]) from error
