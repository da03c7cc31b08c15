"""The one way a page gets at a file: style sheets, images and fonts, under a made-up address, from our folders only.

The address is the same on every machine, because file names reach the PDF's bytes; and nothing else answers, so nothing is ever
fetched from the network or read from elsewhere on the disk.
"""

from __future__ import annotations

import mimetypes
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from handouts.folders import Folder
from handouts.pdf.fonts import font_bytes

ORIGIN = "https://handout.invalid/"
_SHELVES = {"css": "templates/css", "images": "content/images"}


class AssetError(ValueError):
    """An address that is not one of our files."""


class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no annotations
    """Serves `css/…`, `images/…` and `fonts/…`; the clinic's file wins over the built-in one."""

    def __init__(self, folders: tuple[Folder, ...]) -> None:
        super().__init__(allowed_protocols=["https", "data"], allow_redirects=False, fail_on_errors=True)
        self.folders = folders

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the file behind `url`. Raises: AssetError, which WeasyPrint turns into a fatal error."""
        data = self.read(url)
        return URLFetcherResponse(url, data, {"Content-Type": mimetypes.guess_type(url)[0] or "application/octet-stream"})

    def read(self, url: str) -> bytes:
        shelf, _, name = url.removeprefix(ORIGIN).partition("/")
        if not url.startswith(ORIGIN) or not name:
            raise AssetError(f"'{url}' is outside the handouts folders")
        if shelf == "fonts":
            try:
                return font_bytes(name)
            except KeyError:
                raise AssetError(f"there is no font '{name}'") from None
        if shelf in _SHELVES:
            for folder in self.folders:
                base = (folder.root / _SHELVES[shelf]).resolve()
                path = (base / name).resolve()
                if path.is_relative_to(base) and path.is_file():
                    return path.read_bytes()
        raise AssetError(f"there is no file '{shelf}/{name}'")
