"""The report for whoever answers for the handouts: its numbers, and the page they stand on."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from handouts.checks import check_library
from handouts.files import write_files
from handouts.folders import builtin_folder
from handouts.html import render_report
from handouts.problems import Place, Problem, Severity
from handouts.report import Report, report_on
from handouts.signing import Signer, editions_to_sign, sign
from handouts.variant import SIZES
from tests.clinics import MODULE_FILE, PACKET_FILE, load_alone, module_text, packet_text, riverside_files, whole_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]
TODAY = date(2026, 11, 22)

REST = "- {kind: paragraph, text: 'Rest well at home.'}"
WAIVED = "- {kind: paragraph, text: Rest., waive: [{rule: RD-03, reason: The law says so., role: compliance, waived_on: 2026-10-01}]}"


def module(name: str, sections: str = REST, **lines: str) -> dict[str, str]:
    text = module_text(sections, **{"id": name, "audiences": "[caregiver]", "revised_on": "2026-06-01", **lines})
    return {f"content/modules/{name}/en-US.yaml": text}


FILES = {
    **whole_files(),
    "clinic.yaml": "name: Riverside <b>Clinic\nphone_24h: 555-0100\nrequired_roles: {default: [nurse, neurologist]}\n",
    **module("our-ward"),
    **module("our-line", revised_on="2025-11-01", safety_critical="true"),
    **module("our-old", withdrawn="{withdrawn_on: 2026-09-01, reason: It is out of date.}"),
    **module("our-food", WAIVED, revised_on="2025-01-10"),
    **module("our-bath", WAIVED, revised_on="2024-02-01", audiences="[hsct-candidate]"),
    PACKET_FILE: packet_text(),
    "content/packets/our-food-sheet.yaml": packet_text(id="our-food-sheet", modules="[our-food]"),
    "content/packets/our-bath-sheet.yaml": packet_text(id="our-bath-sheet", modules="[our-bath]", audience="hsct-candidate"),
}


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic that has signed "our-ward" and one of the checks only people can make, and waits for a signature under "our-food"."""
    root = write_folder(tmp_path / "clinic", FILES)
    signed = [("our-packet", "nurse", "text"), ("our-packet", "neurologist", "text"), ("our-food", "nurse", "text")]
    for target, role, scope in [*signed, ("our-packet", "nurse", "main-message")]:
        library = load_alone(root)
        signer = Signer(role, {"nurse": "Dana Hill", "neurologist": "Lee Ash"}[role], date(2026, 7, 1), scope)
        write_files(sign(library, signer, editions_to_sign(library, target, "en-US"), TODAY).files)
    return root


def report_of(root: Path) -> Report:
    library = load_alone(root)
    return report_on(library, check_library(library, TODAY), TODAY)


@pytest.fixture
def report(clinic: Path) -> Report:
    return report_of(clinic)


def test_every_audience_language_and_size_has_a_cell_and_an_empty_one_is_empty(report: Report) -> None:
    cells = {(cell.audience, cell.size): [packet.id for packet in cell.printable] for cell in report.cells}
    assert cells == {
        ("caregiver", "standard"): ["our-food-sheet", "our-packet"],
        ("caregiver", "large"): ["our-food-sheet", "our-packet"],
        ("caregiver", "extra-large"): ["our-food-sheet", "our-packet"],
        **{(audience, str(size)): [] for audience in ("hsct-candidate", "newly-diagnosed") for size in SIZES},
    }
    assert {cell.locale for cell in report.cells} == {"en-US"}
    stopped = {cell.audience: [packet.id for packet in cell.stopped] for cell in report.cells}
    assert stopped == {"caregiver": [], "hsct-candidate": ["our-bath-sheet"], "newly-diagnosed": []}


def test_a_packet_is_for_patients_when_all_have_signed_and_a_draft_before(report: Report) -> None:
    standing = {packet.id: packet.standing for packet in report.packets}
    assert standing == {"our-packet": "for patients", "our-food-sheet": "draft", "our-bath-sheet": "stopped"}


