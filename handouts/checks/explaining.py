"""Words explained where they stand: "central line (the tube in the vein)", "strong drugs (chemotherapy)", "a relapse, an MS attack"."""

from __future__ import annotations

import re

# In any language: "HSCT (the …", "menopause: …", and "… (HSCT)".
_GOES_ON = re.compile(r"[\"”]?(?:\s*\(|:\s)")
_OPENED = re.compile(r"\w[\"”]?\s\([\"“]?$")
_CLOSED = re.compile(r"[\"”]?[),]")
_ENGLISH_GOES_ON = re.compile(
    r"[\"”]?(?:,\s(?:an?|the|your|their|its|once|which|such\sas)\s|\s(?:is|are|means?)\s(?:an?|the|when|how|what)\s)", re.IGNORECASE
)
_ENGLISH_OPENED = re.compile(r"\w[\"”]?\s\((?:(?:an?|the|or|also|called|short\sfor)\s){1,3}[\"“]?$")


def is_explained_at(text: str, start: int, end: int, locale_id: str) -> bool:
    """Return whether the words from `start` to `end` are said in other words right there: in brackets, or set beside them."""
    before, after = text[:start], text[end:]
    if _GOES_ON.match(after) or (_OPENED.search(before) and _CLOSED.match(after)):
        return True
    if not locale_id.startswith("en"):
        return False
    return bool(_ENGLISH_GOES_ON.match(after) or (_ENGLISH_OPENED.search(before) and _CLOSED.match(after)))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Return whether the words stand in quotes: they are spoken of, as what others say."""
    return text[:start].endswith(('"', "“")) and text[end:].lstrip(",.")[:1] in ('"', "”")
