from __future__ import annotations

import pytest

from workshop_app.domain.spelling import are_one, most_careful


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saturnina Ñahui", "SATURNINA NAHUI"),
        ("Jirón  Los Incas ", "jiron los incas"),
        ("José", "Jose\u0301"),
    ],
)
def test_accents_case_and_spaces_make_no_other_word(one: str, other: str) -> None:
    assert are_one([one, other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.b@example.pe", "a_b@example.pe"),
        ("Rosa", "Rosa Una"),
        ("", "Rosa"),
        ("999111222", "999 111 222"),
    ],
)
def test_every_other_sign_does(one: str, other: str) -> None:
    assert not are_one([one, other])


@pytest.mark.parametrize(
    ("careful", "careless"),
    [
        ("Saturnina Ñahui", "Saturnina Nahui"),
        ("Rosa Quispe", "ROSA QUISPE"),
        ("Rosa Quispe", "rosa quispe"),
        ("Rosa Quispe", "Rosa  Quispe"),
        ("ROSA ÑAHUI", "Rosa Nahui"),
    ],
)
def test_the_more_careful_spelling_is_chosen(careful: str, careless: str) -> None:
    assert most_careful([careful, careless]) == careful
    assert most_careful([careless, careful]) == careful
