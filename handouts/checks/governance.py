"""GV: who has signed, and whether the text is still in date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handouts.checks.rules import Finding, LibraryRule, LoadingRule, PacketRule, Rule
from handouts.checks.views import LibraryView, PacketView, SheetView
from handouts.problems import Severity
from handouts.standing import evidence_due, review_on


def void_approvals(view: PacketView) -> Iterator[Finding]:
    """Return each signature that was given for other words than those that would print."""
    for sheet in view.sheets:
        for role, approval in sheet.sheet.signatures.void.items():
            message = f"the {role}'s approval of {approval.approved_on} is not for these words: '{sheet.sheet.module}' was changed since"
            yield _in_module(sheet, message)


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


def _review_date(sheet: SheetView, view: PacketView) -> Iterator[Finding]:
    due = sheet.sheet.review_due
    match review_on(due, view.permit.today):
        case "due":
            yield _in_module(sheet, f"'{sheet.sheet.module}' must be checked again by {due}", severity="warning", do="plan its review now")
        case "overdue":
            allowed = bool(view.permit.allow_overdue)
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
    """Return, for a packet that goes to patients, each module that not everyone has signed, or that is not in force yet."""
    if not view.permit.release:
        return
    for sheet in view.sheets:
        open_roles, effective_on = sheet.sheet.signatures.open_roles, sheet.module.value.effective_on
        if open_roles:
            message = f"'{sheet.sheet.module}' is a draft: not yet signed by {', '.join(open_roles)}"
            yield _in_module(sheet, message)
        if effective_on and effective_on > view.permit.today:
            yield _in_module(sheet, f"'{sheet.sheet.module}' is not in force before {effective_on}")


def wrong_signatures(view: LibraryView) -> Iterator[Finding]:
    """Return approvals that cannot hold: by an author, of a day to come, or of a day before the text was last revised."""
    signed = view.library.signed
    for index, approval in enumerate(signed.value.approvals if signed else ()):
        assert signed is not None
        if approval.approved_on > view.today:
            yield Finding((), "this approval is of a day to come", place=signed.place_of("approvals", index, "approved_on"))
        for number, text in enumerate(approval.texts):
            place = signed.place_of("approvals", index, "texts", number)
            module = view.library.modules.get((text.module or "", text.locale))
            if module and module.value.is_by(approval.name):
                yield Finding((), f"an author of '{text.module}' has approved it", place=place, do="let another person of the role sign")
            if module and module.value.effective_on and approval.approved_on > module.value.effective_on:
                message = f"'{text.module}' was in force from {module.value.effective_on}, before it was approved"
                yield Finding((), message, place=place, do="set 'effective_on' to the day of approval, or later")


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
    LibraryRule(
        "GV-05",
        "error",
        says="No one approves their own text, and the dates are in order: checked against the evidence, approved, in force.",
        standard="NHS content standard; PIF TICK",
        do="put the date right",
        check=wrong_signatures,
    ),
)
