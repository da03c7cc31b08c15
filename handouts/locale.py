"""A locale: the program's own words in one language. A new language is a YAML file; every label is required, none falls back."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handouts.words import Identified, Line, LocaleId, Model


class CallLabels(Model):
    """The heading of each tier of "when to get help"; {phone} is the number, or a line to write it on."""

    emergency: Line = Field(description="{phone}")
    urgent: Line = Field(description="{phone}")
    soon: Line = Field(description="{phone}")
    say: Line


class ChanceLabels(Model):
    """The sentences drawn from a chance. Each must hold the names in braces."""

    count: Line = Field(description="{n} and {of}")
    sentence: Line = Field(description="{of}, {people}, {n}, {outcome}")
    rest: Line = Field(description="{rest}, {otherwise}")
    rest_about: Line = Field(description="Said instead of `rest` when the number is an estimate: {rest}, {otherwise}")
    none_left: Line = Field(description="Said instead of `rest` when n is all.")
    about: Line = Field(description="{number}")
    picture: Line = Field(description="Alternative text: {of}, {n}, {rest}")
    how_to_read: Line
    not_a_forecast: Line
    certainty_high: Line
    certainty_moderate: Line
    certainty_low: Line
    certainty_disputed: Line


class Labels(Model):
    """Every word the templates print that is not content."""

    draft: Line
    for_reader: Line = Field(description="{audience}")
    main_message: Line
    contents: Line
    rest: Line = Field(description="Said above the contents: no one has to read it all at once.")
    page: Line = Field(description="{page}")
    page_of: Line = Field(description="{page} and {pages}")
    version: Line = Field(description="{version}")
    written: Line = Field(description="{date}")
    check_again_by: Line = Field(description="{date}")
    call: Line = Field(description="{phone}")
    name: Line
    my_doctor: Line
    my_nurse: Line
    next_visit: Line
    date: Line
    calls: CallLabels
    chances: ChanceLabels
    important: Line
    key_points: Line
    known: Line
    unknown: Line
    why: Line
    when: Line
    how: Line
    good: Line
    bad: Line
    living: Line
    how_to_read: Line
    terms: Line
    say_it: Line = Field(description="{say}")
    references: Line
    questions: Line
    your_answer: Line
    teach_back: Line
    teach_back_intro: Line
    staff_initials: Line
    notes: Line
    write_here: Line
    phone_24h: Line
    phone_day: Line
    emergency_number: Line
    crisis_line: Line
    clinic_name: Line
    fever: Line
    low_temperature: Line
    about: Line
    about_draft: Line
    about_print: Line
    about_sources: Line
    about_funding: Line
    about_formats: Line
    about_feedback: Line
    about_replace: Line


class Locale(Identified):
    """A language as spoken in a place."""

    id: LocaleId
    name: Line
    direction: Literal["ltr", "rtl"] = "ltr"
    emergency_number: Line = Field(description="Printed unless the clinic has another.")
    crisis_line: Line = Field(description="For thoughts of not wanting to live. Printed unless the clinic has another.")
    temperature_first: Literal["C", "F"]
    decimal_mark: Literal[".", ","] = "."
    thousands_mark: Literal[",", ".", " "] = ","
    labels: Labels
