"""AX: what a reader with blurred sight, or with a screen reader, gets from the finished pages. Looked at in `pagefacts`, never promised."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks import conformance, contrast, renderings, textlayer, typesetting
from handouts.checks.rules import Finding, PageRule, Rule
from handouts.checks.views import PageView

_STYLE = "change the style sheet, or take out the clinic's own one"


def _stands_out(view: PageView) -> Iterator[Finding]:
    yield from contrast.faint_text(view)
    yield from contrast.faint_drawings(view)


def _well_set(view: PageView) -> Iterator[Finding]:
    yield from typesetting.small_type(view)
    yield from typesetting.borrowed_type(view)
    yield from typesetting.hard_type(view)


def _whole_in_every_size(view: PageView) -> Iterator[Finding]:
    yield from renderings.other_words(view)
    yield from renderings.lost_at_an_edge(view)
    yield from renderings.on_each_other(view)


def _read_aloud(view: PageView) -> Iterator[Finding]:
    yield from textlayer.unread_text(view)
    yield from textlayer.lost_words(view)
    yield from textlayer.out_of_order(view)


RULES: tuple[Rule, ...] = (
    PageRule(
        "AX-01",
        "error",
        says="The file passes a machine check of PDF/UA-1, for people who use a screen reader, and of PDF/A-2a, for the archive.",
        standard="ISO 14289-1 (2014) and ISO 19005-2 (2011), by the clauses a machine can check (Matterhorn Protocol 1.1)",
        do="a template or a drawing made this: take out the clinic's own one, or put it right",
        check=conformance.broken_standards,
    ),
    PageRule(
        "AX-02",
        "error",
        says="The file says its language and its title, shows the title in the window, and says that it is tagged.",
        standard="WCAG 2.2, 2.4.2 and 3.1.1; ISO 14289-1 (2014), 7.1 and 7.2",
        do="a template of the clinic's leaves this out: start from the built-in one",
        check=conformance.unsaid,
    ),
    PageRule(
        "AX-03",
        "error",
        says=(
            "Text has a contrast of at least 7 to 1 with what it stands on, headers and footers at least 4.5 to 1, the lines of a drawing "
            "at least 3 to 1: in color, and from a grey printer."
        ),
        standard="WCAG 2.2, 1.4.6, 1.4.3 and 1.4.11; a grey printer sees Rec. ITU-R BT.601",
        do="take a darker color for the text, or a lighter one under it",
        check=_stands_out,
    ),
    PageRule(
        "AX-04",
        "error",
        says=(
            "No text is smaller than Arial looks at 12 points, in large print 18, in extra large print 24. Fonts are in the file. At "
            "most 3 words stand in italics and one in capitals; none is underlined, stretched to one width, or divided at a line's end."
        ),
        standard="RNIB clear print (12 point, no italics, capitals or underlining); ACB large print (2022), 18 point for all text",
        do=_STYLE,
        check=_well_set,
    ),
    PageRule(
        "AX-05",
        "error",
        says="Every print size holds the same words. None runs off the page or over other words.",
        standard="ACB large print (2022); WCAG 2.2, 1.4.4, no loss of content",
        do="give the text more room; large print is a layout of its own",
        check=_whole_in_every_size,
    ),
    PageRule(
        "AX-06",
        "error",
        says="Every text of a sheet is on the page and read aloud, in the order in which it stands there.",
        standard="WCAG 2.2, 1.3.1 and 1.3.2; ISO 14289-1 (2014), 7.1",
        do="a template or a style leaves something out, or moves it: start from the built-in one",
        check=_read_aloud,
    ),
    PageRule(
        "AX-07",
        "error",
        says="Every link leads to a place in the file, or to an https, mailto or tel address.",
        standard="WCAG 2.2, 2.4.4; ISO 14289-1 (2014), 7.18.5",
        do="correct the address, or take the link out",
        check=textlayer.dead_links,
    ),
)
