"""Measures how many pages each built-in sheet takes, for each reader, print size and paper, from real pages: `make lengths`.

Takes about two minutes on one core. Run it after a change of a module, a template or a style sheet; a test says when.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from handouts.culprit import pages_of
from handouts.files import write_files
from handouts.folders import Folder, builtin_folder
from handouts.html import render_html
from handouts.lengths import CELLS, LENGTHS_FILE
from handouts.library import Library, load_library
from handouts.packet import Packet, assemble
from handouts.pagefacts import PageFacts
from handouts.pdf.apart import Presses, Render
from handouts.pdf.inspect import inspect_pdf
from handouts.variant import Variant

FILE = builtin_folder().root / LENGTHS_FILE
_ABOUT = f"Pages of each sheet, written by `make lengths`. In this order: {', '.join(' '.join(cell) for cell in CELLS)}."
Counted = dict[tuple[str, str], dict[str, list[int]]]  # by module and language, then by readers: pages in the order of CELLS


def main() -> None:
    """Write the file and say where it is."""
    library = load_library((builtin_folder(),))
    write_files({FILE: lengths_text(library, measure(library)).encode()})
    print(FILE.relative_to(Path.cwd()))


def measure(library: Library) -> Counted:
    """Return the pages of every module, from one packet of all that each reader can be given."""
    counted: Counted = defaultdict(lambda: defaultdict(list))
    with Presses() as presses:
        for locale in library.locales:
            for audience in library.audiences:
                for size, paper in CELLS:
                    facts = _pages(_with_all(library, audience, locale), audience, locale, Variant(size, paper), presses.render)
                    for module, pages in sheet_pages(facts).items():
                        if (module, locale) in library.modules:
                            counted[module, locale][audience].append(pages)
    return counted


def sheet_pages(facts: PageFacts) -> dict[str, int]:
    """Return how many pages each sheet is on, by the id of its module."""
    pages = defaultdict(set)
    for piece, part in facts.part_of.items():
        pages[part.partition("/")[0]].add(piece.page)
    return {module: len(numbers) for module, numbers in pages.items()}


def _with_all(library: Library, audience: str, locale: str) -> Library:
    """Return the library with every module for these readers in their first packet, which stands under the name of the audience."""
    recipe = min((recipe for recipe in library.packets.values() if recipe.value.audience == audience), key=lambda recipe: recipe.value.id)
    modules = tuple(
        module for (module, written_in), loaded in library.modules.items() if written_in == locale and audience in loaded.value.audiences
    )
    everything = {"id": audience, "modules": modules, "front": None, "keep": (), "part_of": None, "layout": "sheets"}
    return library.with_packet(replace(recipe, value=recipe.value.model_copy(update=everything)))


def _pages(library: Library, audience: str, locale: str, variant: Variant, render: Render) -> PageFacts:
    def html_of(packet: Packet, folders: tuple[Folder, ...]) -> str:
        return render_html(packet, variant, folders)

    return inspect_pdf(pages_of(library, assemble(library, audience, locale), html_of, render).pdf, ())


def lengths_text(library: Library, pages: Counted) -> str:
    """Return the file: one line for each module, so that a change is seen."""
    lines = []
    for key, by_audience in sorted(pages.items()):
        entry = {"sha256": library.modules[key].sha256, "pages": by_audience}
        lines.append(f"{json.dumps('/'.join(key))}: {json.dumps(entry, sort_keys=True)}")
    modules = ",\n".join(lines)
    return f'{{"about": {json.dumps(_ABOUT)}, "modules": {{\n{modules}\n}}}}\n'


if __name__ == "__main__":
    main()
