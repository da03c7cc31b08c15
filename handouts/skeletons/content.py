"""A clinic's first draft of a module, a packet or an audience: from a skeleton, or as a copy of the built-in one of that name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handouts.library import Library
from handouts.model import PacketSpec
from handouts.personal import name_looks_personal
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.skeletons.texts import filled_in, skeleton
from handouts.yamltext import Value

Kind = Literal["module", "packet", "audience"]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIRST_LINE = re.compile(r"\A# yaml-language-server:.*")


@dataclass(frozen=True)
class Draft:
    """What to begin with: `audiences` are those who read a module, or the one of a packet; `title` is nothing to make one of the id."""

    kind: Kind
    id: str
    locale: str
    title: str = ""
    audiences: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """Return its path in a clinic folder."""
        name = f"{self.id}/{self.locale}" if self.kind == "module" else self.id
        return f"content/{self.kind}s/{name}.yaml"

    @property
    def said(self) -> str:
        """Return its title in words: "Parking at night"."""
        return self.title or self.id.replace("-", " ").capitalize()


def draft_text(library: Library, draft: Draft, today: date) -> str:
    """Return the file; where there is a built-in one of that name, its text and the hash of what it is based on.

    Raises: HandoutsError when the id is none, a reader is unknown, or a packet has nothing to hold.
    """
    _refuse_odd(library, draft)
    if builtin := library.builtin_sha256(draft.file_name):
        return _copied(library, draft, builtin)
    values: dict[Kind, Mapping[str, Value]] = {
        "module": {"title": draft.said, "audiences": list(draft.audiences), "revised_on": today.isoformat()},
        "audience": {"name": {draft.locale: draft.said}},
    }
    return _filled(draft, _packet_values(library, draft) if draft.kind == "packet" else values[draft.kind])


def is_builtin(library: Library, draft: Draft) -> bool:
    """Return whether the draft is a copy of a built-in file."""
    return library.builtin_sha256(draft.file_name) is not None


def _refuse_odd(library: Library, draft: Draft) -> None:
    if kind := name_looks_personal(draft.id):  # told alone: the others could repeat it
        raise HandoutsError([Problem(Place("ID"), f"this looks like {kind}", "name it after its topic, never after a person or a day")])
    problems = []
    if not _ID.fullmatch(draft.id) or len(draft.id) > 60:
        problems.append(Problem(Place(draft.id), f"this cannot be the name of a {draft.kind}", "use small letters, digits and hyphens"))
    if draft.locale not in library.locales:
        problems.append(Problem(Place("--locale"), f"there is no locale '{draft.locale}'", did_you_mean(draft.locale, library.locales)))
    problems += [
        Problem(Place("--for"), f"there is no audience '{name}'", did_you_mean(name, library.audiences))
        for name in draft.audiences
        if name not in library.audiences
    ]
    if problems:
        raise HandoutsError(problems)


def _copied(library: Library, draft: Draft, sha256: str) -> str:
    """Return the built-in text, its first line naming the schema of the clinic folder, with `based_on` under the id."""
    found = library.folders[-1].file(draft.file_name)
    assert found is not None, "it has a hash"
    first = _FIRST_LINE.search(skeleton(f"{draft.kind}.yaml"))
    assert first is not None, "a skeleton names its schema"
    text = _FIRST_LINE.sub(lambda _: first[0], found.path.read_text("utf-8"))
    return re.sub(r"^id: .*$", lambda line: f"{line[0]}\nbased_on: {sha256}", text, count=1, flags=re.MULTILINE)


def _filled(draft: Draft, values: Mapping[str, Value]) -> str:
    text = skeleton(f"{draft.kind}.yaml")
    for key, value in {"id": draft.id, **values}.items():
        text = filled_in(text, key, value)
    return text


def _packet_values(library: Library, draft: Draft) -> Mapping[str, Value]:
    """Return a short packet: page 1 and the first module of the whole one, or the first module there is for these readers."""
    (audience,) = draft.audiences
    purpose = {draft.locale: "This packet helps you find your way."}
    values: dict[str, Value] = {"title": {draft.locale: draft.said}, "purpose": purpose, "audience": audience}
    if whole := _whole_packet(library, audience, draft.locale):
        front: dict[str, Value] = {"front": whole.front} if whole.front else {}
        return {**values, "part_of": whole.id, **front, "modules": [whole.modules[0]]}
    modules = [
        module for (module, locale), loaded in library.modules.items() if locale == draft.locale and audience in loaded.value.audiences
    ]
    if not modules:
        hint = f"make one first: handouts new module our-topic --for {audience}"
        raise HandoutsError([Problem(Place("--for"), f"there is no module for '{audience}' yet", hint)])
    return {**values, "modules": [sorted(modules)[0]]}


def _whole_packet(library: Library, audience: str, locale: str) -> PacketSpec | None:
    wholes = [
        spec
        for packet in library.packets.values()
        if (spec := packet.value).audience == audience and not spec.part_of and spec.layout == "sheets" and locale in spec.title
    ]
    return min(wholes, key=lambda spec: (spec.id != audience, spec.id), default=None)
