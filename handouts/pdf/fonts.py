"""The type the pages are set in: four whole faces from a pinned package, never the machine's own.

Atkinson Hyperlegible was drawn for readers with low vision (Braille Institute, 2019; OFL).
"""

from __future__ import annotations

from importlib.resources import files

_PACKAGE = "fontpkg_atkinson_hyperlegible"
_FACES = {
    "regular.ttf": "AtkinsonHyperlegible-Regular.ttf",
    "bold.ttf": "AtkinsonHyperlegible-Bold.ttf",
    "italic.ttf": "AtkinsonHyperlegible-Italic.ttf",
    "bold-italic.ttf": "AtkinsonHyperlegible-BoldItalic.ttf",
}
NAMES = tuple(_FACES)


def font_bytes(name: str) -> bytes:
    """Return the font file that the style sheet calls `name`. Raises: KeyError for a face that is not shipped."""
    return (files(_PACKAGE) / "files" / _FACES[name]).read_bytes()
