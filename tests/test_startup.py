"""What is not needed is not loaded: the page engine, which takes longer than all the rest, only where a page is made."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]


def packages_loaded(ran: subprocess.CompletedProcess[str]) -> set[str]:
    """The packages Python says it imported (`-X importtime`)."""
    names = [line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")]
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["build", "--help"], ["list", "packets"], ["check"], ["status"], ["rules"], ["schema", "module"]],
    ids=" ".join,
)
def test_the_page_engine_is_not_loaded_where_no_page_is_made(arguments: list[str], command: Command) -> None:
    ran = command(*arguments, python=["-X", "importtime"])
    assert ran.returncode == 0
    assert ran.stdout != ""
    assert {"handouts", "click"} <= packages_loaded(ran)
    assert packages_loaded(ran) & {"weasyprint", "pydyf", "pypdf", "fontTools", "PIL"} == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]], ids=" ".join)
def test_help_loads_no_models_no_yaml_and_no_templates(arguments: list[str], command: Command) -> None:
    loaded = packages_loaded(command(*arguments, python=["-X", "importtime"]))
    assert "handouts" in loaded
    assert loaded & {"pydantic", "yaml", "jinja2", "babel", "rich"} == set()


def test_where_the_engine_is_needed_this_test_sees_it(command: Command) -> None:
    assert "weasyprint" in packages_loaded(command("doctor", python=["-X", "importtime"]))
