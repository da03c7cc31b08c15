"""The same input gives the same bytes: in any process, folder, order and place of the world, on this machine and with these libraries."""

from __future__ import annotations

import hashlib
import io
import locale
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from PIL import Image

from handouts.build import build_packet
from handouts.checks import Permit
from handouts.orders import Order
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, write_folder
from tests.printed import TODAY

Command = Callable[..., CompletedProcess[str]]


def _is_installed(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True


# Turkish has a small i of its own, German and Farsi other numbers; where none of them is installed, one more English will do.
OTHER = next(filter(_is_installed, ("tr_TR.UTF-8", "fa_IR.UTF-8", "de_DE.UTF-8")), "C.UTF-8")
HERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "SOURCE_DATE_EPOCH": "315532800"}
THERE = {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": OTHER, "LANG": OTHER}
VARIANTS = {
    "standard": (),
    "large": ("--size", "large"),
    "grey": ("--grey",),
}
PACKETS = ("our-packet", "when-to-call")


@pytest.fixture(scope="module")
def clinic() -> Files:
    """A clinic with all that could tell where or when it was printed: a picture of dots, letters of each of our fonts, a link."""
    dots = io.BytesIO()
    Image.effect_noise((60, 20), 80).convert("RGB").quantize(4).save(dots, "PNG")
    text = "Rest ☐ → **☐**, see [our page](https://example.org/rest), say {lang:ar|شكرا} or {lang:vi|cảm ơn}."
    return {
        "clinic.yaml": "name: Riverside Clinic\nphone_24h: 555-0100\nlogo: our-logo.png\n",
        "content/images/our-logo.png": dots.getvalue(),
        MODULE_FILE: module_text(f"- {{kind: paragraph, text: '{text}'}}"),
        PACKET_FILE: packet_text(),
    }


def hashes(folder: Path) -> dict[str, str]:
    """The PDFs alone: the record beside each says on which day it was made."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.pdf"))}


@pytest.mark.parametrize("variant", VARIANTS)
def test_two_processes_in_two_places_write_the_same_bytes(clinic: Files, command: Command, tmp_path: Path, variant: str) -> None:
    made = []
    for place, environment, packets, jobs in (("one", HERE, PACKETS, 1), ("another/folder", THERE, PACKETS[::-1], 2)):
        root = tmp_path / place
        write_folder(root / "clinic", clinic)
        options = (*VARIANTS[variant], "--clinic", root / "clinic", "--output", root / "out", "--jobs", str(jobs))
        done = command("build", *packets, *options, cwd=root, **environment)
        assert done.returncode == 0, done.stderr
        made.append(hashes(root / "out"))
    assert {name.partition(".")[0] for name in made[0]} == set(PACKETS)
    assert made[0] == made[1]


def test_one_process_writes_the_same_bytes_again(clinic: Files, tmp_path: Path) -> None:
    library = load_clinic(write_folder(tmp_path, clinic))
    first, other = Order("our-packet", "en-US", Variant()), Order("our-packet", "en-US", Variant("large", "a4"))
    once, between, again = (build_packet(library, Permit(TODAY), order) for order in (first, other, first))
    assert once.pdf == again.pdf
    assert once.record == again.record
    assert once.pdf != between.pdf
