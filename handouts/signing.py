"""Signing: what `handouts approve` writes. The approval goes to the end of the clinic's file, and the signed words are kept beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from handouts.approvals import APPROVALS_FILE, SIGNED_FOLDER, WHOLE_TEXT, Approval, ApprovalsFile, SignedText
from handouts.checks import RULES, SignOff
from handouts.editions import Edition, read_edition
from handouts.folders import Folder
from handouts.library import Library
from handouts.names import Names
from handouts.packet import assemble, assemble_sheet
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.validation import validate
from handouts.yamltext import parse_yaml, render_yaml

_HEAD = """\
# Who has signed which text, oldest first. Written by `handouts approve`; an edit of a text voids its signatures.
approvals:
"""


@dataclass(frozen=True)
class Signer:
    """Who signs, in which role, and on which day."""

    role: str
    name: str
    approved_on: date
    scope: str = WHOLE_TEXT


@dataclass(frozen=True)
class Signing:
    """What to write, and what the file of approvals held when it was read."""

    files: Mapping[Path, bytes]
    read_as: Mapping[Path, bytes]


def editions_to_sign(library: Library, target: str, locale: str, audiences: Sequence[str] = ()) -> dict[Edition, SignedText]:
    """Return what a signature for `target` covers: a module for its readers (or those named), or a packet with each of its modules.

    Raises: HandoutsError when there is no such module, packet or reader.
    """
    if target in library.packets:
        packet = assemble(library, target, locale)
        _refuse_strangers(target, audiences, (packet.audience,))
        sheets = {sheet.edition: _signed(sheet.edition, module=sheet.module) for sheet in packet.sheets}
        return {packet.edition: _signed(packet.edition, packet=target)} | sheets
    if (target, locale) not in library.modules:
        names = {*library.packets, *(module for module, _ in library.modules)}
        raise HandoutsError([Problem(Place(target), f"there is no such module or packet in {locale}", did_you_mean(target, names))])
    readers = library.modules[target, locale].value.audiences
    _refuse_strangers(target, audiences, readers)
    alone = [assemble_sheet(library, target, audience, locale)[1] for audience in audiences or readers]
    return {sheet.edition: _signed(sheet.edition, module=target) for sheet in alone}


def _refuse_strangers(target: str, audiences: Sequence[str], readers: Sequence[str]) -> None:
    if strangers := [audience for audience in audiences if audience not in readers]:
        hint = f"its readers: {', '.join(readers)}"
        raise HandoutsError(Problem(Place(target), f"'{target}' is not for '{audience}'", hint) for audience in strangers)


def _signed(edition: Edition, module: str | None = None, packet: str | None = None) -> SignedText:
    return SignedText(module=module, packet=packet, locale=edition.locale, audience=edition.audience, sha256=edition.sha256)


def sign(library: Library, signer: Signer, texts: dict[Edition, SignedText], today: date) -> Signing:
    """Return the files to write: the clinic's approvals with this one at the end, and each signed edition under its hash.

    Raises: HandoutsError for a day to come, an author's own text, an unknown role, or when there is no clinic folder.
    """
    clinic = _clinic_folder(library)
    file = clinic.root / APPROVALS_FILE
    if problems := _why_not(library, signer, texts, today, str(file)):
        raise HandoutsError(problems)
    kept = {clinic.root / SIGNED_FOLDER / f"{edition.sha256}.json": edition.data for edition in texts}
    before = file.read_bytes() if file.is_file() else b""
    return Signing({file: _appended(file, before, _approval(signer, texts, file)), **kept}, {file: before})


def _approval(signer: Signer, texts: dict[Edition, SignedText], file: Path) -> Approval:
    try:
        return Approval(role=signer.role, name=signer.name, approved_on=signer.approved_on, scope=signer.scope, texts=tuple(texts.values()))
    except ValidationError as error:
        wrong = [str(mistake["loc"][0]) for mistake in error.errors()]
        hint = "a role has small letters, digits and hyphens, like transplant-nurse; a name has 1 to 400 letters"
        raise HandoutsError(Problem(Place(str(file)), f"this cannot be a {field}", hint) for field in wrong) from None


def find_signed(library: Library, sha256: str) -> Edition | None:
    """Return the edition that was signed under this hash, or None when it was not kept or is damaged."""
    for folder in library.folders:
        if found := folder.file(f"{SIGNED_FOLDER}/{sha256}.json"):
            try:
                edition = read_edition(found.path.read_bytes())
            except ValueError:
                return None
            return edition if edition.sha256 == sha256 else None
    return None


def _clinic_folder(library: Library) -> Folder:
    for folder in library.folders:
        if folder.origin == "clinic":
            return folder
    hint = "name your clinic's folder with --clinic, or stand in it"
    raise HandoutsError([Problem(Place(APPROVALS_FILE), "an approval belongs to a clinic, and there is no clinic folder", hint)])


def _why_not(library: Library, signer: Signer, texts: dict[Edition, SignedText], today: date, shown: str) -> list[Problem]:
    place = Place(shown)
    problems: list[Problem] = []
    modules = [library.modules[text.module, text.locale] for text in texts.values() if text.module]
    roles = {role for module in library.modules.values() for role in library.clinic.roles_for(module.value.kind)}
    if signer.scope == WHOLE_TEXT and signer.role not in roles:
        problems.append(Problem(place, f"no module asks for the role '{signer.role}'", did_you_mean(signer.role, roles)))
    scopes = {rule.sign_as: rule.roles for rule in RULES if isinstance(rule, SignOff)}
    if signer.scope not in {WHOLE_TEXT, *scopes}:
        problems.append(Problem(place, f"there is no scope '{signer.scope}'", did_you_mean(signer.scope, scopes)))
    elif signer.role not in scopes.get(signer.scope, (signer.role,)):
        hint = f"who signs for it: {', '.join(scopes[signer.scope])}"
        problems.append(Problem(place, f"'{signer.scope}' is not for the role '{signer.role}' to sign", hint))
    if signer.approved_on > today:
        problems.append(Problem(place, f"{signer.approved_on} is a day to come", "give the day on which it was signed"))
    for module in modules:
        at, name = module.place_of("id"), module.value.id
        if module.value.is_by(signer.name):
            problems.append(Problem(at, f"the person who signs is an author of '{name}'", "let another person of the role sign"))
        if module.value.revised_on > signer.approved_on:
            problems.append(Problem(at, f"'{name}' was revised on {module.value.revised_on}, after that day", "sign what is there now"))
        if module.value.withdrawn:
            problems.append(Problem(at, f"'{name}' is withdrawn", "sign what takes its place"))
    return problems


def _appended(file: Path, before: bytes, approval: Approval) -> bytes:
    """Return the file with the approval at its end; every line that was there stays as it is."""
    signed = _approvals_in(before, file)
    head = before if b"approvals:" in before else before + _HEAD.encode()
    head = re.sub(rb"(?m)^approvals:[ ]*\[[ ]*\]", b"approvals:", head)
    entry = render_yaml([approval.model_dump(mode="json", exclude_none=True)], indent=2)
    after = head + (b"" if head.endswith(b"\n") else b"\n") + entry.encode()
    try:
        whole = _approvals_in(after, file) == (*signed, approval)
    except HandoutsError:
        whole = False
    if not whole:
        hint = "keep 'approvals:' as the last key of the file, its entries two spaces in"
        raise HandoutsError([Problem(Place(str(file)), "an approval cannot be added at the end of this file", hint)])
    return after


def _approvals_in(data: bytes, file: Path) -> tuple[Approval, ...]:
    if not data.strip():
        return ()
    value, problems = validate(ApprovalsFile, parse_yaml(data, str(file)), Names())
    if value is None:
        raise HandoutsError(problems)
    return value.approvals
