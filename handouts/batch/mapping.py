"""What the user says of the columns of a list: "Patient name=name" on the command line, or a file with a line for each."""

from __future__ import annotations

from handouts.batch.columns import KNOWN, is_field
from handouts.problems import HandoutsError, Place, Problem, raise_errors
from handouts.yamltext import YamlText, parse_yaml

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
    """Return the same from a YAML file with lines like "Patient name: name". Raises: HandoutsError with its mistakes.

    No message repeats what is written there: the file may be the wrong one, such as the list.
    """
    text = _parse(data, shown)
    if not isinstance(text.value, dict):
        raise HandoutsError([Problem(Place(shown, 1, 1), "this must say what each column is", "write 'Patient name: name' on a line")])
    fields = {name: field.strip() for name, field in text.value.items() if isinstance(field, str)}
    others = [name for name in text.value if name not in fields]
    problems = [Problem(text.place_of((name,)), "this does not say what the column is", "write 'Patient name: name'") for name in others]
    unknown = [name for name in fields if not is_field(fields[name])]
    problems += [Problem(text.place_of((name,)), "this is nothing that a column can be", KNOWN) for name in unknown]
    raise_errors(problems)
    return fields


def _parse(data: bytes, shown: str) -> YamlText:
    try:
        text = parse_yaml(data, shown)
        raise_errors(text.problems)
    except HandoutsError as error:
        message, hint = "this line cannot be read", "write lines like 'Patient name: name', each name once"
        raise HandoutsError(Problem(problem.place, message, hint) for problem in error.problems) from None
    return text
