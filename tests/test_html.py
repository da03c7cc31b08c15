"""From a packet to HTML: every kind of section has its template, everything is escaped, and templates are strict and sandboxed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.folders import find_folders
from handouts.html import render_html
from handouts.packet import assemble
from handouts.problems import HandoutsError
from handouts.sections import KINDS
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, riverside_files

EVERY_KIND = Path(__file__).with_name("every_kind.yaml").read_text("utf-8")
LINE_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L8 8" stroke="#000000"/></svg>'
KITCHEN: Files = {MODULE_FILE: module_text(EVERY_KIND), "content/images/the-line.svg": LINE_DRAWING}


@pytest.fixture
def html_of(folder: Callable[[Files], Path]) -> Callable[[Files], str]:
    def html(files: Files) -> str:
        root = folder(
            {**riverside_files(), PACKET_FILE: packet_text(), MODULE_FILE: module_text("- {kind: paragraph, text: Hello.}"), **files}
        )
        return render_html(assemble(load_clinic(root), "our-packet", "en-US"), Variant(), find_folders(root, {}, root))

    return html


def test_every_kind_is_in_the_example() -> None:
    assert sorted(set(re.findall(r"^- kind: (\S+)", EVERY_KIND, re.MULTILINE))) == sorted(KINDS)
    assert len(KINDS) == 23


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("bold", "<strong>bold</strong>"),
        (
            "a link, with its address for those who hold paper",
            '<a href="https://example.org/page">link</a> <span class="address">(example.org/page)</span>',
        ),
        ("a source number", '<span class="mark">[1]</span>'),
        ("steps are numbered", '<ol class="steps"><li>Wash your hands.</li>'),
        ("boxes to tick", '<ul class="boxes"><li>Keys.</li>'),
        ("the emergency number of the locale", 'Emergency: call <span class="number">911</span>'),
        ("the clinic's number", 'Day or night: call <span class="number">555-0100</span>'),
        ("a line to write on where the clinic gave none", 'Same day: call <span class="blank large"></span>'),
        ("the fever limit on both scales, unbroken", "100.4\u00a0°F\u00a0(38.0\u00a0°C)"),
        ("what to say", "I had a transplant."),
        ("the reason for an action", '<span class="label">Why:</span> It keeps you strong.'),
        ("both sides of a chance", "Of 10\u00a0people on our ward, 8\u00a0had a fever in the first week. The other 2\u00a0had no "),
        ("a picture with its text", "<title>Picture of 10 people. 8 are filled in dark. 2 are left white.</title>"),
        ("column heads", '<th scope="col" class="share-50">Day</th>'),
        ("the text of a figure", 'alt="A thin tube that goes into the chest below the collar bone."'),
        ("what the numbers in a drawing are", '<ol class="legend"><li>Where it goes in.</li><li>Where it ends.</li></ol>'),
        ("a day before day 0, with a true minus", '<td><span class="day">\N{MINUS SIGN}10</span></td>'),
        ("a day and what happens on it", '<td><span class="day">0</span> <br>Cells back</td>'),
        ("room for a date beside each week", '<th scope="row">Week of <span class="blank"></span></th>'),
        ("a card's words", "<li>Fever is an emergency.</li>"),
        ("a card's line to write on", '<p class="fill-in">My doctor: <span class="blank"></span></p>'),
        ("a card's number", '<p class="fill-in">The ward: <strong><span class="kept">555-0100</span></strong></p>'),
        ("a number the card has not", '<p class="fill-in">A neighbor: <span class="blank"></span></p>'),
        ("a term printed in place", "<strong>rigor</strong>: Hard shaking with a fever."),
        (
            "a term explained at the end, with how to say it",
            "<strong>nadir</strong> (say: NAY-deer): The days when the blood tally is lowest.",
        ),
        ("a term that only a meaning uses", "<strong>blood tally</strong>: How many blood cells there are."),
        ("room for answers", '<li>When can I go home?<div class="lines"><div class="line"></div><div class="line"></div></div>'),
        ("a contact without a number", 'A neighbor: <span class="blank large"></span>'),
        ("the source itself", "Hill guide, 2024"),
    ],
)
def test_section_shows(html_of: Callable[[Files], str], what: str, shown: str) -> None:
    assert shown in html_of(KITCHEN), what


def test_content_is_never_markup(html_of: Callable[[Files], str]) -> None:
    html = html_of({MODULE_FILE: module_text("- {kind: paragraph, text: '<img src=x onerror=alert(1)> & 7 < 8'}", title="'<script>'")})
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; 7 &lt;\u00a08" in html
    assert "<script>" not in html
    assert "<img src=x" not in html


def test_content_is_never_a_template(html_of: Callable[[Files], str]) -> None:
    html = html_of({MODULE_FILE: module_text("- {kind: paragraph, text: 'Seven \\{\\{ 7 \\* 7 \\}\\} and \\{% raw %\\}'}")})
    assert "Seven {{ 7 * 7 }} and {% raw %}" in html


def test_a_clinic_changes_one_block_and_keeps_the_rest(html_of: Callable[[Files], str]) -> None:
    template = '{% extends "builtin:packet.html.j2" %}{% block about %}<p>Come and see us.</p>{% endblock %}'
    html = html_of({"templates/packet.html.j2": template})
    assert "Come and see us." in html
    assert "About this packet" not in html
    assert "Hello." in html


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ packet.nobody_knows_this }}", "nobody_knows_this"),
        ("{{ undefined_name }}", "undefined_name"),
        ("{{ packet.__class__.__mro__ }}", "__class__"),
        ("{% if %}", "not valid"),
        ('{% include "nothing.html.j2" %}', "no such template"),
        ('{% extends "packet.html.j2" %}', "builtin:"),
        ("{{ labels.call|fill() }}", "KeyError"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", "OverflowError"),
    ],
)
def test_a_bad_template_is_a_problem_with_its_place(html_of: Callable[[Files], str], template: str, message: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        html_of({"templates/packet.html.j2": f"<p>\n{template}\n</p>"})
    (problem,) = caught.value.problems
    assert message in str(problem)
    assert problem.place.path.endswith(".j2")


def test_a_calendar_has_each_day_once(html_of: Callable[[Files], str]) -> None:
    days = re.findall(r'class="day">([^<]+)<', html_of(KITCHEN))
    assert [int(day.replace("\N{MINUS SIGN}", "-")) for day in days] == list(range(-10, 10))


@pytest.mark.parametrize(("words", "size", "minutes"), [(149, "standard", 1), (600, "standard", 4), (600, "large", 6)])
def test_a_packet_says_how_long_it_takes_to_read(folder: Callable[[Files], Path], words: int, size: str, minutes: int) -> None:
    """150 words a minute, 100 in large print: tired eyes are slow."""
    left = words - 6  # the title has two words, the main message four
    texts = [" ".join(["word"] * count) for count in (left // 3, left // 3, left - 2 * (left // 3))]
    module = module_text("\n".join(f"- {{kind: paragraph, text: {text}}}" for text in texts), main_message="Read this with us.")
    root = folder({**riverside_files(), PACKET_FILE: packet_text(), MODULE_FILE: module})
    packet = assemble(load_clinic(root), "our-packet", "en-US")
    assert packet.words == words
    html = render_html(packet, Variant(size), find_folders(root, {}, root))  # type: ignore[arg-type]
    assert f"Minutes to read: about {minutes}." in html


OTHER_MODULE = {"content/modules/our-hello/en-US.yaml": module_text("- {kind: paragraph, text: Hello.}", id="our-hello")}


def test_a_part_of_a_packet_names_the_whole(html_of: Callable[[Files], str]) -> None:
    two = {"modules": "[our-ward, our-hello]"}
    whole = html_of({**OTHER_MODULE, PACKET_FILE: packet_text(**two)})
    assert "a part of a longer packet" not in whole
    assert "Talked through with" in whole
    part = html_of({**OTHER_MODULE, PACKET_FILE: packet_text(**two, part_of="caregiver")})
    assert "This is a part of a longer packet: Caring for someone who has HSCT." in part
    assert "Talked through with" not in part


def test_a_single_sheet_closes_in_a_few_lines_and_still_says_that_it_is_a_draft(html_of: Callable[[Files], str]) -> None:
    html = html_of({PACKET_FILE: packet_text(part_of="caregiver")})
    assert "This is a draft that your clinic has not yet approved." in html
    assert "About this packet" not in html


def test_a_sheet_in_flow_starts_no_new_page_and_a_packet_of_sheets_has_contents(html_of: Callable[[Files], str]) -> None:
    flow = html_of(KITCHEN)
    assert 'class="standard letter flow"' in flow
    assert 'id="contents"' not in flow


COMPARED = """
- kind: chance-comparison
  title: How many?
  chances:
    - {claim: our-fever.first-week, label: A fever}
    - {claim: OTHER, label: Again}
