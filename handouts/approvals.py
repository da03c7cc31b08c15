"""`approvals.yaml`: who has signed which text. An approval holds for exactly the words that were signed, told by their hash."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from handouts.words import Day, Id, Line, LocaleId, Model

APPROVALS_FILE = "approvals.yaml"
SIGNED_FOLDER = "approvals"  # the signed words, each under its hash; and files of older approvals, if the clinic moves them there
WHOLE_TEXT = "text"

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def plain_name(name: str) -> str:
    """Return a name without titles after a comma, however its accents, capitals and spaces are written."""
    return " ".join(unicodedata.normalize("NFKC", name.partition(",")[0]).casefold().split())


class SignedText(Model):
    """What was signed: a module, or the title, purpose and order of a packet, as one audience reads it in one language."""

    module: Id | None = None  # plain names: what was signed may be gone by now, and the signature stays
    packet: Id | None = None
    locale: LocaleId
    audience: Id
    sha256: Sha256

    @model_validator(mode="after")
    def _one_thing(self) -> SignedText:
        if (self.module is None) == (self.packet is None):
            raise PydanticCustomError("one_thing", "name a module or a packet, one of the two")
        return self


class Approval(Model):
    """One act of signing. `scope` is the whole text, or one of the checks that only people can make (`handouts rules HS`)."""

    role: Id
    name: Line
    approved_on: Day
    scope: Id = WHOLE_TEXT
    texts: tuple[SignedText, ...] = Field(min_length=1)

    @property
    def plain_name(self) -> str:
        """The name as it is compared with others."""
        return plain_name(self.name)


class ApprovalsFile(Model):
    """`approvals.yaml` of a clinic, oldest first. Written by `handouts approve`."""

    approvals: tuple[Approval, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _nobody_yet(cls, value: Any) -> Any:
        return (
            {key: entry for key, entry in (value or {}).items() if entry is not None} if value is None or isinstance(value, dict) else value
        )
