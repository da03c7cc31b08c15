"""Where a text stands: who has signed exactly these words, who has yet to, and what its dates mean today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from handouts.approvals import WHOLE_TEXT, Approval, SignedText
from handouts.editions import Edition
from handouts.library import Library
from handouts.model import Module, months_after

DUE_DAYS = 90
OVERDUE_DAYS = 90
EVIDENCE_MONTHS = 24

State = Literal["approved", "due", "draft", "voided", "overdue", "expired", "withdrawn"]
Review = Literal["current", "due", "overdue", "expired"]


@dataclass(frozen=True)
class Signatures:
    """The approvals of one edition: the newest of each role for these words, those for other words, and the roles still open."""

    valid: Mapping[str, Approval]
    void: Mapping[str, Approval]
    open_roles: tuple[str, ...]
    since: date | None = None

    @property
    def complete(self) -> bool:
        """Whether every role that must sign has signed these words."""
        return not self.open_roles

    @property
    def approved_on(self) -> date | None:
        """The day the last role signed; None while one is open."""
        return max((approval.approved_on for approval in self.valid.values()), default=None) if self.complete else None

    @property
    def read_on(self) -> date | None:
        """The day of the oldest signature it rests on; None while a role is open."""
        return min((approval.approved_on for approval in self.valid.values()), default=None) if self.complete else None


def signatures_of(library: Library, edition: Edition, roles: Iterable[str], what: Literal["module", "packet"] = "module") -> Signatures:
    """Return the approvals of the whole text of an edition: of each role the newest, and since when all had signed these words."""
    valid: dict[str, Approval] = {}
    void: dict[str, Approval] = {}
    first: dict[str, date] = {}
    for approval, text in _signed(library, edition, what):
        kept = valid if text.sha256 == edition.sha256 else void
        if approval.role not in kept or approval.approved_on >= kept[approval.role].approved_on:
            kept[approval.role] = approval
        if kept is valid:
            first[approval.role] = min(approval.approved_on, first.get(approval.role, approval.approved_on))
    needed = tuple(roles)
    return Signatures(
        valid={role: valid[role] for role in needed if role in valid},
        void={role: void[role] for role in needed if role in void and role not in valid},
        open_roles=tuple(role for role in needed if role not in valid),
        since=max(first[role] for role in needed) if all(role in valid for role in needed) else None,
    )


def _signed(library: Library, edition: Edition, what: str) -> Iterator[tuple[Approval, SignedText]]:
    wanted = edition.name, edition.locale, edition.audience
    for approval in library.approvals:
        for text in approval.texts:
            if approval.scope == WHOLE_TEXT and (getattr(text, what), text.locale, text.audience) == wanted:
                yield approval, text


def review_due(module: Module, signatures: Signatures) -> date:
    """Return the day the text must be checked again: an approval is as old as its oldest signature; a draft as old as its last revision."""
    return module.due_after(signatures.read_on or module.revised_on)


def review_on(due: date, today: date) -> Review:
    """Return what a due date means today (GV-03): due in the last 90 days before it, overdue for 90 days after it, then expired."""
    if today > due + timedelta(days=OVERDUE_DAYS):
        return "expired"
    if today > due:
        return "overdue"
    return "due" if today >= due - timedelta(days=DUE_DAYS) else "current"


def state_on(module: Module, signatures: Signatures, due: date, today: date) -> State:
    """Return the one word for a text today, the most serious first."""
    review = review_on(due, today)
    if module.withdrawn:
        return "withdrawn"
    if review in ("expired", "overdue"):
        return "expired" if review == "expired" else "overdue"
    if signatures.void:
        return "voided"
    if not signatures.complete:
        return "draft"
    return "due" if review == "due" else "approved"


def evidence_due(library: Library, claim_id: str) -> date:
    """Return the day by which a claim must be looked at again in its sources: 24 months after it was last read there."""
    claim = library.claims[claim_id].value
    read_on = claim.checked_on or min(library.sources[source].value.accessed_on for source in claim.sources)
    return months_after(read_on, EVIDENCE_MONTHS)
