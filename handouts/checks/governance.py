"""GV: who has signed, and whether the text is still in date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handouts.approvals import Approval
from handouts.checks.rules import Finding, LoadingRule, PacketRule, Rule
from handouts.checks.views import PacketView, SheetView
from handouts.model import Module
from handouts.problems import Place, Severity
from handouts.standing import Signatures, evidence_due, review_on


def void_approvals(view: PacketView) -> Iterator[Finding]:
    """Return each signature that was given for other words than those that would print."""
    for signed in signables(view):
        for role, approval in signed.signatures.void.items():
            message = f"the {role}'s approval of {approval.approved_on} is not for these words: '{signed.name}' was changed since"
            yield Finding((), message, place=signed.place)


def review_dates(view: PacketView) -> Iterator[Finding]:
    """Return the modules that are due, overdue, out of date or withdrawn, and evidence that is."""
    today = view.permit.today
    for sheet in view.sheets:
        module = sheet.module.value
        if withdrawn := module.withdrawn:
            instead = f"use '{withdrawn.replacement}' instead" if withdrawn.replacement else "take it out of the packet"
            yield _in_module(sheet, f"'{module.id}' was withdrawn on {withdrawn.withdrawn_on}: {withdrawn.reason}", do=instead)
        yield from _review_date(sheet, view)
        yield from _evidence_dates(sheet, today)


def days_to_come(view: PacketView) -> Iterator[Finding]:
    """Return modules that say they were revised on a day to come: their date would never pass."""
    for sheet in view.sheets:
        if (revised_on := sheet.module.value.revised_on) > view.permit.today:
            message = f"'{sheet.sheet.module}' was revised on {revised_on}, a day to come"
            yield Finding((), message, place=sheet.module.place_of("revised_on"), do="give the day on which it was last checked")


def _review_date(sheet: SheetView, view: PacketView) -> Iterator[Finding]:
    due = sheet.sheet.review_due
    match review_on(due, view.permit.today):
        case "due":
            yield _in_module(sheet, f"'{sheet.sheet.module}' must be checked again by {due}", severity="warning", do="plan its review now")
        case "overdue":
            allowed = bool(view.permit.allow_overdue.strip())
            message = f"'{sheet.sheet.module}' should have been checked again by {due}"
            do = "have it checked; until then, print it only with --allow-overdue 'the reason'"
            yield _in_module(sheet, message, severity="warning" if allowed else "error", do=do)
        case "expired":
            message = f"'{sheet.sheet.module}' is out of date: it should have been checked by {due}, more than 90 days ago"
            yield _in_module(sheet, message, do="have it checked and approved again; nothing prints until then")


def _evidence_dates(sheet: SheetView, today: date) -> Iterator[Finding]:
    library = sheet.library
    for claim_id in sheet.sheet.edition.claims:
        claim = library.claims[claim_id]
        for source_id in claim.value.sources:
            source = library.sources[source_id]
            if retracted := source.value.retracted_on:
                message = f"the source '{source_id}' was retracted on {retracted}, and '{sheet.sheet.module}' rests on it ({claim_id})"
                yield Finding((), message, place=source.place_of("retracted_on"), do="take the claim out, or find it another source")
        if today > (due := evidence_due(library, claim_id)):
            message = f"the claim '{claim_id}' has not been looked up in its sources since before {due}"
            yield Finding((), message, severity="warning", place=claim.place_of("id"), do="read the sources again, then set 'checked_on'")


def drafts(view: PacketView) -> Iterator[Finding]:
    """Return, for a packet that goes to patients, whatever not everyone has signed, or that is not in force yet."""
    if not view.permit.release:
        return
    for signed in signables(view):
        if open_roles := signed.signatures.open_roles:
            message = f"'{signed.name}'{signed.what} is a draft: not yet signed by {', '.join(open_roles)}"
            yield Finding((), message, place=signed.place)
    for sheet in view.sheets:
        effective_on = sheet.module.value.effective_on
        if effective_on and effective_on > view.permit.today:
            yield _in_module(sheet, f"'{sheet.sheet.module}' is not in force before {effective_on}")


def wrong_signatures(view: PacketView) -> Iterator[Finding]:
    """Return the signatures that would count for these words and cannot: by an author, or of a day that does not fit."""
    for signed in signables(view):
        for approval in signed.signatures.valid.values():
            for message, do in _why_it_cannot_count(approval, signed, view.permit.today):
                yield Finding((), message, place=view.library.place_of_approval(approval), do=do)
        names = [approval.plain_name for approval in signed.signatures.valid.values()]
        if len(set(names)) < len(names):
            message, do = f"one person has signed '{signed.name}' in two roles", "let another person sign for one of them"
            yield Finding((), message, severity="warning", place=signed.place, do=do)
    for sheet in view.sheets:
        since, effective_on = sheet.sheet.signatures.since, sheet.module.value.effective_on
        if since and effective_on and since > effective_on:
            message, do = (
                f"'{sheet.sheet.module}' is in force from {effective_on}, before it was approved",
                "set 'effective_on' to a later day",
            )
            yield Finding((), message, place=sheet.module.place_of("effective_on"), do=do)
    yield from days_to_come(view)


def _why_it_cannot_count(approval: Approval, signed: Signable, today: date) -> Iterator[tuple[str, str]]:
    if approval.approved_on > today:
        yield "this approval is of a day to come", "put the date right"
    if signed.module and signed.module.is_by(approval.name):
        yield f"an author of '{signed.name}' has approved it", "let another person of the role sign"
    if signed.module and approval.approved_on < signed.module.revised_on:
        message = f"'{signed.name}' was approved on {approval.approved_on}, before it was last revised on {signed.module.revised_on}"
        yield message, "have it signed again: its words are the same, its evidence was looked at anew"


@dataclass(frozen=True)
class Signable:
    """What a signature can be for: a sheet, or what the packet adds to its sheets."""

    name: str
    what: str
    signatures: Signatures
    place: Place
    module: Module | None = None


def signables(view: PacketView) -> Iterator[Signable]:
    """Return the packet's own words, then each of its sheets."""
    yield Signable(view.packet.id, " itself (title, purpose, order)", view.packet.signatures, view.recipe.place_of("id"))
    for sheet in view.sheets:
        module = sheet.module
        yield Signable(sheet.sheet.module, "", sheet.sheet.signatures, module.place_of("id"), module.value)


