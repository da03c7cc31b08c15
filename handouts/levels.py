"""How hard a sheet or a packet is to read: from its passages to the text that is scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby

from handouts.filling import TIER_PHONES, Reader
from handouts.model import Term
from handouts.passages import Passage
from handouts.reading.blocks import Block, Listed, Prose
from handouts.reading.lexicon import Lexicon, load_lexicon
from handouts.reading.scores import NothingToScoreError, Reading, read_level

# Headings, table cells, labels and drawings are not scored; nor are source lists, pronunciations and phone numbers.
_PROSE = ("message", "prose", "picture", "definition")
_LISTS = ("stem", "item")


def blocks_of(passages: Iterable[Passage], reader: Reader) -> list[Block]:
    """Return what is scored of these passages, in reading order: running text, and lists with the words that lead into them."""
    phones = [phone for slot in {*TIER_PHONES.values(), "crisis_line"} if (phone := reader.clinic_value(slot))]
    blocks: list[Block] = []
    for (role, _, _), group in groupby(passages, key=_block_key):
        found = list(group)
        if role == "list":
            stems = [_without(each.plain, phones) for each in found if each.role == "stem"]
            items = tuple(_without(each.plain, phones) for each in found if each.role == "item")
            blocks.append(Listed(" ".join(stems), items) if items else Prose(" ".join(stems)))
        elif role in _PROSE:
            blocks += [Prose(_without(each.plain, phones)) for each in found]
    return [block for block in blocks if isinstance(block, Listed) or block.text.strip()]


def _block_key(passage: Passage) -> tuple[str, int, str]:
    """A list is one run of entries of one field, with the intro before it."""
    if passage.role in _LISTS:
        return "list", passage.section, "items" if passage.field == "intro" else passage.field
    return passage.role, passage.section, passage.field


def _without(text: str, phones: Iterable[str]) -> str:
    for phone in phones:
        text = text.replace(phone, "")
    return text


def level_of(passages: Iterable[Passage], reader: Reader) -> Reading | None:
    """Return the reading level, or None where there is nothing to score or no engine for the language."""
    if not reader.locale.id.startswith("en"):
        return None
    terms = {name for term in reader.terms.values() for name in (term.term, *term.also)}
    try:
        return read_level(blocks_of(passages, reader), lexicon_for(reader.terms), terms)
    except NothingToScoreError:
        return None


def lexicon_for(terms: Mapping[str, Term]) -> Lexicon:
    """Return the English lexicon with the syllables that the glossary gives."""
    return _lexicon(tuple((term.term, term.syllables) for term in terms.values() if term.syllables))


@lru_cache(maxsize=8)
def _lexicon(syllables: tuple[tuple[str, int], ...]) -> Lexicon:
    return load_lexicon("en", dict(syllables))
