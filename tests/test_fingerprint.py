"""One hash for everything packets are made from: the same wherever the folders lie, another with any change."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.fingerprint import differences, library_fingerprint, library_parts
from handouts.folders import Folder, builtin_folder, find_folders
from handouts.problems import HandoutsError
from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, write_folder

TEXT = "- {kind: paragraph, text: Rest after lunch.}"
FILES = {
    MODULE_FILE: module_text(TEXT),
    PACKET_FILE: packet_text(),
    "approvals.yaml": "approvals: []\n",
    "approvals/older.yaml": "approvals: []\n",
    "templates/css/letter.css": "@page { size: letter }",
    "content/images/our-logo.svg": "<svg/>",
}
# Each is one change of the clinic's folder, and the name of what differs.
CHANGES = {
    "a word": ({MODULE_FILE: module_text("- {kind: paragraph, text: Rest after dinner.}")}, MODULE_FILE),
    "a phone number": ({"clinic.yaml": "name: Riverside Clinic\nphone_24h: 555-0100\n"}, "clinic.yaml"),
    "a template": ({"templates/css/letter.css": "@page { size: a4 }"}, "templates/css/letter.css"),
    "a picture": ({"content/images/our-logo.svg": "<svg />"}, "content/images/our-logo.svg"),
    "a signature": ({"approvals.yaml": "approvals: [] # x\n"}, "approvals.yaml"),
    "an older signature": ({"approvals/older.yaml": "approvals: [] # x\n"}, "approvals/older.yaml"),
    "a file more": ({"content/images/other.svg": "<svg/>"}, "content/images/other.svg"),
}


def folders_at(clinic: Path) -> tuple[Folder, ...]:
    return find_folders(clinic, {}, clinic)


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_what_is_printed_is_another_fingerprint_and_is_named(change: str, tmp_path: Path) -> None:
    files, name = CHANGES[change]
    here, there = (folders_at(write_folder(tmp_path / where, added)) for where, added in (("here", FILES), ("there", {**FILES, **files})))
    assert library_fingerprint(here) != library_fingerprint(there)
    assert differences(library_parts(here), library_parts(there)) == [f"clinic: {name}"]


def test_where_a_folder_lies_and_what_is_not_printed_make_no_difference(tmp_path: Path) -> None:
    beside = {"output/our-packet.pdf": "x", "README.md": "x", "content/.DS_Store": "x", "content/modules/.our-ward.swp": "x"}
    here = folders_at(write_folder(tmp_path / "here", FILES))
    there = folders_at(write_folder(tmp_path / "far/away", {**FILES, **beside}))
    assert library_fingerprint(here) == library_fingerprint(there)


def test_the_clinics_file_and_ours_of_the_same_name_are_two(tmp_path: Path) -> None:
    name = "templates/css/letter.css"
    parts = library_parts(folders_at(write_folder(tmp_path, FILES)))
    assert {f"clinic: {name}", f"builtin: {name}"} <= parts.keys()
    assert parts[f"clinic: {name}"] != parts[f"builtin: {name}"]


def test_what_makes_pages_is_part_of_it() -> None:
    parts = library_parts((builtin_folder(),))
    assert {"handouts", "weasyprint", "pikepdf", "builtin: templates/packet.html.j2"} <= parts.keys()
    assert "builtin: clinic.yaml" not in parts


def test_a_file_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    clinic = write_folder(tmp_path / "clinic", FILES)
    (clinic / "content/images/theirs.svg").symlink_to(write_folder(tmp_path / "other", FILES) / "clinic.yaml")
    with pytest.raises(HandoutsError, match="leads out of its folder"):
        library_fingerprint(folders_at(clinic))
