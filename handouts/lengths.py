"""How long each sheet is for one reader: pages as measured, minutes by its words. What nobody has measured is estimated by its words."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handouts.library import Library
from handouts.pace import WORDS_A_MINUTE
from handouts.packet import assemble_sheet
from handouts.passages import count_words, passages_of
from handouts.problems import HandoutsError
from handouts.variant import PAPERS, SIZES, Paper, Size

LENGTHS_FILE = "content/lengths.json"
CELLS = tuple((size, paper) for size in SIZES for paper in PAPERS)  # the pages of a sheet stand in this order
_WORDS_A_PAGE: dict[Size, int] = {"standard": 230, "large": 120, "extra-large": 80}
# Pages of a packet that are no sheet's: so many, and so many more for each sheet, whose sources stand at the end in large print.
_AROUND: dict[Size, tuple[float, float]] = {"standard": (1, 0), "large": (2, 0.25), "extra-large": (3, 0.38)}
_FEWEST_WITH_CONTENTS = 5


@dataclass(frozen=True)
class Length:
    """How long a sheet is. `measured`: its pages were counted, not estimated."""

    pages: int
    words: int
    measured: bool

    @property
    def in_words(self) -> str:
        """Return "2 pages", or "about 2 pages" where nobody has counted."""
        return f"{'' if self.measured else 'about '}{self.pages} page{'' if self.pages == 1 else 's'}"

    def minutes(self, size: Size) -> int:
        """Return how long a tired reader takes, in minutes, at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE[size]))


def lengths_of(library: Library, audience: str, locale: str, size: Size, paper: Paper) -> dict[str, Length]:
    """Return the length of every module that these readers can be given in this language, by its id."""
    measured = _measured(library.folders[-1].root / LENGTHS_FILE)
    found = {}
    for (module_id, written_in), module in library.modules.items():
        if written_in != locale or audience not in module.value.audiences:
            continue
        words = _words_in(library, module_id, audience, locale)
        pages = measured.get((module.sha256, audience))
        counted = pages[CELLS.index((size, paper))] if pages else max(1, round(words / _WORDS_A_PAGE[size]))
        found[module_id] = Length(counted, words, bool(pages))
    return found


def total_pages(sheets: Collection[Length], size: Size) -> int:
    """Return about how many pages a packet of these sheets has, with what stands around them."""
    start, each = _AROUND[size] if len(sheets) >= _FEWEST_WITH_CONTENTS else (0, _AROUND[size][1])
    return round(sum(sheet.pages for sheet in sheets) + start + each * len(sheets))


def total_minutes(sheets: Collection[Length], size: Size) -> int:
    """Return how long a packet of these sheets takes to read, as it says on its first page."""
    return max(1, round(sum(sheet.words for sheet in sheets) / WORDS_A_MINUTE[size]))


def _words_in(library: Library, module: str, audience: str, locale: str) -> int:
    try:
        reader, sheet = assemble_sheet(library, module, audience, locale)
    except HandoutsError:  # told when a packet with it is made
        return 0
    return count_words(passages_of(sheet.written, reader))


@lru_cache(maxsize=4)
def _measured(file: Path) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Return the pages of each module, by the hash of its file and by its readers; none where nobody has measured."""
    if not file.is_file():
        return {}
    modules = json.loads(file.read_bytes())["modules"].values()
    return {(module["sha256"], audience): tuple(pages) for module in modules for audience, pages in module["pages"].items()}
