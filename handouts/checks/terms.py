"""The terms of the glossary in a sheet: explained where they are used, and one name for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handouts.checks.borrowed import found_in
from handouts.checks.explaining import is_explained_at, is_quoted
from handouts.checks.rules import Finding
from handouts.checks.views import SheetView, found
from handouts.model import Term
from handouts.passages import Passage
from handouts.reading.common import is_common

# Where a term can be marked. A heading may name what the text below it explains; a label and a picture hold no marks.
_RUNNING = ("message", "stem", "prose", "item")


@dataclass(frozen=True)
class Use:
    """A term where it stands in a passage, under the name the glossary prefers or another."""

    term: Term
    words: str
    passage: Passage
    start: int
    preferred: bool

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def unexplained(sheet: SheetView) -> Iterator[Finding]:
    """Return each term that a sheet uses before it explains it, or without: marked, in a "terms" section, or in words beside it."""
    if (language := sheet.language) is None:
        return
    uses: dict[str, list[Use]] = {}
    for use in uses_of(sheet):
        if not language.lists("everyday", use.words.casefold().removesuffix("s")):
            uses.setdefault(use.term.id, []).append(use)
    for term_id, found_uses in uses.items():
        term = found_uses[0].term
        if language.lists("abbreviations", term.term):
            continue
        first = next((use for use in found_uses if use.passage.role in _RUNNING), found_uses[0])
        if not (_is_defined_by(sheet, term_id, first.passage) or _is_explained_at(sheet, first)):
            mark = f"{{term:{term_id}}}" if first.words == term.term else f"{{term:{term_id}|{first.words}}}"
            do = f"write {mark} where it first stands, and the sheet explains it; or say it in plain words beside it, in brackets"
            yield found_in(sheet, first.passage, f"'{first.words}' is not explained where it first stands", first.words, do=do)


def second_names(sheet: SheetView) -> Iterator[Finding]:
    """Return the names that the glossary does not prefer. They may stand beside the one it does, and in quotes."""
    told: set[str] = set()
    uses = [use for use in uses_of(sheet) if use.passage.role != "definition"] if sheet.language else []
    for use in uses:
        if use.preferred or use.words.casefold() in told or _is_longer_form(use):
            continue
        if any(_stand_together(use, other) for other in uses if other.preferred and other.term is use.term):
            continue
        told.add(use.words.casefold())
        name = use.term.term
        do = f"write '{name}'; its other name may stand beside it once, in brackets"
        yield found(use.passage, f"'{use.words}' is called '{name}' elsewhere", use.words, do=do)


def uses_of(sheet: SheetView) -> Iterator[Use]:
    """Return every use of a term in reading order, the longest name that fits. What a caller is to say aloud is said to someone else."""
    terms = tuple(sheet.reader.terms.values())
    finder = _finder(tuple((term.term, term.also) for term in terms), sheet.reader.locale.id.partition("-")[0])
    for passage in sheet.passages:
        if (passage.kind, passage.field) == ("call", "say"):
            continue
        for match in finder.pattern.finditer(passage.plain):
            index, name = finder.names[int((match.lastgroup or "n0")[1:])]
            if not _is_title_of_something(match[0], name) and not is_quoted(passage.plain, match.start(), match.end()):
                yield Use(terms[index], match[0], passage, match.start(), name == terms[index].term)


@dataclass(frozen=True)
class _Finder:
    """Finds names; `names` holds for each group of the pattern the number of its term and the name."""

    pattern: re.Pattern[str]
    names: tuple[tuple[int, str], ...]


@lru_cache(maxsize=8)
def _finder(terms: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> _Finder:
    # One everyday word as another name ("attack", "drip") has other senses too, and is plainer than the term.
    listed = [
        (index, name)
        for index, (term, also) in enumerate(terms)
        for name in (term, *also)
        if name == term or not _is_everyday(name, language)
    ]
    names = tuple(sorted(listed, key=lambda entry: -len(entry[1])))
    groups = "|".join(f"(?P<n{number}>{_pattern(name)})" for number, (_, name) in enumerate(names))
    return _Finder(re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])"), names)


def _pattern(name: str) -> str:
    written = r"[\s\u00a0-]+".join(map(re.escape, re.split(r"[\s-]+", name)))
    return rf"{written}s?" if name.isupper() else rf"(?i:{written}(?:e?s)?)"


def _is_everyday(name: str, language: str) -> bool:
    try:
        return len(re.split(r"[\s-]+", name)) == 1 and is_common(name, language)
    except LookupError:
        return False


def _is_title_of_something(words: str, name: str) -> bool:
    """Whether capitals show that the words belong to a name: "National Bone Marrow Transplant Link"."""
    return name.islower() and any(word[0].isupper() for word in words.split()[1:])


def _is_defined_by(sheet: SheetView, term_id: str, passage: Passage) -> bool:
    """Whether a sheet explains a term on its own list, and the reader is told so by this passage at the latest."""
    for earlier in sheet.passages:
        if term_id in earlier.marked_terms or (earlier.role == "definition" and earlier.field == term_id):
            return True
        if earlier is passage and passage.role in _RUNNING:
            return False
    return False


def _is_explained_at(sheet: SheetView, use: Use) -> bool:
    return is_explained_at(use.passage.plain, use.start, use.end, sheet.reader.locale.id)


def _is_longer_form(use: Use) -> bool:
    """Whether a name holds all words of the preferred one: "low blood counts" are "low counts"."""
    return set(use.words.casefold().split()) >= set(use.term.term.casefold().split())


def _stand_together(use: Use, preferred: Use) -> bool:
    """Whether two names stand in one sentence, which thereby says that they are one thing."""
    if use.passage is not preferred.passage:
        return False
    between = use.passage.plain[min(use.end, preferred.end) : max(use.start, preferred.start)]
    return re.search(r"[.!?]\s", between) is None
