"""What `handouts check` says, and how: for a person, for a machine, and beside the lines of a pull request."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from handouts.cli.excerpt import WIDTH, excerpt
from handouts.cli.github import annotation
from handouts.cli.terminal import MANY, by_file, show_problems, tally
from handouts.problems import Place, Problem, Severity
from tests.clinics import MODULE_FILE, PACKET_FILE, module_text, packet_text, riverside_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

PHONE, NAME = "212-555-0143", "Mrs. Adler"
SECTIONS = """\
- kind: paragraph
  text: >-
    Rest when you
    can. This is a miracle for everyone.
- kind: paragraph
  waive: [{rule: WD-05, reason: Our own word for it., role: editor, waived_on: 2026-10-01}]
  text: Rest is a miracle.
"""
ABOUT_ONE_PERSON = f"""\
- kind: paragraph
  text: When {NAME} has rested well and eaten well and slept well, please call {PHONE} to say how you both are and what you need.
"""
FILES = {
    **riverside_files(),
    MODULE_FILE: module_text(SECTIONS, audiences="[caregiver]"),
    "content/modules/our-calm/en-US.yaml": module_text(
        "- {kind: paragraph, text: 'Rest.', waive: [{rule: RD-03, reason: Once long., role: editor, waived_on: 2026-10-01}]}", id="our-calm"
    ),
    "content/modules/our-visit/en-US.yaml": module_text(ABOUT_ONE_PERSON, id="our-visit", audiences="[caregiver]"),
    PACKET_FILE: packet_text(),
}
CALM_FILE = "clinic/content/modules/our-calm/en-US.yaml"
OUR_FILE = f"clinic/{MODULE_FILE}"


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Run `handouts check` over the clinic; once for the same arguments."""
    folder = tmp_path_factory.mktemp("check")
    write_folder(folder / "clinic", FILES)

    @cache
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-X", "utf8", "-m", "handouts", "check", "--clinic", "clinic", *arguments]
        return subprocess.run(line, cwd=folder, text=True, encoding="utf-8", capture_output=True, check=False)

    return run


def block_of(path: str, said: str) -> list[str]:
    """The lines about one file."""
    [block] = [part for part in said.split("\n\n") if part.startswith(f"{path}:")]
    return block.splitlines()


# For a person


def test_each_problem_has_its_line_of_text_a_caret_and_a_hint(check: Command) -> None:
    ran = check()
    assert ran.returncode == 1
    block = block_of(OUR_FILE, ran.stderr)
    start = next(number for number, line in enumerate(block) if "[WD-05]" in line)
    assert block[start].startswith(f"{OUR_FILE}:11:22: error: ")
    assert block[start + 1] == "    can. This is a miracle for everyone."
    assert block[start + 2] == "                   ^"
    assert block[start + 3].startswith("    hint: ")


def test_of_a_line_that_names_a_person_nothing_is_shown_in_any_format(check: Command) -> None:
    for output_format in ("text", "json", "github"):
        ran = check("--format", output_format, "--waived")
        said = ran.stdout + ran.stderr
        assert "our-visit/en-US.yaml" in said
        assert "PV-02" in said
        assert PHONE not in said
        assert NAME not in said
        assert "slept well" not in said


def test_files_with_errors_come_first_and_errors_before_warnings(check: Command) -> None:
    said = check().stderr
    blocks = [part for part in said.split("\n\n") if re.match(r"\S+:\d+:\d+: (error|warning): |\S+: warning: ", part)]
    severities = [re.findall(r"^\S+: (error|warning): ", block, re.MULTILINE) for block in blocks]
    assert len(blocks) >= 2
    assert all(found == sorted(found) for found in severities)
    first = [found[0] for found in severities]
    assert first == sorted(first)
    assert {"error", "warning"} <= set(first)
    assert block_of(CALM_FILE, said)[0].startswith(f"{CALM_FILE}:8:53: warning: the text no longer breaks RD-03")


def test_what_is_waived_is_counted_and_listed_only_when_asked_for(check: Command) -> None:
    plain, asked = check(), check("--waived")
    counts = re.compile(r"^\d+ modules, \d+ packets, \d+ claims, \d+ sources: (\d+) errors, (\d+) warnings?, (\d+) waived$")
    assert (found := counts.fullmatch(plain.stderr.splitlines()[-1]))
    assert int(found[3]) >= 1
    assert ": waived: " not in plain.stderr
    assert asked.stderr.count(": waived: ") == int(found[3])
    waived = block_of(OUR_FILE, asked.stderr)[-4:]
    assert waived[0].startswith(f"{OUR_FILE}:14:21: waived: ")
    assert waived[3] == "    hint: Our own word for it. (editor, 2026-10-01)"


