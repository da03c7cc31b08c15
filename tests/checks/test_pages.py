"""AX, PR and VI-04 where the examples of the rules do not look: what must not be found, and where a finding stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

import pytest

from handouts.checks import PageView, check_library, check_pages
from handouts.checks.binding import too_near_the_fold
from handouts.checks.breaks import cut_blocks, cut_call_boxes, lonely_headings, nearly_empty_pages
from handouts.checks.contrast import faint_drawings, faint_text, grey_of, seen_contrast
from handouts.checks.iconarrays import people_of
from handouts.checks.ink import told_by_color_alone
from handouts.checks.pagewords import quoted, words_in
from handouts.checks.renderings import lost_at_an_edge, on_each_other
from handouts.checks.rules import Finding
from handouts.checks.textlayer import dead_links, out_of_order, unread_text
from handouts.checks.typesetting import LOWER_FAMILIES, hard_type, small_type
from handouts.figures import icon_array
from handouts.folders import builtin_folder
from handouts.packet import assemble
from handouts.pagefacts import PageFacts, Shape
from handouts.pdf import fonts
from handouts.pdf.render import render_pdf
from handouts.proofs import look_at
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_alone, module_text, packet_text, whole_files, write_folder
from tests.looks import facts_of
from tests.printed import TODAY

SECTIONS = """\
- {kind: paragraph, text: Rest well.}
- {kind: warning, title: "What comes first?", text: Wash your hands first.}
"""
STYLED = '{% extends "builtin:packet.html.j2" %}{% block styles %}{{ super() }}<link rel="stylesheet" href="css/ours.css">{% endblock %}'
LINE = '<path d="M1 5h18" fill="none" stroke="{}" stroke-width="{}"/>'


@pytest.fixture(scope="module")
def view_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], PageView]:
    """The finished pages of "our-packet" with a style of the clinic's; each made once."""

    @cache
    def view(style: str = "", sections: str = SECTIONS) -> PageView:
        language = builtin_folder().file("content/language/en-US.yaml")
        assert language is not None
        files: Files = {
            **whole_files(),
            "content/language/en-US.yaml": language.path.read_text("utf-8"),
            MODULE_FILE: module_text(sections),
            PACKET_FILE: packet_text(),
            "templates/packet.html.j2": STYLED,
            "templates/css/ours.css": style,
        }
        library = load_alone(write_folder(tmp_path_factory.mktemp("pages"), files))
        library = replace(library, folders=(*library.folders, builtin_folder()))
        return look_at(library, assemble(library, "our-packet", "en-US"), Variant(), render_pdf)

    return view


ViewOf = Callable[..., PageView]


def found(view: PageView, look: Callable[[PageView], Iterable[Finding]], facts: PageFacts) -> list[str]:
    """The messages of one part of a rule about some other pages."""
    return [finding.message for finding in look(replace(view, facts=facts))]


def test_the_page_of_the_example_clinic_breaks_no_rule(view_of: ViewOf) -> None:
    assert [problem for problem in check_pages(view_of()) if problem.rule[:2] in ("AX", "PR", "VI")] == []


def test_a_finding_stands_at_its_section_and_says_the_print_size(view_of: ViewOf) -> None:
    cut = ".warning p { break-before: page }"
    (problem,) = [problem for problem in check_pages(view_of(cut)) if problem.rule == "PR-01"]
    module = view_of(cut).library.modules["our-ward", "en-US"]
    assert problem.place == module.place_of("sections", 1)
    large = check_pages(replace(view_of(cut), variant=Variant("large", "a4")))
    assert {problem.message.partition(": ")[0] for problem in large} == {"large print on a4"}


def with_waiver(rule: str) -> str:
    waiver = f"{{rule: {rule}, reason: It stays so., role: editor, waived_on: 2026-10-01}}"
    return f"- {{kind: warning, title: 'What comes first?', text: Wash your hands first., waive: [{waiver}]}}\n"


def test_a_break_may_be_waived_and_what_a_reader_cannot_do_without_may_not(view_of: ViewOf) -> None:
    view = view_of(".warning p { break-before: page; color: #999999 }", with_waiver("PR-01"))
    severities = {problem.rule: problem.severity for problem in check_pages(view)}
    assert (severities["PR-01"], severities["AX-03"]) == ("waived", "error")
    said = [problem.message for problem in check_library(view.library, TODAY) if "PR-01" in problem.message]
    assert said == []  # whether the page still needs it is not known where no page is made
    refused = view_of("", with_waiver("AX-03"))
    assert "AX-03 cannot be waived" in [problem.message for problem in check_library(refused.library, TODAY)]


