"""What a clinic puts in the place of ours: it says what it was based on, and hears when that has changed. And what it has not given yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handouts.build import build_packet
from handouts.checks import Permit, check_library
from handouts.checks.overrides import check_overrides
from handouts.folders import Folder, builtin_folder
from handouts.formats.document import document_of
from handouts.html import render_html
from handouts.library import Library, load_library
from handouts.model import Clinic
from handouts.orders import Order
from handouts.packet import Packet, assemble
from handouts.pdf.apart import render_apart
from handouts.problems import HandoutsError, Problem
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_clinic, module_text, packet_text, said, whole_files
from tests.printed import builtin_library

LibraryOf = Callable[[Files], Library]
PAGE, ABOUT, STYLE = "templates/packet.html.j2", "templates/about.html.j2", "templates/css/text.css"
HELLO = {MODULE_FILE: module_text("- {kind: paragraph, text: Hello.}"), PACKET_FILE: packet_text()}
OTHER = "0" * 64


def built_in(name: str) -> str:
    file = builtin_folder().file(name)
    assert file is not None
    return file.path.read_text("utf-8")


def sha256_of(name: str) -> str:
    return hashlib.sha256(built_in(name).encode()).hexdigest()


# Files with an id


REPLACED = {
    "content/packets/when-to-call.yaml": "packet",
    "content/audiences/caregiver.yaml": "audience",
    "content/locales/en-US.yaml": "locale",
    "content/language/en-US.yaml": "word list",
}


def test_a_file_that_replaces_ours_says_what_it_was_based_on(library_of: LibraryOf) -> None:
    def warnings(line: str) -> dict[str, Problem]:
        library = library_of({name: built_in(name) + line.format(sha256_of(name)) for name in REPLACED})
        found = {next(name for name in REPLACED if problem.place.path.endswith(name)): problem for problem in check_overrides(library)}
        assert all(f"'based_on: {sha256_of(name)}'" in problem.hint for name, problem in found.items())
        assert {problem.severity for problem in found.values()} <= {"warning"}
        return found

    assert warnings("\nbased_on: {}\n") == {}
    silent = warnings("")
    assert silent.keys() == REPLACED.keys()
    for name, problem in silent.items():
        assert f"replaces a built-in {REPLACED[name]} without saying which text it was based on" in problem.message
    behind = warnings(f"\nbased_on: {OTHER}\n")
    assert behind.keys() == REPLACED.keys()
    for problem in behind.values():
        assert "has changed since this one was based on it" in problem.message
        assert "based_on" in Path(problem.place.path).read_text("utf-8").splitlines()[problem.place.line - 1]


def test_what_was_based_on_something_is_told_by_its_hash(library_of: LibraryOf) -> None:
    with pytest.raises(HandoutsError) as caught:
        library_of({PACKET_FILE: packet_text(based_on="yesterday", modules="[start-here]")})
    assert said(caught.value) == [(7, 11, "'yesterday' is not in the right form")]


# Templates


@pytest.mark.parametrize(
    ("name", "text", "told", "hint"),
    [
        (PAGE, "<p>Ours</p>", "as a whole: what we put right there does not reach", '{% extends "builtin:packet.html.j2" %}'),
        (ABOUT, "<p>Ours</p>", "as a whole: what we put right there does not reach", '{% include "builtin:about.html.j2" %}'),
        (STYLE, "p { margin: 0 }", "as a whole: what we put right there does not reach", "add it in the block 'styles'"),
        (ABOUT, f"{{# based_on: {OTHER} #}}<p>Ours</p>", "has changed since this one was based on it", "compare the two"),
        (PAGE, f'{{% extends "builtin:packet.html.j2" %}}{{# based_on: {OTHER} #}}', "has changed since this one was", "compare the two"),
        (PAGE, '{% extends "builtin:packet.html.j2" %}', "", ""),
        (ABOUT, '{% include "builtin:about.html.j2" %}<p>Ours</p>', "", ""),
        (ABOUT, f"{{# based_on: {sha256_of(ABOUT)} #}}<p>Ours</p>", "", ""),
        (STYLE, f"/* based_on: {sha256_of(STYLE)} */", "", ""),
        ("templates/css/ours.css", "p { margin: 0 }", "", ""),
    ],
    ids=lambda text: text[:40],
)
def test_a_template_that_cannot_hear_of_ours_is_told(name: str, text: str, told: str, hint: str, folder: Callable[[Files], Path]) -> None:
    root = folder({name: f"\n{text}\n"})
    library = replace(builtin_library(), folders=(Folder(root, "clinic"), builtin_folder()))
    found = list(check_overrides(library))
    assert [(problem.place.path, problem.severity) for problem in found] == ([(str(root / name), "warning")] if told else [])
    for problem in found:
        assert told in problem.message
        assert hint in problem.hint
        assert problem.place.line == (2 if "changed" in told else 1)


def test_the_warning_is_one_of_check(folder: Callable[[Files], Path], today: date) -> None:
    root = folder({**whole_files(), **HELLO, ABOUT: "<p>Ours</p>"})
    empty = root.parent / "nothing"
    (empty / "templates").mkdir(parents=True)
    (empty / ABOUT).write_text("<p>Theirs</p>")
    library = load_library((Folder(root, "clinic"), Folder(empty, "builtin")))
    assert [problem.message for problem in check_library(library, today) if ABOUT in problem.place.path] == [
        "this replaces the built-in 'about.html.j2' as a whole: what we put right there does not reach your pages"
    ]


def test_what_a_built_in_template_takes_in_is_the_clinics_and_that_may_take_in_ours(folder: Callable[[Files], Path]) -> None:
    """packet.html.j2 of the clinic -> ours -> sheet.html.j2 of the clinic -> ours: a change on each level, and nothing lost."""
    root = folder(
        {
            **HELLO,
            PAGE: '{% extends "builtin:packet.html.j2" %}{% block about %}{{ super() }}<p>Come and see us.</p>{% endblock %}',
            "templates/sheet.html.j2": '{% include "builtin:sheet.html.j2" %}<p>Our sheet.</p>',
            ABOUT: '{% include "builtin:about.html.j2" %}<p>Our last words.</p>',
            "templates/sections/paragraph.html.j2": '<p>Our paragraph:</p>{% include "builtin:sections/paragraph.html.j2" %}',
        }
    )
    library = load_clinic(root)
    html = render_html(assemble(library, "our-packet", "en-US"), Variant(), library.folders)
    order = ["Our paragraph:", "Hello.", "Our sheet.", "If your team tells you something else", "Our last words.", "Come and see us."]
    assert [html.count(words) for words in order] == [1] * len(order)
    assert sorted(order, key=html.index) == order
    assert [problem for problem in check_overrides(library) if "templates/" in problem.place.path] == []


# What is not given yet


def without_numbers(packet: str, release: bool, today: date) -> list[Problem]:
    """The problems of `packet` where the clinic has given nothing, of those about its numbers."""
    try:
        problems = build_packet(builtin_library(), Permit(today, release), Order(packet, "en-US", Variant())).warnings
    except HandoutsError as error:
        problems = error.problems
    return [problem for problem in problems if "phone_24h" in problem.message]


MUST_CALL = {"caregiver", "caregiver-home", "hsct-candidate", "hsct-decision", "hsct-hospital", "stem-cells-and-clinics", "when-to-call"}


def test_for_patients_no_candidate_and_no_caregiver_goes_without_the_number_that_answers_at_night(today: date) -> None:
    found = {packet: without_numbers(packet, release=True, today=today) for packet in builtin_library().packets}
    assert all(found.values())
    assert {packet for packet, [problem] in found.items() if problem.severity == "error"} == MUST_CALL
    readers = {packet: recipe.value.audience for packet, recipe in builtin_library().packets.items()}
    assert {readers[packet] for packet in MUST_CALL} == {"caregiver", "hsct-candidate"}
    assert {readers[packet] for packet in readers.keys() - MUST_CALL} & {"caregiver", "hsct-candidate"} == set()


def test_a_draft_prints_a_large_line_to_write_the_number_on(today: date) -> None:
    [warning] = without_numbers("when-to-call", release=False, today=today)
    assert warning.severity == "warning"
    assert "'Transplant team, day and night' prints as a line to write on" in warning.message
    html = render_html(assemble(builtin_library(), "when-to-call", "en-US"), Variant(), (builtin_folder(),))
    assert html.count('<span class="blank large"></span>') == 1
    assert ".blank.large { width: 70mm; height: 1.5em; }" in built_in("templates/css/text.css")


# Address and logo


def with_address(library: Library, *address: str) -> Packet:
    return assemble(replace(library, clinic=Clinic(name="Riverside", address=address)), "our-packet", "en-US")


def test_an_address_stands_at_the_end_of_a_packet_and_is_signed_with_it(riverside: LibraryOf) -> None:
    second = {"content/modules/second/en-US.yaml": module_text("- {kind: paragraph, text: More.}", id="second")}
    library = riverside({**HELLO, **second, PACKET_FILE: packet_text(modules="[our-ward, second]")})
    folders = (*library.folders, builtin_folder())
    given, none = with_address(library, "12 Shore <Road>", "Springfield"), with_address(library)
    html = render_html(given, Variant(), folders).replace("\N{NO-BREAK SPACE}", " ")
    assert html.count("Riverside, 12 Shore &lt;Road&gt;, Springfield") == 1
    assert html.index("Springfield") > html.index('id="about"')
    assert 'class="address"' not in render_html(none, Variant(), folders)
    assert [line for line in given.edition.lines if line not in none.edition.lines] == [
        replace(given.edition.lines[0], label="address", text="12 Shore <Road>, Springfield")
    ]


def test_a_hand_out_of_one_sheet_has_no_room_for_an_address(riverside: LibraryOf) -> None:
    library = riverside(HELLO)
    given, none = with_address(library, "12 Shore Road"), with_address(library)
    assert 'class="address"' not in render_html(given, Variant(), (*library.folders, builtin_folder()))
    assert given.edition == none.edition


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("address: [a, b, c, d]", "this may have at most 3"),
        (f"address: [{'x' * 61}]", "the text is longer than 60 characters"),
        ("address: ['**Here**']", "'*' has no meaning here and would print as it is"),
        ("address: 12 Shore Road", "this must be a list"),
        ("logo: Our Logo.PNG", "'Our Logo.PNG' is not in the right form"),
        ("logo: logo.jpg", "'logo.jpg' is not in the right form"),
        ("logo: https://clinic.example/logo.svg", "'https://clinic.example/logo.svg' is not in the right form"),
    ],
)
def test_an_address_or_a_logo_that_cannot_be_printed_is_refused(line: str, reason: str, riverside: LibraryOf) -> None:
    with pytest.raises(HandoutsError) as caught:
        riverside({"clinic.yaml": f"{line}\n"})
    [(_, _, message)] = said(caught.value, "clinic.yaml")
    assert reason in message
    assert all("ending in .svg or .png" in problem.hint for problem in caught.value.problems if line.startswith("logo"))


def test_an_address_that_looks_like_a_person_is_told(riverside: LibraryOf, today: date) -> None:
    library = riverside({**HELLO, "clinic.yaml": "name: Riverside\naddress: [Ask for Mrs Smith]\n"})
    found = [problem for problem in check_library(library, today) if problem.rule == "PV-01"]
    assert [problem.message for problem in found] == ["the clinic's address holds what looks like a person's name"]


@pytest.mark.parametrize("size", ['width="40" height="10"', "viewBox='0 0 40 10'", 'width="40mm" height="10mm"', 'viewBox="0,0,4e1,1e1"'])
def test_a_logo_says_how_large_it_is_in_its_own_way_and_word_shows_it(size: str, folder: Callable[[Files], Path]) -> None:
    from docx import Document  # slow to import

    logo = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%"/></svg>'
    root = folder({**whole_files(), **HELLO, "clinic.yaml": "logo: logo.svg\n", "content/images/logo.svg": logo})
    library = load_library((Folder(root, "clinic"),))
    folders = (*library.folders, builtin_folder())
    packet = assemble(library, "our-packet", "en-US")
    path = root / "our.docx"
    path.write_bytes(document_of(packet, "docx", Variant(), folders, render_apart, overdue=False))
    document = Document(str(path))
    [shape] = document.inline_shapes
    assert shape.width / shape.height == pytest.approx(4, rel=0.02)
    [drawn] = [part.blob for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    with Image.open(BytesIO(drawn)) as picture:
        dark = picture.convert("L").histogram()[:64]
        assert sum(dark) / (picture.width * picture.height) > 0.95, "it fills its place"
