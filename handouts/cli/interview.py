"""The questions of `handouts packet`: each can be answered with Enter, and the answers are a `Wish`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handouts.cli.personal import mistake_in_name
from handouts.cli.questions import choose, said_in, write
from handouts.cli.report import report
from handouts.cli.wish import Wish
from handouts.problems import HandoutsError

if TYPE_CHECKING:
    from handouts.bearer import PersonalLines
    from handouts.checks import Permit
    from handouts.choice import Choice
    from handouts.cli.topic_questions import Topics
    from handouts.library import Library
    from handouts.model import PacketSpec, PrintSettings
    from handouts.orders import Order

_SIZES = (
    ("Standard print", "standard"),
    ("Large print, for readers who have trouble seeing", "large"),
    ("Extra-large print, for readers who see very little", "extra-large"),
)
_PAPERS = (
    ("Letter, single sheets", ("letter", "sheet")),
    ("Letter, and a booklet to fold", ("letter", "booklet")),
    ("A4, single sheets", ("a4", "sheet")),
    ("A4, and a booklet to fold", ("a4", "booklet")),
)


def ask_for_packet(library: Library, permit: Permit) -> Wish:
    """Return what the person at the terminal wants. Raises: KeyboardInterrupt on Ctrl-C, HandoutsError when it cannot be had."""
    base = _ask_base(library)
    asked = _ask_print(library, base)
    choice = _ask_topics(library, base, asked, permit)
    lines = _ask_lines(_name_of(library, library.packets[base].value.audience))
    save_as = _ask_name(library, lines)
    return _ask_what_then(Wish(choice, asked, lines, save_as))


def _ask_base(library: Library) -> str:
    """Return the packet to start with: for each kind of reader the whole one first, then shorter ones and the clinic's recipes."""
    from questionary import Separator

    listed: list[Any] = []
    for audience in sorted(library.audiences):
        theirs = [recipe.value for recipe in library.packets.values() if recipe.value.audience == audience]
        if theirs:
            theirs.sort(key=lambda spec: (spec.part_of is not None, spec.id))
            listed += [Separator(f"For {_name_of(library, audience)}:"), *_bases(library, theirs)]
    return str(choose("Who is it for?", listed))


def _name_of(library: Library, audience: str) -> str:
    return next(iter(library.audiences[audience].value.name.values()))


def _bases(library: Library, recipes: list[PacketSpec]) -> Iterator[Any]:
    from questionary import Choice

    from handouts.orders import title_of, usual_locale

    for spec in recipes:
        ours = " (ours)" if library.packets[spec.id].file.origin == "clinic" else ""
        yield Choice(f"{title_of(library, spec.id, usual_locale(library))}: {spec.id}{ours}", spec.id)


def _ask_print(library: Library, base: str) -> PrintSettings:
    """Return the answers that differ from how this packet is printed when nobody says anything."""
    from questionary import Choice

    from handouts.model import PrintSettings
    from handouts.orders import order_for

    usual = order_for(library, base)
    locale = _ask_language(library, base, usual)
    size = choose("How large is the print?", [Choice(*size) for size in _SIZES], usual.variant.size)
    paper, form = choose("On what paper?", [Choice(*paper) for paper in _PAPERS], (usual.variant.paper, usual.variant.form))
    answers = {"locale": locale, "size": size, "paper": paper, "form": form}
    as_usual = {"locale": usual.locale, "size": usual.variant.size, "paper": usual.variant.paper, "form": usual.variant.form}
    return PrintSettings(**{name: value for name, value in answers.items() if value != as_usual[name]})


def _ask_language(library: Library, base: str, usual: Order) -> str:
    from questionary import Choice

    locales = [locale for locale in library.packets[base].value.title if locale in library.locales]
    if len(locales) == 1:
        return locales[0]
    named = [Choice(library.locales[locale].value.name, locale) for locale in locales]
    return str(choose("In which language?", named, usual.locale if usual.locale in locales else None))


def _ask_topics(library: Library, base: str, asked: PrintSettings, permit: Permit) -> Choice:
    """Return topics that make a packet; what cannot be printed is told, and asked again."""
    from questionary import Choice as Answer

    from handouts.cli.topic_questions import put_in_order, tick_topics
    from handouts.recipes import as_chosen

    topics = topics_to_choose(library, base, asked)
    ticked: list[str] = list(topics.recipe.all_modules())
    while True:
        ticked = tick_topics(topics, ticked)
        choice = _choice(base, topics.recipe, ticked, put_in_order(topics, ticked))
        try:
            _try_out(library, choice, asked, permit)
        except HandoutsError as error:
            report(as_chosen(error.problems))
            if not choose("This packet cannot be made as it is.", [Answer("Choose the topics again", True), Answer("Stop here", False)]):
                raise
        else:
            return choice


def topics_to_choose(library: Library, base: str, asked: PrintSettings) -> Topics:
    """Return what may be put into a packet, with its lengths in the print that was asked for."""
    from handouts.choice import topics_for
    from handouts.cli.topic_questions import Topics
    from handouts.lengths import lengths_of
    from handouts.orders import order_for

    spec, order = library.packets[base].value, order_for(library, base, asked)
    size, paper = order.variant.size, order.variant.paper
    titles = topics_for(library, spec.audience, order.locale)
    return Topics(library, spec, titles, lengths_of(library, spec.audience, order.locale, size, paper), order.locale, size)


def _choice(base: str, recipe: PacketSpec, modules: list[str], order: tuple[str, ...]) -> Choice:
    from handouts.choice import Choice

    listed = recipe.all_modules()
    add = tuple(module for module in modules if module not in listed)
    return Choice(base, add, tuple(module for module in listed if module not in modules), order=order)


def _try_out(library: Library, choice: Choice, asked: PrintSettings, permit: Permit) -> None:
    """Raise HandoutsError with whatever keeps this from being printed."""
    from handouts.build import prepare
    from handouts.orders import order_for
    from handouts.recipes import compose

    recipe = compose(library, choice, order_for(library, choice.base, asked).locale, asked)
    library = library.with_packet(recipe)
    prepare(library, permit, order_for(library, recipe.value.id, asked))


def _ask_lines(reader: str) -> PersonalLines | None:
    from questionary import Choice

    from handouts.cli.personal_questions import ask_for_lines

    told = "Whose packet is it?"
    return (
        ask_for_lines(reader)
        if choose(told, [Choice("Lines to write on by hand", False), Choice("Type name, dates and notes now", True)])
        else None
    )


def _ask_name(library: Library, lines: PersonalLines | None) -> str:
    """Return the name of a recipe, "" for none. Without a clinic's folder there is nowhere to keep one, and nothing is asked."""
    if not at_a_clinic(library):
        return ""

    def mistake_in(name: str) -> str:
        from handouts.recipes import recipe_path

        try:
            recipe_path(library, name)
        except HandoutsError as error:
            return said_in(error) if name else ""
        return mistake_in_name(name, lines)

    return write("Save it as a recipe? (Enter: no)\n  A name like 'ward-b-home', never a person's name:", mistake_in)


def at_a_clinic(library: Library) -> bool:
    """Return whether there is a clinic's folder."""
    return any(folder.origin == "clinic" for folder in library.folders)


def _ask_what_then(wish: Wish) -> Wish:
    from questionary import Choice

    answers = (
        Choice("Save the PDF", {}),
        Choice("Save the PDF and open it", {"open_it": True}),
        Choice("Save the PDF and print it", {"print_to": ""}),
    )
    return replace(wish, **choose("And then?", answers))
