"""Brings WeasyPrint in: hermetic, quickly, and only in the version this program was measured with.

Upstream looks for each library under its Windows and macOS names first; every miss starts ldconfig and the C compiler, 87 processes
in all. On Linux the names are fixed, so they are answered from a table while the import runs.
"""

from __future__ import annotations

import ctypes.util
import math
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handouts.problems import HandoutsError, Place, Problem

VERSION = "70.0"
_CONFIGURATION = Path(__file__).with_name("fonts.conf")
_LINUX_LIBRARIES = {
    "libgobject-2.0-0": "libgobject-2.0.so.0",
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-0": "libharfbuzz.so.0",
    "libharfbuzz-subset-0": "libharfbuzz-subset.so.0",
    "libfontconfig-1": "libfontconfig.so.1",
}
PANGO_HELP = (
    "install Pango: Debian/Ubuntu 'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0', Fedora 'dnf install pango', "
    "macOS 'brew install pango', Windows 'pacman -S mingw-w64-x86_64-pango' in MSYS2"
)


def import_weasyprint() -> Any:
    """Return the weasyprint module, set up so that the machine's fonts and clock cannot reach a page.

    Raises: HandoutsError when Pango is missing or the version is not the pinned one.
    """
    os.environ["FONTCONFIG_FILE"] = str(_CONFIGURATION)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        with _known_libraries(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured", UserWarning)  # as wanted: ours come from the style sheet
            import weasyprint
    except OSError as error:
        raise HandoutsError([Problem(Place("weasyprint"), f"a system library is missing: {error}".splitlines()[0], PANGO_HELP)]) from error
    if weasyprint.__version__ != VERSION:
        message = f"WeasyPrint is {weasyprint.__version__}, but the pages were made and checked with {VERSION}"
        raise HandoutsError([Problem(Place("weasyprint"), message, f"install weasyprint=={VERSION}")])
    _keep_words_that_fit()
    return weasyprint


def describe_engine() -> str:
    """Return the versions the pages depend on, and a word of advice where a part is missing. Raises like `import_weasyprint`."""
    import_weasyprint()
    from weasyprint.text.ffi import harfbuzz_subset, pango

    versions = f"WeasyPrint {VERSION}, Pango {pango.pango_version() // 10000}.{pango.pango_version() // 100 % 100}"
    return versions if harfbuzz_subset else f"{versions}; slower without libharfbuzz-subset0, the pages are the same"


def _keep_words_that_fit() -> None:
    """Patch: a line ends too early before inline markup.

    Since 70.0 a text whose last space alone does not fit is cut, often after its first word ("Do | not eat anything"). What fits without
    that space fits. Comes from upstream commit 148bc049 (July 2026); no report found. May go when a release keeps 69.0's lines.
    """
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    original = line_break.split_first_line
    if getattr(original, "keeps_words_that_fit", False):
        return

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, *rest: Any, **more: Any) -> Any:
        line = original(text, style, context, max_width, spacing, *rest, **more)
        cut = line[2] is not None
        if (
            not cut
            or max_width is None
            or not text.rstrip(" ")
            or not text.endswith(" ")
            or style["white_space"] not in ("normal", "pre-line")
        ):
            return line
        without_space = original(text.rstrip(" "), style, context, max_width, spacing, *rest, **more)
        if without_space[2] is None and without_space[3] <= max_width:
            return original(text, style, context, math.inf, spacing, *rest, **more)
        return line

    split_first_line.keeps_words_that_fit = True  # type: ignore[attr-defined]
    line_break.split_first_line = inline.split_first_line = split_first_line


@contextmanager
def _known_libraries() -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    original = ctypes.util.find_library
    ctypes.util.find_library = _LINUX_LIBRARIES.get  # type: ignore[assignment]
    try:
        yield
    finally:
        ctypes.util.find_library = original
