"""The how-to pages are run: their files are written, their commands typed, and what they promise must come out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.pace import minutes_to_read
from handouts.packet import assemble
from tests.printed import builtin_library
from tools.docs_screens import SCREENS, STORIES, Story
from tools.screenshot import text_of

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [path for path in DOCS if "```console" in path.read_text(encoding="utf-8")]
FENCE = re.compile(r"^```(yaml|csv \S+|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^):#]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")


def test_there_are_pages_to_run() -> None:
    by_nurses = {"first-day", "your-own-packet", "name-and-dates", "many-people", "print-a-packet", "other-formats"}
    assert {page.stem for page in PAGES} >= {*by_nurses, "your-clinic", "write-a-module", "approve-a-text"}


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS], ids=lambda page: page.stem)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    text = re.sub(r"^(```|    ).*?$", "", FENCE.sub("", page.read_text(encoding="utf-8")), flags=re.MULTILINE)
    missing = [name for pair in LINK.findall(text) if (name := pair[0] or pair[1]) and not (page.parent / name).exists()]
    assert missing == []


def test_every_picture_is_shown_and_says_what_it_shows() -> None:
    shown = {(page.parent / name).resolve() for page in [ROOT / "README.md", *DOCS] for name, alt in images(page) if len(alt) > 20}
    kept = set((ROOT / "docs" / "pictures").rglob("*.png"))
    assert len(kept) > 8
    assert shown == kept


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_screens_are_what_the_command_shows(story: Story, tmp_path: Path) -> None:
    """Where this fails for good reason: make docs-pictures, and look at them."""
    shown = {name: text_of(png) for name, png in story(tmp_path)}
    assert len(shown) > 0
    assert shown == {name: text_of((SCREENS / f"{name}.png").read_bytes()) for name in shown}


def images(page: Path) -> list[tuple[str, str]]:
    return re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]*)"', page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_does_what_it_says(page: Path, tmp_path: Path) -> None:
    commands, folder = 0, tmp_path
    for kind, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind != "console":
            write_file(kind, block, folder)
            continue
        for command, promised in typed_in(block):
            if command.startswith("cd "):
                folder = folder / command.removeprefix("cd ")
                continue
            commands += 1
            said = type_in(command, folder)
            assert fits(promised, said), f"{page.name}: $ {command}\npromised:\n{promised}\nsaid:\n{said}"
    assert commands > 0


def write_file(kind: str, block: str, folder: Path) -> None:
    """YAML says its own name, in a comment; what a comment would spoil is named beside the fence: ```csv people.csv"""
    _, _, name = kind.partition(" ")
    if not name:
        first, _, block = block.partition("\n")
        name = first.removeprefix("# file: ")
        assert name != first, "a YAML block on a how-to page starts with '# file: …'"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block, encoding="utf-8")


def typed_in(block: str) -> list[tuple[str, list[str]]]:
    """Return each command with the lines promised below it."""
    commands = [part for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part.strip()]
    return [(lines[0], lines[1:]) for lines in (part.rstrip("\n").split("\n") for part in commands)]


def type_in(command: str, folder: Path) -> str:
    program, *words = shlex.split(command)
    assert program == "handouts"
    done = subprocess.run([sys.executable, "-m", "handouts", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


def fits(promised: list[str], said: str) -> bool:
    """Whether every promised line is there, in order; '…' stands for anything."""
    pattern = ".*".join(re.escape(line).replace("…", ".*") for line in promised)
    return re.search(pattern, said, re.DOTALL) is not None


def test_the_readme_shows_pages_that_exist_and_the_module_it_quotes_is_valid(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r'src="(docs/pictures/[^"]+)"', readme)
    links = re.findall(r"\]\((docs/[^)#]+|[A-Z]+\.md)\)", readme)
    assert len(pictures) >= 2
    assert len(links) >= 6
    assert all((ROOT / name).is_file() for name in pictures + links)
    module = next(block for kind, block in FENCE.findall(readme) if kind == "yaml")
    path = tmp_path / "content/modules/coming-home/en-US.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(module, encoding="utf-8")
    (tmp_path / "clinic.yaml").write_text("name: Lakeside", encoding="utf-8")
    said = type_in("handouts list modules --origin", tmp_path)
    assert re.search(r"coming-home \(en-US\).*clinic", said)


def test_the_readme_says_of_each_packet_how_long_it_is() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (\d+) \| (\d+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    packets = [assemble(builtin_library(), packet, "en-US") for packet in builtin_library().packets]
    assert len(rows) == len(packets) > 5
    told = {packet.id: (str(packet.page_budget), str(minutes_to_read(packet, "standard"))) for packet in packets}
    assert {name: (pages, minutes) for name, pages, minutes in rows} == told


def test_every_command_is_explained_in_the_readme() -> None:
    from handouts.cli.main import cli

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = {name for name in cli.commands if f"handouts {name}" in readme}
    assert {"build", "list", "check", "doctor"} <= shown
    assert all(command.help for command in cli.commands.values())
