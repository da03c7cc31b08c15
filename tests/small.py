"""Small made-up pages, printed the way packets are."""

from __future__ import annotations

from pathlib import Path

from handouts.folders import find_folders
from handouts.pdf.engine import import_weasyprint
from handouts.pdf.fonts import font_faces
from handouts.pdf.render import render_pdf
from tests.structure import Structure

FOLDERS = find_folders(None, {}, Path("/nowhere"))
STYLE = (
    "@page { size: 100mm 60mm; margin: 8mm } body { margin: 0; font: 12pt 'Atkinson Hyperlegible'; hyphens: none } "
    "ul ul { list-style: inherit }"
)


def small_html(body: str, style: str = "", root: str = 'lang="en"', head: str = "<title>Small</title>") -> str:
    """Return pages of a postcard's size with this body, headed "Page"."""
    return f"<html {root}><head>{head}<style>{STYLE} {style}</style></head><body><h1>Page</h1>{body}</body></html>"


def small_pdf(body: str, style: str = "", root: str = 'lang="en"', head: str = "<title>Small</title>") -> bytes:
    """Return `small_html` as it leaves the program."""
    return render_pdf(small_html(body, style, root, head), FOLDERS, "small").pdf


def raw_pdf(body: str) -> bytes:
    """Return `small_html` as it leaves WeasyPrint."""
    weasyprint = import_weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    from handouts.pdf.assets import ORIGIN, Assets

    assets, fonts = Assets(FOLDERS), FontConfiguration()
    faces = weasyprint.CSS(string=font_faces(ORIGIN), url_fetcher=assets, font_config=fonts)
    html = weasyprint.HTML(string=small_html(body), base_url=ORIGIN, url_fetcher=assets)
    written: bytes = html.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")
    return written


def small_page(body: str, style: str = "", root: str = 'lang="en"') -> Structure:
    """Return the structure of `small_pdf`."""
    return Structure(small_pdf(body, style, root))
