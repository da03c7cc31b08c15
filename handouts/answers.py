"""What people ask, and where the library answers it: each question with the claims that reach a reader, and the modules they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.evidence import Question
from handouts.library import Library
from handouts.packet import assemble

Status = Literal["answered", "put right", "no answer"]


@dataclass(frozen=True)
class Answer:
    """A question and, for each of its claims, the modules of a packet in which it stands: none for what only staff can look up."""

    question: Question
    modules: Mapping[str, tuple[str, ...]]

    @property
    def told(self) -> tuple[str, ...]:
        """The claims that a reader is told."""
        return tuple(claim for claim, modules in self.modules.items() if modules)

    @property
    def status(self) -> Status:
        """Put right: what is said elsewhere is wrong, unconfirmed or out of date, and the library says what holds instead."""
        if not self.told:
            return "no answer"
        return "put right" if self.question.put_right else "answered"


def answers(library: Library, locale: str) -> Iterator[Answer]:
    """Return an answer for each question, in order of the questions; only what stands in a packet counts.

    Raises: HandoutsError for a packet that cannot be put together.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for packet_id, recipe in library.packets.items():
        if locale in recipe.value.title:
            for sheet in assemble(library, packet_id, locale).sheets:
                for claim in sheet.edition.claims:
                    told[claim].add(sheet.module)
    for loaded in library.questions.values():
        yield Answer(loaded.value, {claim: tuple(sorted(told[claim])) for claim in loaded.value.claims})
