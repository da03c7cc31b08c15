"""Where every module stands today, what changed in those whose approval no longer holds, and which packets that touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handouts.approvals import Approval
from handouts.changes import Change, changes_between
from handouts.editions import Edition
from handouts.library import Library
from handouts.packet import Sheet, assemble, assemble_sheet
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.signing import find_signed
from handouts.standing import Signatures, State, evidence_due, state_on

# The most serious first: a module stands where the worst of its readers' texts stands.
STATES: tuple[State, ...] = ("withdrawn", "expired", "overdue", "voided", "draft", "due", "approved")
# A packet that holds one of these must not be handed out as it is.
STALE: frozenset[State] = frozenset({"withdrawn", "expired", "overdue", "voided"})


@dataclass(frozen=True)
class ReaderChanges:
    """What changed for one reader since these people signed it. `changes` is None when the signed words were not kept."""

    audience: str
    signed: tuple[Approval, ...]
    changes: tuple[Change, ...] | None


@dataclass(frozen=True)
class ChangeReport:
    """What changed in a module since it was signed."""

    module: str
    readers: tuple[ReaderChanges, ...]


@dataclass(frozen=True)
class ModuleStatus:
    """One module in one language today."""

    module: str
    locale: str
    kind: str
    state: State
    review_due: date
    approved_on: date | None
    open_roles: tuple[str, ...]
    changed: tuple[ReaderChanges, ...]
    evidence: tuple[str, ...]
    stale_for: tuple[str, ...] = ()

    def is_stale_for(self, audience: str) -> bool:
        """Whether what was printed of it for these readers should be replaced."""
        return audience in self.stale_for or bool(self.evidence)


def module_statuses(library: Library, today: date) -> list[ModuleStatus]:
    """Return where each module stands, the most serious first.

    Raises: HandoutsError for a module that cannot be assembled for one of its readers.
    """
    found = [_status(library, module, locale, today) for module, locale in library.modules]
    return sorted(found, key=lambda status: (STATES.index(status.state), status.review_due, status.module))


def _status(library: Library, module_id: str, locale: str, today: date) -> ModuleStatus:
    module = library.modules[module_id, locale].value
    sheets = _sheets_of(library, module_id, locale)
    states = [state_on(module, sheet.signatures, sheet.review_due, today) for sheet in sheets]
    approved = [sheet.signatures.approved_on for sheet in sheets]
    voided = [sheet for sheet in sheets if sheet.signatures.void]
    return ModuleStatus(
        module=module_id,
        locale=locale,
        kind=module.kind,
        state=min(states, key=STATES.index),
        review_due=min(sheet.review_due for sheet in sheets),
        approved_on=max(day for day in approved if day) if all(approved) else None,
        open_roles=tuple(dict.fromkeys(role for sheet in sheets for role in sheet.signatures.open_roles)),
        changed=tuple(change for sheet in voided for change in _reader_changes(library, sheet.edition, sheet.signatures)),
        stale_for=tuple(sheet.edition.audience for sheet, state in zip(sheets, states, strict=True) if state in STALE),
        evidence=tuple(dict.fromkeys(reason for sheet in sheets for reason in _evidence(library, sheet, today))),
    )


def _sheets_of(library: Library, module_id: str, locale: str) -> list[Sheet]:
    return [assemble_sheet(library, module_id, audience, locale)[1] for audience in library.modules[module_id, locale].value.audiences]


def _evidence(library: Library, sheet: Sheet, today: date) -> Iterator[str]:
    yield from retracted_sources(library, sheet)
    yield from claims_to_look_up(library, sheet, today)


def retracted_sources(library: Library, sheet: Sheet) -> Iterator[str]:
    """Return a few words for each source under a sheet that was taken back by whoever published it."""
    for source_id in dict.fromkeys(source for claim_id in sheet.edition.claims for source in library.claims[claim_id].value.sources):
        if retracted := library.sources[source_id].value.retracted_on:
            yield f"source '{source_id}' retracted on {retracted}"


def claims_to_look_up(library: Library, sheet: Sheet, today: date) -> Iterator[str]:
    """Return a few words for each claim on a sheet that nobody has looked up in its sources for too long."""
    for claim_id in sheet.edition.claims:
        if today > (due := evidence_due(library, claim_id)):
            yield f"claim '{claim_id}' to be looked up again since {due}"


def change_report(library: Library, name: str, locale: str) -> ChangeReport:
    """Return what changed since it was last signed in a module, for each of its readers, or in what a packet adds to its sheets.

    Raises: HandoutsError when there is no such module or packet, or nobody has signed it.
    """
    if name in library.packets:
        packet, place = assemble(library, name, locale), library.packets[name].place_of("id")
        signables = [(packet.edition, packet.signatures)]
    elif (name, locale) in library.modules:
        place = library.modules[name, locale].place_of("id")
        signables = [(sheet.edition, sheet.signatures) for sheet in _sheets_of(library, name, locale)]
    else:
        names = {*library.packets, *(module for module, language in library.modules if language == locale)}
        raise HandoutsError([Problem(Place(name), f"there is no such module or packet in {locale}", did_you_mean(name, names))])
    signed = [(edition, signatures) for edition, signatures in signables if signatures.void or signatures.valid]
    if not signed:
        raise HandoutsError([Problem(place, f"nobody has signed '{name}' yet", "`handouts review` prints it for signing")])
    return ChangeReport(name, tuple(change for each in signed for change in _reader_changes(library, *each)))


def _reader_changes(library: Library, edition: Edition, signatures: Signatures) -> Iterator[ReaderChanges]:
    """Compare with each text that someone has signed in other words; with none, the words are as they were signed."""
    if not signatures.void:
        yield ReaderChanges(edition.audience, tuple(signatures.valid.values()), ())
    signers: dict[str, list[Approval]] = {}
    for approval in signatures.void.values():
        for text in approval.texts:
            if (text.module or text.packet, text.audience, text.locale) == (edition.name, edition.audience, edition.locale):
                signers.setdefault(text.sha256, []).append(approval)
    for sha256, approvals in signers.items():
        before = find_signed(library, sha256)
        changes = tuple(changes_between(before, edition)) if before else None
        yield ReaderChanges(edition.audience, tuple(approvals), changes)


def stale_packets(library: Library, statuses: list[ModuleStatus]) -> dict[str, list[ModuleStatus]]:
    """Return, for each packet that holds one, the modules that are changed since approval, out of date, withdrawn or without evidence."""
    found: dict[str, list[ModuleStatus]] = {}
    for packet_id, recipe in library.packets.items():
        spec = recipe.value
        held = (status for status in statuses if status.module in spec.all_modules() and status.locale in spec.title)
        if stale := [status for status in held if status.is_stale_for(spec.audience)]:
            found[packet_id] = stale
    return found
