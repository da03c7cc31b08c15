"""From a parsed file to a model, or to problems in words a nurse can act on, each at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handouts.names import Names
from handouts.problems import Problem, did_you_mean
from handouts.sections import KINDS
from handouts.yamltext import Path, YamlText

M = TypeVar("M", bound=BaseModel)

# Error type of pydantic -> what is wrong, what to do. {…} are the names in the error's own context.
_MESSAGES: dict[str, tuple[str, str]] = {
    "missing": ("'{last}' is missing", ""),
    "union_tag_not_found": ("'kind' is missing", "a section starts with 'kind: paragraph' or another kind"),
    "string_type": ("this must be a text", ""),
    "model_type": ("this must be a mapping of keys to values", "write 'key: value' lines"),
    "model_attributes_type": ("this must be a mapping of keys to values", "write 'key: value' lines"),
    "dict_type": ("this must be a mapping of keys to values", "write 'key: value' lines"),
    "tuple_type": ("this must be a list", "start each entry with '- '"),
    "too_short": ("this needs at least {min_length}", ""),
    "too_long": ("this may have at most {max_length}", ""),
    "string_too_short": ("this needs at least {min_length} character{s}", ""),
    "string_too_long": ("the text is longer than {max_length} characters", "split it: a reader tires"),
    "literal_error": ("'{input}' is not one of {expected}", ""),
    "int_parsing": ("'{input}' is not a whole number", ""),
    "int_type": ("this must be a whole number", ""),
    "bool_parsing": ("'{input}' is neither true nor false", ""),
    "decimal_parsing": ("'{input}' is not a number", ""),
    "decimal_max_places": ("'{input}' has too many decimals", "one is enough, like 38.0"),
    "greater_than_equal": ("{input} is too small", "it must be {ge} or more"),
    "less_than_equal": ("{input} is too large", "it must be {le} or less"),
    "date_from_datetime_parsing": ("'{input}' is not a date", "write it as 2026-11-22"),
    "date_parsing": ("'{input}' is not a date", "write it as 2026-11-22"),
    "date_type": ("this must be a date", "write it as 2026-11-22"),
}
_SHAPES = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "use small letters, digits and hyphens, like 'coming-home'",
    r"^\d+\.\d+$": "write a version like 0.1 or 1.0, in quotes",
    r"^P\d{2}$": "write it like P01",
    r"^[A-Z]{2}$": "write the country as two capital letters, like US",
    r"^[a-z0-9-]+\.(svg|png)$": "name the file with small letters, digits and hyphens, ending in .svg or .png (a photo: save it as PNG)",
    r"^[0-9a-f]{64}$": "copy the hash that `handouts check` tells",
}


def validate(model: type[M], yaml: YamlText, names: Names) -> tuple[M | None, list[Problem]]:
    """Return the model and no problems, or None and a problem for every mistake of the file; `names` is what it may point at."""
    problems = list(yaml.problems)
    try:
        value = model.model_validate(yaml.value, context=names)
    except ValidationError as error:
        problems += _problems(model, yaml, error.errors(include_url=False))
        return None, problems
    return (None if problems else value), problems


def _problems(model: type[BaseModel], yaml: YamlText, errors: list[ErrorDetails]) -> Iterator[Problem]:
    places = [error["loc"] for error in errors]
    for error in errors:
        if error["type"] == "too_short" and any(_inside(place, error["loc"]) for place in places):
            continue  # an entry failed and is reported itself; the list is not really short
        yield from _problem(model, yaml, error)


def _inside(place: Path, outer: Path) -> bool:
    return len(place) > len(outer) and place[: len(outer)] == outer


def _problem(model: type[BaseModel], yaml: YamlText, error: ErrorDetails) -> Iterator[Problem]:
    path, context = _without_tag(error["loc"]), dict(error.get("ctx") or {})
    last = str(path[-1]) if path else "the file"
    match error["type"]:
        case "markup":
            for message, hint, offset in context["mistakes"]:
                yield Problem(yaml.place_of(path, offset=offset), message, hint)
        case "extra_forbidden":
            yield Problem(yaml.place_of(path, key=True), f"unknown key '{last}'", _near(last, _field_names(model)))
        case "union_tag_invalid":
            hint = did_you_mean(context["tag"], re.findall(r"'([^']+)'", context["expected_tags"]))
            yield Problem(yaml.place_of((*path, "kind")), f"unknown kind '{context['tag']}'", hint)
        case "string_pattern_mismatch":
            hint = _SHAPES.get(context["pattern"], f"it must match {context['pattern']}")
            yield Problem(yaml.place_of(path), f"'{error['input']}' is not in the right form", hint)
        case kind:
            message, hint = _MESSAGES.get(kind, (error["msg"], str(context.get("hint", ""))))
            values = {**context, "last": last, "input": error["input"], "s": "" if context.get("min_length") == 1 else "s"}
            yield Problem(yaml.place_of(path), _filled(message, values), _filled(hint, values))


def _without_tag(path: Path) -> Path:
    """Pydantic puts a section's kind into the path, where it could be taken for a field of that name (`terms`, `options`)."""
    if len(path) > 2 and path[0] == "sections" and path[2] in KINDS:
        return path[:2] + path[3:]
    return path


def _filled(text: str, values: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), text)


def _near(name: str, known: Iterable[str]) -> str:
    hint = did_you_mean(name, known)
    return hint if hint.startswith("did you mean") else ""


def _field_names(model: type[BaseModel]) -> set[str]:
    """Return every key that may stand anywhere in a file of this model."""
    schema = model.model_json_schema()
    tables = [schema, *schema.get("$defs", {}).values()]
    return {name for table in tables for part in (table, *table.get("anyOf", ())) for name in part.get("properties", ())}
