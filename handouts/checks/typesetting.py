"""AX-04: how the words are set. Every piece of text on every page is looked at, furniture and drawings included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, pairwise

from handouts.checks.pagewords import quoted, words_in
from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page
from handouts.pagefacts import Box, Element, Line, Run
from handouts.reading.common import common_words
from handouts.variant import Size

FLOORS: dict[Size, float] = {"standard": 12.0, "large": 18.0, "extra-large": 24.0}  # points of Arial
_ROUNDING = 0.1  # points: the sizes of a style sheet are rounded
LOWER_FAMILIES = ("Source Sans Pro", "IBM Plex Sans Arabic")  # what Atkinson Hyperlegible has no letters for is set in these
_LOWER = 0.025  # of the floor: their small letters are 2 % lower, in headers and footers, too, whose size no language can change
_MOST_ITALIC, _MOST_CAPITAL = 3, 1
_SAME_EDGE, _FULL_LINES = 1.2, 5  # points; letters differ by as much at their right
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_LONGEST_SHORTHAND = 5  # letters
_THINNEST_FILL = 3.0  # points: what is flatter is a line


def small_type(view: PageView) -> Iterator[Finding]:
    """One finding for each face and size below the floor: what is wrong is the style."""
    floor = FLOORS[view.variant.size]
    small: defaultdict[tuple[str, float], list[Run]] = defaultdict(list)
    for run in view.facts.runs:
        allowance = floor * _LOWER if _is_lower(run) else _ROUNDING
        if run.arial_pt < floor - allowance:
            small[run.font.name, round(run.arial_pt, 1)].append(run)
    for (_, size), runs in sorted(small.items()):
        more = f", and {len(runs) - 1} more like it," if len(runs) > 1 else ""
        first = f"{quoted(view, runs[0].said)} on page {runs[0].page}{more}"
        yield on_page(view, "", f"{first} is as small as Arial at {size:g} pt; the least here is {floor:g} pt")


def _is_lower(run: Run) -> bool:
    """In a PDF a face of "Source Sans Pro" is called "Source-Sans-Pro-Bold"."""
    return run.font.name.replace("-", " ").startswith(LOWER_FAMILIES)


def borrowed_type(view: PageView) -> Iterator[Finding]:
    """Fonts that are looked for on the reader's machine: there the letters differ."""
    for name in sorted({run.font.name for run in view.facts.runs if not run.font.embedded}):
        yield on_page(view, "", f"the font '{name}' is not in the file")


def hard_type(view: PageView) -> Iterator[Finding]:
    """Slanted, shouted, underlined, stretched or divided words: all slow a reader with blurred sight."""
    is_word = _everyday_words(view)
    written = frozenset(word for sheet in view.sheets for passage in sheet.passages for word in words_in(passage.plain))
    flat = {page.number: [box for box in page.drawn if box.height < _THINNEST_FILL] for page in view.facts.pages}
    for part, block in view.facts.blocks:
        lines = block.lines()
        said = [
            (f"more than {_MOST_ITALIC} words are in italics", _slanted(block)),
            ("words are in capitals", _shouted(block, is_word)),
            ("words are underlined", _underlined(block, flat)),
            ("lines are stretched to one width", _stretched(lines, rtl=view.packet.locale.direction == "rtl")),
            ("a word is divided at the end of a line", _divided(lines, written)),
        ]
        for what, words in said:
            if words:
                yield on_page(view, part, f"{what}: {quoted(view, words)} on page {block.pages[0]}")


def _slanted(block: Element) -> str:
    """Return the first words that are so, nothing when none are; like all below."""
    for slanted, runs in groupby(block.own(), key=lambda run: run.font.italic):
        words = "".join(run.said for run in runs)
        if slanted and len(words.split()) > _MOST_ITALIC:
            return words
    return ""


def _shouted(block: Element, is_word: Callable[[str], bool]) -> str:
    for shouted, words in groupby(_WORD.findall(" ".join(line.text for line in block.lines())), key=str.isupper):
        row = list(words)
        if shouted and sum(map(is_word, row)) > _MOST_CAPITAL:
            return " ".join(row)
    return ""


def _everyday_words(view: PageView) -> Callable[[str], bool]:
    """Return what tells a word from a short name: "NOT" from "AHSCT". Where a language has no list of words, their length tells."""
    language = view.library.languages.get(view.packet.locale.id)
    shorthand = frozenset(language.value.abbreviations if language else ())
    try:
        known = common_words(view.packet.locale.id.partition("-")[0])
    except LookupError:
        return lambda word: len(word) > _LONGEST_SHORTHAND
    return lambda word: len(word) > 2 and word.lower() in known and word not in shorthand  # two letters may be anyone's initials


def _underlined(block: Element, flat: Mapping[int, list[Box]]) -> str:
    for run in block.own():
        if any(_runs_under(line, run) for line in flat[run.page]):
            return run.said or run.text  # another run may say it for this one
    return ""


def _runs_under(line: Box, run: Run) -> bool:
    """A flat box just below the letters that is as long as they are; the border of a cell is longer and further down."""
    as_long = abs(line.left - run.box.left) < 3 and abs(line.right - run.box.right) < run.size_pt / 2
    below = run.baseline_pt - run.size_pt * 0.3 < line.bottom <= line.top < run.baseline_pt + run.size_pt * 0.1
    return as_long and below


def _stretched(lines: tuple[Line, ...], *, rtl: bool) -> str:
    """Full lines that all end at the same place: of ragged ones, five never do."""
    full = lines[:-1]
    ends = [line.left if rtl else line.right for line in full]
    if len(full) >= _FULL_LINES and max(ends) - min(ends) < _SAME_EDGE:
        return full[0].text
    return ""


def _divided(lines: tuple[Line, ...], written: frozenset[str]) -> str:
    """A word that was written in one, in two pieces. The text alone tells: a screen reader is given no hyphen."""
    for line, after in pairwise(lines):
        ends = words_in(line.text)[-1:] + words_in(after.text)[:1]
        if "".join(ends) in written and not written.issuperset(ends):
            return "".join(ends)
    return ""
