"""From folders to a `Library`: every file read, validated and cross-checked, or every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from handouts.evidence import Claim, ClaimsFile, Pairing, PairingsFile, Source, SourcesFile
from handouts.folders import CLINIC_FILE, Folder, FoundFile, all_files, winning_files
from handouts.locale import Locale
from handouts.model import Audience, Clinic, GlossaryFile, Module, PacketSpec, Term
from handouts.names import Names
from handouts.problems import HandoutsError, Place, Problem, raise_errors
from handouts.validation import validate
from handouts.words import Identified
from handouts.yamltext import YamlText, parse_yaml

M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", bound=Identified)
T = TypeVar("T")


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A value with the file it was read from."""

    value: T
    file: FoundFile
    sha256: str
    yaml: YamlText


@dataclass(frozen=True)
class Library:
    """Everything findable across the folders. Modules and glossaries are kept by locale."""

    folders: tuple[Folder, ...]
    modules: Mapping[tuple[str, str], Loaded[Module]]
    packets: Mapping[str, Loaded[PacketSpec]]
    audiences: Mapping[str, Loaded[Audience]]
    locales: Mapping[str, Loaded[Locale]]
    sources: Mapping[str, Loaded[Source]]
    claims: Mapping[str, Loaded[Claim]]
    pairings: Mapping[str, Loaded[Pairing]]
    glossaries: Mapping[str, Mapping[str, Term]]
    clinic: Clinic
    warnings: tuple[Problem, ...] = ()

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

    def load(self) -> Library:
        locales = self._named(Locale, "content/locales/*.yaml")
        audiences = self._named(Audience, "content/audiences/*.yaml")
        self.known["audience"] = [found.path.stem for found in self._files("content/audiences/*.yaml")]
        if not self.problems:
            self.known["topic"] = {topic.id for audience in audiences.values() for topic in audience.value.required_topics}
        self.known["image"] = [found.path.name for found in self._files("content/images/*")]
        self.known["module"] = sorted({found.path.parent.name for found in self._files("content/modules/*/*.yaml")})
        before = len(self.problems)
        pairings = self._merged(PairingsFile, "content/evidence/pairings.yaml", lambda file: file.pairings, "pairing")
        sources = self._merged(SourcesFile, "content/evidence/sources.yaml", lambda file: file.sources, "source")
        claims = self._merged(ClaimsFile, "content/evidence/claims/*.yaml", lambda file: file.claims, "claim")
        evidence_is_whole = len(self.problems) == before
        self.claims = {claim_id: claim.value for claim_id, claim in claims.items()} if evidence_is_whole else None
        if not evidence_is_whole:
            del self.known["claim"]
        glossaries = {locale: self._glossary(locale) for locale in locales}
        return Library(
            folders=self.folders,
            modules=self._modules(glossaries),
            packets=self._named(PacketSpec, "content/packets/*.yaml"),
            audiences=audiences,
            locales=locales,
            sources=sources,
            claims=claims,
            pairings=pairings,
            glossaries=glossaries,
            clinic=self._clinic(),
        )

    def _files(self, pattern: str) -> list[FoundFile]:
        return list(winning_files(self.folders, pattern))

    def _read(self, model: type[M], found: FoundFile, locale: str = "", terms: Collection[str] | None = None) -> Loaded[M] | None:
        data = found.path.read_bytes()
        known = self.known if terms is None else {**self.known, "glossary term": terms}
        try:
            yaml = parse_yaml(data, found.shown)
        except HandoutsError as error:
            self.problems += error.problems
            return None
        value, problems = validate(model, yaml, Names(self.claims, known, locale))
        self.problems += problems
        return Loaded(value, found, hashlib.sha256(data).hexdigest(), yaml) if value is not None else None

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
        for found in all_files(self.folders, pattern):
            if not (loaded := self._read(model, found)):
                continue
            for index, thing in enumerate(things(loaded.value)):
                if (earlier := values.get(thing.id)) and earlier.file.origin == found.origin:
                    place = loaded.yaml.place_of((what + "s", index, "id"))
                    self._error(place, f"the {what} '{thing.id}' is given twice", f"it is also in {earlier.file.shown}")
                values[thing.id] = Loaded(thing, found, loaded.sha256, loaded.yaml)
        self.known[what] = values.keys()
        return values

    def _glossary(self, locale: str) -> dict[str, Term]:
        terms: dict[str, Term] = {}
        for found in all_files(self.folders, f"content/glossary/{locale}.yaml"):
            if loaded := self._read(GlossaryFile, found, locale):
                terms.update({term.id: term for term in loaded.value.terms})
        return terms

    def _modules(self, glossaries: Mapping[str, Mapping[str, Term]]) -> dict[tuple[str, str], Loaded[Module]]:
        modules: dict[tuple[str, str], Loaded[Module]] = {}
        for found in self._files("content/modules/*/*.yaml"):
            locale = found.path.stem
            if locale not in glossaries:
                self._error(Place(found.shown), f"there is no locale '{locale}'", "name the file after a locale, like en-US.yaml")
                continue
            if loaded := self._read(Module, found, locale, glossaries[locale].keys()):
                self._same_name(loaded, found.path.parent.name)
                modules[found.path.parent.name, locale] = loaded
        return modules

    def _clinic(self) -> Clinic:
        for found in self._files(CLINIC_FILE):
            if found.origin == "clinic" and (loaded := self._read(Clinic, found)):
                return loaded.value
        return Clinic()

    def _same_name(self, loaded: Loaded[N], name: str) -> None:
        if (written := loaded.value.id) != name:
            self._error(
                loaded.yaml.place_of(("id",)), f"the id '{written}' is not the name of its place, '{name}'", "make the two the same"
            )

    def _error(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))