"""
SURE_CLAIM = """
topic: sure
claims:
  - id: our-sure
    statement: Some slept well.
    certainty: high
    use: say
    sources: [hill-guide]
    chances:
      - id: slept
        n: 4
        of: 10
        outcome: sleep
        who: adults
        words:
          en-US: {people: people, outcome: slept well, otherwise: did not}
"""


def test_each_picture_says_how_sure_its_own_number_is(html_of: Callable[[Files], str]) -> None:
    sure, fairly = "We are quite sure of this number.", "We are fairly sure of this number."
    files: Files = {"content/evidence/claims/sure.yaml": SURE_CLAIM}
    apart = html_of({**files, MODULE_FILE: module_text(COMPARED.replace("OTHER", "our-sure.slept"))})
    assert (apart.count(sure), apart.count(fairly)) == (1, 1)
    alike = html_of({**files, MODULE_FILE: module_text(COMPARED.replace("OTHER", "our-fever.first-week"))})
    assert (alike.count(sure), alike.count(fairly)) == (0, 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It helps [@our-rest].", 'It <span class="kept">helps <span class="mark">[1]</span></span>.'),
        ("Helps [@our-rest].", '<span class="kept">Helps <span class="mark">[1]</span></span>.'),
        (
            "In {chance:our-deaths.hill} died [@our-deaths].",
            'In 3\u00a0of\u00a0100 <span class="kept">died <span class="mark">[1]</span></span>.',
        ),
        ("After 10 years [@our-rest].", 'After <span class="kept">10\u00a0years <span class="mark">[1]</span></span>.'),
        ("**Now** [@our-rest].", '<span class="kept"><strong>Now</strong> <span class="mark">[1]</span></span>.'),
        ("Call {clinic.phone_24h} now.", 'Call <span class="kept">555-0100</span> now.'),
    ],
)
def test_a_source_number_stays_with_the_word_before_it(html_of: Callable[[Files], str], text: str, shown: str) -> None:
    assert f"<p>{shown}</p>" in html_of({MODULE_FILE: module_text(f"- {{kind: paragraph, text: '{text}'}}")})
