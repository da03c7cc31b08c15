"""What whoever answers for the handouts wants to see at a glance: what can be printed and how hard it is, what is signed, due or waived."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handouts.checks import RULES, SignOff
from handouts.checks.reading import MOST_FK, MOST_SMOG
from handouts.checks.rules import Rule
from handouts.checks.waivers import all_waivers
from handouts.coverage import SIGN_OFFS, Cell, PacketReport, Standing, coverage, packet_reports
from handouts.library import Library
from handouts.problems import HandoutsError, Place, Problem, errors_in
from handouts.standing import State, review_on
from handouts.status import STATES, ModuleStatus, module_statuses
from handouts.variant import Size
from handouts.words import Waiver


@dataclass(frozen=True)
class RuleCount:
    """How often a rule is broken."""

    rule: Rule
    errors: int
    warnings: int
    waived: int


@dataclass(frozen=True)
class Report:
    """A library on a day.

    `modules`: the most serious first. `evidence`: what is wrong with it, and the modules that rest on it. `waivers`: where each stands.
    """

    clinic: str | None
    made_on: date
    cells: tuple[Cell, ...]
    packets: tuple[PacketReport, ...]
    modules: tuple[ModuleStatus, ...]
    evidence: Mapping[str, tuple[str, ...]]
    waivers: Mapping[Waiver, tuple[Place, ...]]
    sign_offs: tuple[SignOff, ...]
    problems: tuple[Problem, ...]
    rules: tuple[RuleCount, ...]
    most_fk: float = MOST_FK
    most_smog: float = MOST_SMOG

    @property
    def errors(self) -> list[Problem]:
        return errors_in(self.problems)

    def with_severity(self, severity: str) -> int:
        return sum(problem.severity == severity for problem in self.problems)

    def with_standing(self, standing: Standing) -> int:
        return sum(packet.standing == standing for packet in self.packets)

    def in_state(self, *states: State) -> int:
        return sum(status.state in states for status in self.modules)

    @property
    def locales(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell.locale for cell in self.cells))

    @property
    def sizes(self) -> tuple[Size, ...]:
        return tuple(dict.fromkeys(cell.size for cell in self.cells))

    def still_to_sign(self, rule: SignOff) -> dict[tuple[str, ...], list[PacketReport]]:
        """Return the packets for which a check that only people can make is not signed, by the roles that have still to sign."""
        found: dict[tuple[str, ...], list[PacketReport]] = defaultdict(list)
        for packet in self.packets:
            if roles := packet.open_sign_offs.get(rule.id):
                found[roles].append(packet)
        return dict(found)

    def is_due(self, status: ModuleStatus) -> bool:
        """Whether a module must be checked again within 90 days, whether it is approved or not."""
        return review_on(status.review_due, self.made_on) == "due"


def report_on(library: Library, problems: Sequence[Problem], today: date) -> Report:
    """Return the report; `problems` are those of the whole library on this day.

    Of what cannot be put together it holds no more than the problems.
    """
    packets = tuple(packet_reports(library, today))
    modules = tuple(_statuses(library, today))
    return Report(
        clinic=library.clinic.name,
        made_on=today,
        cells=tuple(coverage(library, packets)),
        packets=packets,
        modules=modules,
        evidence=_evidence(modules),
        waivers=_waivers(library),
        sign_offs=SIGN_OFFS,
        problems=tuple(problems),
        rules=tuple(_rule_counts(problems)),
    )


def _statuses(library: Library, today: date) -> list[ModuleStatus]:
    """Return where each module stands that can be put together."""
    found: list[ModuleStatus] = []
    for key, module in library.modules.items():
        try:
            found += module_statuses(replace(library, modules={key: module}), today)
        except HandoutsError:
            continue
    return sorted(found, key=lambda status: (STATES.index(status.state), status.review_due, status.module))


def _evidence(modules: Sequence[ModuleStatus]) -> dict[str, tuple[str, ...]]:
    touched: dict[str, list[str]] = defaultdict(list)
    for status in modules:
        for reason in status.evidence:
            touched[reason].append(status.module)
    return {reason: tuple(dict.fromkeys(names)) for reason, names in sorted(touched.items())}


def _waivers(library: Library) -> dict[Waiver, tuple[Place, ...]]:
    """Return each waiver with every place it is written at: one reason is often given for several blocks."""
    places: dict[Waiver, list[Place]] = defaultdict(list)
    for place, waiver in sorted(all_waivers(library), key=lambda each: (each[1].rule, each[0])):
        places[waiver].append(place)
    return {waiver: tuple(found) for waiver, found in places.items()}


def _rule_counts(problems: Sequence[Problem]) -> Iterator[RuleCount]:
    """Return the rules that are broken, errors first, then the most frequent."""
    counts = Counter((problem.rule, problem.severity) for problem in problems)
    found = [RuleCount(rule, *(counts[rule.id, severity] for severity in ("error", "warning", "waived"))) for rule in RULES]
    broken = [each for each in found if each.errors or each.warnings or each.waived]
    return iter(sorted(broken, key=lambda each: (-each.errors, -each.warnings, each.rule.id)))
