"""`handouts packet` by its options, as a process of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pypdfium2
import pytest

from handouts.yamltext import parse_yaml
from tests.visitors import visitors_clinic

Command = Callable[..., subprocess.CompletedProcess[str]]
RECIPE = """\
# yaml-language-server: $schema=../../schema/packet.schema.json
# Made with `handouts packet`. Yours to change: `handouts check` says when something is amiss.
id: ours
title:
  en-US: Your visit
purpose:
  en-US: This packet helps you.
audience: visitor
part_of: visit
front: door
modules:
  - parking  # Where do I park?
  - hands    # Wash your hands
# What keeps people safe: no packet made from this one leaves it out.
keep:
- hands
own_order: true
print:
  size: large
page_budget: 26
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return visitors_clinic(tmp_path / "clinic")


def text_of(pdf: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.read_bytes()))


def test_a_packet_is_made_and_saved_and_the_recipe_makes_the_same_again(command: Command, clinic: Path, tmp_path: Path) -> None:
    wishes = ["--add", "parking", "--drop", "gifts", "--order", "parking", "--size", "large", "--save", "ours"]
    made = command("packet", "visit", *wishes, "--clinic", clinic, cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "output/ours.en-US.large.pdf\n"), made.stderr
    saved = clinic / "content" / "packets" / "ours.yaml"
    assert saved.read_text() == RECIPE
    assert f"Saved as {saved}" in made.stderr.replace("clinic/", f"{clinic}/")
    link = parse_yaml(saved.read_bytes(), "ours.yaml").lines[0].partition("$schema=")[2]
    assert (saved.parent / link).is_file()
    first = tmp_path / "output" / "ours.en-US.large.pdf"
    text = text_of(first)
    assert text.index("At the door") < text.index("Where do I park?") < text.index("Wash your hands")
    assert "What may I bring?" not in text
    again = command("build", "ours", "--clinic", clinic, "--output", "again", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert (tmp_path / again.stdout.strip()).read_bytes() == first.read_bytes()
    refused = command("packet", "visit", *wishes, "--clinic", clinic, cwd=tmp_path)
    hint = "choose another name, or add --replace"
    assert (refused.returncode, refused.stderr) == (1, f"--save: error: there is a recipe 'ours' already\n    hint: {hint}\n")
    listed = command("list", "packets", "--clinic", clinic)
    assert "ours                         Your visit" in listed.stdout
    assert [line.split()[-1] for line in listed.stdout.splitlines() if line.startswith(("ours", "caregiver "))] == ["builtin", "clinic"]


def test_what_cannot_be_had_is_told_at_once_and_nothing_is_written(command: Command, clinic: Path, tmp_path: Path) -> None:
    made = command("packet", "visit", "--add", "parkin,stair", "--drop", "hands", "--drop", "gift", "--clinic", clinic, cwd=tmp_path)
    assert (made.returncode, made.stdout) == (1, "")
    assert made.stderr.splitlines() == [
        "--add: error: there is no topic 'parkin'",
        "    hint: did you mean 'parking'?",
        "--add: error: there is no topic 'stair'",
        "    hint: did you mean 'stairs'?",
        "--drop: error: 'gift' is not in 'visit'",
        "    hint: did you mean 'gifts'?",
        "--drop: error: 'hands' keeps people safe, so it stays in every packet made from 'visit'",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clinic", "empty"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Say what packet, as in: handouts packet caregiver --add vaccines --size large."),
        (["--add", "vaccines"], "Say what packet"),
        (["--size", "large"], "Say what packet"),
        (["visit", "--audience", "visitor"], "Name a packet or an audience, not both."),
    ],
    ids=lambda value: " ".join(value) or "nothing" if isinstance(value, list) else "",
)
def test_without_a_terminal_nothing_is_asked(words: list[str], told: str, command: Command) -> None:
    made = command("packet", *words)
    assert made.returncode == 2
    assert told in made.stderr


def test_only_says_what_stays_and_personal_lines_are_in_the_pdf_alone(command: Command, clinic: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.yaml"
    lines.write_text("name: Zebedee Quince\n")
    wishes = ["--only", "stairs", "--personal", lines, "--save", "ours", "--clinic", clinic]
    made = command("packet", "visit", *wishes, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "Also in the packet, to keep people safe: door, hands\n" in made.stderr
    pdf = tmp_path / made.stdout.strip()
    text = text_of(pdf)
    assert all(title in text for title in ("At the door", "Wash your hands", "The stairs", "Zebedee Quince"))
    assert "What may I bring?" not in text
    assert pdf.stat().st_mode & 0o777 == 0o600
    lines.unlink()
    others = [path for path in tmp_path.rglob("*") if path.is_file() and path != pdf]
    assert len(others) > 5
    assert [path for path in others if b"Zebedee" in path.read_bytes() or "zebedee" in path.name.lower()] == []
    assert "Zebedee" not in made.stderr


def test_a_recipe_is_replaced_and_its_packet_opened_when_asked(command: Command, clinic: Path, tmp_path: Path) -> None:
    saved = clinic / "content" / "packets" / "ours.yaml"
    saved.write_text(RECIPE)
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opening && mv {tmp_path}/opening {tmp_path}/opened\n')
    opener.chmod(0o755)
    wishes = ["--audience", "visitor", "--save", "ours", "--replace", "--open"]
    path = os.pathsep.join((str(opener.parent), os.environ["PATH"]))
    made = command("packet", *wishes, "--clinic", clinic, cwd=tmp_path, PATH=path)
    assert (made.returncode, made.stdout) == (0, "output/ours.en-US.pdf\n"), made.stderr
    assert "parking" not in saved.read_text()
    until = monotonic() + 10
    while not (tmp_path / "opened").exists() and monotonic() < until:  # it is not waited for
        sleep(0.05)
    assert (tmp_path / "opened").read_text() == "output/ours.en-US.pdf\n"


def test_topics_are_listed_with_pages_and_minutes(command: Command, clinic: Path) -> None:
    listed = command("list", "topics", "--for", "visitor", "--clinic", clinic)
    assert listed.stdout.splitlines() == [
        "door     about 1 page  1 min  always  At the door",
        "gifts    about 1 page  1 min  yes     What may I bring?",
        "hands    about 1 page  1 min  always  Wash your hands",
        "parking  about 1 page  1 min          Where do I park?",
        "stairs   about 1 page  1 min          The stairs",
    ]
    assert "handouts list topics --for caregiver" in command("list", "topics").stderr
