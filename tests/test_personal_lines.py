"""`--personal`: a name, a nurse, dates and notes, on the pages of one packet."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.bearer import PersonalLines, personal_lines
from handouts.bearerfile import MOST_BYTES, parse_personal
from handouts.build import Prepared, prepare, print_packet, write_personal
from handouts.checks import PageView, Permit, check_pages
from handouts.files import write_private
from handouts.folders import builtin_folder
from handouts.library import Library
from handouts.orders import Order
from handouts.pdf.apart import render_apart
from handouts.pdf.inspect import inspect_pdf
from handouts.pdf.render import Rendered
from handouts.problems import HandoutsError
from handouts.variant import SIZES, Size, Variant
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, riverside_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

TODAY = date(2026, 11, 22)
NAME = "Zebulon Quillfeather"
LINES = PersonalLines(
    NAME, "Ottoline Marmaduke", (("Next visit", "Monday, 10 a.m."), ("Scan", "")), ("Bring your pill box.", "Ask at the desk.")
)
YAML = """\
name: Zebulon Quillfeather
nurse: Ottoline Marmaduke
dates:
  Next visit: Monday, 10 a.m.
  Scan:
notes: |
  Bring your pill box.

  Ask at the desk.
"""
OTHER_WAYS = {
    "a list of what and when": YAML.replace("  Next visit: Monday", "- what: Next visit\n  when: Monday").replace(
        "  Scan:", "- what: Scan"
    ),
    "a list of pairs": YAML.replace("  Next", "- Next").replace("  Scan", "- Scan"),
    "a list of notes": YAML.partition("notes")[0] + "notes: [Bring your pill box., Ask at the desk.]\n",
    "with a byte order mark": "\ufeff" + YAML,
    "json": json.dumps(
        {
            "name": NAME,
            "nurse": "Ottoline  Marmaduke ",
            "dates": {"Next visit": "Monday, 10 a.m.", "Scan": None},
            "notes": "Bring your pill box.\nAsk at the desk.\n",
        },
        indent="\t",
    ),
}


@pytest.mark.parametrize("text", [YAML, *OTHER_WAYS.values()], ids=["yaml", *OTHER_WAYS])
def test_lines_are_read_however_they_are_written(text: str) -> None:
    assert parse_personal(text.encode()) == LINES


def test_an_accent_is_part_of_its_letter_and_an_escape_of_json_is_a_letter() -> None:
    composed = "Zoé Nguyễn"
    for text in (f"name: {unicodedata.normalize('NFD', composed)}", json.dumps({"name": unicodedata.normalize("NFD", composed)})):
        assert parse_personal(text.encode()).name == personal_lines(unicodedata.normalize("NFD", composed)).name == composed


def test_nothing_is_nothing_as_programs_write_it_and_null_may_be_a_name() -> None:
    assert parse_personal(b"name: Null\nnurse: null\ndates: ~\nnotes: [null, ~]") == PersonalLines("Null")
    assert parse_personal(b"name: ~\ndates: {Scan: null}") == PersonalLines(dates=(("Scan", ""),))


# Canary words in whatever is wrong; place and the start of what is said.
MISTAKES = {
    "an unknown key": ("name: Al\nquillfeather: x", "2:1", "this key is not known"),
    "a key twice": ("name: Al\nname: Quillfeather", "2:1", "a key is given twice"),
    "an alias": ("name: *quillfeather", "1:7", "a word with a star"),
    "an anchor": ("name: &quillfeather x", "1:7", "a word with &"),
    "a tag": ("name: !quillfeather x", "1:7", "a word with !"),
    "a comment": ("name: Al Q #Quillfeather", "1:7", "this text ends at the ' #'"),
    "no yaml": ("name: 'Quillfeather", "", "this cannot be read as YAML or JSON"),
    "no keys": ("Quillfeather", "1:1", "this must hold keys and values"),
    "a name that is a list": ("name: [Quillfeather]", "1:7", "this must be a text"),
    "a long name": (f"name: {'Quillfeather' * 6}", "1:7", "this is longer than 70 characters"),
    "a long day": (f"dates:\n  Scan: {'Quillfeather' * 4}", "2:9", "this is longer than 40 characters"),
    "a long what": (f"dates:\n- what: {'Quillfeather' * 6}", "2:9", "this is longer than 60 characters"),
    "no what": ("dates:\n- when: Quillfeather", "2:3", "it says when, and not what"),
    "more than what and when": ("dates:\n- {what: x, when: y, Quillfeather: z}", "2:3", "this must say what and when"),
    "dates as a text": ("dates: Quillfeather", "1:8", "this must be a list of dates"),
    "many dates": ("dates:\n" + "".join(f"  Quillfeather {day}: x\n" for day in range(13)), "2:3", "there are more than 12 dates"),
    "many notes": ("notes: |\n" + "  Quillfeather\n" * 9, "2:3", "there are more than 8 paragraphs"),
    "long notes": (f"notes: {'Quillfeather ' * 100}", "1:8", "the notes are longer than 1,200 characters"),
    "a bell": ('name: "Quillfeather\\a"', "1:7", "this holds a character that cannot be seen"),
    "half a character": ('{"name": "Quillfeather\\ud800"}', "1:1", "this holds a character that cannot be seen"),
    "text turned round": ('name: "Quillfeather\\u202e"', "1:7", "this holds a character that cannot be seen"),
    "much too much": ("name: Quillfeather" * MOST_BYTES, "1:1", "this is larger than 64 kB"),
}


@pytest.mark.parametrize(("text", "place", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_place_and_without_what_was_written(text: str, place: str, message: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        parse_personal(text.encode())
    assert "quillfeather" not in f"{caught.value} {caught.value.__cause__} {caught.value.__context__}".lower()
    [problem] = caught.value.problems
    assert str(problem.place).startswith(f"--personal:{place}")
    assert problem.message.startswith(message)


def test_not_utf_8_is_told_in_plain_words() -> None:
    with pytest.raises(HandoutsError, match="save it with the encoding UTF-8"):
        parse_personal("name: Zoé".encode("latin-1"))


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(HandoutsError) as caught:
        parse_personal(b"name: [a]\nwho: x\nnurse: " + b"y" * 71)
    assert [problem.place.line for problem in caught.value.problems] == [1, 2, 3]


def test_values_from_elsewhere_are_told_by_the_name_of_their_field() -> None:
    with pytest.raises(HandoutsError) as caught:
        personal_lines("n" * 71, "n\x00", [("", "today")], "x" * 1201)
    assert [problem.place.path for problem in caught.value.problems] == ["dates", "name", "notes", "nurse"]


def refusal(given: tuple[str, str, list[tuple[str, str]], list[str]]) -> str:
    """Return why values are refused, empty when they are taken."""
    try:
        personal_lines(*given)
    except HandoutsError as error:
        return str(error)
    return ""


@given(st.text(max_size=90), st.text(max_size=90), st.lists(st.tuples(st.text(), st.text()), max_size=14), st.lists(st.text(), max_size=9))
def test_any_text_is_taken_or_refused_and_never_repeated(name: str, nurse: str, dates: list[tuple[str, str]], notes: list[str]) -> None:
    given = (f"quill{name}", nurse, dates, notes)
    if told := refusal(given):
        assert "quill" not in told
        return
    lines = personal_lines(*given)
    assert lines.name.startswith("quill")
    assert repr(lines) == "PersonalLines(hidden)"
    assert lines == personal_lines(lines.name, lines.nurse, lines.dates, lines.notes), "once tidy, it stays so"


def with_templates(library: Library) -> Library:
    return replace(library, folders=(*library.folders, builtin_folder()))


@pytest.fixture
def clinic(riverside: Callable[[Files], Library]) -> Callable[..., Prepared]:
    """Return "our-packet" of a clinic, ready to print: with `sheets` modules, so that from five on it has a contents page."""

    def prepared(sheets: int = 1, size: Size = "standard", **lines: str) -> Prepared:
        ids = ["our-ward", *(f"ward-{number}" for number in range(2, sheets + 1))]
        modules = {MODULE_FILE.replace("our-ward", each): module_text("- {kind: paragraph, text: Rest well.}", id=each) for each in ids}
        own = {"modules": f"[{', '.join(ids)}]", "layout": "sheets" if sheets > 1 else "flow", **lines}
        packet = packet_text(**own)
        order = Order("our-packet", "en-US", Variant(size))
        return prepare(with_templates(riverside({**modules, PACKET_FILE: packet})), Permit(TODAY), order)

    return prepared


def texts(pdf: bytes) -> list[str]:
    """The text of each page, its spaces made one."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def test_the_page_comes_after_the_contents_and_the_name_stands_on_page_1(clinic: Callable[..., Prepared]) -> None:
    prepared = clinic(5)
    plain, personal = print_packet(prepared), print_packet(prepared, personal=LINES)
    assert (plain.pages, personal.pages) == (6, 7)
    before, after = texts(plain.pdf), texts(personal.pdf)
    assert "For: readers." in before[0]
    assert "My name:" in before[0]
    assert "For: Zebulon Quillfeather." in after[0]
    assert "My name:" not in after[0], "it is not asked for a second time"
    assert re.search(r"2 For you 3 .*\b7 ", after[0])
    assert "For you" not in before[0]
    assert "For you" in after[1]
    assert "Contains your health information." in after[1]
    assert "My name: Zebulon Quillfeather My nurse: Ottoline Marmaduke" in after[1]
    assert "Next visit: Monday, 10 a.m. Scan: Notes for you Bring your pill box. Ask at the desk." in after[1]
    assert (
        before[2:]
        == [page.replace("of 7", "of 6").replace(f"Page {number + 1}", f"Page {number}") for number, page in enumerate(after)][3:]
    )


