"""The packet code and the pace: the same words give the same code in any print size, and a tired reader is told where to rest."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from handouts.html import render_html
from handouts.pace import MINUTES_BETWEEN_RESTS, WORDS_A_MINUTE, minutes_to_read, rests_after
from handouts.packet import Packet, assemble
from handouts.receipt import receipt_code
from handouts.variant import SIZES, Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text
from tests.printed import builtin_library

PARAGRAPH = "- {kind: paragraph, text: Wash your hands.}"


def test_a_code_is_short_and_has_no_signs_that_are_mistaken_for_others(packet_of: Callable[[Files], Packet]) -> None:
    code = receipt_code(packet_of({MODULE_FILE: module_text(PARAGRAPH)}))
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)


def test_other_words_give_another_code_and_a_comment_does_not(packet_of: Callable[[Files], Packet]) -> None:
    written = module_text(PARAGRAPH)
    code = receipt_code(packet_of({MODULE_FILE: written}))
    assert receipt_code(packet_of({MODULE_FILE: "# looked at again\n" + written})) == code
    assert receipt_code(packet_of({MODULE_FILE: written.replace("hands.", "hands!")})) != code
    assert receipt_code(packet_of({MODULE_FILE: written, PACKET_FILE: packet_text(title="{en-US: Another title}")})) != code


@pytest.mark.parametrize("size", SIZES)
def test_the_code_stands_on_the_last_page_in_each_print_size(size: str) -> None:
    library = builtin_library()
    for name in ("newly-diagnosed", "when-to-call", "hsct-decision"):
        packet = assemble(library, name, "en-US")
        html = render_html(packet, Variant(size), library.folders)  # type: ignore[arg-type]
        about = re.sub("<[^>]*>", "", html[html.index('id="about"') :])
        assert f"Packet code: {receipt_code(packet)}" in about


def test_rests_come_about_every_five_minutes_and_never_at_the_end() -> None:
    library = builtin_library()
    packet = assemble(library, "hsct-candidate", "en-US")
    pace = WORDS_A_MINUTE["standard"]
    rests, since, stretches = rests_after(packet, "standard"), 0.0, []
    for sheet in packet.sheets:
        since += packet.words_of(sheet) / pace
        if sheet.module in rests:
            stretches.append(since)
            since = 0.0
    assert len(stretches) == len(rests) >= 4
    longest = max(packet.words_of(sheet) for sheet in packet.sheets) / pace
    assert all(MINUTES_BETWEEN_RESTS <= minutes < MINUTES_BETWEEN_RESTS + longest for minutes in stretches)
    assert packet.sheets[-1].module not in rests
    assert minutes_to_read(packet, "large") > minutes_to_read(packet, "standard") > 20


def test_a_rest_is_told_in_the_contents_and_at_the_foot_of_its_sheet() -> None:
    library = builtin_library()
    packet = assemble(library, "hsct-candidate", "en-US")
    html = render_html(packet, Variant(), library.folders)
    count = len(rests_after(packet, "standard"))
    assert html.count('class="rest-mark"') == html.count('<span class="rest">You can rest here</span>') == count > 0
