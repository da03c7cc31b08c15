"""The command line as a clinic runs it: a process of its own, its exit code, and what it prints where."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handouts import __version__
from tests.clinics import MODULE_FILE, PACKET_FILE, locale_text, module_text, packet_text, riverside_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

# One of each thing, added by the clinic.
ADDED = {
    **riverside_files(),
    MODULE_FILE: module_text("- {kind: paragraph, text: 'Rest [@our-rest].'}"),
    PACKET_FILE: packet_text(),
    "content/audiences/visitor.yaml": "id: visitor\nname: {en-US: people who visit}\n",
    "content/locales/en-CA.yaml": locale_text("en-CA", name="English (Canada)"),
}
BROKEN = {**ADDED, MODULE_FILE: module_text("- {kind: paragraph, text: 'Rest [@our-rst].'}")}
BROKEN_PLACE = f"clinic/{MODULE_FILE}:8:37"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "clinic", ADDED)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "clinic", BROKEN)


def rows(ran: subprocess.CompletedProcess[str]) -> dict[str, dict[str, str]]:
    assert ran.returncode == 0, ran.stderr
    listed: list[dict[str, str]] = json.loads(ran.stdout)
    assert [row["id"] for row in listed] == sorted(row["id"] for row in listed)
    return {row["id"]: row for row in listed}


# Exit codes: 0 done, 1 problems in the content, 2 usage, 3 a bug of ours


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command(flag: str, command: Command) -> None:
    ran = command(flag)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(f"\n  {name} " in ran.stdout for name in ("build", "list", "check", "schema", "doctor"))


def test_version_is_the_programs(command: Command) -> None:
    ran = command("--version")
    assert (ran.returncode, ran.stdout) == (0, f"handouts, version {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pint"], "No such command 'pint'"),
        (["build", "--huge"], "--huge"),
        (["build", "--size", "huge"], "'huge' is not one of"),
        (["build", "--paper", "a5"], "'a5' is not one of"),
        (["build", "--jobs", "0"], "0 is not in the range"),
        (["list"], "Missing argument"),
        (["list", "nurses"], "'nurses' is not one of"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["schema", "modul"], "did you mean 'module'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_line_is_2_and_says_what_is_wrong(arguments: list[str], told: str, command: Command) -> None:
    ran = command(*arguments)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert told in ran.stderr


@pytest.mark.parametrize("arguments", [["build"], ["list", "modules"], ["check"]], ids=" ".join)
def test_a_mistake_in_the_content_is_1_and_is_told_on_stderr(arguments: list[str], broken: Path, command: Command) -> None:
    ran = command(*arguments, "--clinic", "clinic", cwd=broken.parent)
    assert ran.returncode == 1
    assert ran.stdout == ""
    lines = ran.stderr.splitlines()
    assert lines[0] == f"{BROKEN_PLACE}: error: there is no claim 'our-rst'"
    assert "    hint: did you mean 'our-rest'?" in lines
    assert not (broken.parent / "output").exists()


@pytest.mark.parametrize("arguments", [["build"], ["list", "modules"], ["check"]], ids=" ".join)
def test_a_clinic_folder_that_is_not_there_is_1(arguments: list[str], command: Command) -> None:
    ran = command(*arguments, "--clinic", "no-clinic")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("no-clinic: error: there is no such clinic folder\n    hint: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["our-paket"], "our-paket: error: there is no such packet\n    hint: did you mean 'our-packet'?\n"),
        (["our-packet", "--locale", "fr-FR"], "fr-FR: error: there is no such locale\n    hint: "),
        (["our-packet", "--locale", "en-CA"], "has no words for en-CA"),
    ],
    ids=["packet", "locale", "translation"],
)
def test_what_cannot_be_built_is_1_and_writes_nothing(arguments: list[str], told: str, clinic: Path, command: Command) -> None:
    ran = command("build", *arguments, "--clinic", "clinic", "--output", "printed", cwd=clinic.parent)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert told in ran.stderr
    assert not (clinic.parent / "printed").exists()


def test_an_output_folder_that_cannot_be_is_1(tmp_path: Path, command: Command) -> None:
    (tmp_path / "a-file").write_text("in the way")
    ran = command("schema", "--output", "a-file/schemas", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.startswith("a-file/schemas/module.schema.json: error: cannot be written: ")
    assert "--output" in ran.stderr
    assert (tmp_path / "a-file").read_text() == "in the way"


def test_a_folder_in_the_way_of_a_file_is_1_and_leaves_nothing_half_done(tmp_path: Path, command: Command) -> None:
    (tmp_path / "schemas" / "clinic.schema.json").mkdir(parents=True)
    ran = command("schema", "clinic", "--output", "schemas", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("schemas/clinic.schema.json: error: cannot be written: ")
    assert [path.name for path in (tmp_path / "schemas").rglob("*")] == ["clinic.schema.json"]


@pytest.fixture
def broken_machine(tmp_path: Path) -> str:
    """A folder that stands before Python's own, with a YAML library in it that fails as no one foresaw."""
    path = tmp_path / "broken"
    path.mkdir()
    (path / "yaml.py").write_text("raise RuntimeError('the name of a patient')\n")
    return str(path)


