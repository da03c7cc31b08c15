"""The names a file may point at. Given to the validators, so that a dead reference is found together with every other mistake."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from handouts.evidence import Chance, Claim, find_chance
from handouts.markup import ChanceUse, Citation, LocalWords, Mistake, TermUse, Text
from handouts.problems import did_you_mean

MOST_IN_A_PICTURE = 1000


@dataclass(frozen=True)
class Names:
    """Everything findable when a file is read. What is absent (it did not load, say) is not looked at.

    `known` maps what a thing is called in a message ("audience", "glossary term") to the names there are; `locale` is the
    language of the file, empty when it has none.
    """

    claims: Mapping[str, Claim] | None = None
    known: Mapping[str, Collection[str]] = field(default_factory=dict)
    locale: str = ""

    def why_unknown(self, what: str, name: str) -> tuple[str, str] | None:
        """Return a message and a hint when `name` leads nowhere, else None."""
        if what in ("chance", "picture"):
            return self._why_no_chance(name) or (self._why_no_picture(name) if what == "picture" else None)
        if what not in self.known or name in self.known[what]:
            return None
        return f"there is no {what} '{name}'", did_you_mean(name, self.known[what])

    def mistakes_in(self, text: Text) -> list[Mistake]:
        """Return a mistake for each name in `text` that leads nowhere."""
        found = []
        for span in text.all_spans():
            match span:
                case Citation(name):
                    what, written = "claim", f"[@{name}]"
                case TermUse(name):
                    what, written = "glossary term", f"{{term:{name}"
                case ChanceUse(name, rest):
                    what, written = "chance", f"{{{'rest' if rest else 'chance'}:{name}}}"
                case LocalWords(name):
                    what, written = "local sentence", f"{{local:{name}"
                case _:
                    continue
            if reason := self.why_unknown(what, name):
                found.append(Mistake(*reason, text.source.find(written) + written.find(name)))
        return found

    def chance(self, ref: str) -> Chance | None:
        """Return the chance of that name, or None when there is none (or the claims did not load)."""
        return find_chance(self.claims or {}, ref)[1]

    def _why_no_picture(self, ref: str) -> tuple[str, str] | None:
        chance = self.chance(ref)
        if chance and chance.of > MOST_IN_A_PICTURE:
            return f"{chance.of:,} people are too many for a picture", "say the number in a sentence: {chance:…}"
        return None

    def _why_no_chance(self, ref: str) -> tuple[str, str] | None:
        if self.claims is None:
            return None
        claim, chance = find_chance(self.claims, ref)
        claim_id, _, chance_id = ref.partition(".")
        if claim is None:
            return f"there is no claim '{claim_id}'", did_you_mean(claim_id, self.claims)
        if chance is None:
            known = ", ".join(chance.id for chance in claim.chances) or "none"
            missing = f"no chance '{chance_id}'" if chance_id else "not exactly one chance"
            return f"the claim '{claim_id}' has {missing}", f"its chances: {known}"
        if self.locale and self.locale not in chance.words:
            return f"the chance '{ref}' has no words for {self.locale}", "add them to the claim, under `words`"
        return None