def test_after_a_first_page_of_its_own_the_contents_name_the_page_where_it_comes(clinic: Callable[..., Prepared]) -> None:
    modules = "[ward-2, ward-3, ward-4, ward-5]"
    pages = texts(print_packet(clinic(5, front="our-ward", modules=modules), personal=LINES).pdf)
    assert re.search(r"1 Our ward 3 For you 4 Our ward 5 ", pages[1])
    assert "Contains your health information." in pages[2]


def test_a_short_name_stays_on_one_line_of_page_1(clinic: Callable[..., Prepared]) -> None:
    page = pypdfium2.PdfDocument(print_packet(clinic(2), personal=PersonalLines("Ana Lopez")).pdf)[0].get_textpage().get_text_range()
    assert "Ana\N{NO-BREAK SPACE}Lopez" in page


def test_in_a_packet_of_one_sheet_it_is_the_last_page_and_the_sheet_can_hang_where_all_see_it(clinic: Callable[..., Prepared]) -> None:
    first, last = texts(print_packet(clinic(), personal=LINES).pdf)
    assert "Rest well." in first
    assert "For: readers." in first
    assert "Quillfeather" not in first
    assert "For you" in last


def test_what_was_not_given_is_a_line_to_write_on(clinic: Callable[..., Prepared]) -> None:
    page = texts(print_packet(clinic(), personal=PersonalLines(nurse="Ottoline")).pdf)[-1]
    assert "My name: My nurse: Ottoline My doctor: Next visit: My notes" in page


