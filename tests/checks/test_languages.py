"""LG: translations say where they come from and the same facts, Spanish is easy to read, and the notice of language help is named once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handouts.checks import check_library
from handouts.library import Library
from handouts.problems import Problem
from handouts.translation import said_sha256
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, load_alone, locale_text, module_text, packet_text, whole_files, write_folder

TODAY = date(2026, 11, 22)
SPANISH = "content/modules/our-ward/es-US.yaml"
BOTH = {
    "content/locales/es-US.yaml": locale_text("es-US", decimal_mark='","', thousands_mark='"."'),
    "content/audiences/caregiver.yaml": "id: caregiver\nname: {en-US: readers, es-US: lectores}\n",
    PACKET_FILE: packet_text(title="{en-US: Our packet, es-US: Guía}", purpose="{en-US: It helps you., es-US: Le ayuda.}"),
}
WASH = "- {kind: paragraph, text: Wash your hands for 15 seconds.}"
LAVESE = "- {kind: paragraph, text: Lávese las manos 15 segundos.}"
CALL = "- {kind: call, tier: urgent, signs: [A fever]}"
LLAME = "- {kind: call, tier: urgent, signs: [Fiebre]}"

Broken = Callable[..., list[Problem]]


def origin(sha256: str, **lines: str) -> str:
    written = {
        "source_locale": "en-US",
        "source_sha256": sha256,
        "translator": "Ana Ruiz",
        "qualification": "certified translator",
        "method": "human",
        "translated_on": "2026-11-22",
        **lines,
    }
    return "{" + ", ".join(f"{key}: {value}" for key, value in written.items() if value) + "}"


def english_sha256(folder: Path, english: str, **lines: str) -> str:
    files = {**whole_files(), **BOTH, MODULE_FILE: module_text(english, **lines)}
    return said_sha256(load_alone(write_folder(folder, files)).modules["our-ward", "en-US"].value)


@pytest.fixture
def lg(tmp_path: Path, riverside: Callable[[Files], Library]) -> Callable[[str, Files], list[Problem]]:
    """What one LG rule says about these files."""
    return lambda rule, files: [problem for problem in check_library(riverside({**BOTH, **files}), TODAY) if problem.rule == rule]


@pytest.fixture
def compared(tmp_path: Path, lg: Callable[[str, Files], list[Problem]]) -> Broken:
    """What LG-02 says about a Spanish text of an English one; `source` changes the English module, `lines` the translation's own."""

    def run(english: str, spanish: str, source: dict[str, str] | None = None, files: Files | None = None, **lines: str) -> list[Problem]:
        ours = {MODULE_FILE: module_text(english, **(source or {}))}
        translation = origin(english_sha256(tmp_path / "source", english, **(source or {})), **lines)
        return lg("LG-02", {**ours, SPANISH: module_text(spanish, translation=translation), **(files or {})})

    return run


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.severity, problem.message) for problem in problems]


# Where a translation comes from


def test_a_true_translation_has_no_problem(compared: Broken) -> None:
    assert compared(WASH, LAVESE) == []


CALENDAR = "- {{kind: calendar, title: {title}, first: {first}, last: 20, marks: [{{day: {day}, text: {mark}}}]}}"


@pytest.mark.parametrize(("first", "day", "same"), [(-10, 12, True), (-10, 11, False), (-9, 12, False)])
def test_a_day_of_the_calendar_is_the_same_in_every_language(first: int, day: int, same: bool, compared: Broken) -> None:
    english = CALENDAR.format(title="Your days", first=-10, day=12, mark="A visit")
    spanish = CALENDAR.format(title="Sus días", first=first, day=day, mark="Una visita")
    assert (compared(english, spanish) == []) is same


def test_a_sentence_of_the_clinic_stands_in_every_language(compared: Broken) -> None:
    english, spanish = "- {{kind: paragraph, text: 'Ask us. {0}'}}", "- {{kind: paragraph, text: 'Pregunte. {0}'}}"
    assert compared(english.format("{local:who-pays}"), spanish.format("{local:who-pays}")) == []
    assert compared(english.format("{local:who-pays}"), spanish.format("")) != []


def test_a_text_beside_the_english_one_says_where_it_comes_from(tmp_path: Path, lg: Callable[[str, Files], list[Problem]]) -> None:
    [problem] = lg("LG-02", {MODULE_FILE: module_text(WASH), SPANISH: module_text(LAVESE)})
    assert (problem.place.path.endswith(SPANISH), problem.place.line, problem.severity) == (True, 1, "error")
    assert "this module is also there in en-US" in problem.message
    assert english_sha256(tmp_path / "source", WASH) in problem.hint


