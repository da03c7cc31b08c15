"""What a rule is: an id, what it asks and why, and the function that looks. Each family lists its own; `checks` runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from handouts.problems import Place, Severity
from handouts.yamltext import Path

if TYPE_CHECKING:
    from handouts.checks.views import LibraryView, PacketView, PageView, SheetView
    from handouts.library import Loaded

Scope = Literal["sheet", "packet", "library", "loading", "page", "people"]

# What keeps people safe, honest or private is never waived.
NEVER_WAIVED = frozenset({"AC-03", "NU-01", "PR-03", "PR-07", "VI-04"})
NEVER_WAIVED_FAMILIES = frozenset({"PV", "GV", "AX"})  # an overdue text has its own way through, with its reason on record


@dataclass(frozen=True)
class Finding:
    """A place where a rule is broken: a path in the module or the recipe that is looked at, or in another `file`, or a `place` outright.

    `severity` and `do` stand in for the rule's own, where it has two thresholds or the fix depends on what was found.
    """

    path: Path
    message: str
    offset: int = 0
    severity: Severity | None = None
    do: str = ""
    place: Place | None = None
    file: Loaded[Any] | None = None


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue: what it says, the standard it comes from, and what to do when it is broken."""

    id: str
    severity: Severity
    says: str
    standard: str
    do: str

    scope: ClassVar[Scope]

    @property
    def family(self) -> str:
        """The letters before the number: "RD"."""
        return self.id[:2]

    @property
    def can_be_waived(self) -> bool:
        """Whether an editor may set it aside for one block, with a reason."""
        protected = self.id in NEVER_WAIVED or self.family in NEVER_WAIVED_FAMILIES
        return self.scope in ("sheet", "packet", "page") and not protected


@dataclass(frozen=True)
class SheetRule(Rule):
    """Looks at one module as one audience reads it."""

    check: Callable[[SheetView], Iterable[Finding]]

    scope: ClassVar[Scope] = "sheet"


@dataclass(frozen=True)
class PacketRule(Rule):
    """Looks at a whole packet."""

    check: Callable[[PacketView], Iterable[Finding]]

    scope: ClassVar[Scope] = "packet"


@dataclass(frozen=True)
class LibraryRule(Rule):
    """Looks at all files together."""

    check: Callable[[LibraryView], Iterable[Finding]]

    scope: ClassVar[Scope] = "library"


@dataclass(frozen=True)
class LoadingRule(Rule):
    """Kept by the content model or by assembly: what breaks it is refused before any check is run."""

    scope: ClassVar[Scope] = "loading"


@dataclass(frozen=True)
class PageRule(Rule):
    """Looks at the finished pages of a packet."""

    check: Callable[[PageView], Iterable[Finding]]

    scope: ClassVar[Scope] = "page"


@dataclass(frozen=True)
class SignOff(Rule):
    """Needs people: `sign_as` is the scope under which the `roles` sign for it, again after so many `months` (0: when the text changes).

    The program lists what is open and never scores it.
    """

    sign_as: str
    roles: tuple[str, ...]
    months: int = 0

    scope: ClassVar[Scope] = "people"
