"""What stays on one line, and what keeps its order where a script runs from right to left."""

from __future__ import annotations

import pytest

from handouts.typeset import left_to_right, typeset, unbroken

# In these tests ~ is a space that does not break, ^ a joint that does not, and what stands in « » runs from left to right.
SHOWN = str.maketrans({"\u00a0": "~", "\u2060": "^", "\u2066": "«", "\u2069": "»"})


@pytest.mark.parametrize(
    "set_as",
    [
        "Take 5~mg each day",
        "At most 10~mL of it",
        "5~mg/^day for it",
        "for 3~to~5~days or so",
        "in 2~of~100~people",
        "after a 3-^month stay",
        "100.4~°F~(38.0~°C) or more",
        "20~% and 5~€ and $~5",
        "10~000~cells",
        "≥~38~°C and +~5~mg",
        "Call (800)~555-0100 now",
        "Call +1~800~555~0100 (free)",
        "On November~22,~2026 we",
        "In November~2026 we",
        "el 22~de~noviembre~de~2026 o",
        "at 9~a.m. on",
        "In~2019 researchers saw",  # a year is no number of anything
        "no number here",
    ],
)
def test_a_number_stays_with_what_it_counts(set_as: str) -> None:
    written = set_as.replace("~", " ").replace("^", "")
    assert unbroken(written).translate(SHOWN) == set_as
    assert unbroken(unbroken(written)) == unbroken(written)


@pytest.mark.parametrize(
    "set_as",
    [
        "اتصل بالرقم «555-0100» الآن",
        "خذ «5~mg» كل يوم («5~mg»).",
        "من «100.4~°F~(38.0~°C)» أو",
        "«(800)~555-0100»",
        "«+1~800~555~0100».",
        "«https://example.org/a» و «a@b.org»",
        "حتى «−10»~أو~«10%» الآن",
        "في 2~إلى~3~أيام",  # Arabic words between numbers: their order is the right one
        "علاج G-CSF هنا",
        "&#39;«5~mg»&#39; &amp; 7",
    ],
)
def test_a_number_keeps_its_order_among_letters_from_the_right(set_as: str) -> None:
    written = set_as.replace("~", " ").replace("«", "").replace("»", "")
    assert left_to_right(unbroken(written)).translate(SHOWN) == set_as


def test_a_page_is_set_in_its_text_and_its_margins_and_nowhere_else() -> None:
    head, attributes = "<title>5 mg</title><style>p { margin: 5 mg }</style>", '<p id="a 5 b" data-part="x/3-b 5 c" title="5 mg">'
    page = f'<html>{head}<body data-call="Call 555-0100, or 5 mg" data-page-before="page 5">{attributes}5 mg<b>3-day</b></p>'
    shown = typeset(page, rtl=True).translate(SHOWN)
    assert shown == (
        f'<html>{head}<body data-call="Call «555-0100», or «5~mg»" data-page-before="page 5">{attributes}«5~mg»<b>«3-^day»</b></p>'
    )
    assert typeset(page).translate(SHOWN) == shown.replace("«", "").replace("»", "")
