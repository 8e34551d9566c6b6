from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.names import (
    as_said,
    folded,
    matching_key,
    may_be_of,
    phonetic_key,
    phonetic_start,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "Ch'oque Ñahui",
        "CH\u2019OQUE ÑAHUI",
        " choque  nahui ",
        "Choque N\u0303ahui",
        "Ch\u00b4oque-Ñahui",
        "Choque, Ñahui.",
    ],
)
def test_accents_case_and_apostrophes_do_not_tell_names_apart(spelling: str) -> None:
    assert folded(spelling) == "choque nahui"


def test_different_names_stay_different() -> None:
    assert folded("Quispe") != folded("Quispia")


@pytest.mark.parametrize("text", ["", "…", "👩‍👩‍👧"])
def test_a_text_without_letters_equals_itself(text: str) -> None:
    assert folded(text) == text


def test_other_alphabets_are_kept() -> None:
    assert folded("Иванов 田中") == "иванов 田中"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_surnames_first_or_last_are_one_name() -> None:
    sheet = matching_key("ACUÑA PERALTA, MARÍA GRIMANEZA")

    assert sheet == matching_key("María Grimaneza Acuña Peralta")
    assert sheet != matching_key("María Acuña Peralta")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Huamán", "Guamán", "Waman", "HUAMAN", "Uaman"),
        ("Quispe", "Qispi", "Kispe", "Qhispi"),
        ("Choque", "Ch'uqi", "Chuqui", "Chhoque"),
        ("Ccori", "Qori", "Quri", "Kori"),
        ("Condori", "Kunduri"),
        ("Vásquez", "Vázquez", "Bazques", "Basquez"),
        ("Llanos", "Yanos"),
        ("Ximena", "Jimena", "Gimena"),
        ("Hilario", "Ilario"),
        ("Yupanqui", "Yupanki", "Llupanqui"),
        ("Mayta", "Maita"),
        ("Apaza", "Apasa"),
        ("Cáceres", "Kaseris"),
        ("Huillca", "Willka", "Hwillca"),
        ("Guevara", "Guebara"),
        ("Thupa", "Tupa"),
        ("Phuyu", "Puyo"),
        ("Shuña", "Suña"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_one_sound_has_many_spellings(spellings: tuple[str, ...]) -> None:
    keys = {phonetic_key(spelling) for spelling in spellings}

    assert len(keys) == 1, keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quispe", "Quispia"),
        ("Mamani", "Maman"),
        ("Guillén", "Guzmán"),
        ("Choque", "Coque"),
        ("Gómez", "Cómez"),
    ],
)
def test_names_that_sound_different_stay_different(one: str, other: str) -> None:
    assert phonetic_key(one) != phonetic_key(other)


def test_the_words_of_a_sound_keep_their_order() -> None:
    assert phonetic_key("Huamán Quispe") == phonetic_key("Waman Kispi")
    assert phonetic_key("Huamán Quispe") != phonetic_key("Quispe Huamán")


def test_a_word_without_a_sound_leaves_no_gap() -> None:
    assert phonetic_key("Ana h Luz") == phonetic_key("Ana Luz")


@pytest.mark.parametrize(
    "name",
    [
        "Huamán", "Guevara", "Quispe", "Ccollque", "Chávez", "Pilcuyo", "Miguel",
        "Vásquez", "Raúl", "Gualberto", "Cecilia", "Llanos", "Suárez",
    ],
)  # fmt: skip
def test_an_unfinished_word_sounds_as_the_whole_begins(name: str) -> None:
    whole = phonetic_key(name)

    starts = [phonetic_start(name[:length]) for length in range(1, len(name) + 1)]

    assert all(whole.startswith(start) for start in starts), starts


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("CONDORI MAMANI Nelly FIR 40112233", "Nelly Condori"),
        ("Nelly Condori", "Nelly Condori Mamani"),
        ("ÑAHUI, Rosa", "Rosa Nahui"),
    ],
)
def test_a_name_may_be_of_whoever_is_called_so_in_more_or_fewer_words(
    name: str, person: str
) -> None:
    assert may_be_of(name, person)


def test_a_name_is_not_of_somebody_who_shares_a_surname() -> None:
    assert not may_be_of("Nelly Condori", "Julia Condori")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Yucra Coila, Martina", "Martina Yucra Coila"),
        ("ACUÑA PERALTA , MARÍA GRIMANEZA", "MARÍA GRIMANEZA ACUÑA PERALTA"),
        ("Martina Yucra Coila", "Martina Yucra Coila"),
        ("Yucra Coila,", "Yucra Coila,"),
        (", Martina", ", Martina"),
        ("Pérez, Ana, hija", "Pérez, Ana, hija"),
    ],
)
def test_people_are_addressed_with_their_given_names_first(
    written: str, said: str
) -> None:
    assert as_said(written) == said