def test_a_name_too_long_for_page_1_is_on_its_own_page_alone(clinic: Callable[..., Prepared]) -> None:
    name = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff"
    pages = texts(print_packet(clinic(2), personal=PersonalLines(name)).pdf)
    assert "For: readers." in pages[0]
    assert [name in page for page in pages].count(True) == 1


LENGTH = re.compile(r"page \d is nearly empty|the packet has \d pages")  # what follows from as much as this is no fault
FULL = personal_lines(
    "Wolfeschlegelsteinhausenbergerdorff" * 2,
    "زينب أحمد محمد",
    [("What this day is for, and where to go, and whom to meet", "Monday, June 17, at 10 a.m., or by noon")] * 12,
    [
        "خذ الدواء كل صباح. اشرب الماء.",
        "Zoë " + unicodedata.normalize("NFD", "Nguyễn Thị Hồng") + ", Ελένη, Ольга",
        *["Rest when you can. " * 8] * 6,
    ],
)


@pytest.mark.parametrize("size", SIZES)
def test_as_much_as_fits_keeps_every_rule_of_the_page(clinic: Callable[..., Prepared], size: Size) -> None:
    prepared = clinic(size=size)

    def found(lines: PersonalLines | None) -> set[str]:
        facts = inspect_pdf(print_packet(prepared, personal=lines).pdf)
        view = PageView(prepared.library, prepared.packet, prepared.order.variant, facts)
        return {f"{problem.rule} {problem.message}" for problem in check_pages(view) if not LENGTH.match(problem.message)}

    assert found(FULL) <= found(None)


