"""HS: what only people can judge. The program asks for their signature and never gives a score of its own."""

from __future__ import annotations

from handouts.checks.rules import Rule, SignOff

_SIGN = "when it is done: `handouts approve PACKET --scope {} --role … --name …`"


def _sign_off(number: int, scope: str, says: str, standard: str, *roles: str, months: int = 0) -> SignOff:
    do = _SIGN.format(scope)
    return SignOff(f"HS-{number:02}", "warning", says=says, standard=standard, do=do, sign_as=scope, roles=roles, months=months)


RULES: tuple[Rule, ...] = (
    _sign_off(1, "evidence", "Every claim is true and up to date.", "IPDAS 2013, items 8 and 11", "neurologist", "transplant-physician"),
    _sign_off(2, "medicines", "What is said of medicines is right.", "NHS content standard", "pharmacist"),
    _sign_off(
        3,
        "danger-signs",
        "The danger signs, and whom to call for which, are right. Signed again each year and whenever a number changes.",
        "PEMAT-P (AHRQ, 2013), actionability",
        "nurse",
        months=12,
    ),
    _sign_off(4, "main-message", "Each sheet has the right message for its reader.", "CDC Clear Communication Index, item 1", "nurse"),
    _sign_off(5, "balance", "Good and bad are in balance, the tone is kind, nothing pushes.", "IPDAS 2013, items 14 and 15", "neurologist"),
    _sign_off(6, "terms", "The right words are explained, and rightly.", "PEMAT-P (AHRQ, 2013), items 3 and 4", "nurse"),
    _sign_off(7, "figures", "Pictures mean what they should, in every culture.", "SAM (1996), factors 10 to 12, 21 and 22", "nurse"),
    _sign_off(8, "reading-order", "A screen reader says each page in the right order.", "PDF/UA-1, Matterhorn Protocol", "accessibility"),
    _sign_off(
        9,
        "reader-testing",
        "At least two readers of each kind have tried it, and said in their own words what it says.",
        "PIF TICK; SAM (1996), factors 21 and 22",
        "patient-reviewer",
        "second-patient-reviewer",
    ),
    _sign_off(
        10,
        "translation",
        "A qualified second reader has confirmed the translation.",
        "NHS content standard; 45 CFR 92.201",
        "language-reviewer",
    ),
    _sign_off(11, "legal-notices", "The notices the law asks for are in place.", "45 CFR 92 (Section 1557)", "compliance"),
    _sign_off(12, "privacy-setup", "The computer and the printer keep what is printed private.", "45 CFR 164.514 (HIPAA)", "privacy"),
)
