"""How hard a sheet or a packet is to read: from its passages to the text that is scored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import groupby

from handouts.filling import TIER_PHONES, Reader
from handouts.model import Term
from handouts.passages import Passage
from handouts.reading.blocks import Block, Listed, Prose
from handouts.reading.lexicon import Lexicon, load_lexicon
from handouts.reading.scores import NothingToScoreError, Reading, read_level

# Headings, table cells, labels and drawings are not scored; nor are source lists and pronunciations.
_PROSE = ("message", "prose", "picture", "definition")
_LISTS = ("stem", "item")

# A temperature is printed on two scales, and read on one of them.
_SECOND_SCALE = re.compile(r"(?<=°[CF]) \(-?\d+[.,]\d °[CF]\)")
_REGISTER_NUMBER = r"[A-Z]{2,}\d{5,}"


def blocks_of(passages: Iterable[Passage], reader: Reader) -> list[Block]:
    """Return what is scored of these passages, in reading order: running text, and lists with the words that lead into them."""
    blocks: list[Block] = []
    for (role, _, _), group in groupby(passages, key=_block_key):
        found = [(passage.role, as_read(passage.plain, reader)) for passage in group]
        if role == "list":
            stem = " ".join(text for each, text in found if each == "stem")
            items = tuple(text for each, text in found if each == "item")
            blocks.append(Listed(stem, items) if items else Prose(stem))
        elif role in _PROSE:
            blocks += [Prose(text) for _, text in found]
    return [block for block in blocks if isinstance(block, Listed) or block.text.strip()]


def as_read(text: str, reader: Reader) -> str:
    """Return a printed text as a reader takes it in: a temperature on one scale, and no numbers that are only dialed or copied."""
    phones = {phone for slot in (*TIER_PHONES.values(), "crisis_line") if (phone := reader.clinic_value(slot))}
    return _copied(frozenset(phones)).sub("", _SECOND_SCALE.sub("", text))


@lru_cache(maxsize=64)
def _copied(phones: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for these phone numbers and those of a trial register ("NCT04047628")."""
    return re.compile(rf"(?<![\w.,])(?:{'|'.join([*map(re.escape, sorted(phones)), _REGISTER_NUMBER])})(?!\w|[.,]\d)")


def _block_key(passage: Passage) -> tuple[str, int, str]:
    """A list is one run of entries of one field, with the intro before it."""
    if passage.role in _LISTS:
        return "list", passage.section, "items" if passage.field == "intro" else passage.field
    return passage.role, passage.section, passage.field


def level_of(passages: Iterable[Passage], reader: Reader, once: Collection[str] | None = None) -> Reading | None:
    """Return the reading level, or None where there is nothing to score or no engine for the language.

    `once` are the terms for `smog_terms_once`, usually all of the glossary; to look for them takes most of the time.
    """
    if not reader.locale.id.startswith("en"):
        return None
    try:
        terms = names_of(reader.terms.values()) if once is None else once
        return read_level(blocks_of(passages, reader), lexicon_for(reader.terms), terms)
    except NothingToScoreError:
        return None


def names_of(terms: Iterable[Term]) -> frozenset[str]:
    """Return every name the glossary has for these terms."""
    return frozenset(name for term in terms for name in (term.term, *term.also))


def lexicon_for(terms: Mapping[str, Term]) -> Lexicon:
    """Return the English lexicon with the syllables that the glossary gives."""
    return _lexicon(tuple((term.term, term.syllables) for term in terms.values() if term.syllables))


@lru_cache(maxsize=8)
def _lexicon(syllables: tuple[tuple[str, int], ...]) -> Lexicon:
    return load_lexicon("en", dict(syllables))
