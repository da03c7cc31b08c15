"""A packet's code, from the build that leaves a receipt to the day someone asks: is what was printed still good?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from handouts.again import what_to_do
from handouts.approvals import APPROVALS_FILE
from handouts.build import build_packets
from handouts.checks import Permit
from handouts.cli.verify import verify as verify_command
from handouts.folders import builtin_folder, find_folders
from handouts.library import Library
from handouts.notes import WIDTH, chart_note
from handouts.orders import Order
from handouts.packet import assemble
from handouts.pdf.codes import codes_in
from handouts.problems import HandoutsError
from handouts.receipt import SIGNS, nearest_code, read_code, receipt_code
from handouts.records import look_up_file, records_in
from handouts.register import PrintedModule, Receipt
from handouts.signing import Signer, editions_to_sign, sign
from handouts.variant import Variant
from handouts.verdict import ModuleToday, Verdict
from handouts.verify import known_codes, stale_prints, verdicts_on
from tests.clinics import MODULE_FILE, PACKET_FILE, load_alone, module_text, packet_text, whole_files, write_folder
from tests.small import small_pdf

Command = Callable[..., subprocess.CompletedProcess[str]]

TODAY = date(2026, 11, 22)
LABELS = ["Packet code: {code}"]
TEXT = "- {kind: paragraph, text: 'Rest a little before lunch [@our-rest].'}"
OTHER = "content/modules/our-lunch/en-US.yaml"
SOURCES = "content/evidence/sources.yaml"
RECORD = "our-packet.en-US.large.json"
ROLES = {"nurse": "Jo Park", "neurologist": "Lee Ash"}


def our_ward(sections: str = TEXT, **lines: str) -> str:
    return module_text(sections, **{"audiences": "[caregiver, newly-diagnosed]", "version": '"1.2"', "revised_on": "2026-11-01", **lines})


@dataclass(frozen=True)
class Place:
    """A clinic's folder and the files printed from it."""

    clinic: Path
    output: Path
    code: str

    @property
    def pdf(self) -> Path:
        return self.output / "our-packet.en-US.large.pdf"

    @property
    def printed(self) -> tuple[Path, Path]:
        return self.pdf, self.pdf.with_suffix(".booklet.pdf")

    def stale(self, today: date = TODAY) -> dict[Path, tuple[str, ...]]:
        return stale_prints(load_alone(self.clinic), self.output, today)

    def edit(self, name: str, before: str, after: str) -> None:
        path = self.clinic / name
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    def verdict(self, today: date = TODAY) -> Verdict:
        verdicts = verdicts_on(load_alone(self.clinic), self.code, list(records_in([self.output])), today)
        assert len(verdicts) == 1
        return verdicts[0]


def builtin_readers() -> dict[str, str]:
    """Return the built-in readers as files of the clinic: so it loads at once without the built-in folder, and in front of it too."""
    return {found.name: found.path.read_text("utf-8") for found in builtin_folder().files("content/audiences/*.yaml")}


