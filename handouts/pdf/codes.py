"""The packet code in a finished PDF: written into its properties, and found again there or on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO

import pikepdf

from handouts.problems import HandoutsError, Place, Problem
from handouts.receipt import SIGNS, read_code

MOST_BYTES = 200_000_000
MOST_PAGES = 500  # to read through for a code; the longest packet in the largest print has 150
_SHOWN = "FILE.pdf"  # a file may be named after someone
_CODE = rf"([{SIGNS}]{{4}})\W{{0,2}}([{SIGNS}]{{4}})(?![0-9A-Za-z])"
_NEVER = r"(?!)"
_UNSEEN = re.compile("[\u00ad\u2060\ufeff]")
_AGAIN = "print the packet again, or give the code from its last page instead of a file"


def codes_in(pdf: bytes, labels: Iterable[str]) -> list[str]:
    """Return the codes of the packets in a PDF: the one its properties name, then the others on its pages, in order.

    Programs that print a PDF anew leave its properties out; those that join several keep the properties of the first. `labels` are the
    lines a code stands in, with "{code}" in its place.

    Raises: HandoutsError when it is not a PDF, is damaged or locked, or too long to be read through.
    """
    if len(pdf) > MOST_BYTES:
        raise _error(f"this file is larger than {MOST_BYTES // 1_000_000} MB: no packet is", _AGAIN)
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            named = _find([r"[Pp]acket code:? *"], _properties(document))
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise _error("this file is locked with a password", _AGAIN) from error
    except (pikepdf.PdfError, ValueError) as error:
        raise _error("this is not a PDF, or it is damaged", _AGAIN) from error
    if pages > MOST_PAGES:
        raise _error(f"this file has {pages} pages: it holds more than one packet", _AGAIN)
    return list(dict.fromkeys([*named, *_find([_shape(label) for label in labels], _words(pdf))]))


def _properties(document: pikepdf.Pdf) -> str:
    """Return what may hold the code: the keywords and the XMP packet, where one of them was kept."""
    told = []
    with suppress(AttributeError, ValueError, pikepdf.PdfError):
        told.append(str(document.docinfo.get("/Keywords", "")))
    with suppress(AttributeError, ValueError, pikepdf.PdfError):
        told.append(bytes(document.Root.Metadata.read_bytes()).decode("utf-8", "ignore"))
    return "\n".join(told)


def _words(pdf: bytes) -> str:
    import pypdfium2  # takes a while to load

    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise _error("the pages of this file cannot be read: it is damaged", _AGAIN) from error


def _shape(label: str) -> str:
    """Return the pattern of what stands before a code, however its spaces are set; a label of the code alone is too little to go by."""
    before = label.partition("{code}")[0].split()
    return r"\s*".join(map(re.escape, before)) + r"\s*" if before else _NEVER


def _find(leads: Iterable[str], text: str) -> list[str]:
    lead = "|".join(leads) or _NEVER
    found = re.findall(f"(?:{lead}){_CODE}", _UNSEEN.sub("", text).replace("\ufffe", "-"))
    return list(dict.fromkeys(code for pair in found if (code := read_code("".join(pair)))))


def _error(message: str, hint: str) -> HandoutsError:
    return HandoutsError([Problem(Place(_SHOWN), message, hint)])
