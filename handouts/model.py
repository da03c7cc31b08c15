"""What a clinic writes, as frozen values: modules, packets, audiences, the glossary, locales and the clinic itself."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.approvals import plain_name
from handouts.color import InkColor
from handouts.markup import ChanceUse, Citation, LocalWords, TermUse, Text
from handouts.sections import KINDS, AnySection
from handouts.translation import Translation
from handouts.variant import Form, Paper, Size
from handouts.words import (
    AddressLine,
    AudienceId,
    Day,
    FeverLimit,
    Id,
    Identified,
    ImageName,
    Inline,
    Jurisdiction,
    Line,
    LocaleName,
    LocalName,
    LowLimit,
    Model,
    ModuleId,
    PacketId,
    Replaceable,
    Sentence,
    TopicId,
    Waiver,
    Words,
)

if TYPE_CHECKING:
    Kind: TypeAlias = str
else:
    Kind = Literal[KINDS]

REVIEW_MONTHS = 24
REVIEW_MONTHS_SAFETY_CRITICAL = 12


ModuleKind = Literal["concept", "decision", "risk", "procedure", "discharge", "handbook", "tool"]


class Withdrawal(Model):
    """Says that a module must not be printed any more, since when, and why."""

    withdrawn_on: Day
    reason: Line
    replacement: ModuleId | None = None


class Code(Model):
    """A code that lets other systems find the module, for example an ICD-10-CM diagnosis."""

    system: Literal["icd-10-cm", "icd-11", "snomed-ct", "loinc"]
    code: Line


class Module(Replaceable):
    """One reviewed unit of patient text on one topic, in one language; laid out it is a sheet."""

    id: Id
    title: Words
    audiences: tuple[AudienceId, ...] = Field(min_length=1)
    kind: ModuleKind = Field("concept", description="What sort of text it is: decides who must sign it, and which notices go with it.")
    stage: Id = Field(description="Where on the way the reader is: diagnosis, deciding, treatment, recovery, caring, tools.")
    version: str = Field("0.1", pattern=r"^\d+\.\d+$", description="Decimals are drafts; a whole version is an approved one.")
    revised_on: Day = Field(description="When the words were last checked against the evidence.")
    effective_on: Day | None = Field(None, description="Not for patients before this day.")
    withdrawn: Withdrawal | None = None
    authors: tuple[Line, ...] = Field((), description="Who wrote it. An author does not approve the own text.")
    safety_critical: bool = Field(False, description="Checked again every 12 months instead of 24.")
    covers: tuple[TopicId, ...] = Field((), description="Topics of the audience's required list that this module answers.")
    main_message: Words
    codes: tuple[Code, ...] = ()
    translation: Translation | None = Field(None, description="Where the text comes from, when it is not an original.")
    waive: tuple[Waiver, ...] = Field((), description="Rules that the module as a whole may break; a section has its own.")
    sections: tuple[AnySection, ...] = Field(min_length=1)

    def is_by(self, name: str) -> bool:
        """Return whether this person is one of the authors, whatever the capitals and the spaces."""
        return plain_name(name) in {plain_name(author) for author in self.authors}

    def due_after(self, checked_on: date) -> date:
        """Return the day by which a text that was checked on this day must be checked again."""
        return months_after(checked_on, REVIEW_MONTHS_SAFETY_CRITICAL if self.safety_critical else REVIEW_MONTHS)


def months_after(start: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last one of a shorter month."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _not_local(text: Text) -> Text:
    if any(isinstance(span, LocalWords) for span in text.all_spans()):
        raise PydanticCustomError("local", "a sentence that differs from place to place has no place here", {"hint": "say it in a module"})
    return text


def _says_no_fact(text: Text) -> Text:
    if any(isinstance(span, Citation | ChanceUse | TermUse) for span in text.all_spans()):
        raise PydanticCustomError("headline", "a packet's title and purpose have no source list", {"hint": "say the fact in a module"})
    return text


Headline = Annotated[Inline, AfterValidator(_says_no_fact), AfterValidator(_not_local)]


class PrintSettings(Model):
    """How a packet is printed. What is not given is as is usual at the clinic, and elsewhere standard print on single sheets of Letter."""

    locale: LocaleName | None = Field(None, description="The reader's language.")
    size: Size | None = Field(None, description="Print size.")
    paper: Paper | None = None
    form: Form | None = Field(None, description="booklet: beside the PDF, one to fold.")
    duplex: bool | None = Field(None, description="For both sides of the paper, with room for holes.")
    grey: bool | None = Field(None, description="Nothing but greys in the file.")
    cut: bool | None = Field(None, description="Beside the PDF, one to cut out from.")


class PacketSpec(Replaceable):
    """The recipe of a packet: who it is for and which modules, in which order."""

    id: Id
    title: dict[LocaleName, Headline] = Field(min_length=1)
    purpose: dict[LocaleName, Headline] = Field(min_length=1, description="'This packet helps you …'")
    audience: AudienceId
    modules: tuple[ModuleId, ...] = Field(min_length=1)
    front: ModuleId | None = Field(None, description="A module printed on page 1, before the contents list.")
    keep: tuple[ModuleId, ...] = Field((), description="Modules that no packet made from this one leaves out: what keeps people safe.")
    part_of: PacketId | None = Field(None, description="The whole packet this short one is a part of. It may leave things out.")
    own_order: bool = Field(
        False, description="Someone chose this order for their readers; that of the audience's topics is not asked for."
    )
    layout: Literal["sheets", "flow"] = "sheets"
    waive: tuple[Waiver, ...] = Field((), description="Rules that the packet as a whole may break, with the reason.")
    print: PrintSettings = Field(PrintSettings(), description="How it is printed, unless someone asks for something else.")
    page_budget: int = Field(24, ge=1, le=99, description="At most this many pages, standard print on Letter.")

    @model_validator(mode="after")
    def _each_module_once(self) -> PacketSpec:
        listed = self.all_modules()
        if twice := sorted({module for module in listed if listed.count(module) > 1}):
            raise PydanticCustomError("twice", "{names} is listed more than once", {"names": ", ".join(twice)})
        return self

    @model_validator(mode="after")
    def _keeps_what_it_has(self) -> PacketSpec:
        if missing := sorted(set(self.keep) - set(self.all_modules())):
            hint = "add it to 'modules', or leave it out of 'keep'"
            raise PydanticCustomError("kept", "{names} is to be kept, but not listed", {"names": ", ".join(missing), "hint": hint})
        return self

    @property
    def fixed(self) -> frozenset[str]:
        """Return the modules that no packet made from this one leaves out."""
        return frozenset(filter(None, (self.front, *self.keep)))

    def all_modules(self) -> tuple[str, ...]:
        """Return the ids of every module in reading order."""
        return tuple(module for _, module in self.places())

    def places(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Return each module in reading order with its path in the file."""
        listed: list[tuple[tuple[str | int, ...], str]] = [(("modules", index), module) for index, module in enumerate(self.modules)]
        return [(("front",), self.front), *listed] if self.front else listed


