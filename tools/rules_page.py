"""Writes docs/rules.md, the page of all rules, from the rules themselves and their examples: `make rules-page`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handouts.checks import FAMILIES, RULES, SignOff
from handouts.checks.catalogue import load_examples
from handouts.checks.rules import Rule, Scope
from handouts.files import write_files
from handouts.yamltext import render_yaml

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
# What each family is about, in the words of a contents list.
FAMILY_TITLES = {
    "RD": "how hard a text is to read",
    "WD": "the words",
    "ST": "how a handout is made up",
    "AC": "what the reader can do, and when to get help",
    "NU": "numbers and chances",
    "VI": "pictures and tables",
    "AX": "what blurred sight and a screen reader get",
    "PR": "the pages on paper",
    "GV": "approvals and review dates",
    "PV": "nothing about a person",
    "LG": "other languages",
    "HS": "what is left to people",
}
_KEPT: dict[Scope, str] = {
    "sheet": "Checked on each sheet, for each of its readers.",
    "packet": "Checked on each packet.",
    "library": "Checked over all files together.",
    "loading": "Refused when a file is read or put together.",
    "page": "Checked on finished pages, with `handouts check --pages` and by every build.",
}
_SEVERE = {"error": "An error: nothing prints.", "warning": "A warning."}
_HEAD = """\
# The rules

What `handouts check` asks of a text, where each rule comes from, and what to do. With an error nothing prints. A warning stops no
printer: it is for whoever writes the text. Some rules warn at a first threshold and stop at a second. `handouts rules RD` shows a
family at the command line, `handouts rules RD-03` one rule.

This page is written by `make rules-page`, from the rules and from the examples they are tested with.
"""
_WAIVING = """\
## Setting a rule aside

Sometimes a text has a good reason to break a rule. Say so beside the block, with the role of whoever answers for it and the day:

```yaml
- kind: paragraph
  text: The sentence that the law asks for.
  waive:
    - {rule: RD-03, reason: The law asks for these exact words., role: compliance, waived_on: 2026-11-22}
```

A waiver for a whole module or packet stands at the top of its file. `handouts check --report report.html` lists each one, and
`handouts check` warns of those that nothing needs any more.
"""
_PEOPLE = """\
No program can judge these. `handouts review` prints the pages to sign on, `handouts approve` keeps the signatures, and the report says
which are still open.
"""


def main() -> None:
    """Write the page and say where it is."""
    write_files({PAGE: rules_page().encode()})
    print(PAGE.relative_to(Path.cwd()))


def rules_page() -> str:
    """Return the page as Markdown."""
    families = [sorted(family.RULES, key=lambda rule: rule.id) for family in FAMILIES if family.RULES]
    return "\n".join([_HEAD, *_contents(families), *_waiving(), *(line for rules in families for line in _family(rules))]).rstrip() + "\n"


def _contents(families: list[list[Rule]]) -> Iterator[str]:
    for rules in families:
        title = _title(rules[0])
        anchor = re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        yield f"- [{title}](#{anchor}): {len(rules)} rules"
    yield ""


def _waiving() -> Iterator[str]:
    waived, kept = ([rule.id for rule in RULES if rule.can_be_waived is can and not isinstance(rule, SignOff)] for can in (True, False))
    yield _WAIVING
    yield f"This can be done for {', '.join(sorted(waived))}.\n"
    yield f"Never for {', '.join(sorted(kept))}: they keep people safe, honest or private, or the files cannot do without them.\n"


def _title(rule: Rule) -> str:
    return f"{rule.family}: {FAMILY_TITLES[rule.family]}"


def _family(rules: list[Rule]) -> Iterator[str]:
    yield f"## {_title(rules[0])}\n"
    examples = load_examples(rules[0].family)
    if isinstance(rules[0], SignOff):
        yield _PEOPLE
    for rule in rules:
        yield from _sign_off(rule) if isinstance(rule, SignOff) else _rule(rule, examples.get(rule.id, {}))


def _sign_off(rule: SignOff) -> Iterator[str]:
    who = ", ".join(role.replace("-", " ") for role in rule.roles)
    yield f"### {rule.id}\n\n{_plain(rule.says)}\n"
    yield f"- Signed by: {who}, with `--scope {rule.sign_as}`\n- From: {_plain(rule.standard)}\n"


def _rule(rule: Rule, example: dict[str, Any]) -> Iterator[str]:
    yield f"### {rule.id}\n\n{_plain(rule.says)}\n"
    waived = " May be set aside." if rule.can_be_waived else ""
    yield f"- {_SEVERE[rule.severity]} {_KEPT[rule.scope]}{waived}\n- From: {_plain(rule.standard)}\n- Do: {_plain(rule.do)}\n"
    for name, heading in (("fails", "Fails"), ("passes", "Passes")):
        if name in example:
            yield from _example(heading, example[name])


def _example(heading: str, example: dict[str, Any]) -> Iterator[str]:
    """Return what an example adds to a small made-up clinic; a file it brings along stands by itself."""
    said = f", with “{_plain(example['says'])}”" if "says" in example else ""
    own = {key: value for key, value in example.items() if key not in ("says", "files")}
    files = [f"# file: {name}\n{text.rstrip()}\n" for name, text in example.get("files", {}).items()]
    blocks = [f"```yaml\n{text}```\n" for text in [*([render_yaml(own)] if own else []), *files]]
    yield "\n".join([f"{heading}{said}:\n", *blocks])


def _plain(text: str) -> str:
    """Return a text that Markdown prints as it is; what stands between backticks is code already."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if piece.startswith("`") else re.sub(r"([\\*_<\[\]])", r"\\\1", piece) for piece in pieces)


if __name__ == "__main__":
    main()
