from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.name_likeness import (
    MISTYPED,
    SOUNDS,
    NameLikeness,
    name_likeness,
    name_of,
)
from workshop_app.domain.vocabulary import Likeness

EACH = 10


def _likeness(one: str, other: str) -> NameLikeness | None:
    return name_likeness(name_of(one), name_of(other), lambda _: EACH)


def _how(one: str, other: str) -> Likeness | None:
    found = _likeness(one, other)
    return None if found is None else found.likeness


def test_accents_and_case_do_not_tell_names_apart() -> None:
    assert _likeness("José Ñahui Ccori", "JOSE NAHUI CCORI") == (3 * EACH, "same")


def test_particles_say_nothing_whether_apart_or_tied() -> None:
    assert _how("Rosa de la Cruz y Paz", "ROSA DELACRUZ PAZ") is Likeness.SAME
    assert name_of("De la Y") == name_of("de LA y")


def test_surnames_before_given_names_cost_nothing() -> None:
    rotated = _likeness("Juan Carlos Quispe Mamani", "Quispe Mamani, Juan Carlos")

    assert rotated == (4 * EACH, Likeness.OTHER_ORDER)


def test_swapped_surnames_may_be_a_cousin_and_cost() -> None:
    swapped = _likeness("Juan Quispe Mamani Choque", "Juan Mamani Quispe Choque")

    assert swapped is not None
    assert swapped.likeness is Likeness.OTHER_ORDER
    assert swapped.points < 4 * EACH


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Waman", "Huamán"),
        ("Qispi", "Quispe"),
        ("Ccori", "Qori"),
        ("Ch’uqi", "Choque"),
        ("Bazques", "Vásquez"),
        ("Yanos", "Llanos"),
    ],
)
def test_quechua_and_aymara_spellings_sound_alike(one: str, other: str) -> None:
    found = _likeness(f"Rosa {one}", f"Rosa {other}")

    assert found == (2 * EACH - SOUNDS, Likeness.SOUNDS_ALIKE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saturnina", "Satumina"),
        ("Elmer", "Elmre"),
        ("Hermelinda", "Ermelimda"),
        ("Cusihuamán", "Cusihuanan"),
        ("Rsoa", "Rosa"),
    ],
)
def test_a_slip_of_the_pen_is_forgiven(one: str, other: str) -> None:
    found = _likeness(f"{one} Quispe", f"{other} Quispe")

    assert found == (2 * EACH - MISTYPED, Likeness.MISTYPED)


def test_a_name_torn_in_two_words_is_one() -> None:
    found = _likeness("Ana Chuqui huanca", "Ana Chuquihuanca")

    assert found == (2 * EACH - MISTYPED, Likeness.MISTYPED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("María Quispe Mamani", "Rosa Quispe Mamani"),
        ("Mario Quispe", "María Quispe"),
        ("Juan Quispe", "Juana Quispe"),
        ("Daniel Quispe", "Daniela Quispe"),
        ("Yeni Quispe", "Yuni Quispe"),
        ("Ana Quispe", "Eva Quispe"),
        ("Juan Quispe Mamani", "Juan Carlos Quispe"),
        ("Elena Choque", "Elena Saturnina Ñahui Condori"),
    ],
)
def test_a_word_left_on_both_sides_makes_two_names(one: str, other: str) -> None:
    assert _likeness(one, other) is None
    assert _likeness(other, one) is None


def test_a_second_surname_that_is_missing_costs_little() -> None:
    found = _likeness("Juan Quispe", "Juan Carlos Quispe Mamani")

    assert found == (2 * EACH - 2, Likeness.SHORTER)


def test_an_initial_stands_for_a_name_but_says_little() -> None:
    assert _likeness("J. Quispe", "Juan Quispe") == (EACH + 1, Likeness.SHORTER)
    assert _likeness("Juan C. Quispe", "Juan D. Quispe") is None


def test_a_surname_had_twice_is_two_words() -> None:
    assert _how("Juan Quispe Quispe", "Quispe Quispe Juan") is Likeness.OTHER_ORDER
    assert _how("Juan Quispe Quispe", "Juan Quispe") is Likeness.SHORTER


@given(st.text(min_size=1), st.text(min_size=1))
def test_whoever_is_named_first_makes_no_difference(one: str, other: str) -> None:
    assert _likeness(one, other) == _likeness(other, one)


@given(st.text(min_size=1))
def test_every_name_is_its_own(name: str) -> None:
    assert _how(name, name) is Likeness.SAME
