"""`handouts new`: a clinic's folder and the texts in it, begun by the real command, and right as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml
from PIL import Image

import handouts
from handouts.checks import Permit, check_packet
from handouts.checks.gaps import why_no_one_can_call
from handouts.checks.overrides import check_overrides
from handouts.cli.clinic_questions import path_in
from handouts.folders import CLINIC_VARIABLE
from handouts.model import Clinic
from handouts.names import Names
from handouts.packet import assemble
from handouts.problems import HandoutsError
from handouts.schema import MODELS, render_schema
from handouts.sections import KINDS
from handouts.skeletons.clinic import clinic_files, problems_in_answer
from handouts.skeletons.content import Draft, Kind, draft_text, is_builtin
from handouts.skeletons.logo import read_logo
from handouts.skeletons.placing import place_files
from handouts.skeletons.texts import skeleton
from handouts.validation import validate
from handouts.yamltext import parse_yaml
from tests.clinics import load_clinic, module_text
from tests.printed import builtin_library
from tests.test_schema import as_an_editor_reads, marked_by_an_editor, named_schema

Command = Callable[..., subprocess.CompletedProcess[str]]

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="10mm"><path d="M0 0H40V10H0Z"/></svg>'
FILES = {"clinic.yaml", "README.md", ".gitignore", ".pre-commit-config.yaml", "schema"}


def files_in(folder: Path) -> dict[str, bytes]:
    """Whatever lies in a folder, hidden or not."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def taken_up(text: str) -> str:
    """A skeleton with every line used that waits behind a `#`: `#key: value`, or `#  - kind: …` of a list."""
    used = re.sub(r"^#(?! \S)", "", text, flags=re.MULTILINE)
    assert used != text
    return used


# The clinic folder


def test_a_clinic_file_has_a_line_for_each_field_with_a_word_on_it_and_each_is_right_as_it_stands() -> None:
    lines = skeleton("clinic.yaml").splitlines()
    places = {match[1]: at for at, line in enumerate(lines) if (match := re.match(r"#([a-z0-9_]+): ", line))}
    assert list(places) == list(dict.fromkeys(places))
    assert set(places) == set(Clinic.model_fields)
    assert all(re.match(r"# [A-Z]", lines[at - 1]) or lines[at - 1].startswith("#emergency_number") for at in places.values())
    used = taken_up(skeleton("clinic.yaml"))
    assert marked_by_an_editor(as_an_editor_reads(used), "clinic.schema.json") == []
    value, problems = validate(Clinic, parse_yaml(used.encode(), "clinic.yaml"), Names())
    assert problems == []
    assert value is not None
    assert value.model_fields_set == set(Clinic.model_fields)


def test_a_new_folder_holds_the_answers_and_is_right_at_once(command: Command, tmp_path: Path) -> None:
    (tmp_path / "Our Logo.SVG").write_bytes(LOGO)
    root = tmp_path / "new" / "our clinic"
    answers = ["--name", "Lakeside: MS", "--phone-24h", "555-0100", "--phone-day", "+1 (555) 0101", "--paper", "a4", "--language", "en-US"]
    answers += [
        "--fever",
        "38.3",
        "--address",
        "12 Shore Road",
        "--address",
        "Springfield, IL 62701",
        "--logo",
        str(tmp_path / "Our Logo.SVG"),
    ]
    made = command("new", "clinic", root, *answers)
    assert (made.returncode, made.stdout) == (0, f"{root / 'clinic.yaml'}\n")
    assert made.stderr.splitlines()[0] == f"Next: cd '{root}'"
    assert len(made.stderr.splitlines()) == 3
    assert {path.name for path in root.iterdir()} == FILES | {"content"}
    assert {path.name for path in root.parent.iterdir()} == {"our clinic"}
    assert (root.stat().st_mode & 0o777, (root / "clinic.yaml").stat().st_mode & 0o777) == (0o755, 0o644)
    clinic = load_clinic(root).clinic
    assert (clinic.name, clinic.phone_24h, clinic.phone_day, clinic.paper) == ("Lakeside: MS", "555-0100", "+1 (555) 0101", "a4")
    assert (str(clinic.fever_c), clinic.address, clinic.language) == ("38.3", ("12 Shore Road", "Springfield, IL 62701"), "en-US")
    assert (clinic.logo, (root / "content/images/logo.svg").read_bytes()) == ("logo.svg", LOGO)
    assert named_schema(root / "clinic.yaml") == root / "schema/clinic.schema.json"
    assert marked_by_an_editor(as_an_editor_reads((root / "clinic.yaml").read_text("utf-8")), "clinic.schema.json") == []
    assert files_in(root / "schema") == {f"{name}.schema.json": render_schema(name).encode() for name in MODELS}


