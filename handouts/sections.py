"""The kinds of section a module is made of.

To add a kind: one class here, its line in `SECTIONS`, and a template of the same name in `templates/sections/`. Assembly needs no
change: it resolves any model. A part goes when a field it cannot do without has nothing for the audience (`selection.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, Union

from pydantic import AfterValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from handouts.words import ChanceName, Conditions, ImageName, Item, Items, Model, SlotName, TermId, TierKey, TopicId, Waiver, Words

Tier = Literal["emergency", "urgent", "soon"]

MOST_WORDS_OF_A_COLUMN = 4


class Section(Conditions):
    """What every section has: an optional heading and the required topics it covers."""

    kind: str
    title: Words | None = None
    covers: tuple[TopicId, ...] = Field((), description="Topics of the audience's required list that this section answers.")
    waive: tuple[Waiver, ...] = Field((), description="Rules of the checks that this section may break, with the reason.")


class ListSection(Section):
    intro: Words | None = None
    items: Items


class Paragraph(Section):
    kind: Literal["paragraph"]
    text: Words


class Bullets(ListSection):
    kind: Literal["bullets"]


class Steps(ListSection):
    """Numbered, in order, one action each."""

    kind: Literal["steps"]


class Checklist(ListSection):
    """Things to tick off."""

    kind: Literal["checklist"]


class KeyPoints(Section):
    kind: Literal["key-points"]
    items: Items


class Call(Section):
    """One tier of "when to get help"; the number to call is the clinic's."""

    kind: Literal["call"]
    tier: Annotated[Tier, AfterValidator(TierKey)]
    signs: Items
    say: Words | None = Field(None, description="What to tell the person who answers.")
    do_not: Words | None = Field(None, description="What not to do first.")


class WarningBox(Section):
    kind: Literal["warning"]
    text: Words


class KnownUnknown(Section):
    kind: Literal["known-unknown"]
    known: Items
    unknown: Items


class Action(Conditions):
    do: Words
    why: Words | None = None
    when: Words | None = None
    how: Words | None = None


class Actions(Section):
    """What the reader can do, with the reason, the time and the way."""

    kind: Literal["actions"]
    items: tuple[Action, ...] = Field(min_length=1)


class ChanceRef(Model):
    """A chance of a claim, written `claim-id` or `claim-id.chance-id`, with the heading of its picture."""

    claim: ChanceName
    label: Words


class Chance(Section):
    """One chance as number, sentence and icon array, all drawn from the claim."""

    kind: Literal["chance"]
    title: Words
    claim: ChanceName
    caption: Words | None = None


class ChanceComparison(Section):
    """Chances side by side, on the same number of people."""

    kind: Literal["chance-comparison"]
    title: Words
    chances: tuple[ChanceRef, ...] = Field(min_length=2, max_length=3)
    caption: Words | None = None

    @model_validator(mode="after")
    def _same_number_of_people(self, info: ValidationInfo) -> ChanceComparison:
        """NU-02: what is compared stands on one denominator (IPDAS 2021)."""
        if info.context is not None:
            wholes = {chance.of for ref in self.chances if (chance := info.context.chance(ref.claim))}
            if len(wholes) > 1:
                said = " and ".join(map(str, sorted(wholes)))
                raise PydanticCustomError("denominators", "the pictures show {said} people; they must show the same number", {"said": said})
        return self


class Option(Conditions):
    name: Words
    what: Words
    good: Items
    bad: Items
    living: Words | None = Field(None, description="What it is like to live with this choice.")


class Options(Section):
    """Choices with the good and the bad of each, at equal length."""

    kind: Literal["options"]
    intro: Words | None = None
    options: tuple[Option, ...] = Field(min_length=2)


def _short(heading: Words) -> Words:
    """VI-03: the heading of a column has at most 4 words (AHRQ PEMAT-P, 2013: short headers)."""
    for text in heading.root.values():
        if len(text.source.split()) > MOST_WORDS_OF_A_COLUMN:
            reason = {"most": MOST_WORDS_OF_A_COLUMN, "said": text.source, "hint": "say the rest in 'how_to_read'"}
            raise PydanticCustomError("column", "'{said}' has more than {most} words", reason)
    return heading


class Row(Conditions):
    cells: tuple[Words, ...] = Field(min_length=1, max_length=4)


class Table(Section):
    kind: Literal["table"]
    title: Words
    how_to_read: Words
    columns: tuple[Annotated[Words, AfterValidator(_short)], ...] = Field(min_length=2, max_length=4)
    rows: tuple[Row, ...] = Field(min_length=1, max_length=7)

    @model_validator(mode="after")
    def _a_cell_for_each_column(self) -> Table:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise PydanticCustomError("cells", "each row needs {columns} cells, one for each column", {"columns": len(self.columns)})
        return self


