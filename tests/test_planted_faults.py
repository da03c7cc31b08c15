"""Twenty faults of twenty rules, planted in a copy of the whole library: one run finds them all, each at its line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.folders import builtin_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

MODULES = "content/modules"


@dataclass(frozen=True)
class Fault:
    """What is added to the end of a module (or of another file); the rule must point at the line where `at` then stands."""

    rule: str
    file: str
    added: str
    at: str


def section(rule: str, name: str, added: str, at: str) -> Fault:
    """A section at the end of a built-in module."""
    return Fault(rule, f"{MODULES}/{name}/en-US.yaml", added, at)


LONG = (
    "Ask the nurse on the ward which of the many things that you read here are right for you and "
    "which are meant for other people on the ward."
)
MANY = (
    "Sit down and drink a large glass of cool water. Call a friend who can help you with the meals. Look out of the window for a "
    "while and rest. Then go back to your book, or to the film you like. Take a walk in the garden when the sun is out. Sleep when "
    "you feel tired, day or night."
)
FAULTS = [
    section(
        "RD-03", "what-ms-is", f"  - kind: paragraph\n    text: >-\n      Rest well.\n      {LONG}\n", "Ask the nurse on the ward which"
    ),
    section("RD-04", "first-weeks", f"  - kind: paragraph\n    text: {MANY}\n", "Look out of the window"),
    section(
        "RD-06", "packing-list", "  - kind: paragraph\n    title: What should I leave out?\n    text: Do not bring candles.\n", "candles"
    ),
    section("WD-01", "coming-home", "  - kind: paragraph\n    text: Please utilize the lift.\n", "utilize"),
    section("WD-03", "the-steps", "  - kind: paragraph\n    text: Ask us about GVHD.\n", "GVHD"),
    section("WD-05", "what-hsct-is", "  - kind: paragraph\n    text: It is a miracle.\n", "miracle"),
    section("WD-06", "start-here", "  - kind: paragraph\n    text: Many people suffer from MS.\n", "suffer from"),
    section("WD-07", "infection-safety", "  - kind: paragraph\n    text: Wash hands and/or wear gloves.\n", "and/or"),
    section("ST-03", "more-help", "  - kind: paragraph\n    title: Overview\n    text: Ask us.\n", "Overview"),
    section("ST-04", "who-it-may-suit", "  - kind: bullets\n    title: What else?\n    items:\n      - Ask us.\n", "- Ask us."),
    section("ST-07", "is-hsct-approved", "  - kind: paragraph\n    text: Ask us. TBD\n", "TBD"),
    section("AC-01", "caregiver-role", "  - kind: actions\n    items:\n      - do: Patients should rest a lot.\n", "Patients should"),
    section(
        "AC-02", "temperature-log", "  - kind: steps\n    items:\n      - Wash it.\n      - The screen has a number.\n", "The screen has"
    ),
    section(
        "AC-05",
        "questions-to-ask",
        "  - kind: teach-back\n    items: [Do you understand?, Tell me your plan., Tell me why., Show me how.]\n",
        "Do you understand",
    ),
    section("NU-01", "later-harms", "  - kind: paragraph\n    text: It came back in 3 of 55 people.\n", "3 of 55"),
    section("NU-03", "harms-in-numbers", "  - kind: paragraph\n    text: It halves the risk.\n", "halves"),
    section("NU-05", "benefits-in-numbers", "  - kind: paragraph\n    text: Ask about the odds ratio.\n", "odds ratio"),
    section("NU-06", "fertility-and-family", "  - kind: paragraph\n    text: Multiply your weight by the dose.\n", "Multiply"),
    section("PV-02", "your-choices", "  - kind: paragraph\n    text: Write to jo.park@example.org.\n", "jo.park"),
    section(
        "RD-05", "what-we-know", "  - kind: actions\n    items:\n      - do: Ask which tests are done by the ward.\n", "Ask which tests"
    ),
    section("NU-10", "caring-for-yourself", "  - kind: paragraph\n    text: MIST was a trial [@mist-main-result].\n", "MIST was a trial"),
    section("GV-03", "what-matters-to-you", "withdrawn: {withdrawn_on: 2026-01-01, reason: It is too old.}\n", "id: what-matters-to-you"),
]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic folder with the whole library in it, and every fault in its place."""
    folder = copy_of_library(tmp_path_factory.mktemp("library"))
    for fault in FAULTS:
        with (folder / fault.file).open("a", encoding="utf-8") as file:
            file.write(fault.added)
    return folder


def copy_of_library(folder: Path) -> Path:
    shutil.copytree(builtin_folder().root / "content", folder / "content")
    (folder / "clinic.yaml").write_text("name: Riverside Clinic\nphone_24h: 555-0100\nphone_day: 555-0101\n")
    return folder


def place_of(folder: Path, fault: Fault) -> tuple[str, int]:
    """The file as the command line shows it, and the line of the fault."""
    lines = (folder / fault.file).read_text("utf-8").splitlines()
    [line] = [number for number, line in enumerate(lines, 1) if fault.at in line]
    return str(folder / fault.file), line


def test_the_faults_are_of_twenty_different_rules() -> None:
    assert len({fault.rule for fault in FAULTS}) == len(FAULTS) >= 20


def test_one_run_finds_every_planted_fault_at_its_line(planted: Path, command: Command) -> None:
    ran = command("check", "--clinic", planted, "--format", "json")
    assert ran.returncode == 1
    found = {(problem["rule"], problem["path"], problem["line"]) for problem in json.loads(ran.stdout)["problems"]}
    missed = {fault.rule: place for fault in FAULTS if (place := (fault.rule, *place_of(planted, fault))) not in found}
    assert missed == {}, [place for place in sorted(found) if place[0] in missed]


def test_without_the_faults_the_copy_has_none_of_them(tmp_path: Path, command: Command) -> None:
    ran = command("check", "--clinic", copy_of_library(tmp_path), "--format", "json")
    said = [problem for problem in json.loads(ran.stdout)["problems"] if problem["rule"]]
    assert [problem for problem in said if problem["severity"] == "error"] == []