def _in_module(sheet: SheetView, message: str, severity: Severity | None = None, do: str = "") -> Finding:
    return Finding((), message, severity=severity, do=do, place=sheet.module.place_of("id"))


RULES: tuple[Rule, ...] = (
    LoadingRule(
        "GV-01",
        "error",
        says="Each module says who it is for, its version and when it was last checked, and each reference leads to a source.",
        standard="NHS content standard; IPDAS 2013, items 8 to 12",
        do="add what is missing",
    ),
    PacketRule(
        "GV-02",
        "error",
        says="An approval holds for exactly the words that were signed. Any edit voids it.",
        standard="NHS content standard; this project's design",
        do="`handouts diff` shows what changed; have it signed again with `handouts approve`",
        check=void_approvals,
    ),
    PacketRule(
        "GV-03",
        "error",
        says=(
            "A text is checked again every 24 months, every 12 where safety hangs on it. 90 days before, that is a warning; up to 90 days "
            "after, it prints only with a stated reason; later, or when it is withdrawn, or its source is retracted, it does not print."
        ),
        standard="PIF TICK (at most 3 years); NHS trusts' review cycles",
        do="have it checked again",
        check=review_dates,
    ),
    PacketRule(
        "GV-04",
        "error",
        says="Only text that every required role has signed, and that is in force, goes to patients (`--release`).",
        standard="NHS content standard: clinical approval",
        do="`handouts status` shows who has still to sign; `handouts approve` signs",
        check=drafts,
    ),
    PacketRule(
        "GV-05",
        "error",
        says="No one approves their own text, and the dates are in order: checked against the evidence, approved, in force.",
        standard="NHS content standard; PIF TICK",
        do="put the date right",
        check=wrong_signatures,
    ),
)