def test_an_original_in_spanish_needs_no_source(lg: Callable[[str, Files], list[Problem]]) -> None:
    visitors = {"content/audiences/visitor.yaml": "id: visitor\nname: {es-US: visitas}\n"}
    packet = {PACKET_FILE: packet_text(audience="visitor", title="{es-US: Guía}", purpose="{es-US: Le ayuda.}")}
    assert lg("LG-02", {**visitors, **packet, SPANISH: module_text(LAVESE, audiences="[visitor]")}) == []


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ({"source_locale": "es-US"}, "source_locale", "there is no other text of this module in es-US"),
        ({"method": "machine-edited"}, "method", "a machine translated this, and no qualified person"),
        ({"method": "machine-edited", "reviewer": "ana  RUIZ"}, "reviewer", "the reviewer is the translator"),
    ],
    ids=["its own source", "no reviewer", "own reviewer"],
)
def test_who_answers_for_a_translation(lines: dict[str, str], line: str, message: str, compared: Broken) -> None:
    [problem] = compared(WASH, LAVESE, **lines)
    assert problem.severity == "error"
    assert message in problem.message
    written = Path(problem.place.path).read_text("utf-8").splitlines()[problem.place.line - 1]
    assert written[: problem.place.column - 1].endswith(f"{line}: ")


def test_a_machine_translation_with_a_reviewer_is_fine(compared: Broken) -> None:
    assert compared(WASH, LAVESE, method="machine-edited", reviewer="Luz Gil") == []


def test_a_translation_of_a_translation_names_the_original(tmp_path: Path, lg: Callable[[str, Files], list[Problem]]) -> None:
    files = {
        MODULE_FILE: module_text(WASH),
        SPANISH: module_text(LAVESE, translation=origin(english_sha256(tmp_path / "source", WASH))),
        "content/locales/es-ES.yaml": locale_text("es-ES"),
        "content/audiences/visitor.yaml": "id: visitor\nname: {es-ES: visitas}\n",
        "content/packets/other.yaml": packet_text(id="other", audience="visitor", title="{es-ES: G}", purpose="{es-ES: L.}"),
        "content/modules/our-ward/es-ES.yaml": module_text(
            LAVESE, audiences="[visitor]", translation=origin("a1" * 32, source_locale="es-US")
        ),
    }
    assert told(lg("LG-02", files)) == [("error", "the es-US text is itself a translation")]


# When the source has changed


@pytest.mark.parametrize(
    ("english", "spanish", "source", "severity"),
    [
        (WASH, LAVESE, {}, "warning"),
        (WASH, LAVESE, {"safety_critical": "true"}, "error"),
        (CALL, LLAME, {}, "error"),
    ],
    ids=["usual", "safety", "call"],
)
def test_an_old_translation_stops_a_build_where_it_is_dangerous(
    english: str, spanish: str, source: dict[str, str], severity: str, tmp_path: Path, compared: Broken
) -> None:
    [problem] = compared(english, spanish, source, source_sha256="a1" * 32)
    assert (problem.severity, problem.message) == (severity, "the en-US source has changed since this was translated")
    assert english_sha256(tmp_path / "again", english, **source) in problem.hint


@pytest.mark.parametrize(
    ("sections", "lines", "same"),
    [
        ("- {kind: paragraph, text: Wash your hands for 15 minutes.}", {}, False),
        ("- {kind: bullets, items: [Wash your hands for 15 seconds.]}", {}, False),
        ("- {kind: paragraph, text: Wash your hands for 15 seconds., title: Hands}", {}, False),
        ("- {kind: paragraph, text: Wash your hands for 15 seconds., for: [caregiver]}", {}, False),
        (WASH, {"title": "The ward"}, False),
        (WASH, {"main_message": "Ask."}, False),
        ("- kind: paragraph\n  text: |-\n    Wash your hands\n    for 15 seconds.", {}, True),
        ("- {kind: paragraph, text: Wash your hands for 15 seconds., covers: [medicines]}", {}, True),
        (WASH, {"revised_on": "2026-11-01", "version": "'1.0'", "authors": "[Jo Park]"}, True),
        (f"{WASH[:-1]}, waive: [{{rule: WD-01, reason: r, role: nurse, waived_on: 2026-11-22}}]}}", {}, True),
    ],
    ids=["word", "kind", "heading", "condition", "title", "message", "line breaks", "topic", "version", "waiver"],
)
def test_only_what_is_said_counts_as_a_change(sections: str, lines: dict[str, str], same: bool, tmp_path: Path) -> None:
    before, after = english_sha256(tmp_path / "before", WASH), english_sha256(tmp_path / "after", sections, **lines)
    assert (before == after) is same


