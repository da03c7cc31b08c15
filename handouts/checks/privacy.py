"""privacy rules."""

from __future__ import annotations

from handouts.checks.rules import Rule

RULES: tuple[Rule, ...] = ()