def test_modules_come_most_serious_first_and_say_who_has_still_to_sign(report: Report) -> None:
    rows = [(status.module, status.state, status.open_roles, status.approved_on) for status in report.modules]
    assert rows == [
        ("our-old", "withdrawn", ("nurse", "neurologist"), None),
        ("our-bath", "expired", ("nurse", "neurologist"), None),
        ("our-line", "overdue", ("nurse", "neurologist"), None),
        ("our-food", "draft", ("neurologist",), None),
        ("our-ward", "approved", (), date(2026, 7, 1)),
    ]
    assert [status.module for status in report.modules if report.is_due(status)] == ["our-food"]


def test_an_edit_shows(clinic: Path) -> None:
    file = clinic / MODULE_FILE
    file.write_text(file.read_text("utf-8").replace("at home", "at your home"), "utf-8")
    report = report_of(clinic)
    assert {status.module: status.state for status in report.modules}["our-ward"] == "voided"
    assert {packet.id: packet.standing for packet in report.packets}["our-packet"] == "stopped"


def test_waivers_are_told_with_all_their_places(report: Report) -> None:
    [(waiver, places)] = report.waivers.items()
    assert (waiver.rule, waiver.role, waiver.waived_on) == ("RD-03", "compliance", date(2026, 10, 1))
    assert [(Path(place.path).parent.name, place.line) for place in places] == [("our-bath", 8), ("our-food", 8)]


def test_what_only_people_can_judge_is_open_until_it_is_signed_for_these_words(report: Report) -> None:
    rules = {rule.id: rule for rule in report.sign_offs}
    assert list(rules) == [f"HS-{number:02}" for number in range(1, 13)]
    everywhere = {"our-packet", "our-food-sheet", "our-bath-sheet"}
    assert {packet.id for packet in report.still_to_sign(rules["HS-03"])[("nurse",)]} == everywhere
    assert {packet.id for packet in report.still_to_sign(rules["HS-04"])[("nurse",)]} == everywhere - {"our-packet"}


def test_evidence_to_look_at_again_is_told_once_with_the_modules_that_rest_on_it(tmp_path: Path) -> None:
    cited = "- {kind: paragraph, text: 'Rest [@our-rest].'}"
    files = {**FILES, **module("our-ward", cited), **module("our-line", cited)}
    sources = "content/evidence/sources.yaml"
    files[sources] = files[sources].replace("id: hill-guide\n", "id: hill-guide\n    retracted_on: 2026-10-01\n")
    assert "retracted_on" in files[sources]
    report = report_of(write_folder(tmp_path / "clinic", files))
    [(reason, modules)] = report.evidence.items()
    assert reason == "source 'hill-guide' retracted on 2026-10-01"
    assert sorted(modules) == ["our-line", "our-ward"]


def test_rules_are_counted_errors_first(clinic: Path) -> None:
    kinds: list[tuple[str, Severity]] = [("RD-03", "warning"), ("RD-03", "warning"), ("RD-03", "waived"), ("WD-05", "error"), ("", "error")]
    problems = [Problem(Place("a.yaml", line), "wrong", "", severity, rule) for line, (rule, severity) in enumerate(kinds)]
    report = report_on(load_alone(clinic), problems, TODAY)
    counts = [(each.rule.id, each.errors, each.warnings, each.waived) for each in report.rules]
    assert counts == [("WD-05", 1, 0, 0), ("RD-03", 0, 2, 1)]
    assert (len(report.errors), report.with_severity("warning"), report.with_severity("waived")) == (2, 2, 1)


def test_what_cannot_be_put_together_is_stopped_and_the_rest_is_told(tmp_path: Path) -> None:
    torn = "- kind: steps\n  items:\n    - {for: [hsct-candidate], text: Rest.}\n    - {for: [hsct-candidate], text: Eat.}\n"
    files = {**FILES, **module("our-bath", torn, audiences="[caregiver, hsct-candidate]", covers="[]")}
    files["content/packets/our-bath-sheet.yaml"] = packet_text(id="our-bath-sheet", modules="[our-bath, our-gone]")
    files |= module("our-gone", "- {kind: paragraph, for: [hsct-candidate], text: Rest.}")
    report = report_of(write_folder(tmp_path / "clinic", files))
    [bath] = [packet for packet in report.packets if packet.id == "our-bath-sheet"]
    assert (bath.standing, bath.level, bath.hardest_sheets) == ("stopped", None, [])
    assert report.errors != []
    assert {"our-ward", "our-food"} <= {status.module for status in report.modules}
    assert "cannot be put together" in render_report(report, (builtin_folder(),))


