"""`handouts verify`: what a packet's code stands for, and whether it may still be handed out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.given import read_given
from handouts.cli.options import clinic_option, format_option, open_library
from handouts.cli.report import problems_as
from handouts.problems import HandoutsError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.library import Library
    from handouts.records import FileOnRecord, Record
    from handouts.verdict import Verdict

_FILE, _CODE = "FILE.pdf", "CODE"  # what messages call them: a file may be named after someone
_OUTPUT_HELP = "Where printed files and their records lie."
_SUBJECT_HELP = "With --fhir: whose record it goes into, from a YAML or JSON file; - reads standard input."


@dataclass(frozen=True)
class Looked:
    """What was found for a code or a file; `unknown` is what was wrong with codes in it of which nothing was.

    `on_record` and `data` are those of a file.
    """

    verdicts: tuple[Verdict, ...]
    unknown: tuple[Problem, ...] = ()
    on_record: FileOnRecord | None = None
    data: bytes = b""


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="CODE|FILE.pdf")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True, help=_OUTPUT_HELP)
@click.option("--note", is_flag=True, help="Three lines for the chart, without anyone's name.")
@click.option("--fhir", is_flag=True, help="A FHIR R4 DocumentReference for the patient's record, as JSON.")
@click.option("--attach", is_flag=True, help="With --fhir: with the file itself in it.")
@click.option("--subject", default=None, metavar="FILE", help=_SUBJECT_HELP)
@clinic_option
@format_option
def verify(
    what: tuple[str, ...], output: Path, note: bool, fhir: bool, attach: bool, subject: str | None, clinic: Path | None, output_format: str
) -> None:
    """Say what a packet holds and whether it is still good, by the code on its last page or by its file.

    Type the code as you like: small letters, with or without the hyphen.
    """
    from handouts.cli.quiet import keep_quiet
    from handouts.cli.verdicts import reasons_in, show

    if note + fhir + (output_format == "json") > 1:
        raise click.UsageError("Choose one of --note, --fhir and --format json.")
    if (attach or subject) and not fhir:
        raise click.UsageError("--attach and --subject go with --fhir.")
    if len(what) > 1 and any(_file_named([word]) for word in what):
        raise click.UsageError("One packet at a time: give one file, or one code.")
    if file := _file_named(what):
        keep_quiet()  # it may be a person's
    if attach and not file:
        raise click.UsageError("--attach needs the file, not its code.")
    with problems_as(output_format):
        library = open_library(clinic)
        looked = _look(library, file, " ".join(what), output)
    if note or fhir:
        click.echo(_note(library, looked) if note else _fhir(library, looked, attach, subject))
        for reason in (reasons := reasons_in(looked)):
            click.echo(f"do not hand it out: {reason}", err=True)
    else:
        reasons = show(library, looked, str(clinic) if clinic else None, output_format)
    if reasons:
        raise click.exceptions.Exit(1)


def _file_named(what: Sequence[str]) -> Path | None:
    """Return the file that is meant; a code is no longer than a name may be."""
    try:
        is_file = len(what) == 1 and (what[0].lower().endswith(".pdf") or Path(what[0]).is_file())
    except (OSError, ValueError):
        return None
    return Path(what[0]) if is_file else None


def _look(library: Library, file: Path | None, typed: str, output: Path) -> Looked:
    """Raises: HandoutsError for a file that is none of ours, and for a code nobody knows."""
    from handouts.receipt import read_code
    from handouts.records import look_up_file, records_in

    if file is None:
        return Looked(_verdicts(library, read_code(typed), typed, list(records_in([output]))))
    from handouts.pdf.codes import codes_in

    data = _read(file)
    codes = codes_in(data, [locale.value.labels.receipt for locale in library.locales.values()])
    if not codes:
        raise _problem(_FILE, "there is no packet code in this file", "it is none of our packets; or it was changed, and its code is gone")
    records = list(records_in([file.parent, output]))
    verdicts: list[Verdict] = []
    unknown: list[Problem] = []
    for code in codes:
        try:
            verdicts += _verdicts(library, code, code, records)
        except HandoutsError as error:  # the others in the stack are told all the same
            unknown += error.problems
    if not verdicts:
        raise HandoutsError(unknown)
    return Looked(tuple(verdicts), tuple(unknown), look_up_file(data, file.name, records), data)


def _read(file: Path) -> bytes:
    from handouts.pdf.codes import MOST_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _problem(_FILE, f"the file cannot be read: {error.strerror}", "look at its name and the folder it lies in") from None


def _verdicts(library: Library, code: str | None, typed: str, records: list[Record]) -> tuple[Verdict, ...]:
    from handouts.receipt import nearest_code
    from handouts.verify import known_codes, verdicts_on

    if code and (verdicts := verdicts_on(library, code, records, date.today())):
        return tuple(verdicts)
    known = known_codes(library, records)
    near = nearest_code(typed, known)
    meant = f"did you mean {near}{f' ({known[near]})' if known[near] else ''}? " if near else ""
    if code is None:
        raise _problem(_CODE, "this is not a packet code", f"{meant}it has eight letters and digits, like K7QM-3XNP, on the last page")
    places = "your clinic's receipts, the records in the output folder, all packets as they read today"
    hint = f"{meant}looked in {places}; if it is typed as it is printed, the words are other by now, or another clinic's: print it again"
    raise _problem(code, "nothing is known of this code", hint)


def _problem(place: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(place), message, hint)])


def _the_one(looked: Looked) -> Verdict:
    if len(looked.verdicts) + len(looked.unknown) > 1:
        raise _problem(_FILE, "there is more than one packet in it", "give the code of the one you mean")
    return looked.verdicts[0]


def _note(library: Library, looked: Looked) -> str:
    from handouts.notes import chart_note

    verdict, record = _the_one(looked), looked.on_record.record if looked.on_record else None
    locale = library.locales.get(verdict.receipt.locale)
    language = locale.value.name if locale else verdict.receipt.locale
    return chart_note(verdict, language, date.today(), record.size if record else None)


def _fhir(library: Library, looked: Looked, attach: bool, subject: str | None) -> str:
    from handouts.fhir import GivenFile, document_reference

    patient = _subject(subject)
    record = looked.on_record.record if looked.on_record and looked.on_record.state == "as made" else None
    made_on = record.built_on if record else None
    file = GivenFile(looked.data, on_record=record is not None, made_on=made_on, attach=attach) if looked.data else None
    now = datetime.now().astimezone()
    document = document_reference(_the_one(looked), clinic=library.clinic.name, now=now, file=file, subject=patient)
    return json.dumps(document, indent=2, ensure_ascii=False)


def _subject(given: str | None) -> dict[str, Any] | None:
    if given is None:
        return None
    from handouts.cli.quiet import keep_quiet
    from handouts.subject import MOST_BYTES, SOURCE, parse_subject

    keep_quiet()
    return parse_subject(read_given(given, MOST_BYTES, SOURCE, "Write whose record it is (reference: Patient/…)"))
