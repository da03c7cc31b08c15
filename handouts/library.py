"""From folders to a `Library`: every file read, validated and cross-checked, or every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel

from handouts.approvals import APPROVALS_FILE, SIGNED_FOLDER, Approval, ApprovalsFile
from handouts.drawings import problems_in_drawing
from handouts.evidence import Claim, ClaimsFile, Pairing, PairingsFile, Question, QuestionsFile, Source, SourcesFile
from handouts.folders import CLINIC_FILE, Folder, FoundFile, all_files, winning_files
from handouts.language import Language
from handouts.locale import Locale
from handouts.model import Audience, Clinic, GlossaryFile, Module, PacketSpec, Term
from handouts.names import Names
from handouts.problems import HandoutsError, Place, Problem, raise_errors
from handouts.validation import validate
from handouts.words import Identified
from handouts.yamltext import Key, Path, YamlText, parse_yaml

M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", bound=Identified)
T = TypeVar("T")


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A value with the file it was read from; `at` is its path inside, empty when it is the whole file."""

    value: T
    file: FoundFile
    sha256: str
    yaml: YamlText
    at: Path = ()

    def place_of(self, *path: Key, offset: int = 0) -> Place:
        """Return where a part of the value stands."""
        return self.yaml.place_of((*self.at, *path), offset=offset)


@dataclass(frozen=True)
class Library:
    """Everything findable across the folders. Modules and the terms of the glossary are kept by locale."""

    folders: tuple[Folder, ...]
    modules: Mapping[tuple[str, str], Loaded[Module]]
    packets: Mapping[str, Loaded[PacketSpec]]
    audiences: Mapping[str, Loaded[Audience]]
    locales: Mapping[str, Loaded[Locale]]
    sources: Mapping[str, Loaded[Source]]
    claims: Mapping[str, Loaded[Claim]]
    pairings: Mapping[str, Loaded[Pairing]]
    questions: Mapping[str, Loaded[Question]]
    terms: Mapping[str, Mapping[str, Loaded[Term]]]
    languages: Mapping[str, Loaded[Language]]
    signed: tuple[Loaded[ApprovalsFile], ...]
    clinic: Clinic

    @cached_property
    def glossaries(self) -> Mapping[str, Mapping[str, Term]]:
        """The terms of each locale, without their places."""
        return {locale: {term_id: term.value for term_id, term in terms.items()} for locale, terms in self.terms.items()}

    @property
    def clinic_file(self) -> str:
        """Return where the clinic's own values stand, as a message shows it, whether the file is there or not."""
        own = next((folder for folder in self.folders if folder.origin == "clinic"), None)
        return str(own.root / CLINIC_FILE) if own else CLINIC_FILE

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """What the clinic's people have signed, oldest first."""
        return tuple(approval for file in self.signed for approval in file.value.approvals)

    def place_of_approval(self, approval: Approval) -> Place:
        """Return where an approval stands: the line with its day."""
        for file in self.signed:
            for index, written in enumerate(file.value.approvals):
                if written is approval:
                    return file.place_of("approvals", index, "approved_on")
        return Place(APPROVALS_FILE)

    def with_packet(self, recipe: Loaded[PacketSpec]) -> Library:
        """Return the library with one more packet, or another of the same name."""
        return replace(self, packets={**self.packets, recipe.value.id: recipe})

    def builtin_sha256(self, name: str) -> str | None:
        """Return the hash of the built-in file of that name, for telling whether an override is behind it."""
        found = self.folders[-1].file(name)
        return hashlib.sha256(found.path.read_bytes()).hexdigest() if found and found.origin == "builtin" else None


def load_library(folders: tuple[Folder, ...]) -> Library:
    """Return everything the folders hold.

    Raises: HandoutsError with every problem of every file.
    """
    loader = _Loader(folders)
    library = loader.load()
    raise_errors(loader.problems)
    return library


