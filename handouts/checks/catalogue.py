"""The examples of the rules, for people who want to see one, and for the tests."""

from __future__ import annotations

from importlib import resources
from typing import Any

from handouts.yamltext import parse_yaml


def load_examples(family: str) -> dict[str, Any]:
    """Return the examples of a family ("RD") by rule id, as plain YAML values; empty when it has none.

    Each rule has `fails` and `passes`: a mapping with `sections` (of a module), and what else differs from the usual example clinic:
    `module`, `packet` (keys that replace theirs), `files` (whole files by path), `audience`, `permit`; `says` is a piece of the message.
    """
    file = resources.files("handouts.checks.examples") / f"{family}.yaml"
    if not file.is_file():
        return {}
    yaml = parse_yaml(file.read_bytes(), file.name)
    assert isinstance(yaml.value, dict), f"{file.name} maps rule ids to examples"
    return yaml.value