def test_contrast_is_the_lower_of_color_and_grey() -> None:
    assert grey_of("#0b3c5d") == "#313131"
    assert seen_contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the grey that just passes WCAG AA
    assert seen_contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.1)


def test_the_same_grey_is_enough_for_a_footer_and_too_little_for_text(view_of: ViewOf) -> None:
    style = '@page { @bottom-left { content: "Foot"; color: #707070 } }'
    assert found(view_of(), faint_text, facts_of("<p>Text</p>", style)) == []
    assert len(found(view_of(), faint_text, facts_of("<p style='color: #707070'>Text</p>", style))) == 1


@pytest.mark.parametrize(
    ("drawing", "count"),
    [
        (LINE.format("#cccccc", 2), 1),
        (f"{LINE.format('#1a1a1a', 6)}{LINE.format('#cccccc', 2)}", 0),
        (f'<rect width="20" height="9" fill="#1a1a1a"/>{LINE.format("#cccccc", 1)}', 0),
        (LINE.format("#ffffff", 1), 0),
        ('<rect width="20" height="9" fill="#eeeeee"/>', 0),
    ],
)
def test_a_light_line_is_faint_unless_something_dark_lies_under_it(view_of: ViewOf, drawing: str, count: int) -> None:
    facts = facts_of(f'<svg viewBox="0 0 30 10" width="200"><title>Drawing</title>{drawing}</svg>')
    assert list(facts.tree.of_role("Figure"))
    assert len(found(view_of(), faint_drawings, facts)) == count


@pytest.mark.parametrize(
    ("body", "style", "said"),
    [
        ("<p>DO NOT EAT this</p>", "", "words are in capitals: a text that is not from the modules on page 1"),
        ("<p>CDC MMWR and WHO ICTRP, GF GP</p>", "", ""),
        ("<p><em>one two three</em> four</p>", "", ""),
        ("<p><em>one two three four</em></p>", "", "more than 3 words are in italics"),
        ("<p>Say <u>no</u> to it</p>", "", "words are underlined: a text that is not from the modules"),
        ("<table><tr><td>Cell</td><td>Cell</td></tr></table>", "td { border: 0.75pt solid #1a1a1a; padding: 2pt }", ""),
        ("<p>Name: <span class=blank></span></p>", ".blank { display: inline-block; width: 90pt; border-bottom: 1pt solid #1a1a1a }", ""),
        (f"<p>{'Wash your hands and rest. ' * 12}</p>", "p { text-align: justify }", "lines are stretched to one width"),
        (f"<p>{'Wash your hands and rest. ' * 12}</p>", "", ""),
        ("<p>A well-known follow-up of high-dose treat-ment with stem-cell support for long-term low-risk care</p>", "", ""),
    ],
)
def test_hard_type_is_found_and_what_only_looks_like_it_is_not(view_of: ViewOf, body: str, style: str, said: str) -> None:
    messages = found(view_of(), hard_type, facts_of(body, style))
    assert [message for message in messages if said and said in message] == messages
    assert bool(messages) is bool(said)


def test_a_divided_word_is_found_by_its_pieces(view_of: ViewOf) -> None:
    sections = f"- {{kind: paragraph, text: {'Extraordinarily ' * 20}.}}\n"
    narrow, divided = "p { width: 150pt }", "p { width: 150pt; hyphens: auto }"
    said = [
        [problem.message for problem in check_pages(view_of(style, sections)) if "divided" in problem.message]
        for style in (narrow, divided)
    ]
    assert said == [[], ["a word is divided at the end of a line: 'Extraordinarily' on page 1"]]


def test_text_over_text_and_beyond_the_edge(view_of: ViewOf) -> None:
    crowded = "<div style='height: 10pt'><p>Too long for its room, and so it runs on</p></div><p style='margin-top: -14pt'>Over it</p>"
    assert len(found(view_of(), on_each_other, facts_of(crowded))) == 1
    assert found(view_of(), on_each_other, facts_of("<p>One line</p><p>and <sup>1</sup> another</p>")) == []
    assert (
        len(found(view_of(), lost_at_an_edge, facts_of("<p style='white-space: nowrap; margin-left: 260pt'>Runs off the page here</p>")))
        == 1
    )


