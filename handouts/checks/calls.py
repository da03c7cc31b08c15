"""When to get help: whom to call for which sign, and what to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.required import audience_of, missing_kinds, must_have
from handouts.checks.rules import Finding
from handouts.checks.views import PacketView, SheetView, found, in_packet
from handouts.markup import ClinicSlot, Temperature
from handouts.passages import Passage
from handouts.phrases import find_phrases
from handouts.selection import Part

# Signs that are measured, by language: they need the value from which on to call.
_MEASURED = {"en": ("fever", "fevers", "temperature", "temperatures")}

Box = tuple[SheetView, Part]


def when_to_get_help(view: PacketView) -> Iterator[Finding]:
    """Return what keeps a reader from getting help in time: no box, no emergency number, a fever without its value, no words to say."""
    yield from missing_kinds(view, "AC-03")
    boxes = list(view.sections_of("call"))
    for sheet, box in boxes:
        signs = sheet.texts_of(box, "signs")
        yield from (in_packet(sheet, finding) for finding in _unmeasured(signs, sheet.reader.locale.id))
    if boxes and must_have(view, "call"):
        must_call_at_once = "call" in audience_of(view).front_kinds
        yield from _tiers(view, boxes) if must_call_at_once else _way_to_an_ambulance(boxes)


def _tiers(view: PacketView, boxes: list[Box]) -> Iterator[Finding]:
    """What these readers must find together, on page 1 when there is such a page: at night no one turns pages."""
    place = ("front",) if view.packet.has_front else ("modules",)
    together = [(sheet, box) for sheet, box in boxes if sheet is view.sheets[0]] if view.packet.has_front else boxes
    if not together:  # page 1 is missing its box: ST-05 says so
        return
    tiers = {str(box.tier) for _, box in together}
    if "emergency" not in tiers:
        yield Finding(place, "nothing says when to call an ambulance", do="add a 'call' section with 'tier: emergency'")
    if not tiers - {"emergency"}:
        yield Finding(place, "nothing says when to call the clinic", do="add a 'call' section with 'tier: urgent' or 'tier: soon'")
    if all(box.say is None for _, box in together):
        yield Finding(place, "nothing says what to tell the person who answers", do="add 'say: …' to a 'call' section")


def _way_to_an_ambulance(boxes: list[Box]) -> Iterator[Finding]:
    """Readers who have had no treatment yet need no page of alarms, but a number for when no one answers."""
    if any(box.tier == "emergency" or "emergency_number" in _slots(_texts(sheet, box)) for sheet, box in boxes):
        return
    sheet, box = boxes[0]
    message, do = "no box says what to do when no one answers", "add the emergency number: {clinic.emergency_number}"
    yield in_packet(sheet, Finding(box.path, message, do=do))


def _unmeasured(signs: tuple[Passage, ...], locale: str) -> Iterator[Finding]:
    """A sign may lean on another of its box: "even with no fever" is clear where the box says from which temperature on to call."""
    if "fever" in _slots(signs) or any(map(_has_temperature, signs)):
        return
    for sign in signs:
        words = find_phrases(sign.own, _MEASURED.get(locale.partition("-")[0], ()))
        if words and not _slots([sign]) & {"fever", "low_temperature"}:
            yield found(sign, f"'{words[0][1]}' has no value: from which temperature on?", words[0][1])


def _texts(sheet: SheetView, box: Part) -> tuple[Passage, ...]:
    return sheet.in_section(int(box.path[1]))


def _slots(texts: Iterable[Passage]) -> set[str]:
    spans = (span for text in texts if text.written for span in text.written.all_spans())
    return {span.name for span in spans if isinstance(span, ClinicSlot)}


def _has_temperature(text: Passage) -> bool:
    return any(isinstance(span, Temperature) for span in text.written.all_spans()) if text.written else False
