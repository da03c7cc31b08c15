"""What was found for a packet's code, for a person or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from handouts.again import what_to_do
from handouts.cli.terminal import counted
from handouts.notes import in_words

if TYPE_CHECKING:
    from handouts.cli.verify import Looked
    from handouts.library import Library
    from handouts.verdict import ModuleToday, Verdict

_OF_THE_FILE = {
    "as made": "The file is as it was made.",
    "changed": "The file is not as it was made.",
    "not on record": "The file itself is not on record (with a name on it, none is): only its code was looked up.",
}
CHANGED_FILE = "the file was changed since it was made, or another was put in its place"


def reasons_in(looked: Looked) -> list[str]:
    """Return each reason not to hand it out; none when it is still good."""
    changed = looked.on_record is not None and looked.on_record.state == "changed"
    unknown = (f"{problem.place}: {problem.message}" for problem in looked.unknown)
    return [*([CHANGED_FILE] if changed else []), *unknown, *(reason for verdict in looked.verdicts for reason in verdict.reasons)]


def show(library: Library, looked: Looked, clinic: str | None, output_format: str) -> list[str]:
    """Print what was found; return each reason not to hand it out. `clinic` is the folder that was named for it, if one was."""
    reasons = reasons_in(looked)
    if output_format == "json":
        file = looked.on_record.state if looked.on_record else None
        packets = [_as_data(verdict) for verdict in looked.verdicts]
        click.echo(json.dumps({"good": not reasons, "reasons": reasons, "file": file, "packets": packets}, indent=2, ensure_ascii=False))
        return reasons
    if (number := len(looked.verdicts) + len(looked.unknown)) > 1:
        click.echo(f"There are {number} packets to look at.\n")
    for verdict in looked.verdicts:
        _show_packet(library, verdict)
    if looked.on_record:
        click.echo(f"{_OF_THE_FILE[looked.on_record.state]}\n")
    for line in _conclusion(library, looked, reasons, clinic):
        click.echo(line)
    return reasons


def _show_packet(library: Library, verdict: Verdict) -> None:
    receipt = verdict.receipt
    locale = library.locales.get(receipt.locale)
    click.echo(f"{receipt.code}  {verdict.title}")
    click.echo(f"{receipt.packet}, {locale.value.name if locale else receipt.locale}. Known from: {_where_from(verdict)}.\n")
    width = max((len(module.stands) for module in verdict.modules), default=0)
    for module in verdict.modules:
        click.echo(f"  {module.stands:<{width}}  {_name_of(module)}")
    click.echo()
    for note in verdict.notes:
        click.echo(f"Note: {note}.")
    if verdict.notes:
        click.echo()


def _name_of(module: ModuleToday) -> str:
    now = f" (now {module.version})" if module.version and module.version != module.printed.version else ""
    return f"{module.printed.id} {module.printed.version}{now}"


def _where_from(verdict: Verdict) -> str:
    """Return "your clinic's receipts, today's texts, 7 records in output"."""
    folders = Counter(str(path.parent) for path in verdict.records)
    return ", ".join([*verdict.found_in, *(f"{counted(count, 'record')} in {folder}" for folder, count in folders.items())])


def _conclusion(library: Library, looked: Looked, reasons: list[str], clinic: str | None) -> Iterator[str]:
    if not reasons:
        yield _how_long(looked.verdicts)
        return
    if len(reasons) == 1:
        yield f"Do not hand out: {reasons[0]}."
    else:
        yield "Do not hand out:"
        yield from (f"  - {reason}" for reason in reasons)
    record = looked.on_record.record if looked.on_record else None
    for verdict in looked.verdicts:
        size = record.size if record and record.receipt.code == verdict.receipt.code else None
        if not verdict.is_good or CHANGED_FILE in reasons:
            yield from what_to_do(library, verdict, size, clinic)


def _how_long(verdicts: Sequence[Verdict]) -> str:
    if any(verdict.is_draft for verdict in verdicts):
        return "A draft; its words are as they are today."
    days = [verdict.good_until for verdict in verdicts if verdict.good_until]
    return f"Still good until {in_words(min(days))}." if days else "Still good."


def _as_data(verdict: Verdict) -> dict[str, Any]:
    receipt = verdict.receipt
    return {
        "code": receipt.code,
        "packet": receipt.packet,
        "title": verdict.title,
        "audience": receipt.audience,
        "locale": receipt.locale,
        "found_in": [*verdict.found_in, *map(str, verdict.records)],
        "draft": verdict.is_draft,
        "good_until": verdict.good_until.isoformat() if verdict.good_until else None,
        "notes": list(verdict.notes),
        "modules": [
            {
                "id": module.printed.id,
                "version": module.printed.version,
                "version_today": module.version or None,
                "stands": module.stands,
                "review_due": module.review_due.isoformat() if module.review_due else None,
                "changed": list(module.changed),
            }
            for module in verdict.modules
        ],
    }
