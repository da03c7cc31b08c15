"""Every rule of the catalogue fires on its failing example and stays silent on its passing one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.checks import FAMILIES, RULES, Permit, check_library, check_packet, check_pages
from handouts.checks.catalogue import load_examples
from handouts.checks.rules import LoadingRule, PageRule, Rule, SignOff
from handouts.folders import builtin_folder
from handouts.library import Library
from handouts.packet import assemble
from handouts.pdf.render import render_pdf
from handouts.problems import HandoutsError, Problem
from handouts.proofs import look_at
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, load_alone, locale_text, module_text, packet_text, whole_files, write_folder

TODAY = date(2026, 11, 22)
EXAMPLES = {rule_id: example for family in {rule.family for rule in RULES} for rule_id, example in load_examples(family).items()}
WITH_EXAMPLES = [rule for rule in RULES if not isinstance(rule, SignOff)]


def example_files(example: dict[str, Any]) -> dict[str, str]:
    """The files of the example clinic: one module, one packet for its reader, and what the example adds or replaces."""
    audience = example.get("audience", "caregiver")
    module = {
        key: yaml.safe_dump(value, default_flow_style=True, width=9999).removesuffix("...\n")
        for key, value in example.get("module", {}).items()
    }
    packet = {
        key: yaml.safe_dump(value, default_flow_style=True, width=9999).removesuffix("...\n")
        for key, value in example.get("packet", {}).items()
    }
    sections = yaml.safe_dump(
        example.get("sections", [{"kind": "paragraph", "text": "Rest well."}]), sort_keys=False, width=9999, allow_unicode=True
    )
    language = builtin_folder().file("content/language/en-US.yaml")
    assert language is not None
    return {
        **whole_files(),
        "content/language/en-US.yaml": language.path.read_text("utf-8"),
        MODULE_FILE: module_text(sections, **module),
        PACKET_FILE: packet_text(**{"audience": audience, **packet}),
        **{f"content/locales/{locale}.yaml": locale_text(locale) for locale in example.get("locales", [])},
        **example.get("files", {}),
    }


def with_signatures(folder: Path, example: dict[str, Any], signed: dict[str, Any]) -> dict[str, Any]:
    """The example with the hashes of the words of `signed` where its files leave room for them."""
    files = example.get("files", {})
    if "approvals.yaml" not in files:
        return example
    unsigned = {name: text for name, text in signed["files"].items() if name != "approvals.yaml"}
    packet = assemble(load_alone(write_folder(folder, example_files({**signed, "files": unsigned}))), "our-packet", "en-US")
    hashes = {"HASH-OF-THE-PACKET": packet.edition.sha256, "HASH-OF-THE-SHEET": packet.sheets[0].edition.sha256}
    text = files["approvals.yaml"]
    for place, sha256 in hashes.items():
        text = text.replace(place, sha256)
    return {**example, "files": {**files, "approvals.yaml": text}}


def problems_of(folder: Path, example: dict[str, Any]) -> list[Problem]:
    """Everything that is said about the example, with what stops it from loading."""
    try:
        library: Library = load_alone(write_folder(folder, example_files(example)))
        wish = example.get("permit", {})
        permit = Permit(
            date.fromisoformat(wish.get("today", TODAY.isoformat())), wish.get("release") == "true", wish.get("allow_overdue", "")
        )
        problems = check_library(library, permit.today)
        packet = assemble(library, "our-packet", "en-US")
        return [*problems, *check_packet(library, packet, permit)]
    except HandoutsError as error:
        return list(error.problems)


STYLED = """\
{% extends "builtin:packet.html.j2" %}
{% block styles %}{{ super() }}<link rel="stylesheet" href="css/ours.css">{% endblock %}
"""


def pages_of(folder: Path, example: dict[str, Any]) -> list[Problem]:
    """Everything that is said about the finished pages of the example; another print size is compared with standard print.

    What stops them from being drawn at all has no rule, only its message.
    """
    style = {"templates/packet.html.j2": STYLED, "templates/css/ours.css": example["style"]} if "style" in example else {}
    files = example_files({**example, "files": {**style, **example.get("files", {})}})
    library = load_alone(write_folder(folder, files))
    library = replace(library, folders=(*library.folders, builtin_folder()))
    packet = assemble(library, "our-packet", "en-US")
    wish = example.get("variant", {})
    variant = Variant(wish.get("size", "standard"), duplex="duplex" in wish)
    try:
        standard = look_at(library, packet, Variant(), render_pdf)
        return check_pages(look_at(library, packet, variant, render_pdf, standard.facts) if wish else standard)
    except HandoutsError as error:
        return list(error.problems)


def broken(rule: Rule, problems: list[Problem], says: str) -> list[Problem]:
    """Those problems that this rule is about. What stops a file from loading, or a page from being drawn, has only its message."""
    if isinstance(rule, LoadingRule):
        return [problem for problem in problems if says in problem.message]
    if isinstance(rule, PageRule):
        return [problem for problem in problems if problem.rule in ("", rule.id) and says in problem.message]
    return [problem for problem in problems if problem.rule == rule.id and says in problem.message]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_failing_example_and_is_silent_on_its_passing_one(rule: Rule, tmp_path: Path) -> None:
    example = EXAMPLES[rule.id]
    signed = example["passes"]
    failing, passing = (with_signatures(tmp_path / "signed", example[name], signed) for name in ("fails", "passes"))
    look = pages_of if isinstance(rule, PageRule) else problems_of
    said = look(tmp_path / "fails", failing)
    assert broken(rule, said, failing["says"]), f"said instead: {said}"
    silent = look(tmp_path / "passes", passing)
    assert [problem for problem in silent if problem.rule == rule.id] == []
    assert look is problems_of or all(problem.rule for problem in silent), "its pages are drawn"
    assert not broken(rule, silent, failing["says"])


def test_every_rule_has_one_id_and_every_example_a_rule() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert set(EXAMPLES) == {rule.id for rule in WITH_EXAMPLES}
    assert all(rule.family == family.RULES[0].family for family in FAMILIES for rule in family.RULES)