def test_room_to_write_is_no_change(tmp_path: Path) -> None:
    logs = [f"- {{kind: log, title: Log, columns: [Day, '38.0'], rows: {rows}}}" for rows in (7, 14)]
    tables = [f"- {{kind: table, title: T, how_to_read: H, columns: [A, B], rows: [{{cells: [C, {cell}]}}]}}" for cell in "DE"]
    room = [english_sha256(tmp_path / str(index), sections) for index, sections in enumerate(logs + tables)]
    assert room[0] == room[1]
    assert room[2] != room[3]


# The same facts

SAME = [
    ("Drink 1,500 milliliters.", "Beba 1.500 mililitros."),
    ("Drink 1.5 liters.", "Beba 1,5 litros."),
    ("10,000 people", "10 000 personas"),
    ("Come on May 3 at 9 a.m.", "Venga el 3 de mayo a las 9:00."),
    ("Rest [@our-rest]. Sleep.", "Descanse [@our-rest]. Duerma [@our-rest]."),
    ("Call {clinic.phone_24h} at {temp:38.0}.", "A {temp:38.0}, llame al {clinic.phone_24h}."),
]
DIFFERENT = [
    ("Take 15 drops.", "Tome 50 gotas.", "the en-US source has '15' here, this text has '50'"),
    ("Drink 1.5 liters.", "Beba 1.5 litros.", "the en-US source has '1.5' here, this text has '15'"),
    ("Take 2, then 2.", "Tome 2.", "the en-US source also has '2' here"),
    ("Rest.", "Descanse [@our-rest].", "the en-US source does not have '[@our-rest]' here"),
    ("Rest [@our-rest].", "Descanse.", "the en-US source also has '[@our-rest]' here"),
    (
        "Call {clinic.phone_24h}.",
        "Llame al {clinic.phone_day}.",
        "the en-US source has '{clinic.phone_24h}' here, this text has '{clinic.phone_day}'",
    ),
    ("At {temp:38.0}", "A {temp:38.5}", "the en-US source has '{temp:38.0}' here, this text has '{temp:38.5}'"),
    ("**15** drops", "**50** gotas", "the en-US source has '15' here, this text has '50'"),
    ("[Call](tel:911)", "[Llame](tel:112)", "the en-US source has 'tel:911' here, this text has 'tel:112'"),
]


def paragraph(text: str) -> str:
    return f"- kind: paragraph\n  text: {text!r}\n"


@pytest.mark.parametrize(("english", "spanish"), SAME)
def test_the_same_facts_may_be_written_as_each_language_does(english: str, spanish: str, compared: Broken) -> None:
    assert compared(paragraph(english), paragraph(spanish)) == []


@pytest.mark.parametrize(("english", "spanish", "message"), DIFFERENT)
def test_no_fact_may_change(english: str, spanish: str, message: str, compared: Broken) -> None:
    assert told(compared(paragraph(english), paragraph(spanish))) == [("error", message)]


def test_a_changed_fact_is_told_at_its_place(compared: Broken) -> None:
    spanish = "- kind: paragraph\n  text: Descanse.\n- kind: paragraph\n  text: >-\n    Tome agua.\n    Luego 50 gotas.\n"
    [problem] = compared(paragraph("Rest.") + paragraph("Drink water. Then 15 drops."), spanish)
    assert (problem.place.line, problem.place.column) == (14, 13)


def test_what_a_section_holds_besides_text_is_compared(compared: Broken) -> None:
    tiers = compared(CALL, LLAME.replace("urgent", "emergency"))
    assert told(tiers) == [("error", "the en-US source has 'tier: urgent' here, this text has 'tier: emergency'")]
    contacts = "- {kind: contacts, items: [{label: Us, number: phone_day}]}"
    numbers = compared(contacts, contacts.replace("phone_day", "phone_24h"))
    assert told(numbers) == [("error", "the en-US source has '{clinic.phone_day}' here, this text has '{clinic.phone_24h}'")]
    hill, harbor = (f"{{kind: chance, title: T, claim: our-deaths.{chance}}}" for chance in ("hill", "harbor"))
    in_spanish = (Path(__file__).parents[1] / "riverside/content/evidence/claims/riverside.yaml").read_text("utf-8")
    in_spanish = in_spanish.replace(
        "words:\n          en-US:", "words:\n          es-US: {people: p, outcome: o, otherwise: o}\n          en-US:"
    )
    claims = {"content/evidence/claims/riverside.yaml": in_spanish}
    pictures = compared(f"- {hill}", f"- {harbor}", files=claims)
    assert told(pictures) == [
        ("error", "the en-US source has 'the picture of our-deaths.hill' here, this text has 'the picture of our-deaths.harbor'")
    ]


