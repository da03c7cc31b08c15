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

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path for path in (ROOT / "docs").glob("*.md") if "```console" in path.read_text(encoding="utf-8"))
FENCE = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_there_are_pages_to_run() -> None:
    assert [page.stem for page in PAGES] == ["approve-a-text", "other-formats", "print-a-packet", "write-a-module", "your-clinic"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_does_what_it_says(page: Path, tmp_path: Path) -> None:
    commands = 0
    for kind, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "yaml":
            write_file(block, tmp_path)
        else:
            for command, promised in typed_in(block):
                commands += 1
                said = type_in(command, tmp_path)
                assert fits(promised, said), f"{page.name}: $ {command}\npromised:\n{promised}\nsaid:\n{said}"
    assert commands > 0


def write_file(block: str, folder: Path) -> None:
    first, _, text = block.partition("\n")
    name = first.removeprefix("# file: ")
    assert name != first, "a YAML block on a how-to page starts with '# file: …'"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


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
