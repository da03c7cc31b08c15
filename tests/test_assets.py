"""What a page may hold: files of our folders that are what they seem to be, and links that lead to a site, a mailbox or a phone."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handouts.drawings import problems_in_drawing
from handouts.folders import Folder, builtin_folder
from handouts.pdf.render import render_pdf
from handouts.problems import HandoutsError, Problem
from tests.clinics import Files

BUILTIN = (builtin_folder(),)
SECRET = "quillfeather"
_watching: list[list[tuple[str, str]]] = []


def _notice(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "urllib.Request"):
        _watching[-1].append((event, str(arguments[0])))


sys.addaudithook(_notice)


@contextmanager
def everything_opened() -> Iterator[list[tuple[str, str]]]:
    """Every file, connection and process that Python opens meanwhile, as the interpreter itself sees it."""
    _watching.append([])
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


def page(body: str, head: str = "") -> str:
    return f'<html lang="en"><head><title>A page</title>{head}</head><body><p>Hello.</p>{body}</body></html>'


def problems_of(html: str, folders: tuple[Folder, ...] = BUILTIN) -> tuple[Problem, ...]:
    with pytest.raises(HandoutsError) as caught:
        render_pdf(html, folders, "a-packet")
    return caught.value.problems


# Every way in which an element or a style asks for a file.
ROUTES = {
    "img": page('<img alt="x" src="{url}">'),
    "style sheet": page("", '<link rel="stylesheet" href="{url}">'),
    "@import": page("", '<style>@import url("{url}");</style>'),
    "background": page("", '<style>p {{ background: url("{url}") }}</style>'),
    "font": page("", '<style>@font-face {{ font-family: x; src: url("{url}") }}</style>'),
    "content": page("", '<style>p::before {{ content: url("{url}") }}</style>'),
    "list marker": page("<ul><li>x</ul>", '<style>li {{ list-style-image: url("{url}") }}</style>'),
    "border": page("", '<style>p {{ border: 9px solid; border-image: url("{url}") 9 }}</style>'),
    "mask": page("", '<style>p {{ mask-border: url("{url}") 9 }}</style>'),
    "object": page('<object data="{url}"></object>'),
    "embed": page('<embed src="{url}">'),
    "image in a drawing": page('<svg viewBox="0 0 9 9"><title>x</title><image width="9" height="9" href="{url}"/></svg>'),
    "attachment": page("", '<link rel="attachment" href="{url}">'),
    "attached link": page('<a rel="attachment" href="{url}">x</a>'),
    "base": page('<img alt="x" src="{name}">', '<base href="{parent}/">'),
    "colours": page("", '<style>@color-profile --x {{ src: url("{url}") }} p {{ color: color(--x 1 0 0) }}</style>'),
    "a drawing as data": page('<img alt="x" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">'),
    "anything as data": page('<img alt="x" src="data:image/png;base64,AAAA">'),
}
# Asked for by a browser, not by the page engine; there must be nothing of it either.
UNUSED = {
    "frame": page('<iframe src="{url}"></iframe>'),
    "script": page('<script src="{url}"></script>'),
    "refresh": page("", '<meta http-equiv="refresh" content="0; url={url}">'),
    "video": page('<video poster="{url}"></video>'),
    "input": page('<input type="image" src="{url}">'),
    "use": page('<svg viewBox="0 0 9 9"><title>x</title><use href="{url}#a"/></svg>'),
    "style of a drawing": page('<svg viewBox="0 0 9 9"><title>x</title><style>@import url("{url}");</style></svg>'),
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{SECRET}</text></svg>')
    return path


def leaving(opened: list[tuple[str, str]], secret: Path) -> list[tuple[str, str]]:
    return [(event, what) for event, what in opened if event != "open" or what == str(secret)]


@pytest.mark.parametrize("place", ["machine", "network", "up"])
@pytest.mark.parametrize("route", ROUTES)
def test_no_way_leads_out_of_our_folders(route: str, place: str, secret: Path) -> None:
    addresses = {"machine": secret.as_uri(), "network": "https://example.org/secret.svg", "up": "images/../../../secret.svg"}
    url = addresses[place]
    html = ROUTES[route].format(url=url, parent=url.rpartition("/")[0], name=url.rpartition("/")[2])
    with everything_opened() as opened:
        problems = problems_of(html)
    told = "outside the handouts folders", "is not allowed on a page", "Failed to render SVG image"
    assert [problem.message for problem in problems if not any(words in problem.message for words in told)] == []
    assert {problem.place.path for problem in problems} == {"a-packet"}
    assert leaving(opened, secret) == []


@pytest.mark.parametrize("route", UNUSED)
def test_what_only_a_browser_asks_for_is_not_there(route: str, secret: Path) -> None:
    with everything_opened() as opened:
        try:
            pdf = render_pdf(UNUSED[route].format(url=secret.as_uri()), BUILTIN, "a-packet").pdf
        except HandoutsError:
            pdf = b""
    assert leaving(opened, secret) == []
    assert SECRET.encode() not in pdf


def test_this_file_sees_what_is_opened(secret: Path) -> None:
    with everything_opened() as opened:
        secret.read_text()
        render_pdf(page('<img alt="x" src="images/wash-hands.svg">'), BUILTIN, "a-packet")
    assert leaving(opened, secret) == [("open", str(secret))]
    assert [what for _, what in opened if what.endswith("wash-hands.svg")] != []


@pytest.mark.parametrize("name", ["content/images/wash-hands.svg", "templates/css/text.css"])
def test_a_link_that_leads_out_of_the_folder_is_refused_and_nothing_stands_in_for_it(
    name: str, folder: Callable[[Files], Path], secret: Path
) -> None:
    root = folder({})
    (root / name).parent.mkdir(parents=True)
    (root / name).symlink_to(secret)
    html = page('<img alt="x" src="images/wash-hands.svg">', '<link rel="stylesheet" href="css/text.css">')
    with everything_opened() as opened:
        (problem,) = problems_of(html, (Folder(root, "clinic"), *BUILTIN))
    assert problem.message == "this path leads out of its folder"
    assert problem.place.path.endswith(name)
    assert leaving(opened, secret) == []


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://example.org", "ftp://example.org", "vbscript:x"),
        *("other.html", "JAVASCRIPT:alert(1)", "cid:x"),
    ],
)
def test_a_template_adds_no_other_links(link: str) -> None:
    (problem,) = problems_of(page(f'<a href="{link}">x</a>'))
    assert "is not allowed on a page" in problem.message
    assert "links start with https:, mailto: or tel:" in problem.hint


@pytest.mark.parametrize("link", ["https://example.org/a(1)?b#c", "mailto:ward@clinic.example", "tel:+15550100", "#here"])
def test_links_to_a_site_a_mailbox_a_phone_and_a_page_are_kept(link: str) -> None:
    assert render_pdf(page(f'<a id="here" href="{link}">x</a>'), BUILTIN, "a-packet").pages == 1


def drawing(body: str) -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} viewBox="0 0 9 9">\n{body}\n</svg>'.encode()


def tenfold(levels: int) -> str:
    """What 10 to the power of `levels` dots grow from."""
    used = [f'<use href="#g{level}"/>' * 10 for level in range(levels)]
    groups = "".join(f'<g id="g{level}">{uses}</g>' for level, uses in enumerate(used, start=1))
    return f'<defs><rect id="g0" width="1" height="1"/>{groups}</defs><use href="#g{levels}"/>'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<script>alert(1)</script>", "'script' has no place"),
        ("<foreignObject><p>x</p></foreignObject>", "'foreignObject' has no place"),
        ('<image href="#x"/>', "'image' has no place"),
        ('<a href="#x"/>', "'a' has no place"),
        ('<filter id="f"/>', "'filter' has no place"),
        ('<animate attributeName="x"/>', "'animate' has no place"),
        ('<x:rect xmlns:x="urn:x"/>', "'rect' has no place"),
        ('<rect onload="alert(1)"/>', "'onload' would run something"),
        ('<use href="other.svg#a"/>', "'href' leads out"),
        ('<use xlink:href="data:image/svg+xml,x"/>', "'href' leads out"),
        ('<rect fill="url(https://example.org/a#b)"/>', "'fill' leads out"),
        ("<rect style=\"fill: URL( 'file:///a' )\"/>", "'style' leads out"),
        ('<rect style="fill: u\\72l(file:///a)"/>', "'style' leads out"),
        ('<style>@import "x.css";</style>', "a style of the drawing leads out"),
        ("<style>rect { fill: u<![CDATA[rl(]]>x) }</style>", "a style of the drawing leads out"),
        ('<g id="a"><use href="#a"/></g>', "uses itself"),
        ('<g id="a"><use href="#b"/></g><g id="b"><rect clip-path="url(#a)"/></g>', "uses itself"),
        (tenfold(5), "more than 20,000 shapes"),
        ('<rect width="1"/>' * 20_000, "more than 20,000 shapes"),
        ("<g>" * 70 + "</g>" * 70, "stand too deep"),
        ("<rect>", "mismatched tag"),
    ],
    ids=lambda value: value[:30],
)
def test_a_drawing_that_could_do_something_is_refused_at_its_line(body: str, message: str) -> None:
    problems = problems_in_drawing(drawing(body), "content/images/a.svg")
    assert any(message in problem.message for problem in problems)
    assert all(problem.place.line >= 1 and problem.place.column >= 1 and problem.hint for problem in problems)


def test_a_drawing_has_no_entities() -> None:
    laughs = b'<!DOCTYPE svg [<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "&%c;&%c;">' % (98 + n, 97 + n, 97 + n) for n in range(20)) + b"]>"
    (problem,) = problems_in_drawing(laughs + drawing("<text>&u;</text>"), "a.svg")
    assert problem.message == "a drawing must not have a DOCTYPE"


def test_what_drawing_programs_write_is_kept() -> None:
    body = """<title>A drop</title><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>
    <clipPath id="c"><rect width="9" height="9"/></clipPath><g id="a"><path d="M1 1L8 8"/></g></defs>
    <style>.ink { fill: #1a1a1a; stroke-width: .5px }</style>
    <g clip-path="url(#c)" style="fill:url(#g)"><use xlink:href="#a"/><text class="ink">ward@clinic.example</text></g>"""
    assert problems_in_drawing(drawing(body), "a.svg") == []
    assert problems_in_drawing(drawing(tenfold(3)), "a.svg") == []


def dots(width: int, height: int, kind: str = "PNG", mode: str = "L") -> bytes:
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, kind)
    return file.getvalue()


def huge_png() -> bytes:
    """16 million by 16 million dots in some 60 bytes."""
    data = dots(1, 1)
    header = b"IHDR" + (2**24).to_bytes(4, "big") * 2 + data[24:29]
    return data[:12] + header + zlib.crc32(header).to_bytes(4, "big") + data[33:]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (huge_png(), "more than 20 million"),
        (dots(5000, 4001), "more than 20 million"),
        (dots(9, 9, "GIF"), "not a whole PNG"),
        (dots(9, 9, mode="I;16"), "16 bits a color"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a whole PNG"),
        (dots(99, 99)[:-30], "not a whole PNG"),
        (dots(99, 99)[:50] + b"?" + dots(99, 99)[51:], "not a whole PNG"),
        (drawing("<script/>"), "not a whole PNG"),
        (b"", "not a whole PNG"),
        (b"\x89PNG" + bytes(2_000_001), "larger than 2 MB"),
    ],
)
def test_a_picture_that_is_not_a_png_of_sensible_size_is_refused(data: bytes, message: str) -> None:
    (problem,) = problems_in_drawing(data, "content/images/a.png")
    assert message in problem.message


def test_a_png_is_kept() -> None:
    assert problems_in_drawing(dots(1800, 1200), "content/images/a.png") == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("content/images/ward.svg", drawing("<script/>"), "'script' has no place in a drawing"),
        ("content/images/ward.png", drawing("<script/>"), "this is not a whole PNG picture"),
        ("templates/css/ward.css", drawing("<script/>"), "this is not a style sheet"),
        ("templates/css/ward.css", b"p { color: \xff }", "this is not UTF-8 text"),
    ],
)
def test_a_file_that_must_not_be_used_is_named(name: str, data: bytes, message: str, folder: Callable[[Files], Path]) -> None:
    root = folder({name: data})
    short = name.removeprefix("content/").removeprefix("templates/")
    (problem,) = problems_of(page(f'<img alt="x" src="{short}">'), (Folder(root, "clinic"), *BUILTIN))
    assert problem.message == message
    assert problem.place.path.endswith(name)


def test_a_file_of_another_kind_is_not_served(folder: Callable[[Files], Path]) -> None:
    root = folder({"content/images/ward.svgz": b"x", "templates/css/ward.svg": drawing("<rect/>")})
    for name in ("images/ward.svgz", "css/ward.svg"):
        (problem,) = problems_of(page(f'<img alt="x" src="{name}">'), (Folder(root, "clinic"), *BUILTIN))
        assert f"'{name}' does not end in ." in problem.message
