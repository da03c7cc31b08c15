"""A variant: the same words, presented otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Size = Literal["standard", "large"]
Paper = Literal["letter", "a4"]

SIZES: tuple[Size, ...] = get_args(Size)
PAPERS: tuple[Paper, ...] = get_args(Paper)


@dataclass(frozen=True)
class Variant:
    """Print size and paper. Standard print on Letter is the plain case and adds nothing to a file name."""

    size: Size = "standard"
    paper: Paper = "letter"

    @property
    def suffix(self) -> str:
        """Return what the variant adds to a file name: "", ".large", ".a4" or ".large.a4"."""
        return ("" if self.size == "standard" else f".{self.size}") + ("" if self.paper == "letter" else f".{self.paper}")
