"""Where facts come from: sources (publications), claims (facts and numbers read in them) and pairings (what must be said together)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from handouts.words import AudienceId, ClaimId, Conditions, Day, Id, Identified, Line, LocaleName, LocalName, Model, SourceId, known
from handouts.yamltext import Path

Certainty = Literal["high", "moderate", "low", "disputed"]

# Kept as written: 38.0 is not 38, and a source may say "3.1 vs 1.4". Editors read a bare number as one, so the schema takes both.
Amount = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]

# Pairings are read before the claims that name them, so where these lead is for the checks to see.
ChanceOfClaim = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.[a-z0-9-]+$", max_length=121)]
ClaimOrChance = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)?$", max_length=121)]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^…]+(…[^…]+)*$", max_length=60)]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]


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
    retracted_on: Day | None = Field(None, description="When the publication was withdrawn: nothing that rests on it prints.")


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


class Need(Model):
    """One thing that must be said. Any of its phrases, claims or chances on the sheet is enough."""

    what: Line = Field(description='Ends the sentence "this is printed here without …".')
    of: tuple[ClaimOrChance, ...] = Field(
        (), description="Only where one of these claims or chances is printed. Nothing: with any of the claims."
    )
    says: dict[LocaleName, Phrases] = Field(
        default_factory=dict, description="Phrases. `…` stands for up to four words, N alone for any number."
    )
    claims: tuple[Id, ...] = Field((), description="Claims that say just this.")
    chances: tuple[ChanceOfClaim, ...] = Field((), description="Chances whose number says it.")
    local: tuple[LocalName, ...] = Field((), description="Sentences the clinic words that say it: `{local:food-rules}`.")
    beside: bool = Field(False, description="In the same section as the claim. Otherwise anywhere on the sheet is enough.")

    @model_validator(mode="after")
    def _can_be_met(self) -> Need:
        if not (self.says or self.claims or self.chances or self.local):
            hint = "give it 'says', 'claims', 'chances' or 'local', or say in the pairing's 'for_reviewers' who looks"
            raise PydanticCustomError("no_way", "no sheet could meet this need", {"hint": hint})
        return self

    def can_be_met_in(self, locale: str) -> bool:
        """Whether there is a way to meet it in this language."""
        return bool(locale in self.says or self.claims or self.chances or self.local)


class Pairing(Identified, Conditions):
    """What must stand on the same sheet as the claims that name it: `say` tells people, `needs` and `never` tell the checks."""

    id: str = Field(pattern=r"^P\d{2}$")
    when: str
    say: str
    applies: Literal["cited", "figure"] = Field(
        "cited", description="Wherever such a claim is cited, or only where a number of it is printed."
    )
    needs: tuple[Need, ...] = Field((), description="Each of them must be met.")
    never: dict[LocaleName, Phrases] = Field(default_factory=dict, description="Phrases that may not stand on such a sheet.")
    for_reviewers: Line | None = Field(None, description="What a program cannot see.")

    @model_validator(mode="after")
    def _someone_looks(self) -> Pairing:
        if not (self.needs or self.for_reviewers):
            hint = "give it 'needs', or say in 'for_reviewers' why a program cannot look"
            raise PydanticCustomError("unwatched", "nobody would see whether this pairing is kept", {"hint": hint})
        return self

    @cached_property
    def answers(self) -> frozenset[str]:
        """The chances that meet one of its needs."""
        return frozenset(chance for need in self.needs for chance in need.chances)

    def names(self) -> Iterator[tuple[Path, str]]:
        """Return the path and the name of each claim and chance its needs point at."""
        for index, need in enumerate(self.needs):
            for key in ("of", "claims", "chances"):
                yield from ((("needs", index, key, place), name) for place, name in enumerate(getattr(need, key)))


class PairingsFile(Model):
    """`evidence/pairings.yaml`."""

    pairings: tuple[Pairing, ...] = Field(min_length=1)


class Question(Identified):
    """Something people read or ask, and the claims that answer it."""

    id: Id
    asks: Line
    claims: tuple[ClaimId, ...] = Field(min_length=1, description="Claims that answer it: at least one stands in a module.")
    put_right: tuple[Line, ...] = Field((), description="What is said of it elsewhere and not here, and why; without the wrong number.")


class QuestionsFile(Model):
    """`evidence/questions.yaml`."""

    questions: tuple[Question, ...] = Field(min_length=1)
