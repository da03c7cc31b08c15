"""Which topics, and in which order: the two questions of `handouts packet` with long lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.cli.questions import answer, choose, plain_style, show_answer

if TYPE_CHECKING:
    from handouts.lengths import Length
    from handouts.library import Library
    from handouts.model import PacketSpec
    from handouts.variant import Size

_WIDTH = 79  # characters of a line of the oldest terminals, and one to spare
_ALWAYS = "always"
_AROUND = 5 + len(f" ({_ALWAYS})")  # the pointer and the mark before a title, and what follows its length
_STAGES = ("diagnosis", "deciding", "treatment", "recovery", "caring", "tools")
_QUESTION = "What is in it?"
_TICK = "(arrow keys move, the space bar ticks, Enter goes on)"


@dataclass(frozen=True)
class Topics:
    """What there is to choose from: the packet to start with, every topic's title and length, and the reader's language and print size."""

    library: Library
    recipe: PacketSpec
    titles: dict[str, str]
    lengths: dict[str, Length]
    locale: str
    size: Size

    def line(self, module: str) -> str:
        """Return a title and how long its sheet is, on one line that has room for what is said of those that are fixed."""
        length = self.lengths[module]
        told = f"{length.in_words}, {length.minutes(self.size)} min"
        room = _WIDTH - _AROUND - len(told) - 2
        title = self.titles[module]
        return f"{title if len(title) <= room else title[: room - 1] + '…':{room}}  {told}"

    def total(self, modules: Collection[str]) -> str:
        """Return how long a packet of these is."""
        from handouts.lengths import total_minutes, total_pages

        chosen = [self.lengths[module] for module in modules]
        counted = f"about {total_pages(chosen, self.size)} pages, {total_minutes(chosen, self.size)} minutes to read"
        return f"In all: {len(chosen)} topics, {counted}"

    def changes(self, modules: Collection[str]) -> list[str]:
        """Return what a packet of these has more and less than the one to start with, by title."""
        here = self.recipe.all_modules()
        added = [f"Added: {self.titles[module]}" for module in self.others if module in modules]
        return added + [f"Taken out: {self.titles[module]}" for module in here if module not in modules]

    @property
    def others(self) -> list[str]:
        """Return the topics that may be added, by where on the way their readers are."""
        here = self.recipe.all_modules()
        return sorted((module for module in self.titles if module not in here), key=self._stage_and_title)

    def stage(self, module: str) -> str:
        """Return where on the way a topic's readers are."""
        return self.library.modules[module, self.locale].value.stage

    def _stage_and_title(self, module: str) -> tuple[int, str, str]:
        stage = self.stage(module)
        return _STAGES.index(stage) if stage in _STAGES else len(_STAGES), stage, self.titles[module]


def tick_topics(topics: Topics, ticked: Collection[str]) -> list[str]:
    """Return the topics of a packet: what was ticked, and what is fixed. The line below the list says how long it gets.

    In place of the list what was added and taken out stays on the screen.
    """
    import questionary
    from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window

    fixed = [module for module in topics.recipe.all_modules() if module in topics.recipe.fixed]
    listed = _choices(topics, ticked)
    question = questionary.checkbox(_QUESTION, listed, instruction=_TICK, style=plain_style(), erase_when_done=True)
    layout = question.application.layout
    # The library has no place for a line that changes; the screen it makes is one of prompt_toolkit's, where one can be put below.
    shown: Any = next(control for control in layout.find_all_controls() if hasattr(control, "selected_options"))
    total = FormattedTextControl(lambda: f"  {topics.total({*fixed, *shown.selected_options})}")
    below = [Window(total, height=1)]
    if len(listed) + 2 > question.application.output.get_size().rows:  # with the question and the total
        below.append(Window(FormattedTextControl(f"  {len(topics.titles)} topics to choose from, arrow down for more"), height=1))
    question.application.layout = Layout(HSplit([layout.container, *below]))
    chosen = {*answer(question), *fixed}
    show_answer(_QUESTION, "\n  ".join([topics.total(chosen), *topics.changes(chosen)]))
    return [module for module in (*topics.recipe.all_modules(), *topics.others) if module in chosen]


def _choices(topics: Topics, ticked: Collection[str]) -> list[Any]:
    from questionary import Choice, Separator

    listed: list[Any] = [Separator("In this packet:")]
    for module in topics.recipe.all_modules():
        if module in topics.recipe.fixed:
            listed.append(Choice(topics.line(module), value=module, disabled=_ALWAYS))
        else:
            listed.append(Choice(topics.line(module), value=module, checked=module in ticked))
    stage = ""
    for module in topics.others:
        if topics.stage(module) != stage:
            stage = topics.stage(module)
            listed.append(Separator(f"You can add ({stage}):"))
        listed.append(Choice(topics.line(module), value=module, checked=module in ticked))
    return listed


def put_in_order(topics: Topics, modules: Sequence[str]) -> tuple[str, ...]:
    """Return the topics that come first, in the order chosen; none for the usual order. Page 1 stays where it is."""
    from questionary import Choice

    left = [module for module in modules if module != topics.recipe.front]
    if len(left) < 2 or choose("In which order?", [Choice("The usual one", False), Choice("I will choose", True)]) is False:
        return ()
    order: list[str] = []
    while len(left) > 1:
        rest = Choice("The others as usual" if order else "All as usual", "")
        chosen = choose(
            "What comes next?" if order else "What comes first?", [rest, *(Choice(topics.titles[module], module) for module in left)]
        )
        if not chosen:
            break
        order.append(chosen)
        left.remove(chosen)
    return tuple(order)
