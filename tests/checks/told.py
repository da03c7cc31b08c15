"""What the rules say about a module of the Riverside clinic, with the built-in word lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handouts.checks import check_library
from handouts.folders import builtin_folder
from handouts.library import Library
from handouts.problems import Problem
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text

LibraryFrom = Callable[[Files], Library]

TODAY = date(2026, 11, 22)
LANGUAGE_FILE = "content/language/en-US.yaml"


def told(
    riverside: LibraryFrom, rule: str, sections: str, *, files: Files | None = None, packet: Files | None = None, **lines: str
) -> list[Problem]:
    """Return what a rule says when "our-ward" has these sections and the recipe of "our-packet" these lines; `lines` are the module's."""
    found = builtin_folder().file(LANGUAGE_FILE)
    assert found is not None
    written = {
        LANGUAGE_FILE: found.path.read_text("utf-8"),
        MODULE_FILE: module_text(sections, **{"audiences": "[caregiver]", **lines}),
        PACKET_FILE: packet_text(**{key: str(value) for key, value in (packet or {}).items()}),
        **(files or {}),
    }
    return [problem for problem in check_library(riverside(written), TODAY) if problem.rule == rule]


def said(problems: list[Problem]) -> list[str]:
    """Return the messages alone."""
    return [problem.message for problem in problems]


def reader(**lines: str) -> dict[str, str]:
    """Return the file of caregivers of whom packets must hold something: `required_kinds`, `front_kinds`, `required_topics`."""
    written = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return {"content/audiences/caregiver.yaml": f"id: caregiver\nname: {{en-US: people who care for someone}}\n{written}"}
