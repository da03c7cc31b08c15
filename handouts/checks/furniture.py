"""PR-03: what stands on every page, so that a single sheet that lies about still says what it is and whom to call."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.rules import Finding
from handouts.checks.views import PageView, on_page, pages_named
from handouts.pagefacts import Page, tidy
from handouts.pieces import Run as Words
from handouts.pieces import plain_text


def missing_furniture(view: PageView) -> Iterator[Finding]:
    """One finding for each thing that is missing, with the pages it is missing from."""
    missing: dict[str, list[int]] = {}
    for page in view.facts.pages:
        for what in _missing_from(view, page):
            missing.setdefault(what, []).append(page.number)
    for what, pages in missing.items():
        numbers = "every page" if len(pages) == len(view.facts.pages) else pages_named(pages)
        yield on_page(view, "", f"{what} is missing from {numbers}")


def _missing_from(view: PageView, page: Page) -> Iterator[str]:
    packet, labels, said = view.packet, view.packet.locale.labels, page.furniture
    text = f"{said} {tidy(' '.join(run.said for run in page.body))}"  # the title of the first page is its headline
    title, clinic = plain_text(packet.title), packet.reader.clinic_value("name") or ""
    if not any(name and name in text for name in (title, clinic)):
        yield "the title of the packet, or the clinic's name"
    if labels.page_of.format(page=page.number, pages=len(view.facts.pages)) not in said:
        yield "the number of the page, and of how many"
    if not _is_dated(view, said):
        yield "the day by which it is checked again"
    if isinstance(packet.phone, Words) and " ".join(packet.phone.text.split()) not in said:
        yield "the number that answers day and night"
    if (versions := _versions_on(view, page)) and not any(version in said for version in versions):
        yield "the version"


def _is_dated(view: PageView, said: str) -> bool:
    words = view.packet.locale.labels.check_again_by.split("{date}")[0].strip()
    years = {str(sheet.review_due.year) for sheet in view.packet.sheets}
    return words in said and any(year in said for year in years)


def _versions_on(view: PageView, page: Page) -> set[str]:
    """Return how the versions of the sheets on a page are written; a page that belongs to the packet has none."""
    parts = {view.facts.part_of[run].partition("/")[0] for run in page.body if run in view.facts.part_of}
    return {view.packet.locale.labels.version.format(version=sheet.version) for sheet in view.packet.sheets if sheet.module in parts}
