"""Translations: where a translated module comes from, who answers for it, and the hash that ties it to its source."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from handouts.markup import Text
from handouts.words import Day, Line, LocaleName, Model, Words

if TYPE_CHECKING:
    from handouts.model import Module

BASE_LOCALE = "en-US"

_SAID = ("title", "main_message", "sections")
_NOT_SAID = ("waive", "covers")


class Translation(Model):
    """Says which text a module was translated from, how, and by whom."""

    source_locale: LocaleName
    source_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="What the source said when it was translated. `handouts check` tells the hash of what it says now."
    )
    translator: Line
    qualification: Line = Field(description="Why the translator can be trusted with medical text: an exam, a membership.")
    method: Literal["human", "machine-edited"]
    reviewer: Line | None = Field(None, description="Who has read both texts side by side. Needed where a machine translated first.")
    translated_on: Day
    back_translation: bool = Field(False, description="Whether someone else has translated it back, and the two were compared.")


def said_sha256(module: Module) -> str:
    """Return the hash of what a module says to all its readers. Waivers, dates, room to write and line breaks do not count."""
    said = {name: _said(getattr(module, name)) for name in _SAID}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# The days of a calendar: a patient acts on them. Every other number in a module is so many lines to write on.
DAYS = ("first", "last", "day")


def _said(value: Any) -> Any:
    match value:
        case Text():
            return " ".join(value.source.split())
        case Words():
            return {audience: _said(text) for audience, text in value.root.items()}
        case BaseModel():
            fields = {name: _said(getattr(value, name)) for name in type(value).model_fields if name not in _NOT_SAID}
            return {name: field for name, field in fields.items() if name in DAYS or (field and not isinstance(field, int))}
        case tuple():
            return [_said(part) for part in value]
        case _:
            return value
