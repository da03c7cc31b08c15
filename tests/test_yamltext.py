"""The one door for YAML: what is written is what is read, and every part of it can be found again in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handouts.problems import HandoutsError
from handouts.yamltext import MAX_BYTES, MAX_DEPTH, Path, YamlText, parse_yaml

FILE = "ward/content.yaml"


def parsed(text: str) -> YamlText:
    return parse_yaml(text.encode(), FILE)


def mistakes(text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and message of what stops a file from being read."""
    with pytest.raises(HandoutsError) as caught:
        parse_yaml(text if isinstance(text, bytes) else text.encode(), FILE)
    assert {problem.place.path for problem in caught.value.problems} == {FILE}
    return [(problem.place.line, problem.place.column, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "written",
    ["No", "yes", "on", "12:30", "0123", "1e3", "0x1F", "1_000", "38.0", "null", "Null", "~", "true", "2026-11-22", ".inf", "=", "911"],
)
def test_what_other_readers_take_for_something_else_stays_text(written: str) -> None:
    assert parsed(f"answer: {written}").value == {"answer": written}
    assert parsed(f"[{written}]").value == [written]
    assert parsed(f"{written}: answer").value == {written: "answer"}


def test_only_an_empty_place_is_nothing() -> None:
    assert parsed("a:\nb: ''\nc: \"\"\nd: |\n").value == {"a": None, "b": "", "c": "", "d": ""}
    assert parsed("").value is None
    assert parsed("# only a remark\n").value is None


def test_a_mark_of_the_encoding_at_the_start_is_not_part_of_the_text() -> None:
    assert parse_yaml(b"\xef\xbb\xbfid: our-ward", FILE).value == {"id": "our-ward"}


def test_places_count_from_one_and_point_at_values_and_keys() -> None:
    text = parsed("title: Our ward\nsections:\n  - kind: bullets\n    items: [Rest, Sleep]\n")
    assert str(text.place_of(("title",))) == f"{FILE}:1:8"
    assert str(text.place_of(("title",), key=True)) == f"{FILE}:1:1"
    assert str(text.place_of(("sections", 0, "kind"), key=True)) == f"{FILE}:3:5"
    assert str(text.place_of(("sections", 0, "items", 1))) == f"{FILE}:4:19"


def test_an_accent_counts_as_one_column() -> None:
    assert str(parsed("{été: là, où: ici}").place_of(("où",))) == f"{FILE}:1:15"


def test_steps_that_are_not_in_the_file_are_passed_over() -> None:
    text = parsed("sections:\n  - kind: bullets\n    items: [Rest]\n")
    assert text.place_of(("sections", 0, "bullets", "items", 0, "text", "default")) == text.place_of(("sections", 0, "items", 0))
    assert str(text.place_of(("sections", 0, "paragraph", "title"))) == f"{FILE}:2:5"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("text: Call us now", "1:15"),
        ("text: 'Call us now'", "1:16"),
        ('text: "Call us now"', "1:16"),
        ('text: "Call \\"us\\" now"', "1:20"),
        ("text: |\n  Call us now", "2:11"),
        ("text: >-\n  Call\n  us\n  now", "4:3"),
        ("text: |  # as the doctors wrote it\n  Call us now", "2:11"),
        ("text: Call\n  us now", "2:6"),
    ],
)
def test_a_place_inside_a_text_is_found_however_it_is_written(written: str, place: str) -> None:
    text = parsed(written)
    assert isinstance(text.value, dict)
    assert str(text.place_of(("text",), offset=text.value["text"].index("now"))) == f"{FILE}:{place}"


def test_a_key_given_twice_is_reported_at_its_second_place_with_the_first() -> None:
    text = parsed("dose: 5\nname: Ward\ndose: 50\n")
    [problem] = text.problems
    assert str(problem.place) == f"{FILE}:3:1"
    assert "'dose' is given twice" in problem.message
    assert "line 1" in problem.hint
    assert text.value == {"dose": "5", "name": "Ward"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: &x 1", "1:4", "the anchor &x is not allowed"),
        ("a: *x", "1:4", "the alias *x is not allowed"),
        ("[&x {a: b}]", "1:2", "the anchor &x is not allowed"),
        ("a: !!int 1", "1:4", "the tag"),
        ("a: !secret x", "1:4", "the tag !secret is not allowed"),
        ("? [a, b]\n: c", "1:3", "a key must be a single word or text"),
        ("a: b\n--- \nc: d", "2:1", "a second document starts here"),
    ],
)
def test_what_hides_meaning_from_a_reviewer_is_reported(text: str, place: str, message: str) -> None:
    [problem] = parsed(text).problems
    assert str(problem.place) == f"{FILE}:{place}"
    assert problem.message.startswith(message)
    assert problem.hint != ""


