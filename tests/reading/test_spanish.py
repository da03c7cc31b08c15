"""Spanish syllables, counted by hand, and the INFLESZ score."""

from __future__ import annotations

import pytest

from handouts.reading.spanish import inflesz, spanish_syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("día", 2),
        ("país", 2),
        ("ósea", 3),
        ("médula", 3),
        ("célula", 3),
        ("sangre", 2),
        ("infección", 3),
        ("quiere", 2),
        ("guerra", 2),
        ("guía", 2),
        ("pingüino", 3),
        ("agua", 2),
        ("ahora", 3),
        ("búho", 2),
        ("vehículo", 4),
        ("alcohol", 3),
        ("ciudad", 2),
        ("construido", 3),
        ("huía", 3),
        ("rey", 1),
        ("leyes", 2),
        ("playa", 2),
        ("tuyo", 2),
        ("muy", 1),
        ("y", 1),
        ("buey", 1),
        ("paranoia", 4),
        ("averiguáis", 4),
        ("leía", 3),
        ("neutropenia", 4),
        ("quimioterapia", 5),
        ("esclerosis", 4),
        ("MÚLTIPLE", 3),
        ("pai\u0301s", 2),
        ("gusto", 2),
        ("prohibir", 2),  # the h does not part the vowels
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert spanish_syllables(word) == syllables


def test_inflesz_by_hand() -> None:
    # Lá-ve-se las ma-nos. Be-ba a-gua. 5 words, 2 sentences, 3 + 1 + 2 + 2 + 2 syllables
    assert inflesz("Lávese las manos. Beba agua.") == pytest.approx(206.835 - 62.3 * 10 / 5 - 5 / 2)


def test_numerals_and_units_are_left_out() -> None:
    assert inflesz("Beba 2 tazas de 250 ml, a 38,5 °C.") == pytest.approx(206.835 - 62.3 * (2 + 2 + 1 + 1 + 1) / 5 - 5)


def test_plain_text_is_easy_and_an_abstract_is_very_hard() -> None:
    plain = "El médico toma sus células. Luego usted toma medicinas fuertes. Sus células vuelven a la sangre. Usted puede sentirse cansado."
    abstract = (
        "La administración de regímenes inmunosupresores previamente al trasplante autólogo incrementa considerablemente la "
        "susceptibilidad a infecciones oportunistas, particularmente durante la hospitalización."
    )
    assert inflesz(plain) > 65
    assert inflesz(abstract) < 0


def test_without_words_there_is_nothing_to_score() -> None:
    with pytest.raises(ValueError, match="no words"):
        inflesz("12 – 34")