def test_a_heading_stands_alone_unless_lines_to_write_on_follow(view_of: ViewOf) -> None:
    page = "<div style='height: {height}pt'></div><h2>When</h2>{lines}<p style='break-before: page'>Text</p>"
    line = "<div style='height: 20pt; border-bottom: 1pt solid #1a1a1a'></div>"
    alone, with_lines = (facts_of(page.format(height=300, lines=lines)) for lines in ("", line * 2))
    assert found(view_of(), lonely_headings, alone) == ["the heading 'When' stands alone at the foot of page 1"]
    assert found(view_of(), lonely_headings, with_lines) == []


def test_a_row_and_a_box_are_cut_and_a_list_may_go_on(view_of: ViewOf) -> None:
    row = "<table><tr><td><p>One</p><p style='break-before: page'>Two</p></td></tr></table>"
    assert found(view_of(), cut_blocks, facts_of("<ul><li>One</li><li style='break-before: page'>Two</li></ul>")) == []
    assert found(view_of(), cut_blocks, facts_of(f"<div data-whole='side of a card'>{row}</div>"))[0] == (
        "the side of a card is cut in two by the end of page 1"
    )


def test_a_call_box_that_no_page_could_hold_is_a_warning(view_of: ViewOf) -> None:
    facts = facts_of(f"<div data-whole='call box'>{'<p>Sign</p>' * 40}</div>")
    (finding,) = cut_call_boxes(replace(view_of(), facts=facts))
    assert (finding.severity, finding.message) == ("warning", "the call box is cut in two by the end of page 1: it is longer than a page")


def test_a_page_of_two_lines_is_nearly_empty_and_one_to_write_on_is_not(view_of: ViewOf) -> None:
    line = "<div style='height: 20pt; border-bottom: 1pt solid #1a1a1a'></div>"
    few, lines = (facts_of(f"<p>One</p><div style='break-before: page'><p>Two</p>{more}</div>") for more in ("", line * 8))
    assert [message.partition(":")[0] for message in found(view_of(), nearly_empty_pages, few)] == ["page 2 is nearly empty"]
    assert found(view_of(), nearly_empty_pages, lines) == []


def test_colors_that_a_grey_printer_makes_alike(view_of: ViewOf) -> None:
    squares = '<rect width="9" height="9" fill="{}"/><rect x="15" width="9" height="9" fill="{}"/>'
    drawing = f'<svg viewBox="0 0 30 10" width="200"><title>Drawing</title>{squares}</svg>'
    assert len(found(view_of(), told_by_color_alone, facts_of(drawing.format("#0b3c5d", "#9a1f1f")))) == 1
    assert found(view_of(), told_by_color_alone, facts_of(drawing.format("#0b3c5d", "#1a1a1a"))) == []
    assert found(view_of(), told_by_color_alone, facts_of(drawing.format("#0b3c5d", "#ffffff"))) == []


def test_what_stands_above_what_is_read_before_it(view_of: ViewOf) -> None:
    parts = '<div data-part="our-ward/sections/0"><p>First</p></div><div data-part="our-ward/sections/1" {}><p>Second</p></div>'
    moved = "style='position: relative; top: -80pt'"
    assert found(view_of(), out_of_order, facts_of(parts.format("style='margin-top: 60pt'"))) == []
    assert len(found(view_of(), out_of_order, facts_of("<div style='height: 90pt'></div>" + parts.format(moved)))) == 1


def test_unread_text_and_dead_links_are_told(view_of: ViewOf) -> None:
    facts = facts_of('<p id="a"><a href="#a">Here</a></p>')
    assert found(view_of(), unread_text, facts) == found(view_of(), dead_links, facts) == []
    torn = replace(facts, tree=replace(facts.tree, kids=()), links=tuple(replace(link, leads=False) for link in facts.links))
    assert found(view_of(), unread_text, torn) == ["a text that is not from the modules on page 1 can be seen and is not read aloud"]
    assert len(found(view_of(), dead_links, torn)) == 1
    unsafe = replace(facts, links=tuple(replace(link, inside=False, target="http://riverside.example") for link in facts.links))
    assert found(view_of(), dead_links, unsafe) == [
        "the link a text that is not from the modules on page 1 leads to no https, mailto or tel address"
    ]


