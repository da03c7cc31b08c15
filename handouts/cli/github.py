"""Problems as GitHub shows them beside the lines of a change: one workflow command for each."""

from __future__ import annotations

from handouts.problems import Problem, Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "waived": "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_VALUES = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def annotation(problem: Problem) -> str:
    """Return `::error file=…,line=…,col=…,title=RD-03::message%0Ahint`; a place without a line is the file as a whole."""
    place = problem.place
    values = {"file": place.path, "line": place.line, "col": place.column, "title": problem.rule}
    named = ",".join(f"{name}={_escape(str(value), _IN_VALUES)}" for name, value in values.items() if value)
    text = "\n".join(filter(None, (problem.message, problem.hint)))
    return f"::{_COMMANDS[problem.severity]} {named}".rstrip() + f"::{_escape(text, _IN_TEXT)}"


def _escape(text: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(character, character) for character in text)
