"""Pages look, and their tags read, as in tests/golden. A change that is wanted: `make docs-pictures`, look at the pictures, commit them.

A page that differs is shown in output/differences: as it was, as it is, and what differs.
"""

from __future__ import annotations

import re
from difflib import unified_diff
from functools import cache
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handouts.files import write_files
from handouts.variant import Variant
from tests.clinics import MODULE_FILE, module_text
from tools.docs_pictures import PICTURES, SHOWN
from tools.goldens.files import GOLDEN, ROOT, TAGS, page_name
from tools.goldens.likeness import Difference, difference, side_by_side
from tools.goldens.pictures import MM, as_png, pictures_of, read_png
from tools.goldens.printouts import PRINTOUTS, Printout, print_made_up
from tools.goldens.structure import structure_text

DIFFERENCES = ROOT / "output" / "differences"
AGAIN = "if it should be so: make docs-pictures, and look at the pictures"


def params(printouts: tuple[Printout, ...]) -> list[object]:
    """In one process with the other tests of the same packet, which is built there once."""
    return [pytest.param(each, id=each.name, marks=pytest.mark.xdist_group(each.order.file_name)) for each in printouts]


@pytest.mark.parametrize("printout", params(PRINTOUTS))
def test_every_page_looks_as_agreed(printout: Printout) -> None:
    faults = compare_pages(printout, pictures_of(printout.pdf()), GOLDEN / printout.name, DIFFERENCES)
    assert not faults, "\n".join([*faults, AGAIN])


@pytest.mark.parametrize("printout", params(tuple(each for each in PRINTOUTS if each.tags)))
def test_the_tags_read_as_agreed(printout: Printout) -> None:
    path = GOLDEN / printout.name / TAGS
    changes = compare_tags(path.read_text("utf-8") if path.is_file() else "", structure_text(printout.pdf()))
    assert not changes, f"{printout.title}: the tags differ; {AGAIN}\n{changes}"


def test_every_golden_is_compared() -> None:
    """What lies in a printout's folder is compared there; nothing else is in tests/golden."""
    folders = {path.name: path for path in GOLDEN.iterdir()}
    assert sorted(folders) == sorted(printout.name for printout in PRINTOUTS)
    with_tags = {printout.name for printout in PRINTOUTS if printout.tags}
    assert {name for name, folder in folders.items() if (folder / TAGS).exists()} == with_tags
    assert {path.suffix for path in GOLDEN.rglob("*") if path.is_file() and path.name != TAGS} == {".png"}


def test_goldens_and_pictures_stay_small() -> None:
    for folder in (GOLDEN, PICTURES):
        assert 100_000 < sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 420_000


def test_the_pictures_of_the_documentation_are_those_made() -> None:
    assert sorted(path.name for path in PICTURES.glob("*.png")) == sorted(f"{name}.png" for name in SHOWN)


def compare_pages(printout: Printout, pages: list[Image.Image], folder: Path, differences: Path) -> list[str]:
    """Return a line for each page that is not as in `folder`, and show it in a picture in `differences`."""
    for old in differences.glob(f"{printout.name}.page-*.png"):
        old.unlink()
    kept = sorted(folder.glob("*.png"))
    if not pages or not kept:
        return [f"{printout.title}: {len(pages)} pages, and {len(kept)} in {folder}"]
    names = [page_name(number) for number in range(1, max(len(pages), len(kept)) + 1)]
    faults = [f"{printout.title}: {path.name} is no page" for path in kept if path.name not in names]
    for number, (name, page) in enumerate(zip_longest(names, pages), start=1):
        golden = read_png(folder / name) if (folder / name) in kept else None
        found = difference(golden, page) if golden and page else None
        if golden and page and not found:
            continue
        shown = differences / f"{printout.name}.{name}"
        write_files({shown: side_by_side(golden, page, found.areas if found else ())})
        what = found or ("is gone" if golden else "is not among the goldens")
        place = shown.relative_to(ROOT) if shown.is_relative_to(ROOT) else shown
        faults.append(f"{printout.title}, page {number}: {what}: {place}")
    return faults


def compare_tags(before: str, now: str) -> str:
    return "\n".join(unified_diff(before.splitlines(), now.splitlines(), "agreed", "now", lineterm="", n=2))


# What the comparison sees, on a page small enough to be made often.

PAGE = """
- {kind: paragraph, title: When to rest, text: Rest for 3 days. Then walk a **little** more each day. Your team helps you.}
- {kind: call, tier: urgent, signs: [A cough that stays., You feel cold.]}
- {kind: checklist, items: [Keys., Phone.]}
"""


@cache
def draw(old: str = "", new: str = "") -> bytes:
    """Return the page, one text of its HTML replaced."""
    return print_made_up({MODULE_FILE: module_text(PAGE)}, Variant(), old, new)


def seen(before: bytes, after: bytes) -> Difference | None:
    return difference(*(pictures_of(pdf)[0] for pdf in (before, after)))


