"""What every packet for an audience must contain, counted after its conditions were applied; and what the clinic has not filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from handouts.checks import check_library
from handouts.library import Library
from handouts.problems import Problem
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text

LibraryFrom = Callable[[Files], Library]

AUDIENCES = {
    "content/audiences/visitor.yaml": """
id: visitor
name: {en-US: people who visit}
required_kinds: [checklist, call]
front_kinds: [call]
required_topics:
  - {id: when-to-stay-away, what: When not to come}
  - {id: clean-hands, what: How to wash your hands}
""",
    "content/audiences/child.yaml": "id: child\nname: {en-US: children who visit}\n",
}
CALL = """
- {kind: call, tier: urgent, signs: [Shivering], covers: [when-to-stay-away]}
- {kind: call, tier: emergency, signs: [Trouble breathing], say: I was on the ward.}
"""
CHECKLIST = "- {kind: checklist, items: [Wash your hands], covers: [clean-hands]}\n"


def problems_of(riverside: LibraryFrom, our_ward: str, *, alarm: str = CALL, **lines: str) -> list[Problem]:
    """The errors of a whole packet for visitors with the module "alarm" in front."""
    readers = "[visitor, child]"
    recipe = {"audience": "visitor", "layout": "sheets", "front": "alarm", **lines}
    library = riverside(
        {
            **AUDIENCES,
            MODULE_FILE: module_text(our_ward, audiences=readers),
            "content/modules/alarm/en-US.yaml": module_text(alarm, id="alarm", audiences=readers),
            PACKET_FILE: packet_text(**recipe),
        }
    )
    return [problem for problem in check_library(library, date(2026, 11, 22)) if problem.place.path.endswith(PACKET_FILE)]


def messages(problems: list[Problem]) -> list[str]:
    assert {(problem.place.line, problem.severity) for problem in problems} <= {(6, "error")}  # the line of `modules`
    return [problem.message for problem in problems]


def test_a_packet_with_all_that_is_required_has_no_problem(riverside: LibraryFrom) -> None:
    assert problems_of(riverside, CHECKLIST) == []


def test_a_missing_kind_of_section_is_a_problem(riverside: LibraryFrom) -> None:
    found = messages(problems_of(riverside, "- {kind: bullets, items: [Wash your hands], covers: [clean-hands]}"))
    assert found == ["the packet has no 'checklist' section, which every packet for 'visitor' needs"]


def test_a_missing_topic_is_a_problem_that_says_what_it_is(riverside: LibraryFrom) -> None:
    found = problems_of(riverside, "- {kind: checklist, items: [Wash your hands]}")
    assert messages(found) == ["no module covers 'clean-hands' (How to wash your hands)"]
    assert "covers: [clean-hands]" in found[0].hint


def test_a_topic_may_be_covered_by_the_whole_module(riverside: LibraryFrom) -> None:
    library = riverside(
        {
            **AUDIENCES,
            MODULE_FILE: module_text("- {kind: checklist, items: [Wash your hands]}", audiences="[visitor]", covers="[clean-hands]"),
            "content/modules/alarm/en-US.yaml": module_text(CALL, id="alarm", audiences="[visitor]"),
            PACKET_FILE: packet_text(audience="visitor", layout="sheets", front="alarm"),
        }
    )
    assert [problem for problem in check_library(library, date(2026, 11, 22)) if problem.place.path.endswith(PACKET_FILE)] == []


@pytest.mark.parametrize("condition", ["for: [child]", "not_for: [visitor]"])
def test_what_others_read_does_not_count(condition: str, riverside: LibraryFrom) -> None:
    sections = f"- {{kind: checklist, items: [Wash your hands], covers: [clean-hands], {condition}}}\n- {{kind: write-in}}\n"
    assert messages(problems_of(riverside, sections)) == [
        "no module covers 'clean-hands' (How to wash your hands)",
        "the packet has no 'checklist' section, which every packet for 'visitor' needs",
    ]


def test_what_must_stand_on_page_1_is_missed_elsewhere(riverside: LibraryFrom) -> None:
    found = messages(problems_of(riverside, CALL + CHECKLIST, alarm="- {kind: write-in}"))
    assert found == ["page 1 has no 'call' section, which readers of this packet need first"]


def test_without_a_front_module_page_1_has_nothing_that_must_stand_there(riverside: LibraryFrom) -> None:
    found = messages(problems_of(riverside, CHECKLIST, front="", modules="[alarm, our-ward]"))
    assert found == ["page 1 has no 'call' section, which readers of this packet need first"]


def test_all_that_is_missing_is_told_at_once(riverside: LibraryFrom) -> None:
    assert len(messages(problems_of(riverside, "- {kind: write-in}", alarm="- {kind: write-in}"))) == 5


def test_a_short_hand_out_need_not_hold_everything(riverside: LibraryFrom) -> None:
    assert problems_of(riverside, "- {kind: write-in}", alarm="- {kind: write-in}", layout="flow") == []


def test_readers_of_whom_nothing_is_required_need_nothing(riverside: LibraryFrom) -> None:
    assert problems_of(riverside, "- {kind: write-in}", alarm="- {kind: write-in}", audience="child") == []


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("key-points", "ST-02"),
        ("actions", "AC-01"),
        ("call", "AC-03"),
        ("checklist", "AC-04"),
        ("log", "AC-04"),
        ("teach-back", "AC-05"),
        ("questions", "AC-06"),
        ("timeline", "ST-05"),
    ],
)
def test_what_is_missing_is_told_under_the_rule_that_asks_for_it(kind: str, rule: str, riverside: LibraryFrom) -> None:
    visitor = f"id: visitor\nname: {{en-US: people who visit}}\nrequired_kinds: [{kind}]\n"
    library = riverside(
        {
            "content/audiences/visitor.yaml": visitor,
            MODULE_FILE: module_text("- {kind: write-in}", audiences="[visitor]"),
            PACKET_FILE: packet_text(audience="visitor", layout="sheets"),
        }
    )
    [problem] = [problem for problem in check_library(library, date(2026, 11, 22)) if "has no" in problem.message]
    assert (problem.rule, problem.severity, kind in problem.message) == (rule, "error", True)


def order_problems(riverside: LibraryFrom, *covered: str) -> list[Problem]:
    """What is said about sheets that cover these topics (one text for each sheet), for readers who need a, b and c in this order."""
    topics = ", ".join(f"{{id: {topic}, what: T}}" for topic in "abc")
    sheets = {
        f"content/modules/sheet-{number}/en-US.yaml": module_text(
            f"- {{kind: write-in, covers: [{topics}]}}", id=f"sheet-{number}", audiences="[visitor]"
        )
        for number, topics in enumerate(covered, 1)
    }
    listed = "".join(f"\n  - sheet-{number}" for number in range(1, len(covered) + 1))
    library = riverside(
        {
            "content/audiences/visitor.yaml": f"id: visitor\nname: {{en-US: people who visit}}\nrequired_topics: [{topics}]\n",
            PACKET_FILE: packet_text(audience="visitor", layout="sheets", modules=listed),
            **sheets,
        }
    )
    return [problem for problem in check_library(library, date(2026, 11, 22)) if problem.rule == "ST-05"]


@pytest.mark.parametrize("covered", [("a", "b", "c"), ("a", "c, b"), ("a, b, c",), ("a", "b", "a, c")])
def test_topics_stand_in_the_order_of_the_audience_and_may_come_back(covered: tuple[str, ...], riverside: LibraryFrom) -> None:
    assert order_problems(riverside, *covered) == []


def test_a_topic_that_comes_too_late_is_told_at_its_module_and_once(riverside: LibraryFrom) -> None:
    [problem] = order_problems(riverside, "b", "c", "a")
    assert problem.message == "'a' comes after 'b'; readers of this packet need it first"
    assert problem.hint == "put 'sheet-3' before 'sheet-1'"
    assert (problem.place.path.endswith(PACKET_FILE), problem.place.line, problem.severity) == (True, 9, "error")


def test_order_is_measured_between_the_topics_that_are_there(riverside: LibraryFrom) -> None:
    messages = [problem.message for problem in order_problems(riverside, "c", "a")]
    assert messages == ["no module covers 'b' (T)", "'a' comes after 'c'; readers of this packet need it first"]


def clinic_warnings(library: Library) -> dict[str, Problem]:
    found = [problem for problem in check_library(library, date(2026, 11, 22)) if problem.place.path.endswith("clinic.yaml")]
    return {problem.message.split()[1]: problem for problem in found}


def test_a_phone_number_the_clinic_has_not_given_is_a_warning_and_no_error(riverside: LibraryFrom) -> None:
    files = {
        MODULE_FILE: module_text("- {kind: paragraph, text: 'Call {clinic.phone_24h} or {clinic.phone_day}'}"),
        PACKET_FILE: packet_text(),
    }
    library = riverside({**files, "clinic.yaml": "name: Riverside\n"})
    warnings = clinic_warnings(library)
    assert sorted(warnings) == ["phone_24h", "phone_day"]
    assert {problem.severity for problem in warnings.values()} == {"warning"}
    label = library.locales["en-US"].value.labels.phone_day
    assert f"'{label}' prints as a line to write on" in warnings["phone_day"].message
    assert "phone_day: …" in warnings["phone_day"].hint


def test_a_number_the_clinic_gave_is_not_missed(riverside: LibraryFrom) -> None:
    files = {
        MODULE_FILE: module_text("- {kind: paragraph, text: 'Call {clinic.phone_24h} or {clinic.phone_day}'}"),
        PACKET_FILE: packet_text(),
    }
    assert "phone_24h" not in clinic_warnings(riverside({**files, "clinic.yaml": "phone_24h: 555-0100\n"}))
    assert clinic_warnings(riverside({**files, "clinic.yaml": "phone_24h: 555-0100\nphone_day: +1 (555) 0101 ext. 7\n"})) == {}