# The page


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page(report: Report) -> Page:
    return Page(render_report(report, (builtin_folder(),)))


def test_the_page_needs_no_other_file_and_no_network(page: Page) -> None:
    names = {name for name, _ in page.tags}
    assert names & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    attributes = {name for _, each in page.tags for name in each}
    assert attributes & {"src", "href", "srcset", "style", "onclick"} == set()


def test_the_styles_fetch_nothing_either(report: Report) -> None:
    styles = render_report(report, (builtin_folder(),)).partition("<style>")[2].partition("</style>")[0]
    assert "@page" in styles
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_page_can_be_heard(page: Page) -> None:
    assert page.open == []
    assert page.named("html") == [{"lang": "en"}]
    assert len(page.named("h1")) == len(page.named("main")) == len(page.named("title")) == 1
    ids = [each["id"] for each in page.named("h2")]
    assert len(ids) == len(set(ids)) == len(page.named("section")) >= 7
    assert [each["aria-labelledby"] for each in page.named("section")] == ids
    assert {each["aria-labelledby"] for each in page.named("table")} <= set(ids)
    assert all(each.get("scope") in ("col", "row") for each in page.named("th"))
    assert len(page.named("table")) >= 6


def test_the_page_says_it_all_in_words(page: Page) -> None:
    assert "Riverside <b>Clinic" in page.text
    assert page.named("b") == []
    for words in (
        "22 November 2026",
        "1 of 3",
        "our-packet ready for patients",
        "our-food-sheet draft",
        "none stopped by errors: our-bath-sheet",
        "newly-diagnosed en-US none none",
        "our-bath expired nurse, neurologist not yet 1 Feb 2026",
        "our-line overdue nurse, neurologist not yet 1 Nov 2026",
        "our-food draft neurologist not yet 10 Jan 2027 soon",
        "our-ward approved nobody 1 Jul 2026 1 Jul 2028",
        "RD-03 our-bath/en-US.yaml:8 our-food/en-US.yaml:8 The law says so. compliance 1 Oct 2026",
        "Other Files fit each other, waivers are needed, and the clinic's own values are given. 2",
        "HS-04 Each sheet has the right message for its reader. nurse for our-bath-sheet, our-food-sheet",
    ):
        assert words in page.text, page.text


def test_the_command_writes_the_page_and_says_where(tmp_path: Path, command: Command) -> None:
    write_folder(tmp_path / "clinic", {**riverside_files(), **module("our-ward"), PACKET_FILE: packet_text()})
    ran = command("check", "--clinic", "clinic", "--report", "told/report.html", cwd=tmp_path)
    assert ran.stdout.splitlines()[-1] == "told/report.html"
    assert "our-packet draft" in Page((tmp_path / "told/report.html").read_text("utf-8")).text
    assert [path.name for path in (tmp_path / "told").iterdir()] == ["report.html"]


def test_the_page_does_not_get_into_what_a_machine_reads(tmp_path: Path, command: Command) -> None:
    write_folder(tmp_path / "clinic", riverside_files())
    ran = command("check", "--clinic", "clinic", "--report", "report.html", "--format", "json", cwd=tmp_path)
    assert json.loads(ran.stdout).keys() == {"problems"}
    assert ran.stderr == "report.html\n"
    assert (tmp_path / "report.html").is_file()


def test_what_is_in_the_way_is_told(tmp_path: Path, command: Command) -> None:
    write_folder(tmp_path / "clinic", riverside_files())
    (tmp_path / "report.html").mkdir()
    ran = command("check", "--clinic", "clinic", "--report", "report.html", cwd=tmp_path)
    assert ran.returncode == 1
    assert "report.html: error: cannot be written: a folder of this name is in the way" in ran.stderr
