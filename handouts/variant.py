"""A variant: the same words, presented otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Size = Literal["standard", "large", "extra-large"]
Paper = Literal["letter", "a4"]
Form = Literal["sheet", "booklet"]
Format = Literal["pdf", "html", "text", "docx"]

SIZES: tuple[Size, ...] = get_args(Size)
PAPERS: tuple[Paper, ...] = get_args(Paper)
FORMS: tuple[Form, ...] = get_args(Form)
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: dict[Format, str] = {"pdf": ".pdf", "html": ".html", "text": ".txt", "docx": ".docx"}


@dataclass(frozen=True)
class Variant:
    """How a packet is presented. Standard print on single sheets of Letter is the plain case and adds nothing to a file name.

    `duplex`: for both sides of the paper, with mirrored margins and room for holes. `grey`: nothing but greys in the file.
    """

    size: Size = "standard"
    paper: Paper = "letter"
    form: Form = "sheet"
    duplex: bool = False
    grey: bool = False

    @property
    def suffix(self) -> str:
        """Return what the variant adds to a file name: "", ".large", ".a4" or ".large.a4.duplex.grey"."""
        differs = (self.size, self.size != "standard"), (self.paper, self.paper != "letter"), ("duplex", self.duplex), ("grey", self.grey)
        return "".join(f".{name}" for name, other in differs if other)
