"""Module files with mistakes in them. Each says in comments what must be reported, and nothing else may be: errors/*.yaml.

`# expect 7:3 a piece of the message -> a piece of the hint`, line and column as an editor counts them.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.problems import HandoutsError, Problem
from tests.clinics import Files, load_clinic, module_text, riverside_files, write_folder

FILES = sorted((Path(__file__).parent / "errors").glob("*.yaml"))
_EXPECT = re.compile(r"^# expect (\d+):(\d+) (.+?)(?: -> (.+))?$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Expected:
    line: int
    column: int
    message: str
    hint: str

    def is_said_by(self, problem: Problem) -> bool:
        here = (problem.place.line, problem.place.column) == (self.line, self.column)
        return here and problem.severity == "error" and self.message in problem.message and self.hint in problem.hint


def expected_in(file: Path) -> list[Expected]:
    found = _EXPECT.findall(file.read_text("utf-8"))
    return [Expected(int(line), int(column), message, hint) for line, column, message, hint in found]


def place_of(file: Path) -> str:
    return f"content/modules/{file.stem}/en-US.yaml"


def test_there_are_many_files_and_each_says_what_it_expects() -> None:
    assert len(FILES) >= 40
    assert [file.name for file in FILES if not expected_in(file)] == []


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """Everything reported about one clinic folder that holds all these files."""
    files = {place_of(file): file.read_bytes() for file in FILES}
    with pytest.raises(HandoutsError) as caught:
        load_clinic(write_folder(tmp_path_factory.mktemp("clinic"), {**riverside_files(), **files}))
    return caught.value.problems


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_mistake_is_reported_at_its_place_and_nothing_else(file: Path, problems: tuple[Problem, ...]) -> None:
    reported = [problem for problem in problems if problem.place.path.endswith(f"/{place_of(file)}")]
    expected = expected_in(file)
    assert [wanted for wanted in expected if not any(map(wanted.is_said_by, reported))] == []
    assert [str(problem) for problem in reported if not any(wanted.is_said_by(problem) for wanted in expected)] == []
    assert len(reported) == len(expected)


def test_a_file_that_is_not_utf_8_is_reported_where_it_stops_being_text(library_of: Callable[[Files], Library]) -> None:
    text = module_text("- {kind: paragraph, text: Call us.}", id="our-cafe", title="Our cafe").encode().replace(b"Our cafe", b"Our caf\xe9")
    with pytest.raises(HandoutsError) as caught:
        library_of({"content/modules/our-cafe/en-US.yaml": text})
    [problem] = [problem for problem in caught.value.problems if "our-cafe" in problem.place.path]
    assert (problem.place.line, problem.place.column) == (2, 15)
    assert "UTF-8" in problem.message
    assert "UTF-8" in problem.hint


def test_build_tells_all_five_mistakes_at_once_and_leaves_nothing_behind(
    tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    [file] = [file for file in FILES if file.stem == "five-mistakes"]
    write_folder(tmp_path / "clinic", {place_of(file): file.read_bytes()})
    output = tmp_path / "printed"
    output.mkdir()
    ran = command("build", "--clinic", "clinic", "--output", "printed", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stdout == ""
    lines = ran.stderr.splitlines()
    assert lines[0::2] == [
        f"clinic/{place_of(file)}:{wanted.line}:{wanted.column}: error: {wanted.message}" for wanted in sorted(expected_in(file))
    ]
    assert lines[1::2] == [f"    hint: {wanted.hint}" for wanted in sorted(expected_in(file))]
    assert len(lines) == 10
    assert list(output.iterdir()) == []
