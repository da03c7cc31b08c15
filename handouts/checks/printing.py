"""PR: what the pages must be on paper."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks import binding, breaks, furniture, ink, measure
from handouts.checks.rules import Finding, PageRule, Rule
from handouts.checks.views import PageView
from handouts.variant import Variant


def _well_broken(view: PageView) -> Iterator[Finding]:
    yield from breaks.cut_blocks(view)
    yield from breaks.lonely_headings(view)
    yield from breaks.nearly_empty_pages(view)
    yield from breaks.crowded_pages(view)


def _plain_in_grey(view: PageView) -> Iterator[Finding]:
    yield from ink.told_by_color_alone(view)
    yield from ink.heavy_pages(view)


def over_budget(view: PageView) -> Iterator[Finding]:
    """The budget is for standard print on Letter; other variants have the pages they need."""
    pages, budget = len(view.facts.pages), view.packet.page_budget
    if view.variant == Variant() and pages > budget:
        yield Finding(("page_budget",), f"the packet has {pages} pages, more than its budget of {budget}")


RULES: tuple[Rule, ...] = (
    PageRule(
        "PR-01",
        "warning",
        says=(
            "The end of a page cuts no box, picture, card, choice or row of a table in two, and comes after no heading. No page is nearly "
            "empty. Text covers at most 65% of a page."
        ),
        standard="AHRQ PEMAT-P (2013), clear layout; SAM (1996), white space and cueing; Access Board and RNIB advice on margins",
        do="shorten a text before it, or move a section",
        check=_well_broken,
    ),
    PageRule(
        "PR-02",
        "error",
        says="A full line has 45 to 70 characters on average, in large print 40 to 62.",
        standard="RNIB clear print (60 to 70 characters); ACB large print (2022)",
        do="change the margins in the style sheet",
        check=measure.line_length,
    ),
    PageRule(
        "PR-03",
        "error",
        says=(
            "Every page says whose it is, its version, the day by which it is checked again, its number and how many there are, and the "
            "number that answers day and night, where the clinic has given one."
        ),
        standard="NHS content standard; The Joint Commission and PIF TICK on dated, versioned leaflets",
        do="keep the header and footer of the built-in style sheet",
        check=furniture.missing_furniture,
    ),
    PageRule(
        "PR-04",
        "error",
        says=(
            "Nothing is told by color alone: what differs in color differs in grey too. Fills cover at most 15% of a page; "
            "more is a warning."
        ),
        standard="WCAG 2.2, 1.4.1; most handouts leave a grey printer",
        do="add a word, a weight or a pattern; use a line in place of a fill",
        check=_plain_in_grey,
    ),
    PageRule(
        "PR-05",
        "error",
        says="On both sides of the paper, and in a booklet, text keeps 10 mm from the fold and from the edge beside it.",
        standard="usual practice of binding; holes are punched within 12 mm of the edge (ISO 838)",
        do="give the page wider margins at its sides",
        check=binding.too_near_the_fold,
    ),
    PageRule(
        "PR-06",
        "warning",
        says="A packet in standard print on Letter has no more pages than its recipe's page_budget.",
        standard="SAM (1996), limited scope; what a tired reader takes in, and what a clinic prints",
        do="leave something to another packet",
        check=over_budget,
    ),
    PageRule(
        "PR-07",
        "error",
        says="A box that says when to call, and whom, stands on one page. If it is longer than a page, that is a warning.",
        standard="AHRQ PEMAT-P (2013), visual cues to key points; a reader in an emergency does not turn the page",
        do="shorten its list of signs, or move its section",
        check=breaks.cut_call_boxes,
    ),
)
