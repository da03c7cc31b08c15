"""AC: what the reader can do, when to get help, and the tools for it."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.calls import when_to_get_help
from handouts.checks.instructions import actions, steps
from handouts.checks.required import missing_kinds
from handouts.checks.rules import Finding, PacketRule, Rule, SheetRule
from handouts.checks.talk import question_list, teach_back
from handouts.checks.views import PacketView


def tools(view: PacketView) -> Iterator[Finding]:
    """Return the checklist or the log that the readers need and the packet lacks."""
    return missing_kinds(view, "AC-04")


RULES: tuple[Rule, ...] = (
    PacketRule(
        "AC-01",
        "error",
        says="A packet tells its readers what they can do. Each action is said to them and starts with a verb: not 'patients should'.",
        standard="AHRQ PEMAT-P (2013), at least one action, said to the reader",
        do="start with what to do, as in 'Ask …'; a verb that the list lacks can be added to action_verbs in content/language",
        check=actions,
    ),
    SheetRule(
        "AC-02",
        "warning",
        says="Each step starts with a verb, holds one step, and has at most 20 words. No more than 7 steps stand in a list (ST-04).",
        standard="AHRQ PEMAT-P (2013), actions in explicit steps; SAM (1996), behaviors that feel doable",
        do="say one thing to do; put the reason elsewhere",
        check=steps,
    ),
    PacketRule(
        "AC-03",
        "error",
        says=(
            "Readers who may have to call find on one sheet when to call an ambulance, when to call the clinic, and what to say. "
            "Other readers find the emergency number. A fever has its value."
        ),
        standard="CDC Clear Communication Index (2014), when to call; this project's table of sections",
        do="give the value: {clinic.fever}, {clinic.low_temperature} or {temp:38.0}; it prints on both scales",
        check=when_to_get_help,
    ),
    PacketRule(
        "AC-04",
        "error",
        says="Readers who have things to prepare and to watch get a checklist and a log.",
        standard="AHRQ PEMAT-P (2013), a tangible tool",
        do="the audience's file in content/audiences lists what they need",
        check=tools,
    ),
    PacketRule(
        "AC-05",
        "error",
        says="There are 3 to 5 prompts for the reader's own words. A yes or a no answers none of them, and none asks 'Do you understand?'.",
        standard="Teach-back; SAM (1996), interaction",
        do="ask for it in the reader's own words: 'Tell me …', 'What will you do if …'",
        check=teach_back,
    ),
    PacketRule(
        "AC-06",
        "warning",
        says="A packet has a list of 5 to 12 questions to ask. It says that the team wants them, and leaves at least 4 lines to write on.",
        standard="Question prompt lists (Sansoni and others, 2015)",
        do="see content/modules/questions-to-ask",
        check=question_list,
    ),
)
