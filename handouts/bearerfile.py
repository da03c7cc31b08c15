"""The file behind `--personal`, YAML or JSON: its values as lines, its mistakes at their places, and none of its words in any message."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from handouts.bearer import FIELDS, SOURCE, PersonalLines, checked_lines
from handouts.problems import HandoutsError, Place, Problem
from handouts.yamltext import Path, YamlText, parse_yaml

MOST_BYTES = 64_000
_KNOWN = f"known keys: {', '.join(FIELDS)}"
_NOTHING = ("null", "~")  # as programs write it; who is called Null has a capital letter
# How the messages of YAML begin that quote what was written, and what is said instead.
_QUIET = {
    "the key": "a key is given twice",
    "the alias": "a word with a star before it means something else here: put it in quotes",
    "the anchor": "a word with & before it means something else here: put it in quotes",
    "the tag": "a word with ! before it means something else here: put it in quotes",
    "this text ends": "this text ends at the ' #': what follows is a comment and does not print",
    "this is not UTF-8": "this is not UTF-8 text: save it with the encoding UTF-8",
}


def parse_personal(data: bytes) -> PersonalLines:
    """Return the lines in a YAML or JSON text: `name`, `nurse`, `dates` (what: when, or a list of both), `notes` (a text or a list).

    Raises: HandoutsError with every mistake, at its line and column; no message holds anything that was written.
    """
    if len(data) > MOST_BYTES:
        raise _error(f"this is larger than {MOST_BYTES // 1000} kB", "give a name, a nurse, dates and notes, and nothing else")
    text = _parse(data)
    value, problems = text.value, [_quiet(problem) for problem in text.problems]
    if not isinstance(value, dict):
        raise _error("this must hold keys and values", f"write 'name: …' on a line; {_KNOWN}")
    unknown = [key for key in value if key not in FIELDS]
    problems += [Problem(text.place_of((key,), key=True), "this key is not known", _KNOWN) for key in unknown]
    read = _Reader(text, problems)
    dates, notes = read.dates(value.get("dates")), read.notes(value.get("notes"))
    name, nurse = (read.text(value.get(key), (key,)) for key in ("name", "nurse"))
    try:
        lines = checked_lines(name, nurse, dates, notes, read.place_of)
    except HandoutsError as error:
        problems += error.problems
    if problems:
        raise HandoutsError(problems)
    return lines


def _parse(data: bytes) -> YamlText:
    """Return JSON or YAML as values with places. JSON first, where `null` is nothing; its places are those YAML finds in it."""
    try:
        text = parse_yaml(data, SOURCE)
    except HandoutsError as error:
        text, failed = YamlText(SOURCE, None, (), (), {}, {}), [_quiet(problem) for problem in error.problems]
    else:
        failed = []
    with suppress(ValueError, RecursionError):
        value = json.loads(data.decode("utf-8-sig"), parse_constant=str, parse_int=str, parse_float=str)
        return YamlText(SOURCE, value, text.problems, text.lines, text.value_marks, text.key_marks)
    if failed:
        raise HandoutsError(failed)
    return text


def _quiet(problem: Problem) -> Problem:
    """Return a mistake of the YAML without what was written, which its message may quote."""
    for start, message in _QUIET.items():
        if problem.message.startswith(start):
            return Problem(problem.place, message, problem.hint if start == "this text ends" else "")
    return Problem(problem.place, "this cannot be read as YAML or JSON", "look at this line and the one above it: a colon, quotes, spaces")


def _error(message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(SOURCE, 1, 1), message, hint)])


@dataclass(frozen=True, repr=False)
class _Reader:
    """Values of a file as texts; what is none becomes a problem at its place."""

    source: YamlText
    problems: list[Problem]

    def text(self, value: Any, path: Path) -> str:
        if value is None or value in _NOTHING:
            return ""
        if not isinstance(value, str):
            self._note(path, "this must be a text")
            return ""
        return value

    def dates(self, value: Any) -> list[tuple[str, str]]:
        if value is None or value in _NOTHING:
            return []
        if isinstance(value, dict):
            return [(what, self.text(when, ("dates", what))) for what, when in value.items()]
        if not isinstance(value, list):
            self._note(("dates",), "this must be a list of dates", "write 'Next visit: Monday, 10 a.m.' on a line of its own below it")
            return []
        return [pair for number, entry in enumerate(value) for pair in self._pairs(entry, ("dates", number))]

    def notes(self, value: Any) -> list[str]:
        entries = value if isinstance(value, list) else [value]
        return [self.text(entry, ("notes", number)) for number, entry in enumerate(entries)]

    def place_of(self, path: Path) -> Place:
        """Return where something stands; dates may be written as one mapping, whose keys are not numbers."""
        dates = self.source.value.get("dates") if isinstance(self.source.value, dict) else None
        if path[0] == "dates" and len(path) > 1 and isinstance(dates, dict):
            key = list(dates)[int(path[1])]
            return self.source.place_of(("dates", key), key=path[-1] == "what")
        return self.source.place_of(path)

    def _pairs(self, entry: Any, path: Path) -> Iterator[tuple[str, str]]:
        """Return one date, written with `what` and `when` or as "what: when"."""
        if not isinstance(entry, Mapping):
            self._note(path, "this must say what and when", "write '- what: …' and below it 'when: …'")
        elif not set(entry) - {"what", "when"}:
            yield self.text(entry.get("what"), (*path, "what")), self.text(entry.get("when"), (*path, "when"))
        elif len(entry) == 1:
            [(what, when)] = entry.items()
            yield what, self.text(when, path)
        else:
            self._note(path, "this must say what and when, and nothing else", "known keys: what, when")

    def _note(self, path: Path, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.source.place_of(path), message, hint))
