"""Where the links of a page lead, whoever wrote them: a text has been looked at before, a template has not."""

from __future__ import annotations

from typing import Any

from handouts.markup import LINK_SCHEMES
from handouts.pdf.assets import ORIGIN
from handouts.problems import Place, Problem

_LONGEST_SHOWN = 80


def problems_in_links(document: Any, name: str) -> list[Problem]:
    """Return a problem for each link of a WeasyPrint document that leads anywhere but to a page of it, a site, a mailbox or a phone.

    A file attached to the pages is one of them: nobody has read it. `name` is said there.
    """
    links = {(kind, target) for page in document.pages for kind, target, *_ in page.links}
    links |= {("attachment", "rel=attachment") for _ in document.metadata.attachments}
    hint = "links start with https:, mailto: or tel:, and a page brings no files; look at your own templates"
    return [
        Problem(Place(name), f"the link '{target[:_LONGEST_SHOWN]}' is not allowed on a page", hint)
        for kind, target in sorted(links)
        if kind != "internal" and (kind != "external" or not target.startswith(LINK_SCHEMES) or target.startswith(ORIGIN))
    ]
