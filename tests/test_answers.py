"""Where each question is answered: the page in docs/, and that no question is left without an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handouts.answers import answers
from handouts.library import Library
from handouts.problems import HandoutsError
from tests.clinics import MODULE_FILE, PACKET_FILE, Files, module_text, packet_text, said
from tests.printed import builtin_library
from tools.coverage_page import PAGE, coverage_page

OTHER_FILE = "content/modules/our-hello/en-US.yaml"
QUESTIONS_FILE = "content/evidence/questions.yaml"


def test_every_question_has_an_answer() -> None:
    found = list(answers(builtin_library(), "en-US"))
    assert len(found) == 51
    assert [answer.question.id for answer in found if answer.status == "no answer"] == []


def test_the_page_is_that_of_the_library() -> None:
    assert PAGE.read_text("utf-8") == coverage_page(), "run: make coverage-page"


@pytest.fixture
def status_of(riverside: Callable[[Files], Library]) -> Callable[..., str]:
    """Return how a question about our-hair stands when a module of a packet says this."""

    def status(text: str, *, put_right: str = "[]", packed: bool = True, claims: str = "[our-hair]") -> str:
        files = {
            MODULE_FILE: module_text(f"- {{kind: paragraph, text: '{text}'}}"),
            OTHER_FILE: module_text("- {kind: paragraph, text: Hello.}", id="our-hello"),
            PACKET_FILE: packet_text(modules="[our-ward]" if packed else "[our-hello]"),
            QUESTIONS_FILE: f"questions:\n  - {{id: ours-1, asks: Will my hair fall out?, claims: {claims}, put_right: {put_right}}}\n",
        }
        return next(answer.status for answer in answers(riverside(files), "en-US") if answer.question.id == "ours-1")

    return status


def test_a_claim_that_a_packet_tells_answers_it(status_of: Callable[..., str]) -> None:
    assert status_of("Hair falls out [@our-hair].") == "answered"
    assert status_of("Rest [@our-rest].", claims="[our-hair, our-rest]") == "answered"


def test_what_is_wrong_elsewhere_is_put_right_only_with_an_answer(status_of: Callable[..., str]) -> None:
    assert status_of("Hair falls out [@our-hair].", put_right="[A wrong number.]") == "put right"
    assert status_of("Rest [@our-rest].", put_right="[A wrong number.]") == "no answer"


def test_what_no_packet_holds_answers_nothing(status_of: Callable[..., str]) -> None:
    assert status_of("Hair falls out [@our-hair].", packed=False) == "no answer"


def test_a_question_names_claims_that_are_there(library_of: Callable[[Files], Library]) -> None:
    with pytest.raises(HandoutsError) as raised:
        library_of({QUESTIONS_FILE: "questions:\n  - {id: ours-1, asks: Why?, claims: [our-hare]}\n"})
    assert said(raised.value, QUESTIONS_FILE) == [(2, 39, "there is no claim 'our-hare'")]
