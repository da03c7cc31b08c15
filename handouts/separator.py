"""The sheet that lies before one person's packet in a stack of paper: whoever sorts the stack sees where the next begins."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.variant import Paper


@dataclass(frozen=True, repr=False)
class Separator:
    """What such a sheet says: the row of the list, whose papers follow and which. `name` is a person's: it prints, and is kept nowhere."""

    row: int
    name: str
    title: str
    paper: Paper