@pytest.mark.parametrize(
    "arguments", [["our-ward"], ["--reading", "--waived"], ["--reading", "--format", "json"], ["--reading", "--report", "r.html"]]
)
def test_what_does_not_go_together_is_a_usage_mistake(arguments: list[str], check: Command) -> None:
    ran = check(*arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--reading" in ran.stderr


def test_what_stops_loading_is_shown_the_same_way(tmp_path: Path, command: Command) -> None:
    write_folder(tmp_path / "clinic", {**FILES, MODULE_FILE: module_text("- {kind: paragraph, text: 'Rest [@our-rst].'}")})
    ran = command("check", "--clinic", "clinic", "--report", "report.html", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        f"{OUR_FILE}:8:37: error: there is no claim 'our-rst'",
        "    - {kind: paragraph, text: 'Rest [@our-rst].'}",
        "                                      ^",
        "    hint: did you mean 'our-rest'?",
        "",
        "1 error, 0 warnings",
        "report.html is not written: nothing can be counted before these are put right",
    ]
    assert not (tmp_path / "report.html").exists()


def test_a_check_loads_neither_templates_nor_pages(command: Command) -> None:
    ran = command("check", python=["-X", "importtime"])
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines() if line.startswith("import time:")}
    assert {"handouts", "pydantic"} <= loaded
    assert loaded & {"jinja2", "babel", "rich", "weasyprint", "PIL"} == set()


def problem(rule: str = "RD-03", line: int = 1, path: str = "a.yaml", severity: Severity = "warning", hint: str = "shorten it") -> Problem:
    return Problem(Place(path, line, 1), "too long", hint, severity, rule)


def test_colours_are_for_a_terminal_whose_user_does_not_mind_them(monkeypatch: pytest.MonkeyPatch) -> None:
    show = click.Command("show", callback=lambda: show_problems([problem()]))
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in CliRunner().invoke(show, color=True).stderr
    assert "\x1b[" not in CliRunner().invoke(show).stderr
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(show, color=True).stderr


