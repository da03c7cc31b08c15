"""What became of a printed packet, as values: each of its modules today, and whether it may still be handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.model import Withdrawal
from handouts.register import PrintedModule, Receipt
from handouts.standing import State
from handouts.status import STALE

_PROGRAM = "the program's own words"  # "Page", "Sources": they say the same in other words
_SAID = {
    "title": "its title",
    "purpose": "its first lines",
    "modules": "its topics, or their order",
    "for": "whom it is for",
    "clinic": "the clinic's name",
    "number on every page": "the phone number on every page",
    "address": "the clinic's address",
    "part of": "the packet it is a part of",
}


@dataclass(frozen=True)
class ModuleToday:
    """A printed module and what became of it. `changed`: the kinds of lines that are other now, empty when that was not kept.

    `title` is the printed one, or the id when that was not kept.
    Without a `state` there is no such text for these readers any more.
    """

    printed: PrintedModule
    same_words: bool
    state: State | None
    title: str
    version: str = ""
    review_due: date | None = None
    withdrawn: Withdrawal | None = None
    changed: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    to_look_up: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether these words may be handed out today."""
        return self.same_words and self.state not in STALE and not self.retracted

    @property
    def can_be_printed(self) -> bool:
        """Whether it would print today, in the words it has today."""
        return self.state in ("approved", "due", "draft") and not self.retracted

    @property
    def stands(self) -> str:
        """How it stands, in a word or two: the most serious first."""
        match self.state:
            case None:
                return "gone"
            case "withdrawn":
                return "withdrawn"
            case _ if not self.same_words:
                return "changed"
            case _ if self.retracted:
                return "retracted"
            case "voided":
                return "not approved"
            case "expired":
                return "out of date"
            case "overdue" | "due":
                return self.state
            case _:
                return "same"

    def reasons(self) -> Iterator[str]:
        """Return each reason not to hand it out, but for words of which no more is known than that they are other."""
        name = f"'{self.printed.id}'"
        if self.state is None:
            yield f"{name} is no longer a topic for these readers"
        if gone := self.withdrawn:
            yield f"{name} was withdrawn on {gone.withdrawn_on}: {gone.reason}" + (
                f"; use '{gone.replacement}' instead" if gone.replacement else ""
            )
        if self.changed:
            yield f"{name} was changed since ({', '.join(self.changed)})"
        elif not self.same_words:
            return  # told of all of them together
        elif self.state == "expired":
            yield f"{name} is out of date: it should have been checked again by {self.review_due}"
        elif self.state == "overdue":
            yield f"{name} should have been checked again by {self.review_due}"
        elif self.state == "voided":
            yield f"{name} was approved in other words, and these were not"
        yield from (f"{name} rests on a {retracted}" for retracted in self.retracted)

    def notes(self) -> Iterator[str]:
        """Return what a person should know who hands it out all the same."""
        if self.state == "due":
            yield f"'{self.printed.id}' must be checked again by {self.review_due}"
        yield from (f"'{self.printed.id}': {claim}" for claim in self.to_look_up)


@dataclass(frozen=True)
class Verdict:
    """What one code stands for, and whether it is still good. `own`: the parts of the packet's own words that are other now.

    `listed`: whether the library has the packet today. Nobody signed some of it: it `is_draft`. It was `found_in` the places named, and
    the `records` of printed files.
    """

    receipt: Receipt
    title: str
    found_in: tuple[str, ...]
    records: tuple[Path, ...]
    modules: tuple[ModuleToday, ...]
    own: tuple[str, ...]
    own_voided: bool
    listed: bool
    is_draft: bool
    receipt_damaged: bool = False

    @property
    def is_good(self) -> bool:
        return not self.reasons

    @property
    def good_until(self) -> date | None:
        """The day its first topic must be checked again; None when it is not good today."""
        return min((module.review_due for module in self.modules if module.review_due), default=None) if self.is_good else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each reason not to hand it out, those of the packet's own words first."""
        found = []
        if told := self._changed_itself:
            found.append(f"changed since on the packet itself: {', '.join(told)}")
        if self.own_voided:
            found.append("the packet's own words (title, topics, order) were approved otherwise than they are")
        if others := [module.printed.id for module in self.modules if module.state and not (module.same_words or module.changed)]:
            found.append(f"changed since: {', '.join(others)}")
        return (*found, *(reason for module in self.modules for reason in module.reasons()))

    @property
    def causes(self) -> tuple[str, ...]:
        """What of it is no longer good, in a word or two each: parts of the packet's own words, and the ids of its modules."""
        own = [*self._changed_itself, *(["its own words are not approved"] if self.own_voided else [])]
        return (*own, *(module.printed.id for module in self.modules if not module.is_good))

    @property
    def _changed_itself(self) -> list[str]:
        return [_SAID.get(part, part) for part in self.own if part != _PROGRAM]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know who hands it out all the same."""
        found = [note for module in self.modules for note in module.notes()]
        if self.is_good and self.is_draft:
            found.append("it is a draft: not everyone who must approve it has")
        if not self.listed:
            found.append(f"'{self.receipt.packet}' is not among the packets that can be made today; its topics were looked at one by one")
            if self.receipt.own is None:
                found.append("nothing was kept of the lines on its every page: compare the phone number with today's")
        if self.receipt_damaged:
            found.append("your clinic's receipt of this code is damaged; bring it back from a backup")
        return tuple(found)
