"""The three ways to count the sentences of a list, for a list has no full stops of its own. They differ by up to two grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from handouts.reading.blocks import Block, Listed, Prose
from handouts.reading.sentences import is_closed, split_sentences

Count = Callable[[Iterable[Block]], list[str]]


def items_apart(blocks: Iterable[Block]) -> list[str]:
    """Count C: every item is a sentence, and the stem another. Holds every word of the text."""
    return [sentence for block in blocks for text in _texts(block) for sentence in split_sentences(text)]


def fragments_dropped(blocks: Iterable[Block]) -> list[str]:
    """Count D: running text, and of each list only what ends as a sentence does; fragments, and stems with a colon, are left out."""
    return [
        sentence
        for block in blocks
        for text in _texts(block)
        for sentence in split_sentences(text)
        if isinstance(block, Prose) or is_closed(sentence)
    ]


def items_joined(blocks: Iterable[Block]) -> list[str]:
    """Count E: the stem and all its items are one sentence; whole sentences before the stem's last stand by themselves."""
    sentences = []
    for block in blocks:
        if isinstance(block, Listed):
            *before, stem = split_sentences(block.stem) or [""]
            sentences += [*before, " ".join((stem, *block.items))]
        else:
            sentences += split_sentences(block.text)
    return sentences


# The two that are scored; the third is for information.
COUNTS: dict[str, Count] = {"C": items_apart, "D": fragments_dropped}


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Prose):
        yield block.text
    else:
        yield block.stem
        yield from block.items
