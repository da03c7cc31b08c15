"""Small packets in other languages, from the clinic's files to the finished page: letters, order of numbers, and what is read aloud."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from markupsafe import Markup

from handouts.build import build_packet
from handouts.checks import Permit
from handouts.folders import builtin_folder
from handouts.html import format_day, render_html
from handouts.inline import inline
from handouts.markup import Foreign, MarkupError, parse_markup
from handouts.orders import Order
from handouts.packet import assemble
from handouts.pdf.fonts import FULL
from handouts.pdf.inspect import inspect_pdf
from handouts.pdf.render import render_pdf
from handouts.pieces import Marks, Run
from handouts.problems import HandoutsError, Place
from handouts.proofs import USUAL, jobs_for, proofs
from handouts.variant import SIZES, Variant
from handouts.yamltext import parse_yaml
from tests.clinics import PACKET_FILE, Files, load_clinic, translated
from tests.printed import TODAY
from tests.structure import Structure

CLINIC = {"clinic.yaml": "name: Riverside Clinic\nphone_24h: 555-0100\n"}
WRITTEN = {
    "es-US": "¿Tiene fiebre? Llame al {clinic.phone_24h}. Tome 5 mg cada día, de 3 a 5 días. ¡No espere! Mañana será otro día.",
    "fr-FR": "Prenez 5 mg chaque jour\u00a0: « à l’hôpital », sans cœur ni œuvre. Appelez le {clinic.phone_24h} dès 38,5 °C.",
    "vi-VN": "Uống 5 mg mỗi ngày. Gọi {clinic.phone_24h} nếu sốt 38,5 °C. Thuốc làm yếu hệ miễn dịch; nghỉ ngơi đủ giấc.",
    "ar-EG": "تناول 5 mg كل يوم. اتصل بالرقم {clinic.phone_24h} إذا كانت الحرارة 100.4 °F (38.0 °C) أو أكثر. راجع (800) 555-0199 الآن.",
}
# Without numbers that a claim would have to state, so that the whole build lets them pass.
BUILT = {
    "es-US": "¿Tiene fiebre? Llame al {clinic.phone_24h} si tiene {clinic.fever} o más. ¡No espere! Hoy conviene descansar bien en casa.",
    "vi-US": "Gọi {clinic.phone_24h} nếu sốt {clinic.fever}. Thuốc làm yếu hệ miễn dịch; hãy nghỉ ngơi đủ giấc và uống nhiều nước.",
    "ru-RU": "Звоните {clinic.phone_24h}, если температура {clinic.fever} или выше. Лекарство ослабляет защиту тела, больше отдыхайте.",
    "el-GR": "Καλέστε το {clinic.phone_24h} αν έχετε πυρετό {clinic.fever} ή πάνω. Το φάρμακο μειώνει την άμυνα και χρειάζεστε ξεκούραση.",
    "ar-EG": "الدواء يضعف مناعة الجسم، لذلك استرح جيدا في البيت واشرب الماء. اتصل بالرقم {clinic.phone_24h} إذا شعرت بالحرارة أو بالتعب.",
}
ARABIC_LABELS = {
    'page_of: "Page {page} of {pages}"': 'page_of: "صفحة {page} من {pages}"',
    'version: "Version {version}"': 'version: "النسخة {version}"',
    'check_again_by: "Check again by {date}"': 'check_again_by: "راجعه قبل {date}"',
    'call: "Call {phone}"': 'call: "اتصل {phone}"',
    'draft: "Draft: not yet approved by your clinic"': "draft: مسودة لم توافق عليها العيادة",
}
IN_ORDER = ("5 mg", "555-0100", "100.4 °F (38.0 °C)", "(800) 555-0199")
FAMILIES = {"es-US": "Atkinson-Hyperlegible", "fr-FR": "Atkinson-Hyperlegible", "vi-VN": "Source-Sans-Pro", "ar-EG": "IBM-Plex-Sans-Arabic"}
UNSEEN = dict.fromkeys(map(ord, "\u2060\u2066\u2069")) | {0xA0: " "}
MIRRORED = {ord(")"): "("}  # one shape is both, depending on which way the text runs
Print = Callable[[str, str], bytes]


@pytest.fixture
def print_in(folder: Callable[[Files], Path]) -> Print:
    """Return "our-packet" of a made-up clinic as PDF, in a language, with this text as a paragraph and as a box to tick."""

    def pdf(locale: str, text: str) -> bytes:
        sections = f'- kind: paragraph\n  text: "{text}"\n- kind: checklist\n  items:\n    - {{text: "{text}"}}\n'
        direction = "rtl" if locale.startswith("ar") else "ltr"
        library = load_clinic(folder({**translated(locale, sections, direction=direction), **CLINIC}))
        html = render_html(assemble(library, "our-packet", locale), Variant(), library.folders)
        return render_pdf(html, library.folders, "our-packet").pdf

    return pdf


def written_in(locale: str, text: str) -> dict[str, str]:
    """Return a packet with long paragraphs and a list of boxes to tick. In Arabic, the head and the foot of its pages are, too."""
    sections = f'- {{kind: paragraph, text: "{" ".join([text] * 8)}"}}\n- {{kind: checklist, items: [{{text: "{text}"}}]}}\n'
    direction = "rtl" if locale.startswith("ar") else "ltr"
    files = {**translated(locale, sections, direction=direction), **CLINIC}
    if direction == "rtl":
        labels = f"content/locales/{locale}.yaml"
        for english, arabic in ARABIC_LABELS.items():
            assert english in files[labels]
            files[labels] = files[labels].replace(english, arabic)
        files[PACKET_FILE] = files[PACKET_FILE].replace("Our packet", "ملف المريض")
    return files


@pytest.mark.parametrize("locale", BUILT)
def test_a_packet_in_another_language_is_built_and_keeps_every_rule_of_the_page(folder: Callable[[Files], Path], locale: str) -> None:
    library = load_clinic(folder(written_in(locale, BUILT[locale])))
    for size in SIZES:
        built = build_packet(library, Permit(TODAY), Order("our-packet", locale, Variant(size)))
        assert built.pages
        assert {problem.rule for problem in built.warnings} & {"AX-04", "PR-02", "PR-03"} == set()


def test_the_foot_of_an_arabic_page_reads_in_order(folder: Callable[[Files], Path]) -> None:
    library = load_clinic(folder(written_in("ar-EG", BUILT["ar-EG"])))
    pdf = render_pdf(render_html(assemble(library, "our-packet", "ar-EG"), Variant(), library.folders), library.folders, "x").pdf
    pages = inspect_pdf(pdf).pages
    assert pages
    for sheet in pages:
        assert f"صفحة {sheet.number} من {len(pages)}" in sheet.furniture
        assert "اتصل 555-0100" in sheet.furniture
        assert "النسخة 0.1. راجعه قبل 22 نوفمبر 2028" in sheet.furniture


def test_every_number_on_an_arabic_screen_reads_in_order_and_can_be_called(folder: Callable[[Files], Path]) -> None:
    library = load_clinic(folder(written_in("ar-EG", BUILT["ar-EG"])))
    page = build_packet(library, Permit(TODAY), Order("our-packet", "ar-EG", Variant(), "html")).file.decode()
    called = re.findall(r'<span class="number" dir="ltr"><a href="tel:5550100">555-0100</a></span>', page)
    assert len(called) == page.count('class="call-us"') == 2, "at the top and at the bottom"


def test_a_text_in_decomposed_letters_prints_like_any_other(folder: Callable[[Files], Path]) -> None:
    text = unicodedata.normalize("NFD", "Thử nghiệm này giúp bác sĩ. Hãy nghỉ ngơi đủ giấc và uống nhiều nước mỗi ngày.") + " o\ufb03ce"
    assert "Thử" not in text
    library = load_clinic(folder(written_in("vi-US", text)))
    looked_at = proofs(library, jobs_for(library, ["our-packet"], USUAL))
    assert all(proof.pages for proof in looked_at)
    assert [str(problem) for proof in looked_at for problem in proof.problems if problem.severity == "error"] == []


def test_letters_are_read_as_one_however_they_are_written_and_places_stay() -> None:
    written = "{a: Thử nghiệm, b: x}\n"
    parsed, plain = (parse_yaml(unicodedata.normalize(form, written).encode(), "a.yaml") for form in ("NFD", "NFC"))
    assert parsed.value == plain.value == {"a": "Thử nghiệm", "b": "x"}
    assert parsed.place_of(("b",)) == plain.place_of(("b",)) == Place("a.yaml", 1, written.index("x") + 1)


def test_a_language_spoken_abroad_writes_its_dates_as_at_home() -> None:
    assert format_day(date(2026, 11, 22), "vi-US").translate(UNSEEN) == "22 tháng 11, 2026"
    assert format_day(date(2026, 11, 22), "zh-Hant-US") == "2026年11月22日"
    with pytest.raises(HandoutsError, match="no calendar is known for 'xx-US'"):
        format_day(date(2026, 11, 22), "xx-US")


@pytest.mark.parametrize("size", ["large", "extra-large"])
def test_every_language_of_the_lower_letters_is_set_larger_in_large_print(size: str) -> None:
    style = builtin_folder().file(f"templates/css/{size}.css")
    assert style is not None
    (rule,) = re.findall(r"^(html:lang\(.*) \{", style.path.read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r":lang\((\w+)\)", rule)) == set(FULL.languages)


@pytest.mark.parametrize("locale", WRITTEN)
def test_a_language_reads_back_as_written_and_is_set_in_its_letters(print_in: Print, locale: str) -> None:
    pdf = print_in(locale, WRITTEN[locale])
    written = WRITTEN[locale].replace("{clinic.phone_24h}", "555-0100").translate(UNSEEN)
    heard = [tag.text.translate(UNSEEN).strip() for tag in Structure(pdf).document.all("P", "LBody")]
    assert heard.count(written) == 2
    assert {run.font.name.removesuffix("-Bold") for run in inspect_pdf(pdf).runs} == {FAMILIES[locale]}
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_numbers_are_printed_in_their_order_on_an_arabic_page(print_in: Print) -> None:
    seen = "\n".join(lines_seen(print_in("ar-EG", WRITTEN["ar-EG"]))).translate(UNSEEN | MIRRORED)
    assert [seen.count(number.translate(MIRRORED)) for number in IN_ORDER] == [2, 3, 2, 2]  # the clinic's number is at the foot, too


def test_words_of_another_language_keep_their_order_on_an_arabic_page(print_in: Print) -> None:
    seen = lines_seen(print_in("ar-EG", "اسأل {lang:en|Ask now: why?} الآن."))
    assert sum("Ask now: why?" in line for line in seen) == 2


def lines_seen(pdf: bytes) -> Iterator[str]:
    """Return each printed line from left to right, as the eye meets its letters: where they stand, not what is said of them."""
    for sheet in pypdfium2.PdfDocument(_unsaid(pdf)):
        texts = sheet.get_textpage()
        rows: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
        for index in range(texts.count_chars()):
            left, bottom, right, top = texts.get_charbox(index, loose=True)
            rows[round(bottom / 4)].append(((left + right) / 2, texts.get_text_range(index, 1)))
            assert top >= bottom
        yield from ("".join(letter for _, letter in sorted(row)) for row in rows.values())


def _unsaid(pdf: bytes) -> bytes:
    """Return the file without the texts that stand for its letters."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for sheet in document.pages:
            marks = pikepdf.parse_content_stream(sheet)
            for operands, operator in marks:  # type: ignore[misc]
                if str(operator) == "BDC" and "/ActualText" in operands[1]:
                    del operands[1]["/ActualText"]
            sheet.Contents = document.make_stream(pikepdf.unparse_content_stream(marks))
        document.save(bare := BytesIO())
    return bare.getvalue()


