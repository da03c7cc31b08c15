"""A clinic's files in front of the built-in ones: what replaces, what adds, what merges, and every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handouts.checks import check_library
from handouts.folders import builtin_folder, find_folders
from handouts.library import Library, load_library
from handouts.problems import HandoutsError, Problem
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, locale_text, module_text, packet_text, riverside_files, said

LibraryOf = Callable[[Files], Library]

WRITE_IN = "- {kind: write-in}"


@pytest.fixture(scope="module")
def built_in(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(find_folders(None, {}, tmp_path_factory.mktemp("nowhere")))


@pytest.fixture
def replaced(built_in: Library) -> tuple[str, str]:
    """Name and file of a built-in module."""
    name = sorted(name for name, locale in built_in.modules if locale == "en-US")[0]
    return name, f"content/modules/{name}/en-US.yaml"


def problems_of(library_of: LibraryOf, files: Files) -> HandoutsError:
    with pytest.raises(HandoutsError) as caught:
        library_of(files)
    return caught.value


def test_the_built_in_folder_is_a_library_of_its_own(built_in: Library) -> None:
    shelves = (built_in.modules, built_in.packets, built_in.audiences, built_in.locales, built_in.sources, built_in.claims)
    assert all(shelves)
    assert {thing.file.origin for shelf in shelves for thing in shelf.values()} == {"builtin"}
    assert built_in.clinic.name is None


def test_a_file_of_the_clinic_replaces_the_whole_built_in_file(library_of: LibraryOf, built_in: Library, replaced: tuple[str, str]) -> None:
    name, file = replaced
    library = library_of({file: module_text(WRITE_IN, id=name, title="Ours")})
    module = library.modules[name, "en-US"]
    assert str(module.value.title) == "Ours"
    assert [section.kind for section in module.value.sections] == ["write-in"]
    assert module.file.origin == "clinic"
    assert library.modules.keys() == built_in.modules.keys()
    assert {key for key, value in library.modules.items() if value.file.origin == "clinic"} == {(name, "en-US")}


def test_a_file_with_a_new_path_adds(library_of: LibraryOf, built_in: Library) -> None:
    library = library_of({MODULE_FILE: module_text(WRITE_IN), PACKET_FILE: packet_text()})
    assert library.modules.keys() - built_in.modules.keys() == {("our-ward", "en-US")}
    assert library.packets.keys() - built_in.packets.keys() == {"our-packet"}
    assert library.packets["our-packet"].file.origin == "clinic"
    assert all(library.packets[name].file.origin == "builtin" for name in built_in.packets)


def test_what_is_loaded_knows_its_file_and_its_fingerprint(library_of: LibraryOf) -> None:
    text = module_text(WRITE_IN)
    module = library_of({MODULE_FILE: text}).modules["our-ward", "en-US"]
    assert module.file.name == MODULE_FILE
    assert module.file.path.read_text() == text
    assert module.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_claim_of_the_clinic_replaces_the_one_of_its_id_and_the_others_stay(library_of: LibraryOf, built_in: Library) -> None:
    replaced = sorted(claim_id for claim_id, claim in built_in.claims.items() if not claim.value.chances)[0]
    claim = f"topic: ours\nclaims:\n  - {{id: {replaced}, statement: Our words., certainty: low, use: say, sources: [hill-guide]}}\n"
    library = library_of({**riverside_files(), "content/evidence/claims/ours.yaml": claim})
    assert library.claims[replaced].value.statement == "Our words."
    assert library.claims[replaced].file.origin == "clinic"
    assert library.claims.keys() - built_in.claims.keys() == {
        "our-rest",
        "our-fever",
        "our-deaths",
        "our-hair",
        "our-estimate",
        "our-staff-figures",
    }
    others = built_in.claims.keys() - {replaced}
    assert others
    assert all(library.claims[name].value == built_in.claims[name].value for name in others)


def test_a_file_of_claims_merges_even_when_it_is_named_like_a_built_in_one(library_of: LibraryOf, built_in: Library) -> None:
    name = sorted({claim.file.name for claim in built_in.claims.values()})[0]
    files = riverside_files()
    files[name] = files.pop("content/evidence/claims/riverside.yaml")
    library = library_of(files)
    assert library.claims["our-rest"].file.name == name
    assert built_in.claims.keys() < library.claims.keys()


def test_sources_merge_by_id(library_of: LibraryOf, built_in: Library) -> None:
    replaced = sorted(built_in.sources)[0]
    source = f"""
  - id: {replaced}
    title: Ours
    organisation: Riverside
    kind: hospital
    short: Our own words
    url: "https://riverside.example"
    accessed_on: 2026-11-22