def test_the_fold_matters_where_there_is_one(view_of: ViewOf) -> None:
    near = facts_of("<p>Near</p>", "@page { margin-left: 20pt }")
    assert found(view_of(), too_near_the_fold, near) == []
    assert len(found(replace(view_of(), variant=Variant(duplex=True)), too_near_the_fold, near)) == 1


def test_words_are_compared_without_what_is_added_in_print() -> None:
    assert words_in("Call now [1, 2] (riverside.example/help). High-dose.") == ["Call", "now", "High", "dose"]


def test_letters_written_in_two_ways_are_the_same_words() -> None:
    assert words_in("Thu\u031b\u0309 nghie\u0323\u0302m o\ufb03ce") == words_in("Thử nghiệm office") == ["Thử", "nghiệm", "office"]


def test_a_message_repeats_what_the_modules_and_the_labels_say_and_nothing_else(view_of: ViewOf) -> None:
    view = view_of()
    assert [quoted(view, text) for text in ("Wash  your", "your hands first. [1]")] == ["'Wash your'", "'your hands first. [1]'"]
    assert quoted(view, "Draft: not yet approved by your clinic") == "'Draft: not yet approved by your clinic'"
    assert quoted(view, "\N{BULLET}") == "'\N{BULLET}'"
    assert {quoted(view, text) for text in ("Zebulon Quillfeather", "wash you", "hands your")} == {"a text that is not from the modules"}


def test_what_is_printed_from_elsewhere_is_in_no_message(view_of: ViewOf) -> None:
    """A line that a template or a feature adds to a page breaks every rule about text that there is."""
    text = "ZEBULON QUILLFEATHER COMES ON MONDAY"
    style = "p { font-size: 6pt; color: #cccccc } p + p { position: relative; top: -5pt; left: -47pt }"
    body = f"<p><em>{text}</em></p><p><em><u>{text}</u></em> <b style='color: #ff0000'>{text}</b></p>"
    facts = facts_of(f"{body}<div style='break-before: page'><p>{text}</p></div><a href='mailto:zebulon@quill.example'>{text}</a>", style)
    view = view_of()
    told = check_pages(replace(view, facts=facts, standard=view.facts, variant=Variant(duplex=True)))
    assert {"AX-03", "AX-04", "AX-05", "PR-05"} <= {problem.rule for problem in told}
    assert sum("a text that is not from the modules" in problem.message for problem in told) >= 6
    assert [problem for problem in told if "ZEBULON" in str(problem).upper()] == []


def test_the_tail_of_a_letter_under_a_full_stop_is_no_text_over_another(view_of: ViewOf) -> None:
    """Or nobody named Tariq could be given a packet."""
    assert not found(view_of(), on_each_other, facts_of("<p><strong>Tariq</strong>.</p>"))
    assert found(view_of(), on_each_other, facts_of("<p><strong>Tariq</strong><span style='margin-left: -2em'>Anna</span></p>"))


def test_only_the_families_behind_ours_may_be_a_little_lower(view_of: ViewOf) -> None:
    assert tuple(family.name for family in fonts.FAMILIES if family is not fonts.TEXT) == LOWER_FAMILIES
    sizes = {"Atkinson Hyperlegible": 12.3, "Source Sans Pro": 12.5}  # as large as Arial at 11.76 and 11.71
    told = {name: found(view_of(), small_type, facts_of(f"<p style='font: {size}pt \"{name}\"'>Small</p>")) for name, size in sizes.items()}
    assert [bool(messages) for messages in told.values()] == [True, False]
    assert found(view_of(), small_type, facts_of("<p style='font: 12.2pt \"Source Sans Pro\"'>Small</p>"))


def array_of(svg: str) -> list[bool]:
    (figure,) = facts_of(svg, "svg { width: 200pt }").tree.of_role("Figure")
    return [dark for _, dark in people_of([content for content in figure.contents() if isinstance(content, Shape)])]


def test_one_person_more_or_less_is_counted() -> None:
    drawn = icon_array(3, 20, "People.")
    first = drawn.index("M", drawn.index("d="))
    fewer = drawn[:first] + drawn[drawn.index("M", first + 1) :]
    assert array_of(drawn) == [True] * 3 + [False] * 17
    assert array_of(fewer) == [True] * 2 + [False] * 17
