"""The files of a new clinic folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handouts.folders import CLINIC_FILE
from handouts.model import Clinic
from handouts.names import Names
from handouts.personal import looks_personal
from handouts.problems import HandoutsError, Place, Problem
from handouts.schema import MODELS, render_schema
from handouts.skeletons.placing import refuse_taken
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
_OFTEN_THERE = "README.md", ".gitignore"  # in a fresh repository
_MEANT_IN_F = range(90, 120)


def problems_in_answer(key: str, answer: Value, locales: tuple[str, ...] = ()) -> list[Problem]:
    """Return what is wrong with the clinic's value for a key of clinic.yaml, placed at the option that gives it."""
    option = f"--{key.removesuffix('_c').replace('_', '-')}"
    said = ", ".join(answer) if isinstance(answer, list) else str(answer)
    if key in ("name", "address") and (kind := looks_personal(said)):
        return [Problem(Place(option), f"this holds what looks like {kind}", "it is printed for everyone, and goes into file properties")]
    if len(said.splitlines()) > 1:
        return [Problem(Place(option), "this is more than one line", "write it on one line")]
    if key == "fever_c" and _MEANT_IN_F[0] <= (degrees := float(said)) <= _MEANT_IN_F[-1]:
        hint = f"{degrees:g} °F is {(degrees - 32) / 1.8:.1f} °C"
        return [Problem(Place(option), f"{degrees:g} is too large: the limit is written in °C", hint)]
    known = {"locale": locales} if locales else {}
    problems = validate(Clinic, parse_yaml(render_yaml({key: answer}).encode(), option), Names(known=known))[1]
    return [Problem(Place(option), problem.message, problem.hint) for problem in problems]


def kept_in(root: Path) -> list[str]:
    """Return which files stay as they are when `root`, a folder or none yet, becomes a clinic's. Ask before anything is asked or made.

    Raises: HandoutsError when it is a clinic's already, or when another name is taken.
    """
    if (root / CLINIC_FILE).is_file():
        raise HandoutsError([Problem(Place(str(root)), f"this is a clinic folder already: change {CLINIC_FILE}")])
    kept = [name for name in _OFTEN_THERE if (root / name).is_file()]
    refuse_taken(root, [name for name in (*_SKELETONS, *map(_schema_name, MODELS)) if name not in kept])
    return kept


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