def test_a_text_in_quotes_is_no_tag() -> None:
    assert parsed("a: '!!int 1'").problems == ()


def test_a_file_may_be_large_but_not_larger_than_the_limit() -> None:
    assert parse_yaml(b"#" * MAX_BYTES, FILE).value is None
    [(line, column, message)] = mistakes(b"#" * (MAX_BYTES + 1))
    assert (line, column) == (1, 1)
    assert "1,000,000" in message


def test_nesting_is_bounded() -> None:
    deepest = parsed("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH).value
    for _ in range(MAX_DEPTH):
        assert isinstance(deepest, list)
        [deepest] = deepest
    assert deepest == "x"
    [(line, column, message)] = mistakes("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1))
    assert (line, column) == (1, MAX_DEPTH + 2)
    assert "more than 24 deep" in message


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "{[" * 50_000])
def test_endless_nesting_is_a_mistake_and_not_a_crash(text: str) -> None:
    [(line, column, message)] = mistakes(text)
    assert line == 1
    assert column < 200
    assert "more than 24 deep" in message or "not valid YAML" in message


def test_a_text_that_would_grow_a_billion_times_is_refused_and_stays_small() -> None:
    lines = [
        "a: &a [ha, ha, ha]",
        *(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    text = parsed("\n".join(lines))
    assert sum("alias" in problem.message for problem in text.problems) == 8 * 9
    assert isinstance(text.value, dict)
    assert text.value["i"] == [None] * 9


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"\xff", 1, 1), (b"title: Our caf\xe9", 1, 15), (b"title: Our ward\nname: \xe9t\xe9", 2, 7)],
)
def test_bytes_that_are_not_utf_8_are_reported_where_they_stand(data: bytes, line: int, column: int) -> None:
    [(at_line, at_column, message)] = mistakes(data)
    assert (at_line, at_column) == (line, column)
    assert "UTF-8" in message


def test_a_control_character_is_a_mistake() -> None:
    [(_, _, message)] = mistakes("title: Our\x07 ward")
    assert "not valid YAML" in message


PIECES = [
    *"ab{}[],'\"\\%@`#~=|>\n\t\0é\x85\u2028\ufeff ",
    *(
        "- ",
        ": ",
        "? ",
        "a: ",
        "a: b\n",
        "- a\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\\x41",
        "\\ud800",
        "&a ",
        "*a",
        "!t ",
        "!!int ",
        "<<: ",
        "|2\n",
        ">-\n",
    ),
    *("---\n", "...\n", "%YAML 1.1\n", "%TAG ! !x\n", "null", "[" * 30, "{a: " * 30),
]


@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: "".join(pieces).encode())))
def test_any_file_gives_a_value_or_a_problem(data: bytes) -> None:
    try:
        text = parse_yaml(data, FILE)
    except HandoutsError as error:
        places = [problem.place for problem in error.problems]
    else:
        assert all(value is None or isinstance(value, str | list | dict) for _, value in walk(text.value))
        places = [text.place_of(path, key=key) for path, _ in walk(text.value) for key in (False, True)]
        places += [problem.place for problem in text.problems]
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xe2\x80") + data.count(b"\xc2\x85") + 1
    assert places != []
    assert all(place.path == FILE and 1 <= place.line <= lines + 1 and 1 <= place.column <= len(data) + 1 for place in places)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value with its path, the outermost first."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield from walk(item, (*path, step))


class WriteOut(yaml.SafeDumper):
    """Another program's writer, told to repeat what is the same instead of pointing at it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


WORDS = st.text("bcdé ,:#", min_size=1, max_size=12).map(str.strip).filter(bool)
DOCUMENTS = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(WORDS, inner, min_size=1, max_size=4),
    max_leaves=20,
)


@given(DOCUMENTS, st.sampled_from([True, False, None]), st.sampled_from([None, "'", '"']))
def test_every_value_of_a_valid_file_is_found_at_its_place(document: Any, flow: bool | None, quotes: str | None) -> None:
    written = yaml.dump(
        document, Dumper=WriteOut, default_flow_style=flow, default_style=quotes, allow_unicode=True, sort_keys=False, width=10_000
    )
    text = parsed(written)
    assert text.value == document
    assert text.problems == ()

    def stands_at(path: Path, *, key: bool = False) -> str:
        place = text.place_of(path, key=key)
        return written.splitlines()[place.line - 1][place.column - 1 :].removeprefix("? ").lstrip("'\"")

    for path, value in walk(document):
        if isinstance(value, str):
            assert stands_at(path).startswith(value)
        elif isinstance(value, list):
            assert stands_at(path)[0] in "[-"
        else:
            assert stands_at(path).lstrip("{'\"").startswith(next(iter(value)))
        if path and isinstance(path[-1], str):
            assert stands_at(path, key=True).startswith(path[-1])
