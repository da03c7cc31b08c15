"""Whose chart a document belongs to, as FHIR names a patient: read from a file or standard input, and repeated in no message."""

from __future__ import annotations

import re
from typing import Any

from handouts.problems import HandoutsError, Place, Problem
from handouts.yamltext import parse_yaml

SOURCE = "--subject"
MOST_BYTES = 10_000
_HINT = "write 'reference: Patient/…', or 'identifier:' with 'system' and 'value' below it"
_REFERENCE = re.compile(r"(?:https?://\S+/)?Patient/[A-Za-z0-9.-]{1,64}|urn:uuid:[0-9a-f-]{36}")
_SYSTEM = re.compile(r"(?:https?://|urn:)\S{1,200}")
_VALUE = re.compile(r"\S(?:.{0,98}\S)?")


def parse_subject(data: bytes) -> dict[str, Any]:
    """Return a FHIR Reference to a patient from YAML or JSON: a `reference`, an `identifier` with `system` and `value`, or both.

    Raises: HandoutsError with what is wrong, never with what was written.
    """
    value = _parse(data)
    if not isinstance(value, dict) or not value or not set(value) <= {"reference", "identifier"}:
        raise _error("this must name one patient, and hold nothing else")
    if "reference" in value and not _fits(_REFERENCE, value["reference"]):
        raise _error("'reference' does not lead to a patient")
    if "identifier" in value:
        identifier = value["identifier"]
        if not isinstance(identifier, dict) or set(identifier) != {"system", "value"}:
            raise _error("'identifier' needs 'system' and 'value', and nothing else")
        if not _fits(_SYSTEM, identifier["system"]):
            raise _error("'system' is not an address that begins with https:// or urn:")
        if not _fits(_VALUE, identifier["value"]):
            raise _error("'value' must be a text of 1 to 100 characters")
    return {**value, "type": "Patient"}


def _parse(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise _error(f"this is larger than {MOST_BYTES // 1000} kB")
    try:
        text = parse_yaml(data, SOURCE)
    except HandoutsError as error:
        place = error.problems[0].place  # the message may quote what was written
    else:
        if not text.problems:
            return text.value
        place = text.problems[0].place
    raise HandoutsError([Problem(place, "this cannot be read as YAML or JSON", _HINT)])


def _fits(shape: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _error(message: str) -> HandoutsError:
    return HandoutsError([Problem(Place(SOURCE), message, _HINT)])
