"""`handouts check --pages`: what it looks at, and how it tells."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.proofs import EVERY, USUAL, Proof, jobs_for, proofs
from handouts.variant import PAPERS, SIZES, Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, riverside_files

Command = Callable[..., subprocess.CompletedProcess[str]]
WARNING = "- {kind: warning, title: What comes first?, text: Wash your hands first.}\n"
FILES: Files = {**riverside_files(), MODULE_FILE: module_text(WARNING, audiences="[caregiver]"), PACKET_FILE: packet_text()}
CUT: Files = {
    **FILES,
    "templates/packet.html.j2": (
        '{% extends "builtin:packet.html.j2" %}{% block styles %}{{ super() }}<link rel="stylesheet" href="css/ours.css">{% endblock %}'
    ),
    "templates/css/ours.css": ".warning p { break-before: page }",
}


def test_a_named_packet_is_looked_at_in_every_size_on_both_papers(folder: Callable[[Files], Path], command: Command) -> None:
    done = command("check", "--pages", "our-packet", "--clinic", folder(FILES))
    said = (done.stdout or done.stderr).strip().splitlines()[-1]
    files = (len(SIZES) + 1) * len(PAPERS)
    assert f" of {files} files: " in said
    pages = int(said.removeprefix("looked at ").partition(" ")[0])
    assert files <= pages <= 4 * files


def test_a_machine_gets_the_line_of_the_section_and_the_size_it_is_about(folder: Callable[[Files], Path], command: Command) -> None:
    done = command("check", "--pages", "our-packet", "--clinic", folder(CUT), "--format", "json")
    told = [problem for problem in json.loads(done.stdout)["problems"] if problem["rule"] == "PR-01"]
    assert {problem["path"].partition("content/")[2] for problem in told} == {MODULE_FILE.partition("content/")[2]}
    assert len({problem["line"] for problem in told}) == 1
    assert {"", "large print: ", "extra-large print on a4: ", "on a4 on both sides: "} <= {
        problem["message"].partition("the box")[0] for problem in told
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--pages", "our-paket"), "there is no such packet"),
        (("--pages", "--reading"), "--reading shows how hard texts are to read"),
        (("--pages", "our-packet", "--report", "report.html"), "run --report without names"),
        (("our-packet",), "packets together with --pages"),
    ],
)
def test_what_cannot_be_asked_is_said(folder: Callable[[Files], Path], command: Command, arguments: tuple[str, ...], said: str) -> None:
    done = command("check", *arguments, "--clinic", folder(FILES))
    assert done.returncode != 0
    assert said in done.stderr


def test_what_is_looked_at(library_of: Callable[[Files], Library]) -> None:
    library = library_of(FILES)
    assert (Variant("standard"), Variant("large")) == USUAL
    assert len(set(EVERY)) == (len(SIZES) + 1) * len(PAPERS)
    jobs = jobs_for(library, ["our-packet"], EVERY)
    assert [job.variants[0].size for job in jobs] == ["standard"] * len(PAPERS)
    assert {variant for job in jobs for variant in job.variants} == set(EVERY)
    assert {job.packet for job in jobs_for(library, sorted(library.packets), USUAL)} == set(library.packets)


def test_a_packet_that_cannot_be_drawn_is_a_problem_and_the_others_are_looked_at(library_of: Callable[[Files], Library]) -> None:
    broken: Files = {"templates/css/large.css": 'p { background: url("images/none.svg") }'}
    library = library_of({**FILES, **broken})
    standard, large = proofs(library, jobs_for(library, ["our-packet"], USUAL))
    assert standard.pages > 0
    assert (large.pages, ["a file for the page is missing" in problem.message for problem in large.problems]) == (0, [True])
    assert isinstance(standard, Proof)
