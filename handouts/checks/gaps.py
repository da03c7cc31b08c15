"""What the clinic has not filled in yet, and prints as a line to write on, and its numbers that nobody can call: someone should know."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.views import PacketView
from handouts.folders import CLINIC_FILE
from handouts.problems import Place, Problem

NIGHT_NUMBER = "phone_24h"
CLINIC_NUMBERS = NIGHT_NUMBER, "phone_day"
_FEWEST_DIGITS = 7  # of a number that reaches a clinic from anywhere: an extension has fewer
WHOLE_NUMBER = "write the whole number, with its area code, as people dial it at home"
# What every clinic has in the locale's own country, and no one may guess elsewhere: its name in clinic.yaml.
NEEDED = {
    "fever": "fever_c",
    "low_temperature": "low_temperature_c",
    "emergency_number": "emergency_number",
    "crisis_line": "crisis_line",
}


def check_gaps(view: PacketView) -> Iterator[Problem]:
    """Return a warning for each value of the clinic that the packet prints and the clinic has not given, and for each number of no use.

    For patients, page 1 may not say "call" without the number that answers at night: then it is an error. So is a limit or
    an emergency number that nobody has set, for anyone: a sheet that says "at ____ or higher" helps no one at 3 a.m.
    """
    must_call = view.permit.release and "call" in view.library.audiences[view.packet.audience].value.front_kinds
    for slot in view.packet.missing:
        label = view.packet.reader.clinic_label(slot)
        if slot in NEEDED:
            message = f"no {NEEDED[slot]} is given, and none is usual in {view.packet.reader.jurisdiction}"
            yield Problem(Place(view.library.clinic_file), message, f"add '{NEEDED[slot]}: …' to {CLINIC_FILE}")
            continue
        message, hint = f"no {slot} is given: '{label}' prints as a line to write on", f"add '{slot}: …' to {CLINIC_FILE}"
        yield Problem(Place(view.library.clinic_file), message, hint, "error" if must_call and slot == NIGHT_NUMBER else "warning")
    reader = view.packet.reader
    for slot in CLINIC_NUMBERS:
        if why := why_no_one_can_call(reader.clinic_value(slot) or "", reader.clinic_value("emergency_number") or ""):
            yield Problem(Place(view.library.clinic_file), f"{slot} {why}", WHOLE_NUMBER, "warning")


def why_no_one_can_call(number: str, emergency_number: str = "") -> str:
    """Return why a number does not reach a clinic from home, as the end of a sentence; empty when it may, or when there is none."""
    digits = _digits_of(number)
    if not digits:
        return ""
    if digits == _digits_of(emergency_number):
        return "is the same as the emergency number"
    return "looks too short to be called from home" if len(digits) < _FEWEST_DIGITS else ""


def _digits_of(number: str) -> str:
    return "".join(character for character in number if character.isdigit())
