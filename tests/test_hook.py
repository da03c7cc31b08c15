"""The pre-commit hook for a clinic's own repository: a hook as pre-commit wants it, and it stops a commit that must not be."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, write_folder

MANIFEST = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
GOOD: Files = {
    MODULE_FILE: module_text("- {kind: paragraph, text: Rest well.}", audiences="[caregiver]"),
    "README.md": "Our handouts\n",
    "templates/about.html.j2": '{% extends "builtin:about.html.j2" %}\n',
    "approvals.yaml": "approvals: []\n",
}
BAD: Files = {**GOOD, MODULE_FILE: module_text("- {kind: paragraph, text: 'Rest [@our-rst].'}"), PACKET_FILE: packet_text()}


@pytest.fixture(scope="module")
def hook() -> dict[str, Any]:
    [found] = yaml.safe_load(MANIFEST.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, text=True, capture_output=True, check=True).stdout


def repository(folder: Path, files: Files) -> Path:
    write_folder(folder, files)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    return folder


def run_hook(hook: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """What pre-commit does: the entry and its arguments, at the top of the repository, where this program is on the path."""
    assert hook["pass_filenames"] is False
    programs = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    environment.pop("HANDOUTS_CLINIC", None)
    line = [*shlex.split(hook["entry"]), *hook.get("args", [])]
    return subprocess.run(line, cwd=folder, env=environment, text=True, encoding="utf-8", capture_output=True, check=False)


def test_precommit_takes_the_manifest(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    ran = subprocess.run(line, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path)}, text=True, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout


def test_the_hook_stops_a_commit_with_an_error(hook: dict[str, Any], tmp_path: Path) -> None:
    ran = run_hook(hook, repository(tmp_path, BAD))
    assert ran.returncode == 1
    assert f"{MODULE_FILE}:8:37: error: there is no claim 'our-rst'" in ran.stderr


def test_the_hook_lets_a_commit_without_errors_pass(hook: dict[str, Any], tmp_path: Path) -> None:
    ran = run_hook(hook, repository(tmp_path, GOOD))
    assert ran.returncode == 0, ran.stderr
    assert " 0 errors, " in ran.stdout


def test_the_hook_is_run_for_what_a_clinic_writes_and_for_nothing_else(hook: dict[str, Any], tmp_path: Path) -> None:
    folder = repository(tmp_path, {**BAD, "sheets/clinic.yaml": "name: Riverside\n", "notes/content.txt": "x", "my-clinic.yaml": "x: y\n"})
    staged = git(folder, "ls-files").splitlines()
    looked_at = {name for name in staged if re.search(hook["files"], name)}
    assert {MODULE_FILE, PACKET_FILE, "clinic.yaml", "approvals.yaml", "templates/about.html.j2", "sheets/clinic.yaml"} <= looked_at
    assert set(staged) - looked_at == {"README.md", "notes/content.txt", "my-clinic.yaml"}
