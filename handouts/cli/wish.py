"""All that `handouts packet` can be asked for, by options or by answers, and the one command that asks for the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines
    from handouts.choice import Choice
    from handouts.model import PrintSettings


@dataclass(frozen=True)
class Wish:
    """A choice, how it is printed, and what is done with it. `lines` are never shown; `print_to`: a printer, "" for the usual one."""

    choice: Choice
    asked: PrintSettings
    lines: PersonalLines | None = None
    save_as: str = ""
    replace: bool = False
    open_it: bool = False
    print_to: str | None = None
    copies: int = 1

    def command(self, *others: str) -> list[str]:
        """Return the words to type for the same packet again, with these other options.

        A saved recipe stands for its topics and print settings; a person's lines are read anew.
        """
        words = ["handouts", "packet", self.save_as or self.choice.base]
        if not self.save_as:
            lists = ("add", self.choice.add), ("drop", self.choice.drop), ("only", self.choice.only), ("order", self.choice.order)
            words += [word for name, topics in lists if topics for word in (f"--{name}", ",".join(topics))]
            words += [word for name, value in self.asked.model_dump(exclude_none=True).items() for word in _option(name, value)]
        words += [*others, *(["--personal", "-"] if self.lines else []), *(["--open"] if self.open_it else [])]
        return [*words, *(["--print", *filter(None, [self.print_to])] if self.print_to is not None else [])]


def _option(name: str, value: object) -> list[str]:
    if isinstance(value, bool):
        return [f"--{name}" if value else f"--no-{name}"]
    return [f"--{name}", str(value)]
