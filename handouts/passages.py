"""A sheet as a list of short texts, each with its place in the module: what the checks read, and what the reading level is scored on.

Made from the parts one audience gets, so a text that is not for this reader is not judged for this reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from handouts.filling import Filler, Reader
from handouts.markup import Bold, ChanceUse, Citation, Foreign, Link, LocalWords, Plain, Span, TermUse, Text
from handouts.pieces import Explained, Picture, plain_text
from handouts.reading.sentences import words_of
from handouts.selection import Part
from handouts.words import ChanceKey, TermKey
from handouts.yamltext import Path

Role = Literal["title", "message", "heading", "stem", "prose", "item", "label", "picture", "definition"]

# What each field of a section is to its reader. Whatever is not named here is prose.
_ROLES: dict[str, Role] = {
    "title": "heading",
    "name": "heading",
    "main_message": "message",
    "intro": "stem",
    "do": "item",
    "cells": "label",
    "columns": "label",
    "label": "label",
    "alt": "label",
    "prompt": "label",
    "labels": "label",
    "fill_in": "label",
}
_ITEM_LISTS = ("items", "signs", "good", "bad", "known", "unknown")
TYPED = "\N{OBJECT REPLACEMENT CHARACTER}"
_CITED = "\N{ZERO WIDTH SPACE}"
# What is written and not printed: the name of a claim, a term or a value, the address of a link.
_NAMES = re.compile(r"\[@[^\]]*\]|\]\([^)\s]*\)|\{(?:term:[^|}]*\||[^|}]*\})")
_BEFORE_CITATION = re.compile(rf"\s*{_CITED}")


@dataclass(frozen=True)
class Passage:
    """One text of a sheet. `path` leads to it in the module, `section` is the index of its section (-1: the sheet's own title and message).

    `written` is what the author wrote; a sentence drawn from a claim or the glossary has none.
    """

    path: Path
    section: int
    kind: str
    field: str
    role: Role
    plain: str
    written: Text | None = None
    chances: tuple[str, ...] = ()

    @cached_property
    def claims(self) -> frozenset[str]:
        """The claims this text rests on: those it cites and those whose numbers it prints."""
        spans = self.written.all_spans() if self.written else ()
        cited = {span.claim for span in spans if isinstance(span, Citation)}
        return frozenset(cited | {chance.partition(".")[0] for chance in self.chances})

    @cached_property
    def own(self) -> str:
        """The author's own words; each number, limit or phone that comes from a claim, the clinic or a scale is one `TYPED` character."""
        return " ".join(_BEFORE_CITATION.sub("", "".join(_own(self.written.spans))).split()) if self.written else ""

    @cached_property
    def marked_terms(self) -> tuple[str, ...]:
        """Glossary terms the author marked, in order."""
        return tuple(span.term for span in self.written.all_spans() if isinstance(span, TermUse)) if self.written else ()

    @cached_property
    def local_sentences(self) -> tuple[str, ...]:
        """Sentences in it that the clinic or the locale words, by name, in order."""
        return tuple(span.name for span in self.written.all_spans() if isinstance(span, LocalWords)) if self.written else ()

    def offset_of(self, words: str) -> int:
        """Return where `words`, a piece of the printed text or of what was written, begin: by as many of the first as can be found."""
        source = self.written.source if self.written else ""
        if not _NAMES.search(words):
            source = _NAMES.sub(lambda name: " " * len(name[0]), source)
        wanted = [re.escape(word) for word in words.split()]
        for count in range(len(wanted), 0, -1):
            if found := re.search(r"(?<!\w)" + r"\s+".join(wanted[:count]) + r"(?!\w)", source):
                return found.start()
        return 0


def passages_of(parts: Mapping[str, Any], reader: Reader) -> tuple[Passage, ...]:
    """Return the texts of a sheet in reading order; `parts` is what `selection` left of its module."""
    filler = Filler(reader)
    found = [passage for name, part in parts.items() for passage in _walk(part, (name,), filler, "", name)]
    return (*found, *(_definition(term, ("title",), -1) for term in filler.explained_terms()))


def count_words(passages: Iterable[Passage]) -> int:
    """Return how many words there are to read: all that is printed but sources, explained words and the text of pictures."""
    return sum(len(words_of(passage.plain)) for passage in passages if passage.role != "definition" and passage.field != "alt")


def _definition(term: Explained, path: Path, section: int) -> Passage:
    return Passage(path, section, "terms", term.id, "definition", plain_text(term.plain))


def _walk(value: Any, path: Path, filler: Filler, kind: str, field: str) -> Iterator[Passage]:
    match value:
        case Part():
            inner = value.kind if len(value.path) == 2 and value.path[0] == "sections" else kind
            for name, part in value.fields.items():
                yield from _walk(part, (*value.path, name), filler, inner, field if value.kind == "item" else name)
        case Text():
            chances = tuple(span.ref for span in value.all_spans() if isinstance(span, ChanceUse))
            plain = plain_text(filler.fill(value))
            yield Passage(_for(path, filler), _section(path), kind, field, _role(path, kind, field), plain, value, chances)
        case ChanceKey():
            picture: Picture = filler.fill(value)
            yield Passage(path, _section(path), kind, field, "picture", picture.sentence, None, (str(value),))
        case TermKey():
            yield _definition(filler.fill(value), path, _section(path))
        case tuple():
            for index, part in enumerate(value):
                yield from _walk(part, (*path, index), filler, kind, field)


def _for(path: Path, filler: Filler) -> Path:
    """The wording's own place; where a text is one for all, these steps are not in the file and are passed over."""
    return (*path, filler.reader.audience, "default")


def _section(path: Path) -> int:
    return int(path[1]) if path[0] == "sections" else -1


def _role(path: Path, kind: str, field: str) -> Role:
    if field == "title" and kind == "":
        return "title"
    if field in _ITEM_LISTS:
        return "item"
    if kind == "calendar" and field == "text":
        return "label"
    if kind in ("contacts", "log", "timeline") and field in ("label", "columns", "when", "title") and len(path) > 3:
        return "label"
    return _ROLES.get(field, "prose")


def _own(spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        match span:
            case Plain(text) | Link(text, _) | Foreign(_, text):
                yield text
            case Bold(inner):
                yield from _own(inner)
            case TermUse(term, shown):
                yield shown or term
            case Citation():
                yield _CITED
            case _:
                yield TYPED


def _whole(words: str) -> str:
    """Return a pattern for words that do not begin in the middle of one: "5 minutes" is not in "15 minutes"."""
    return rf"(?<!\w){re.escape(words)}" if words[0].isalnum() else re.escape(words)
