"""The examples of the rules, for people who want to see one, and for the tests."""

from __future__ import annotations

from importlib import resources
from typing import Any

from handouts.checks.rules import Rule
from handouts.yamltext import parse_yaml, render_yaml

_KEPT = {
    "sheet": "checked on each sheet",
    "packet": "checked on each packet",
    "library": "checked over all files",
    "loading": "refused when a file is read",
    "page": "checked on finished pages",
    "people": "signed for by people",
}


def describe(rule: Rule) -> str:
    """Return a rule with its standard and its examples as plain text."""
    lines = [f"{rule.id} ({_KEPT[rule.scope]}, {rule.severity})", rule.says, f"From: {rule.standard}", f"Do: {rule.do}"]
    example = load_examples(rule.family).get(rule.id, {})
    for name in ("fails", "passes"):
        if name in example:
            shown = {key: value for key, value in example[name].items() if key != "says"}
            lines.append(f"{name.capitalize()}:\n{render_yaml(shown, indent=4).rstrip()}")
    return "\n".join(lines)


def load_examples(family: str) -> dict[str, Any]:
    """Return the examples of a family ("RD") by rule id, as plain YAML values; empty when it has none.

    Each rule has `fails` and `passes`: a mapping with `sections` (of a module), and what else differs from the usual example clinic:
    `module`, `packet` (keys that replace theirs), `files` (whole files by path), `audience`, `permit`; `locales` are
    added to it, with English labels; `says` is a piece of the message. For finished pages: `style`, a style sheet of the clinic's that
    comes after the built-in ones, and `variant`, how they are presented.
    """
    file = resources.files("handouts.checks.examples") / f"{family}.yaml"
    if not file.is_file():
        return {}
    yaml = parse_yaml(file.read_bytes(), file.name)
    assert isinstance(yaml.value, dict), f"{file.name} maps rule ids to examples"
    return yaml.value
