"""The JSON Schemas an editor checks files with: up to date, named by every file, and fitting each of them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from handouts.folders import builtin_folder

SCHEMAS = Path(__file__).parents[1] / "docs" / "schema"
ERRORS = Path(__file__).parent / "errors"
CONTENT = builtin_folder().root / "content"
FILES = sorted(CONTENT.rglob("*.yaml"))

Command = Callable[..., subprocess.CompletedProcess[str]]


class EditorLoader(yaml.CSafeLoader):
    """Reads YAML 1.2 as editors do: dates and words like "no" stay text, numbers become numbers."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (declared by the library, which wants one for each class)


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def marked_by_an_editor(value: Any, schema: str) -> list[str]:
    """The path and message of each mistake an editor would mark."""
    return [f"{error.json_path}: {error.message[:150]}" for error in validator(schema).iter_errors(value)]


@cache
def validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / schema).read_text("utf-8")))


def named_schema(file: Path) -> Path:
    first = file.read_text("utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match is not None
    return (file.parent / match[1]).resolve()


def test_the_schemas_in_the_documentation_are_those_of_the_program(command: Command, tmp_path: Path) -> None:
    ran = command("schema", "--output", tmp_path / "fresh")
    assert ran.returncode == 0
    fresh = {path.name: path.read_text("utf-8") for path in (tmp_path / "fresh").iterdir()}
    assert sorted(ran.stdout.splitlines()) == sorted(str(tmp_path / "fresh" / name) for name in fresh)
    kept = {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir()}
    assert kept.keys() == fresh.keys()
    assert sorted(name for name in fresh if kept[name] != fresh[name]) == [], "run: handouts schema --output docs/schema"


def test_every_schema_is_a_schema() -> None:
    schemas = sorted(SCHEMAS.glob("*.schema.json"))
    assert len(schemas) == 12
    for path in schemas:
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_there_are_files_of_each_kind() -> None:
    assert len(FILES) >= 45
    assert {named_schema(file).name.partition(".")[0] for file in FILES} == {
        *("module", "packet", "audience", "locale", "glossary", "sources", "claims", "pairings", "questions", "language")
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(CONTENT).as_posix())
def test_every_built_in_file_names_its_schema_and_fits_it(file: Path) -> None:
    schema = named_schema(file)
    assert schema.parent == SCHEMAS
    assert schema.is_file()
    assert marked_by_an_editor(as_an_editor_reads(file.read_text("utf-8")), schema.name) == []


# Mistakes of form; what only the whole library can know (a name that leads nowhere) no schema can.
OF_FORM = (
    *("bad-id", "bad-numbers", "bad-version", "bad-yes-no", "empty-list", "empty-text", "five-mistakes", "list-at-top", "list-where-text"),
    *("missing-key", "missing-kind", "missing-text", "text-where-list", "text-where-section", "too-short-list"),
    *("unknown-key", "unknown-kind", "unknown-tier"),
)


@pytest.mark.parametrize("stem", OF_FORM)
def test_an_editor_marks_mistakes_of_form(stem: str) -> None:
    assert marked_by_an_editor(as_an_editor_reads((ERRORS / f"{stem}.yaml").read_text("utf-8")), "module.schema.json") != []


def test_an_editor_marks_nothing_in_a_clinic_file_that_loads() -> None:
    value = as_an_editor_reads("name: Riverside\nphone_24h: 555-0100\nfever_c: 37.5\nlow_temperature_c: 36\n")
    assert marked_by_an_editor(value, "clinic.schema.json") == []
    assert marked_by_an_editor({**value, "phone": "555"}, "clinic.schema.json") != []