class Stage(Conditions):
    when: Words
    title: Words
    text: Words | None = None


class Timeline(Section):
    kind: Literal["timeline"]
    intro: Words | None = None
    stages: tuple[Stage, ...] = Field(min_length=2)


class Figure(Section):
    """A drawing that explains something the text says; `image` lies in the folder images/.

    It holds numbers, never words: `labels` says what each number is. So one drawing serves every language and both print sizes.
    """

    kind: Literal["figure"]
    title: Words
    image: ImageName
    alt: Words
    caption: Words
    how_to_read: Words
    labels: tuple[Words, ...] = Field((), max_length=8, description="What the numbers in the drawing are, from 1 on.")


class Terms(Section):
    """Glossary entries printed in place, before they are needed."""

    kind: Literal["terms"]
    terms: tuple[TermId, ...] = Field(min_length=1)


class Questions(ListSection):
    """Questions to ask, each with `lines` to write the answer on."""

    kind: Literal["questions"]
    lines: int = Field(1, ge=0, le=4)


class WriteIn(Section):
    kind: Literal["write-in"]
    prompt: Words | None = None
    lines: int = Field(6, ge=1, le=24)


class Log(Section):
    """An empty table to fill in day by day."""

    kind: Literal["log"]
    title: Words
    intro: Words | None = None
    columns: tuple[Words, ...] = Field(min_length=2, max_length=10, description="With the days of a week as letters, up to ten.")
    rows: int = Field(14, ge=1, le=31)


class Mark(Conditions):
    """What happens on a day of the calendar."""

    day: int
    text: Words


class Calendar(Section):
    """Days counted from the day the treatment is given, day 0, one week in a row; the team writes the dates in."""

    kind: Literal["calendar"]
    title: Words
    intro: Words | None = None
    first: int = Field(ge=-100, le=0)
    last: int = Field(ge=1, le=400)
    marks: tuple[Mark, ...] = Field((), max_length=31)

    @model_validator(mode="after")
    def _marks_lie_in_it(self) -> Calendar:
        for mark in self.marks:
            if not self.first <= mark.day <= self.last:
                said = {"day": mark.day, "first": self.first, "last": self.last}
                raise PydanticCustomError("calendar", "day {day} is not in this calendar, which runs from {first} to {last}", said)
        return self


class Contact(Conditions):
    label: Words
    number: SlotName | None = Field(None, description="The clinic's value; nothing leaves a line to write on.")


class Face(Conditions):
    """One side of a card: what to tell, and what to write in."""

    title: Words
    items: tuple[Item, ...] = ()
    contacts: tuple[Contact, ...] = ()
    fill_in: tuple[Words, ...] = Field((), description="Each is printed with a line to write on.")


class Card(Section):
    """To cut out and keep in a wallet: 86 by 54 mm a side, folded in the middle (ISO/IEC 7810, 2019, ID-1)."""

    kind: Literal["card"]
    title: Words
    intro: Words | None = None
    faces: tuple[Face, ...] = Field(min_length=1, max_length=2)

    @model_validator(mode="after")
    def _nothing_empty(self) -> Card:
        if not all(face.items or face.contacts or face.fill_in for face in self.faces):
            raise PydanticCustomError("face", "a side of this card has only a title", {"hint": "give it items, contacts or fill_in"})
        return self


class Contacts(Section):
    kind: Literal["contacts"]
    items: tuple[Contact, ...] = Field(min_length=1)


class TeachBack(Section):
    """Open questions the nurse asks to see whether the teaching worked; never a test of the reader."""

    kind: Literal["teach-back"]
    items: Items


SECTIONS: tuple[type[Section], ...] = (
    Paragraph,
    Bullets,
    Steps,
    Checklist,
    KeyPoints,
    Call,
    WarningBox,
    KnownUnknown,
    Actions,
    Chance,
    ChanceComparison,
    Options,
    Table,
    Timeline,
    Figure,
    Terms,
    Questions,
    WriteIn,
    Log,
    Calendar,
    Card,
    Contacts,
    TeachBack,
)

if TYPE_CHECKING:
    AnySection: TypeAlias = Section
else:
    AnySection = Annotated[Union[SECTIONS], Field(discriminator="kind")]  # noqa: UP007  (made from the list)

KINDS: tuple[str, ...] = tuple(section.model_fields["kind"].annotation.__args__[0] for section in SECTIONS)  # type: ignore[union-attr]

__all__ = ["KINDS", "SECTIONS", "AnySection", "Item", "Section"]
