"""Writes docs/coverage.md, the page that says where each question is answered, from the library: `make coverage-page`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from handouts.answers import Answer, answers
from handouts.files import write_files
from handouts.folders import builtin_folder
from handouts.library import load_library

PAGE = Path(__file__).resolve().parents[1] / "docs" / "coverage.md"
LOCALE = "en-US"
_HEAD = """\
# What people ask, and where it is answered

This library grew from a long text that people find on the web about stem cells and MS. It has 51 passages. Some hold, some are out of
date, some are garbled or wrong. Each stands here as a question, with the modules that answer it and the claims they rest on.

- **answered**: a packet tells it, with its source.
- **put right**: what that text says is wrong, unconfirmed or too old. A packet says what holds instead, without the wrong number.
- **no answer**: nothing yet. A test fails while there is one.

Claims in brackets are known and checked, but no packet tells them: staff find them in `content/evidence/claims`.

This page is written by `make coverage-page` from `content/evidence/questions.yaml` and the modules.
"""


def main() -> None:
    """Write the page and say where it is."""
    write_files({PAGE: coverage_page().encode()})
    print(PAGE.relative_to(Path.cwd()))


def coverage_page() -> str:
    """Return the page as Markdown."""
    rows = list(answers(load_library((builtin_folder(),)), LOCALE))
    counts = Counter(answer.status for answer in rows)
    told = ", ".join(f"{counts[status]} {status}" for status in ("answered", "put right", "no answer"))
    table = ["| | Question | Modules | Claims | Status |", "|---|---|---|---|---|", *map(_row, rows)]
    return "\n".join([_HEAD, f"{len(rows)} questions: {told}.", "", *table, "", "## What is put right", "", *_put_right(rows)]) + "\n"


def _row(answer: Answer) -> str:
    modules = sorted({module for names in answer.modules.values() for module in names})
    claims = [claim if names else f"({claim})" for claim, names in answer.modules.items()]
    cells = (_number(answer), answer.question.asks, ", ".join(modules) or "none", ", ".join(claims), answer.status)
    return f"| {' | '.join(cells)} |"


def _put_right(rows: list[Answer]) -> Iterator[str]:
    for answer in rows:
        if answer.question.put_right:
            yield f"- **{_number(answer)}. {answer.question.asks}** {' '.join(answer.question.put_right)}"


def _number(answer: Answer) -> str:
    return str(int(answer.question.id.rpartition("-")[2]))


if __name__ == "__main__":
    main()
