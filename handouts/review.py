"""What a reviewer needs beside the text: the claims with their sources and certainty, the reading level, and who has still to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handouts.approvals import Approval
from handouts.checks import RULES, SheetView, SignOff, check_packet
from handouts.checks.views import Permit
from handouts.evidence import Claim, Source
from handouts.levels import level_of
from handouts.library import Library
from handouts.model import months_after
from handouts.packet import Packet, Sheet
from handouts.problems import Problem
from handouts.reading.scores import Reading
from handouts.standing import State, state_on


@dataclass(frozen=True)
class Signature:
    """A line to sign on, or who has signed it."""

    role: str
    name: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class SheetReview:
    """What stands behind one sheet."""

    file: str
    state: State
    claims: tuple[tuple[Claim, tuple[Source, ...]], ...]
    reading: Reading | None
    problems: tuple[Problem, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Review:
    """What stands behind a packet: each sheet by its module's id, the reading level of the whole, and the checks only people can make."""

    sheets: dict[str, SheetReview]
    reading: Reading | None
    sign_offs: tuple[tuple[SignOff, tuple[Signature, ...]], ...]


def review_of(library: Library, packet: Packet, today: date) -> Review:
    """Return what a reviewer of the packet needs; problems of the text are part of it, and stop nothing."""
    problems = check_packet(library, packet, Permit(today))
    views = [SheetView(library, packet.reader, sheet) for sheet in packet.sheets]
    return Review(
        sheets={view.sheet.module: _sheet_review(view, problems, today) for view in views},
        reading=level_of((passage for view in views for passage in view.passages), packet.reader),
        sign_offs=tuple((rule, tuple(sign_offs(library, packet, rule, today))) for rule in RULES if isinstance(rule, SignOff)),
    )


def sign_offs(library: Library, packet: Packet, rule: SignOff, today: date) -> Iterator[Signature]:
    """Return who has signed for a check that only people can make, for exactly this packet; a line to sign on for each role still open."""
    needed = {packet.edition.sha256, *(sheet.edition.sha256 for sheet in packet.sheets)}
    for role in rule.roles:
        fits = [approval for approval in library.approvals if _counts_for(approval, rule, role, needed, today)]
        yield Signature(role, fits[-1].name, fits[-1].approved_on) if fits else Signature(role)


def _counts_for(approval: Approval, rule: SignOff, role: str, needed: set[str], today: date) -> bool:
    if (approval.scope, approval.role) != (rule.sign_as, role) or approval.approved_on > today:
        return False
    lasts = not rule.months or today <= months_after(approval.approved_on, rule.months)
    return lasts and needed <= {text.sha256 for text in approval.texts}


def _sheet_review(view: SheetView, problems: Iterable[Problem], today: date) -> SheetReview:
    module, sheet, library = view.module, view.sheet, view.library
    claims = [library.claims[claim].value for claim in sheet.edition.claims]
    return SheetReview(
        file=module.file.shown,
        state=state_on(module.value, sheet.signatures, sheet.review_due, today),
        claims=tuple((claim, tuple(library.sources[source].value for source in claim.sources)) for claim in claims),
        reading=level_of(view.passages, view.reader),
        problems=tuple(problem for problem in problems if problem.place.path == module.file.shown),
        signatures=tuple(_signatures(sheet, library.clinic.roles_for(module.value.kind))),
    )


def _signatures(sheet: Sheet, roles: Iterable[str]) -> Iterator[Signature]:
    for role in roles:
        approval = sheet.signatures.valid.get(role)
        yield Signature(role, approval.name, approval.approved_on) if approval else Signature(role)
