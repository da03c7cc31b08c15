"""What to do about a packet that is no longer good: the commands that show what was changed, and those that make it again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from handouts.choice import Choice, chosen_modules, recommended
from handouts.library import Library
from handouts.problems import HandoutsError
from handouts.variant import Size
from handouts.verdict import Verdict

_UNSAVED = re.compile(r"(.+)-own-[a-z]{6}")  # as handouts.recipes names what was chosen and not saved


def what_to_do(library: Library, verdict: Verdict, size: Size | None, clinic: str | None) -> Iterator[str]:
    """Return a line for each thing to do about a packet that must not be handed out, with the whole command.

    `size`: what it was printed in, if that is known; `clinic`: the clinic's folder as it was named, if it was.
    """
    receipt = verdict.receipt
    lang, folder = ["--lang", receipt.locale], ["--clinic", clinic] if clinic else []
    for module in verdict.modules:
        if module.changed:
            yield f"What was changed in {module.printed.id}: {_command('diff', module.printed.id, *lang, *folder)}"
    topics = [module.printed.id for module in verdict.modules if module.can_be_printed]
    gone = [module.printed.id for module in verdict.modules if module.stands in ("gone", "withdrawn", "retracted")]
    waiting = [module.printed.id for module in verdict.modules if module.printed.id not in (*topics, *gone)]
    settings = [*lang, *(["--size", size] if size else []), *folder]
    if receipt.packet in library.packets:
        if verdict.own_voided or waiting or gone or not verdict.listed:
            yield f"It cannot be printed again before that is put right. How it stands: {_command('status', receipt.packet, *folder)}"
        else:
            yield f"Print it again: {_command('build', receipt.packet, *settings)}"
    elif waiting:
        yield f"It cannot be made again before that is put right. How it stands: {_command('status', *waiting, *folder)}"
    elif chosen := _chosen_again(library, verdict, topics):
        without = f" without {', '.join(gone)}" if gone else ""
        yield f"Make it again{without}: {_command('packet', *chosen, *settings)}"


def _chosen_again(library: Library, verdict: Verdict, topics: Sequence[str]) -> list[str]:
    """Return what to tell `handouts packet` for these topics in their order; nothing when it would not make that."""
    receipt = verdict.receipt
    try:
        made_of = _UNSAVED.fullmatch(receipt.packet)
        base = made_of[1] if made_of and _is_for(library, made_of[1], receipt.audience) else recommended(library, receipt.audience)
        wanted = tuple(topic for topic in topics if topic != library.packets[base].value.front)
        if not wanted:
            return []
        usual = chosen_modules(library, Choice(base, only=wanted), receipt.locale)
        order = [] if usual == wanted else ["--order", ",".join(wanted)]
        chosen_modules(library, Choice(base, only=wanted, order=wanted if order else ()), receipt.locale)
    except HandoutsError:
        return []
    return [base, "--only", ",".join(wanted), *order]


def _is_for(library: Library, packet: str, audience: str) -> bool:
    return packet in library.packets and library.packets[packet].value.audience == audience


def _command(*words: str) -> str:
    return shlex.join(["handouts", *words])
