"""docs/rules.md is written from the rules and their examples, and is up to date."""

from __future__ import annotations

import re

import pytest
import yaml

from handouts.checks import RULES, SignOff
from handouts.checks.rules import Rule
from tools.rules_page import PAGE, rules_page


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text("utf-8")


def test_the_page_is_that_of_the_rules(page: str) -> None:
    assert page == rules_page(), "run: make rules-page"


def test_every_rule_has_a_heading_in_its_family_once(page: str) -> None:
    families = re.split(r"^## ", page, flags=re.MULTILINE)
    for rule in RULES:
        holding = [family for family in families if f"### {rule.id}\n" in family]
        assert [family.partition(":")[0] for family in holding] == [rule.family]
        assert holding[0].count(f"### {rule.id}\n") == 1
    assert len(re.findall(r"^### ", page, re.MULTILINE)) == len(RULES)


def part_of(page: str, rule: Rule) -> str:
    return re.split(r"^###? ", page.partition(f"### {rule.id}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_where_it_comes_from_and_shows_both_examples(page: str, rule: Rule) -> None:
    part = part_of(page, rule)
    assert "- From: " in part
    assert ("May be set aside" in part) == rule.can_be_waived
    if isinstance(rule, SignOff):
        assert f"`--scope {rule.sign_as}`" in part
        return
    assert ("An error" in part) == (rule.severity == "error")
    assert re.search(r"^Fails.*:$", part, re.MULTILINE)
    assert "\nPasses:\n" in part


def test_every_example_is_yaml(page: str) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(blocks) > 2 * sum(not isinstance(rule, SignOff) for rule in RULES)
    assert all(yaml.safe_load(block) for block in blocks)


def test_every_line_of_the_contents_leads_to_a_heading(page: str) -> None:
    headings = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^## (.+)$", page, re.MULTILINE)}
    named = re.findall(r"\]\(#([^)]+)\)", page)
    assert len(named) == len({rule.family for rule in RULES})
    assert set(named) < headings
