"""Phone numbers that a telephone can dial as they stand."""

from __future__ import annotations

import re

from handouts.model import PHONE

_ONLY_AT_HOME = re.compile(r"^(\+[0-9]+ ?)\(0\) ?")  # "+44 (0)20": the 0 is dialled inside the country alone


def address_of(number: str) -> str:
    """Return "tel:+15550100;ext=4" for "+1 555-0100 ext. 4" (RFC 3966, 2004); nothing for what is not one number ("999/112")."""
    if not PHONE.fullmatch(number) or "/" in number:
        return ""
    plain, _, extension = re.sub(r"[^0-9+x]", "", _ONLY_AT_HOME.sub(r"\1", number).replace("ext", "x")).partition("x")
    return f"tel:{plain};ext={extension}" if extension else f"tel:{plain}"