class Topic(Model):
    """Something every packet for an audience must tell."""

    id: Id
    what: Line
    together_with: tuple[Id, ...] = Field(
        (), description="Topics of this list that a packet must tell too if it tells this one, even a short one."
    )


class Audience(Replaceable):
    """Who reads a packet, and what every packet for them must contain."""

    id: Id
    name: dict[LocaleName, Line] = Field(min_length=1)
    required_kinds: tuple[Kind, ...] = Field((), description="Section kinds a packet cannot do without.")
    required_topics: tuple[Topic, ...] = ()
    front_kinds: tuple[Kind, ...] = Field((), description="Section kinds that must stand on page 1.")

    @model_validator(mode="after")
    def _names_its_own_topics(self) -> Audience:
        topics = {topic.id for topic in self.required_topics}
        if unknown := sorted({name for topic in self.required_topics for name in topic.together_with} - topics):
            raise PydanticCustomError("together", "{names} is no topic of this list", {"names": ", ".join(unknown), "hint": "name its id"})
        return self


class Term(Identified):
    """A medical word in plain language."""

    id: Id
    term: Line
    plain: Annotated[Inline, AfterValidator(_not_local)] = Field(description="What it means, in words that need no glossary.")
    say: Line | None = Field(None, description="How to say it, the stressed part in capitals.")
    syllables: int | None = Field(None, ge=1, le=20)
    also: tuple[Line, ...] = Field((), description="Other names for the same thing.")


