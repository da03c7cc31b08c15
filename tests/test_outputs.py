"""The same packet as a page for a screen, as plain text and as a Word document: the same words, the same checks, nothing fetched."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from lxml import etree, html
from tinyhtml5.parser import HTMLParser

from handouts.build import build_packet
from handouts.checks import Permit
from handouts.color import contrast
from handouts.folders import builtin_folder
from handouts.formats.phones import address_of
from handouts.html import render_html
from handouts.library import Library
from handouts.orders import Order
from handouts.packet import Packet, assemble
from handouts.pieces import Picture
from handouts.problems import HandoutsError
from handouts.receipt import receipt_code
from handouts.selection import Part
from handouts.variant import FORMATS, Format, Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, riverside_files, write_folder
from tests.printed import TODAY, builtin_library, texts_of, words_in
from tests.test_html import KITCHEN

Command = Callable[..., subprocess.CompletedProcess[str]]
BORDERS = qn("w:pBdr")
OTHERS = [form for form in FORMATS if form != "pdf"]
PACKETS = sorted(builtin_library().packets)
CLINIC = """
name: Riverside Clinic
phone_24h: "+1 (555) 010-0199 ext. 4"
phone_day: 555-0100
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The built-in texts with the numbers of a clinic."""
    return load_clinic(write_folder(tmp_path_factory.mktemp("numbers"), {"clinic.yaml": CLINIC}))


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A packet with one section of every kind, in a clinic with a 24-hour number alone."""
    every_kind = str(KITCHEN[MODULE_FILE]).replace("2 to 4", "After lunch").replace("3 to 5", "After tea")
    files = {**riverside_files(), **KITCHEN, MODULE_FILE: every_kind, PACKET_FILE: packet_text(part_of="caregiver")}
    return load_clinic(write_folder(tmp_path_factory.mktemp("kitchen"), files))


_MADE: dict[tuple[int, str, str], tuple[Library, bytes]] = {}


def made(library: Library, packet: str, form: Format) -> bytes:
    """Return the packet's file, made once; the library is kept with it, so that its id stays its own."""
    key = id(library), packet, form
    if key not in _MADE:
        _MADE[key] = library, build_packet(library, Permit(TODAY), Order(packet, "en-US", Variant(), form)).file
    return _MADE[key][1]


def page_of(library: Library, packet: str = "our-packet") -> Any:
    return html.document_fromstring(made(library, packet, "html"))


def having(name: str) -> str:
    """An XPath step for elements of a class."""
    return f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


# The same words in every format.


