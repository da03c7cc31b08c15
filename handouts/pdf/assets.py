"""The one way a page gets at a file: style sheets, images and fonts, under a made-up address, from our folders only.

The address is the same on every machine, because file names reach the PDF's bytes; and nothing else answers, so nothing is ever
fetched from the network or read from elsewhere on the disk.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from handouts.drawings import problems_in_drawing
from handouts.folders import Folder, FoundFile
from handouts.pdf.fonts import font_bytes
from handouts.problems import HandoutsError, Place, Problem

ORIGIN = "https://handout.invalid/"
_SHELVES = {"css": "templates/css", "images": "content/images"}
_KINDS = {"css": {"css": "text/css"}, "images": {"svg": "image/svg+xml", "png": "image/png"}, "fonts": {"ttf": "font/ttf"}}
_ADDRESS = re.compile(rf"{re.escape(ORIGIN)}(?P<shelf>css|images|fonts)/(?P<name>\w[\w-]*(?:[./]\w[\w-]*)*\.(?P<ending>[a-z]+))", re.ASCII)
_LONGEST_SHOWN = 80


class AssetError(ValueError):
    """An address that is not one of our files."""


class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no annotations
    """Serves `css/…`, `images/…` and `fonts/…`; the clinic's file wins over the built-in one."""

    def __init__(self, folders: tuple[Folder, ...]) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False, fail_on_errors=True)
        self.folders = folders

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the file behind `url`. Raises: AssetError or HandoutsError, which WeasyPrint turns into a fatal error."""
        data, kind = self.read(url)
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def read(self, url: str) -> tuple[bytes, str]:
        """Return the file behind `url` and its kind, as "text/css".

        Raises: AssetError for an address that is not ours, HandoutsError for a file that must not be used.
        """
        found = _ADDRESS.fullmatch(url)
        if not found:
            raise AssetError(f"'{_short(url)}' is outside the handouts folders")
        shelf, name, ending = found["shelf"], found["name"], found["ending"]
        if ending not in _KINDS[shelf]:
            raise AssetError(f"'{shelf}/{name}' does not end in .{' or .'.join(_KINDS[shelf])}")
        data = _font(name) if shelf == "fonts" else self._file(shelf, name)
        return data, _KINDS[shelf][ending]

    def _file(self, shelf: str, name: str) -> bytes:
        for folder in self.folders:
            if found := folder.file(f"{_SHELVES[shelf]}/{name}"):
                data = found.path.read_bytes()
                if problems := problems_in_drawing(data, found.shown) if shelf == "images" else _problems_in_style(data, found):
                    raise HandoutsError(problems)
                return data
        raise AssetError(f"there is no file '{shelf}/{name}'")


def _font(name: str) -> bytes:
    try:
        return font_bytes(name)
    except KeyError:
        raise AssetError(f"there is no font '{name}'") from None


def _problems_in_style(data: bytes, found: FoundFile) -> list[Problem]:
    """A drawing by another name would not have been looked at as one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Problem(Place(found.shown), "this is not UTF-8 text", "save the file with the encoding UTF-8")]
    if text.lstrip().startswith("<"):
        return [Problem(Place(found.shown, 1, 1), "this is not a style sheet", "drawings lie in content/images")]
    return []


def _short(url: str) -> str:
    return url if len(url) <= _LONGEST_SHOWN else f"{url[:_LONGEST_SHOWN]}…"
