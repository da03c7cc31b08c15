"""Which folders there are, which file wins, and that no file comes from anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.folders import CLINIC_VARIABLE, Folder, all_files, builtin_folder, find_folders, winning_files
from handouts.problems import HandoutsError
from tests.clinics import Files

MakeFolder = Callable[[Files], Path]


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder that is no clinic's."""
    path = tmp_path / "nowhere"
    path.mkdir()
    return path


def test_without_a_clinic_there_is_only_the_built_in_folder(nowhere: Path) -> None:
    assert find_folders(None, {}, nowhere) == (builtin_folder(),)
    assert builtin_folder().origin == "builtin"
    assert builtin_folder().files("content/modules/*/*.yaml") != []
    assert builtin_folder().file("templates/packet.html.j2") is not None


def test_the_folder_a_person_names_stands_before_the_built_in_one(folder: MakeFolder, nowhere: Path) -> None:
    clinic = folder({})
    assert find_folders(clinic, {}, nowhere) == (Folder(clinic, "clinic"), builtin_folder())


def test_a_folder_need_not_have_a_clinic_yaml_when_it_is_named(nowhere: Path) -> None:
    assert find_folders(nowhere, {}, nowhere)[0] == Folder(nowhere, "clinic")


def test_the_variable_names_a_folder(folder: MakeFolder, nowhere: Path) -> None:
    clinic = folder({})
    assert find_folders(None, {CLINIC_VARIABLE: str(clinic)}, nowhere)[0] == Folder(clinic, "clinic")
    assert find_folders(None, {CLINIC_VARIABLE: ""}, nowhere) == (builtin_folder(),)


def test_the_current_folder_is_a_clinics_when_it_has_a_clinic_yaml(folder: MakeFolder, nowhere: Path) -> None:
    clinic = folder({})
    assert find_folders(None, {}, clinic)[0] == Folder(clinic, "clinic")
    (clinic / "clinic.yaml").unlink()
    assert find_folders(None, {}, clinic) == (builtin_folder(),)


def test_what_is_named_wins_over_the_variable_and_that_over_the_current_folder(folder: MakeFolder, tmp_path: Path) -> None:
    here = folder({})
    named, variable = tmp_path / "named", tmp_path / "variable"
    named.mkdir()
    variable.mkdir()
    environment = {CLINIC_VARIABLE: str(variable)}
    assert find_folders(named, environment, here)[0].root == named
    assert find_folders(None, environment, here)[0].root == variable
    assert find_folders(None, {}, here)[0].root == here


@pytest.mark.parametrize("how", ["named", "variable"])
def test_a_folder_that_is_not_there_is_a_problem(how: str, folder: MakeFolder, nowhere: Path) -> None:
    for missing in (nowhere / "no-clinic", folder({}) / "clinic.yaml"):
        with pytest.raises(HandoutsError) as caught:
            find_folders(missing if how == "named" else None, {CLINIC_VARIABLE: str(missing)}, nowhere)
        [problem] = caught.value.problems
        assert problem.place.path == str(missing)
        assert "no such clinic folder" in problem.message
        assert "clinic.yaml" in problem.hint


def test_files_are_sorted_and_named_by_their_path_inside(folder: MakeFolder) -> None:
    root = folder({"content/modules/b/en-US.yaml": "b", "content/modules/a/es-US.yaml": "a", "content/modules/a/en-US.yaml": "a"})
    found = Folder(root, "clinic").files("content/modules/*/*.yaml")
    assert [file.name for file in found] == ["content/modules/a/en-US.yaml", "content/modules/a/es-US.yaml", "content/modules/b/en-US.yaml"]
    assert {file.origin for file in found} == {"clinic"}
    assert [file.path for file in found] == [root / file.name for file in found]


def test_a_file_is_shown_as_a_person_would_type_it(folder: MakeFolder, nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder({"content/packets/p.yaml": "p"})
    monkeypatch.chdir(root.parent)
    [below] = Folder(root, "clinic").files("content/packets/*.yaml")
    assert below.shown == str(Path(root.name, "content", "packets", "p.yaml"))
    monkeypatch.chdir(nowhere)
    [elsewhere] = Folder(root, "clinic").files("content/packets/*.yaml")
    assert elsewhere.shown == str(root / "content" / "packets" / "p.yaml")


def test_a_file_that_is_not_there_is_none(folder: MakeFolder) -> None:
    clinic = Folder(folder({"content/packets/p.yaml": "p"}), "clinic")
    assert clinic.file("content/packets/q.yaml") is None
    assert clinic.file("content/packets") is None


def test_the_same_path_replaces_and_a_new_path_adds(folder: MakeFolder) -> None:
    built_in = builtin_folder()
    replaced = built_in.files("content/modules/*/*.yaml")[0].name
    clinic = Folder(folder({replaced: "x", "content/modules/our-ward/en-US.yaml": "x"}), "clinic")
    winners = {file.name: file.origin for file in winning_files((clinic, built_in), "content/modules/*/*.yaml")}
    assert winners[replaced] == "clinic"
    assert winners["content/modules/our-ward/en-US.yaml"] == "clinic"
    others = {file.name for file in built_in.files("content/modules/*/*.yaml")} - {replaced}
    assert others
    assert all(winners[name] == "builtin" for name in others)
    assert len(winners) == len(others) + 2


def test_what_merges_is_read_from_the_built_in_folder_first(folder: MakeFolder) -> None:
    clinic = Folder(folder({"content/evidence/sources.yaml": "x"}), "clinic")
    found = list(all_files((clinic, builtin_folder()), "content/evidence/sources.yaml"))
    assert [file.origin for file in found] == ["builtin", "clinic"]


def assert_refused(clinic: Folder, pattern: str, shown: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        clinic.files(pattern)
    [problem] = caught.value.problems
    assert problem.place.path.endswith(shown)
    assert "leads out of its folder" in problem.message


def test_a_link_out_of_the_folder_is_refused(folder: MakeFolder, nowhere: Path) -> None:
    secret = nowhere / "secret.yaml"
    secret.write_text("id: secret\n")
    root = folder({"content/packets/mine.yaml": "p"})
    (root / "content/packets/theirs.yaml").symlink_to(secret)
    assert_refused(Folder(root, "clinic"), "content/packets/*.yaml", "content/packets/theirs.yaml")
    with pytest.raises(HandoutsError):
        Folder(root, "clinic").file("content/packets/theirs.yaml")
    with pytest.raises(HandoutsError):
        Folder(root, "clinic").file("../nowhere/secret.yaml")


def test_a_folder_linked_in_from_elsewhere_is_refused(folder: MakeFolder, nowhere: Path) -> None:
    (nowhere / "en-US.yaml").write_text("id: theirs\n")
    root = folder({"content/modules/mine/en-US.yaml": "m"})
    (root / "content/modules/theirs").symlink_to(nowhere, target_is_directory=True)
    assert_refused(Folder(root, "clinic"), "content/modules/*/*.yaml", "content/modules/theirs/en-US.yaml")


def test_a_link_inside_the_folder_and_a_linked_clinic_folder_are_fine(folder: MakeFolder, tmp_path: Path) -> None:
    root = folder({"content/packets/one.yaml": "p"})
    (root / "content/packets/two.yaml").symlink_to(root / "content/packets/one.yaml")
    (tmp_path / "link").symlink_to(root, target_is_directory=True)
    for clinic in (Folder(root, "clinic"), Folder(tmp_path / "link", "clinic")):
        assert [file.name for file in clinic.files("content/packets/*.yaml")] == ["content/packets/one.yaml", "content/packets/two.yaml"]
