"""A made-up clinic with readers of its own, for what is tried at the command line: its packet has a few short sheets, made in no time."""

from __future__ import annotations

from pathlib import Path

from tests.clinics import module_text, packet_text, write_folder

TITLES = {
    "door": "At the door",
    "hands": "Wash your hands",
    "gifts": "What may I bring?",
    "parking": "Where do I park?",
    "stairs": "The stairs",
}
_STAGES = {"parking": "caring"}


def visitors_clinic(root: Path) -> Path:
    """Write a clinic's folder with the packet "visit" (three sheets; the first and the second are fixed) and two more topics; return it."""
    modules = {
        f"content/modules/{name}/en-US.yaml": module_text(
            f"- {{kind: paragraph, text: {title} We will tell you.}}",
            id=name,
            title=title,
            audiences="[visitor]",
            stage=_STAGES.get(name, "tools"),
        )
        for name, title in TITLES.items()
    }
    packet = packet_text(
        id="visit",
        title="{en-US: Your visit}",
        audience="visitor",
        layout="sheets",
        front="door",
        modules="[hands, gifts]",
        keep="[hands]",
    )
    audience = "id: visitor\nname: {en-US: people who visit}\n"
    files = {"content/packets/visit.yaml": packet, "content/audiences/visitor.yaml": audience}
    return write_folder(root, {"clinic.yaml": "name: Lakeside\nphone_24h: 555-0100\nphone_day: 555-0101\n", **modules, **files})
