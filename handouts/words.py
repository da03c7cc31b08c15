"""The building blocks every model shares: frozen, strict about names, and text that knows its audience.

`Words` is one text in one or more wordings; `Conditions` says who a part is for. Both combine: a part is shown when its conditions
let the audience in and its words have a wording for it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    RootModel,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handouts.markup import CLINIC_SLOTS, MarkupError, Text, parse_markup, unprintable

DEFAULT = "default"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
LocaleId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


def _no_markup(sentence: str) -> str:
    if found := re.search(r"[*{}\[\]\\]", sentence):
        reason = {"character": found[0], "hint": "write plain words: no bold, links, slots or citations here"}
        raise PydanticCustomError("plain", "'{character}' has no meaning here and would print as it is", reason)
    return sentence


Sentence = Annotated[Line, AfterValidator(_no_markup)]
AddressLine = Annotated[Line, StringConstraints(max_length=60), AfterValidator(_no_markup)]


def known(what: str, *, besides: str = "") -> AfterValidator:
    """Return a validator for a name that must lead to a `what`. Looked up in the validation context (`names.Names`) when there is one."""

    def check(name: str, info: ValidationInfo) -> str:
        if info.context is not None and name != besides and (reason := info.context.why_unknown(what, name)):
            raise PydanticCustomError("unknown_name", "{message}", {"message": reason[0], "hint": reason[1]})
        return name

    return AfterValidator(check)


# Degrees Celsius.
FeverLimit = Annotated[Decimal, Field(ge=37, le=39, decimal_places=1)]
LowLimit = Annotated[Decimal, Field(ge=34, le=37, decimal_places=1)]


class ChanceKey(str):
    """Names a chance; filled in at assembly, like the keys below."""


class TermKey(str):
    """Names a glossary term."""


class SlotKey(str):
    """Names a value of the clinic."""


class TierKey(str):
    """Names a tier of "when to get help"; filled in with the number to call."""


class ImageKey(str):
    """Names a file in images/."""


AudienceId = Annotated[Id, known("audience")]
SourceId = Annotated[Id, known("source")]
ClaimId = Annotated[Id, known("claim")]
TermId = Annotated[Id, known("glossary term"), AfterValidator(TermKey)]
TopicId = Annotated[Id, known("topic")]
ModuleId = Annotated[Id, known("module")]
PacketId = Annotated[Id, known("packet")]
ImageName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.(svg|png)$"), known("image"), AfterValidator(ImageKey)]
LocalName = Annotated[Id, known("local sentence")]
LocaleName = Annotated[LocaleId, known("locale")]
ChanceName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)?$"), known("picture"), AfterValidator(ChanceKey)]


SlotName = Annotated[Literal[CLINIC_SLOTS], AfterValidator(SlotKey)]  # type: ignore[valid-type]


def _iso_day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"20\d\d-\d\d-\d\d", value):
        raise PydanticCustomError("date_parsing", "not a date")
    return value


# Only the written form of a day: a bare number would pass as seconds since 1970.
Day = Annotated[date, BeforeValidator(_iso_day)]


class Model(BaseModel):
    """Frozen, and a key nobody knows is an error: a typing slip must not silently lose a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, str_strip_whitespace=True)


class Waiver(Model):
    """Sets one rule aside for one block, and says who answers for it. It is printed in the report."""

    rule: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{2}$")]
    reason: Line
    role: Line
    waived_on: Day


class Identified(Model):
    """Something other files name by its id."""

    id: str


class Replaceable(Identified):
    """A whole file that a clinic may replace with its own. `handouts check` tells when the one it was based on has changed."""

    based_on: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="SHA-256 of the built-in file this one replaces."
    )


class _Inline:
    """Lets pydantic turn written text into `Text`, with the place of every mistake inside it."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(_to_text, core_schema.str_schema(min_length=1, max_length=2000))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1, "maxLength": 2000}


def _to_text(source: str, info: ValidationInfo) -> Text:
    try:
        text = parse_markup(source)
        if mistakes := [*unprintable(text), *(info.context.mistakes_in(text) if info.context else ())]:
            raise MarkupError(mistakes)
    except MarkupError as error:
        found = [(mistake.message, mistake.hint, mistake.offset) for mistake in error.mistakes]
        raise PydanticCustomError("markup", "{reason}", {"reason": str(error), "mistakes": found}) from None
    return text


Inline = Annotated[Text, _Inline]

_TEXT_FORMS: list[JsonSchemaValue] = [
    {"type": "string"},
    {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}, "not": {"required": ["text"]}},
]


class Words(RootModel[dict[Annotated[str, known("audience", besides=DEFAULT)], Inline]]):
    """A text, or a mapping from audience to text; `default` serves every audience that is not named."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_for_everyone(cls, value: Any) -> Any:
        if value is None or value == "" or value == {}:
            raise PydanticCustomError("no_text", "the text is empty")
        return {DEFAULT: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"description": cls.__doc__, "anyOf": _TEXT_FORMS}

    def wording_for(self, audience: str) -> Text | None:
        """Return the wording this audience reads, or None when the text is not for it."""
        return self.root.get(audience, self.root.get(DEFAULT))

    def __str__(self) -> str:
        """The default wording as written, or the first."""
        return str(self.root.get(DEFAULT) or next(iter(self.root.values())))


def _a_country(code: str) -> str:
    if code in _NOT_ISO:
        reason = {"code": code, "hint": f"write {_NOT_ISO[code]}, its code in ISO 3166"}
        raise PydanticCustomError("country", "'{code}' is not the code of a country", reason)
    return code


# Two letters that people write and ISO 3166-1 (2020) does not have: such a part would silently print nowhere.
_NOT_ISO = {"UK": "GB", "EU": "the country, like DE", "EL": "GR"}
Jurisdiction = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), AfterValidator(_a_country)]


class Conditions(Model):
    """Who a part is for, and where. Nothing said: everyone, everywhere. `not_for` wins over `for`."""

    for_: tuple[AudienceId, ...] = Field((), alias="for", description="Only these audiences see it.")
    not_for: tuple[AudienceId, ...] = Field((), description="These audiences do not see it.")

    for_jurisdiction: tuple[Jurisdiction, ...] = Field((), description="Right only under the rules of these countries, as two letters: US.")

    def is_for(self, audience: str, jurisdiction: str) -> bool:
        """Return whether this reader gets the part; `jurisdiction` is empty where no country is known."""
        here = not self.for_jurisdiction or jurisdiction in self.for_jurisdiction
        return here and audience not in self.not_for and (not self.for_ or audience in self.for_)


class Item(Conditions):
    """One entry of a list: a text, or a mapping with `text` and conditions."""

    text: Words

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"text": value} if not isinstance(value, dict) or "text" not in value else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        full = handler(schema)
        return {"description": cls.__doc__, "anyOf": [*_TEXT_FORMS, handler.resolve_ref_schema(full)]}


Items = Annotated[tuple[Item, ...], Field(min_length=1)]