class GlossaryFile(Model):
    """`glossary/<locale>.yaml`."""

    terms: tuple[Term, ...] = Field(min_length=1)


PHONE = re.compile(r"[+(]{0,2}[0-9]+(?:[ ()./-]{1,2}[0-9]+)*(?: ?(?:ext\.?|x) ?[0-9]+)?")


def _phone(value: str) -> str:
    if not PHONE.fullmatch(value):
        raise PydanticCustomError(
            "phone", "'{value}' is not a phone number", {"value": value, "hint": "digits, spaces, ( ) - and a leading +"}
        )
    return value


Phone = Annotated[str, Field(min_length=2, max_length=30), AfterValidator(_phone)]


Role = Annotated[Id, Field(description="The role of a person who signs, like transplant-nurse.")]

# Who signs when a clinic has not said: neurology, transplant and nursing for every text, a pharmacist wherever medicines are handled.
USUAL_ROLES: dict[str, tuple[str, ...]] = {
    "default": ("neurologist", "transplant-physician", "nurse"),
    "procedure": ("neurologist", "transplant-physician", "nurse", "pharmacist"),
    "discharge": ("neurologist", "transplant-physician", "nurse", "pharmacist"),
}


class Notice(Model):
    """A notice the law asks for. The wording is the clinic's own, and so is handing it out."""

    approved_by: Line = Field(description="The role that answers for the wording.")
    approved_on: Day
    file: Line | None = Field(None, description="Where the clinic keeps the page to hand out.")


class Notices(Model):
    """The notices a clinic gives out beside its packets."""

    language_help: Notice | None = Field(None, description="That help in the reader's language, and other aids, are free.")


class Clinic(Model):
    """The organisation whose phone numbers and limits are printed. Everything is optional: what is missing prints as a line to write on."""

    name: Line | None = Field(None, max_length=70, description="Stands on page 1.")
    address: tuple[AddressLine, ...] = Field((), max_length=3, description="One line or up to three: at the end of every packet.")
    phone_24h: Phone | None = Field(None, description="Answered day and night.")
    phone_day: Phone | None = Field(None, description="Answered on working days.")
    emergency_number: Phone | None = Field(None, description="Nothing: the usual one of the locale, in its own country.")
    crisis_line: Phone | None = Field(None, description="For thoughts of not wanting to live. Nothing: as for the emergency number.")
    required_roles: dict[ModuleKind | Literal["default"], Annotated[tuple[Role, ...], Field(min_length=1)]] = Field(
        default_factory=dict, description="Who must sign which kind of module; 'default' is for every kind that is not named."
    )
    fever_c: FeverLimit | None = Field(None, description="From this temperature on: call now. Nothing: the usual one of the locale.")
    low_temperature_c: LowLimit | None = Field(None, description="Below this and unwell: call now. Nothing: the usual one of the locale.")

    local: dict[LocalName, dict[LocaleName, Sentence]] = Field(
        default_factory=dict,
        description="The clinic's own words for sentences that differ from place to place: who pays, food rules, visitors.",
    )
    logo: ImageName | None = Field(None, description="A file in content/images/: on page 1, above the title.")
    color: InkColor | None = Field(
        None, description="The color of headings and rules, dark enough to read; in quotes, as it begins with #."
    )
    paper: Paper | None = Field(None, description="The paper in the printers. Nothing: letter.")
    language: LocaleName | None = Field(None, description="The language of most readers. Nothing: en-US.")
    jurisdiction: Jurisdiction | None = Field(None, description="The country whose rules apply, as two letters: US. Nothing: the locale's.")
    notices: Notices = Notices()

    @model_validator(mode="before")
    @classmethod
    def _nothing_given_yet(cls, value: Any) -> Any:
        return {} if value is None else value

    def roles_for(self, kind: ModuleKind) -> tuple[str, ...]:
        """Return the roles that must sign a module of this kind: what the clinic says, else what is usual."""
        usual = USUAL_ROLES.get(kind, USUAL_ROLES["default"])
        return self.required_roles.get(kind, self.required_roles.get("default", usual))
