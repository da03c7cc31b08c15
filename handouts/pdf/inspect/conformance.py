"""Whether a file keeps the standards it claims: a machine check of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""

from __future__ import annotations

from typing import Literal, get_args

import page

from handouts.pagefacts import Failure

Standard = Literal["PDF/UA-1", "PDF/A-2a"]
STANDARDS: tuple[Standard, ...] = get_args(Standard)
_PROFILES = {"PDF/UA-1": page.ValidationProfile.PDF_UA_1, "PDF/A-2a": page.ValidationProfile.PDF_A_2A}


def failures_of(pdf: bytes, standards: tuple[Standard, ...]) -> tuple[Failure, ...]:
    """Return what the checker objects to, once for each clause; it gives the verdicts of veraPDF."""
    found = {
        (name, failure.rule_id): Failure(name, failure.rule_id, failure.message)
        for name in standards
        for failure in page.validate_pdf_bytes(pdf, profile=_PROFILES[name]).failures
    }
    return tuple(found.values())
