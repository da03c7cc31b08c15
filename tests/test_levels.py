"""From the passages of a sheet to the text that is scored."""

from __future__ import annotations

from collections.abc import Callable

from handouts.checks import SheetView
from handouts.levels import as_read, blocks_of, level_of, names_of
from handouts.library import Library
from handouts.packet import assemble
from handouts.reading.blocks import Block, Listed, Prose
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text

LibraryFrom = Callable[[Files], Library]


def view_of(riverside: LibraryFrom, sections: str, **lines: str) -> SheetView:
    library = riverside({MODULE_FILE: module_text(sections, **lines), PACKET_FILE: packet_text()})
    packet = assemble(library, "our-packet", "en-US")
    return SheetView(library, packet.reader, packet.sheets[0])


def scored(view: SheetView) -> list[Block]:
    return blocks_of(view.passages, view.reader)


SECTIONS = """
- {kind: paragraph, title: Not a word of this, text: Rest well.}
- {kind: bullets, intro: "We wash:", items: [hands, cups]}
- {kind: known-unknown, known: [It is warm., It is dry.], unknown: [When it rains.]}
- {kind: write-in, prompt: Nor of this}
- {kind: chance, title: Nor of this, claim: our-fever.first-week}
- {kind: paragraph, text: "The {term:rigor} [@our-rest]."}
"""


def test_text_and_lists_are_scored_and_headings_and_labels_are_not(riverside: LibraryFrom) -> None:
    assert scored(view_of(riverside, SECTIONS)) == [
        Prose("Ask us anything."),
        Prose("Rest well."),
        Listed("We wash:", ("hands", "cups")),
        Listed("", ("It is warm.", "It is dry.")),
        Listed("", ("When it rains.",)),
        Prose("Of 10 people on our ward, 8 had a fever in the first week. The other 2 had no fever."),
        Prose("The rigor."),
        Prose("Hard shaking with a fever."),
    ]


def test_a_temperature_is_read_on_one_scale_and_numbers_to_dial_or_copy_are_not_read(riverside: LibraryFrom) -> None:
    reader = view_of(riverside, "- {kind: paragraph, text: Rest.}").reader
    assert as_read("A fever of 100.4 °F (38.0 °C) or more", reader) == "A fever of 100.4 °F or more"
    assert as_read("Call 555-0100. In danger? Call 911.", reader) == "Call . In danger? Call ."
    assert as_read("It is number NCT04047628, with 1911 people and 5.911 kg.", reader) == "It is number , with 1911 people and 5.911 kg."


def test_a_text_that_holds_only_a_number_to_dial_is_not_scored(riverside: LibraryFrom) -> None:
    assert scored(view_of(riverside, '- {kind: paragraph, text: "{clinic.phone_24h}"}')) == [Prose("Ask us anything.")]


def test_terms_count_once_in_one_figure_of_the_level_unless_none_are_given(riverside: LibraryFrom) -> None:
    glossary = "terms: [{id: mobilization, term: mobilization, plain: Moving cells., syllables: 5, also: [harvesting]}]\n"
    library = riverside(
        {
            "content/glossary/en-US.yaml": glossary,
            MODULE_FILE: module_text('- {kind: paragraph, text: "Mobilization is slow. Mobilization is safe."}'),
            PACKET_FILE: packet_text(),
        }
    )
    packet = assemble(library, "our-packet", "en-US")
    view = SheetView(library, packet.reader, packet.sheets[0])
    assert names_of(view.reader.terms.values()) == {"mobilization", "harvesting"}
    level, without = level_of(view.passages, view.reader), level_of(view.passages, view.reader, once=())
    assert level is not None
    assert without is not None
    assert (level.smog, level.fk) == (without.smog, without.fk)
    assert level.smog_terms_once < level.smog == without.smog_terms_once


def test_a_text_without_words_has_no_level(riverside: LibraryFrom) -> None:
    view = view_of(riverside, "- {kind: write-in, title: Notes}", main_message='"{clinic.phone_24h}"')
    assert level_of(view.passages, view.reader) is None
