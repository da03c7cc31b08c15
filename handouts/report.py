"""What whoever answers for the handouts wants to see at a glance: what can be printed and how hard it is, what is signed, due or waived."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from handouts.checks import RULES, Permit, SignOff, check_packet
from handouts.checks.reading import MOST_FK, MOST_SMOG
from handouts.checks.rules import Rule
from handouts.checks.waivers import WaiverBook, _all_waivers
from handouts.library import Library
from handouts.packet import Packet, assemble
from handouts.problems import HandoutsError, Place, Problem, errors_in
from handouts.readability import Readable, readable_packet
from handouts.reading.scores import Reading
from handouts.review import sign_offs
from handouts.standing import State, review_on
from handouts.status import STATES, ModuleStatus, module_statuses
from handouts.variant import SIZES, Size
from handouts.words import Waiver

Standing = Literal["for patients", "draft", "stopped"]
HARDEST = 3
_SIGN_OFFS = tuple(rule for rule in RULES if isinstance(rule, SignOff))


@dataclass(frozen=True)
class PacketReport:
    """A packet in one language. A draft prints, and says on each page that it is one; what is stopped does not print."""

    id: str
    locale: str
    audience: str
    standing: Standing
    readable: Readable | None  # None when it cannot be put together
    open_sign_offs: Mapping[str, tuple[str, ...]]  # by the rule's id, the roles that have still to sign

    @property
    def hardest_sheets(self) -> list[Readable]:
        return self.readable.hardest_sheets()[:HARDEST] if self.readable else []

    @property
    def level(self) -> Reading | None:
        return self.readable.level if self.readable else None


@dataclass(frozen=True)
class Cell:
    """The packets for one audience, in one language and size."""

    audience: str
    locale: str
    size: Size
    packets: tuple[PacketReport, ...]

    @property
    def printable(self) -> list[PacketReport]:
        return [packet for packet in self.packets if packet.standing != "stopped"]

    @property
    def stopped(self) -> list[PacketReport]:
        return [packet for packet in self.packets if packet.standing == "stopped"]


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
    packets = tuple(_packets(library, today))
    modules = tuple(_statuses(library, today))
    return Report(
        clinic=library.clinic.name,
        made_on=today,
        cells=tuple(_cells(library, packets)),
        packets=packets,
        modules=modules,
        evidence=_evidence(modules),
        waivers=_waivers(library),
        sign_offs=_SIGN_OFFS,
        problems=tuple(problems),
        rules=tuple(_rule_counts(problems)),
    )


def _packets(library: Library, today: date) -> Iterator[PacketReport]:
    book = WaiverBook(RULES)  # remembers what it has looked at, so the second look costs little
    for packet_id, recipe in library.packets.items():
        for locale_id in recipe.value.title:
            try:
                packet = assemble(library, packet_id, locale_id)
            except HandoutsError:
                nobody = {rule.id: rule.roles for rule in _SIGN_OFFS}
                yield PacketReport(packet_id, locale_id, recipe.value.audience, "stopped", None, nobody)
            else:
                standing = _standing(library, packet, today, book)
                roles = {rule.id: tuple(_open_roles(library, packet, rule)) for rule in _SIGN_OFFS}
                yield PacketReport(packet_id, locale_id, packet.audience, standing, readable_packet(library, packet), roles)


def _standing(library: Library, packet: Packet, today: date, book: WaiverBook) -> Standing:
    if errors_in(check_packet(library, packet, Permit(today), book)):
        return "stopped"
    return "draft" if errors_in(check_packet(library, packet, Permit(today, release=True), book)) else "for patients"


def _open_roles(library: Library, packet: Packet, rule: SignOff) -> Iterator[str]:
    return (signature.role for signature in sign_offs(library, packet, rule) if not signature.name)


def _cells(library: Library, packets: Sequence[PacketReport]) -> Iterator[Cell]:
    for audience in library.audiences:
        for locale in library.locales:
            found = tuple(packet for packet in packets if (packet.audience, packet.locale) == (audience, locale))
            yield from (Cell(audience, locale, size, found) for size in SIZES)


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
    for place, waiver in sorted(_all_waivers(library), key=lambda each: (each[1].rule, each[0])):
        places[waiver].append(place)
    return {waiver: tuple(found) for waiver, found in places.items()}


def _rule_counts(problems: Sequence[Problem]) -> Iterator[RuleCount]:
    """Return the rules that are broken, errors first, then the most frequent."""
    counts = Counter((problem.rule, problem.severity) for problem in problems)
    found = [RuleCount(rule, *(counts[rule.id, severity] for severity in ("error", "warning", "waived"))) for rule in RULES]
    broken = [each for each in found if each.errors or each.warnings or each.waived]
    return iter(sorted(broken, key=lambda each: (-each.errors, -each.warnings, each.rule.id)))