def plain(text: str) -> str:
    """The text without what holds it together on a line."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def words(text: str) -> str:
    """Letters and digits with one space between, so that punctuation and lines do not count."""
    return " " + " ".join(words_in(text)) + " "


def words_of(file: bytes, form: Format) -> str:
    match form:
        case "html":
            page = html.document_fromstring(file)
            for mark in page.xpath(having("mark")):
                mark.drop_tree()
            for each in page.iter():
                each.tail = f" {each.tail or ''}" if each.tag not in ("span", "strong", "a") else each.tail
            return words(page.find("body").text_content())
        case "text":
            return words(file.decode())
        case _:
            body = docx.Document(BytesIO(file)).element.body
            return words(re.sub(r"\[[\d, ]+\]", "", " ".join(all_text(paragraph) for paragraph in body.iter(qn("w:p")))))


SPACES = ("w:br", "w:tab", "w:noBreakHyphen")


def all_text(paragraph: Any) -> str:
    return "".join(part.text or "" if part.tag == qn("w:t") else " " for part in paragraph.iter(qn("w:t"), *map(qn, SPACES)))


LEFT_OUT = {"figure": "how_to_read", "log": "columns"}


def texts_for(value: Any, form: Format) -> Iterator[str]:
    """What a reader must find.

    Plain text leaves out three things. Of a chance, all but its sentence, which says the count too. Of a figure, the sentence that explains
    its lines and dots: the drawing is not there. Of a log, the headings of its columns: no one can write in them.
    """
    if form == "text" and isinstance(value, Part) and value.kind in LEFT_OUT:
        for name, part in value.fields.items():
            yield from texts_for(part, form) if name not in ("kind", LEFT_OUT[value.kind]) else ()
    elif form == "text" and isinstance(value, Part) and value.kind.startswith("chance"):
        for name, part in value.fields.items():
            yield from texts_for(part, form) if name in ("claim", "chances") else texts_of(part) if name != "kind" else ()
    elif form == "text" and isinstance(value, tuple) and value and isinstance(value[0], Part):
        for part in value:
            yield from texts_for(part, form)
    elif form == "text" and isinstance(value, Part) and "claim" in value.fields:
        yield from [*texts_of(value.label), value.claim.sentence]
    elif form == "text" and isinstance(value, Picture):
        yield value.sentence
    else:
        yield from texts_of(value)


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for form in OTHERS for name in (PACKETS if form != "docx" else ("caregiver-home", "hsct-decision"))]
)
def test_every_text_of_a_packet_is_there_in_its_order(name: str, form: Format, library: Library) -> None:
    found, packet = words_of(made(library, name, form), form), assemble(library, name, "en-US")
    assert words("".join(texts_of((packet.title,)))) in found
    start = texts = 0
    for sheet in packet.sheets:
        start = position(found, sheet.title, start)
        for part in [(sheet.main_message,), *sheet.sections]:
            wanted = [words(text) for text in texts_for(part, form) if words(text).strip()]
            texts += len(wanted)
            places = [found.find(text, start) for text in wanted]
            assert -1 not in places, wanted[places.index(-1)]
            start = min(places, default=start)
        for source in sheet.references:
            assert words(source.short) in found[start:]
    assert texts > 5 * len(packet.sheets)


def test_nothing_medical_is_left_out_of_plain_text(library: Library) -> None:
    """All that the built-in packets lose, for a person to read. A new sentence here must say nothing without its drawing or its log."""
    lost = {
        words(text).strip()
        for name in PACKETS
        for sheet in assemble(library, name, "en-US").sheets
        for section in sheet.sections
        if section.kind in LEFT_OUT
        for text in texts_of(section.fields[LEFT_OUT[section.kind]])
    }
    assert lost == {
        *("A drawing not to scale The dots are stem cells Follow the arrows", "In order", "Dashed line only with a fever"),
        *("The big picture is a close up The dotted part is under the skin", "The gray box is the hospital Numbers match the steps"),
        *("The dots are white cells which fight germs Each small box is one day",),
        *("The numbers follow the stages below The dashes mean it may take longer",),
        *("Date", "Morning", "Evening", "How I feel other signs", "How they feel other signs"),
        *("Medicine and dose", "What for", "When", "M", "T", "W", "F", "S"),
        *("Task", "Who does it", "Phone number", "Day", "Who comes", "Visit or job"),
    }


def position(found: str, title: Any, start: int) -> int:
    """Where the sheet begins: after the one before, and not in the list of contents."""
    (text,) = texts_of((title,))
    place = found.find(words(text), start + 1)
    assert place >= 0, text
    return place


def test_a_screen_says_the_words_of_the_print_and_no_others(library: Library) -> None:
    """Besides: a link past the head, and what stands on each printed page, at the top and the bottom."""
    packet = assemble(library, "hsct-decision", "en-US")
    paper = html.document_fromstring(render_html(packet, Variant(), library.folders))
    screen = page_of(library, "hsct-decision")
    pairs = list(zip(paper.xpath(having("section")), screen.xpath(having("section")), strict=True))
    assert len(pairs) > 20
    for printed, shown in pairs:
        for title in printed.xpath(".//*[local-name()='svg']/*[local-name()='title']"):
            title.drop_tree()
        assert words(shown.text_content()) == words(printed.text_content())


# Asking for it.


def test_each_format_is_written_with_its_record(command: Command, tmp_path: Path, folder: Callable[[Files], Path]) -> None:
    clinic = folder({MODULE_FILE: module_text("- {kind: paragraph, text: Hello.}"), PACKET_FILE: packet_text(part_of="caregiver")})
    formats = [word for form in FORMATS for word in ("--to", form)]
    done = command("build", "our-packet", "--clinic", clinic, *formats)
    assert done.returncode == 0, done.stderr
    names = [f"our-packet.en-US.{ending}" for ending in ("pdf", "html", "txt", "docx")]
    assert done.stdout.split() == [str(Path("output") / name) for name in names]
    output = tmp_path / "empty" / "output"
    records = ["our-packet.en-US.json", *(f"{name}.json" for name in names[1:])]
    assert sorted(path.name for path in output.iterdir()) == sorted(names + records)
    for form, name, record in list(zip(FORMATS, names, records, strict=True))[1:]:
        told = json.loads((output / record).read_bytes())
        assert told["format"] == form
        assert told["sha256"] == {name: hashlib.sha256((output / name).read_bytes()).hexdigest()}
        assert [module["id"] for module in told["modules"]] == ["our-ward"]
        assert "pages" not in told


def test_a_release_is_refused_in_each_format_as_in_print(library: Library) -> None:
    refused = set()
    for form in FORMATS:
        with pytest.raises(HandoutsError) as caught:
            build_packet(library, Permit(TODAY, release=True), Order("when-to-call", "en-US", Variant(), form))
        refused.add(caught.value.problems)
    (problems,) = refused
    assert any("draft" in problem.message for problem in problems)


def test_a_refused_release_writes_nothing(command: Command, tmp_path: Path) -> None:
    done = command("build", "when-to-call", "--release", "--to", "html")
    assert done.returncode == 1
    assert "error" in done.stderr
    assert not (tmp_path / "empty" / "output").exists()


def test_nothing_is_written_when_one_of_the_files_cannot_be(command: Command, tmp_path: Path) -> None:
    in_the_way = tmp_path / "empty" / "output" / "when-to-call.en-US.txt"
    in_the_way.mkdir(parents=True)
    done = command("build", "when-to-call", "--to", "html", "--to", "text")
    assert done.returncode == 1
    assert [path.name for path in in_the_way.parent.iterdir()] == [in_the_way.name]


def test_a_print_size_for_a_screen_alone_is_a_mistake(command: Command) -> None:
    done = command("build", "when-to-call", "--to", "html", "--size", "large")
    assert done.returncode == 2
    assert "--size is for paper" in done.stderr


def test_the_page_engine_is_not_needed_for_a_screen(command: Command) -> None:
    done = command("build", "when-to-call", "--to", "html", "--to", "text", python=["-X", "importtime"])
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert {"tinyhtml5", "fontTools"} <= loaded
    assert loaded & {"weasyprint", "docx"} == set()


def test_two_processes_write_the_same_bytes_and_nothing_of_the_machine(command: Command, tmp_path: Path) -> None:
    formats = [word for form in OTHERS for word in ("--to", form)]
    outputs = []
    for number, zone in enumerate(("Pacific/Auckland", "America/Los_Angeles")):
        canary = {"USER": "canary", "LOGNAME": "canary", "HOME": "/home/canary", "HOSTNAME": "canary"}
        output = tmp_path / f"canary-{number}"
        done = command("build", "hsct-decision", *formats, "--output", output, PYTHONHASHSEED=str(number), TZ=zone, **canary)
        assert done.returncode == 0, done.stderr
        outputs.append({path.name: path.read_bytes() for path in output.iterdir() if path.suffix != ".json"})
    assert len(outputs[0]) == 3
    assert outputs[0] == outputs[1]
    parts = [*outputs[0].values(), *parts_of(outputs[0]["hsct-decision.en-US.docx"]).values()]
    assert len(parts) > 10
    assert not [part for part in parts if b"canary" in part or str(tmp_path).encode() in part]


def parts_of(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


# Whom to call stands out everywhere.


def test_each_call_box_stands_out_in_each_format(library: Library) -> None:
    paper = html.document_fromstring(render_html(assemble(library, "when-to-call", "en-US"), Variant(), library.folders))
    boxes = [(box.get("class").split()[1], words(box.find("h3").text_content())) for box in paper.xpath(having("tier"))]
    assert [tier for tier, _ in boxes] == ["emergency", "urgent"]
    page = page_of(library, "when-to-call")
    assert [(box.get("class").split()[1], words(box.find("h3").text_content())) for box in page.xpath(having("tier"))] == boxes
    lines = made(library, "when-to-call", "text").decode().splitlines()
    assert [words(line) for line in lines if line.startswith("*** ")] == [heading for _, heading in boxes]
    word = document(library, "when-to-call").paragraphs
    headings = [paragraph for paragraph in word if paragraph._p.find(".//" + qn("w:shd")) is not None]
    assert [words(heading.text) for heading in headings] == [heading for _, heading in boxes]
    assert [heading._p.find(".//" + qn("w:shd")).get(qn("w:fill")) for heading in headings] == ["1A1A1A", "E4E4E4"]
    for heading, color in zip(headings, ["FFFFFF", "1A1A1A"], strict=True):
        assert [str(run.font.color.rgb) for run in heading.runs] == [color] * len(heading.runs) != []
    # Word draws one frame around neighbors with the same lines and the same sides, and two where they differ.
    frames = [
        etree.tostring(lines) + etree.tostring(line._p.pPr.ind) for line in word if (lines := line._p.find(f".//{BORDERS}")) is not None
    ]
    assert {line._p.pPr.ind.get(qn("w:hanging")) for line in word if line._p.find(f".//{BORDERS}") is not None} == {"397"}
    runs = [len(list(box)) for _, box in groupby(frames)]
    assert [run - 1 for run in runs] == [len(box.findall(".//li")) + len(box.findall("p")) for box in paper.xpath(having("tier"))]
    assert {len(lines) for line in word for lines in line._p.iter(BORDERS)} == {4}


def test_a_call_box_is_not_cut_in_two_in_word(library: Library) -> None:
    paragraphs = document(library, "when-to-call").paragraphs
    first = next(index for index, paragraph in enumerate(paragraphs) if "911" in paragraph.text)
    last = next(index for index in range(first + 1, len(paragraphs)) if paragraphs[index].style.name.startswith("Heading")) - 1
    assert last - first >= 3
    assert [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[first:last]] == [True] * (last - first)
    assert not paragraphs[last].paragraph_format.keep_with_next


# The page for a screen.


@pytest.mark.parametrize("name", PACKETS)
def test_a_page_for_a_screen_is_sound(name: str, library: Library) -> None:
    parser = HTMLParser()
    parser.parse(made(library, name, "html"), transport_encoding="utf-8")
    assert parser.errors == []
    page = page_of(library, name)
    assert page.get("lang") == "en-US"
    assert page.get("dir") == "ltr"
    assert page.findtext(".//title")
    assert [len(page.findall(f".//{landmark}")) for landmark in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    assert len(page.findall(".//nav")) == (len(page.xpath(having("sheet"))) > 1)
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) > 0
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert page.xpath("//body//a")[0].get("href") == "#text"
    assert all(image.get("alt") for image in page.iter("img"))
    assert all(drawing.get("role") == "img" and drawing.get("aria-label") for drawing in page.iter("svg"))
    assert page.xpath("//th[not(@scope)]") == []
    for wide in page.xpath("//table[not(contains(@class, 'log'))]"):
        frame = wide.getparent()
        assert (frame.get("role"), frame.get("tabindex"), bool(frame.get("aria-label"))) == ("region", "0", True)


@pytest.mark.parametrize("name", PACKETS)
def test_a_page_for_a_screen_fetches_and_runs_nothing(name: str, library: Library) -> None:
    page = page_of(library, name)
    sources = page.xpath(
        "//@src | //@srcset | //@data | //@poster | //@background | //link/@href | //@style | //@*[starts-with(name(), 'on')]"
    )
    assert [source for source in sources if not source.startswith("data:image/")] == []
    assert page.xpath("//script | //iframe | //object | //embed | //form | //base | //link") == []
    assert {link.partition(":")[0] for link in page.xpath("//a/@href") if not link.startswith("#")} <= {"https", "mailto", "tel"}
    (style,) = page.xpath("//style/text()")
    assert re.findall(r"@import|url\((?!data:font/woff2)", style) == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert policy.endswith(f"style-src 'sha256-{digest}'")
    assert page.find("head")[0].get("charset") == "utf-8"
    assert page.find("head")[1].get("http-equiv") == "Content-Security-Policy"


def test_every_picture_is_drawn_in_the_page(library: Library) -> None:
    images = page_of(library, "hsct-candidate").findall(".//img")
    assert len(images) > 2
    for image in images:
        kind, _, data = image.get("src").partition(";base64,")
        assert kind == "data:image/svg+xml"
        assert etree.fromstring(b64decode(data)).tag.endswith("svg")


def test_state_dates_time_and_number_stand_at_the_top_and_the_bottom(library: Library) -> None:
    page = page_of(library, "when-to-call")
    for part in (page.find(".//header"), page.find(".//footer")):
        said = plain(part.text_content())
        assert "Draft: not yet approved by your clinic" in said
        assert "Check again by November 22, 2027" in said
        assert "Call +1 (555) 010-0199 ext. 4" in said
    assert "Minutes to read: about" in page.find(".//header").text_content()
    assert "Riverside Clinic" in page.find(".//header").text_content()
    assert all("Version " in sheet.text_content() for sheet in page.xpath(having("sheet")))


def test_numbers_to_call_are_links_and_other_numbers_are_not(library: Library) -> None:
    for name in PACKETS:
        links = {(plain(link.text_content()), link.get("href")) for link in page_of(library, name).xpath("//a[starts-with(@href, 'tel:')]")}
        known = {
            ("+1 (555) 010-0199 ext. 4", "tel:+15550100199;ext=4"),
            ("555-0100", "tel:5550100"),
            ("911", "tel:911"),
            ("988", "tel:988"),
        }
        assert links <= known
        assert ("+1 (555) 010-0199 ext. 4", "tel:+15550100199;ext=4") in links
    sentence = "Chest pain or trouble breathing? Call 911"
    page = page_of(library, "hsct-hospital")
    assert sentence in page.text_content()
    assert 'Call <a href="tel:911">911</a>' in html.tostring(page, encoding="unicode")


def test_where_the_clinic_gave_no_number_a_screen_says_ask_and_paper_has_a_line(kitchen: Library) -> None:
    page = page_of(kitchen)
    (soon,) = page.xpath(having("soon"))
    assert soon.find("h3").text_content() == "Same day: call (ask your team for the number)"
    assert "Same day: call (ask your team for the number)" in made(kitchen, "our-packet", "text").decode()
    assert "Same day: call ________________" in [paragraph.text for paragraph in document(kitchen).paragraphs]
    assert "Closed? Transplant team, day and night: (ask your team for the number)" in made(builtin_library(), "caregiver", "text").decode()
    contacts = page.xpath(having("contacts") + "/li")
    assert [(item.text_content(), len(item.xpath(".//*[contains(@class, 'blank')]"))) for item in contacts] == [
        ("The ward: 555-0100", 0),
        ("The clinic: (ask your team for the number)", 0),
        ("A neighbor: ", 1),  # no one but the reader knows it
    ]


def test_a_number_to_call_is_on_a_page_or_there_is_no_line_for_it(kitchen: Library, library: Library) -> None:
    forms: tuple[Format, ...] = ("html", "text")
    for form in forms:
        text = words_of(made(builtin_library(), "when-to-call", form), form)
        assert " Call ask your team " not in text
        assert " call ask your team for the number " in text  # of the box, where it says when
    assert page_of(builtin_library(), "when-to-call").xpath(having("call-us")) == []
    assert len(page_of(library, "when-to-call").xpath(having("call-us"))) == 2
    assert len(page_of(kitchen).xpath(having("call-us"))) == 2


def test_a_drawing_fits_the_page_and_a_calendar_a_phone(library: Library) -> None:
    (style,) = page_of(library, "hsct-hospital").xpath("//style/text()")
    assert "min-width" not in style
    assert re.search(r"\.picture \{[^}]*width: 100%", style)
    page = page_of(library, "hsct-hospital")
    assert len(page.xpath(having("figure") + "//img")) > 0
    assert page.xpath(having("figure") + having("scroll")) == []
    weeks = page.xpath("//table[contains(@class, 'calendar')]//th")
    assert len(weeks) > 10
    assert {week.get("class") for week in weeks} == {"on-paper"}


def test_room_to_write_comes_back_on_paper(kitchen: Library) -> None:
    page = page_of(kitchen)
    (write_in,) = page.xpath(having("write-in"))
    assert [line.get("class") for line in write_in.xpath("." + having("line"))] == ["line", "line on-paper", "line on-paper"]
    (log,) = page.xpath("//table[contains(@class, 'log')]")
    assert log.get("class").split() == ["log", "on-paper"]
    assert len(log.findall("tbody/tr")) == 5
    instead = log.getprevious()
    assert (instead.text, instead.get("class")) == ("Print this page to get the log.", "on-screen")
    (style,) = page.xpath("//style/text()")
    assert "@media screen { .on-paper { display: none; } }" in style
    assert "@media print {\n  .on-screen { display: none; }" in style


def test_a_clinic_brings_its_own_words_color_and_templates_to_every_format(folder: Callable[[Files], Path]) -> None:
    template = '{% extends "builtin:packet.html.j2" %}{% block about %}<section><p>Come and see us.</p></section>{% endblock %}'
    clinic = {"clinic.yaml": 'name: Riverside Clinic\ncolor: "#5a1a1a"\n', "templates/packet.html.j2": template}
    own = load_clinic(folder(clinic))
    for form in OTHERS:
        assert words("Come and see us") in words_of(made(own, "when-to-call", form), form)
    (style,) = page_of(own, "when-to-call").xpath("//style/text()")
    assert "@media print, (prefers-color-scheme: light) { :root { --accent: #5a1a1a; } }" in style


def colors() -> list[dict[str, str]]:
    """The colors of the page for a screen, in light and in dark."""
    style = (builtin_folder().root / "templates/css/portal.css").read_text("utf-8")
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL))
    assert light.keys() == dark.keys()
    return [light, dark]


@pytest.mark.parametrize("scheme", colors(), ids=["light", "dark"])
def test_colors_can_be_told_apart(scheme: dict[str, str]) -> None:
    texts = [("ink", "paper"), ("ink", "soft"), ("quiet", "paper"), ("quiet", "soft"), ("accent", "paper"), ("accent", "soft")]
    texts += [("on-alarm", "alarm"), ("on-urgent", "urgent")]
    for text, ground in texts:
        assert contrast(scheme[text], scheme[ground]) >= 7, (text, ground)
    assert contrast(scheme["line"], scheme["paper"]) >= 3


def test_no_color_stands_outside_the_two_schemes() -> None:
    style = (builtin_folder().root / "templates/css/portal.css").read_text("utf-8")
    rules = re.sub(r":root \{.*?\}", "", style, flags=re.DOTALL)
    assert len(re.findall(r"var\(--", rules)) > 20
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == ["#ffffff"]  # behind a drawing


def faces(page: Any) -> list[TTFont]:
    (style,) = page.xpath("//style/text()")
    return [TTFont(BytesIO(b64decode(data))) for data in re.findall(r"url\(data:font/woff2;base64,([^)]+)\)", style)]


def test_the_type_is_in_the_page_with_just_its_letters(library: Library) -> None:
    page = page_of(library, "hsct-candidate")
    regular, bold = faces(page)
    letters = {letter for letter in page.find("body").text_content() if letter.isalnum()}
    assert len(letters) > 50
    for face in (regular, bold):
        assert letters <= set(map(chr, face.getBestCmap()))
        assert len(face.getGlyphOrder()) < 200
        assert face["name"].getDebugName(1) == "Handout Text"
        assert "Braille Institute" in face["name"].getDebugName(0)
    assert len(made(library, "hsct-candidate", "html")) < 400_000


def test_a_language_the_type_does_not_hold_is_left_to_the_readers_own(library_of: Callable[[Files], Library]) -> None:
    page = page_of(
        library_of({**riverside_files(), PACKET_FILE: packet_text(), MODULE_FILE: module_text("- {kind: paragraph, text: Uống thuốc.}")})
    )
    assert "Uống thuốc." in page.text_content()
    assert faces(page) == []


# Plain text.


def test_plain_text_reads_aloud(kitchen: Library) -> None:
    text = made(kitchen, "our-packet", "text").decode()
    for said in (
        "# Our packet\n\nThis packet helps you.",
        "\n\n\n## Our ward\n\nAsk us anything.\n\n### What is this?\n\n",
        "a link (example.org/page), a term, nadir, and a source.\n",
        "Two things:\n\n- One thing.\n- Another thing.\n\n1. Wash your hands.\n2. Dry them.\n\n",
        "[ ] Keys.\n[ ] Phone.\n",
        "*** Emergency: call 911 ***\n\n- Trouble breathing.\n",
        "*** Important: Do not pull the line. ***",
        "- Walk a little.\n  When: Each day.\n  How: With a friend.\n  Why: It keeps you strong.\n",
        "### When do we visit?\n\nEach row is one day.\n\n- Day: Monday\n  Hours: After lunch\n- Day: Tuesday\n  Hours: After tea\n",
        "[A thin tube that goes into the chest below the collar bone.]\n\n1. Where it goes in.\n2. Where it ends.\n",
        "\n\nAsk your team for the paper log.\n\n",
        "0: Cells back\n",
        "Anything else?\n\n____\n",
    ):
        assert said in text, said
    assert "Date:" not in text
    assert re.findall(r"\[\d", text) == []
    assert plain(text) == text
    assert not re.search(r"\n{4}|[ \t]\n|^\s|\n\n$", text)


def test_plain_text_begins_with_its_state_and_title_and_says_dates_and_sources_once(library: Library) -> None:
    text = plain(made(library, "hsct-candidate", "text").decode())
    start = "Draft: not yet approved by your clinic\n\nRiverside Clinic\n\n# HSCT for MS, your packet\n\n"
    assert text.startswith(start)
    top = text.partition("\n\n\n")[0]
    assert top.endswith("\n\nCall +1 (555) 010-0199 ext. 4")
    assert top.count("\n\n") == 4
    packet = assemble(library, "hsct-candidate", "en-US")
    assert text.count("Draft: ") == text.count("Check again by ") == 1
    assert "Check again by November 22, 2027" in text
    assert "Version " not in text
    assert "You can rest here" not in text
    assert "Every sheet ends with its sources" not in text
    sources = text.partition("\n\n\n## Where this comes from\n\n")[2].partition("\n\n\n")[0].split("\n\n")
    sheets = [sheet for sheet in packet.sheets if sheet.references]
    assert len(sheets) > 10
    for sheet, said in zip(sheets, sources, strict=True):
        (title,) = texts_of((sheet.title,))
        assert plain(said) == plain(f"{title}\n{'; '.join(source.short for source in sheet.references)}.")


def test_plain_text_of_one_sheet_ends_with_its_version(library: Library) -> None:
    text = plain(made(library, "when-to-call", "text").decode())
    assert re.search(r"\n\nVersion [0-9.]+\n$", text)
    assert text.count("Check again by ") == text.count("Where this comes from") == 1


def test_plain_text_says_a_chance_once(kitchen: Library) -> None:
    text = made(kitchen, "our-packet", "text").decode()
    sentence = "Of 10 people on our ward, 8 had a fever in the first week. The other 2 had no fever."
    assert text.count(sentence) == 3  # one picture and two beside each other
    for again in ("8 of 10", "Picture of 10 people", "Each figure is one person"):
        assert again not in text


def test_a_paragraph_is_one_line(library: Library) -> None:
    lines = made(library, "hsct-candidate", "text").decode().splitlines()
    assert max(map(len, lines)) > 200
    assert sum(line == "" for line in lines) > 100


# Word.


def document(library: Library, packet: str = "our-packet") -> Any:
    return docx.Document(BytesIO(made(library, packet, "docx")))


def test_word_gets_real_headings_lists_and_tables(kitchen: Library) -> None:
    word = document(kitchen)
    headings = [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings[:3] == [("Heading 1", "Our packet"), ("Heading 2", "Our ward"), ("Heading 3", "What is this?")]
    entries = {paragraph.text: paragraph._p.pPr.numPr for paragraph in word.paragraphs if paragraph._p.pPr.numPr is not None}
    signs = {text: sign_of(word, numbering.numId.val) for text, numbering in entries.items()}
    assert (signs["One thing."], signs["Dry them."], signs["Keys."]) == ("•", "%1.", "☐")
    numbered = {text: entries[text].numId.val for text in ("Wash your hands.", "Dry them.", "Where it goes in.")}
    assert numbered["Wash your hands."] == numbered["Dry them."] != numbered["Where it goes in."]  # each list begins at 1
    tables = {table.rows[0].cells[0].text: table for table in word.tables}
    assert [[cell.text for cell in row.cells] for row in tables["Day"].rows] == [
        ["Day", "Hours"],
        ["Monday", "After lunch"],
        ["Tuesday", "After tea"],
    ]
    assert [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in tables["Day"].rows] == [True, False, False]
    assert len(tables["Date"].rows) == 6


def sign_of(word: Any, number: int) -> str:
    numbering = word.part.numbering_part.element
    kind = next(num for num in numbering.num_lst if num.numId == number).abstractNumId.val
    (found,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[1]/w:lvlText/@w:val")
    return str(found)


def test_word_says_what_each_picture_shows(library: Library) -> None:
    word = document(library, "hsct-decision")
    pictures = [inline.docPr.get("descr") for inline in word.element.body.iter(qn("wp:inline"))]
    packet = assemble(library, "hsct-decision", "en-US")
    claims = [picture.alt for sheet in packet.sheets for section in sheet.sections for picture in pictures_in(section)]
    assert len(claims) > 2
    assert [alt for alt in pictures if alt.startswith("Picture of ")] == claims
    assert all(pictures)
    sizes = [(inline.extent.cx, inline.extent.cy) for inline in word.element.body.iter(qn("wp:inline"))]
    assert all(width > 0 and 0.2 < height / width < 2 for width, height in sizes)


def pictures_in(value: Any) -> Iterator[Picture]:
    match value:
        case Picture():
            yield value
        case Part():
            for part in value.fields.values():
                yield from pictures_in(part)
        case tuple():
            for part in value:
                yield from pictures_in(part)


def test_word_knows_language_title_and_nothing_about_anyone(library: Library) -> None:
    word = document(library, "when-to-call")
    about = word.core_properties
    assert (about.title, about.author, about.language) == ("When to call after HSCT", "Riverside Clinic", "en-US")
    assert (about.last_modified_by, about.comments, about.keywords, about.subject) == ("", "", "", "")
    assert about.created == about.modified == revised(assemble(library, "when-to-call", "en-US"))
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"en-US"}
    assert not [name for name in parts_of(made(library, "when-to-call", "docx")) if "thumbnail" in name]
    section = word.sections[0]
    assert "Draft: not yet approved by your clinic. A copy to work on" in section.header.paragraphs[0].text
    foot = section.footer.paragraphs[0]
    assert "Call +1 (555) 010-0199 ext. 4" in plain(all_text(foot._p))
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def revised(packet: Packet) -> datetime:
    return datetime.combine(packet.revised_on, datetime.min.time(), UTC)


def test_no_page_of_word_holds_only_a_version_and_the_last_words_stay_together(library: Library) -> None:
    paragraphs = document(library, "hsct-decision").paragraphs
    sources = [index for index, paragraph in enumerate(paragraphs) if paragraph.text.startswith("Where this comes from")]
    assert len(sources) > 4
    for index in sources:
        assert re.search(r"\. Version [0-9.]+ Check again by ", plain(paragraphs[index].text))
        assert paragraphs[index].paragraph_format.keep_together
        assert paragraphs[index - 1].paragraph_format.keep_with_next
    alone = [index for index, paragraph in enumerate(paragraphs) if paragraph.text.startswith(("Version", "You can rest here"))]
    assert len(alone) > 0
    assert all(paragraphs[index - 1].paragraph_format.keep_with_next for index in alone)
    about = next(index for index, paragraph in enumerate(paragraphs) if paragraph.text == "About this packet")
    assert [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[about:]] == [True] * (len(paragraphs) - about - 1) + [
        None
    ]
    headings = [paragraph for paragraph in paragraphs if paragraph.style.name.startswith("Heading")]
    assert all(heading.paragraph_format.keep_with_next or heading.style.paragraph_format.keep_with_next for heading in headings)


def test_the_code_of_a_packet_stays_on_one_line_in_word(library: Library) -> None:
    (said,) = [paragraph for paragraph in document(library, "when-to-call").paragraphs if "Packet code: " in paragraph.text]
    code = receipt_code(assemble(library, "when-to-call", "en-US"))
    assert said.text.endswith(f"Packet code: {code}")
    (hyphen,) = said._p.iter(qn("w:noBreakHyphen"))
    assert (hyphen.getprevious().text[-4:], hyphen.getnext().text) == tuple(code.split("-"))


def test_each_link_of_the_contents_leads_to_its_sheet_in_word(library: Library) -> None:
    body = document(library, "hsct-decision").element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) >= 6
    assert set(links) <= marks


def test_word_comes_on_the_paper_asked_for(library: Library) -> None:
    file = build_packet(library, Permit(TODAY), Order("when-to-call", "en-US", Variant(paper="a4"), "docx")).file
    section: Any = docx.Document(BytesIO(file)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("555-0100", "tel:5550100"),
        ("+1 (555) 555-0100 ext. 4", "tel:+15555550100;ext=4"),
        ("+44 (0)20 7946 0000", "tel:+442079460000"),  # inside the country alone a 0 is dialled
        ("999/112", ""),
        ("112 o 061", ""),
    ],
)
def test_a_number_is_a_link_when_it_can_be_dialled_as_it_stands(written: str, address: str) -> None:
    assert address_of(written) == address
