"""From a `Packet` to one HTML text. The only place that knows Jinja.

Content is data here: templates are ours (or the clinic's), sandboxed, escape everything, and stop at a name that is not defined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from handouts.bearer import PERSONAL_PART, PersonalLines
from handouts.bidi import direction_of, runs_of
from handouts.cutouts import CutOuts, uncited
from handouts.figures import icon_array
from handouts.folders import Folder
from handouts.inline import fill_label, inline, kept
from handouts.locale import Locale
from handouts.pace import minutes_to_read, rests_after
from handouts.packet import Packet
from handouts.pieces import Picture, plain_text
from handouts.problems import HandoutsError, Place, Problem
from handouts.receipt import receipt_code
from handouts.report import Report
from handouts.review import Review
from handouts.selection import Part
from handouts.separator import Separator
from handouts.status import ChangeReport
from handouts.typeset import NO_BREAK_SPACE, typeset
from handouts.variant import Size, Variant

_ROOM_FOR_A_NAME = 30  # characters
_SHORT_NAME = 24  # characters of one that stays on one line: "Ana" on a line and "Lopez" on the next are two people


def render_html(
    packet: Packet,
    variant: Variant,
    folders: tuple[Folder, ...],
    *,
    overdue: bool = False,
    review: Review | None = None,
    pace: Size | None = None,
    personal: PersonalLines | None = None,
) -> str:
    """Return the packet as one HTML document; its images and style sheets are relative links.

    With `overdue` every page says so. With `review` it is the reviewer's copy: each sheet is followed by what is behind it. `pace` is the
    print size it is read in, where that is not the variant's. With `personal` there is a page of these lines.

    Raises: HandoutsError when a template is missing or does not fit the packet.
    """
    with _mistakes_told():
        template = _environment(folders, packet.locale.id).get_template("packet.html.j2")
        locale = packet.locale
        html = template.render(
            packet=packet,
            labels=locale.labels,
            locale=locale,
            reader=packet.reader,
            variant=variant,
            standing=_standing(packet, overdue),
            review=review,
            personal=personal,
            personal_part=PERSONAL_PART,
            named=_in_title(personal.name, packet) if personal else "",
            minutes=minutes_to_read(packet, pace or variant.size),
            rests=rests_after(packet, variant.size),
            receipt=receipt_code(packet),
        )
        return typeset(html, rtl=locale.direction == "rtl")


def render_cut_outs(packet: Packet, cut_outs: CutOuts, variant: Variant, folders: tuple[Folder, ...], *, overdue: bool = False) -> str:
    """Return what people cut out of a packet as one HTML document.

    Raises: HandoutsError when a template is missing or does not fit.
    """
    return _render_apart("cut.html.j2", packet, cut_outs, variant, folders, overdue)


def render_spare_pages(
    packet: Packet, cut_outs: CutOuts, variant: Variant, folders: tuple[Folder, ...], *, pages: int, overdue: bool = False
) -> str:
    """Return the pages left over at the end of a booklet as one HTML document: lines to write on, and on the last page whom to call.

    Raises: HandoutsError when a template is missing or does not fit.
    """
    return _render_apart("spare.html.j2", packet, cut_outs, variant, folders, overdue, pages=pages)


def _render_apart(
    name: str, packet: Packet, cut_outs: CutOuts, variant: Variant, folders: tuple[Folder, ...], overdue: bool, **values: object
) -> str:
    """Source numbers are left out: what stands apart from its sheet has no list of sources."""
    labels = packet.locale.labels
    with _mistakes_told():
        environment = _environment(folders, packet.locale.id)
        environment.filters["inline"] = lambda pieces: inline(uncited(pieces))
        values |= {"packet": packet, "cut_outs": cut_outs, "labels": labels, "locale": packet.locale, "reader": packet.reader}
        values["receipt"] = receipt_code(packet)
        html = environment.get_template(name).render(variant=variant, standing=_standing(packet, overdue), **values)
        return typeset(html, rtl=packet.locale.direction == "rtl")


def render_changes(report: ChangeReport, locale: Locale, variant: Variant, folders: tuple[Folder, ...]) -> str:
    """Return the page that shows a reviewer what changed in a module since it was approved.

    Raises: HandoutsError when a template is missing or does not fit.
    """
    with _mistakes_told():
        template = _environment(folders, locale.id).get_template("review/changes.html.j2")
        html = template.render(report=report, labels=locale.labels, locale=locale, variant=variant)
        return typeset(html, rtl=locale.direction == "rtl")


def render_separators(separators: Sequence[Separator], locale: Locale, folders: tuple[Folder, ...]) -> str:
    """Return the sheets that lie between packets in a stack, one page each, as one HTML document.

    Raises: HandoutsError when a template is missing or does not fit.
    """
    with _mistakes_told():
        template = _environment(folders, locale.id).get_template("separators.html.j2")
        html = template.render(separators=separators, labels=locale.labels, locale=locale)
        return typeset(html, rtl=locale.direction == "rtl")


def render_report(report: Report, folders: tuple[Folder, ...]) -> str:
    """Return the report for whoever answers for the handouts as one HTML page that needs no other file.

    Raises: HandoutsError when a template is missing or does not fit.
    """
    with _mistakes_told():
        return _environment(folders, "en-US").get_template("report/report.html.j2").render(report=report)


def format_day(day: date, locale_id: str) -> str:
    """Return a date in words, months in full, that never breaks over a line: "November 22, 2026".

    A language spoken where no calendar is known for it ("vi-US") is written as at home. Raises: HandoutsError for an unknown language.
    """
    from babel.core import UnknownLocaleError
    from babel.dates import format_date  # slow to import, and only needed once there is something to print

    parts = locale_id.split("-")
    for count in range(len(parts), 0, -1):
        with suppress(UnknownLocaleError):
            return str(format_date(day, format="long", locale="_".join(parts[:count]))).replace(" ", NO_BREAK_SPACE)
    place, hint = Place(f"content/locales/{locale_id}.yaml", 1, 1), "use a language and a country, like es-US"
    raise HandoutsError([Problem(place, f"no calendar is known for '{locale_id}'", hint)])


class _Compiled(jinja2.BytecodeCache):
    """Templates as Python code, kept while the program runs and known by their text: translating them takes longer than filling them."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_compiled = _Compiled()


