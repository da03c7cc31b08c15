"""From a `Packet` to one HTML text. The only place that knows Jinja.

Content is data here: templates are ours (or the clinic's), sandboxed, escape everything, and stop at a name that is not defined.
"""

from __future__ import annotations

import re
from dataclasses import replace
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
    except HandoutsError:
        raise
    except jinja2.TemplateNotFound as error:
        raise HandoutsError(
            [Problem(Place(f"templates/{error.name}"), "there is no such template", "a section kind needs one of its name")]
        ) from error
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or str(error.name), error.lineno, 1)
        raise HandoutsError([Problem(place, f"the template is not valid: {error.message}")]) from error
    except Exception as error:
        if (where := _template_place(error)) is None:
            raise  # not in a template: a bug of ours
        message = (
            f"the template cannot be filled: {error}"
            if isinstance(error, jinja2.TemplateError)
            else f"the template fails ({type(error).__name__})"
        )
        hint = 'to keep the built-in one, write {% extends "builtin:…" %}' if isinstance(error, RecursionError) else ""
        raise HandoutsError([Problem(where, message, hint)]) from error


def format_day(day: date, locale_id: str) -> str:
    """Return a date in words, months in full, that never breaks over a line: "November 22, 2026"."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date  # slow to import, and only needed once there is something to print

    try:
        return str(format_date(day, format="long", locale=locale_id.replace("-", "_"))).replace(" ", NO_BREAK_SPACE)
    except UnknownLocaleError as error:
        place = Place(f"content/locales/{locale_id}.yaml", 1, 1)
        raise HandoutsError(
            [Problem(place, f"no calendar is known for '{locale_id}'", "use a language and a country, like es-US")]
        ) from error


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
    """Return pieces as HTML; anything a person wrote is escaped. A source number stays on the line of the word before it."""
    html = Markup("")
    waiting: Run | None = None  # text that may be followed by a source number
    for piece in pieces if isinstance(pieces, tuple) else (pieces,):
        if isinstance(piece, Marks) and waiting:
            html, waiting = html + _with_marks(waiting, piece), None
            continue
        html += _one(waiting) if waiting else ""
        waiting = piece if isinstance(piece, Run) and piece.text.strip() else None
        html += "" if waiting else _one(piece)
    return html + (_one(waiting) if waiting else "")


def _with_marks(run: Run, marks: Marks) -> Markup:
    """An element for the last word and its numbers: a no-break space before an element makes 70.0 break lines too early."""
    text = run.text if run.kept else _tied(run.text)
    before, space, word = ("", "", text) if run.kept else text.rstrip(" ").rpartition(" ")
    start = _one(replace(run, text=before + space)) if space else Markup("")
    return start + Markup('<span class="kept">{} {}</span>').format(_one(replace(run, text=word)), _one(marks))


def _tied(text: str) -> str:
    return _NUMBER_AND_UNIT.sub(rf"\1{NO_BREAK_SPACE}", text)


def _one(piece: Piece) -> Markup:
    match piece:
        case Run(text, bold, kept):
            written = _kept(text) if kept else escape(_tied(text))
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


def _template_place(error: BaseException) -> Place | None:
    """Return the last template line in the error's traceback."""
    place, trace = None, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            place = Place(name, trace.tb_lineno, 1)
        trace = trace.tb_next
    return place
