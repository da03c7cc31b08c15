"""Strict rendering: what would be lost on the page stops the build, nothing comes from elsewhere, nothing half-made is left."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import page
import pypdfium2
import pytest

from handouts.folders import find_folders
from handouts.html import render_html
from handouts.packet import assemble
from handouts.pdf.assets import ORIGIN, AssetError, Assets
from handouts.pdf.render import render_pdf
from handouts.problems import HandoutsError
from handouts.variant import PAPERS, SIZES, Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, riverside_files
from tests.test_html import KITCHEN

HELLO = module_text("- {kind: paragraph, text: Hello.}")
Command = Callable[..., subprocess.CompletedProcess[str]]


def our_packet(files: Files) -> dict[str, str | bytes]:
    return {**riverside_files(), PACKET_FILE: packet_text(), MODULE_FILE: HELLO, **files}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_kind_of_section_is_accessible(folder: Callable[[Files], Path], size: str, paper: str) -> None:
    root = folder(our_packet(KITCHEN))
    folders = find_folders(root, {}, root)
    variant = Variant(size, paper)  # type: ignore[arg-type]
    rendered = render_pdf(render_html(assemble(load_clinic(root), "our-packet", "en-US"), variant, folders), folders, "our-packet")
    report = page.validate_pdf_bytes(rendered.pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize(
    ("what", "files", "message"),
    [
        (
            "a letter the font does not have",
            {MODULE_FILE: module_text("- {kind: paragraph, text: Hello ☃.}")},
            "U+2603 SNOWMAN) in 'our-ward/sections/0'",
        ),
        ("a style nobody knows", {"templates/css/text.css": "p { colour: red }"}, "colour"),
        (
            "a style sheet from the network",
            {"templates/css/text.css": '@import "https://example.org/x.css";'},
            "outside the handouts folders",
        ),
        ("a file of this machine", {"templates/css/text.css": "p { background: url(file:///etc/hostname) }"}, "file"),
        ("a picture that is not there", {"templates/about.html.j2": '<img src="images/gone.png" alt="gone">'}, "images/gone.png"),
        ("a path out of the folder", {"templates/about.html.j2": '<img src="images/../../clinic.yaml" alt="x">'}, "clinic.yaml"),
        (
            "a font that is not shipped",
            {"templates/css/text.css": '@font-face { font-family: x; src: url("../fonts/other.ttf") }'},
            "other.ttf",
        ),
    ],
)
def test_what_cannot_be_printed_stops_the_build(
    folder: Callable[[Files], Path], command: Command, what: str, files: Files, message: str
) -> None:
    root = folder(our_packet(files))
    done = command("build", "our-packet", "--clinic", root)
    assert done.returncode == 1, what
    assert message in done.stderr
    assert "our-packet" in done.stderr
    assert not (root.parent / "empty" / "output").exists()


def test_one_bad_packet_and_none_is_written(folder: Callable[[Files], Path], command: Command) -> None:
    second = packet_text(id="second-packet", modules="[our-other-ward]")
    other = module_text("- {kind: paragraph, text: Hello ☃.}", id="our-other-ward")
    root = folder(our_packet({"content/packets/second-packet.yaml": second, "content/modules/our-other-ward/en-US.yaml": other}))
    done = command("build", "our-packet", "second-packet", "--clinic", root)
    assert done.returncode == 1
    assert done.stdout == ""
    assert not (root.parent / "empty" / "output").exists()


def test_an_old_file_survives_a_failed_build(folder: Callable[[Files], Path], command: Command, tmp_path: Path) -> None:
    root = folder(our_packet({MODULE_FILE: module_text("- {kind: paragraph, text: Hello ☃.}")}))
    (tmp_path / "empty" / "output").mkdir(parents=True)
    old = tmp_path / "empty" / "output" / "our-packet.en-US.pdf"
    old.write_bytes(b"the one we printed yesterday")
    assert command("build", "our-packet", "--clinic", root).returncode == 1
    assert [path.name for path in old.parent.iterdir()] == [old.name]
    assert old.read_bytes() == b"the one we printed yesterday"


def test_paths_alone_on_stdout_and_no_temporary_file_left(folder: Callable[[Files], Path], command: Command, tmp_path: Path) -> None:
    done = command("build", "our-packet", "--clinic", folder(our_packet({})), "--paper", "a4", "--size", "large")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(Path("output/our-packet.en-US.large.a4.pdf"))]
    kept = sorted(path.name for path in (tmp_path / "empty" / "output").iterdir())
    assert kept == ["our-packet.en-US.large.a4.json", "our-packet.en-US.large.a4.pdf"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.css",
        "file:///etc/passwd",
        f"{ORIGIN}css/../../../../etc/passwd",
        f"{ORIGIN}content/clinic.yaml",
        f"{ORIGIN}css/",
        ORIGIN,
    ],
)
def test_the_fetcher_serves_our_files_only(tmp_path: Path, address: str) -> None:
    assets = Assets(find_folders(None, {}, tmp_path))
    assert b"@page" in assets.read(f"{ORIGIN}css/page.css")[0]
    with pytest.raises(AssetError):
        assets.read(address)


def test_a_link_out_of_the_images_folder_is_not_followed(folder: Callable[[Files], Path], tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg/>")
    root = folder(our_packet({}))
    (root / "content" / "images").mkdir()
    (root / "content" / "images" / "a.svg").symlink_to(secret)
    with pytest.raises(HandoutsError, match="leads out of its folder"):
        load_clinic(root)


def test_a_clinic_may_change_the_styles_and_the_page_still_has_its_fonts(folder: Callable[[Files], Path], command: Command) -> None:
    links = "".join(f'<link rel="stylesheet" href="css/{name}.css">' for name in ("page", "text"))
    template = f'{{% extends "builtin:packet.html.j2" %}}{{% block styles %}}{links}{{% endblock %}}'
    done = command("build", "our-packet", "--clinic", folder(our_packet({"templates/packet.html.j2": template})))
    assert done.returncode == 0, done.stderr


def test_nothing_is_written_when_a_folder_is_in_the_way(folder: Callable[[Files], Path], command: Command, tmp_path: Path) -> None:
    in_the_way = tmp_path / "empty" / "output" / "our-packet.en-US.pdf"
    in_the_way.mkdir(parents=True)
    done = command("build", "our-packet", "--clinic", folder(our_packet({})))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert [path.name for path in in_the_way.parent.iterdir()] == [in_the_way.name]


def test_page_one_says_whose_packet_it_is(folder: Callable[[Files], Path], command: Command, tmp_path: Path) -> None:
    assert command("build", "our-packet", "--clinic", folder(our_packet({}))).returncode == 0
    pages = pypdfium2.PdfDocument((tmp_path / "empty" / "output" / "our-packet.en-US.pdf").read_bytes())
    assert "Riverside Clinic" in pages[0].get_textpage().get_text_range()
    assert "Call 555-0100" in pages[0].get_textpage().get_text_range()


def test_a_packet_named_twice_is_built_once(folder: Callable[[Files], Path], command: Command) -> None:
    done = command("build", "our-packet", "our-packet", "--clinic", folder(our_packet({})))
    assert done.returncode == 0
    assert done.stdout.split() == [str(Path("output/our-packet.en-US.pdf"))]
