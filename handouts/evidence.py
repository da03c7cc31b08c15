"""Where facts come from: sources (publications), claims (facts and numbers read in them) and pairings (what must be said together)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from handouts.words import AudienceId, Day, Id, Identified, Line, LocaleName, Model, SourceId, known

Certainty = Literal["high", "moderate", "low", "disputed"]

# Kept as written: 38.0 is not 38, and a source may say "3.1 vs 1.4". Editors read a bare number as one, so the schema takes both.
Amount = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]


class Source(Identified):
    """A publication."""

    id: Id
    title: Line
    organisation: Line
    year: int | None = Field(None, ge=1900, le=2100)
    kind: Literal["trial", "meta-analysis", "guideline", "position-statement", "regulator", "hospital", "charity", "news"]
    design: Line | None = Field(None, description="The kind of study, where it is one.")
    short: Line = Field(description="How the sheet names it: who, where, when.")
    citation: Line | None = None
    url: Line
    accessed_on: Day
    read_at: str | None = Field(None, description="Where the text was read, when not at `url`.")


class SourcesFile(Model):
    """`evidence/sources.yaml`."""

    sources: tuple[Source, ...] = Field(min_length=1)


class ChanceWords(Model):
    """A chance in the reader's words, as they stand in "Of 55 *people*, 3 *outcome* *time*. The other 52 *otherwise*."."""

    people: Line
    outcome: Line
    otherwise: Line
    time: Line | None = None


class Chance(Model):
    """What happened to `n` of `of` people. With `about`, a rounded estimate instead of a head count."""

    id: Id
    n: int = Field(ge=0)
    of: int = Field(ge=1, le=100_000)
    about: bool = False
    interval: Line | None = None
    outcome: str
    who: str
    time: str | None = None
    source: SourceId | None = Field(None, description="The one source this number is from, when the claim has several.")
    words: dict[LocaleName, ChanceWords] = Field(default_factory=dict, description="Without words a chance is for staff only.")

    @model_validator(mode="after")
    def _part_of_whole(self) -> Chance:
        if self.n > self.of:
            raise PydanticCustomError("part_of_whole", "{n} of {of} is more than everyone", {"n": self.n, "of": self.of})
        return self


class Measure(Model):
    """Any other figure of a claim, as the source gives it."""

    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    unit: str | None = None
    interval: str | None = None
    outcome: str | None = None
    who: str | None = None
    time: str | None = None
    source: SourceId | None = None


class Claim(Identified):
    """One fact, how sure it is, and what must be said with it."""

    id: Id
    statement: str = Field(min_length=1, description="The fact in exact words, for whoever writes or reviews a module.")
    certainty: Certainty
    use: Literal["say", "say-with-caveat"]
    caveat: str | None = Field(None, description="What binds whoever prints the claim.")
    pairing: tuple[Annotated[str, known("pairing")], ...] = Field((), description="Pairings this claim may only be printed with.")
    audiences: tuple[AudienceId, ...] = ()
    sources: tuple[SourceId, ...] = Field(min_length=1)
    checked_on: Day | None = Field(None, description="When a second reader confirmed it in a source text.")
    chances: tuple[Chance, ...] = ()
    measures: tuple[Measure, ...] = ()

    def chance(self, chance_id: str) -> Chance | None:
        """Return the chance of that id, or the only one when `chance_id` is empty."""
        if not chance_id:
            return self.chances[0] if len(self.chances) == 1 else None
        return next((chance for chance in self.chances if chance.id == chance_id), None)


def find_chance(claims: Mapping[str, Claim], ref: str) -> tuple[Claim | None, Chance | None]:
    """Return the claim and the chance that `claim-id` or `claim-id.chance-id` names, None for what is not there."""
    claim_id, _, chance_id = ref.partition(".")
    claim = claims.get(claim_id)
    return claim, claim.chance(chance_id) if claim else None


class ClaimsFile(Model):
    """`evidence/claims/<topic>.yaml`."""

    topic: Id
    claims: tuple[Claim, ...] = Field(min_length=1)


class Pairing(Identified):
    """What must stand in the same place as the claims that name it."""

    id: str = Field(pattern=r"^P\d{2}$")
    when: str
    say: str


class PairingsFile(Model):
    """`evidence/pairings.yaml`."""

    pairings: tuple[Pairing, ...] = Field(min_length=1)