def test_an_arabic_note_runs_from_the_right_in_arabic_letters(clinic: Callable[..., Prepared]) -> None:
    pdf = print_packet(clinic(), personal=FULL).pdf
    letters = [run for run in inspect_pdf(pdf).runs if re.search("[\u0600-\u06ff]", run.text)]
    assert {run.font.name for run in letters if run.font} == {"IBM-Plex-Sans-Arabic"}
    note = next(run for run in letters if "اشرب"[::-1] in run.text)
    others = [run.box.right for run in letters if run is not note]
    assert note.box.right > 100 + max(others), "the others stand in lines that begin in English"


def test_markup_is_text(clinic: Callable[..., Prepared]) -> None:
    written = "**Rest** [@claim] {clinic.fever} {{ 7 * 7 }} <b>& more</b>"
    assert written in texts(print_packet(clinic(), personal=personal_lines(notes=written)).pdf)[-1]


def test_the_same_lines_give_the_same_bytes_and_none_give_those_of_before(clinic: Callable[..., Prepared]) -> None:
    prepared = clinic()
    plain, once, again, other = (print_packet(prepared, personal=who).pdf for who in (PersonalLines(), LINES, LINES, PersonalLines("Ann")))
    assert plain == print_packet(prepared).pdf
    assert once == again
    assert len({plain, once, other}) == 3
    ids = [bytes(pikepdf.open(BytesIO(pdf)).trailer.ID[0]) for pdf in (plain, once, other)]
    assert ids[1] == ids[2] != ids[0], "what names the file is not made from whose it is"


