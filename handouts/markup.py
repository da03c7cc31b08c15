r"""Inline text: the small Markdown subset and the slots a clinic may write inside a sentence.

`**bold**`, `[words](https://address)`, `[@claim]`, `{term:id}`, `{term:id|words}`, `{chance:claim.chance}`, `{rest:claim.chance}`,
`{temp:38.0}`, `{clinic.phone_24h}`, `{local:who-pays}`, `{lang:es|Hola}` and `{type:handouts packet}`. A backslash prints the next
of `* [ ] { } \` as it is. Everything else prints as written: content is data and is never run as a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from handouts.problems import did_you_mean

CLINIC_SLOTS = ("name", "phone_24h", "phone_day", "emergency_number", "crisis_line", "fever", "low_temperature")
LINK_SCHEMES = ("https:", "mailto:", "tel:")


@dataclass(frozen=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True)
class Bold:
    """What must not be missed."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: str
    url: str


@dataclass(frozen=True)
class Citation:
    """Points at the claim behind the sentence."""

    claim: str


@dataclass(frozen=True)
class TermUse:
    """A glossary term; `shown` is the form this sentence needs ("relapses"), empty for the term itself."""

    term: str
    shown: str


@dataclass(frozen=True)
class ChanceUse:
    """A chance said in the middle of a sentence: "3 of 55"; with `rest`, how many it did not happen to: "52"."""

    ref: str
    rest: bool = False


@dataclass(frozen=True)
class Temperature:
    """Printed on both scales."""

    celsius: Decimal


@dataclass(frozen=True)
class ClinicSlot:
    """A value the clinic sets."""

    name: str


@dataclass(frozen=True)
class LocalWords:
    """A sentence that differs from place to place: the clinic's own, else the locale's, which is right everywhere."""

    name: str


@dataclass(frozen=True)
class Foreign:
    """Words in another language, so that they are read aloud and set in it."""

    lang: str
    text: str


@dataclass(frozen=True)
class Keyed:
    """What a person types at a computer, letter for letter: never broken over a line."""

    text: str


Span: TypeAlias = Plain | Bold | Link | Citation | TermUse | ChanceUse | Temperature | ClinicSlot | LocalWords | Foreign | Keyed


@dataclass(frozen=True)
class Mistake:
    """What is wrong inside a text; `offset` counts characters from its start."""

    message: str
    hint: str
    offset: int


