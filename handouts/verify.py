"""A printed packet looked at today: what its code stands for, and whether it may still be handed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.changes import changes_between
from handouts.editions import Line, clinic_lines
from handouts.library import Library
from handouts.model import Withdrawal
from handouts.packet import Packet, Sheet, assemble, assemble_sheet, reader_for
from handouts.problems import HandoutsError
from handouts.receipt import receipt_code
from handouts.register import PrintedModule, Receipt, Record, find_receipt, kept_codes, receipt_of, records_in
from handouts.signing import find_signed
from handouts.standing import State, state_on
from handouts.status import STALE, claims_to_look_up, retracted_sources

PROGRAM = "the program's own words"  # "Page", "Sources": they say the same in other words
_SAID = {
    "title": "its title",
    "purpose": "its first lines",
    "modules": "its topics, or their order",
    "for": "whom it is for",
    "clinic": "the clinic's name",
    "number on every page": "the phone number on every page",
    "address": "the clinic's address",
    "part of": "the packet it is a part of",
}


@dataclass(frozen=True)
class ModuleToday:
    """A printed module and what became of it. `changed`: the kinds of lines that are other now, empty when that was not kept.

    Without a `state` there is no such text for these readers any more.
    """

    printed: PrintedModule
    same_words: bool
    state: State | None
    version: str = ""
    review_due: date | None = None
    withdrawn: Withdrawal | None = None
    changed: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    to_look_up: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether these words may be handed out today."""
        return self.same_words and self.state not in STALE and not self.retracted

    @property
    def can_be_printed(self) -> bool:
        """Whether it would print today, in the words it has today."""
        return self.state in ("approved", "due", "draft") and not self.retracted

    @property
    def stands(self) -> str:
        """How it stands, in a word or two: the most serious first."""
        match self.state:
            case None:
                return "gone"
            case "withdrawn":
                return "withdrawn"
            case _ if not self.same_words:
                return "changed"
            case _ if self.retracted:
                return "retracted"
            case "voided":
                return "not approved"
            case "expired":
                return "out of date"
            case "overdue" | "due":
                return self.state
            case _:
                return "same"

    def reasons(self) -> Iterator[str]:
        """Return each reason not to hand it out, but for words of which no more is known than that they are other."""
        name = f"'{self.printed.id}'"
        if self.state is None:
            yield f"{name} is no longer a topic for these readers"
        if gone := self.withdrawn:
            yield f"{name} was withdrawn on {gone.withdrawn_on}: {gone.reason}" + (
                f"; use '{gone.replacement}' instead" if gone.replacement else ""
            )
        if self.changed:
            yield f"{name} was changed since ({', '.join(self.changed)}): `handouts diff {self.printed.id}` shows how"
        elif not self.same_words:
            return  # told of all of them together
        elif self.state == "expired":
            yield f"{name} is out of date: it should have been checked again by {self.review_due}"
        elif self.state == "overdue":
            yield f"{name} should have been checked again by {self.review_due}"
        elif self.state == "voided":
            yield f"{name} was approved in other words, and these were not"
        yield from (f"{name} rests on a {retracted}" for retracted in self.retracted)

    def notes(self) -> Iterator[str]:
        """Return what a person should know who hands it out all the same."""
        if self.state == "due":
            yield f"'{self.printed.id}' must be checked again by {self.review_due}"
        yield from (f"'{self.printed.id}': {claim}" for claim in self.to_look_up)