def test_a_table_by_rule_is_for_many_findings(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems([problem(line=line) for line in range(1, MANY + 1)])
    assert "By rule" not in capsys.readouterr().err
    show_problems([problem(line=line) for line in range(1, MANY + 2)] + [problem("WD-01")])
    table = capsys.readouterr().err.partition("By rule")[2].splitlines()[1:-1]
    assert [line.split()[:2] for line in table] == [["RD-03", "13"], ["WD-01", "1"]]
    assert all(line.split()[2].istitle() for line in table)


def test_the_same_place_and_hint_are_shown_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("title: Rest\n")
    place = Place(str(tmp_path / "a.yaml"), 1, 8)
    show_problems([Problem(place, "for one", "shorten it", "warning"), Problem(place, "for two", "shorten it", "warning")])
    assert capsys.readouterr().err.splitlines() == [
        f"{place}: warning: for one",
        f"{place}: warning: for two",
        "    title: Rest",
        "           ^",
        "    hint: shorten it",
        "",
    ]


def test_a_line_that_holds_something_about_a_person_is_not_shown_for_any_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("title: Ann rests\ntext: Rest well\n")  # no pattern knows this name; the rule does
    show_problems([problem("PV-02", path=str(file), severity="error"), problem(path=str(file)), problem(path=str(file), line=2)])
    said = capsys.readouterr().err
    assert "Ann" not in said
    assert "    text: Rest well\n" in said


def test_groups_are_sorted_by_seriousness_then_by_name() -> None:
    groups = by_file(
        [problem(path="a"), problem(path="c", severity="error"), problem(path="b"), problem(path="c", line=9), problem(path="d")]
    )
    assert [(group[0].place.path, group[0].severity) for group in groups] == [
        ("c", "error"),
        ("a", "warning"),
        ("b", "warning"),
        ("d", "warning"),
    ]
    assert [each.place.line for each in groups[0]] == [1, 9]


@pytest.mark.parametrize(
    ("severities", "told"),
    [
        ([], "0 errors, 0 warnings"),
        (["error", "warning"], "1 error, 1 warning"),
        (["error", "error", "waived"], "2 errors, 0 warnings, 1 waived"),
    ],
)
def test_the_tally_counts_in_words(severities: list[Severity], told: str) -> None:
    assert tally([problem(severity=severity) for severity in severities]) == told


# The line of text


def test_a_short_line_is_whole_and_begins_at_its_first_word() -> None:
    assert excerpt(["a", "      - Rest well."], 2, 9) == ("- Rest well.", "  ^")


@pytest.mark.parametrize("column", [1, 40, 150, 290, 300])
def test_a_long_line_is_cut_around_its_column(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(300))
    shown = excerpt([line], 1, column)
    assert shown is not None
    text, caret = shown
    assert len(text) == WIDTH
    assert text[caret.index("^")] == line[column - 1]
    assert text.strip("…") in line
    assert (text.startswith("…"), text.endswith("…")) == (column > 60, column < 261)


@pytest.mark.parametrize(("line", "column"), [(0, 0), (3, 1), (-1, 1)])
def test_a_place_without_a_line_has_none(line: int, column: int) -> None:
    assert excerpt(["a", "b"], line, column) is None


@pytest.mark.parametrize("opening", ["text: >-", "  - |", "- text: >2-", "intro: >"])
def test_where_a_line_only_opens_a_text_the_text_is_shown(opening: str) -> None:
    assert excerpt([opening, "    Rest well."], 1, 1) == ("Rest well.", "^")


def test_the_caret_stands_right_under_wide_and_joined_letters() -> None:
    assert excerpt(["休息 now"], 1, 4) == ("休息 now", "     ^")
    assert excerpt(["e\u0301t now"], 1, 5) == ("e\u0301t now", "   ^")


def test_nothing_in_a_line_reaches_the_terminal_as_a_command() -> None:
    shown = excerpt(["Rest\x1b[2J\u202e\u00a0\twell"], 1, 1)
    assert shown is not None
    assert shown[0] == "Rest\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}  well"


@pytest.mark.parametrize("line", ["patient name: Ann Adler", f"Call {PHONE}.", "MRN 4829137", "Your appointment is on 2026-11-30."])
def test_a_line_that_seems_to_name_a_person_is_not_shown(line: str) -> None:
    assert excerpt([line], 1, 1) is None


# For machines


def test_json_has_the_rule_and_what_is_waived(check: Command) -> None:
    ran = check("--format", "json")
    assert (ran.returncode, ran.stderr) == (1, "")
    found = [each for each in json.loads(ran.stdout)["problems"] if each["path"] == OUR_FILE]
    assert all(each.keys() == {"path", "line", "column", "severity", "message", "hint", "rule"} for each in found)
    assert {("WD-05", "error", 11), ("WD-05", "waived", 14)} <= {(each["rule"], each["severity"], each["line"]) for each in found}


def test_github_gets_one_command_for_each_problem_errors_first(check: Command) -> None:
    ran = check("--format", "github")
    assert (ran.returncode, ran.stderr) == (1, "")
    *commands, summary = ran.stdout.splitlines()
    assert summary.endswith(" waived")
    kinds = [line.split(" ")[0] for line in commands]
    assert set(kinds) == {"::error", "::warning"}
    assert kinds == sorted(kinds)
    assert any(line.startswith(f"::error file={OUR_FILE},line=11,col=22,title=WD-05::") for line in commands)
    assert all(re.fullmatch(r"::(error|warning) file=[^,:]+(,line=\d+,col=\d+)?(,title=[A-Z]{2}-\d\d)?::[^\n]+", line) for line in commands)


def test_github_commands_are_escaped() -> None:
    problem = Problem(Place("a,b:c%.yaml", 3, 4), "50% of: a, b\r", "first\nsecond", "warning", "NU-05")
    assert annotation(problem) == "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=NU-05::50%25 of: a, b%0D%0Afirst%0Asecond"


def test_github_commands_leave_out_what_is_not_known() -> None:
    assert annotation(Problem(Place("clinic.yaml"), "no phone")) == "::error file=clinic.yaml::no phone"
    assert annotation(Problem(Place(""), "no phone", severity="waived")) == "::notice::no phone"