class MarkupError(ValueError):
    """Every mistake of one text."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(mistake.message for mistake in self.mistakes))


@dataclass(frozen=True)
class Text:
    """One wording: what was written, and what it means."""

    source: str
    spans: tuple[Span, ...]

    def __str__(self) -> str:
        return self.source

    def all_spans(self) -> Iterator[Span]:
        """Return every span in reading order, those inside bold too."""
        for span in self.spans:
            yield span
            if isinstance(span, Bold):
                yield from span.spans


_TOKEN = re.compile(
    r"""
      \\(?P<escape>[\\*\[\]{}])
    | (?P<bold>\*\*)
    | \[@(?P<cite>[^\[\]]*)\]
    | \[(?P<label>[^\[\]@][^\[\]]*)\]\((?P<url>[^()\s]*)\)
    | \{(?P<slot>[^{}]*)\}
    | (?P<stray>[*\[\]{}\\])
    """,
    re.VERBOSE,
)
_STRAY = re.compile(r"[*{}\\]")
_HOST = r"[\w-]+(?:\.[\w-]+)+"  # nothing before it that ends in @, which would pass for the host
_ADDRESS = re.compile(rf"https://{_HOST}(?::\d+)?(?:[/?#][!-)+-\[\]^-z|~]*)?|mailto:[\w.+-]+@{_HOST}|tel:\+?[0-9-]{{3,}}", re.ASCII)
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CLAIM = re.compile(_ID)
_CHANCE = re.compile(rf"{_ID}(?:\.{_ID})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def parse_markup(source: str) -> Text:
    """Return `source` as spans in reading order; runs of white space become one space.

    Raises: MarkupError with every mistake.
    """
    outer: list[Span] = []
    bold: list[Span] | None = None
    bold_from = position = 0
    mistakes: list[Mistake] = []
    for token in _TOKEN.finditer(source):
        here = outer if bold is None else bold
        _add_plain(here, source[position : token.start()])
        position = token.end()
        if token["bold"] is None:
            _add(here, token, mistakes)
        elif bold is None:
            bold, bold_from = [], token.start()
        else:
            outer.append(Bold(tuple(bold)))
            bold = None
    if bold is not None:
        mistakes.append(Mistake("bold text is opened with ** and never closed", "close it with **", bold_from))
    _add_plain(outer, source[position:])
    if mistakes:
        raise MarkupError(mistakes)
    return Text(source, tuple(outer))


def unprintable(text: Text) -> Iterator[Mistake]:
    """Return what is well formed but must not be printed so: nothing at all, or a number without its source."""
    spans = list(text.all_spans())
    if not any(not isinstance(span, Plain | Bold) or (isinstance(span, Plain) and span.text.strip()) for span in spans):
        yield Mistake("the text is empty", "write it, or leave the key out", 0)
    cited = any(isinstance(span, Citation) for span in spans)
    for span in spans:
        if isinstance(span, ChanceUse) and not cited:
            hint = f"add [@{span.ref.partition('.')[0]}] to this text"
            yield Mistake(f"the number '{span.ref}' stands here without its source", hint, text.source.find(span.ref))


def _add_plain(spans: list[Span], text: str) -> None:
    text = re.sub(r"\s+", " ", text)
    if text and spans and isinstance(last := spans[-1], Plain):
        spans[-1] = Plain(last.text + text)
    elif text:
        spans.append(Plain(text))


def _add(spans: list[Span], token: re.Match[str], mistakes: list[Mistake]) -> None:
    if token["escape"]:
        _add_plain(spans, token["escape"])
        return
    span = _read(token)
    if isinstance(span, Mistake):
        mistakes.append(span)
    else:
        spans.append(span)


def _read(token: re.Match[str]) -> Span | Mistake:
    if (claim := token["cite"]) is not None:
        wrong = _misnamed(_CLAIM, claim, token.start("cite"), "[@claim-id]")
        return wrong or Citation(claim)
    if (url := token["url"]) is not None:
        if not url.startswith(LINK_SCHEMES):
            return Mistake(f"the link '{url}' is not allowed", "links start with https:, mailto: or tel:", token.start("url"))
        if not _ADDRESS.fullmatch(url):
            return Mistake(f"the link '{url}' is not an address", "write it whole, like https://example.org", token.start("url"))
        if found := _STRAY.search(token["label"]):
            return Mistake("the words of a link are plain text", "put bold and slots beside it", token.start("label") + found.start())
        return Link(token["label"], url)
    if token["slot"] is not None:
        return _read_slot(token["slot"], token.start())
    return Mistake(f"a single '{token['stray']}' has no meaning here", f"to print it, write \\{token['stray']}", token.start())


def _read_slot(slot: str, offset: int) -> Span | Mistake:
    kind, _, rest = slot.partition(":")
    if kind == "term":
        term, _, shown = rest.partition("|")
        return _misnamed(_CLAIM, term, offset, "{term:id} or {term:id|words}") or TermUse(term, shown)
    if kind in ("chance", "rest"):
        return _misnamed(_CHANCE, rest, offset, f"{{{kind}:claim-id.chance-id}}") or ChanceUse(rest, kind == "rest")
    if kind == "temp":
        if not re.fullmatch(r"\d{2}\.\d", rest):
            return Mistake(f"'{rest}' is not a temperature in degrees Celsius", "write it with one decimal: {temp:38.0}", offset)
        return Temperature(Decimal(rest))
    if kind == "local":
        return _misnamed(_CLAIM, rest, offset, "{local:who-pays}") or LocalWords(rest)
    if kind == "lang":
        return _read_foreign(rest, offset)
    if kind == "type":
        return (
            Keyed(" ".join(rest.split())) if rest.strip() else Mistake("there is nothing to type", "write {type:handouts packet}", offset)
        )
    owner, _, name = slot.partition(".")
    if owner == "clinic":
        return (
            ClinicSlot(name) if name in CLINIC_SLOTS else Mistake(f"the clinic has no '{name}'", did_you_mean(name, CLINIC_SLOTS), offset)
        )
    return Mistake(
        f"unknown slot '{{{slot}}}'",
        "slots are {term:…}, {chance:…}, {rest:…}, {temp:…}, {clinic.…}, {local:…}, {lang:…|…} and {type:…}",
        offset,
    )


def _read_foreign(written: str, offset: int) -> Span | Mistake:
    lang, _, words = written.partition("|")
    if not _LANGUAGE.fullmatch(lang):
        return Mistake(f"'{lang}' is not the code of a language", "write it like {lang:es|Hola} or {lang:zh-Hant|…}", offset)
    if not words.strip():
        return Mistake("there are no words in the other language", f"write them after a bar: {{lang:{lang}|Hola}}", offset)
    return Foreign(lang, re.sub(r"\s+", " ", words))


def _misnamed(pattern: re.Pattern[str], name: str, offset: int, shape: str) -> Mistake | None:
    if pattern.fullmatch(name):
        return None
    return Mistake(f"'{name}' cannot be a name here", f"write {shape} with small letters, digits and hyphens", offset)