@dataclass(frozen=True)
class Verdict:
    """What one code stands for, and whether it is still good. `own`: the parts of the packet's own words that are other now.

    `listed`: whether the library has the packet today. Nobody signed some of it: it `is_draft`.
    """

    receipt: Receipt
    title: str
    found_in: tuple[str, ...]
    modules: tuple[ModuleToday, ...]
    own: tuple[str, ...]
    own_voided: bool
    listed: bool
    is_draft: bool

    @property
    def is_good(self) -> bool:
        return not self.reasons

    @property
    def good_until(self) -> date | None:
        """The day its first topic must be checked again; None when it is not good today."""
        return min((module.review_due for module in self.modules if module.review_due), default=None) if self.is_good else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each reason not to hand it out, those of the packet's own words first."""
        found = []
        if told := [_SAID.get(part, part) for part in self.own if part != PROGRAM]:
            found.append(f"changed since on the packet itself: {', '.join(told)}")
        if self.own_voided:
            found.append("the packet's own words (title, topics, order) were approved otherwise than they are")
        if others := [module.printed.id for module in self.modules if module.state and not (module.same_words or module.changed)]:
            found.append(f"changed since: {', '.join(others)}")
        return (*found, *(reason for module in self.modules for reason in module.reasons()))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know who hands it out all the same."""
        found = [note for module in self.modules for note in module.notes()]
        if self.is_good and self.is_draft:
            found.append("it is a draft: not everyone who must approve it has")
        if not self.listed:
            found.append(f"'{self.receipt.packet}' is not among the packets that can be made today; its topics were looked at one by one")
        return tuple(found)


def verdicts_on(library: Library, code: str, records: Sequence[Record], today: date) -> list[Verdict]:
    """Return a verdict on each packet that a code stands for; there is more than one only by a rare chance. Empty for an unknown code.

    It is looked up in the clinic's register, in the records and among all packets as they read now.

    Raises: HandoutsError when its receipt in the register is damaged.
    """
    found: dict[tuple[str, ...], list[tuple[Receipt, str]]] = {}
    for receipt, where in _findings(library, code, records):
        found.setdefault(receipt.words, []).append((receipt, where))
    return [_verdict(library, receipts, today) for receipts in found.values()]


def known_codes(library: Library, records: Iterable[Record]) -> dict[str, str]:
    """Return every code there is to find, with the packet it stands for, or nothing where only the register knows."""
    codes = dict.fromkeys(kept_codes(library.folders), "")
    codes |= {record.receipt.code: record.receipt.packet for record in records if record.receipt.code}
    return codes | {receipt_code(packet): packet.id for packet in _packets(library)}


def stale_prints(library: Library, output: Path, today: date) -> dict[Path, list[str]]:
    """Return each PDF in a folder that holds words which are no longer good, with the modules; told from the record beside it.

    That is: changed since, withdrawn, out of date, or resting on evidence that is. A record that cannot tell counts as changed.
    """
    found: dict[Path, list[str]] = {}
    for record in records_in([output]):
        modules = [module_today(library, module, record.receipt, today) for module in record.receipt.modules]
        if old := [module.printed.id for module in modules if not module.is_good or module.to_look_up]:
            found[record.path.with_suffix(".pdf")] = old
    return found


def module_today(library: Library, printed: PrintedModule, receipt: Receipt, today: date) -> ModuleToday:
    """Return how a module of a printed packet stands today."""
    module = library.modules.get((printed.id, receipt.locale))
    gone = ModuleToday(printed, same_words=False, state=None)
    if module is None or receipt.audience not in module.value.audiences:
        return gone
    try:
        sheet = assemble_sheet(library, printed.id, receipt.audience, receipt.locale)[1]
    except HandoutsError:  # its conditions leave nothing for these readers
        return gone
    same = sheet.edition.sha256 == printed.text_sha256
    return ModuleToday(
        printed,
        same,
        state_on(module.value, sheet.signatures, sheet.review_due, today),
        version=sheet.version,
        review_due=sheet.review_due,
        withdrawn=module.value.withdrawn,
        changed=() if same else _kinds_of_change(library, printed, sheet),
        retracted=tuple(retracted_sources(library, sheet)),
        to_look_up=tuple(claims_to_look_up(library, sheet, today)),
    )


def _kinds_of_change(library: Library, printed: PrintedModule, sheet: Sheet) -> tuple[str, ...]:
    """Told when the printed words were signed once: signed words are kept."""
    before = find_signed(library, printed.text_sha256) if printed.text_sha256 else None
    changes = changes_between(before, sheet.edition) if before else []
    return tuple(dict.fromkeys(change.label.replace("_", " ") for change in changes))


def _findings(library: Library, code: str, records: Sequence[Record]) -> Iterator[tuple[Receipt, str]]:
    """What tells most comes first."""
    if kept := find_receipt(library.folders, code):
        yield kept, "your clinic's receipts"
    for packet in _packets(library):
        if receipt_code(packet) == code:
            yield receipt_of(packet), "today's texts"
    yield from ((record.receipt, str(record.path)) for record in records if record.receipt.code == code)


def _packets(library: Library) -> Iterator[Packet]:
    """Every packet in each of its languages that can be put together today."""
    for name, recipe in library.packets.items():
        for locale in recipe.value.title:
            with suppress(HandoutsError):
                yield assemble(library, name, locale)


def _verdict(library: Library, receipts: Sequence[tuple[Receipt, str]], today: date) -> Verdict:
    receipt = receipts[0][0]
    packet = _packet_today(library, receipt)
    modules = tuple(module_today(library, module, receipt, today) for module in receipt.modules)
    return Verdict(
        receipt=receipt,
        title=receipt.title or (receipt_of(packet).title if packet else "") or receipt.packet,
        found_in=tuple(where for _, where in receipts),
        modules=modules,
        own=tuple(_changed_on_the_packet(library, receipt, packet)),
        own_voided=bool(packet and packet.signatures.void),
        listed=packet is not None,
        is_draft=not (packet and packet.signatures.complete) or any(module.state == "draft" for module in modules),
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
