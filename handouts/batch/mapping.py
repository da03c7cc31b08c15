"""What the user says of the columns of a list: "Patient name=name" on the command line, or a file with a line for each."""

from __future__ import annotations

from handouts.problems import HandoutsError, Place, Problem, raise_errors
from handouts.yamltext import parse_yaml

_HINT = "write it like 'Patient name=name, Visit=date: Next visit'"


def columns_said(text: str) -> dict[str, str]:
    """Return what columns are, by the name in row 1, from a text like "Patient name=name,Nurse=nurse". Raises: HandoutsError."""
    said: dict[str, str] = {}
    for part in text.split(","):
        name, equals, field = part.rpartition("=")
        if not (equals and name.strip() and field.strip()):
            raise HandoutsError([Problem(Place("--columns"), "this does not say what a column is", _HINT)])
        said[name.strip()] = field.strip()
    return said


def columns_in(data: bytes, shown: str) -> dict[str, str]:
    """Return the same from a YAML file with lines like "Patient name: name". Raises: HandoutsError with its mistakes."""
    text = parse_yaml(data, shown)
    raise_errors(text.problems)
    if not isinstance(text.value, dict):
        raise HandoutsError([Problem(Place(shown, 1, 1), "this must say what each column is", "write 'Patient name: name' on a line")])
    fields = {name: field.strip() for name, field in text.value.items() if isinstance(field, str)}
    others = [name for name in text.value if name not in fields]
    raise_errors(Problem(text.place_of((name,)), "this does not say what the column is", "write 'Patient name: name'") for name in others)
    return fields
