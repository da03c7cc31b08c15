"""The type the pages are set in: four whole faces from a pinned package, never the machine's own.

Whole files, because a face split over several prints wrong letters; four, because a missing one silently loses its bold. Atkinson
Hyperlegible was drawn for readers with low vision (Braille Institute, 2019; OFL).
"""

from __future__ import annotations

from importlib.resources import files

FAMILY = "Atkinson Hyperlegible"
_PACKAGE = "fontpkg_atkinson_hyperlegible"
_FACES = {
    "regular.ttf": ("AtkinsonHyperlegible-Regular.ttf", 400, "normal"),
    "bold.ttf": ("AtkinsonHyperlegible-Bold.ttf", 700, "normal"),
    "italic.ttf": ("AtkinsonHyperlegible-Italic.ttf", 400, "italic"),
    "bold-italic.ttf": ("AtkinsonHyperlegible-BoldItalic.ttf", 700, "italic"),
}
NAMES = tuple(_FACES)


def font_bytes(name: str) -> bytes:
    """Return the font file served under `name`. Raises: KeyError for a face that is not shipped."""
    return (files(_PACKAGE) / "files" / _FACES[name][0]).read_bytes()


def font_faces(origin: str) -> str:
    """Return the style sheet that names the faces. Every page gets it, because a page without any font crashes Pango."""
    rule = '@font-face {{ font-family: "{family}"; src: url("{url}"); font-weight: {weight}; font-style: {style}; }}'
    return "\n".join(
        rule.format(family=FAMILY, url=f"{origin}fonts/{name}", weight=weight, style=style) for name, (_, weight, style) in _FACES.items()
    )
