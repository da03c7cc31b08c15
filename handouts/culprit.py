"""The pages of a packet, or the name of what keeps them from being laid out: a sheet, or the clinic's own templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeAlias

from handouts.folders import Folder
from handouts.library import Library
from handouts.packet import Packet, Sheet
from handouts.pdf.apart import OverLimitError, Render
from handouts.pdf.render import Rendered
from handouts.problems import HandoutsError, Place, Problem

HtmlOf: TypeAlias = Callable[[Packet, tuple[Folder, ...]], str]

_PATIENCE_SECONDS = 120  # after that, a search names the packet alone
_MOST_NAMED = 5


def pages_of(library: Library, packet: Packet, html_of: HtmlOf, render: Render) -> Rendered:
    """Return the pages of a packet; `html_of` writes a packet as HTML with the templates in some folders.

    Raises: HandoutsError as `render` does; when the pages take more than their limits, it names what does.
    """
    try:
        return render(html_of(packet, library.folders), library.folders, packet.id)
    except OverLimitError as error:
        raise HandoutsError([_Search(library, packet, html_of, render).culprit(error)]) from None


@dataclass(frozen=True)
class _Search:
    """Lays out less and less: first what is around the sheets, then each sheet alone."""

    library: Library
    packet: Packet
    html_of: HtmlOf
    render: Render

    def culprit(self, error: OverLimitError) -> Problem:
        """Return the problem that names what is too much in a packet that met its limit with `error`."""
        until = monotonic() + _PATIENCE_SECONDS
        if found := self._over_limit(self._bare(self.packet.sheets[0])):
            return self._templates(found)
        for sheet in self.packet.sheets:
            if found := self._over_limit(sheet):
                return self._templates(found) if self._fits_our_templates(sheet) else self._module(sheet, found)
            if monotonic() > until:
                break
        return self._templates(error)

    def _bare(self, sheet: Sheet) -> Sheet:
        return replace(sheet, sections=(), terms=(), references=())

    def _over_limit(self, sheet: Sheet) -> OverLimitError | None:
        try:
            self._lay_out(sheet, self.library.folders)
        except OverLimitError as error:
            return error
        except HandoutsError:  # a link to another sheet leads nowhere here
            pass
        return None

    def _fits_our_templates(self, sheet: Sheet) -> bool:
        """Whether the sheet can be laid out once the clinic's templates and styles are left out."""
        if not self._own_templates():
            return False
        try:
            self._lay_out(sheet, self.library.folders[-1:])
        except HandoutsError:  # too much again, or a picture of the clinic that is not there now
            return False
        return True

    def _lay_out(self, sheet: Sheet, folders: tuple[Folder, ...]) -> None:
        self.render(self.html_of(replace(self.packet, sheets=(sheet,), has_front=False), folders), folders, sheet.module)

    def _own_templates(self) -> list[str]:
        own = [folder for folder in self.library.folders if folder.origin == "clinic"]
        return [found.shown for folder in own for found in folder.files("templates/**/*")]

    def _module(self, sheet: Sheet, error: OverLimitError) -> Problem:
        place = self.library.modules[sheet.module, self.packet.locale.id].place_of()
        own = "look at your own templates, too" if self._own_templates() else ""
        hint = "; ".join(filter(None, ("make it simpler, or split it in two", error.hint, own)))
        return Problem(place, f"the sheet cannot be laid out: {error.reason}", hint)

    def _templates(self, error: OverLimitError) -> Problem:
        """What no sheet alone is to blame for: the clinic's own templates, or the packet when there are none."""
        own = self._own_templates()
        if not own:
            place, hint = self.library.packets[self.packet.id].place_of("modules"), "split it into two packets"
            return Problem(place, f"the packet cannot be laid out: {error.reason}", "; ".join(filter(None, (hint, error.hint))))
        hint = f"look at {', '.join(own[:_MOST_NAMED])}{' …' if len(own) > _MOST_NAMED else ''}"
        return Problem(Place(own[0], 1, 1), f"with your own templates the page cannot be laid out: {error.reason}", hint)
