"""Where a text is hard to read: levels, hardest sentences and words with their places, and `handouts check --reading`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.folders import find_folders
from handouts.library import Library, load_library
from handouts.packet import assemble
from handouts.problems import Place
from handouts.readability import Readable, readable_modules, readable_packet
from handouts.reading.sentences import words_of
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, riverside_files, write_folder

Command = Callable[..., subprocess.CompletedProcess[str]]

SECTIONS = """\
- kind: paragraph
  text: >-
    Rest well. The appropriate rehabilitation programme
    necessitates considerable coordination by everyone who is responsible for your care after you have come home from us.
- kind: bullets
  title: Your day
  items:
    - You rest.
    - A physiotherapist visits you.
- {kind: paragraph, text: 'You get {term:chemo} here.'}
"""
GLOSSARY = "terms: [{id: chemo, term: chemotherapy, plain: extraordinarily strong drugs, syllables: 5}]\n"


@pytest.fixture
def readable(riverside: Callable[[Files], Library]) -> Readable:
    [found] = readable_modules(riverside({MODULE_FILE: module_text(SECTIONS, audiences="[caregiver]"), **EXTRA}), "our-ward", "en-US")
    return found


EXTRA = {PACKET_FILE: packet_text(), "content/glossary/en-US.yaml": GLOSSARY}


def test_hard_sentences_stand_at_their_lines_with_what_to_do(readable: Readable) -> None:
    first, *others = readable.hardest_sentences(9)
    assert (first.place.line, first.place.column) == (10, 18)
    assert first.text.startswith("The appropriate rehabilitation programme necessitates")
    assert first.why == "22 words"
    assert first.do.startswith("make it two sentences; find shorter words for appropriate, rehabilitation, ")
    [visit] = [hard for hard in others if hard.text == "A physiotherapist visits you."]
    assert (visit.place.line, visit.place.column, visit.do) == (16, 9, "find shorter words for physiotherapist")
    [chosen] = [hard for hard in others if hard.text == "You get chemotherapy here."]
    assert chosen.do == "say it more simply"  # the word is in the glossary, and stays


def test_hard_words_stand_at_their_places(readable: Readable) -> None:
    words = {hard.text: hard for hard in readable.hardest_words(30)}
    assert (words["physiotherapist"].place.line, words["physiotherapist"].place.column) == (16, 11)
    assert words["physiotherapist"].why == "5 syllables, 1×"
    assert words["chemotherapy"].do == "a glossary term: only where it is needed"
    assert words["chemotherapy"].place.line == words["extraordinarily"].place.line == 17


def test_a_limit_is_a_limit(readable: Readable) -> None:
    assert len(readable.hardest_sentences(1)) == len(readable.hardest_words(1)) == 1


@pytest.fixture(scope="module")
def builtin() -> Library:
    return load_library(find_folders(None, {}, Path("/")))


def test_the_sheets_of_a_packet_come_hardest_first(builtin: Library) -> None:
    packet = readable_packet(builtin, assemble(builtin, "hsct-candidate", "en-US"))
    sheets = packet.hardest_sheets()
    grades = [sheet.level.fk for sheet in sheets if sheet.level]
    assert len(grades) == len(packet.sheets) > 10
    assert grades == sorted(grades, reverse=True)
    assert packet.level is not None
    assert packet.level.words == sum(sheet.level.words for sheet in sheets if sheet.level)


def test_every_word_of_the_built_in_packets_is_found_where_it_is_said_to_stand(builtin: Library) -> None:
    found = [hard for packet in builtin.packets for hard in readable_packet(builtin, assemble(builtin, packet, "en-US")).hardest_words(40)]
    elsewhere = [hard for hard in found if not stands_at(hard.text, hard.place)]
    assert len(found) > 90
    assert len(elsewhere) <= 3  # in sentences drawn from a claim, which stand where its key does


def stands_at(word: str, place: Place) -> bool:
    """Whether a word, or the mark of the term that explains it, stands at a place; what opens a text there is passed over."""
    lines = Path(place.path).read_text("utf-8").splitlines()[place.line - 1 :]
    rest = "\n".join([lines[0][place.column - 1 :], *lines[1:3]]).lstrip("\"'>|- \n")
    return rest.startswith("{term:") or rest.casefold().startswith(word.casefold())


def test_a_module_is_told_for_each_of_its_audiences_and_what_they_share_once(tmp_path: Path, command: Command) -> None:
    text = module_text(SECTIONS, audiences="[caregiver, newly-diagnosed]")
    write_folder(
        tmp_path / "clinic", {**riverside_files(), MODULE_FILE: text.replace("{term:chemo}", "chemotherapy"), PACKET_FILE: packet_text()}
    )
    ran = command("check", "--reading", "our-ward", "--clinic", "clinic", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "our-ward, for caregiver (en-US)\n" in ran.stdout
    assert "our-ward, for newly-diagnosed (en-US)\n" in ran.stdout
    assert ran.stdout.count(f"clinic/{MODULE_FILE}:10:18: 22 words: make it two sentences; find shorter words for") == 1
    assert ran.stdout.count("physiotherapist  5 syllables, 1×") == 1
    assert "appropriate      4 syllables, 1×  say 'right'" in ran.stdout
    assert "+~" in ran.stdout  # over the limits, on few sentences


def test_without_names_every_packet_is_told(tmp_path: Path, command: Command) -> None:
    ran = command("check", "--reading")
    assert ran.returncode == 0
    told = re.findall(r"^(\S+), for (\S+) \(en-US\)$", ran.stdout, re.MULTILINE)
    assert {("caregiver", "caregiver"), ("when-to-call", "hsct-candidate"), ("newly-diagnosed", "newly-diagnosed")} <= set(told)
    assert ran.stdout.count("Hardest sentences") == len(told) == 10
    assert "give or take 1.5" in ran.stdout


def test_a_name_nobody_knows_is_told(command: Command) -> None:
    ran = command("check", "--reading", "caregivr")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "caregivr: error: there is no such module or packet\n    hint: did you mean 'caregiver'?\n"


def test_a_sentence_that_names_a_person_is_not_repeated(riverside: Callable[[Files], Library]) -> None:
    text = "Understandably, Mrs. Adler necessitates considerable rehabilitation."
    library = riverside({**EXTRA, MODULE_FILE: module_text(f"- {{kind: paragraph, text: '{text}'}}", audiences="[caregiver]")})
    [found] = readable_modules(library, "our-ward", "en-US")
    [hard, *_] = found.hardest_sentences(3)
    assert "Adler" not in hard.text
    assert words_of(hard.text)[-1] == "rehabilitation"