"""
    files = riverside_files()
    library = library_of({"content/evidence/sources.yaml": files["content/evidence/sources.yaml"] + source})
    assert library.sources[replaced].value.short == "Our own words"
    assert library.sources.keys() - built_in.sources.keys() == {"harbor-trial", "lake-registry", "hill-guide"}
    assert built_in.sources.keys() <= library.sources.keys()


def test_terms_merge_by_id(library_of: LibraryOf, built_in: Library) -> None:
    replaced = sorted(built_in.glossaries["en-US"])[0]
    ours = f"terms:\n  - {{id: {replaced}, term: our word, plain: What we mean by it.}}\n  - {{id: our-term, term: a, plain: b}}\n"
    terms = library_of({"content/glossary/en-US.yaml": ours}).glossaries["en-US"]
    assert terms[replaced].term == "our word"
    assert terms.keys() - built_in.glossaries["en-US"].keys() == {"our-term"}
    assert built_in.glossaries["en-US"].keys() <= terms.keys()


def test_the_values_of_clinic_yaml_are_the_clinics(library_of: LibraryOf) -> None:
    clinic = library_of({"clinic.yaml": "name: Riverside\nphone_24h: +1 (555) 0100\nfever_c: 37.5\n"}).clinic
    assert (clinic.name, clinic.phone_24h, str(clinic.fever_c), clinic.phone_day) == ("Riverside", "+1 (555) 0100", "37.5", None)


# Overrides that the built-in text has moved away from


def override_warnings(library: Library) -> list[Problem]:
    found = [problem for problem in check_library(library, date(2026, 11, 22)) if "based_on" in problem.hint]
    assert {problem.severity for problem in found} <= {"warning"}
    return found


def built_in_hash(file: str) -> str:
    return hashlib.sha256((builtin_folder().root / file).read_bytes()).hexdigest()


def test_a_module_that_says_what_it_replaced_is_no_problem(library_of: LibraryOf, replaced: tuple[str, str]) -> None:
    name, file = replaced
    assert override_warnings(library_of({file: module_text(WRITE_IN, id=name, based_on=built_in_hash(file))})) == []


def test_a_module_that_does_not_say_what_it_replaced_is_a_warning(library_of: LibraryOf, replaced: tuple[str, str]) -> None:
    name, file = replaced
    [warning] = override_warnings(library_of({file: module_text(WRITE_IN, id=name)}))
    assert warning.place.path.endswith(file)
    assert (warning.place.line, warning.place.column) == (1, 5)
    assert f"'{name}' replaces a built-in module" in warning.message
    assert f"based_on: {built_in_hash(file)}" in warning.hint


def test_a_module_based_on_another_text_than_today_is_a_warning(library_of: LibraryOf, replaced: tuple[str, str]) -> None:
    name, file = replaced
    [warning] = override_warnings(library_of({file: module_text(WRITE_IN, id=name, based_on="0" * 64)}))
    assert warning.place.path.endswith(file)
    assert (warning.place.line, warning.place.column) == (7, 11)
    assert "has changed" in warning.message
    assert f"based_on: {built_in_hash(file)}" in warning.hint


def test_a_module_that_replaces_nothing_needs_no_such_word(library_of: LibraryOf) -> None:
    assert override_warnings(library_of({MODULE_FILE: module_text(WRITE_IN)})) == []


# Problems


def test_the_problems_of_all_files_are_told_together_in_order(library_of: LibraryOf) -> None:
    error = problems_of(
        library_of,
        {
            "clinic.yaml": "phone_24h: call us\n",
            "content/glossary/en-US.yaml": "terms:\n  - {id: our-term, term: a, plain: 'see {temp:1}'}\n",
            "content/packets/our-packet.yaml": packet_text(modules="[our-ward, our-wart]"),
            MODULE_FILE: module_text("- {kind: paragraph, txt: Rest.}"),
        },
    )
    assert [(problem.place.path.rpartition("/clinic/")[2], problem.place.line) for problem in error.problems] == [
        ("clinic.yaml", 1),
        ("content/glossary/en-US.yaml", 2),
        (MODULE_FILE, 8),
        (MODULE_FILE, 8),
        (PACKET_FILE, 6),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("phone_24h: call us\n", (1, 12), "'call us' is not a phone number"),
        ("phone_day: 555-0100; 555-0101\n", (1, 12), "'(hidden); (hidden)' is not a phone number"),
        ("name: Riverside\nfever_c: 100.4\n", (2, 10), "100.4 is too large"),
        ("fever_c: 36.5\n", (1, 10), "36.5 is too small"),
        ("low_temperature_c: cold\n", (1, 20), "'cold' is not a number"),
        ("phone: 555-0100\n", (1, 1), "unknown key 'phone'"),
    ],
)
def test_a_mistake_in_clinic_yaml_is_reported_at_its_place(text: str, place: tuple[int, int], message: str, library_of: LibraryOf) -> None:
    assert said(problems_of(library_of, {"clinic.yaml": text})) == [(*place, message)]


def claims_file(claim_id: str, **lines: str) -> str:
    written = {"statement": "Rest helps.", "certainty": "high", "use": "say", "sources": "[hill-guide]", **lines}
    return f"topic: ours\nclaims:\n  - id: {claim_id}\n" + "".join(f"    {key}: {value}\n" for key, value in written.items())


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ({"sources": "[hill-guide, hill-gide]"}, (7, 27), "there is no source 'hill-gide'"),
        ({"pairing": "[P99]"}, (8, 15), "there is no pairing 'P99'"),
        ({"audiences": "[nurses]"}, (8, 17), "there is no audience 'nurses'"),
        ({"certainty": "sure"}, (5, 16), "'sure' is not one of 'high', 'moderate', 'low' or 'disputed'"),
        ({"sources": "[]"}, (7, 14), "this needs at least 1"),
        ({"chances": "[{id: a, n: 5, of: 3, outcome: o, who: w}]"}, (8, 15), "5 of 3 is more than everyone"),
        ({"chances": "[{id: a, n: -1, of: 3, outcome: o, who: w}]"}, (8, 26), "-1 is too small"),
    ],
)
def test_a_mistake_in_a_claim_is_reported_at_its_place(
    lines: dict[str, str], place: tuple[int, int], message: str, library_of: LibraryOf
) -> None:
    ours = "content/evidence/claims/ours.yaml"
    error = problems_of(library_of, {**riverside_files(), ours: claims_file("our-nap", **lines)})
    assert said(error, ours) == [(*place, message)]


def test_a_claim_given_twice_by_the_clinic_is_a_problem_that_names_both_files(library_of: LibraryOf) -> None:
    error = problems_of(library_of, {**riverside_files(), "content/evidence/claims/second.yaml": claims_file("our-rest")})
    [problem] = error.problems
    assert problem.place.path.endswith("claims/second.yaml")
    assert (problem.place.line, problem.place.column) == (3, 9)
    assert problem.message == "the claim 'our-rest' is given twice"
    assert problem.hint.endswith("claims/riverside.yaml")


def test_a_source_given_twice_is_a_problem(library_of: LibraryOf) -> None:
    text = riverside_files()["content/evidence/sources.yaml"].replace("id: lake-registry", "id: harbor-trial")
    error = problems_of(library_of, {"content/evidence/sources.yaml": text})
    assert [message for _, _, message in said(error)] == ["the source 'harbor-trial' is given twice"]


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ({"modules": "[our-ward, our-wart]"}, (6, 21), "there is no module 'our-wart'"),
        ({"front": "our-wart"}, (7, 8), "there is no module 'our-wart'"),
        ({"audience": "caregivers"}, (4, 11), "there is no audience 'caregivers'"),
        ({"page_budget": "0"}, (7, 14), "0 is too small"),
        ({"id": "our-other-packet"}, (1, 5), "the id 'our-other-packet' is not the name of its place, 'our-packet'"),
        ({"title": "Our packet"}, (2, 8), "this must be a mapping of keys to values"),
    ],
)
def test_a_mistake_in_a_recipe_is_reported_at_its_place(
    lines: dict[str, str], place: tuple[int, int], message: str, library_of: LibraryOf
) -> None:
    error = problems_of(library_of, {MODULE_FILE: module_text(WRITE_IN), PACKET_FILE: packet_text(**lines)})
    assert said(error) == [(*place, message)]


def test_a_module_in_a_language_nobody_has_labels_for_is_a_problem(library_of: LibraryOf) -> None:
    error = problems_of(library_of, {"content/modules/our-ward/tlh.yaml": module_text(WRITE_IN)})
    [problem] = error.problems
    assert str(problem.place).endswith("content/modules/our-ward/tlh.yaml")
    assert problem.message == "there is no locale 'tlh'"


def test_a_label_that_is_missing_is_a_problem_and_not_an_english_word(library_of: LibraryOf) -> None:
    lines = locale_text("es-US").splitlines(keepends=True)
    label = next(line for line in lines if line.strip().startswith("important:"))
    error = problems_of(library_of, {"content/locales/es-US.yaml": "".join(line for line in lines if line != label)})
    assert [message for _, _, message in said(error, "content/locales/es-US.yaml")] == ["'important' is missing"]


def test_a_link_out_of_the_clinic_folder_stops_the_load(folder: Callable[[Files], Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(packet_text())
    root = folder({MODULE_FILE: module_text(WRITE_IN), PACKET_FILE: packet_text()})
    (root / "content/packets/linked.yaml").symlink_to(elsewhere)
    with pytest.raises(HandoutsError) as caught:
        load_library(find_folders(root, {}, tmp_path))
    [problem] = caught.value.problems
    assert problem.place.path.endswith("content/packets/linked.yaml")
    assert "leads out of its folder" in problem.message
