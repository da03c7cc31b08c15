"""From a `Packet` to one HTML text. The only place that knows Jinja.

Content is data here: templates are ours (or the clinic's), sandboxed, escape everything, and stop at a name that is not defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from handouts.figures import icon_array
from handouts.filling import Blank, LinkRun, Marks, Picture, Piece, Pieces, Run, plain_text
from handouts.folders import Folder
from handouts.packet import Packet
from handouts.problems import HandoutsError, Place, Problem
from handouts.variant import Variant

_NUMBER_AND_UNIT = re.compile(r"(\d) (?=[^\W\d])")
NO_BREAK_SPACE = "\u00a0"


def render_html(packet: Packet, variant: Variant, folders: tuple[Folder, ...]) -> str:
    """Return the packet as one HTML document; its images and style sheets are relative links.

    Raises: HandoutsError when a template is missing or does not fit the packet.
    """
    environment = _environment(folders)
    environment.filters["day"] = lambda day: format_day(day, packet.locale.id)
    labels = packet.locale.labels
    try:
        template = environment.get_template("packet.html.j2")
        return template.render(packet=packet, labels=labels, locale=packet.locale, reader=packet.reader, variant=variant)
    except jinja2.TemplateNotFound as error:
        raise HandoutsError(
            [Problem(Place(f"templates/{error.name}"), "there is no such template", "a section kind needs one of its name")]
        ) from error
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or str(error.name), error.lineno, 1)
        raise HandoutsError([Problem(place, f"the template is not valid: {error.message}")]) from error
    except jinja2.TemplateError as error:
        raise HandoutsError([Problem(_template_place(error), f"the template cannot be filled: {error}")]) from error


def format_day(day: date, locale_id: str) -> str:
    """Return a date in words, months in full, that never breaks over a line: "November 22, 2026"."""
    from babel.dates import format_date  # slow to import, and only needed once there is something to print

    return str(format_date(day, format="long", locale=locale_id.replace("-", "_"))).replace(" ", NO_BREAK_SPACE)


def _environment(folders: tuple[Folder, ...]) -> jinja2.Environment:
    loaders = [jinja2.FileSystemLoader(folder.root / "templates") for folder in folders]
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"builtin": loaders[-1]}, delimiter=":")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": inline, "plain": plain_text, "fill": fill_label}
    environment.globals["icon_array"] = _draw_icon_array
    return environment


def inline(pieces: Pieces | Piece) -> Markup:
    """Return pieces as HTML; anything a person wrote is escaped."""
    return Markup("").join(_one(piece) for piece in (pieces if isinstance(pieces, tuple) else (pieces,)))


def _one(piece: Piece) -> Markup:
    match piece:
        case Run(text, bold, kept):
            written = _kept(text) if kept else escape(_NUMBER_AND_UNIT.sub(rf"\1{NO_BREAK_SPACE}", text))
            return Markup("<strong>{}</strong>").format(written) if bold else written
        case LinkRun(text, url):
            return Markup('<a href="{}">{}</a>').format(url, text) + _address(text, url)
        case Marks(numbers):
            return Markup('<span class="mark">[{}]</span>').format(", ".join(map(str, numbers)))
        case Blank(label):
            return Markup('{}: <span class="blank"></span>').format(label)


def _kept(text: str) -> Markup:
    """Spaces that do not break do it without an element; only what may break elsewhere, as a phone number, needs one."""
    text = text.replace(" ", NO_BREAK_SPACE)
    return Markup('<span class="kept">{}</span>').format(text) if re.search(r"[-/]", text) else escape(text)


def _draw_icon_array(picture: Picture) -> Markup:
    return Markup(icon_array(picture.n, picture.of, picture.alt))  # noqa: S704  (our own drawing; its text is escaped there)


def _address(text: str, url: str) -> Markup:
    """On paper a link is only as good as its address, so that is printed too, unless the link already reads so."""
    address = url.partition(":")[2].lstrip("/").removeprefix("www.").rstrip("/")
    return Markup("") if address == text else Markup(' <span class="address">({})</span>').format(address)


def fill_label(label: str, **values: Any) -> Markup:
    """Return a label of the locale with its names in braces filled in, each value escaped unless it is HTML already."""
    return escape(label).format(**{name: inline(value) if _is_pieces(value) else value for name, value in values.items()})


def _is_pieces(value: object) -> bool:
    return isinstance(value, Run | LinkRun | Marks | Blank) or (isinstance(value, tuple) and all(map(_is_pieces, value)))


def _template_place(error: jinja2.TemplateError) -> Place:
    """Return the last template line in the error's traceback."""
    frames: Iterable[tuple[str, int]] = _frames(error)
    return next((Place(name, line, 1) for name, line in reversed(list(frames)) if name.endswith(".j2")), Place("templates"))


def _frames(error: BaseException) -> list[tuple[str, int]]:
    found, trace = [], error.__traceback__
    while trace:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found
