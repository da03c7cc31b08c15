"""Approvals as a clinic lives with them: sign, edit, see what changed, sign again; what is not signed or out of date does not go out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

TODAY = date.today()
TEXT = "- {kind: paragraph, text: 'Rest a little before lunch [@our-rest].'}"
EDITED = "- {kind: paragraph, text: 'Rest a little after lunch [@our-rest].'}"


def months_ago(months: int, days: int = 0) -> str:
    """A day so many months (of 30.4 days) and days before today."""
    return (TODAY - timedelta(days=round(months * 30.4375) + days)).isoformat()


def our_ward(sections: str = TEXT, **lines: str) -> str:
    return module_text(sections, **{"audiences": "[caregiver, newly-diagnosed]", "revised_on": months_ago(1), **lines})


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    files = {
        **riverside_files(),
        MODULE_FILE: our_ward(),
        PACKET_FILE: packet_text(),
        "clinic.yaml": "name: Riverside Clinic\nphone_24h: 555-0100\nrequired_roles: {default: [nurse, neurologist]}\n",
    }
    return write_folder(tmp_path / "clinic", files)


@pytest.fixture
def handouts(command: Command, clinic: Path, tmp_path: Path) -> Command:
    """Run `handouts` for the clinic, with an output folder beside it."""

    def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        output = ("--output", tmp_path / "output") if name in ("build", "review", "diff", "status") else ()
        return command(name, *arguments, "--clinic", clinic, *output)

    return run


@pytest.fixture
def signed(handouts: Command) -> Command:
    """The same, after both roles have signed the packet."""
    for role, name in (("nurse", "Jo Park"), ("neurologist", "Lee Ash")):
        ran = handouts("approve", "our-packet", "--role", role, "--name", name)
        assert ran.returncode == 0, ran.stderr
    return handouts


def state_of(handouts: Command, module: str = "our-ward") -> str:
    rows = json.loads(handouts("status", module, "--format", "json").stdout)["modules"]
    return str(rows[0]["state"])


def built(handouts: Command, tmp_path: Path, *arguments: str) -> tuple[list[str], dict[str, object]]:
    """The text of each page, and the record."""
    ran = handouts("build", "our-packet", *arguments)
    assert ran.returncode == 0, ran.stderr
    pdf = (tmp_path / "output" / "our-packet.en-US.pdf").read_bytes()
    record = json.loads((tmp_path / "output" / "our-packet.en-US.json").read_bytes())
    return pages_of(pdf), record


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def test_a_draft_says_so_on_every_page_and_does_not_go_to_patients(handouts: Command, tmp_path: Path) -> None:
    pages, record = built(handouts, tmp_path)
    assert all("Draft: not yet approved" in page for page in pages)
    assert record["approved_on"] is None
    refused = handouts("build", "our-packet", "--release")
    assert refused.returncode == 1
    assert "'our-ward' is a draft: not yet signed by nurse, neurologist [GV-04]" in refused.stderr


def test_what_every_role_has_signed_goes_to_patients_with_its_date(signed: Command, tmp_path: Path) -> None:
    pages, record = built(signed, tmp_path, "--release")
    assert all("Approved" in page for page in pages)
    assert not any("Draft" in page or "draft" in page for page in pages)
    assert record["approved_on"] == TODAY.isoformat()


def test_one_signature_of_two_leaves_a_draft_and_says_who_is_missing(handouts: Command) -> None:
    handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park")
    assert state_of(handouts) == "draft"
    assert "open: neurologist" in handouts("status", "our-ward").stdout
    assert "not yet signed by neurologist [GV-04]" in handouts("build", "our-packet", "--release").stderr


def test_an_edit_voids_the_approval_and_status_says_what_changed(signed: Command, clinic: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    status = signed("status", "our-ward").stdout
    assert status.startswith("voided")
    assert "caregiver: changed paragraph, text: [-before] [+after]" in status
    assert "packet our-packet: our-ward (voided)" in signed("status", "--stale").stdout
    for command in (("build", "our-packet"), ("check",)):
        refused = signed(*command)
        assert refused.returncode == 1
        assert "the nurse's approval" in refused.stderr
        assert "[GV-02]" in refused.stderr


def test_an_edit_that_is_taken_back_restores_the_approval(signed: Command, clinic: Path) -> None:
    before = (clinic / MODULE_FILE).read_text()
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    (clinic / MODULE_FILE).write_text(f"# a comment changes nothing\n{before}")
    assert signed("build", "our-packet", "--release").returncode == 0


def test_an_edit_for_one_reader_leaves_the_others_approval(signed: Command, clinic: Path) -> None:
    signed("approve", "our-ward", "--role", "nurse", "--name", "Jo Park")
    signed("approve", "our-ward", "--role", "neurologist", "--name", "Lee Ash")
    assert state_of(signed) == "approved"
    (clinic / MODULE_FILE).write_text(
        our_ward("- kind: paragraph\n  text: {default: 'Rest a little before lunch [@our-rest].', newly-diagnosed: Rest well.}")
    )
    assert state_of(signed) == "voided"
    assert signed("build", "our-packet", "--release").returncode == 0  # the caregiver's text is as it was


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/evidence/claims/riverside.yaml", "Rest helps.", "Rest helps a little."),
        ("content/evidence/sources.yaml", "The Hill guide to the ward", "Another guide"),
        ("content/evidence/sources.yaml", "short: Hill guide, 2024", "short: Another guide, 2024"),
        ("clinic.yaml", "555-0100", "555-0199"),
    ],
)
def test_a_change_in_what_stands_behind_the_words_voids_too(signed: Command, clinic: Path, file: str, old: str, new: str) -> None:
    (clinic / MODULE_FILE).write_text(our_ward("- {kind: paragraph, text: 'Rest [@our-rest]. Call {clinic.phone_24h}.'}"))
    for role, name in (("nurse", "Jo Park"), ("neurologist", "Lee Ash")):
        signed("approve", "our-ward", "--role", role, "--name", name)
    assert state_of(signed) == "approved"
    text = (clinic / file).read_text()
    assert old in text
    (clinic / file).write_text(text.replace(old, new))
    assert state_of(signed) == "voided"


def test_the_page_of_changes_shows_the_words_that_came_and_went(signed: Command, clinic: Path, tmp_path: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    ran = signed("diff", "our-ward")
    assert ran.returncode == 0, ran.stderr
    pdf = Path(ran.stdout.strip()).read_bytes()
    text = " ".join(pages_of(pdf))
    assert "−before−" in text
    assert "+after+" in text
    assert "Jo Park" not in text  # the roles are enough
    assert PdfReader(BytesIO(pdf)).metadata.title == "What changed in our-ward"  # type: ignore[union-attr]


def test_without_changes_the_page_says_so_and_without_a_signature_there_is_none(handouts: Command, tmp_path: Path) -> None:
    unsigned = handouts("diff", "our-ward")
    assert unsigned.returncode == 1
    assert "nobody has signed 'our-ward' yet" in unsigned.stderr
    handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park")
    ran = handouts("diff", "our-ward")
    assert "Nothing has changed." in " ".join(pages_of(Path(ran.stdout.strip()).read_bytes()))


def test_a_damaged_copy_of_the_signed_words_is_not_trusted(signed: Command, clinic: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    for kept in (clinic / "approvals").glob("*.json"):
        kept.write_bytes(kept.read_bytes().replace(b"before", b"during"))
    assert "the signed words were not kept" in signed("status", "our-ward").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("our-wrd", "--role", "nurse", "--name", "Jo Park"), "did you mean 'our-ward'?"),
        (("our-ward", "--role", "nures", "--name", "Jo Park"), "did you mean 'nurse'?"),
        (("our-ward", "--role", "nurse", "--name", "ann  AUTHOR"), "the person who signs is an author of 'our-ward'"),
        (("our-ward", "--role", "nurse", "--name", "Jo Park", "--on", "2999-01-01"), "2999-01-01 is a day to come"),
        (("our-ward", "--role", "nurse", "--name", "Jo Park", "--on", "2001-01-01"), "after that day"),
        (("our-ward", "--role", "nurse", "--name", "Jo Park", "--scope", "balanse"), "did you mean 'balance'?"),
    ],
)
def test_a_signature_that_cannot_hold_is_refused_and_nothing_is_written(
    handouts: Command, clinic: Path, arguments: tuple[str, ...], says: str
) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(authors="[Ann Author]"))
    ran = handouts("approve", *arguments)
    assert ran.returncode == 1
    assert says in ran.stderr
    assert not (clinic / "approvals.yaml").exists()
    assert not (clinic / "approvals").exists()


def test_without_a_clinic_nobody_can_sign(command: Command) -> None:
    ran = command("approve", "what-ms-is", "--role", "nurse", "--name", "Jo Park")
    assert ran.returncode == 1
    assert "there is no clinic folder" in ran.stderr


def test_signing_keeps_every_line_of_the_file(handouts: Command, clinic: Path) -> None:
    first = "# Kept by the ward office.\napprovals:   # oldest first\n"
    (clinic / "approvals.yaml").write_text(first)
    handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park")
    once = (clinic / "approvals.yaml").read_text()
    assert once.startswith(first)
    handouts("approve", "our-ward", "--role", "neurologist", "--name", "Lee Ash", "--on", TODAY.isoformat())
    assert (clinic / "approvals.yaml").read_text().startswith(once)
    assert state_of(handouts) == "approved"


def test_a_file_that_cannot_be_added_to_is_left_alone(handouts: Command, clinic: Path) -> None:
    text = (
        "approvals: [{role: nurse, name: A, approved_on: 2026-01-01, texts: [{module: x, locale: en-US, audience: y, sha256: "
        + "0" * 64
        + "}]}]\n"
    )
    (clinic / "approvals.yaml").write_text(text)
    ran = handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park")
    assert ran.returncode == 1
    assert (clinic / "approvals.yaml").read_text() == text


@pytest.mark.parametrize(
    ("revised_on", "state", "plain", "allowed"),
    [
        (months_ago(1), "draft", 0, 0),
        (months_ago(24, -60), "draft", 0, 0),  # due, and still a draft: the draft is what matters
        (months_ago(24, 30), "overdue", 1, 0),
        (months_ago(24, 120), "expired", 1, 1),
    ],
)
def test_out_of_date_text_does_not_print(handouts: Command, clinic: Path, revised_on: str, state: str, plain: int, allowed: int) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(revised_on=revised_on))
    assert state_of(handouts) == state
    assert handouts("build", "our-packet").returncode == plain
    assert handouts("build", "our-packet", "--allow-overdue", "the review is on Friday").returncode == allowed


def test_overdue_text_says_so_on_every_page_and_the_reason_is_in_the_record(handouts: Command, clinic: Path, tmp_path: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(revised_on=months_ago(24, 30)))
    pages, record = built(handouts, tmp_path, "--allow-overdue", "the review is on Friday")
    assert all("Review overdue" in page for page in pages)
    assert record["allow_overdue"] == "the review is on Friday"


def test_a_text_that_is_due_soon_prints_with_a_warning(signed: Command, clinic: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(revised_on=months_ago(24, -60), audiences="[caregiver]"))
    approvals = (clinic / "approvals.yaml").read_text()
    (clinic / "approvals.yaml").write_text(approvals.replace(TODAY.isoformat(), months_ago(24, -60)))
    assert state_of(signed) == "due"
    ran = signed("build", "our-packet", "--release")
    assert ran.returncode == 0
    assert "warning: 'our-ward' must be checked again by" in ran.stderr


def test_a_withdrawn_text_does_not_print(handouts: Command, clinic: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(withdrawn=f"{{withdrawn_on: {months_ago(1)}, reason: the drug is gone}}"))
    ran = handouts("build", "our-packet", "--allow-overdue", "we need it")
    assert ran.returncode == 1
    assert "the drug is gone [GV-03]" in ran.stderr
    assert state_of(handouts) == "withdrawn"
    assert "withdrawn" in handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park").stderr


def test_a_text_not_yet_in_force_waits(signed: Command, clinic: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(effective_on=(TODAY + timedelta(days=3)).isoformat()))
    assert "is not in force before" in signed("build", "our-packet", "--release").stderr
    assert signed("build", "our-packet").returncode == 0


def test_a_retracted_source_stops_what_rests_on_it(signed: Command, clinic: Path) -> None:
    sources = clinic / "content/evidence/sources.yaml"
    sources.write_text(
        sources.read_text().replace("short: Hill guide, 2024", f"short: Hill guide, 2024\n    retracted_on: {months_ago(1)}")
    )
    ran = signed("build", "our-packet")
    assert ran.returncode == 1
    assert "the source 'hill-guide' was retracted" in ran.stderr
    assert "packet our-packet: our-ward (evidence)" in signed("status", "--stale").stdout


def test_evidence_nobody_looked_at_for_two_years_is_named(handouts: Command, clinic: Path) -> None:
    claims = clinic / "content/evidence/claims/riverside.yaml"
    claims.write_text(claims.read_text().replace("statement: Rest helps.", f"statement: Rest helps.\n    checked_on: {months_ago(25)}"))
    ran = handouts("build", "our-packet")
    assert ran.returncode == 0
    assert "warning: the claim 'our-rest' has not been looked up in its sources" in ran.stderr
    assert "claim 'our-rest' to be looked up again" in handouts("status", "our-ward").stdout


def test_status_finds_printed_files_whose_words_have_changed(handouts: Command, clinic: Path, tmp_path: Path) -> None:
    built(handouts, tmp_path)
    assert handouts("status", "--stale").stdout == "nothing to replace\n"
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    (tmp_path / "output" / "letter.json").write_text('{"dear": "reader"}')  # not a record of ours
    assert "our-packet.en-US.pdf: replace, because of: our-ward" in handouts("status", "--stale").stdout


def test_for_patients_the_night_number_is_there_or_nothing_prints(handouts: Command, clinic: Path) -> None:
    (clinic / PACKET_FILE).write_text(packet_text(front="our-ward", modules="[our-second]"))
    call = (
        "- {kind: call, tier: urgent, signs: [Hard shaking, Bad pain], say: Help}\n"
        "- {kind: call, tier: emergency, signs: [Chest pain, Trouble breathing]}"
    )
    (clinic / MODULE_FILE).write_text(our_ward(call))
    second = clinic / "content/modules/our-second/en-US.yaml"
    second.parent.mkdir()
    second.write_text(our_ward(id="our-second"))
    assert "phone_24h" not in handouts("build", "our-packet", "--release").stderr
    (clinic / "clinic.yaml").write_text("required_roles: {default: [nurse, neurologist]}\n")
    assert "error: no phone_24h is given" in handouts("build", "our-packet", "--release").stderr
    assert "warning: no phone_24h is given" in handouts("build", "our-packet").stderr


def test_the_reviewers_copy_shows_what_stands_behind_each_sheet(handouts: Command, clinic: Path) -> None:
    handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park")
    ran = handouts("review", "our-packet")
    assert ran.returncode == 0, ran.stderr
    pages = pages_of(Path(ran.stdout.strip()).read_bytes())
    text = " ".join(pages)
    assert all("Reviewer's copy: not for patients" in page for page in pages)
    for said in (
        "For the reviewer: our-ward",
        "our-rest",
        "high certainty",
        "Rest helps.",
        "Flesch-Kincaid",
        "SMOG",
        "Nurse: Jo Park",
        "HS-05",
    ):
        assert said in text
    assert "Neurologist: Date:" in text  # a line to sign on


def test_a_check_only_people_can_make_is_open_until_it_is_signed_for_these_words(handouts: Command, clinic: Path) -> None:
    def sign_line() -> str:
        ran = handouts("review", "our-packet")
        text = " ".join(pages_of(Path(ran.stdout.strip()).read_bytes()))
        return text[text.index("HS-02") : text.index("HS-03")]

    assert "Pharmacist: Date:" in sign_line()
    assert handouts("approve", "our-packet", "--role", "pharmacist", "--name", "Kim Oak", "--scope", "medicines").returncode == 0
    assert "Pharmacist: Kim Oak" in sign_line()
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    assert "Pharmacist: Date:" in sign_line()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PACKET_FILE, "Our packet", "The cure for MS"),
        ("clinic.yaml", "555-0100", "555-0199"),  # it stands on every page
        ("clinic.yaml", "Riverside Clinic", "Another Clinic"),
    ],
)
def test_what_a_packet_adds_to_its_sheets_is_signed_too(signed: Command, clinic: Path, file: str, old: str, new: str) -> None:
    (clinic / file).write_text((clinic / file).read_text().replace(old, new))
    ran = signed("build", "our-packet", "--release")
    assert ran.returncode == 1
    assert "'our-packet' was changed since [GV-02]" in ran.stderr


def test_the_page_of_changes_shows_a_packets_own_words_too(signed: Command, clinic: Path) -> None:
    (clinic / PACKET_FILE).write_text((clinic / PACKET_FILE).read_text().replace("Our packet", "Your packet"))
    text = " ".join(pages_of(Path(signed("diff", "our-packet").stdout.strip()).read_bytes()))
    assert "−Our− +Your+ packet" in text


def test_a_template_of_the_clinic_is_signed_with_the_packet(signed: Command, clinic: Path) -> None:
    template = clinic / "templates/sections/warning.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("<p>Wait.</p>")
    assert "'our-packet' was changed since [GV-02]" in signed("build", "our-packet", "--release").stderr


def test_evidence_behind_a_glossary_meaning_counts(handouts: Command, clinic: Path) -> None:
    glossary = clinic / "content/glossary/en-US.yaml"
    glossary.write_text(glossary.read_text().replace("plain: Hard shaking with a fever.", "plain: Hard shaking with a fever [@our-rest]."))
    (clinic / MODULE_FILE).write_text(our_ward("- {kind: paragraph, text: 'Call us for a {term:rigor}.'}"))
    sources = clinic / "content/evidence/sources.yaml"
    sources.write_text(
        sources.read_text().replace("short: Hill guide, 2024", f"short: Hill guide, 2024\n    retracted_on: {months_ago(1)}")
    )
    assert "the source 'hill-guide' was retracted" in handouts("build", "our-packet").stderr


def edit_approvals(clinic: Path, old: str, new: str) -> None:
    text = (clinic / "approvals.yaml").read_text()
    assert old in text
    (clinic / "approvals.yaml").write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (TODAY.isoformat(), "2099-01-01", "this approval is of a day to come [GV-05]"),
        (TODAY.isoformat(), months_ago(3), "before it was last revised"),
        ("Jo Park", "ann author, RN", "an author of 'our-ward' has approved it [GV-05]"),
    ],
)
def test_a_signature_edited_into_the_file_is_not_believed(signed: Command, clinic: Path, old: str, new: str, says: str) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(authors="[Ann Author]"))
    assert signed("build", "our-packet", "--release").returncode == 0  # who wrote it is not what was signed
    edit_approvals(clinic, old, new)
    ran = signed("build", "our-packet", "--release")
    assert ran.returncode == 1
    assert says in ran.stderr


def test_a_paper_signature_entered_late_does_not_take_the_place_of_a_newer_one(handouts: Command, clinic: Path) -> None:
    def due() -> str:
        return str(json.loads(handouts("status", "our-ward", "--format", "json").stdout)["modules"][0]["review_due"])

    (clinic / MODULE_FILE).write_text(our_ward(revised_on=months_ago(6)))
    for role, name in (("nurse", "Jo Park"), ("neurologist", "Lee Ash")):
        assert handouts("approve", "our-ward", "--role", role, "--name", name, "--on", months_ago(2)).returncode == 0
    before = due()
    assert handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park", "--on", months_ago(4)).returncode == 0
    assert due() == before


def test_one_person_in_two_roles_is_told(signed: Command, clinic: Path) -> None:
    edit_approvals(clinic, "Jo Park", "Lee Ash")
    ran = signed("build", "our-packet", "--release")
    assert ran.returncode == 0
    assert "warning: one person has signed 'our-ward' in two roles" in ran.stderr


def test_a_new_date_in_the_module_does_not_lift_an_old_approval(signed: Command, clinic: Path) -> None:
    edit_approvals(clinic, TODAY.isoformat(), months_ago(30))
    (clinic / MODULE_FILE).write_text(our_ward(revised_on=months_ago(31)))
    assert state_of(signed) == "expired"
    (clinic / MODULE_FILE).write_text(our_ward(revised_on=months_ago(1)))
    assert state_of(signed) == "expired"
    (clinic / MODULE_FILE).write_text(our_ward(revised_on="2099-01-01"))
    assert "a day to come [GV-05]" in signed("check").stderr


def test_nobody_is_not_a_role(handouts: Command, clinic: Path) -> None:
    (clinic / "clinic.yaml").write_text("required_roles: {default: []}\n")
    ran = handouts("status")
    assert ran.returncode == 1
    assert "clinic.yaml:1:27: error: this needs at least 1" in ran.stderr


def test_an_overdue_draft_says_both(handouts: Command, clinic: Path, tmp_path: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(revised_on=months_ago(24, 30)))
    pages, _ = built(handouts, tmp_path, "--allow-overdue", "the review is on Friday")
    assert all("Review overdue" in page and "Draft" in page for page in pages)
    text = pypdfium2.PdfDocument(tmp_path / "output" / "our-packet.en-US.pdf")[0].get_textpage()
    highest = max(text.get_rect(index)[3] for index in range(text.count_rects()))
    assert 792 - highest > 8 / 25.4 * 72  # both have one line: no printer reaches nearer to the edge than 8 mm


@pytest.mark.parametrize("reason", ["", " ", "...", "for jo@example.org"])
def test_overdue_text_needs_a_reason_in_words_about_nobody(handouts: Command, reason: str) -> None:
    assert handouts("build", "our-packet", "--allow-overdue", reason).returncode == 2


def test_a_role_that_need_not_sign_blocks_nothing(handouts: Command, clinic: Path) -> None:
    roles = (clinic / "clinic.yaml").read_text()
    (clinic / "clinic.yaml").write_text(roles.replace("[nurse, neurologist]", "[nurse, neurologist, pharmacist]"))
    assert handouts("approve", "our-packet", "--role", "pharmacist", "--name", "Kim Oak").returncode == 0
    (clinic / "clinic.yaml").write_text(roles)
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    for role, name in (("nurse", "Jo Park"), ("neurologist", "Lee Ash")):
        handouts("approve", "our-packet", "--role", role, "--name", name)
    assert handouts("build", "our-packet", "--release").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("our-ward", "--role", "nurse", "--name", "Jo Park", "--audience", "hsct-candidate"), "is not for 'hsct-candidate'"),
        (("our-packet", "--role", "nurse", "--name", "Jo Park", "--audience", "nobody"), "is not for 'nobody'"),
        (("our-ward", "--role", "nurse", "--name", " "), "this cannot be a name"),
        (("our-packet", "--role", "nurse", "--name", "Jo Park", "--scope", "medicines"), "who signs for it: pharmacist"),
    ],
)
def test_what_cannot_be_signed_so_is_told_in_words(handouts: Command, clinic: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = handouts("approve", *arguments)
    assert ran.returncode == 1
    assert says in ran.stderr
    assert not (clinic / "approvals.yaml").exists()


def test_the_page_of_changes_without_the_signed_words_says_so(signed: Command, clinic: Path) -> None:
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    for kept in (clinic / "approvals").glob("*.json"):
        kept.unlink()
    ran = signed("diff", "our-ward")
    assert "the signed words were not kept" in " ".join(pages_of(Path(ran.stdout.strip()).read_bytes()))


def test_each_signer_sees_what_changed_since_the_own_signature(handouts: Command, clinic: Path) -> None:
    handouts("approve", "our-ward", "--role", "nurse", "--name", "Jo Park", "--audience", "caregiver")
    (clinic / MODULE_FILE).write_text(our_ward(EDITED))
    handouts("approve", "our-ward", "--role", "neurologist", "--name", "Lee Ash", "--audience", "caregiver")
    (clinic / MODULE_FILE).write_text(our_ward(EDITED.replace("a little", "well")))
    text = " ".join(pages_of(Path(handouts("diff", "our-ward").stdout.strip()).read_bytes()))
    assert "what the nurse signed" in text
    assert "what the neurologist signed" in text
    assert text.count("before−") == 1  # only the nurse's text had it
    assert text.count("+well") == 2


def test_older_approvals_may_lie_in_a_file_of_their_own(signed: Command, clinic: Path) -> None:
    (clinic / "approvals.yaml").rename(clinic / "approvals" / "2026.yaml")
    assert signed("build", "our-packet", "--release").returncode == 0


def test_a_check_that_people_made_is_no_approval_of_the_text(handouts: Command) -> None:
    for role, name, scope in (("nurse", "Jo Park", "terms"), ("neurologist", "Lee Ash", "balance")):
        assert handouts("approve", "our-packet", "--role", role, "--name", name, "--scope", scope).returncode == 0
    assert state_of(handouts) == "draft"
    assert "not yet signed by nurse, neurologist" in handouts("build", "our-packet", "--release").stderr


def test_danger_signs_are_signed_again_each_year(handouts: Command, clinic: Path) -> None:
    ran = handouts("approve", "our-packet", "--role", "nurse", "--name", "Jo Park", "--scope", "danger-signs")
    assert ran.returncode == 0, ran.stderr

    def line() -> str:
        text = " ".join(pages_of(Path(handouts("review", "our-packet").stdout.strip()).read_bytes()))
        return text[text.index("HS-03") : text.index("HS-04")]

    assert "Nurse: Jo Park" in line()
    edit_approvals(clinic, TODAY.isoformat(), months_ago(13))
    assert "Nurse: Date:" in line()
