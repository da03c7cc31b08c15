"""A locale: the program's own words in one language. A new language is a YAML file; every label is required, none falls back."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handouts.words import FeverLimit, Id, Line, LocaleId, LowLimit, Model, Replaceable, Sentence


class Slots:
    """Says which names in braces a label must hold, each once; without names, none at all."""

    def __init__(self, *names: str, in_this_order: bool = False) -> None:
        self.names, self.in_this_order = list(names), in_this_order

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, label: str) -> str:
        wanted = " … ".join(f"{{{name}}}" for name in self.names)
        try:
            parts = [part for part in Formatter().parse(label) if part[1] is not None]
        except ValueError:
            parts = [("", "?", "", None)]
        found = [str(name) if not layout and not conversion else "?" for _, name, layout, conversion in parts]
        if (found if self.in_this_order else sorted(found)) != (self.names if self.in_this_order else sorted(self.names)):
            hint = "it is printed in place of the braces" if wanted else "write it in words"
            raise PydanticCustomError(
                "slots", "{says}", {"says": f"the label must hold {wanted}" if wanted else "no braces here", "hint": hint}
            )
        return label


Label = Annotated[Line, Slots()]


class CallLabels(Model):
    """The heading of each tier of "when to get help"; {phone} is the number, or a line to write it on."""

    emergency: Annotated[Line, Slots("phone")]
    urgent: Annotated[Line, Slots("phone")]
    soon: Annotated[Line, Slots("phone")]
    say: Label
    heading: Label = Field(description="Above all calls, where they stand without their sheet.")


class ChanceLabels(Model):
    """The sentences drawn from a chance."""

    count: Annotated[Line, Slots("n", "of")]
    sentence: Annotated[Line, Slots("of", "people", "n", "outcome")]
    rest: Annotated[Line, Slots("rest", "otherwise")]
    rest_about: Annotated[Line, Slots("rest", "otherwise")]
    none_left: Label = Field(description="Said instead of `rest` when n is all.")
    about: Annotated[Line, Slots("number")]
    picture: Annotated[Line, Slots("of", "n", "rest")]
    how_to_read: Label
    not_a_forecast: Label
    certainty_high: Label
    certainty_moderate: Label
    certainty_low: Label
    certainty_disputed: Label


class Labels(Model):
    """Every word the templates print that is not content."""

    draft: Label
    approved: Annotated[Line, Slots("date")]
    draft_short: Label = Field(description="Said before `overdue` of a draft: both have one line at the top of the page.")
    overdue: Label = Field(description="Said on every page of a text whose date has passed.")
    for_reader: Annotated[Line, Slots("audience")]
    contents: Label
    rest: Label = Field(description="Said above the contents: no one has to read it all at once.")
    page: Annotated[Line, Slots("page")]
    page_of: Annotated[Line, Slots("page", "pages", in_this_order=True)]
    version: Annotated[Line, Slots("version")]
    written: Annotated[Line, Slots("date")]
    check_again_by: Annotated[Line, Slots("date")]
    call: Annotated[Line, Slots("phone")]
    ask_for_number: Label = Field(description="Said on a screen where the clinic has given no number. On paper it is a line to write on.")
    ask_for_log: Label = Field(description="Said in plain text in place of a log: nothing can be written there.")
    print_log: Label = Field(description="Said on a screen in place of a log. The log itself comes when the page is printed.")
    working_copy: Label = Field(description="Said on every page of a Word document, which anyone can change.")
    to_the_text: Label = Field(description="The first link of a page on a screen: past its head.")
    reading_time: Annotated[Line, Slots("minutes")]
    rest_here: Label = Field(description="Said at the foot of a sheet and in the contents, about every five minutes of reading.")
    receipt: Annotated[Line, Slots("code")]
    week_of: Label = Field(description="Said before a line for a date.")
    cut_out: Label
    cut_along: Label = Field(description="Said above what stands alone, to be cut out.")
    fold_along: Label = Field(description="Said after it of a card with two sides, which is folded twice.")
    fold_once: Label = Field(description="Said after it of a card with one side.")
    cut_copies: Label = Field(description="Says why there are two of a card.")
    put_up: Label = Field(description="Said after it of the page for the fridge.")
    cut_title: Annotated[Line, Slots("title")] = Field(description="The title of the file to cut out.")
    booklet_title: Annotated[Line, Slots("title")] = Field(description="The title of the file a booklet is folded from.")
    notes: Label = Field(description="Above the lines on the pages left over in a booklet.")
    list_row: Annotated[Line, Slots("row")] = Field(description="On the sheet between two packets in a stack: which row of the list.")
    stack_title: Label = Field(description="The title of the file that holds all packets of a list.")
    name: Label
    my_doctor: Label
    my_nurse: Label
    next_visit: Label
    for_you: Label = Field(description="Above the page with a person's own name, dates and notes.")
    health_information: Label = Field(description="Said at the top of that page.")
    keep_private: Label = Field(description="Said after it: what to do with such a page.")
    dates: Label = Field(description="Above the person's own dates.")
    notes_for_you: Label = Field(description="Above what the team wrote for this person.")
    date: Label
    calls: CallLabels
    chances: ChanceLabels
    important: Label
    key_points: Label
    known: Label
    unknown: Label
    why: Label
    when: Label
    how: Label
    good: Label
    bad: Label
    living: Label
    terms: Label
    say_it: Annotated[Line, Slots("say")]
    references: Label
    questions: Label
    teach_back: Label
    teach_back_intro: Label
    staff_initials: Label
    phone_24h: Label
    phone_day: Label
    emergency_number: Label
    crisis_line: Label
    clinic_name: Label
    fever: Label
    low_temperature: Label
    about: Label
    about_draft: Label
    about_approved: Annotated[Line, Slots("date")]
    about_print: Label
    about_sources: Label
    about_funding: Label
    about_part: Annotated[Line, Slots("title")] = Field(description="Said of a packet that is a part of a longer one.")
    about_formats: Label
    about_feedback: Label
    about_replace: Label


class Locale(Replaceable):
    """A language as spoken in a place. Its numbers and limits are those of that place; in another country none of them is printed."""

    id: LocaleId
    name: Line
    direction: Literal["ltr", "rtl"] = "ltr"
    emergency_number: Line = Field(description="Printed unless the clinic has another.")
    crisis_line: Line = Field(description="For thoughts of not wanting to live. Printed unless the clinic has another.")
    fever_c: FeverLimit = Field(description="From this temperature on: call now. Printed unless the clinic has another.")
    low_temperature_c: LowLimit = Field(description="Below this and unwell: call now. Printed unless the clinic has another.")
    temperature_first: Literal["C", "F"]
    decimal_mark: Literal[".", ","] = "."
    thousands_mark: Literal[",", ".", " "] = ","
    local: dict[Id, Sentence] = Field(
        default_factory=dict,
        description="Sentences that differ from place to place, worded to be right everywhere. A clinic may replace them.",
    )
    labels: Labels

    @property
    def territory(self) -> str:
        """The country of the locale as two letters, empty when it names none: "US" of "es-US"."""
        last = self.id.rpartition("-")[2]
        return last if last.isupper() else ""
