"""HTML to PDF bytes, strictly: what WeasyPrint would only log stops the build here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from handouts.folders import Folder
from handouts.pdf.engine import import_weasyprint
from handouts.pdf.fonts import font_faces
from handouts.pdf.glyphs import missing_character, missing_glyph
from handouts.problems import HandoutsError, Place, Problem, raise_errors

_SLOWER_BUT_SAME = "Using fontTools instead of HarfBuzz-Subset"  # the pages do not change; `handouts doctor` tells

_OPTIONS = {"pdf_variant": "pdf/ua-1"}  # laying out and writing both need to know; `finish_pdf` adds what PDF/A wants


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and the number of its pages."""

    pdf: bytes = field(repr=False)  # it may hold what nobody else should read
    pages: int


def render_pdf(html: str, folders: tuple[Folder, ...], name: str) -> Rendered:
    """Return the document as tagged PDF/UA-1 and PDF/A-2a: the same bytes for the same input, fonts and libraries, in any process.

    Raises: HandoutsError when an image, style sheet, font or glyph is missing, or a style is not understood. `name` is said there.
    """
    with _collected_log() as records:
        weasyprint = import_weasyprint()
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetchingError

        from handouts.pdf.assets import ORIGIN, Assets
        from handouts.pdf.finish import finish_pdf
        from handouts.pdf.links import problems_in_links

        try:
            assets, fonts = Assets(folders), FontConfiguration()
            faces = weasyprint.CSS(string=font_faces(ORIGIN), url_fetcher=assets, font_config=fonts)
            page = weasyprint.HTML(string=html, base_url=ORIGIN, url_fetcher=assets)
            document = page.render(stylesheets=[faces], font_config=fonts, **_OPTIONS)
            raise_errors(problems_in_links(document, name))
            rendered = Rendered(finish_pdf(document.write_pdf(**_OPTIONS)), len(document.pages))
        except (FatalURLFetchingError, URLFetchingError) as error:  # the first is a BaseException: `except Exception` would miss it
            cause = error.__cause__ or error
            if isinstance(cause, HandoutsError):  # a file of ours that must not be used
                raise cause from None
            message = f"a file for the page is missing: {cause}"
            raise HandoutsError([Problem(Place(name), message, "a page that lost a part is worse than none")]) from None
    if records:
        raise HandoutsError(_problem(record.getMessage(), html, name) for record in records)
    return rendered


@contextmanager
def _collected_log() -> Iterator[list[logging.LogRecord]]:
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: None if _SLOWER_BUT_SAME in record.getMessage() else records.append(record)  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before = list(logger.handlers), logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield records
    finally:
        logger.handlers, logger.propagate = before


def _problem(said: str, html: str, name: str) -> Problem:
    if character := missing_character(said):
        return missing_glyph(character, html, name)
    return Problem(Place(name), f"the page cannot be drawn as written: {said}")
