"""The files of a new clinic folder."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.model import Clinic
from handouts.names import Names
from handouts.personal import looks_personal
from handouts.problems import Place, Problem
from handouts.schema import MODELS, render_schema
from handouts.skeletons.texts import filled_in, skeleton
from handouts.validation import validate
from handouts.yamltext import Value, parse_yaml, render_yaml

Answers = Mapping[str, Value]
# What a folder is made of, without the logo. Each has its skeleton.
_SKELETONS = {
    "clinic.yaml": "clinic.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
}


def problems_in_answer(key: str, answer: Value, locales: tuple[str, ...] = ()) -> list[Problem]:
    """Return what is wrong with the clinic's value for a key of clinic.yaml, placed at the option that gives it."""
    option = f"--{key.removesuffix('_c').replace('_', '-')}"
    said = ", ".join(answer) if isinstance(answer, list) else str(answer)
    if key in ("name", "address") and (kind := looks_personal(said)):
        return [Problem(Place(option), f"this holds what looks like {kind}", "it is printed for everyone, and goes into file properties")]
    known = {"locale": locales} if locales else {}
    problems = validate(Clinic, parse_yaml(render_yaml({key: answer}).encode(), option), Names(known=known))[1]
    return [Problem(Place(option), problem.message, problem.hint) for problem in problems]


def names_of_clinic_files() -> list[str]:
    """Return what a clinic folder begins with, to see whether the place is free."""
    return [*_SKELETONS, *map(_schema_name, MODELS)]


def clinic_files(answers: Answers, logo: tuple[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the files of a clinic folder by their names inside; `answers` are values of clinic.yaml without problems."""
    texts = {name: skeleton(source) for name, source in _SKELETONS.items()}
    values = {**answers, "logo": logo[0]} if logo else answers
    for key, value in values.items():
        texts["clinic.yaml"] = filled_in(texts["clinic.yaml"], key, value)
    files = {name: text.encode() for name, text in texts.items()} | schema_files(*MODELS)
    return files | ({f"content/images/{logo[0]}": logo[1]} if logo else {})


def schema_files(*names: str) -> dict[str, bytes]:
    """Return the JSON Schemas of these kinds of file, which every file of a clinic folder names in its first line."""
    return {_schema_name(name): render_schema(name).encode() for name in names}


def _schema_name(name: str) -> str:
    return f"schema/{name}.schema.json"
