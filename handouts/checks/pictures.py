"""VI: pictures and tables. The content model refuses what would break most of these rules; icon arrays are counted on the page."""

from __future__ import annotations

from handouts.checks.iconarrays import miscounted_people
from handouts.checks.rules import LoadingRule, PageRule, Rule

RULES: tuple[Rule, ...] = (
    LoadingRule(
        "VI-01",
        "error",
        says=(
            "A picture or a table has a title and a sentence that says how to read it. "
            "A picture also has a caption, and words for those who cannot see it."
        ),
        standard="AHRQ PEMAT-P (2013), titles and captions of visuals, how to use charts and tables",
        do="write the one that is missing",
    ),
    LoadingRule(
        "VI-02",
        "error",
        says=(
            "An icon array shows one person for each person counted, at most 1,000, those it happened to in one block, filled, the others "
            "in outline. Arrays that are compared show the same number of people."
        ),
        standard="IPDAS (2021), part of a whole, same denominator; iconarray.com; WCAG 2.2, never color alone, contrast of graphics",
        do="compare chances on the same number of people; a larger number goes into a sentence",
    ),
    LoadingRule(
        "VI-03",
        "error",
        says="A table has at most 4 columns and 7 rows. The heading of a column has at most 4 words. Cells are never merged.",
        standard="AHRQ PEMAT-P (2013), simple tables with short headers",
        do="split it, or shorten the headings of its columns",
    ),
    PageRule(
        "VI-04",
        "error",
        says=(
            "On the finished page an icon array has as many people as the text counts, so many of them filled in, these together from the "
            "bottom left, each with a contrast of 3 to 1. Arrays to compare have the same size."
        ),
        standard="IPDAS (2021), part of a whole; iconarray.com (Fagerlin and others, 2011); WCAG 2.2, 1.4.11",
        do="use the built-in template: it draws what the claim counts",
        check=miscounted_people,
    ),
)