def test_without_a_terminal_nothing_is_asked_and_every_line_waits(command: Command, tmp_path: Path) -> None:
    made = command("new", "clinic", "ours", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, f"{Path('ours/clinic.yaml')}\n")
    assert (tmp_path / "ours/clinic.yaml").read_text("utf-8") == skeleton("clinic.yaml")


def test_nothing_is_ever_written_over(command: Command, tmp_path: Path) -> None:
    for name in ("schema/clinic.schema.json", ".pre-commit-config.yaml", "README.md"):
        path = tmp_path / "ours" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    refused = command("new", "clinic", "ours", "--name", "Lakeside", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    told = re.findall(r"^(\S+): error: this is there already$", refused.stderr, re.MULTILINE)
    assert sorted(told) == [str(Path("ours") / name) for name in (".pre-commit-config.yaml", "schema/clinic.schema.json")]
    assert list(files_in(tmp_path / "ours").values()) == [b"mine"] * 3


def test_a_clinic_folder_is_not_begun_twice(command: Command, tmp_path: Path) -> None:
    place_files(tmp_path / "ours", clinic_files({"name": "Lakeside"}))
    before = files_in(tmp_path)
    refused = command("new", "clinic", "ours", "--name", "Another", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "ours: error: this is a clinic folder already: change clinic.yaml\n"
    assert files_in(tmp_path) == before


def test_a_fresh_repository_may_become_the_clinics_and_keeps_what_is_in_it(command: Command, tmp_path: Path) -> None:
    mine = {"README.md": b"mine", ".gitignore": b"mine too", "notes.txt": b"mine as well"}
    root = tmp_path / "ours"
    place_files(root, mine)
    made = command("new", "clinic", ".", "--name", "Lakeside", cwd=root)
    assert made.returncode == 0, made.stderr
    assert {path.name for path in root.iterdir()} == FILES | {"notes.txt"}
    assert {name: (root / name).read_bytes() for name in mine} == mine
    assert "Left as it was: README.md and .gitignore.\n" in made.stderr
    assert "lists of people (*.csv, *.xlsx)" in made.stderr
    assert load_clinic(root).clinic.name == "Lakeside"


def test_git_is_offered_what_is_the_clinics_and_nothing_about_a_person(tmp_path: Path) -> None:
    place_files(tmp_path, clinic_files({"name": "Lakeside"}, ("logo.svg", LOGO)))
    clinics = {
        "approvals.yaml",
        "approvals/words.txt",
        "content/packets/ours.yaml",
        "receipts/ABCD-EFGH.json",
        ".github/workflows/check.yml",
    }
    page = (Path(__file__).parents[1] / "docs/how-to/name-and-dates.md").read_text("utf-8")
    [of_the_manual] = set(re.findall(r"^\$ handouts build \S+ --personal (l\S+)$", page, re.MULTILINE))
    lists = {f"people.{ending}" for ending in ("csv", "tsv", "txt", "xls", "xlsx", "ods", "numbers")}
    persons = {of_the_manual, *lists, "lists/june.csv", "ana.yml", "ana.json", "output/caregiver.json", "today/0002.pdf"}
    place_files(tmp_path, dict.fromkeys(clinics | persons, b"something"))
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    seen = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=tmp_path, text=True, capture_output=True, check=True
    ).stdout.splitlines()
    assert set(seen) == set(clinic_files({}, ("logo.svg", LOGO))) | clinics


def test_a_folder_has_a_name(command: Command, tmp_path: Path) -> None:
    refused = command("new", "clinic", "", "--name", "Lakeside", cwd=tmp_path)
    assert (refused.returncode, files_in(tmp_path)) == (2, {})
    assert "handouts new clinic our-clinic" in refused.stderr


@pytest.mark.parametrize(
    ("key", "answer", "told"),
    [
        ("name", "Lakeside\nand more", "--name: error: this is more than one line"),
        ("address", ["12 Shore\rRoad"], "--address: error: this is more than one line"),
        ("name", "", "--name: error: this needs at least 1 character"),
        ("fever_c", 100.4, "--fever: error: 100.4 is too large: the limit is written in °C\n    hint: 100.4 °F is 38.0 °C"),
        ("fever_c", 39.5, "--fever: error: 39.5 is too large\n    hint: it must be 39 or less"),
    ],
)
def test_an_answer_that_cannot_be_printed_is_told(key: str, answer: Any, told: str) -> None:
    [problem] = problems_in_answer(key, answer)
    assert str(problem) == told or str(problem).startswith(f"{told}\n    hint: write it on one line")


@pytest.mark.parametrize(
    ("given", "emergency", "why"),
    [
        ("555-01", "911", "looks too short to be called from home"),
        ("911", "", "looks too short to be called from home"),
        ("9-1-1", "911", "is the same as the emergency number"),
        ("555-0100", "911", ""),
        ("", "", ""),
    ],
)
def test_a_number_nobody_can_call_from_home_is_told_when_it_is_given_and_whenever_it_prints(given: str, emergency: str, why: str) -> None:
    assert why_no_one_can_call(given, emergency) == why
    clinic = Clinic(phone_24h=given or None, phone_day="555-0101", emergency_number=emergency or "112")
    builtin = replace(builtin_library(), clinic=clinic)
    found = [
        p for p in check_packet(builtin, assemble(builtin, "when-to-call", "en-US"), Permit(date(2026, 11, 22))) if "phone_24h" in p.message
    ]
    told = [(problem.message, problem.severity) for problem in found if "no phone_24h" not in problem.message]
    assert told == ([(f"phone_24h {why}", "warning")] if why else [])


def test_an_option_that_gives_such_a_number_is_refused(command: Command, tmp_path: Path) -> None:
    refused = command("new", "clinic", "ours", "--phone-24h", "911", "--phone-day", "555-01", cwd=tmp_path)
    assert refused.returncode == 1
    assert "--phone-24h: error: '911' looks too short to be called from home" in refused.stderr
    assert "--phone-day: error: '555-01' looks too short to be called from home" in refused.stderr
    assert files_in(tmp_path) == {}


def test_wrong_answers_are_told_together_and_nothing_is_made(command: Command, tmp_path: Path) -> None:
    answers = ["--phone-24h", "call us", "--phone-day", "5", "--fever", "100.4", "--language", "xx-XX", "--logo", "lost.png"]
    answers += ["--name", "Mrs Smith", *(word for line in "abcd" for word in ("--address", line))]
    refused = command("new", "clinic", "ours", *answers, cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    said = re.findall(r"^(\S+): error: (.+)$", refused.stderr, re.MULTILINE)
    assert dict(said) == {
        "--phone-24h": "'call us' is not a phone number",
        "--phone-day": "this needs at least 2 characters",
        "--fever": "100.4 is too large: the limit is written in °C",
        "--language": "there is no locale 'xx-XX'",
        "--address": "this may have at most 3",
        "--name": "this holds what looks like a person's name",
        "lost.png": "the logo cannot be read: No such file or directory",
    }
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize("name", ["file", "file/ours"])
def test_a_place_where_nothing_can_be_made_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(HandoutsError) as caught:
        place_files(tmp_path / name, clinic_files({}))
    assert [problem.place.path for problem in caught.value.problems] == [str(tmp_path / name)]
    assert files_in(tmp_path) == {"file": b"mine"}


def test_on_a_full_disk_there_is_no_half_folder(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))  # no file may be larger: much as on a disk that is full
    try:
        with pytest.raises(HandoutsError) as caught:
            place_files(tmp_path / "ours", {"clinic.yaml": b"name: Lakeside", "content/images/logo.png": b"x" * 5_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    [problem] = caught.value.problems
    assert problem.place.path == str(tmp_path / "ours/content/images/logo.png")
    assert "cannot be written: File too large" in problem.message
    assert list(tmp_path.iterdir()) == []


def dots(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 10)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("https://clinic.example/logo.svg", None, "nothing is fetched from an address"),
        ("logo.jpg", dots("JPEG"), "this is a photo (JPEG), not an SVG or a PNG"),
        ("logo.png", dots("JPEG"), "this is a photo (JPEG), not an SVG or a PNG"),
        ("logo.pdf", b"%PDF-1.7", "this is a PDF, not an SVG or a PNG"),
        ("logo.png", dots("PNG")[:50], "this is not a whole PNG picture"),
        ("logo.svg", b"our logo", "this is neither an SVG drawing nor a PNG picture"),
        ("logo.svg", LOGO.replace(b"<path", b"<script/><path"), "'script' has no place in a drawing"),
        ("logo.svg", LOGO.replace(b'width="40mm"', b'width="100%"'), "the drawing does not say how large it is"),
        ("logo.svg", LOGO + b" " * 2_000_000, "the picture is larger than 2 MB"),
        ("~nobody-here/logo.svg", None, "the logo cannot be read"),
        ("logo\0.svg", None, "that is no name of a file"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_logo_that_cannot_be_printed_is_refused(name: str, data: bytes | None, reason: str, tmp_path: Path) -> None:

    given = str(tmp_path / name) if data else name
    if data:
        Path(given).write_bytes(data)
    with pytest.raises(HandoutsError) as caught:
        read_logo(given)
    [problem] = caught.value.problems
    assert (problem.place.path, reason in problem.message, bool(problem.hint)) == (given, True, True)


@pytest.mark.parametrize(("name", "kind"), [("My Logo.PNG", "png"), ("our.SVG", "svg")])
def test_whatever_a_logo_is_called_it_gets_a_name_that_can_be_printed(name: str, kind: str, tmp_path: Path) -> None:

    (tmp_path / name).write_bytes(data := dots("PNG") if kind == "png" else LOGO)
    assert read_logo(str(tmp_path / name)) == (f"logo.{kind}", data)


def test_the_hook_of_a_new_folder_is_ours_and_precommit_runs_it(command: Command, tmp_path: Path) -> None:
    assert command("new", "clinic", "ours", "--name", "Lakeside", cwd=tmp_path).returncode == 0
    root = tmp_path / "ours"
    [ours] = yaml.safe_load((Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [[hook]] = [repo["hooks"] for repo in yaml.safe_load((root / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]]
    shared = ("id", "name", "entry", "pass_filenames", "files")
    assert {key: hook[key] for key in shared} == {key: ours[key] for key in shared}
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    (root / "clinic.yaml").write_text("name: Lakeside\nphone_24h: call us\n")
    stopped = run_precommit(root, tmp_path)
    assert stopped.returncode == 1
    assert "clinic.yaml:2:12: error: 'call us' is not a phone number" in stopped.stdout


def run_precommit(root: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home / "pre-commit"), "PYTHONUTF8": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment.pop(CLINIC_VARIABLE, None)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    line = [sys.executable, "-m", "pre_commit", "run"]
    return subprocess.run(line, cwd=root, env=environment, text=True, capture_output=True, check=False)


# The questions


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[], pexpect.spawn[str]]:
    """Start `handouts new clinic ours` on a terminal of its own."""

    def start() -> pexpect.spawn[str]:
        environment = {key: value for key, value in os.environ.items() if key != CLINIC_VARIABLE}
        environment |= {
            "PYTHONPATH": str(Path(handouts.__file__).parents[1]),
            "PYTHONUTF8": "1",
            "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        line = ["-m", "handouts", "new", "clinic", "ours"]
        terminal = pexpect.spawn(sys.executable, line, cwd=tmp_path, env=environment, encoding="utf-8", timeout=30, dimensions=(24, 80))
        terminal.delaybeforesend = 0.02
        return terminal

    return start


QUESTIONS = ("name of your clinic", "day and night", "working hours", "first line", "your logo", "paper in your printers")
CLEAR = "\x15"


def test_the_questions_fill_in_the_file_and_a_wrong_answer_is_asked_again(asked: Callable[[], pexpect.spawn[str]], tmp_path: Path) -> None:
    (tmp_path / "Our Logo.svg").write_bytes(LOGO)
    terminal = asked()
    for question, *typed in (
        (QUESTIONS[0], "Lakeside MS Center"),
        (QUESTIONS[1], "call us", "is not a phone number", "555-0100"),
        (QUESTIONS[2], "555-01", "looks too short to be called from home", ""),
        (QUESTIONS[3], "12 Shore Road"),
        ("Second line", "x" * 61, "longer than 60 characters", ""),
        (QUESTIONS[4], "https://clinic.example/logo.png", "nothing is fetched", "'Our Logo.svg'"),
    ):
        terminal.expect(question)
        answer, *again = typed
        terminal.send(answer + "\r")
        for reason, better in zip(again[::2], again[1::2], strict=True):
            terminal.expect(reason)
            terminal.send(f"{CLEAR}{better}\r")
    terminal.expect(QUESTIONS[5])
    terminal.expect_exact("Letter (8.5 by 11 inches)")
    terminal.expect_exact("A4 (210 by 297 mm)")
    terminal.send("\x1b[B\r")
    terminal.expect("Next: cd ours")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    clinic = load_clinic(tmp_path / "ours").clinic
    assert (clinic.name, clinic.phone_24h, clinic.phone_day) == ("Lakeside MS Center", "555-0100", None)
    assert (clinic.address, clinic.logo, clinic.paper) == (("12 Shore Road",), "logo.svg", "a4")


@pytest.mark.parametrize("dragged", ["{}/Our Logo.svg", "'{}/Our Logo.svg'", r"{}/Our\ Logo.svg", ' "{}/Our Logo.svg" '])
def test_a_logo_may_be_dragged_onto_the_terminal(dragged: str, tmp_path: Path) -> None:
    (tmp_path / "Our Logo.svg").write_bytes(LOGO)
    assert path_in(dragged.format(tmp_path)) == str(tmp_path / "Our Logo.svg")


@pytest.mark.parametrize(
    ("typed", "path"), [("", ""), ("nurse's logo.svg", "nurse's logo.svg"), (r"C:\lost\logo.svg", r"C:\lost\logo.svg")]
)
def test_a_path_that_leads_nowhere_is_told_as_it_was_typed(typed: str, path: str) -> None:
    assert path_in(typed) == path


def test_a_place_that_is_taken_is_told_before_anything_is_asked(asked: Callable[[], pexpect.spawn[str]], tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours/clinic.yaml").write_text("mine")
    terminal = asked()
    assert terminal.expect(["this is a clinic folder already", QUESTIONS[0]]) == 0
    terminal.expect(pexpect.EOF)


@pytest.mark.parametrize(("stop_at", "key"), [(0, "\x03"), (0, "\x04"), (len(QUESTIONS) - 1, "\x03")])
def test_whoever_stops_leaves_nothing(stop_at: int, key: str, asked: Callable[[], pexpect.spawn[str]], tmp_path: Path) -> None:
    terminal = asked()
    for question in QUESTIONS[:stop_at]:
        terminal.expect(question)
        terminal.send("\r")
    terminal.expect(QUESTIONS[stop_at])
    terminal.send(key)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert files_in(tmp_path) == {}
    assert not (tmp_path / "ours").exists()


# Modules, packets and readers


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A clinic's folder with every answer given."""
    answers: dict[str, Any] = {
        "name": "Lakeside",
        "phone_24h": "555-0100",
        "phone_day": "555-0101",
        "paper": "a4",
        "fever_c": 38.3,
        "language": "en-US",
    }
    place_files(tmp_path / "ours", clinic_files({**answers, "address": ["12 Shore Road", "Springfield"]}, ("logo.svg", LOGO)))
    return tmp_path / "ours"


def test_what_is_begun_in_a_folder_is_right_at_once(command: Command, ours: Path) -> None:
    begun = {
        "content/modules/parking-at-night/en-US.yaml": ("module", "parking-at-night", "--for", "caregiver", "--for", "hsct-candidate"),
        "content/packets/first-day.yaml": ("packet", "first-day", "--for", "caregiver", "--title", "The first day"),
        "content/audiences/visitors.yaml": ("audience", "visitors", "--name", "people who visit"),
    }
    for name, arguments in begun.items():
        made = command("new", *arguments, cwd=ours)
        assert (made.returncode, made.stdout) == (0, f"{Path(name)}\n"), made.stderr
        path = ours / name
        assert named_schema(path) == ours / f"schema/{arguments[0]}.schema.json"
        assert marked_by_an_editor(as_an_editor_reads(path.read_text("utf-8")), f"{arguments[0]}.schema.json") == []
    library = load_clinic(ours)
    assert str(library.modules["parking-at-night", "en-US"].value.title) == "Parking at night"
    assert library.modules["parking-at-night", "en-US"].value.audiences == ("caregiver", "hsct-candidate")
    first_day = library.packets["first-day"].value
    assert (str(first_day.title["en-US"]), first_day.part_of, first_day.front) == ("The first day", "caregiver", "when-to-get-help")
    assert library.audiences["visitors"].value.name == {"en-US": "people who visit"}
    checked = command("check", cwd=ours)
    assert (checked.returncode, " 0 errors, 0 warnings" in checked.stdout) == (0, True), checked.stdout + checked.stderr


COPIES: dict[tuple[Kind, str], str] = {
    ("module", "coming-home"): "content/modules/coming-home/en-US.yaml",
    ("packet", "when-to-call"): "content/packets/when-to-call.yaml",
    ("audience", "caregiver"): "content/audiences/caregiver.yaml",
}


def test_readers_of_ones_own_have_a_packet_as_soon_as_they_have_a_module(ours: Path, today: date) -> None:
    def begin(kind: Kind, name: str, *audiences: str) -> None:
        draft = Draft(kind, name, "en-US", "", audiences)
        place_files(ours, {draft.file_name: draft_text(load_clinic(ours), draft, today).encode()})

    begin("audience", "visitors")
    with pytest.raises(HandoutsError, match="there is no module for 'visitors' yet"):
        begin("packet", "visits", "visitors")
    begin("module", "visiting", "visitors")
    begin("packet", "visits", "visitors")
    library = load_clinic(ours)
    assert library.packets["visits"].value.modules == ("visiting",)
    assert [problem.message for problem in check_packet(library, assemble(library, "visits", "en-US"), Permit(today))] == []


def test_what_has_a_built_in_name_is_a_copy_that_says_so(ours: Path, today: date) -> None:
    for (kind, name), file in COPIES.items():
        draft = Draft(kind, name, "en-US")
        assert (draft.file_name, is_builtin(builtin_library(), draft)) == (file, True)
        place_files(ours, {file: draft_text(builtin_library(), draft, today).encode()})
    library = load_clinic(ours)
    for kind, name in COPIES:
        key = (name, "en-US") if kind == "module" else name
        before, after = (getattr(known, f"{kind}s")[key] for known in (builtin_library(), library))
        assert (before.file.origin, after.file.origin, after.value.based_on) == ("builtin", "clinic", before.sha256)
        assert after.value.model_copy(update={"based_on": None}) == before.value
        assert named_schema(after.file.path) == ours / f"schema/{kind}.schema.json"
    assert list(check_overrides(library)) == []


def test_a_copy_is_made_once_and_keeps_its_title(command: Command, ours: Path) -> None:
    file = Path(COPIES["module", "coming-home"])
    assert command("new", "module", "coming-home", "--title", "Home", cwd=ours).returncode == 2
    assert not (ours / file).exists()
    place_files(ours, {file.as_posix(): b"id: coming-home\n" + module_text("- {kind: paragraph, text: Rest.}", id="").encode()})
    before = files_in(ours)
    again = command("new", "module", "coming-home", cwd=ours)
    assert (again.returncode, again.stdout) == (1, "")
    assert f"{file}: error: this is there already" in again.stderr
    assert files_in(ours) == before


def test_every_section_of_a_new_module_can_be_taken_up(ours: Path) -> None:
    text = skeleton("module.yaml")
    listed = re.search(r"^# (paragraph, .+?)\.$", text, re.MULTILINE | re.DOTALL)
    assert listed is not None
    assert tuple(listed[1].replace("\n# ", " ").split(", ")) == KINDS
    path = ours / "content/modules/our-topic/en-US.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(taken_up(text), encoding="utf-8")
    module = load_clinic(ours).modules["our-topic", "en-US"].value
    kinds = [section.kind for section in module.sections]
    assert len(kinds) == len(set(kinds)) > len(KINDS) / 2
    assert marked_by_an_editor(as_an_editor_reads(path.read_text("utf-8")), "module.schema.json") == []


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (
            Draft("module", "parking", "en-US", "", ("caregivers",)),
            "--for: error: there is no audience 'caregivers'\n    hint: did you mean 'car",
        ),
        (Draft("module", "My Parking", "en-US", "", ("caregiver",)), "My Parking: error: this cannot be the name of a module"),
        (Draft("module", "parking", "en-GB", "", ("caregiver",)), "--locale: error: there is no locale 'en-GB'"),
        (Draft("packet", "../../etc", "en-US", "", ("caregiver",)), "../../etc: error: this cannot be the name of a packet"),
        (Draft("audience", "My Readers", "en-US"), "My Readers: error: this cannot be the name of an audience"),
        (Draft("module", "parking", "en-US", "A {y}", ("caregiver",)), "--title: error: unknown slot '{y}'"),
        (Draft("module", "parking", "en-US", "A [@lost]", ("caregiver",)), "--title: error: there is no claim 'lost'"),
        (Draft("packet", "parking", "en-US", "A {y}", ("caregiver",)), "--title: error: "),
        (Draft("audience", "visitors", "en-US", " "), "--name: error: this needs at least 1 character"),
        (
            Draft("module", "parking", "en-US", "Mrs Smith's car", ("caregiver",)),
            "--title: error: this holds what looks like a person's name",
        ),
    ],
)
def test_what_cannot_be_begun_is_told(draft: Draft, told: str, today: date) -> None:
    with pytest.raises(HandoutsError) as caught:
        draft_text(builtin_library(), draft, today)
    assert [told in str(problem) for problem in caught.value.problems] == [True]


def test_for_a_text_of_ones_own_it_asks_who_reads_it(command: Command, ours: Path) -> None:
    refused = command("new", "module", "parking", cwd=ours)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "with --for: caregiver, hsct-candidate, newly-diagnosed" in refused.stderr


def test_a_name_of_a_person_is_refused_and_not_repeated(today: date) -> None:
    with pytest.raises(HandoutsError) as caught:
        draft_text(builtin_library(), Draft("module", "Mrs-Smith-1980-01-02", "en-US", "", ("caregiver",)), today)
    [problem] = caught.value.problems
    assert "this looks like a person's name" in problem.message
    assert not any(word in str(problem) for word in ("Smith", "1980"))


def test_without_a_clinic_folder_it_says_how_to_make_one(command: Command) -> None:
    refused = command("new", "module", "coming-home")
    assert refused.returncode == 1
    assert "handouts new clinic our-clinic" in refused.stderr
