"""A printed packet looked at today: what its code stands for, and whether it may still be handed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeAlias

from handouts.changes import changes_between
from handouts.editions import Edition, Line, clinic_lines
from handouts.library import Library
from handouts.packet import Packet, Sheet, assemble, assemble_sheet, reader_for
from handouts.pieces import plain_text
from handouts.problems import HandoutsError
from handouts.receipt import read_code, receipt_code
from handouts.records import Record, records_in
from handouts.register import PrintedModule, Receipt, find_receipt, kept_codes, receipt_of
from handouts.signing import find_signed
from handouts.standing import state_on
from handouts.status import claims_to_look_up, retracted_sources
from handouts.verdict import ModuleToday, Verdict

Finding: TypeAlias = tuple[Receipt, str | Path]  # and where it was found: a place in words, or a record


def verdicts_on(library: Library, code: str, records: Sequence[Record], today: date) -> list[Verdict]:
    """Return a verdict on each packet that a code stands for; there is more than one only by a rare chance. Empty for an unknown code.

    It is looked up in the clinic's register, in the records and among all packets as they read now.

    Raises: HandoutsError when its receipt in the register is damaged, and nothing else knows it.
    """
    found: dict[tuple[str, ...], list[Finding]] = {}
    damage: HandoutsError | None = None
    try:
        kept = find_receipt(library.folders, code)
    except HandoutsError as error:
        kept, damage = None, error
    for finding in _findings(library, code, kept, records):
        found.setdefault(finding[0].words, []).append(finding)
    if damage and not found:
        raise damage
    return [_verdict(library, findings, today, receipt_damaged=damage is not None) for findings in found.values()]


def known_codes(library: Library, records: Iterable[Record]) -> dict[str, str]:
    """Return every code there is to find, with the packet it stands for, or nothing where only the register knows."""
    codes = dict.fromkeys(kept_codes(library.folders), "")
    codes |= {record.receipt.code: record.receipt.packet for record in records if record.receipt.code}
    return codes | {receipt_code(packet): packet.id for packet in _packets(library)}


def stale_prints(library: Library, output: Path, today: date) -> dict[Path, tuple[str, ...]]:
    """Return each printed file of a folder that must not be handed out any more, with what of it is no longer good.

    It is told from the records there. One that cannot tell counts as changed.
    """
    found: dict[Path, tuple[str, ...]] = {}
    for record in records_in([output]):
        if causes := _verdict_on_record(library, record, today).causes:
            found |= dict.fromkeys(record.printed, causes)
    return found


def module_today(library: Library, printed: PrintedModule, receipt: Receipt, today: date) -> ModuleToday:
    """Return how a module of a printed packet stands today."""
    module = library.modules.get((printed.id, receipt.locale))
    if module is None or receipt.audience not in module.value.audiences:
        return _gone(library, printed)
    try:
        sheet = assemble_sheet(library, printed.id, receipt.audience, receipt.locale)[1]
    except HandoutsError:  # its conditions leave nothing for these readers
        return _gone(library, printed)
    same = sheet.edition.sha256 == printed.text_sha256
    before = sheet.edition if same else _words_of(library, printed)
    return ModuleToday(
        printed,
        same,
        state_on(module.value, sheet.signatures, sheet.review_due, today),
        title=plain_text(sheet.title) if same else _title_of(printed, before),
        version=sheet.version,
        review_due=sheet.review_due,
        withdrawn=module.value.withdrawn,
        changed=_kinds_of_change(before, sheet),
        retracted=tuple(retracted_sources(library, sheet)),
        to_look_up=tuple(claims_to_look_up(library, sheet, today)),
    )


def _gone(library: Library, printed: PrintedModule) -> ModuleToday:
    return ModuleToday(printed, same_words=False, state=None, title=_title_of(printed, _words_of(library, printed)))


def _words_of(library: Library, printed: PrintedModule) -> Edition | None:
    """Return the printed words when they were signed once: signed words are kept."""
    return find_signed(library, printed.text_sha256) if printed.text_sha256 else None


def _title_of(printed: PrintedModule, words: Edition | None) -> str:
    return next((line.text for line in words.lines if line.label == "title"), printed.id) if words else printed.id


def _kinds_of_change(before: Edition | None, sheet: Sheet) -> tuple[str, ...]:
    changes = changes_between(before, sheet.edition) if before else []
    return tuple(dict.fromkeys(change.label.replace("_", " ") for change in changes))


def _verdict_on_record(library: Library, record: Record, today: date) -> Verdict:
    """The register has the words of the packet itself; a record has not."""
    kept = None
    with suppress(HandoutsError):  # damaged: the record must do
        kept = find_receipt(library.folders, code) if (code := read_code(record.receipt.code)) else None
    receipt = kept if kept and kept.words == record.receipt.words else record.receipt
    return _verdict(library, [(receipt, record.path)], today)


def _findings(library: Library, code: str, kept: Receipt | None, records: Sequence[Record]) -> Iterator[Finding]:
    """What tells most comes first."""
    if kept:
        yield kept, "your clinic's receipts"
    for packet in _packets(library):
        if receipt_code(packet) == code:
            yield receipt_of(packet), "today's texts"
    yield from ((record.receipt, record.path) for record in records if record.receipt.code == code)


def _packets(library: Library) -> Iterator[Packet]:
    """Every packet in each of its languages that can be put together today."""
    for name, recipe in library.packets.items():
        for locale in recipe.value.title:
            with suppress(HandoutsError):
                yield assemble(library, name, locale)


def _verdict(library: Library, findings: Sequence[Finding], today: date, *, receipt_damaged: bool = False) -> Verdict:
    """Decide of one packet: everything that asks whether a print is still good asks here."""
    receipt = findings[0][0]
    packet = _packet_today(library, receipt)
    modules = tuple(module_today(library, module, receipt, today) for module in receipt.modules)
    return Verdict(
        receipt=receipt,
        title=receipt.title or (receipt_of(packet).title if packet else "") or receipt.packet,
        found_in=tuple(where for _, where in findings if isinstance(where, str)),
        records=tuple(where for _, where in findings if isinstance(where, Path)),
        modules=modules,
        own=tuple(_changed_on_the_packet(library, receipt, packet)),
        own_voided=bool(packet and packet.signatures.void),
        listed=packet is not None,
        is_draft=not (packet and packet.signatures.complete) or any(module.state == "draft" for module in modules),
        receipt_damaged=receipt_damaged,
    )


def _packet_today(library: Library, receipt: Receipt) -> Packet | None:
    recipe = library.packets.get(receipt.packet)
    if recipe is None or recipe.value.audience != receipt.audience:
        return None
    try:
        return assemble(library, receipt.packet, receipt.locale)
    except HandoutsError:  # one of its modules cannot be printed any more: told of the module
        return None


def _changed_on_the_packet(library: Library, receipt: Receipt, packet: Packet | None) -> list[str]:
    """Return the labels of what a packet adds to its sheets and is other now; of one that is no more, what stands on every packet."""
    if receipt.own is None:  # a record alone: the code says whether, not what
        return _changed_somehow(receipt, packet) if packet else []
    before = receipt.own.lines
    if packet:
        now = packet.edition.lines
    else:
        now = tuple(_clinic_today(library, receipt))
        labels = {line.label for line in now}
        before = tuple(line for line in before if line.label in labels)
    return list(dict.fromkeys(line.label for line in (*before, *now) if (line in before) != (line in now)))


def _changed_somehow(receipt: Receipt, packet: Packet) -> list[str]:
    same_sheets = [module.text_sha256 for module in receipt.modules] == [sheet.edition.sha256 for sheet in packet.sheets]
    return ["its title, its order, or the lines on every page"] if same_sheets and receipt_code(packet) != receipt.code else []


def _clinic_today(library: Library, receipt: Receipt) -> Iterator[Line]:
    if receipt.locale in library.locales:
        yield from clinic_lines(reader_for(library, receipt.audience, library.locales[receipt.locale].value))
