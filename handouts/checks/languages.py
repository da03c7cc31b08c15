"""LG: other languages. How easy a text is to read there, whether it still says what its source says, and the notice of language help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handouts.checks.facts import Fact, facts_in
from handouts.checks.rules import Finding, Rule, SheetRule
from handouts.checks.views import SheetView
from handouts.library import Loaded
from handouts.model import Module
from handouts.problems import Place, Severity
from handouts.reading.sentences import is_closed, words_of
from handouts.reading.spanish import inflesz
from handouts.selection import Selection
from handouts.translation import BASE_LOCALE, Translation, said_sha256
from handouts.yamltext import Path

EASY, NORMAL = 65, 55  # INFLESZ: "fairly easy" from 65, "normal" from 55
WORDS_IN_A_SAMPLE = 100
FACTS_TOLD = 6
WITH_NOTICE = ("procedure", "discharge", "handbook")


def hard_spanish(sheet: SheetView) -> Iterator[Finding]:
    """Return a finding for a Spanish sheet that is hard to read, by the lower of two scores: with its fragments and without them."""
    if not sheet.reader.locale.id.startswith("es-"):
        return
    said = [passage.plain for passage in sheet.of_role("message", "stem", "prose", "item")]
    scores = [inflesz(text) for text in (_closed(said), _closed(filter(is_closed, said))) if words_of(text)]
    if scores and (score := min(scores)) < EASY:
        # The formula was made for samples of 100 words; a shorter text is only a hint.
        enough = len(words_of(_closed(said))) >= WORDS_IN_A_SAMPLE
        severity: Severity = "error" if score < NORMAL and enough else "warning"
        yield Finding(("main_message",), f"the text scores {score:.0f} on the INFLESZ scale; {EASY} is fairly easy", severity=severity)


def _closed(texts: Iterable[str]) -> str:
    return "\n".join(text if is_closed(text) else f"{text.rstrip(':')}." for text in texts)


def translations(sheet: SheetView) -> Iterator[Finding]:
    """Return where a translation does not say where it comes from, is older than its source, or says another fact."""
    module, own = sheet.module.value, sheet.reader.locale.id
    siblings = {locale: found for (name, locale), found in sheet.library.modules.items() if name == module.id and locale != own}
    if module.translation is None:
        yield from _undeclared(siblings, own)
        return
    source = siblings.get(locale := module.translation.source_locale)
    if source is None:
        yield Finding(("translation", "source_locale"), f"there is no other text of this module in {locale} that could be the source")
    elif source.value.translation:
        yield Finding(("translation", "source_locale"), f"the {locale} text is itself a translation", do="name the original")
    else:
        yield from _stale(module, module.translation, source.value)
        yield from _people(module.translation)
        yield from _other_facts(sheet, source)


def _undeclared(siblings: Mapping[str, Loaded[Module]], own: str) -> Iterator[Finding]:
    """Without `translation` a text is an original. One module has one: the English text, where there is one."""
    originals = sorted(locale for locale, module in siblings.items() if module.value.translation is None)
    if originals and own != BASE_LOCALE:
        source = BASE_LOCALE if BASE_LOCALE in originals else originals[0]
        do = f"add 'translation:' with 'source_locale: {source}' and 'source_sha256: {said_sha256(siblings[source].value)}'"
        yield Finding(("id",), f"this module is also there in {source}, and nothing says who translated it, and how", do=do)


def _stale(module: Module, translation: Translation, source: Module) -> Iterator[Finding]:
    """When the source changed is not known, so there is no time of grace: where a mistake is dangerous, an old text does not print."""
    if (now := said_sha256(source)) != translation.source_sha256:
        calls = any(section.kind == "call" for text in (module, source) for section in text.sections)
        dangerous = calls or module.safety_critical or source.safety_critical
        yield Finding(
            ("translation", "source_sha256"),
            f"the {translation.source_locale} source has changed since this was translated",
            severity="error" if dangerous else "warning",
            do=f"have the change translated and checked, then set 'source_sha256: {now}'",
        )


def _people(translation: Translation) -> Iterator[Finding]:
    reviewer = " ".join((translation.reviewer or "").casefold().split())
    if translation.method == "machine-edited" and not reviewer:
        message = "a machine translated this, and no qualified person has read both texts side by side"
        yield Finding(("translation", "method"), message, do="have it reviewed, then name the 'reviewer'")
    if reviewer and reviewer == " ".join(translation.translator.casefold().split()):
        yield Finding(("translation", "reviewer"), "the reviewer is the translator", do="let a second person read both texts")


def _other_facts(sheet: SheetView, source: Loaded[Module]) -> Iterator[Finding]:
    selection = Selection(sheet.reader.audience, sheet.reader.jurisdiction)
    written = {name: selection.select(getattr(source.value, name), (name,)) for name in sheet.sheet.written}
    locale = sheet.library.locales[source.file.path.stem].value
    for path, ours, theirs in _side_by_side(sheet.sheet.written, written):
        here, there = list(facts_in(ours, sheet.reader.locale, path)), list(facts_in(theirs, locale, path))
        added, lost = _counted(here) - _counted(there), _counted(there) - _counted(here)
        if added or lost:
            at = next((fact for fact in here if fact.said in added), Fact("", path))
            yield Finding(at.path, _difference(locale.id, lost, added), at.offset)


def _side_by_side(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[tuple[Path, Any, Any]]:
    """Return title, message and sections of both texts; all sections as one where their kinds do not pair up."""
    for name, part in ours.items():
        other = theirs[name]
        if name == "sections" and [section.kind for section in part] == [section.kind for section in other or ()]:
            yield from ((section.path, section, source) for section, source in zip(part, other, strict=True))
        else:
            yield (name,), part, other


def _counted(facts: Iterable[Fact]) -> Counter[str]:
    """A claim counts once: one sentence of the source may be two in the translation, each with its citation."""
    counts = Counter(fact.said for fact in facts)
    return Counter({said: 1 if said.startswith("[@") else count for said, count in counts.items()})


def _difference(source: str, lost: Counter[str], added: Counter[str]) -> str:
    if lost and added:
        return f"the {source} source has {_told(lost)} here, this text has {_told(added)}"
    return f"the {source} source also has {_told(lost)} here" if lost else f"the {source} source does not have {_told(added)} here"


def _told(facts: Counter[str]) -> str:
    quoted = [f"'{said}'" for said in facts.elements()]
    return ", ".join(quoted[:FACTS_TOLD]) + (", …" if len(quoted) > FACTS_TOLD else "")


def no_language_notice(sheet: SheetView) -> Iterator[Finding]:
    """Return one finding for the clinic, however many modules call for the notice."""
    clinic = sheet.library.clinic
    if clinic.jurisdiction == "US" and sheet.module.value.kind in WITH_NOTICE and clinic.notices.language_help is None:
        message = "no approved notice of language help is named; in the US it goes with instructions, discharge papers and handbooks"
        yield Finding((), message, place=Place(sheet.library.clinic_file))


RULES: tuple[Rule, ...] = (
    SheetRule(
        "LG-01",
        "error",
        says="A Spanish text scores 65 or more on the INFLESZ scale. From 55 to 64 is a warning, less is an error.",
        standard="INFLESZ scale, Barrio-Cantalejo and others 2008, on the formula of Szigriszt-Pazos 1993",
        do="shorten sentences, choose shorter words",
        check=hard_spanish,
    ),
    SheetRule(
        "LG-02",
        "error",
        says=(
            "A translation names its source, its translator and, where a machine translated first, a reviewer. It has the same numbers, "
            "phones and claims, and is redone when the source changes: an error where safety hangs on it, else a warning."
        ),
        standard="Section 1557 rule of 2024, 45 CFR 92.201(c)(3), on machine translation; NHS content standard",
        do="make the two texts say the same",
        check=translations,
    ),
    SheetRule(
        "LG-03",
        "warning",
        says=(
            "In the US, instructions for a procedure, discharge papers and handbooks go out with a notice, approved and dated, that help "
            "in the reader's language is free."
        ),
        standard="Section 1557 rule of 2024, 45 CFR 92.11(c)(5); a clinic asks its own counsel",
        do="add 'notices: {language_help: {approved_by: …, approved_on: …}}' to clinic.yaml",
        check=no_language_notice,
    ),
)
