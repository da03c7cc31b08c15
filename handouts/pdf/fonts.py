"""The type the pages are set in: whole, static faces from pinned packages, never the machine's own.

Whole files, because a face split over several prints wrong letters; static ones, because a variable face is made anew for each file, with
the time of day in it. Atkinson Hyperlegible was drawn for readers with low vision (Braille Institute, 2019). It has no ☐, → or ✓ and few
languages, so a full family stands behind it; of the packaged ones Source Sans Pro looks most like it: its small letters are 2 % lower.
All three are under the SIL Open Font License.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Family:
    """A typeface: its name on the page, where its files are, and the languages that are set in it alone.

    `faces`: for each name we serve, the package's file, its weight and style. `languages` are those whose words would else be put together
    from two typefaces, letter by letter.
    """

    name: str
    package: str
    faces: dict[str, tuple[str, int, str]]
    languages: tuple[str, ...] = ()


TEXT = Family(
    "Atkinson Hyperlegible",
    "fontpkg_atkinson_hyperlegible",
    {
        "regular.ttf": ("AtkinsonHyperlegible-Regular.ttf", 400, "normal"),
        "bold.ttf": ("AtkinsonHyperlegible-Bold.ttf", 700, "normal"),
        "italic.ttf": ("AtkinsonHyperlegible-Italic.ttf", 400, "italic"),
        "bold-italic.ttf": ("AtkinsonHyperlegible-BoldItalic.ttf", 700, "italic"),
    },
)
FULL = Family(
    "Source Sans Pro",
    "font_source_sans_pro",
    {
        "full-regular.ttf": ("SourceSansPro-Regular.ttf", 400, "normal"),
        "full-bold.ttf": ("SourceSansPro-Bold.ttf", 700, "normal"),
        "full-italic.ttf": ("SourceSansPro-It.ttf", 400, "italic"),
        "full-bold-italic.ttf": ("SourceSansPro-BoldIt.ttf", 700, "italic"),
    },
    languages=("vi", "el", "ru", "uk", "be", "bg", "mk", "sr"),
)
ARABIC = Family(  # Arabic has no italics
    "IBM Plex Sans Arabic",
    "fontpkg_ibm_plex_sans_arabic",
    {
        "arabic-regular.ttf": ("IBMPlexSansArabic-Regular.ttf", 400, "normal"),
        "arabic-bold.ttf": ("IBMPlexSansArabic-Bold.ttf", 700, "normal"),
    },
    languages=("ar", "fa", "ps", "ur"),
)
FAMILIES = (TEXT, FULL, ARABIC)
SCRIPTS = "Latin, Greek, Cyrillic and Arabic"  # what the families hold together, for messages
_FILES = {served: (family.package, face[0]) for family in FAMILIES for served, face in family.faces.items()}
NAMES = tuple(_FILES)


def font_bytes(name: str) -> bytes:
    """Return the font file served under `name`. Raises: KeyError for a face that is not shipped."""
    package, file = _FILES[name]
    return (files(package) / "files" / file).read_bytes()


def font_faces(origin: str) -> str:
    """Return the style sheet that names the faces and says which a language is set in.

    Every page gets it, because a page without any font crashes Pango. Style sheets that name no family leave the choice to it.
    """
    return "\n".join([*(_face(origin, family, served) for family in FAMILIES for served in family.faces), *_stacks()])


def _face(origin: str, family: Family, served: str) -> str:
    _, weight, style = family.faces[served]
    return f'@font-face {{ font-family: "{family.name}"; src: url("{origin}fonts/{served}"); font-weight: {weight}; font-style: {style}; }}'


def _stacks() -> list[str]:
    """On the root, since the margins of a page take their type from there."""
    chosen = [("html", TEXT), *((f":lang({language})", family) for family in FAMILIES for language in family.languages)]
    return [f'{selector} {{ font-family: "{first.name}", "{FULL.name}"; }}' for selector, first in chosen]
