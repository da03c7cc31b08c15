"""The type of the pages: whole faces from our packages and nothing else, and a word about every character they do not have."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from handouts.folders import find_folders
from handouts.pdf.fonts import ARABIC, FAMILIES, FULL, NAMES, TEXT, Family, font_bytes
from handouts.pdf.glyphs import missing_character, missing_glyph
from handouts.pdf.inspect import inspect_pdf
from handouts.pdf.render import render_pdf
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text

SYMBOLS = "≥≤→←☐☑✓−×±½¼¾•…–—°µ€"
VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
EUROPE = "ąćęłńóśźżăâîșțčďěňřšťůžőűğışļņūēģīķßøåæœñçë"
GREEK, CYRILLIC = "αβγδεζηθικλμνξοπρστυφχψω", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґђљњћџў"
EACH_FACE = "<p>{0} <strong>{0}</strong> <em>{0}</em> <strong><em>{0}</em></strong></p>"


def face(name: str) -> TTFont:
    return TTFont(BytesIO(font_bytes(name)), lazy=True)


def page(body: str, lang: str = "en", style: str = "") -> list[tuple[str, str]]:
    """Return the pieces of text of a page in the order in which they are drawn, each with the name of its face."""
    html = f'<html lang="{lang}"><head><title>Type</title><style>{style}</style></head><body><h1>Type</h1>{body}</body></html>'
    facts = inspect_pdf(render_pdf(html, find_folders(None, {}, Path("/nowhere")), "type").pdf)
    assert all(run.font.embedded for run in facts.runs)
    return [(run.text.strip(), run.font.name) for run in facts.runs][1:]


@pytest.mark.parametrize("name", NAMES)
def test_a_face_is_whole_and_what_it_is_called(name: str) -> None:
    (weight, style) = next(family.faces[name][1:] for family in FAMILIES if name in family.faces)
    font = face(name)
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == weight
    assert bool(font["head"].macStyle & 2) == (style == "italic")
    assert {ord(letter) for letter in "AZaz09 .,()"} <= font.getBestCmap().keys()
    assert font["OS/2"].fsType == 0  # may be put into a document


@pytest.mark.parametrize("family", [TEXT, FULL])
def test_a_family_has_four_faces(family: Family) -> None:
    assert {style[1:] for style in family.faces.values()} == {(400, "normal"), (700, "normal"), (400, "italic"), (700, "italic")}


def test_the_full_family_has_what_the_other_lacks() -> None:
    wanted = {*SYMBOLS, *VIETNAMESE, *VIETNAMESE.upper(), *EUROPE, *GREEK, *CYRILLIC}
    for name in ("full-regular.ttf", "full-bold.ttf"):
        assert {letter for letter in wanted if ord(letter) not in face(name).getBestCmap()} == set(), name
    for name in ("full-italic.ttf", "full-bold-italic.ttf"):
        assert {letter for letter in (*SYMBOLS, *VIETNAMESE, *EUROPE) if ord(letter) not in face(name).getBestCmap()} == set(), name
    assert ord("☐") not in face("regular.ttf").getBestCmap()  # or it would not be needed


def test_both_look_as_large() -> None:
    heights = [font["OS/2"].sxHeight / font["head"].unitsPerEm for font in map(face, ("regular.ttf", "full-regular.ttf"))]
    assert max(heights) / min(heights) < 1.03


def test_symbols_are_set_in_each_style_of_the_full_family() -> None:
    assert page(EACH_FACE.format("☐ → ✓")) == [
        ("☐ → ✓", "Source-Sans-Pro"),
        ("☐ → ✓", "Source-Sans-Pro-Bold"),
        ("☐ → ✓", "Source-Sans-Pro-Italic"),
        ("☐ → ✓", "Source-Sans-Pro-Bold-Italic"),
    ]


def test_bold_and_italic_are_never_lost() -> None:
    assert [name for _, name in page(EACH_FACE.format("Rest"))] == [
        "Atkinson-Hyperlegible",
        "Atkinson-Hyperlegible-Bold",
        "Atkinson-Hyperlegible-Italic",
        "Atkinson-Hyperlegible-Bold-Italic",
    ]


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Uống thuốc mỗi ngày 2 lần."), ("el", "Δύο φορές, 2 δόσεις."), ("ru", "Два раза: 2 дозы.")]
)
def test_a_language_is_set_in_one_family_margins_and_all(lang: str, words: str) -> None:
    margin = f'@page {{ @top-left {{ content: "{words}" }} }}'
    assert {name for _, name in page(f"<p>{words}</p>", lang, margin)} == {"Source-Sans-Pro"}


def test_words_of_another_language_are_in_one_family_on_an_english_page() -> None:
    assert page('<p>Say <span lang="vi">thuốc</span> please.</p>') == [
        ("Say", "Atkinson-Hyperlegible"),
        ("thuốc", "Source-Sans-Pro"),
        ("please.", "Atkinson-Hyperlegible"),
    ]


def test_arabic_has_its_letters_and_its_numbers() -> None:
    assert {name for _, name in page("<p>اتصل 911 <strong>الآن</strong></p>", "ar")} == {
        "IBM-Plex-Sans-Arabic",
        "IBM-Plex-Sans-Arabic-Bold",
    }
    assert {*map(ord, "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی")} <= face("arabic-bold.ttf").getBestCmap().keys()
    assert ARABIC.languages[0] == "ar"


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine that has a font of its own, with a snowman in it."""
    fonts = tmp_path / "machine" / "fonts"
    fonts.mkdir(parents=True)
    _snowman(fonts / "snowman.ttf")
    configuration = fonts.parent / "fonts.conf"
    configuration.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{fonts.parent / 'cache'}</cachedir></fontconfig>")
    return {"FONTCONFIG_FILE": str(configuration), "FONTCONFIG_PATH": str(fonts.parent), "XDG_DATA_HOME": str(fonts.parent)}


