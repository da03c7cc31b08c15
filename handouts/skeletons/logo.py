"""A clinic's logo: read from a file, looked at, and named. It is never fetched from anywhere."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from handouts.drawings import MOST_BYTES, problems_in_drawing
from handouts.problems import HandoutsError, Place, Problem

_OTHERS = {
    b"\xff\xd8\xff": "a photo (JPEG)",
    b"%PDF": "a PDF",
    b"%!PS": "an EPS drawing",
    b"GIF8": "a GIF picture",
    b"RIFF": "a WebP picture",
    b"\x1f\x8b": "a packed drawing (SVGZ)",
}
_SAVE = "save it as PNG or plain SVG"


def read_logo(given: str) -> tuple[str, bytes]:
    """Return the name a logo gets in content/images/, and the file's bytes; `given` is its path as a person typed it.

    Raises: HandoutsError when there is no such file, or it is not a picture that can be printed.
    """
    if re.match(r"[a-z]{2,}:", given, re.IGNORECASE):
        raise _refused(given, "nothing is fetched from an address", "save the picture on this computer, then name the file")
    try:
        with Path(os.path.expanduser(given)).open("rb") as file:  # Path's own fails for a ~name nobody has
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a path may not hold a NUL
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise _refused(given, f"the logo cannot be read: {reason}", "name a file on this computer") from error
    if other := next((name for start, name in _OTHERS.items() if data.startswith(start)), ""):
        raise _refused(given, f"this is {other}, not an SVG or a PNG", _SAVE)
    name = "logo.png" if data.startswith(b"\x89PNG") else "logo.svg"
    if name == "logo.svg" and b"<svg" not in data:
        raise _refused(given, "this is neither an SVG drawing nor a PNG picture", _SAVE)
    if problems := problems_in_drawing(data, name):
        raise HandoutsError(replace(problem, place=replace(problem.place, path=given)) for problem in problems)
    return name, data


def _refused(given: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(given), message, hint)])
