"""Brings WeasyPrint in: hermetic, quickly, patched, and only in the version this program was measured with.

Upstream looks for each library under its Windows and macOS names first; every miss starts ldconfig and the C compiler, 87 processes
in all. On Linux the names are fixed, so they are answered from a table while the import runs.
"""

from __future__ import annotations

import ctypes.util
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
    from handouts.pdf import patches

    patches.install()
    return weasyprint


def describe_engine() -> str:
    """Return the versions the pages depend on, and a word of advice where a part is missing. Raises like `import_weasyprint`."""
    import_weasyprint()
    from weasyprint.text.ffi import harfbuzz_subset, pango

    versions = f"WeasyPrint {VERSION}, Pango {pango.pango_version() // 10000}.{pango.pango_version() // 100 % 100}"
    return versions if harfbuzz_subset else f"{versions}; slower without libharfbuzz-subset0, the pages are the same"


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
