"""A clinic's first draft of a module, a packet or an audience: from a skeleton, or as a copy of the built-in one of that name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from handouts.library import Library
from handouts.model import Audience, Module, PacketSpec
from handouts.names import Names
from handouts.personal import looks_personal, name_looks_personal
from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.skeletons.texts import filled_in, skeleton
from handouts.validation import validate
from handouts.yamltext import Value, parse_yaml

Kind = Literal["module", "packet", "audience"]
_MODELS: Final[Mapping[Kind, type[Module | PacketSpec | Audience]]] = {"module": Module, "packet": PacketSpec, "audience": Audience}
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

    Raises: HandoutsError when the id is none, the title cannot be printed, a reader is unknown, or a packet has nothing to hold.
    """
    _refuse_odd(library, draft)
    if builtin := library.builtin_sha256(draft.file_name):
        return _copied(library, draft, builtin)
    values: dict[Kind, Mapping[str, Value]] = {
        "module": {"title": draft.said, "audiences": list(draft.audiences), "revised_on": today.isoformat()},
        "audience": {"name": {draft.locale: draft.said}},
    }
    text = _filled(draft, _packet_values(library, draft) if draft.kind == "packet" else values[draft.kind])
    _refuse_title(library, draft, text)
    return text


def is_builtin(library: Library, draft: Draft) -> bool:
    """Return whether the draft is a copy of a built-in file."""
    return library.builtin_sha256(draft.file_name) is not None


def _refuse_odd(library: Library, draft: Draft) -> None:
    if kind := name_looks_personal(draft.id):  # told alone: the others could repeat it
        raise HandoutsError([Problem(Place("ID"), f"this looks like {kind}", "name it after its topic, never after a person or a day")])
    if kind := looks_personal(draft.title):
        raise HandoutsError([Problem(_title_place(draft), f"this holds what looks like {kind}", "a title is about a topic")])
    problems = []
    if not _ID.fullmatch(draft.id) or len(draft.id) > 60:
        problems.append(Problem(Place(draft.id), f"this cannot be the name of {_a(draft.kind)}", "use small letters, digits and hyphens"))
    if draft.locale not in library.locales:
        problems.append(Problem(Place("--locale"), f"there is no locale '{draft.locale}'", did_you_mean(draft.locale, library.locales)))
    problems += [
        Problem(Place("--for"), f"there is no audience '{name}'", did_you_mean(name, library.audiences))
        for name in draft.audiences
        if name not in library.audiences
    ]
    if problems:
        raise HandoutsError(problems)


def _refuse_title(library: Library, draft: Draft, text: str) -> None:
    """A title is the one thing in a draft that was typed: with a slot that is none in it, no command would work any more."""
    known = {
        "audience": {*library.audiences, draft.id},
        "locale": library.locales,
        "module": {module for module, _ in library.modules},
        "packet": library.packets,
        "claim": library.claims,
        "glossary term": library.terms[draft.locale],
        "local sentence": library.locales[draft.locale].value.local,
    }
    claims = {claim: loaded.value for claim, loaded in library.claims.items()}
    problems = validate(_MODELS[draft.kind], parse_yaml(text.encode(), draft.file_name), Names(claims, known, draft.locale))[1]
    if problems:
        raise HandoutsError(Problem(_title_place(draft), problem.message, problem.hint) for problem in problems)


def _title_place(draft: Draft) -> Place:
    return Place("--name" if draft.kind == "audience" else "--title")


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind == "audience" else f"a {kind}"


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