def test_words_of_another_language_are_read_aloud_in_it(print_in: Print) -> None:
    tags = Structure(print_in("es-US", "Pida el {lang:en|stem cell} de hoy.")).document
    assert [(tag.get("Lang"), tag.text) for tag in tags.walk() if tag.get("Lang") == "en"] == [("en", "stem cell")] * 2


def test_letters_of_no_packaged_font_stop_the_build(print_in: Print) -> None:
    with pytest.raises(HandoutsError) as caught:
        print_in("es-US", "Dice {lang:he|שלום}.")
    assert {problem.message.partition("(")[2] for problem in caught.value.problems} == {
        f"U+{ord(letter):04X} HEBREW LETTER {name}) in 'our-ward/sections/0'"
        for letter, name in zip("שלום", ("SHIN", "LAMED", "VAV", "FINAL MEM"), strict=True)
    }
    assert all("Latin, Greek, Cyrillic and Arabic" in problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("{lang:es|Hola,  amiga}", (Foreign("es", "Hola, amiga"),)),
        ("{lang:zh-Hant|你好}", (Foreign("zh-Hant", "你好"),)),
        ("{lang:pt-BR|a|b}", (Foreign("pt-BR", "a|b"),)),
    ],
)
def test_markup_names_another_language(written: str, spans: tuple[Foreign, ...]) -> None:
    assert parse_markup(written).spans == spans


@pytest.mark.parametrize(
    ("written", "says"), [("{lang:Spanish|Hola}", "'Spanish' is not the code"), ("{lang:es}", "no words"), ("{lang:es| }", "no words")]
)
def test_markup_asks_for_the_code_and_the_words(written: str, says: str) -> None:
    with pytest.raises(MarkupError, match=says) as caught:
        parse_markup(f"Say {written}.")
    assert [mistake.offset for mistake in caught.value.mistakes] == [4]


def test_words_of_another_language_are_marked_in_the_page() -> None:
    assert inline((Run("Hola & 5 días", lang="es"),)) == Markup('<bdi lang="es" dir="ltr">Hola &amp; 5\u00a0días</bdi>')
    assert inline((Run("شكرا", bold=True, lang="ar-EG"),)) == Markup('<strong><bdi lang="ar-EG" dir="rtl">شكرا</bdi></strong>')
    with_source = (
        '<bdi lang="es" dir="ltr">muy </bdi><span class="kept"><bdi lang="es" dir="ltr">bien</bdi> <span class="mark">[1]</span></span>'
    )
    assert inline((Run("muy bien", lang="es"), Marks((1,)))) == Markup(with_source)