def to_print(clinic: Path) -> Library:
    """Return the clinic's library with the built-in templates behind it."""
    return replace(load_alone(clinic), folders=find_folders(clinic, {}, clinic))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A clinic of two topics that has approved them, and its packet in large print and as a booklet."""
    root = tmp_path_factory.mktemp("made")
    files = {
        **whole_files(),
        **builtin_readers(),
        MODULE_FILE: our_ward(),
        OTHER: our_ward("- {kind: paragraph, text: Eat what you like.}", id="our-lunch", title="Lunch", main_message="Do eat."),
        PACKET_FILE: packet_text(modules="[our-ward, our-lunch]"),
        "clinic.yaml": "name: Riverside Clinic\nphone_24h: 555-0100\nrequired_roles: {default: [nurse, neurologist]}\n",
    }
    clinic = write_folder(root / "clinic", files)
    for role, name in ROLES.items():
        library = load_alone(clinic)
        signing = sign(library, Signer(role, name, TODAY), editions_to_sign(library, "our-packet", "en-US"), TODAY)
        for path, data in signing.files.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    library, order = to_print(clinic), Order("our-packet", "en-US", Variant("large", form="booklet"))
    build_packets(library, [order], root / "output", Permit(TODAY))
    return Place(clinic, root / "output", receipt_code(assemble(library, "our-packet", "en-US")))


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    """The same, to be changed."""
    shutil.copytree(made.clinic, tmp_path / "clinic")
    shutil.copytree(made.output, tmp_path / "output")
    return Place(tmp_path / "clinic", tmp_path / "output", made.code)


@pytest.fixture
def verify(command: Command, place: Place) -> Command:
    """Run `handouts verify` for the clinic as it is on this day."""
    return lambda *words: command("verify", *words, "--clinic", place.clinic, "--output", place.output)


# The code, as it is printed and typed.


@given(st.text(alphabet=SIGNS, min_size=8, max_size=8), st.data())
def test_a_code_is_read_however_it_is_typed(signs: str, data: st.DataObject) -> None:
    code = f"{signs[:4]}-{signs[4:]}"
    like = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(data.draw(st.sampled_from(like.get(sign, sign + sign.lower()))) for sign in signs)
    between = data.draw(st.sampled_from(("", " ", "-", "‑", " - ", "–")))
    assert read_code(f" {typed[:4]}{between}{typed[4:]} ") == code


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM-3XNPP", "K7QM-3XNU", "K7QM/3XNP", "../receipts", "K7QM-3XN\uff30"])
def test_what_is_no_code_is_not_read_as_one(typed: str) -> None:
    assert read_code(typed) is None


@pytest.mark.parametrize("typed", ["K7QM-3XNB", "K7QM-3XN", "K7QM-33XNP", "K7MQ-3XNP", "k7qm 3xnpp"])
def test_a_slip_leads_to_the_code_that_was_meant(typed: str) -> None:
    assert nearest_code(typed, ["TM13-BH6X", "K7QM-3XNP", "0000-0000"]) == "K7QM-3XNP"
    assert nearest_code("ZZZZ-ZZZZ", ["TM13-BH6X", "K7QM-3XNP"]) is None


# The code in the file.


def test_the_file_the_booklet_and_no_other_carry_the_code_and_both_standards_hold(made: Place) -> None:
    pdf, booklet = made.pdf.read_bytes(), made.pdf.with_suffix(".booklet.pdf").read_bytes()
    assert codes_in(pdf, ()) == codes_in(booklet, ()) == [made.code]
    assert codes_in(small_pdf("<p>K7QM-3XNP</p>"), LABELS) == []
    for standard in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=standard)
        assert report.rules.total > 50
        assert not report.failures


def resaved(pdf: bytes, *, encryption: pikepdf.Encryption | bool = False) -> bytes:
    """Return the file as another program prints it anew: its pages, and nothing of what it says of itself."""
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.Root.Metadata
        del opened.trailer["/Info"]
        opened.save(file, encryption=encryption)
    return file.getvalue()


def test_the_code_is_found_on_the_page_when_another_program_saved_the_file_anew(made: Place) -> None:
    again = resaved(made.pdf.read_bytes())
    assert codes_in(again, LABELS) == [made.code]
    assert codes_in(again, ["{code}"]) == []


def test_a_stack_of_packets_gives_each_of_their_codes() -> None:
    stack = "".join(f"<p>Packet\N{NO-BREAK SPACE}code: {code}</p>" for code in ("K7QM-3XNP", "TM13-BH6X", "K7QM-3XNP"))
    assert codes_in(small_pdf(stack), LABELS) == ["K7QM-3XNP", "TM13-BH6X"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda pdf: b"", "not a PDF, or it is damaged"),
        (lambda pdf: b"Dear Mrs. Quillfeather", "not a PDF, or it is damaged"),
        (lambda pdf: pdf[: len(pdf) // 2].replace(b"obj", b"jbo"), "not a PDF, or it is damaged"),
        (lambda pdf: resaved(pdf, encryption=pikepdf.Encryption(owner="a", user="b")), "locked with a password"),
    ],
    ids=["empty", "letter", "half", "locked"],
)
def test_a_file_that_cannot_be_read_is_told(spoil: Callable[[bytes], bytes], said: str, made: Place) -> None:
    with pytest.raises(HandoutsError, match=said) as told:
        codes_in(spoil(made.pdf.read_bytes()), LABELS)
    assert "Quillfeather" not in str(told.value)


# The register.


def test_a_build_leaves_one_receipt_without_day_or_person_and_never_touches_it_again(place: Place) -> None:
    path = place.clinic / "receipts" / f"{place.code}.json"
    receipt = json.loads(path.read_bytes())
    assert list(path.parent.iterdir()) == [path]
    assert [(module["id"], module["version"]) for module in receipt["modules"]] == [("our-ward", "1.2"), ("our-lunch", "1.2")]
    assert receipt["title"] == "Our packet"
    assert not {"built_on", "warnings", "made_with"} & receipt.keys()
    assert not any(name in path.read_text() for name in ROLES.values())
    before, library = path.read_bytes(), to_print(place.clinic)
    path.write_bytes(before + b"\n")
    build_packets(library, [Order("our-packet", "en-US", Variant())], place.output, Permit(date(2026, 12, 24)))
    assert path.read_bytes() == before + b"\n"
    path.unlink()
    build_packets(library, [Order("our-packet", "en-US", Variant(), "text")], place.output, Permit(date(2026, 12, 24)))
    assert path.read_bytes() == before


def test_a_register_that_cannot_be_written_stops_nothing(place: Place) -> None:
    shutil.rmtree(place.clinic / "receipts")
    (place.clinic / "receipts").write_text("a file is in the way")
    build_packets(to_print(place.clinic), [Order("our-packet", "en-US", Variant(), "text")], place.output, Permit(TODAY))
    assert (place.output / "our-packet.en-US.txt.json").is_file()
    assert place.verdict().is_good


@pytest.mark.parametrize("damage", [lambda text: text[:-20], lambda text: text.replace("Our packet", "Their packet"), lambda _: "[]"])
def test_a_damaged_receipt_is_told_and_not_believed(damage: Callable[[str], str], place: Place) -> None:
    path = place.clinic / "receipts" / f"{place.code}.json"
    path.write_text(damage(path.read_text()))
    verdict = place.verdict()
    assert verdict.is_good
    assert verdict.found_in == ("today's texts",)
    assert verdict.notes == ("your clinic's receipt of this code is damaged; bring it back from a backup",)
    place.edit(MODULE_FILE, "before lunch", "after lunch")
    with pytest.raises(HandoutsError, match="this receipt is damaged"):
        verdicts_on(load_alone(place.clinic), place.code, [], TODAY)


@pytest.mark.parametrize("damage", ["", "[" * 100_000])
def test_a_damaged_receipt_is_written_anew_with_the_next_packet(damage: str, place: Place) -> None:
    path = place.clinic / "receipts" / f"{place.code}.json"
    before = path.read_bytes()
    path.write_text(damage)
    build_packets(to_print(place.clinic), [Order("our-packet", "en-US", Variant(), "text")], place.output, Permit(TODAY))
    assert path.read_bytes() == before


def test_a_damaged_record_is_passed_over(place: Place) -> None:
    record = (place.output / RECORD).read_text()
    others = (
        '{"dear": "reader"}',
        "[",
        '{"modules": [1], "code": 7}',
        '{"modules": [], "sha256": []}',
        "[" * 100_000,
        record + " " * 5_000_000,
    )
    for number, text in enumerate(others):
        (place.output / f"{number}.json").write_text(text)
    os.mkfifo(place.output / "pipe.json")
    assert [record.path.name for record in records_in([place.output])] == [RECORD]


# What became of it.


def test_what_nothing_happened_to_is_good_until_its_first_date(place: Place) -> None:
    verdict = place.verdict()
    assert verdict.is_good
    assert verdict.good_until == date(2028, 11, 22)
    assert verdict.notes == ()
    assert verdict.found_in == ("your clinic's receipts", "today's texts")
    assert verdict.records == (place.output / RECORD,)
    assert [module.stands for module in verdict.modules] == ["same", "same"]
    assert place.stale() == {}


def test_a_new_version_of_the_same_words_is_good(place: Place) -> None:
    place.edit(MODULE_FILE, '"1.2"', '"1.3"')
    module = place.verdict().modules[0]
    assert (module.printed.version, module.version, module.stands) == ("1.2", "1.3", "same")


WITHDRAWN = "withdrawn: {withdrawn_on: 2026-11-20, reason: Numbers were wrong, replacement: our-lunch}\nsections:"
CHANGES: dict[str, tuple[str, str, str, str, str]] = {
    "changed": (
        MODULE_FILE,
        "before lunch",
        "after lunch",
        "changed",
        "'our-ward' was changed since (paragraph, text)",
    ),
    "withdrawn": (
        MODULE_FILE,
        "sections:",
        WITHDRAWN,
        "withdrawn",
        "'our-ward' was withdrawn on 2026-11-20: Numbers were wrong; use 'our-lunch' instead",
    ),
    "retracted": (
        SOURCES,
        "short: Hill guide, 2024",
        "short: Hill guide, 2024\n    retracted_on: 2026-11-01",
        "retracted",
        "'our-ward' rests on a source 'hill-guide' retracted on 2026-11-01",
    ),
    "for others now": (
        MODULE_FILE,
        "[caregiver, newly-diagnosed]",
        "[newly-diagnosed]",
        "gone",
        "'our-ward' is no longer a topic for these readers",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_happened_to_a_topic_is_told_and_it_is_not_handed_out(change: str, place: Place) -> None:
    name, before, after, stands, reason = CHANGES[change]
    place.edit(name, before, after)
    verdict = place.verdict()
    assert verdict.modules[0].stands == stands
    assert any(told.startswith(reason) for told in verdict.reasons)
    assert not verdict.is_good
    assert verdict.good_until is None
    assert place.stale() == dict.fromkeys(place.printed, ("our-ward",))


@pytest.mark.parametrize(
    ("today", "stands", "good"),
    [
        (date(2028, 8, 23), "same", True),
        (date(2028, 9, 1), "due", True),
        (date(2028, 11, 23), "overdue", False),
        (date(2029, 2, 21), "out of date", False),
    ],
)
def test_dates_are_those_of_the_day_it_is_asked_on(today: date, stands: str, good: bool, place: Place) -> None:
    verdict = place.verdict(today)
    assert [module.stands for module in verdict.modules] == [stands, stands]
    assert verdict.is_good == good
    assert ("'our-ward' must be checked again by 2028-11-22" in verdict.notes) == (stands == "due")


def test_a_signature_for_other_words_is_not_one_for_these(place: Place) -> None:
    path = place.clinic / APPROVALS_FILE
    path.write_text(path.read_text().replace(place.verdict().modules[1].printed.text_sha256, "0" * 64))
    verdict = place.verdict()
    assert [module.stands for module in verdict.modules] == ["same", "not approved"]
    assert verdict.reasons == ("'our-lunch' was approved in other words, and these were not",)


def test_a_draft_is_good_and_says_that_it_is_one(place: Place) -> None:
    (place.clinic / APPROVALS_FILE).unlink()
    verdict = place.verdict()
    assert verdict.is_good
    assert verdict.notes == ("it is a draft: not everyone who must approve it has",)


def test_changed_words_nobody_signed_are_told_together(place: Place) -> None:
    (place.clinic / APPROVALS_FILE).unlink()
    shutil.rmtree(place.clinic / "approvals")
    place.edit(MODULE_FILE, "before lunch", "after lunch")
    place.edit(OTHER, "what you like", "well")
    assert place.verdict().reasons == ("changed since: our-ward, our-lunch",)


@pytest.mark.parametrize("kept", ["receipt", "record"])
def test_a_changed_number_on_every_page_is_told(kept: str, place: Place) -> None:
    (place.clinic / APPROVALS_FILE).unlink()
    if kept == "record":
        shutil.rmtree(place.clinic / "receipts")
    place.edit("clinic.yaml", "555-0100", "555-0199")
    what = "the phone number on every page" if kept == "receipt" else "its title, its order, or the lines on every page"
    assert place.verdict().reasons == (f"changed since on the packet itself: {what}",)
    assert place.stale() == dict.fromkeys(place.printed, (what,))


def test_its_own_words_approved_otherwise_are_told(place: Place) -> None:
    path = place.clinic / APPROVALS_FILE
    own = assemble(load_alone(place.clinic), "our-packet", "en-US").edition.sha256
    path.write_text(path.read_text().replace(own, "0" * 64))
    assert place.verdict().reasons == ("the packet's own words (title, topics, order) were approved otherwise than they are",)
    assert place.stale() == dict.fromkeys(place.printed, ("its own words are not approved",))


def test_a_claim_to_be_looked_up_is_a_note_and_nothing_to_replace(place: Place) -> None:
    place.edit(SOURCES, "accessed_on: 2026-11-22", "accessed_on: 2023-11-01")
    verdict = place.verdict()
    assert verdict.is_good
    assert any(note.startswith("'our-ward': claim 'our-rest' to be looked up again since") for note in verdict.notes)
    assert place.stale() == {}


def test_of_a_packet_that_is_no_more_the_topics_and_the_number_are_looked_at(place: Place) -> None:
    (place.clinic / PACKET_FILE).unlink()
    verdict = place.verdict()
    assert verdict.is_good
    assert any("is not among the packets that can be made today" in note for note in verdict.notes)
    place.edit("clinic.yaml", "555-0100", "555-0199")
    assert place.verdict().reasons == ("changed since on the packet itself: the phone number on every page",)
    shutil.rmtree(place.clinic / "receipts")
    assert any(note.startswith("nothing was kept of the lines on its every page") for note in place.verdict().notes)


def test_a_packet_never_printed_here_is_known_by_its_words(place: Place) -> None:
    shutil.rmtree(place.clinic / "receipts")
    shutil.rmtree(place.output)
    assert place.verdict().found_in == ("today's texts",)
    assert known_codes(load_alone(place.clinic), []) == {place.code: "our-packet"}


def test_two_packets_with_one_code_are_both_told(place: Place) -> None:
    record = json.loads((place.output / RECORD).read_bytes())
    (place.output / "other.json").write_text(json.dumps({**record, "packet": "their-packet"}))
    verdicts = verdicts_on(load_alone(place.clinic), place.code, list(records_in([place.output])), TODAY)
    assert [verdict.receipt.packet for verdict in verdicts] == ["our-packet", "their-packet"]


# The command.


def test_the_command_says_in_words_that_a_packet_is_good(verify: Command, place: Place) -> None:
    ran = verify(*place.code.lower().split("-"))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(f"{place.code}  Our packet\nour-packet, English (United States). ")
    assert f" Known from: your clinic's receipts, today's texts, 1 record in {place.output}.\n" in ran.stdout
    assert "\n  same  our-ward 1.2\n  same  our-lunch 1.2\n" in ran.stdout
    assert ran.stdout.endswith("\nStill good until November 22, 2028.\n")


def test_the_command_says_what_not_to_hand_out_and_what_to_do(verify: Command, place: Place) -> None:
    place.edit(MODULE_FILE, "before lunch", "after lunch")
    voided = verify(place.code)
    clinic = f"--clinic {place.clinic}\n"
    assert voided.returncode == 1
    assert f"What was changed in our-ward: handouts diff our-ward --lang en-US {clinic}" in voided.stdout
    assert f"before that is put right. How it stands: handouts status our-packet {clinic}" in voided.stdout
    (place.clinic / APPROVALS_FILE).unlink()
    shutil.rmtree(place.clinic / "approvals")
    ran = verify(place.pdf)
    assert "Do not hand out: changed since: our-ward.\n" in ran.stdout
    assert f"Print it again: handouts build our-packet --lang en-US --size large {clinic}" in ran.stdout
    told = verify(place.pdf, "--note")
    assert (told.returncode, told.stderr) == (1, "do not hand it out: changed since: our-ward\n")
    assert told.stdout.startswith("Handout: ")
    assert told.stdout.endswith("\n2 topics: our-ward (1.2); Lunch (1.2)\n"), "nothing was kept of what its title was"


def test_of_a_draft_no_day_is_promised(verify: Command, place: Place) -> None:
    (place.clinic / APPROVALS_FILE).unlink()
    ran = verify(place.code)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("\nA draft; its words are as they are today.\n")


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ({"packet": "our-packet-own-abcdef"}, "our-packet --only our-ward,our-lunch --order our-ward,our-lunch"),
        ({"packet": "their-packet"}, "our-packet --only our-ward,our-lunch --order our-ward,our-lunch"),
        ({"packet": "our-short-own-abcdef"}, "our-short --only our-ward,our-lunch --order our-ward,our-lunch"),
    ],
)
def test_what_was_chosen_and_not_saved_can_be_made_again(before: dict[str, str], again: str, place: Place) -> None:
    receipt = Receipt("K7QM-3XNP", before["packet"], "caregiver", "en-US", place.verdict().receipt.modules)
    for name, modules in (("our-packet", "[our-lunch, our-ward]"), ("our-short", "[our-lunch]")):
        (place.clinic / f"content/packets/{name}.yaml").write_text(packet_text(id=name, modules=modules))
    verdict = replace(place.verdict(), receipt=receipt, listed=False)
    library = load_alone(place.clinic)
    assert list(what_to_do(library, verdict, None, None)) == [f"Make it again: handouts packet {again} --lang en-US"]
    withdrawn = replace(verdict, modules=(replace(verdict.modules[0], state="withdrawn"), verdict.modules[1]))
    (line,) = what_to_do(library, withdrawn, "large", None)
    assert line.startswith("Make it again without our-ward: handouts packet ")
    assert line.endswith(" --only our-lunch --lang en-US --size large")
    waiting = replace(verdict, modules=(replace(verdict.modules[0], state="voided"), verdict.modules[1]))
    (line,) = what_to_do(library, waiting, None, "our clinic")
    assert line.endswith("How it stands: handouts status our-ward --clinic 'our clinic'")


def test_a_stack_is_told_packet_by_packet_also_of_a_code_nobody_knows(verify: Command, place: Place) -> None:
    stack = place.output / "stack.pdf"
    with pikepdf.open(place.pdf) as first, pikepdf.open(BytesIO(small_pdf("<p>Packet code: 0000-0000</p>"))) as second:
        first.pages.extend(second.pages)  # the properties are those of the first
        first.save(stack)
    assert codes_in(stack.read_bytes(), LABELS) == [place.code, "0000-0000"]
    ran = verify(stack)
    assert ran.returncode == 1
    assert "There are 2 packets to look at." in ran.stdout
    assert "\n  same  our-ward 1.2\n" in ran.stdout
    assert "Do not hand out: 0000-0000: nothing is known of this code.\n" in ran.stdout
    assert "Print it again" not in ran.stdout
    assert "give the code of the one you mean" in verify(stack, "--note").stderr


def test_files_of_one_person_are_named_as_they_lie_there(place: Place) -> None:
    record = json.loads((place.output / RECORD).read_bytes())
    del record["sha256"]
    place.edit(MODULE_FILE, "before lunch", "after lunch")
    batch, alone = place.output / "batch", place.output / "alone"
    for folder, of, names in (
        (batch, "our-packet.en-US.large.booklet", ("0002-our-packet.en-US.large", "0002-our-packet.en-US.large.booklet", "merged")),
        (alone, "our-packet.en-US.personal-abc", ("our-packet.en-US.personal-abc", "our-packet.en-US.personal-xyz")),
    ):
        folder.mkdir()
        (folder / f"{of}.json").write_text(json.dumps({**record, "personal": True}))
        for name in names:
            shutil.copy(place.pdf, folder / f"{name}.pdf")
    library = load_alone(place.clinic)
    assert [path.name for path in stale_prints(library, batch, TODAY)] == [
        "0002-our-packet.en-US.large.booklet.pdf",
        "0002-our-packet.en-US.large.pdf",
    ]
    assert [path.name for path in stale_prints(library, alone, TODAY)] == ["our-packet.en-US.personal-abc.pdf"]
    found = look_up_file(b"", "0002-our-packet.en-US.large.pdf", records_in([batch]))
    assert found.state == "not on record"
    assert found.record
    assert found.record.size == "large"


def test_a_file_is_compared_with_its_record(verify: Command, place: Place) -> None:
    place.pdf.write_bytes(place.pdf.read_bytes() + b"\n")
    changed = verify(place.pdf)
    assert changed.returncode == 1
    assert "Do not hand out: the file was changed since it was made" in changed.stdout
    other = place.pdf.rename(place.output / "for-zebulon.pdf")
    renamed = verify(other)
    assert renamed.returncode == 0
    assert "The file itself is not on record" in renamed.stdout
    assert "zebulon" not in renamed.stdout + renamed.stderr


def test_an_unknown_code_says_where_it_was_looked_for_and_what_was_meant(verify: Command, place: Place) -> None:
    wrong = place.code[:-1] + ("0" if place.code[-1] != "0" else "1")
    ran = verify(wrong)
    assert ran.returncode == 1
    assert "nothing is known of this code" in ran.stderr
    assert f"did you mean {place.code} (our-packet)?" in ran.stderr
    assert "looked in your clinic's receipts" in ran.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing argument"),
        (("a.pdf", "b.pdf"), "One packet at a time"),
        (("K7QM-3XNP", "b.pdf"), "One packet at a time"),
        (("K7QM-3XNP", "--note", "--fhir"), "Choose one of"),
        (("K7QM-3XNP", "--note", "--format", "json"), "Choose one of"),
        (("K7QM-3XNP", "--attach"), "go with --fhir"),
        (("K7QM-3XNP", "--subject", "-"), "go with --fhir"),
        (("K7QM-3XNP", "--attach", "--fhir"), "needs the file"),
    ],
)
def test_a_wrong_call_is_told(words: tuple[str, ...], said: str) -> None:
    ran = CliRunner().invoke(verify_command, words)
    assert (ran.exit_code, said in ran.stderr) == (2, True), ran.output


def test_what_is_no_code_and_a_file_that_is_not_there_are_told(verify: Command) -> None:
    for words, said in (
        (("K7QM",), "this is not a packet code"),
        (("A" * 5000,), "this is not a packet code"),
        (("no-such.pdf",), "FILE.pdf: error: the file cannot be read: No such file"),
    ):
        ran = verify(*words)
        assert (ran.returncode, said in ran.stderr) == (1, True), ran.stderr


# The note for the chart.


def test_of_a_file_on_record_the_note_is_three_lines_that_name_the_packet_and_no_person(verify: Command, place: Place) -> None:
    today = date.today()
    made = json.loads(verify(place.pdf, "--format", "json").stdout)
    assert (made["good"], made["file"], [module["stands"] for module in made["packets"][0]["modules"]]) == (
        True,
        "as made",
        ["same", "same"],
    )
    assert verify(place.pdf, "--note").stdout.splitlines() == [
        'Handout: "Our packet", English (United States)',
        f"Noted {today:%B} {today.day}, {today.year}. Packet code {place.code}. Large print.",
        "2 topics: Our ward (1.2); Lunch (1.2)",
    ]


TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=200)


@given(TITLES, st.integers(1, 60), st.integers(1, 60))
def test_a_note_keeps_every_topic_and_no_other_line_is_longer_than_a_chart_takes(title: str, topics: int, length: int) -> None:
    names = [f"{number} {'x' * length}" for number in range(topics)]
    modules = tuple(ModuleToday(PrintedModule("id", "10.12", ""), same_words=True, state="approved", title=name) for name in names)
    receipt = Receipt("K7QM-3XNP", "our-packet", "caregiver", "en-US", tuple(module.printed for module in modules))
    verdict = Verdict(receipt, title, (), (), modules, (), own_voided=False, listed=True, is_draft=False)
    lines = chart_note(verdict, "Portuguese (Brazil), for readers abroad", date(2026, 9, 30), "extra-large").split("\n")
    assert len(lines) == 3
    assert max(map(len, lines[:2])) <= WIDTH
    assert lines[2].partition(": ")[2].split("; ") == [f"{name} (10.12)" for name in names]
