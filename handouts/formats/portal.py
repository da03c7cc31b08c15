"""One page for a clinic's portal: everything in it, nothing fetched, nothing run; for phones, keyboards, screen readers and 400 percent.

It holds what the printed page holds, in the same order. What only paper can do (lines to write on, empty rows) comes back in print.
"""

from __future__ import annotations

import hashlib
import mimetypes
from base64 import b64encode
from xml.etree.ElementTree import Element

from handouts.folders import Folder
from handouts.formats.files import read
from handouts.formats.fonts import font_faces
from handouts.formats.phones import address_of
from handouts.formats.tree import (
    HEADINGS,
    add_class,
    classes,
    element,
    loose,
    pairs,
    parse,
    replace,
    spell_out,
    text_of,
    with_class,
    written,
)
from handouts.locale import Labels
from handouts.model import PHONE

_NOTHING_ELSE = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; font-src data:; style-src 'sha256-{digest}'"
_ONLY_PAPER = ("mine", "own-notes", "initials")  # a name, a note, a nurse's initials: written by hand, and not on a screen

_ORDERED = dict.fromkeys(
    map(ord, "\N{LEFT-TO-RIGHT ISOLATE}\N{POP DIRECTIONAL ISOLATE}")
)  # what keeps a number's order in a script from the right


def portal_page(html: str, labels: Labels, folders: tuple[Folder, ...]) -> str:
    """Return the rendered page as one file for a screen.

    Raises: HandoutsError when an image or the style sheet is missing.
    """
    page = screen_tree(html, labels)
    for image in page.iter("img"):
        image.set("src", _as_data(image.get("src", ""), folders))
    # The clinic's color is for light paper; on a dark ground ours is lighter.
    accent = f"@media print, (prefers-color-scheme: light) {{ :root {{ {page.attrib.pop('style', '')} }} }}"
    style = "\n".join((read("templates/css/portal.css", folders).decode(), accent, font_faces("".join(page.itertext()))))
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    head = page[0]
    head.insert(1, element("meta", http_equiv="Content-Security-Policy", content=_NOTHING_ELSE.format(digest=digest)))
    head.append(element("style", style))
    return written(page)


def screen_tree(html: str, labels: Labels) -> Element:
    """Return the page as a tree for a screen, with landmarks, links to call, and what only paper needs marked `on-paper`."""
    page = spell_out(parse(html))
    _frame(page, labels)
    _leave_writing_to_paper(page, labels)
    _make_links(page)
    _describe_pictures(page)
    _let_wide_parts_scroll(page)
    for part in page.iter():
        for name in [name for name in part.attrib if name.startswith("data-")]:
            del part.attrib[name]
    return page


def _frame(page: Element, labels: Labels) -> None:
    """Head, text and foot; the state and the number that stand on every printed page stand at the top and the bottom of this one."""
    head, body = page
    for link in head.findall("link"):
        head.remove(link)
    head.append(element("meta", name="viewport", content="width=device-width, initial-scale=1"))
    front = body.find("header")
    top = element("header") if front is None else front
    main = element("main", *[part for part in body if part is not top], id="text")
    skip = element("p", element("a", labels.to_the_text, href="#text"), class_="skip")
    bottom = element("footer", class_="bottom")
    add_class(top, "top")
    if (clinic := body.get("data-clinic")) and top.find(".//img") is None:
        top.insert(0, element("p", clinic, class_="clinic"))
    for part in (top, bottom):
        part.append(element("p", body.get("data-draft", ""), class_="standing"))
        part.extend(_call(body.get("data-phone", ""), labels))
    bottom.append(element("p", body.get("data-dates", ""), class_="dates"))
    top.append(element("p", body.get("data-dates", ""), class_="dates"))
    body[:] = [skip, top, main, bottom]
    _add_contents(main, labels)


def _call(number: str, labels: Labels) -> list[Element]:
    """The line with the number to call; none where the clinic gave no number, so that it does not come between a reader and 911."""
    before, after = labels.call.split("{phone}")
    if not PHONE.fullmatch(number):
        return []
    return [element("p", before, element("span", number, class_="number", dir="ltr"), after, class_="call-us")]


def _add_contents(main: Element, labels: Labels) -> None:
    """The contents list of the print, or one made here: on paper a short packet needs none, on a phone it does."""
    sheets = with_class(main, "sheet")
    if main.find("nav") is None and len(sheets) > 1:
        links = [element("li", element("a", text_of(sheet[0]), href=f"#{sheet.get('id')}")) for sheet in sheets]
        nav = element("nav", element("h2", labels.contents), element("ul", *links), class_="contents", id="contents")
        main.insert(1 if with_class(sheets[0], "call") else 0, nav)  # a person with a fever must not search
    for nav in main.findall("nav"):
        nav.set("aria-label", labels.contents)


def _leave_writing_to_paper(page: Element, labels: Labels) -> None:
    """One line stands for the room to write, a sentence for a log; the rest is for print, and so is the date of a week."""
    for part in page.iter():
        for spare in [child for child in part if "line" in classes(child)][1:]:
            add_class(spare, "on-paper")
        if classes(part).intersection(_ONLY_PAPER):
            add_class(part, "on-paper")
    for week in page.iter("th"):
        if with_class(week, "blank"):
            add_class(week, "on-paper")
    for parent, log in pairs(page):
        if _is_log(log):
            parent.insert(list(parent).index(log), element("p", labels.print_log, class_="on-screen"))
            add_class(log, "on-paper")


def _is_log(part: Element) -> bool:
    return part.tag == "table" and "log" in classes(part)


def _make_links(page: Element) -> None:
    for number in with_class(page, "number"):
        if address := address_of((said := loose(text_of(number))).translate(_ORDERED)):
            number.text = None
            number[:] = [element("a", said, href=address)]
    for link in page.iter("a"):
        address = link.get("href", "")
        if address.startswith("tel:"):
            link.set("href", address_of(address.removeprefix("tel:")) or address)
        elif not address.startswith("#"):
            link.set("rel", "noreferrer")


def _describe_pictures(page: Element) -> None:
    for image in page.iter("img"):
        if image.get("src", "").startswith("images/"):
            add_class(image, "picture")
    for _, drawing in pairs(page):
        if drawing.tag == "svg" and (title := drawing.find("title")) is not None:
            drawing.remove(title)
            drawing.attrib = {name: value for name, value in drawing.attrib.items() if "xmlns" not in name}
            drawing.set("role", "img")
            drawing.set("aria-label", text_of(title))
            add_class(drawing, "picture")


def _let_wide_parts_scroll(page: Element) -> None:
    """A wide table moves inside its own frame, also by keyboard, so that the page never moves sideways. A log is not there to move."""
    heading = ""
    for parent, child in pairs(page):
        heading = text_of(child) if child.tag in HEADINGS else heading
        if child.tag == "table" and not _is_log(child):
            frame = element("div", class_="scroll", role="region", tabindex="0", aria_label=heading)
            replace(parent, child, frame)
            frame.append(child)


def _as_data(source: str, folders: tuple[Folder, ...]) -> str:
    kind = mimetypes.guess_type(source)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(read(f'content/{source}', folders)).decode()}"
