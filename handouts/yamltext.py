"""The one door for YAML: text in, plain values and their places out.

Built on the parser's events, not on its loaded values, because a reviewed text must mean what it looks like: scalars stay
text (`No` is not false, `12:30` is not 750), a key given twice is an error instead of a silent loss, and size, depth and
aliases are bounded before anything is built, so that no file can exhaust the machine.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import yaml

from handouts.problems import HandoutsError, Place, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

Key = str | int
Path = tuple[Key, ...]
Value = dict[str, Any] | list[Any] | str | None

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML 1.1 counts as one, so that our lines are the parser's


@dataclass(frozen=True)
class YamlText:
    """A parsed file: its value, and the place of every value and key in it.

    `value` holds only dicts with text keys, lists, text, and None for an empty scalar.
    """

    path: str
    value: Value
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = field(repr=False)
    value_marks: dict[Path, tuple[int, int]] = field(repr=False)
    key_marks: dict[Path, tuple[int, int]] = field(repr=False)

    def place_of(self, path: Path, *, key: bool = False, offset: int = 0) -> Place:
        """Return where the value (or the key) at `path` stands.

        Steps of `path` that are not in the file (names a validator adds) are passed over, so the nearest enclosing value answers.
        `offset` counts characters into the text, over as many lines as it is written on.
        """
        real: Path = ()
        for step in path:
            if (*real, step) in self.value_marks:
                real = (*real, step)
        marks = self.key_marks if key and real in self.key_marks else self.value_marks
        line, column = marks.get(real, (1, 1))
        folded = self.lines[line - 1][column - 1 : column] in ("|", ">") if line <= len(self.lines) else False
        if (offset or folded) and not key and isinstance(text := self._value_at(real), str) and text.strip():
            line, column = self._follow(text.strip()[: offset + 1], line, column)
        return Place(self.path, line, column)

    def _value_at(self, path: Path) -> Any:
        value: Any = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):  # the second value of a key given twice
                return None
        return value

    def _follow(self, text: str, line: int, column: int) -> tuple[int, int]:
        """Return where the last character of `text` stands: folding and quotes change only what is between its characters."""
        written = "\n".join(self.lines[line - 1 :])
        position = (written.find("\n") if written[column - 1 : column] in ("|", ">") else column - 1) - 1
        for character in "".join(text.split()):
            position = written.find(character, position + 1)
            if position < 0:
                return line, column
        before = written[:position]
        return line + before.count("\n"), position - before.rfind("\n")


def parse_yaml(data: bytes, path: str) -> YamlText:
    """Return the value in `data` with the place of every part of it, and a problem for each duplicate key, alias, tag or odd key.

    Raises: HandoutsError when no value can be made of it: not UTF-8, not YAML, too large or too deep.
    """
    if len(data) > MAX_BYTES:
        raise _error(path, (1, 1), f"the file is larger than {MAX_BYTES:,} bytes", "split it into several files")
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = normalize("NFC", data.decode())  # some editors write "ử" as a letter and two marks; pages and checks have one
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        mark = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        raise _error(path, mark, "this is not UTF-8 text", "save the file with the encoding UTF-8") from None
    reader = _Reader(path, text)
    value = reader.read_document()
    return YamlText(path, value, tuple(reader.problems), reader.lines, reader.value_marks, reader.key_marks)


def render_yaml(value: Any, indent: int = 0) -> str:
    """Return plain values as YAML that `parse_yaml` reads as the same text, every line moved in by `indent` spaces."""
    written: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)
    return textwrap.indent(written, " " * indent)


def _error(path: str, mark: tuple[int, int], message: str, hint: str = "") -> HandoutsError:
    return HandoutsError([Problem(Place(path, *mark), message, hint)])


class _Reader:
    """Builds one document from parser events, noting every place and collecting what is not allowed."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.value_marks: dict[Path, tuple[int, int]] = {}
        self.key_marks: dict[Path, tuple[int, int]] = {}
        self.lines = tuple(_LINE_BREAK.split(text))
        self._events = self._checked_events(text)

    def read_document(self) -> Value:
        value: Value = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(event, "a second document starts here", "keep one document in a file: remove the line '---'")
                    break
                value = self._read(next(self._events), (), 0)
        return value

    def _checked_events(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise _error(self.path, at, f"this is not valid YAML: {error.problem or error.context}", _syntax_hint(self.lines, at)) from None
        except yaml.YAMLError as error:
            reason = str(error).splitlines()[0]
            raise _error(self.path, (1, 1), f"this is not valid YAML: {reason}", "look for an invisible control character") from None

    def _read(self, event: Any, path: Path, depth: int) -> Value:
        self.value_marks[path] = _mark(event)
        if depth > MAX_DEPTH:
            raise _error(self.path, _mark(event), f"lists and mappings are nested more than {MAX_DEPTH} deep", "a handout needs far less")
        if isinstance(event, yaml.AliasEvent):
            self._note(
                event, f"the alias *{event.anchor} is not allowed", "write the text out, so that what a reviewer reads is what prints"
            )
            return None
        self._refuse_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._read_mapping(path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_sequence(path, depth)
        if not event.style and " " in event.value and self._comment_after(event):
            self._note(event, "this text ends at the ' #': what follows is a comment and does not print", "put the text in quotes")
        return None if event.value == "" and not event.style else str(event.value)

    def _comment_after(self, event: Any) -> bool:
        end = event.end_mark
        return self.lines[end.line][end.column :].lstrip().startswith("#") if end.line < len(self.lines) else False

    def _read_mapping(self, path: Path, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._read_key(event, path, depth)
            if key in values:
                first = self.key_marks[*path, key][0]
                self._note(event, f"the key '{key}' is given twice", f"it is first given on line {first}; keep one of the two")
                self._read(next(self._events), (*path, f"{key} (again)"), depth + 1)
                continue
            self.key_marks[*path, key] = _mark(event)
            values[key] = self._read(next(self._events), (*path, key), depth + 1)
        return values

    def _read_key(self, event: Any, path: Path, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            return str(event.value)
        self._note(event, "a key must be a single word or text", "write 'key: value'")
        self._read(event, (*path, "(odd key)"), depth + 1)
        return f"(odd key {len(self.problems)})"

    def _read_sequence(self, path: Path, depth: int) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._read(event, (*path, len(values)), depth + 1))
        return values

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._note(event, f"the anchor &{event.anchor} is not allowed", "write the text out where it is needed")
        if event.tag:
            self._note(event, f"the tag {event.tag} is not allowed", "remove it, or put the text in quotes: every value is read as text")

    def _note(self, event: Any, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.path, *_mark(event)), message, hint))


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax_hint(lines: tuple[str, ...], at: tuple[int, int]) -> str:
    line = lines[at[0] - 1] if at[0] <= len(lines) else ""
    if "\t" in line:
        return "use spaces, not tabs, at the start of a line"
    if re.search(r"(^|: |- )\s*[*&!%@`{\[]", line):
        return "put the text in quotes: it begins with a character that has a meaning of its own"
    if line.count(": ") > 1:
        return "put the text in quotes: it holds a colon followed by a space"
    return "look at this line and the one above it: indentation, quotes, a missing colon"