def _environment(folders: tuple[Folder, ...], locale_id: str) -> jinja2.Environment:
    loaders = [jinja2.FileSystemLoader(folder.root / "templates") for folder in folders]
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"builtin": loaders[-1]}, delimiter=":")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=_compiled,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": inline, "plain": plain_text, "fill": fill_label, "day": partial(format_day, locale_id=locale_id)}
    environment.filters |= {"signed": _signed, "kept": kept, "spoken": lambda text: inline(runs_of(text)), "turned": _turned}
    environment.globals |= {"icon_array": _draw_icon_array, "weeks": _weeks, "shares": _shares}
    return environment


def _draw_icon_array(picture: Picture) -> Markup:
    return Markup(icon_array(picture.n, picture.of, picture.alt))  # noqa: S704  (our own drawing; its text is escaped there)


def _weeks(first: int, last: int) -> list[list[int | None]]:
    """Return the days in rows of seven, the last one filled up with None."""
    starts = range(first, last + 1, 7)
    return [[day if day <= last else None for day in range(start, start + 7)] for start in starts]


def _shares(table: Part) -> list[int]:
    """Return how much of the width each column gets, in percent, in tens from 30 to 70: the more it has to say, the more."""
    columns = zip(*(row.cells for row in table.rows), strict=True)
    lengths = [sum(len(plain_text(cell)) for cell in column) for column in columns]
    return [min(70, max(30, round(10 * length / sum(lengths)) * 10)) for length in lengths]


def _standing(packet: Packet, overdue: bool) -> str:
    """Return what every page says of its text: approved and when, a draft, or past its date, and then whether it was ever approved."""
    labels = packet.locale.labels
    if overdue:
        return labels.overdue if packet.approved_on else f"{labels.draft_short}. {labels.overdue}"
    if packet.approved_on:
        return labels.approved.format(date=format_day(packet.approved_on, packet.locale.id))
    return labels.draft


def _signed(number: int) -> str:
    """Return a number with a true minus sign, which a hyphen is not: a screen reader says "minus ten"."""
    return f"\N{MINUS SIGN}{-number}" if number < 0 else str(number)


def _in_title(name: str, packet: Packet) -> Markup:
    """Return a name as page 1 has it, or nothing where it needs more room than the words it stands for: no line may be added there.

    A packet of one sheet has none: that sheet may hang where visitors see it.
    """
    if len(packet.sheets) == 1:
        return Markup("")
    width = sum(1.3 if letter.isupper() else 1 for letter in name)
    fits = 0 < width <= max(len(packet.audience_name), _ROOM_FOR_A_NAME)
    if len(name) <= _SHORT_NAME:
        name = name.replace(" ", NO_BREAK_SPACE)
    return Markup("<strong>{}</strong>").format(inline(runs_of(name))) if fits else Markup("")


def _turned(text: str) -> Markup:
    """Return the attribute of an element whose text begins with a letter, whichever way that runs."""
    return Markup(' dir="{}"').format(direction) if (direction := direction_of(text)) else Markup("")


@contextmanager
def _mistakes_told() -> Iterator[None]:
    """Turn whatever goes wrong in a template into a problem with its place; anything else is a bug of ours and goes on."""
    try:
        yield
    except HandoutsError:
        raise
    except jinja2.TemplateNotFound as error:
        problem = Problem(Place(f"templates/{error.name}"), "there is no such template", "a section kind needs one of its name")
        raise HandoutsError([problem]) from error
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or str(error.name), error.lineno, 1)
        raise HandoutsError([Problem(place, f"the template is not valid: {error.message}")]) from error
    except Exception as error:
        if (where := _template_place(error)) is None:
            raise
        reason = f"cannot be filled: {error}" if isinstance(error, jinja2.TemplateError) else f"fails ({type(error).__name__})"
        hint = 'to keep the built-in one, write {% extends "builtin:…" %}' if isinstance(error, RecursionError) else ""
        raise HandoutsError([Problem(where, f"the template {reason}", hint)]) from error


def _template_place(error: BaseException) -> Place | None:
    """Return the last template line in the error's traceback."""
    place, trace = None, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            place = Place(name, trace.tb_lineno, 1)
        trace = trace.tb_next
    return place
