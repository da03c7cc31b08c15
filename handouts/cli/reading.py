"""`handouts check --reading`: how hard each text is to read, and where to begin to make it easier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from handouts.checks.reading import MOST_FK, MOST_SMOG
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.readability import HardPlace, Readable, readable_modules, readable_packet

if TYPE_CHECKING:
    from handouts.library import Library
    from handouts.reading.scores import Reading

SENTENCES = 8
WORDS = 12
_COUNTS = {"C": "items", "D": "sentences"}
_LEGEND = f"""\
Grades are US school years, give or take 1.5. By Flesch-Kincaid (FK) at most {MOST_FK:.0f}, SMOG at most {MOST_SMOG:.0f}; + is over.
Each is the worse of two counts: by 'items' every item of a list is a sentence, by 'sentences' fragments are left out.
~ a SMOG of fewer than 30 sentences is indicative only."""


def show_readings(library: Library, names: Sequence[str]) -> None:
    """Print the reading level and the hardest places of each packet or module named, or of all packets.

    Raises: HandoutsError when there is no such packet or module, or one cannot be put together.
    """
    told: set[tuple[Place, str]] = set()  # what several readers share is told once
    for readable in _readables(library, names):
        click.secho(f"{readable.name}, for {readable.reader.audience} ({readable.reader.locale.id})", bold=True)
        if readable.level is None:
            click.echo("  no reading measure for this language\n")
            continue
        _show_levels(readable, readable.level)
        _show_sentences(_not_yet(told, readable.hardest_sentences(SENTENCES)))
        _show_words(_not_yet(told, readable.hardest_words(WORDS)))
    click.echo(_LEGEND)


def _readables(library: Library, names: Sequence[str]) -> Iterator[Readable]:
    from handouts.packet import assemble

    known = {*library.packets, *(module for module, _ in library.modules)}
    if unknown := [name for name in names if name not in known]:
        raise HandoutsError(Problem(Place(name), "there is no such module or packet", did_you_mean(name, known)) for name in unknown)
    for name in names or library.packets:
        if name in library.packets:
            yield from (readable_packet(library, assemble(library, name, locale)) for locale in library.packets[name].value.title)
        else:
            locales = [locale for module, locale in library.modules if module == name]
            yield from (readable for locale in locales for readable in readable_modules(library, name, locale))


def _show_levels(readable: Readable, level: Reading) -> None:
    click.echo("     FK              SMOG              sentences  words")
    click.echo(_row(level, "all of it"))
    for sheet in readable.hardest_sheets() if len(readable.sheets) > 1 else ():
        if sheet.level:
            click.echo(_row(sheet.level, sheet.name))
    click.echo()


def _row(level: Reading, name: str) -> str:
    fk = _grade(level.fk, MOST_FK, level.fk_count)
    smog = _grade(level.smog, MOST_SMOG, level.smog_count, "~" if level.indicative else "")
    return f"  {fk}  {smog}  {level.sentences:9}  {level.words:5}  {name}"


def _grade(grade: float, limit: float, count: str, mark: str = "") -> str:
    over = "+" if round(grade, 1) > limit else ""
    return f"{grade:5.1f}{over + mark:<2} {_COUNTS[count]:<9}"


def _not_yet(told: set[tuple[Place, str]], places: Sequence[HardPlace]) -> list[HardPlace]:
    found = [hard for hard in places if (hard.place, hard.text) not in told]
    told.update((hard.place, hard.text) for hard in found)
    return found


def _show_sentences(places: Sequence[HardPlace]) -> None:
    if not places:
        return
    click.echo("  Hardest sentences, the worst first")
    for hard in places:
        click.echo(f"  {hard.place}: {hard.why}: {hard.do}\n      {hard.text}")
    click.echo()


def _show_words(places: Sequence[HardPlace]) -> None:
    if not places:
        return
    click.echo("  Hardest words, the worst first: find shorter ones, use them less, or explain them in the glossary")
    place, word, why = (max(map(len, column)) for column in zip(*((str(hard.place), hard.text, hard.why) for hard in places), strict=True))
    for hard in places:
        click.echo(f"  {f'{hard.place}:':<{place + 1}} {hard.text:<{word}}  {hard.why:<{why}}  {hard.do}".rstrip())
    click.echo()
