"""The handout's type for a screen: two faces, only the letters a page uses, in the page itself."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from handouts.pdf.fonts import font_bytes

# A name of its own: a cut font is not the one its makers vouch for, and must not be taken for one that is installed.
FAMILY = "Handout Text"
_WEIGHTS = {"regular.ttf": 400, "bold.ttf": 700}
_NOTICES = (0, 13, 14)  # copyright, licence, its address: these go wherever the font goes


def font_faces(characters: str) -> str:
    """Return the style rules that hold the faces with just these characters.

    Nothing where a letter of the page is not in them: a word put together from two typefaces is hard to read.
    """
    if not all(map(_known_letters().__contains__, filter(str.isalpha, characters))):
        return ""
    rule = "@font-face {{ font-family: {family!r}; font-weight: {weight}; src: url(data:font/woff2;base64,{data}) format('woff2'); }}"
    return "\n".join(
        rule.format(family=FAMILY, weight=weight, data=b64encode(_cut(font_bytes(name), characters)).decode())
        for name, weight in _WEIGHTS.items()
    )


def _known_letters() -> frozenset[str]:
    return frozenset(map(chr, TTFont(BytesIO(font_bytes("regular.ttf")), lazy=True).getBestCmap()))


def _cut(font: bytes, characters: str) -> bytes:
    face = TTFont(BytesIO(font), recalcTimestamp=False)  # the clock must not get into the page
    options = subset.Options(flavor="woff2", hinting=False, name_IDs=_NOTICES, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(face)
    for name_id in (1, 4, 6):
        face["name"].setName(FAMILY.replace(" ", "") if name_id == 6 else FAMILY, name_id, 3, 1, 0x409)
    face.flavor = "woff2"
    output = BytesIO()
    face.save(output)
    return output.getvalue()