@pytest.mark.parametrize(("lines", "field"), [(PersonalLines("דבורה"), "name"), (PersonalLines(notes=("👍🏽",)), "notes")])
def test_a_letter_without_a_font_is_told_by_its_field(clinic: Callable[..., Prepared], lines: PersonalLines, field: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        print_packet(clinic(), personal=lines)
    [problem] = caught.value.problems
    assert (problem.place.path, problem.message) == ("--personal", f"the {field} holds a character that our fonts do not have")
    assert not {*lines.name, *"".join(lines.notes)} & set(str(problem))


@pytest.mark.parametrize(("lines", "hint"), [(LINES, "shorten the notes"), (PersonalLines(NAME), "leave the name out")])
def test_what_is_wrong_with_its_pages_is_told_of_pages_without_it(clinic: Callable[..., Prepared], lines: PersonalLines, hint: str) -> None:
    """An engine that refuses these lines with their own words stands for any message of a page that may quote them."""

    def refuses(html: str, *others: object) -> object:
        if NAME in html:
            personal_lines(name="x" * 71)
        return render_apart(html, *others)  # type: ignore[arg-type]

    with pytest.raises(HandoutsError) as caught:
        print_packet(clinic(), refuses, lines)  # type: ignore[arg-type]
    [problem] = caught.value.problems
    assert problem.hint.startswith(hint)
    assert (problem.place.path, problem.message) == ("--personal", "with these lines the pages cannot be made as they must be")


def test_a_booklet_holds_them_and_what_is_cut_out_does_not(riverside: Callable[[Files], Library]) -> None:
    call = "- {kind: call, tier: emergency, signs: [Chest pain]}"
    library = with_templates(riverside({MODULE_FILE: module_text(call), PACKET_FILE: packet_text()}))
    order = Order("our-packet", "en-US", Variant(form="booklet"), cut=True)
    booklet, cut = print_packet(prepare(library, Permit(TODAY), order), personal=LINES).beside
    assert "%PDF" not in repr((booklet, Rendered(b"%PDF", 1))), "pages belong in no log"
    assert (booklet.what, cut.what) == ("booklet", "cut")
    assert any(NAME in page for page in texts(booklet.pdf))
    assert not any("Quillfeather" in page for page in texts(cut.pdf))


@pytest.fixture
def run(tmp_path: Path, command: Command) -> Command:
    files = {**riverside_files(), MODULE_FILE: module_text("- {kind: paragraph, text: Rest well.}"), PACKET_FILE: packet_text()}
    write_folder(tmp_path / "clinic", files)
    return partial(command, "build", cwd=tmp_path, HANDOUTS_CLINIC="clinic")


def test_the_command_writes_one_private_file_of_a_neutral_name_and_its_record(tmp_path: Path, run: Command) -> None:
    ran = run("our-packet", "--personal", "-", "--form", "booklet", typed=YAML)
    assert ran.returncode == 0, ran.stderr
    booklet, record, pdf = sorted((tmp_path / "output").iterdir())
    stem = pdf.name.removesuffix(".pdf")
    assert ran.stdout.split() == [f"output/{pdf.name}", f"output/{booklet.name}"]
    assert stem.startswith("our-packet.en-US.personal-")
    assert (booklet.name, record.name) == (f"{stem}.booklet.pdf", f"{stem}.json")
    assert {path.stat().st_mode & 0o777 for path in (pdf, booklet)} == {0o600}
    assert any(NAME in page for page in texts(pdf.read_bytes()))
    told = json.loads(record.read_bytes())
    assert told["personal"] is True
    assert told["modules"][0]["id"] == "our-ward"
    assert "sha256" not in told, "whoever has the rest of the file could try names until it fits"


def test_ctrl_c_in_the_moment_a_file_is_there_leaves_none(
    tmp_path: Path, clinic: Callable[..., Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_stop(*what: object) -> None:
        write_private(*what)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    prepared = clinic()
    built = print_packet(prepared, personal=LINES)
    monkeypatch.setattr("handouts.build.write_private", write_and_stop)
    with pytest.raises(KeyboardInterrupt):
        write_personal(prepared.library, built, tmp_path / "output")
    assert list((tmp_path / "output").iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("our-packet", "--to", "html")], ids=" ".join)
def test_it_is_for_one_packet_on_paper(run: Command, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, "--personal", "-", typed=YAML)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--personal is for one person's packet on paper" in ran.stderr


@pytest.mark.parametrize(
    ("given", "typed", "said"),
    [
        ("quillfeather.yaml", "", "--personal: error: the file cannot be read: No such file or directory"),
        ("-", "name:\n", "--personal: error: there is nothing in it to print"),
    ],
)
def test_what_cannot_be_read_is_told_without_its_name(tmp_path: Path, run: Command, given: str, typed: str, said: str) -> None:
    ran = run("our-packet", "--personal", given, typed=typed)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert said in ran.stderr
    assert "quillfeather" not in ran.stderr
    assert not (tmp_path / "output").exists()
