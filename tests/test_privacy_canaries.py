"""PV-01, from outside: made-up personal values go in wherever something can be typed, the real commands run, and none comes out again.

What is in a text prints, of course. It must not be in a name, in the PDF's properties, in a record, in a message or in a temporary file.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, riverside_files, write_folder

Ran = subprocess.CompletedProcess[str]
Command = Callable[..., Ran]

# No shape tells this name from a word. It may stand in a text, and nowhere else.
NAME = "Zebulon Quillfeather"
# Each with the part of it that must not be seen again.
CANARIES = {
    "e-mail": ("zebulon@quill.example", "zebulon"),
    "phone": ("555-867-5309", "867-5309"),
    "record": ("MRN 48151623", "48151623"),
    "birth": ("born on 3 March 1961", "March 1961"),
    "titled": ("Mrs. Quillfeather", "Quillfeather"),
    "visit": ("your visit is on June 17, 2031", "June 17"),
}
WRITTEN = " ".join(value for value, _ in CANARIES.values())
SEEN = [part for _, part in CANARIES.values()]
COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("list", "modules"),
    ("list", "packets", "--format", "json"),
    ("build", "our-packet"),
)


def clinic_files(text: str, **packet: str) -> dict[str, str]:
    """Return a clinic with one module that says `text`, and a packet of it."""
    return {
        **riverside_files(),
        MODULE_FILE: module_text(f"- kind: paragraph\n  text: {json.dumps(text)}"),
        PACKET_FILE: packet_text(**packet),
    }


@pytest.fixture
def runs(tmp_path: Path, command: Command) -> Callable[..., Ran]:
    """Run a command in a folder of its own that holds the clinic; what it leaves behind lies in output/, home/ and temp/."""
    for name in ("home", "temp"):
        (tmp_path / name).mkdir()

    def run(files: Files, *arguments: str, **variables: str) -> Ran:
        write_folder(tmp_path / "clinic", files)
        places = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temp"), "XDG_CACHE_HOME": str(tmp_path / "home/.cache")}
        return command(*arguments, cwd=tmp_path, HANDOUTS_CLINIC="clinic", **places, **variables)

    return run


def assert_unseen(words: Iterable[str], ran: Ran, folder: Path) -> None:
    """Nothing that was said, and no file that was left, holds one of the words; nor does the name of one."""
    left = [path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != "clinic"]
    names = " ".join(str(path.relative_to(folder)) for path in left)
    contents = b"".join(path.read_bytes() for path in left if path.is_file())
    for word in words:
        assert word not in ran.stdout
        assert word not in ran.stderr
        assert word not in names
        assert word.encode() not in contents


@pytest.fixture
def printed(tmp_path: Path, runs: Callable[..., Ran]) -> Path:
    """A packet built by the real command from a module that names a person."""
    ran = runs(clinic_files(f"{NAME} rests after lunch."), "build", "our-packet", "--output", "printed")
    assert (ran.returncode, ran.stdout) == (0, "printed/our-packet.en-US.pdf\n"), ran.stderr
    assert NAME.split()[1] not in ran.stderr
    return tmp_path


def test_a_name_in_a_text_is_in_the_text_alone(printed: Path) -> None:
    files = sorted(path for path in printed.rglob("*") if path.is_file() and path.relative_to(printed).parts[0] != "clinic")
    assert [path.name for path in files] == ["our-packet.en-US.json", "our-packet.en-US.pdf"]
    record, pdf = (path.read_bytes() for path in files)
    pages = pypdfium2.PdfDocument(pdf)
    assert any(NAME in " ".join(page.get_textpage().get_text_range().split()) for page in pages)
    for word in NAME.split():
        assert word not in record.decode()
        assert word not in _properties(pdf)


def _properties(pdf: bytes) -> str:
    """Everything a PDF says about itself: Info, XMP, names, bookmarks and attached files."""
    reader = PdfReader(BytesIO(pdf))
    xmp: Any = reader.root_object["/Metadata"].get_object()
    return " ".join(
        [str(reader.metadata), xmp.get_data().decode(), str(reader.outline), str(reader.attachments), str(dict(reader.root_object).keys())]
    )


def test_the_title_and_the_clinic_are_what_a_pdf_says_about_itself(printed: Path) -> None:
    said = _properties((printed / "printed/our-packet.en-US.pdf").read_bytes())
    assert "Our packet" in said
    assert "Riverside Clinic" in said


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_personal_values_in_a_text_are_refused_and_not_repeated(
    arguments: tuple[str, ...], tmp_path: Path, runs: Callable[..., Ran]
) -> None:
    ran = runs(clinic_files(WRITTEN), *arguments)
    told = ran.stdout + ran.stderr
    if arguments[0] == "list":
        assert ran.returncode == 0
    else:
        assert ran.returncode == 1
        assert all(f"looks like {kind}" in told for kind in ("an e-mail address", "a phone number", "a record number", "a date of birth"))
    assert_unseen(SEEN, ran, tmp_path)


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_wrong_on_a_page_is_not_told_where_a_text_looks_personal(form: str, tmp_path: Path, runs: Callable[..., Ran]) -> None:
    """With tiny, faint type every line of every page breaks a rule whose message would say the line."""
    other = "content/modules/other/en-US.yaml"
    files = {
        **clinic_files(WRITTEN, modules="[other, our-ward]"),
        other: module_text("- {kind: paragraph, text: Rest after lunch.}", id="other", title="Other"),
        "templates/css/letter.css": "@page { size: letter } p, h1, h2 { font-size: 4pt; color: #cccccc }",
    }
    ran = runs(files, "check", "--pages", "our-packet", "--format", form)
    assert ran.returncode == 1
    assert "looks like a record number" in ran.stdout + ran.stderr
    assert "AX-0" not in ran.stdout + ran.stderr
    assert_unseen(SEEN, ran, tmp_path)
    well = runs({**files, MODULE_FILE: module_text("- {kind: paragraph, text: Rest well.}")}, "check", "--pages", "our-packet")
    assert "AX-04" in well.stdout + well.stderr


# A mistake in the same place: its message would say what was typed.
SLIPS = {
    "a claim": {MODULE_FILE: module_text("- {kind: paragraph, text: 'Rest [@mrn-48151623].'}")},
    "a slot": {MODULE_FILE: module_text("- {kind: paragraph, text: 'Call {clinic.555-867-5309}.'}")},
    "a link": {MODULE_FILE: module_text("- {kind: paragraph, text: '[write](http:zebulon@quill.example)'}")},
    "a kind": {MODULE_FILE: module_text("- {kind: Mrs. Quillfeather, text: Rest.}")},
    "a tier": {MODULE_FILE: module_text("- {kind: call, tier: MRN 48151623, signs: [Fever]}")},
    "a key": {MODULE_FILE: module_text("- {kind: paragraph, text: Rest., zebulon@quill.example: yes}")},
    "an id": {MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}", id="mrn-48151623")},
    "a date": {MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}", revised_on="born on 3 March 1961")},
    "a reader": {MODULE_FILE: module_text("- {kind: paragraph, text: Rest.}", audiences="[mrn-48151623]")},
    "a waiver": {
        MODULE_FILE: module_text(
            "- {kind: paragraph, text: Rest.}", waive="[{rule: WD-01, reason: for MRN 48151623, role: nurse, waived_on: 2026-11-22}]"
        )
    },
    "yaml": {MODULE_FILE: "id: our-ward\ntitle: Call 555-867-5309: now\n"},
    "a title": {PACKET_FILE: packet_text(title="{en-US: For Mrs. Quillfeather}")},
    "a module": {PACKET_FILE: packet_text(modules="[mrn-48151623]")},
    "a file": {"content/packets/mrn-48151623.yaml": packet_text(id="our-packet")},
    "a file no one reads": {"content/packets/mrn-48151623.yml": "id: x\n"},
    "a phone": {"clinic.yaml": "phone_24h: zebulon@quill.example\n"},
    "two phones": {"clinic.yaml": "phone_24h: 555-867-5309; 555-867-5310\n"},
    "a limit": {"clinic.yaml": "fever_c: MRN 48151623\n"},
    "a clinic": {"clinic.yaml": "name: Riverside, for Mrs. Quillfeather\n"},
}


@pytest.mark.parametrize(
    ("arguments", "slip"),
    [
        *((("check",), slip) for slip in SLIPS),
        *((("build", "our-packet", "--format", "json"), slip) for slip in ("a key", "a file", "a title", "a phone")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_message_about_a_slip_does_not_repeat_it(arguments: tuple[str, ...], slip: str, tmp_path: Path, runs: Callable[..., Ran]) -> None:
    ran = runs({**clinic_files("Rest well."), **SLIPS[slip]}, *arguments)
    assert ran.returncode == 1
    assert "error" in ran.stdout + ran.stderr
    assert_unseen(SEEN, ran, tmp_path)


def test_a_packet_named_after_a_person_is_not_built(tmp_path: Path, runs: Callable[..., Ran]) -> None:
    name = "mrn-48151623"
    files = {
        **riverside_files(),
        f"content/modules/{name}/en-US.yaml": module_text("- {kind: paragraph, text: Rest.}", id=name),
        f"content/packets/{name}.yaml": packet_text(id=name, modules=f"[{name}]"),
    }
    ran = runs(files, "build", name)
    assert ran.returncode == 1
    assert "content/packets: error: the name of a packet in here looks like a record number [PV-01]" in ran.stderr
    assert_unseen(["48151623"], ran, tmp_path)
    listed = runs(files, "list", "packets", "--origin")
    assert listed.returncode == 0
    assert_unseen(["48151623"], listed, tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "mrn-48151623"),
        ("build", "our-packet", "--locale", "zebulon@quill.example"),
        ("build", "--size", "MRN 48151623"),
        ("list", "Mrs. Quillfeather"),
        ("zebulon@quill.example",),
    ],
    ids=" ".join,
)
def test_a_slip_on_the_command_line_is_not_repeated(arguments: tuple[str, ...], tmp_path: Path, runs: Callable[..., Ran]) -> None:
    ran = runs(clinic_files("Rest well."), *arguments)
    assert ran.returncode in (1, 2)
    assert "(hidden)" in ran.stderr
    assert_unseen(SEEN, ran, tmp_path)


@pytest.mark.parametrize(("value", "word"), CANARIES.values(), ids=CANARIES)
def test_no_reason_that_goes_on_record_is_about_a_person(value: str, word: str, tmp_path: Path, runs: Callable[..., Ran]) -> None:
    ran = runs(clinic_files("Rest well."), "build", "our-packet", "--allow-overdue", f"waiting: {value}")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--allow-overdue" in ran.stderr
    assert_unseen([word], ran, tmp_path)


@pytest.fixture
def broken_machine(tmp_path: Path) -> Callable[[str], str]:
    """Return a folder that stands before Python's own, in which a library fails with personal values in what it says."""

    def broken(library: str) -> str:
        folder = tmp_path / "clinic" / "broken"
        folder.mkdir(parents=True)
        (folder / f"{library}.py").write_text(f"raise RuntimeError({f'{NAME}, {WRITTEN}'!r})\n", encoding="utf-8")
        return str(folder)

    return broken


@pytest.mark.parametrize("arguments", [*COMMANDS, ("doctor",)], ids=" ".join)
@pytest.mark.parametrize("library", ["yaml", "weasyprint"])
def test_a_crash_tells_nothing_about_a_person(
    arguments: tuple[str, ...], library: str, tmp_path: Path, runs: Callable[..., Ran], broken_machine: Callable[[str], str]
) -> None:
    ran = runs(clinic_files("Rest well."), *arguments, path_first=broken_machine(library))
    if library == "yaml" or arguments[0] in ("build", "doctor"):
        assert ran.returncode in (1, 3)
        assert "a bug of ours" in ran.stdout + ran.stderr
    else:
        assert ran.returncode != 3
    assert_unseen([*SEEN, *NAME.split()], ran, tmp_path)