class _Loader:
    """Reads the files in the order in which they point at each other, and keeps all problems."""

    def __init__(self, folders: tuple[Folder, ...]) -> None:
        self.folders = folders
        self.problems: list[Problem] = []
        self.known: dict[str, Collection[str]] = {}
        self.claims: Mapping[str, Claim] | None = None  # not before the evidence has been read
        self.terms: dict[str, Collection[str]] = {}
        self.local: dict[str, Collection[str]] = {}  # the sentences that a locale has and a clinic may replace
        self.read: set[str] = set()

    def load(self) -> Library:
        self.known["locale"] = self._stems("content/locales/*.yaml")
        self.known["audience"] = self._stems("content/audiences/*.yaml")
        self.known["image"] = [found.path.name for found in self._files("content/images/*")]
        for found in self._files("content/images/*"):
            if found.path.suffix in (".svg", ".png"):
                self._look_at_picture(found)
        self.known["module"] = sorted({found.path.parent.name for found in self._files("content/modules/*/*.yaml")})
        self.known["packet"] = self._stems("content/packets/*.yaml")
        locales = self._named(Locale, "content/locales/*.yaml")
        self.local = {locale: set(loaded.value.local) for locale, loaded in locales.items()}
        if len(locales) == len(self.known["locale"]):
            self.known["local sentence"] = set().union(*self.local.values())
        with self._known_if_whole("topic") as topics:
            audiences = self._named(Audience, "content/audiences/*.yaml")
            topics += [topic.id for audience in audiences.values() for topic in audience.value.required_topics]
        pairings = self._merged(PairingsFile, "content/evidence/pairings.yaml", lambda file: file.pairings, "pairing")
        sources = self._merged(SourcesFile, "content/evidence/sources.yaml", lambda file: file.sources, "source")
        claims = self._merged(ClaimsFile, "content/evidence/claims/*.yaml", lambda file: file.claims, "claim")
        if "claim" in self.known:
            self.claims = {claim_id: claim.value for claim_id, claim in claims.items()}
        questions = self._merged(QuestionsFile, "content/evidence/questions.yaml", lambda file: file.questions, "question")
        terms = {locale: self._glossary(locale) for locale in self.known["locale"]}
        library = Library(
            folders=self.folders,
            modules=self._modules(),
            packets=self._named(PacketSpec, "content/packets/*.yaml"),
            audiences=audiences,
            locales=locales,
            sources=sources,
            claims=claims,
            pairings=pairings,
            questions=questions,
            terms=terms,
            languages=self._named(Language, "content/language/*.yaml"),
            signed=tuple(filter(None, (self._of_clinic(ApprovalsFile, name) for name in self._approval_files()))),
            clinic=clinic.value if (clinic := self._of_clinic(Clinic, CLINIC_FILE)) else Clinic(),
        )
        self._refuse_unread()
        return library

    @contextmanager
    def _known_if_whole(self, what: str) -> Iterator[list[str]]:
        """Collect names of one sort; they count as all there are only if nothing went wrong meanwhile, or one slip would cause many."""
        before = len(self.problems)
        names: list[str] = []
        yield names
        if len(self.problems) == before:
            self.known[what] = set(names)

    def _stems(self, pattern: str) -> list[str]:
        return [found.path.stem for found in self._files(pattern)]

    def _files(self, pattern: str) -> list[FoundFile]:
        return list(winning_files(self.folders, pattern))

    def _read(self, model: type[M], found: FoundFile, locale: str = "") -> Loaded[M] | None:
        """Return the file's content, or None with its problems noted. `locale` is the language of the file, where it has one."""
        self.read.add(found.name)
        try:
            data = found.path.read_bytes()
            yaml = parse_yaml(data, found.shown)
        except OSError as error:
            self._error(Place(found.shown), f"the file cannot be read: {error.strerror}", "look at its permissions")
            return None
        except HandoutsError as error:
            self.problems += error.problems
            return None
        known = {**self.known, "glossary term": self.terms[locale]} if locale in self.terms else dict(self.known)
        if locale in self.local:
            known["local sentence"] = self.local[locale]
        value, problems = validate(model, yaml, Names(self.claims, known, locale))
        self.problems += problems
        return Loaded(value, found, hashlib.sha256(data).hexdigest(), yaml) if value is not None else None

    def _look_at_picture(self, found: FoundFile) -> None:
        try:
            self.problems += problems_in_drawing(found.path.read_bytes(), found.shown)
        except OSError as error:
            self._error(Place(found.shown), f"the file cannot be read: {error.strerror}", "look at its permissions")

    def _named(self, model: type[N], pattern: str) -> dict[str, Loaded[N]]:
        """Read files that hold one thing each, named after its id."""
        values: dict[str, Loaded[N]] = {}
        for found in self._files(pattern):
            if loaded := self._read(model, found):
                self._same_name(loaded, found.path.stem)
                values[found.path.stem] = loaded
        return values

    def _merged(self, model: type[M], pattern: str, things: Callable[[M], tuple[N, ...]], what: str) -> dict[str, Loaded[N]]:
        """Read files that hold many things; a clinic's thing replaces the built-in one of the same id."""
        values: dict[str, Loaded[N]] = {}
        with self._known_if_whole(what) as names:
            for found in all_files(self.folders, pattern):
                if loaded := self._read(model, found):
                    self._merge(values, loaded, things(loaded.value), what)
            names += values
        return values

    def _merge(self, values: dict[str, Loaded[N]], loaded: Loaded[M], things: tuple[N, ...], what: str) -> None:
        for index, thing in enumerate(things):
            if (earlier := values.get(thing.id)) and earlier.file.origin == loaded.file.origin:
                place = loaded.place_of(what + "s", index, "id")
                self._error(place, f"the {what} '{thing.id}' is given twice", f"it is also in {earlier.file.shown}")
            values[thing.id] = Loaded(thing, loaded.file, loaded.sha256, loaded.yaml, (what + "s", index))

    def _glossary(self, locale: str) -> dict[str, Loaded[Term]]:
        """Read a glossary; its meanings may use each other's terms, so they are looked at when all are there."""
        loaded = self._merged(GlossaryFile, f"content/glossary/{locale}.yaml", lambda file: file.terms, "term")
        if "term" not in self.known:
            return loaded
        self.terms[locale] = self.known.pop("term")
        names = Names(known={"glossary term": self.terms[locale]})
        for term in loaded.values():
            for mistake in names.mistakes_in(term.value.plain):
                place = term.place_of("plain", offset=mistake.offset)
                self._error(place, mistake.message, mistake.hint)
        return loaded

    def _modules(self) -> dict[tuple[str, str], Loaded[Module]]:
        modules: dict[tuple[str, str], Loaded[Module]] = {}
        for found in self._files("content/modules/*/*.yaml"):
            locale = found.path.stem
            if locale not in self.known["locale"]:
                self.read.add(found.name)
                self._error(Place(found.shown), f"there is no locale '{locale}'", "name the file after a locale, like en-US.yaml")
            elif loaded := self._read(Module, found, locale):
                self._same_name(loaded, found.path.parent.name)
                modules[found.path.parent.name, locale] = loaded
        return modules

    def _refuse_unread(self) -> None:
        """A file nobody reads is a text somebody misses."""
        for pattern in ("clinic.yml", "approvals.yml", "content/**/*.yml", "content/**/*.yaml"):
            for found in all_files(self.folders, pattern):
                if found.name not in self.read:
                    hint = "let its name end in .yaml" if found.name.endswith(".yml") else "look at its name and the folder it lies in"
                    self._error(Place(found.shown), "this file is not read", hint)

    def _approval_files(self) -> list[str]:
        """Older approvals may lie in files of their own; the newest are in the file that `handouts approve` writes."""
        return [*(found.name for found in self._files(f"{SIGNED_FOLDER}/*.yaml")), APPROVALS_FILE]

    def _of_clinic(self, model: type[M], name: str) -> Loaded[M] | None:
        """Return a file that only a clinic has, at the top of its folder."""
        found = next((file for file in self._files(name) if file.origin == "clinic"), None)
        return self._read(model, found) if found else None

    def _same_name(self, loaded: Loaded[N], name: str) -> None:
        if (written := loaded.value.id) != name:
            self._error(loaded.place_of("id"), f"the id '{written}' is not the name of its place, '{name}'", "make the two the same")

    def _error(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))
