"""A clinic's folder on disk, as the tests write it: files by name, and short ways to write a module and a packet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

from handouts.folders import Folder, builtin_folder, find_folders
from handouts.library import Library, load_library
from handouts.problems import HandoutsError

Files = Mapping[str, str | bytes]

EVERYONE = ("newly-diagnosed", "hsct-candidate", "caregiver")
RIVERSIDE = Path(__file__).parent / "riverside"
MODULE_FILE = "content/modules/our-ward/en-US.yaml"
PACKET_FILE = "content/packets/our-packet.yaml"


def riverside_files() -> dict[str, str]:
    """Return the files of a small made-up clinic that has its own sources, claims and glossary."""
    return {path.relative_to(RIVERSIDE).as_posix(): path.read_text("utf-8") for path in sorted(RIVERSIDE.rglob("*.yaml"))}


def whole_files() -> dict[str, str]:
    """Return the Riverside clinic with the labels and the readers it otherwise has from the built-in folder."""
    readers = {f"content/audiences/{audience}.yaml": f"id: {audience}\nname: {{en-US: readers}}\n" for audience in EVERYONE}
    topics = "required_topics: [{id: medicines, what: M}, {id: vaccines, what: V}, {id: fertility, what: F}]\n"
    readers["content/audiences/hsct-candidate.yaml"] += topics
    return {**riverside_files(), **readers, "content/locales/en-US.yaml": locale_text("en-US")}


def module_text(sections: str, **lines: str) -> str:
    """Return a module. `lines` replaces or adds single lines of it; nothing (an empty text) leaves a line out."""
    written = {
        "id": "our-ward",
        "title": "Our ward",
        "audiences": f"[{', '.join(EVERYONE)}]",
        "stage": "tools",
        "revised_on": "2026-11-22",
        "main_message": "Ask us anything.",
        **lines,
    }
    head = "".join(f"{key}: {value}\n" for key, value in written.items() if value)
    return f"{head}sections:\n{indent(dedent(sections).strip(), '  ')}\n"


def packet_text(**lines: str) -> str:
    """Return the recipe of a short packet for caregivers; `lines` as in `module_text`."""
    written = {
        "id": "our-packet",
        "title": "{en-US: Our packet}",
        "purpose": "{en-US: This packet helps you.}",
        "audience": "caregiver",
        "layout": "flow",
        "modules": "[our-ward]",
        **lines,
    }
    return "".join(f"{key}: {value}\n" for key, value in written.items() if value)


def locale_text(locale: str, **lines: str) -> str:
    """Return the built-in English labels as the file of another locale, with other top lines ("temperature_first")."""
    found = builtin_folder().file("content/locales/en-US.yaml")
    assert found is not None
    changes = {"id": locale, **lines}
    kept = [line for line in found.path.read_text("utf-8").splitlines() if line.partition(":")[0] not in changes]
    return "\n".join([*(f"{key}: {value}" for key, value in changes.items()), *kept]) + "\n"


def write_folder(root: Path, files: Files) -> Path:
    """Write the files of a clinic folder below `root`, with a clinic.yaml unless one is given."""
    for name, content in {"clinic.yaml": "name: Riverside Clinic\n", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def load_clinic(root: Path) -> Library:
    """Return the library of a clinic folder with the built-in one behind it."""
    return load_library(find_folders(root, {}, root))


def load_alone(root: Path) -> Library:
    """Return the library of a folder that needs no other, as `whole_files` makes one: what it holds is known, and it loads at once."""
    return load_library((Folder(root, "clinic"),))


def said(error: HandoutsError, name: str = "") -> list[tuple[int, int, str]]:
    """Return line, column and message of each problem in the files whose path ends in `name`."""
    return [(problem.place.line, problem.place.column, problem.message) for problem in error.problems if problem.place.path.endswith(name)]


def translated(locale: str, sections: str, **lines: str) -> dict[str, str]:
    """Return the files of "our-packet" in another language, for readers of its own; `lines` change its locale."""
    return {
        f"content/locales/{locale}.yaml": locale_text(locale, **lines),
        "content/audiences/visitor.yaml": f"id: visitor\nname: {{{locale}: people who visit}}\n",
        f"content/modules/our-ward/{locale}.yaml": module_text(sections, audiences="[visitor]"),
        PACKET_FILE: packet_text(audience="visitor", title=f"{{{locale}: Our packet}}", purpose=f"{{{locale}: It helps you.}}"),
    }