def test_facts_are_compared_for_each_reader(compared: Broken) -> None:
    english = "- {kind: paragraph, text: {default: Take 15 drops., caregiver: Give 20 drops.}}"
    assert compared(english, "- {kind: paragraph, text: {default: Tome 15 gotas., caregiver: Dé 20 gotas.}}") == []
    [problem] = compared(english, "- {kind: paragraph, text: {default: Tome 15 gotas., caregiver: Dé 50 gotas.}}")
    assert problem.message == "the en-US source has '20' here, this text has '50'"
    assert len(compared(english, "- {kind: paragraph, text: {default: Tome 50 gotas., caregiver: Dé 20 gotas.}}")) == 1


def test_sections_may_be_arranged_otherwise(compared: Broken) -> None:
    english = f"{WASH}\n- {{kind: bullets, items: [Rest 2 hours.]}}"
    assert compared(english, "- {kind: bullets, items: [Lávese 15 segundos., Descanse 2 horas.]}") == []
    [problem] = compared(english, "- {kind: bullets, items: [Lávese 15 segundos., Descanse 3 horas.]}")
    assert problem.message == "the en-US source has '2' here, this text has '3'"


# Spanish

HARD = "Durante la hospitalización se realizarán determinaciones analíticas de seguimiento diariamente. "
MIDDLING = "Durante su estancia en el hospital le haremos un análisis de sangre cada mañana antes del desayuno. "
EASY = "Le haremos un análisis de sangre cada día. "


def spanish_only(text: str, locale: str = "es-US") -> dict[str, str]:
    return {
        "content/locales/fr-FR.yaml": locale_text("fr-FR"),
        "content/audiences/visitor.yaml": f"id: visitor\nname: {{{locale}: visitas}}\n",
        f"content/modules/our-ward/{locale}.yaml": module_text(paragraph(text), audiences="[visitor]", main_message="Pregunte."),
        PACKET_FILE: packet_text(audience="visitor", title=f"{{{locale}: Guía}}", purpose=f"{{{locale}: Le ayuda.}}"),
    }


@pytest.mark.parametrize(
    ("text", "severities"),
    [(EASY * 14, []), (MIDDLING * 7, ["warning"]), (HARD * 12, ["error"]), (HARD, ["warning"])],
    ids=["easy", "middling", "hard", "hard but short"],
)
def test_spanish_is_scored(text: str, severities: list[str], lg: Callable[[str, Files], list[Problem]]) -> None:
    assert [problem.severity for problem in lg("LG-01", spanish_only(text))] == severities


def test_only_spanish_is_scored(lg: Callable[[str, Files], list[Problem]]) -> None:
    assert lg("LG-01", spanish_only(HARD * 12, "fr-FR")) == []


def test_short_list_items_do_not_hide_hard_sentences(lg: Callable[[str, Files], list[Problem]]) -> None:
    listed = "".join(f"    - Pan {word}\n" for word in ("con sal", "y sol", "o mar", "de rey"))
    files = spanish_only(MIDDLING)
    with_list = {**files, SPANISH: f"{files[SPANISH]}  - kind: bullets\n    items:\n{listed}"}
    [alone], [beside] = lg("LG-01", files), lg("LG-01", with_list)
    assert alone.message == beside.message


# The notice of language help


@pytest.mark.parametrize(
    ("clinic", "kind", "warned"),
    [
        ("jurisdiction: US\n", "discharge", True),
        ("jurisdiction: US\n", "procedure", True),
        ("jurisdiction: US\n", "handbook", True),
        ("jurisdiction: US\n", "concept", False),
        ("jurisdiction: GB\n", "discharge", False),
        ("name: Riverside\n", "discharge", False),
        ("jurisdiction: US\nnotices: {language_help: {approved_by: compliance, approved_on: 2026-09-01}}\n", "discharge", False),
    ],
)
def test_the_notice_goes_with_instructions_in_the_us(
    clinic: str, kind: str, warned: bool, lg: Callable[[str, Files], list[Problem]]
) -> None:
    problems = lg("LG-03", {"clinic.yaml": clinic, MODULE_FILE: module_text(WASH, kind=kind), PACKET_FILE: packet_text()})
    assert [(problem.severity, Path(problem.place.path).name) for problem in problems] == ([("warning", "clinic.yaml")] if warned else [])


def test_a_missing_notice_is_told_once(lg: Callable[[str, Files], list[Problem]]) -> None:
    more = {f"content/modules/ward-{name}/en-US.yaml": module_text(WASH, id=f"ward-{name}", kind="discharge") for name in "abc"}
    assert (
        len(lg("LG-03", {"clinic.yaml": "jurisdiction: US\n", PACKET_FILE: packet_text(modules="[ward-a, ward-b, ward-c]"), **more})) == 1
    )