def test_a_failure_no_one_foresaw_is_3_and_one_line_without_its_details(broken_machine: str, command: Command) -> None:
    ran = command("list", "packets", path_first=broken_machine)
    assert ran.returncode == 3
    assert ran.stdout == ""
    [line] = ran.stderr.splitlines()
    assert "bug of ours (RuntimeError)" in line
    assert "HANDOUTS_TRACEBACK=1" in line
    assert "patient" not in line


def test_the_traceback_of_such_a_failure_can_be_had(broken_machine: str, command: Command) -> None:
    ran = command("list", "packets", path_first=broken_machine, HANDOUTS_TRACEBACK="1")
    assert ran.returncode == 3
    assert ran.stderr.startswith("Traceback (most recent call last):\n")
    assert "yaml.py" in ran.stderr


# handouts list

THINGS = {
    "packets": ("our-packet", "Our packet", "content/packets/our-packet.yaml", "caregiver"),
    "modules": ("our-ward (en-US)", "Our ward", "content/modules/our-ward/en-US.yaml", None),
    "audiences": ("visitor", "people who visit", "content/audiences/visitor.yaml", "caregiver"),
    "locales": ("en-CA", "English (Canada)", "content/locales/en-CA.yaml", "en-US"),
    "sources": ("hill-guide", "Hill guide, 2024", "content/evidence/sources.yaml", None),
}


@pytest.mark.parametrize("thing", sorted(THINGS))
def test_list_as_json_tells_each_thing_with_its_origin(thing: str, clinic: Path, command: Command) -> None:
    name, title, file, built_in = THINGS[thing]
    found = rows(command("list", thing, "--clinic", "clinic", "--format", "json", cwd=clinic.parent))
    assert found[name] == {"id": name, "name": title, "origin": "clinic", "file": f"clinic/{file}"}
    others = [row for row in found.values() if row["origin"] == "builtin"]
    assert others != []
    assert all(row.keys() == {"id", "name", "origin", "file"} and all(row.values()) for row in found.values())
    assert all(Path(row["file"]).is_absolute() and Path(row["file"]).is_file() for row in others)
    assert built_in is None or found[built_in]["origin"] == "builtin"


@pytest.mark.parametrize("thing", sorted(THINGS))
def test_list_prints_one_line_for_each_thing(thing: str, clinic: Path, command: Command) -> None:
    name, title, file, _ = THINGS[thing]
    plain = command("list", thing, "--clinic", "clinic", cwd=clinic.parent)
    with_origin = command("list", thing, "--origin", "--clinic", "clinic", cwd=clinic.parent)
    assert (plain.returncode, plain.stderr, with_origin.returncode, with_origin.stderr) == (0, "", 0, "")
    [line] = [line for line in plain.stdout.splitlines() if line.startswith(f"{name} ")]
    assert line.split("  ")[0] == name
    assert (
        line.removesuffix("  clinic" if thing == "packets" else "").rstrip().endswith(title)
    )  # of packets it is always told who made them
    [line] = [line for line in with_origin.stdout.splitlines() if line.startswith(f"{name} ")]
    assert line.split() == [*name.split(), *title.split(), "clinic", f"clinic/{file}"]
    assert len(plain.stdout.splitlines()) == len(with_origin.stdout.splitlines()) > 1


def test_the_clinic_may_be_named_by_a_variable_or_by_standing_in_it(clinic: Path, command: Command) -> None:
    listed = ["list", "packets", "--format", "json"]
    assert "our-packet" not in rows(command(*listed))
    assert rows(command(*listed, HANDOUTS_CLINIC=str(clinic)))["our-packet"]["origin"] == "clinic"
    assert rows(command(*listed, cwd=clinic))["our-packet"]["file"] == PACKET_FILE
    assert "our-packet" not in rows(command(*listed, "--clinic", ".", HANDOUTS_CLINIC=str(clinic)))


# handouts check


def test_the_built_in_content_has_no_errors(command: Command) -> None:
    ran = command("check")
    assert ran.returncode == 0, ran.stderr
    assert "error:" not in ran.stderr
    assert " 0 errors, " in ran.stdout


def test_check_counts_what_it_looked_at_and_warns_on_stderr(clinic: Path, command: Command) -> None:
    ran = command("check", "--clinic", "clinic", cwd=clinic.parent)
    assert ran.returncode == 0, ran.stderr
    assert "clinic/clinic.yaml: warning: no phone_day is given" in ran.stderr
    assert "phone_24h" not in ran.stderr
    summary = ran.stdout.splitlines()[-1]
    assert all(word in summary for word in ("modules", "packets", "claims", "sources", "0 errors", "warning"))


