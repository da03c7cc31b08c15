"""A packet made from another one: what may be added, left out and moved, and what never goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.checks import Permit, check_packet
from handouts.choice import Choice, chosen_modules, kept_anyway, recommended, topics_for
from handouts.library import Library
from handouts.model import PrintSettings
from handouts.packet import assemble
from handouts.pointers import lost_pointers
from handouts.problems import HandoutsError, Place, Problem, errors_in
from handouts.recipes import as_chosen, compose, recipe_path
from tests.clinics import Files, load_alone, load_clinic, module_text, packet_text, whole_files, write_folder
from tests.printed import builtin_library
from tests.visitors import visitors_clinic

MODULES = {
    "start": "tools",
    "fever": "recovery",
    "food": "recovery",
    "visits": "caring",
    "log": "tools",
    "extra": "recovery",
    "other": "new",
}
PARAGRAPH = "- {kind: paragraph, text: Ask us.}"


def clinic_files() -> dict[str, str]:
    """Return a clinic with a packet of five modules, two of them fixed, and two more modules for its readers."""
    modules = {
        f"content/modules/{name}/en-US.yaml": module_text(PARAGRAPH, id=name, title=f"About {name}", stage=stage)
        for name, stage in MODULES.items()
    }
    theirs = {"content/modules/patients/en-US.yaml": module_text(PARAGRAPH, id="patients", audiences="[hsct-candidate]")}
    packet = packet_text(id="ward", front="fever", modules="[start, food, visits, log]", keep="[food]", layout="sheets")
    part = packet_text(id="a-part", part_of="ward", modules="[food]")
    return {**whole_files(), **modules, **theirs, "content/packets/ward.yaml": packet, "content/packets/a-part.yaml": part}


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_alone(write_folder(tmp_path_factory.mktemp("ward"), clinic_files()))


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_clinic(visitors_clinic(tmp_path_factory.mktemp("visitors")))


def made(library: Library, **wishes: Sequence[str]) -> tuple[str, ...]:
    return chosen_modules(library, Choice("ward", **{name: tuple(topics) for name, topics in wishes.items()}), "en-US")


def problems_of(library: Library, **wishes: Sequence[str]) -> list[tuple[str, str, str]]:
    with pytest.raises(HandoutsError) as raised:
        made(library, **wishes)
    return [(problem.place.path, problem.message, problem.hint) for problem in raised.value.problems]


def test_nothing_chosen_is_the_packet_itself(ward: Library) -> None:
    assert compose(ward, Choice("ward"), "en-US") is ward.packets["ward"]
    assert compose(ward, Choice("ward", order=("start",)), "en-US") is ward.packets["ward"]


def test_a_topic_is_put_after_the_last_of_its_stage_or_at_the_end(ward: Library) -> None:
    assert made(ward, add=["extra", "other"]) == ("start", "food", "extra", "visits", "log", "other")


def test_topics_are_left_out_and_come_first(ward: Library) -> None:
    assert made(ward, drop=["visits"]) == ("start", "food", "log")
    assert made(ward, order=["log", "visits"]) == ("log", "visits", "start", "food")
    assert made(ward, add=["extra"], drop=["start"], order=["extra"]) == ("extra", "food", "visits", "log")


def test_only_these_and_what_is_fixed(ward: Library) -> None:
    choice = Choice("ward", only=("log", "extra"))
    assert chosen_modules(ward, choice, "en-US") == ("food", "extra", "log")
    assert kept_anyway(ward, choice) == ("fever", "food")
    assert made(ward, only=["log", "fever"], add=["other"]) == ("food", "log", "other")


def test_key_points_stay_first_unless_they_are_moved_by_name(riverside: Callable[[Files], Library]) -> None:
    points = "- kind: key-points\n  items: [{text: One.}, {text: Two.}, {text: Three.}]"
    library = riverside({**clinic_files(), "content/modules/start/en-US.yaml": module_text(points, id="start")})
    assert made(library, order=["log"]) == ("start", "log", "food", "visits")
    assert made(library, order=["log", "start"]) == ("log", "start", "food", "visits")
    assert made(library, order=["log"], drop=["start"]) == ("log", "food", "visits")


def test_everything_that_cannot_be_had_is_told_at_once(ward: Library) -> None:
    told = problems_of(ward, add=["visitz", "patients", "log", "foood"], drop=["fever", "food", "extra", "vists"], order=["extra", "fever"])
    assert told == [
        ("--add", "'log' is in 'ward' already", "leave it out of --add"),
        (
            "--add",
            "'patients' is not written for 'caregiver'",
            "it is for hsct-candidate; `handouts list topics --for caregiver` shows all",
        ),
        ("--add", "there is no topic 'foood'", "did you mean 'food'?"),
        ("--add", "there is no topic 'visitz'", "did you mean 'visits'?"),
        ("--drop", "'extra' is not in 'ward'", "`handouts list topics --for caregiver` shows all"),
        ("--drop", "'fever' keeps people safe, so it stays in every packet made from 'ward'", ""),
        ("--drop", "'food' keeps people safe, so it stays in every packet made from 'ward'", ""),
        ("--drop", "'vists' is not in 'ward'", "did you mean 'visits'?"),
        ("--order", "'extra' is not in this packet", "`handouts list topics --for caregiver` shows all"),
        ("--order", "'fever' stands on page 1 in any order", "leave it out of --order"),
    ]


def test_a_topic_is_found_by_a_word_of_its_title(riverside: Callable[[Files], Library]) -> None:
    title = module_text(PARAGRAPH, id="extra", title="How do we keep germs away?")
    told = problems_of(riverside({**clinic_files(), "content/modules/extra/en-US.yaml": title}), add=["germs"])
    assert told == [("--add", "there is no topic 'germs'", "did you mean 'extra' (How do we keep germs away?)?")]


def test_a_topic_withdrawn_is_not_offered_and_says_what_replaces_it(riverside: Callable[[Files], Library]) -> None:
    gone = module_text(PARAGRAPH, id="extra", withdrawn="{withdrawn_on: 2026-11-01, reason: out of date, replacement: other}")
    library = riverside({**clinic_files(), "content/modules/extra/en-US.yaml": gone})
    assert problems_of(library, add=["extra"]) == [("--add", "'extra' is withdrawn: out of date", "use 'other' instead")]
    assert set(MODULES) - set(topics_for(library, "caregiver", "en-US")) == {"extra"}


def test_a_packet_is_never_empty(riverside: Callable[[Files], Library]) -> None:
    library = riverside({**clinic_files(), "content/packets/ward.yaml": packet_text(id="ward", front="fever", modules="[food]")})
    assert [message for _, message, _ in problems_of(library, drop=["food"])] == ["nothing would be left after page 1"]


def test_what_leaves_topics_out_is_a_part_of_the_whole(ward: Library) -> None:
    assert compose(ward, Choice("ward", add=("extra",)), "en-US").value.part_of is None
    part = compose(ward, Choice("ward", drop=("log",)), "en-US", save_as="short")
    assert part.value.part_of == "ward"
    assert compose(ward.with_packet(part), Choice("short", add=("extra",)), "en-US").value.part_of == "ward"


def test_a_recipe_made_from_a_recipe_keeps_what_is_fixed(ward: Library) -> None:
    first = compose(ward, Choice("ward", drop=("log",)), "en-US", save_as="short")
    with pytest.raises(HandoutsError, match="'food' keeps people safe"):
        compose(ward.with_packet(first), Choice("short", drop=("food",)), "en-US")


def test_the_name_of_what_is_not_saved_depends_on_its_topics_and_their_order_alone(ward: Library) -> None:
    one = compose(ward, Choice("ward", add=("extra",)), "en-US").value.id
    assert one == compose(ward, Choice("ward", add=("extra",)), "en-US", PrintSettings(size="large")).value.id
    assert one.startswith("ward-own-")
    assert one.removeprefix("ward-own-").isalpha()  # a digit could be taken for a day
    assert one != compose(ward, Choice("ward", add=("extra",), order=("log",)), "en-US").value.id


def test_a_packet_with_the_longest_name_has_room_for_the_ending(riverside: Callable[[Files], Library]) -> None:
    name = f"{'long-' * 11}names"
    library = riverside({**clinic_files(), f"content/packets/{name}.yaml": packet_text(id=name, modules="[food]")})
    assert len(name) == 60
    assert compose(library, Choice(name, add=("log",)), "en-US").value.id.startswith("long-long-long")


def test_how_it_is_printed_goes_with_a_recipe(riverside: Callable[[Files], Library]) -> None:
    packet = packet_text(id="ward", front="fever", modules="[food, log]", print="{size: large, duplex: true}")
    library = riverside({**clinic_files(), "content/packets/ward.yaml": packet})
    recipe = compose(library, Choice("ward"), "en-US", PrintSettings(duplex=False, paper="a4"), "ours")
    assert recipe.value.print == PrintSettings(size="large", duplex=False, paper="a4")


def test_an_addition_is_not_too_long_for_it(ward: Library) -> None:
    assert compose(ward, Choice("ward", add=("extra", "other")), "en-US").value.page_budget == ward.packets["ward"].value.page_budget + 4


def test_a_packet_in_two_languages_has_a_title_only_where_all_its_topics_have_a_text(riverside: Callable[[Files], Library]) -> None:
    spanish = {
        f"content/modules/{name}/es-US.yaml": module_text(PARAGRAPH, id=name) for name in ("fever", "food", "log", "start", "visits")
    }
    both = packet_text(
        id="ward", front="fever", modules="[food, log]", title="{en-US: Ward, es-US: Sala}", purpose="{en-US: So., es-US: Asi.}"
    )
    locale = {"content/locales/es-US.yaml": whole_files()["content/locales/en-US.yaml"].replace("id: en-US", "id: es-US")}
    library = riverside({**clinic_files(), **spanish, **locale, "content/packets/ward.yaml": both})
    assert set(compose(library, Choice("ward", add=("start",)), "en-US").value.title) == {"en-US", "es-US"}
    assert set(compose(library, Choice("ward", add=("extra",)), "en-US").value.title) == {"en-US"}
    with pytest.raises(HandoutsError, match="'extra' has no text in es-US"):
        compose(library, Choice("ward", add=("extra",)), "es-US")


def some(*topics: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(topics), max_size=4, unique=True).map(tuple)


@settings(max_examples=60)
@given(some("extra", "other"), some("start", "visits", "log"), some(*MODULES), some("start", "food", "visits", "log", "extra", "other"))
def test_whatever_is_chosen_nothing_fixed_goes_and_nothing_comes_twice(
    ward: Library, add: tuple[str, ...], drop: tuple[str, ...], only: tuple[str, ...], order: tuple[str, ...]
) -> None:
    drop = tuple(topic for topic in drop if topic not in only)
    left = {topic for topic in ("start", "food", "visits", "log") if topic not in drop and (not only or topic in (*only, "food"))}
    order = tuple(topic for topic in order if topic in {*left, *add, *only})
    recipe = compose(ward, Choice("ward", add, drop, only, order), "en-US", save_as="ours")
    modules = recipe.value.modules
    assert recipe.value.front == "fever"
    assert set(modules) == {*left, *add, *only, "food"} - {"fever"}
    assert len(set(modules)) == len(modules)
    assert modules[: len(order)] == order
    usual = [module for module in ("start", "food", "visits", "log") if module in modules and module not in order]
    assert [module for module in modules if module in usual] == usual
    assert compose(ward.with_packet(recipe), Choice("ours"), "en-US") is recipe
    assert compose(ward.with_packet(recipe), Choice("ours"), "en-US", save_as="copy").value.modules == modules


def test_the_whole_packet_of_some_readers_is_the_one_of_their_name_else_the_first_whole_one(ward: Library) -> None:
    assert recommended(builtin_library(), "hsct-candidate") == "hsct-candidate"
    assert recommended(ward, "caregiver") == "ward"
    for audience, message in (("caregivers", "there is no audience 'caregivers'"), ("newly-diagnosed", "there is no packet for")):
        with pytest.raises(HandoutsError, match=message):
            recommended(ward, audience)


@pytest.mark.parametrize("base", ["caregiver", "hsct-candidate", "hsct-hospital", "newly-diagnosed"])
def test_a_built_in_packet_can_have_every_other_topic_too(base: str) -> None:
    library = builtin_library()
    spec = library.packets[base].value
    more = tuple(topic for topic in topics_for(library, spec.audience, "en-US") if topic not in spec.all_modules())
    first = tuple(module for module in reversed(spec.modules) if module != spec.modules[0])
    recipe = compose(library, Choice(base, add=more, order=first), "en-US")
    library = library.with_packet(recipe)
    packet = assemble(library, recipe.value.id, "en-US")
    assert errors_in(check_packet(library, packet, Permit(date(2026, 11, 22)))) == []
    assert {sheet.module for sheet in packet.sheets} == {*spec.all_modules(), *more}


@pytest.mark.parametrize("benefits", ["benefits-in-numbers", "benefits-over-time"])
def test_benefits_are_not_told_without_harms(benefits: str) -> None:
    library = builtin_library()
    alone = (
        f"'{benefits}' tells 'benefits', and no module here covers 'harms' (Harms in numbers: death, infection, fertility, later illness)"
    )
    for add, problems in (((benefits,), [alone]), ((benefits, "harms-in-numbers"), [])):
        recipe = compose(library, Choice("hsct-hospital", add=add), "en-US")
        chosen = library.with_packet(recipe)
        found = errors_in(check_packet(chosen, assemble(chosen, recipe.value.id, "en-US"), Permit(date(2026, 11, 22))))
        assert [problem.message for problem in found] == problems


@pytest.mark.parametrize(
    ("base", "drop", "told"),
    [
        ("caregiver", "caregiver-role", ["'start-here' tells readers to see \"What does a caregiver do?\", which is not in this packet"]),
        ("caregiver", "start-here", []),
        ("hsct-candidate", "the-steps", ["'start-here' tells readers to see \"HSCT step by step\", which is not in this packet"]),
    ],
)
def test_a_sheet_that_points_to_one_that_was_left_out_is_told(base: str, drop: str, told: list[str]) -> None:
    recipe = compose(builtin_library(), Choice(base, drop=(drop,)), "en-US")
    library = builtin_library().with_packet(recipe)
    packet = assemble(library, recipe.value.id, "en-US")
    lost = list(lost_pointers(library, packet, topics_for(library, packet.audience, "en-US")))
    assert [(problem.message, problem.severity) for problem in lost] == [(message, "warning") for message in told]


def test_no_built_in_packet_points_to_a_sheet_it_does_not_hold() -> None:
    library = builtin_library()
    for packet_id, recipe in library.packets.items():
        titles = topics_for(library, recipe.value.audience, "en-US")
        assert list(lost_pointers(library, assemble(library, packet_id, "en-US"), titles)) == []


def test_what_keeps_people_safe_is_written_down_for_every_packet_but_the_shortest() -> None:
    kept = {packet: set(recipe.value.keep) for packet, recipe in builtin_library().packets.items()}
    assert {packet for packet, modules in kept.items() if not modules} <= {"make-a-packet", "newly-diagnosed-first-visit"}
    assert kept["caregiver"] >= {"harms-in-numbers", "infection-safety", "temperature-log"}
    assert kept["hsct-candidate"] >= {"harms-in-numbers", "later-harms", "infection-safety"}


def test_what_belongs_together_is_in_the_list_of_topics(riverside: Callable[[Files], Library]) -> None:
    readers = "id: caregiver\nname: {en-US: readers}\nrequired_topics: [{id: harms, what: H, together_with: [benefitz]}]\n"
    with pytest.raises(HandoutsError, match="benefitz is no topic of this list"):
        riverside({"content/audiences/caregiver.yaml": readers})


def test_what_is_kept_must_be_listed(riverside: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError, match="extra is to be kept, but not listed"):
        riverside({**clinic_files(), "content/packets/ward.yaml": packet_text(id="ward", modules="[food]", keep="[food, extra]")})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("caregiver", "'caregiver' is a built-in packet"),
        ("../ours", "a name has small letters, digits and hyphens"),
        ("jane-1970-01-02", "that name has what looks like"),
        ("visit", "there is a recipe 'visit' already"),
    ],
)
def test_a_recipe_needs_a_name_that_is_free_and_nobodys(name: str, told: str, visitors: Library) -> None:
    with pytest.raises(HandoutsError, match=told):
        recipe_path(visitors, name)
    assert recipe_path(visitors, "ours").name == "ours.yaml"
    assert recipe_path(visitors, "visit", replace=True).name == "visit.yaml"


def test_what_is_no_file_has_no_lines_and_is_saved_before_it_is_signed() -> None:
    place, other = Place("your choice", 3, 5), Problem(Place("a.yaml", 1, 1), "it is a draft", "sign it", rule="GV-04")
    told = as_chosen([Problem(place, "it is a draft", "sign it", rule="GV-04"), Problem(place, "no", "do", rule="ST-05"), other])
    assert [(str(problem.place), problem.hint) for problem in told] == [
        ("your choice", "without --release, save it as a recipe first (--save NAME): then `handouts approve` can sign it"),
        ("your choice", "do"),
        ("a.yaml:1:1", "sign it"),
    ]


def test_a_recipe_needs_a_clinics_folder() -> None:
    with pytest.raises(HandoutsError, match="handouts new clinic"):
        recipe_path(builtin_library(), "ours")