@pytest.mark.parametrize(
    ("what", "old", "new", "rows_mm"),
    [
        ("a changed number", "3\u00a0days", "8\u00a0days", 6),
        ("a lost word", "walk a ", "walk ", 6),
        ("a lost full stop", "Ask us anything.", "Ask us anything", 6),
        ("a changed weight", "<strong>little</strong>", "little", 6),
        ("a line one point lower", "</head>", "<style>h3 { position: relative; top: 1pt }</style></head>", 12),
        ("a lost frame", "</head>", "<style>.call, .call * { border-color: transparent !important }</style></head>", 34),
        ("a lost box to tick", "</head>", "<style>.boxes li::before { display: none }</style></head>", 13),
        ("a fainter grey", "</head>", "<style>h3 { color: #777 }</style></head>", 6),
    ],
)
def test_the_comparison_sees(what: str, old: str, new: str, rows_mm: float) -> None:
    """Each fault, in so many millimetres of the page's height and nowhere else."""
    found = seen(draw(), draw(old, new))
    assert found, what
    assert 0 < sum(bottom - top for _, top, _, bottom in found.areas) * MM < rows_mm


def test_what_drawing_programs_do_otherwise_is_no_difference() -> None:
    """Another shaping library may put letters a few hundredths of a millimetre elsewhere."""
    pdf = draw()
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_add(document.make_stream(b"1 0 0 1 0.08 0.08 cm"), prepend=True)
        document.save(moved := BytesIO())
    assert moved.getvalue() != pdf
    for before, now in zip(pictures_of(pdf), pictures_of(moved.getvalue()), strict=True):
        assert difference(before, now) is None


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder of goldens, of the page as it is."""
    write_files({tmp_path / "kept" / page_name(number): as_png(page) for number, page in enumerate(pictures_of(draw()), 1)})
    return tmp_path / "kept"


HELLO = "\u0645\u0631\u062d\u0628\u0627"  # in Arabic
LARGE = Printout("our-packet", Variant("large"))


def test_a_page_that_differs_is_named_measured_and_shown(kept: Path, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    assert compare_pages(LARGE, pictures_of(draw()), kept, shown) == []
    pages = pictures_of(draw("3\u00a0days", "8\u00a0days"))
    (said,) = compare_pages(LARGE, pages, kept, shown)
    picture = shown / "our-packet.large.page-01.png"
    assert re.fullmatch(r"our-packet, large, page 1: 0\.\d\d% differs, \d+ to \d+ mm from the top: (.*)", said)
    assert said.endswith(f": {picture}")
    with Image.open(picture) as three:
        assert three.width > 3 * three.height * 0.7  # three pages of Letter in a row
        assert {(200, 0, 0)} <= {color for _, color in three.getcolors(three.width * three.height) or []}  # the box around the place
    assert compare_pages(LARGE, pictures_of(draw()), kept, shown) == []
    assert not picture.exists()


def test_a_page_too_many_and_one_too_few(kept: Path, tmp_path: Path) -> None:
    pages = pictures_of(draw())
    (more,) = compare_pages(LARGE, [*pages, pages[0]], kept, tmp_path)
    assert more.startswith(f"our-packet, large, page {len(pages) + 1}: is not among the goldens: ")
    write_files({kept / page_name(len(pages) + 1): as_png(pages[0])})
    (less,) = compare_pages(LARGE, pages, kept, tmp_path)
    assert less.startswith(f"our-packet, large, page {len(pages) + 1}: is gone: ")
    (kept / page_name(1)).rename(kept / "cover.png")
    missing, *_ = compare_pages(LARGE, [*pages, pages[0]], kept, tmp_path)
    assert missing == "our-packet, large: cover.png is no page"


def test_another_paper_is_a_difference() -> None:
    assert difference(Image.new("L", (230, 297), 255), Image.new("L", (224, 316), 255)) == Difference(1.0, ((0, 0, 224, 316),))


def test_nothing_to_compare_is_a_fault(kept: Path, tmp_path: Path) -> None:
    page, nowhere = read_png(kept / page_name(1)), tmp_path / "nowhere"
    assert compare_pages(LARGE, [], nowhere, tmp_path) == [f"our-packet, large: 0 pages, and 0 in {nowhere}"]
    assert compare_pages(LARGE, [], kept, tmp_path) == [f"our-packet, large: 0 pages, and 1 in {kept}"]
    assert compare_pages(LARGE, [page], nowhere, tmp_path) == [f"our-packet, large: 1 pages, and 0 in {nowhere}"]


@pytest.mark.parametrize(
    ("what", "old", "new", "line"),
    [
        ("a number", "3\u00a0days", "8\u00a0days", "8~days"),
        ("a heading that is none", "<h3>When to rest</h3>", "<p>When to rest</p>", "P "),
        ("a language", "<strong>little</strong>", '<strong lang="es-US">poco</strong>', 'lang="es-US"'),
        ("letters that are drawn backwards", "<strong>little</strong>", f'<strong dir="rtl">{HELLO}</strong>', f"walk a {HELLO} more"),
    ],
)
def test_the_text_of_the_tags_shows(what: str, old: str, new: str, line: str) -> None:
    before = structure_text(draw())
    assert len(before.splitlines()) > 15
    assert compare_tags(before, before) == ""
    added = [each for each in compare_tags(before, structure_text(draw(old, new))).splitlines()[2:] if each.startswith("+")]
    assert any(line in each for each in added), what


def test_where_lines_and_pages_end_does_not_show_in_the_tags() -> None:
    narrow = "<style>body { width: 60mm; line-height: 3 }</style></head>"
    pages = [len(pictures_of(pdf)) for pdf in (draw(), draw("</head>", narrow))]
    assert pages == [1, 2]
    assert structure_text(draw()) == structure_text(draw("</head>", narrow))
