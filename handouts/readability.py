"""Where a text is hard to read: the level of a packet or a sheet, and its hardest sentences and words at their places in the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from handouts.checks import SheetView
from handouts.filling import Reader
from handouts.levels import blocks_of, level_of, lexicon_for, names_of
from handouts.library import Library
from handouts.packet import Packet, assemble_sheet
from handouts.passages import Passage
from handouts.personal import hide_personal
from handouts.problems import Place
from handouts.reading.blocks import Block
from handouts.reading.counting import items_apart
from handouts.reading.hardest import PLAIN_WORDS, hardest_sentences, hardest_words
from handouts.reading.scores import Reading
from handouts.reading.sentences import words_of


@dataclass(frozen=True)
class HardPlace:
    """A sentence or a word that makes a text hard, where it stands first, why it is hard, and what to do (nothing: what the list says)."""

    place: Place
    text: str
    why: str
    do: str = ""


@dataclass(frozen=True)
class Readable:
    """Sheets as one audience reads them, one after the other: a packet, or a module alone."""

    name: str
    reader: Reader
    sheets: tuple[SheetView, ...]

    @cached_property
    def level(self) -> Reading | None:
        """The reading level, or None where there is nothing to score or no engine for the language."""
        return level_of((passage for _, passage in self._passages), self.reader, once=())

    def hardest_sheets(self) -> list[Readable]:
        """Return the sheets by Flesch-Kincaid grade, hardest first. A sheet is too short for SMOG to tell them apart."""
        sheets = [replace(self, name=view.sheet.module, sheets=(view,)) for view in self.sheets]
        scored = [(sheet.level.fk, sheet) for sheet in sheets if sheet.level]
        return [sheet for _, sheet in sorted(scored, key=lambda each: -each[0])]

    def hardest_sentences(self, limit: int) -> list[HardPlace]:
        """Return the sentences to mend first, hardest first; whatever looks personal in them is hidden."""
        return [
            HardPlace(
                self._sentence_places[hard.text], hide_personal(hard.text), f"{hard.words} words", self._mend(hard.words, hard.long_words)
            )
            for hard in hardest_sentences(self._blocks, lexicon_for(self.reader.terms), limit)
        ]

    def hardest_words(self, limit: int) -> list[HardPlace]:
        """Return the long words that cost most syllables over all their uses."""
        return [
            HardPlace(self._place_of_word(hard.word), hard.word, f"{hard.syllables} syllables, {hard.times}×", self._instead(hard.word))
            for hard in hardest_words(self._blocks, lexicon_for(self.reader.terms), limit)
        ]

    @cached_property
    def _passages(self) -> tuple[tuple[SheetView, Passage], ...]:
        return tuple((view, passage) for view in self.sheets for passage in view.passages)

    @cached_property
    def _blocks(self) -> list[Block]:
        return blocks_of((passage for _, passage in self._passages), self.reader)

    @cached_property
    def _sentences(self) -> list[tuple[SheetView, Passage, str]]:
        """Every scored sentence with the passage it stands in."""
        return [
            (view, passage, sentence) for view, passage in self._passages for sentence in items_apart(blocks_of([passage], self.reader))
        ]

    @cached_property
    def _sentence_places(self) -> dict[str, Place]:
        first = {sentence: (view, passage) for view, passage, sentence in reversed(self._sentences)}
        return {sentence: _place_of(view, passage, sentence) for sentence, (view, passage) in first.items()}

    def _place_of_word(self, word: str) -> Place:
        return next(
            _place_of(view, passage, written)
            for view, passage, sentence in self._sentences
            for written in words_of(sentence)
            if written.casefold() == word.casefold()
        )

    @cached_property
    def _term_words(self) -> frozenset[str]:
        return frozenset(word.casefold() for name in names_of(self.reader.terms.values()) for word in words_of(name))

    def _mend(self, words: int, long_words: Sequence[str]) -> str:
        """What to do with a sentence. A word of the glossary has been chosen, so it is not asked for again."""
        others = dict.fromkeys(word for word in long_words if word.casefold() not in self._term_words)
        shorter = f"find shorter words for {', '.join(others)}" if others else ""
        split = "" if words <= PLAIN_WORDS and shorter else "make it two sentences" if words > PLAIN_WORDS else "say it more simply"
        return "; ".join(filter(None, (split, shorter)))

    def _instead(self, word: str) -> str:
        language = self.sheets[0].language
        if language and (found := language.suggestions("replace", word)):
            return f"say '{found[0].instead}'"
        return "a glossary term: only where it is needed" if word.casefold() in self._term_words else ""


def readable_packet(library: Library, packet: Packet) -> Readable:
    """Return a packet as its audience reads it."""
    views = tuple(SheetView(library, packet.reader, sheet) for sheet in packet.sheets)
    return Readable(packet.id, packet.reader, views)


def readable_modules(library: Library, module: str, locale: str) -> Iterator[Readable]:
    """Return a module as each of its audiences reads it.

    Raises: HandoutsError for a text its conditions would lose.
    """
    for audience in library.modules[module, locale].value.audiences:
        reader, sheet = assemble_sheet(library, module, audience, locale)
        yield Readable(module, reader, (SheetView(library, reader, sheet),))


def _place_of(view: SheetView, passage: Passage, words: str) -> Place:
    """Return where words of a passage stand; a meaning from the glossary stands where its term is first marked on the sheet."""
    if passage.role == "definition":
        marked = next((other for other in view.passages if passage.field in other.marked_terms), None)
        passage, offset = marked or passage, _mark_of(passage.field, marked) if marked else 0
    else:
        offset = passage.offset_of(words) or _term_offset(view.reader, passage, words)
    return view.module.place_of(*passage.path, offset=offset)


def _term_offset(reader: Reader, passage: Passage, words: str) -> int:
    """Return where a mark stands that prints the first of these words, 0 where the passage begins with them."""
    first = words_of(words.casefold())[0]
    marks = (term for term in passage.marked_terms if first in words_of(reader.terms[term].term.casefold()))
    return next((_mark_of(term, passage) for term in marks), 0)


def _mark_of(term: str, passage: Passage) -> int:
    return max(passage.written.source.find(f"{{term:{term}"), 0) if passage.written else 0