def _snowman(path: Path) -> None:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((500, 500))
    pen.closePath()
    builder, names = FontBuilder(1000), [".notdef", "snowman"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x2603: "snowman"})
    builder.setupGlyf({name: pen.glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Snowman", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


WITHOUT_US = """
import logging, weasyprint
logging.getLogger("weasyprint").addHandler(logging.StreamHandler())
weasyprint.HTML(string="<p>\u2603").write_pdf()
"""


def test_a_glyph_that_only_this_machine_has_stops_the_build(
    folder: Callable[[Files], Path], command: Callable[..., Any], machine: dict[str, str]
) -> None:
    alone = subprocess.run(
        [sys.executable, "-c", WITHOUT_US], env={**os.environ, **machine}, capture_output=True, text=True, check=True, timeout=60
    )
    assert "notdef" not in alone.stderr  # the machine does have it
    files = {MODULE_FILE: module_text("- {kind: paragraph, text: 'Hello ☃.'}"), PACKET_FILE: packet_text()}
    done = command("build", "our-packet", "--clinic", folder(files), **machine)
    assert done.returncode == 1
    assert "no font of the page has the character '☃' (U+2603 SNOWMAN) in 'our-ward/sections/0'" in done.stderr


@pytest.mark.parametrize(
    ("said", "character"),
    [
        ('.notdef glyph rendered for Unicode string unsupported by fonts: "☃" (U+2603)', "☃"),
        ('.notdef glyph rendered for Unicode string unsupported by fonts: "\n" (U+2028)', "\N{LINE SEPARATOR}"),
        ('.notdef glyph rendered for Unicode string unsupported by fonts: "😀" (U+1F600)', "😀"),
        ("Ignored `color: re` at 1:1, invalid value.", ""),
    ],
)
def test_the_warning_of_the_engine_is_understood(said: str, character: str) -> None:
    assert missing_character(said) == character


@pytest.mark.parametrize(
    ("character", "says", "hint"),
    [
        ("☃", "U+2603 SNOWMAN", "write it in words"),
        ("א", "U+05D0 HEBREW LETTER ALEF", "a font has to be added"),
        ("\u2011", "U+2011 NON-BREAKING HYPHEN", "the hyphen of the keyboard"),
        ("\ufffd", "U+FFFD REPLACEMENT CHARACTER", "write it again"),
        ("\ue000", "U+E000 without a name", "write it in words"),
    ],
)
def test_a_missing_glyph_is_named_with_what_to_do(character: str, says: str, hint: str) -> None:
    problem = missing_glyph(character, f"<p>{character}", "our-packet")
    assert says in problem.message
    assert hint in problem.hint
    assert problem.place.path == "our-packet"


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ('<div data-part="one"><p>a<br>b</p></div><div data-part="two/sections/1"><ul><li>&#9731;</li></ul></div>', " in 'two/sections/1'"),
        ('<div data-part="one"><img src="x" alt="☃"><p data-part="one/sections/0">a</p></div>', " in 'one'"),
        ('<div data-part="one"><p data-part="one/sections/0">a</p>☃</div>', " in 'one'"),
        ('<div data-part="one">a</div><p>☃</p>', ""),
        ('<body data-clinic="☃"><div data-part="one">a</div></body>', ""),
    ],
)
def test_the_text_that_holds_it_is_named(html: str, where: str) -> None:
    message = missing_glyph("☃", html, "our-packet").message
    assert message == f"no font of the page has the character '☃' (U+2603 SNOWMAN){where}"