def problems(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.stdout)["problems"]
    return found


def test_check_as_json_is_for_machines(clinic: Path, command: Command) -> None:
    ran = command("check", "--clinic", "clinic", "--format", "json", cwd=clinic.parent)
    assert (ran.returncode, ran.stderr) == (0, "")
    [missing] = [problem for problem in problems(ran) if "phone_day" in problem["message"]]
    assert missing.keys() == {"path", "line", "column", "severity", "message", "hint", "rule"}
    assert (missing["path"], missing["line"], missing["severity"]) == ("clinic/clinic.yaml", 0, "warning")


def test_check_as_json_tells_errors_too(broken: Path, command: Command) -> None:
    ran = command("check", "--clinic", "clinic", "--format", "json", cwd=broken.parent)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert problems(ran) == [
        {
            "path": f"clinic/{MODULE_FILE}",
            "line": 8,
            "column": 37,
            "severity": "error",
            "message": "there is no claim 'our-rst'",
            "hint": "did you mean 'our-rest'?",
            "rule": "",
        }
    ]


def test_check_tells_the_problems_of_packets_that_load_but_cannot_be_built(clinic: Path, command: Command) -> None:
    write_folder(clinic, {**ADDED, PACKET_FILE: packet_text(layout="sheets")})
    ran = command("check", "--clinic", "clinic", cwd=clinic.parent)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert f"clinic/{PACKET_FILE}:6:10: error: the packet has no '" in ran.stderr


# handouts schema and doctor


def test_the_built_in_content_has_no_errors_in_another_country(tmp_path: Path, command: Command) -> None:
    """What is for the United States alone is left out there, what is for Britain alone is checked there."""
    lines = ["jurisdiction: GB", "fever_c: 37.5", "low_temperature_c: 36.0", 'emergency_number: "999"', 'crisis_line: "116 123"']
    (tmp_path / "clinic.yaml").write_text("\n".join([*lines, "phone_24h: 020 7946 0100", "phone_day: 020 7946 0101", ""]))
    ran = command("check", "--clinic", str(tmp_path))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "0 errors, 0 warnings" in ran.stdout


def test_a_country_without_limits_is_asked_for_its_own(tmp_path: Path, command: Command) -> None:
    (tmp_path / "clinic.yaml").write_text("jurisdiction: GB\n")
    ran = command("check", "--clinic", str(tmp_path))
    assert ran.returncode == 1
    for key in ("fever_c", "low_temperature_c", "emergency_number", "crisis_line"):
        assert f"error: no {key} is given, and none is usual in GB" in ran.stderr


def test_schema_lists_what_there_is_and_prints_one(command: Command) -> None:
    names = command("schema").stdout.splitlines()
    assert names[:4] == ["module", "packet", "audience", "sources"]
    assert names[4:] == ["claims", "pairings", "questions", "glossary", "locale", "language", "clinic", "approvals"]
    printed = command("schema", "clinic")
    assert printed.returncode == 0
    assert "phone_24h" in json.loads(printed.stdout)["properties"]


def test_a_rule_is_shown_with_its_standard_and_both_examples(command: Command) -> None:
    ran = command("rules", "RD-03", "HS")
    assert ran.returncode == 0
    assert ran.stdout.startswith("RD-03 (checked on each sheet, warning)\n")
    assert all(said in ran.stdout for said in ("From: ", "Do: ", "Fails:\n", "Passes:\n", "HS-12 (signed for by people"))
    listed = command("rules").stdout.splitlines()
    assert len({line.split()[0] for line in listed}) == len(listed) == 77


def test_a_rule_that_is_not_there_is_1(command: Command) -> None:
    ran = command("rules", "RD-33")
    assert ran.returncode == 1
    assert "there is no such rule" in ran.stderr


def test_doctor_says_that_this_machine_can_print(tmp_path: Path, command: Command) -> None:
    ran = command("doctor", "--output", "printed", cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout
    lines = ran.stdout.splitlines()
    assert [line[:5] for line in lines[:4]] == ["ok   "] * 4
    assert re.match("(ok|--)   Printer: .", lines[4]), "there need not be one"
    assert lines[-1] == "Ready to print."
    assert list((tmp_path / "printed").iterdir()) == []


def test_doctor_says_what_is_in_the_way(broken: Path, command: Command) -> None:
    (broken.parent / "a-file").write_text("in the way")
    ran = command("doctor", "--output", "a-file/printed", cwd=broken.parent, HANDOUTS_CLINIC="clinic")
    assert ran.returncode == 1
    assert "NO   Content and templates: there is no claim 'our-rst'\n     did you mean 'our-rest'?" in ran.stdout
    assert "NO   Output folder: a-file/printed cannot be written to" in ran.stdout
    assert "Ready to print." not in ran.stdout
