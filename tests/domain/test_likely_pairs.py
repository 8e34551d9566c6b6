from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_id
from workshop_app.domain.likely_pairs import LikelyPair, likely_pairs
from workshop_app.domain.person import Person
from workshop_app.domain.person_likeness import SHOWN
from workshop_app.domain.vocabulary import (
    DocumentType,
    Likeness,
    PlaceSystem,
    Sex,
    Trait,
)

HOUSE: dict[str, Any] = {
    "address": "Jr. Los Incas 120",
    "telephone": "951 000 111",
    "place": "210101",
    "organization": an_id("organization"),
}


def _person(code: str, name: str, number: str = "", **said: Any) -> Person:
    kind = said.pop("document_type", DocumentType.DNI if number else DocumentType.NONE)
    return Person(
        id=an_id(code),
        code=code,
        name=name,
        document_number=number,
        document_type=kind,
        **said,
    )


def _crowd() -> list[Person]:
    """Return people of whom no two are one, with names as common as they are."""
    given = ("María", "Juan", "Rosa", "Luis", "Elena", "Víctor", "Nélida", "Hugo")
    surnames = ("Quispe", "Mamani", "Flores", "Huamán", "Condori", "Rojas", "Choque")
    return [
        _person(f"C-{row}-{column}", f"{name} {surname} {surnames[row - 3]}")
        for row, surname in enumerate(surnames)
        for column, name in enumerate(given)
    ]


def _pairs(*people: Person, least: int = SHOWN) -> tuple[LikelyPair, ...]:
    return likely_pairs([*people, *_crowd()], least=least)


def _traits(pair: LikelyPair) -> set[Trait]:
    return {one.trait for one in pair.chance.evidence if one.points > 0}


def test_nobody_in_a_crowd_of_common_names_is_suspected() -> None:
    assert _pairs() == ()


def test_one_document_number_is_suspected_however_it_is_written() -> None:
    [pair] = _pairs(
        _person("A", "Saturnina Choque Ñahui", "42388604"),
        _person("B", "Ñahui, Saturnina", "4238 8604-3"),
    )

    assert (pair.one, pair.other) == tuple(sorted((an_id("A"), an_id("B"))))
    assert pair.chance.score == 99
    assert _traits(pair) == {Trait.DOCUMENT_NUMBER, Trait.NAME}


def test_one_document_number_under_two_names_is_shown_with_less_score() -> None:
    [pair] = _pairs(
        _person("A", "Saturnina Choque", "42388604"),
        _person("B", "Elmer Tuntui", "42388604"),
    )

    assert SHOWN <= pair.chance.score < 90
    assert _traits(pair) == {Trait.DOCUMENT_NUMBER}


@pytest.mark.parametrize("filler", ["00000000", "99999999", "12345678"])
def test_what_fills_a_field_is_no_number(filler: str) -> None:
    assert not _pairs(
        _person("A", "Saturnina Choque", filler), _person("B", "Elmer Tuntui", filler)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saturnina Ñahui Ccori", "Ñahui Ccori, Saturnina"),
        ("Saturnina Ñahui Ccori", "SATURNINA NAHUI QORI"),
        ("Elmer Tuntui Wampush", "Elmer Tuntui"),
        ("Hermelinda Larico Poma", "Ermelinda Laricco Poma"),
    ],
)
def test_a_rare_name_and_one_organization_are_enough(one: str, other: str) -> None:
    same = {"organization": an_id("organization")}

    [pair] = _pairs(_person("A", one, **same), _person("B", other, **same))

    assert _traits(pair) == {Trait.NAME, Trait.ORGANIZATION}


def test_a_common_name_alone_is_not_enough() -> None:
    assert not _pairs(_person("A", "Juan Quispe"), _person("B", "Juan Quispe"))


def test_a_common_name_at_one_telephone_is_enough() -> None:
    [pair] = _pairs(
        _person("A", "Juan Quispe", telephone="+51 951-000-111"),
        _person("B", "Quispe, Juan", telephone="951000111"),
    )

    assert _traits(pair) == {Trait.NAME, Trait.TELEPHONE}


def test_an_email_is_read_without_regard_to_capitals() -> None:
    [pair] = _pairs(
        _person("A", "Juan Quispe", email="Juan.Quispe@ejemplo.pe"),
        _person("B", "Juan Quispe", email="juan.quispe@ejemplo.pe"),
    )

    assert Trait.EMAIL in _traits(pair)


def test_a_slip_in_the_number_is_forgiven_to_the_same_name() -> None:
    [pair] = _pairs(
        _person("A", "Saturnina Ñahui Ccori", "42388604"),
        _person("B", "Saturnina Ñahui Qori", "42838604"),
    )

    assert Trait.DOCUMENT_NUMBER in _traits(pair)


def test_numbers_that_their_check_characters_vouch_for_are_no_slip() -> None:
    assert not _pairs(
        _person("A", "Saturnina Ñahui Ccori", "423886043"),
        _person("B", "Saturnina Ñahui Ccori", "428386049"),
        least=0,
    )


def test_relatives_at_one_address_are_not_suspected() -> None:
    assert not _pairs(
        _person("A", "María Elena Ñahui Ccori", **HOUSE),
        _person("B", "Rosa Luz Ñahui Ccori", **HOUSE),
        _person("C", "Mario Elías Ñahui Ccori", **HOUSE),
        least=0,
    )


def test_twins_with_numbers_that_follow_one_another_are_not_suspected() -> None:
    assert not _pairs(
        _person("A", "Roly Ñahui Ccori", "70123456", **HOUSE),
        _person("B", "Rolly Nahui Ccori", "70123457", **HOUSE),
        _person("C", "Rollyn Ñahui Ccori", "70123458", **HOUSE),
        _person("D", "Rosmery Ñahui Ccori", "70123459", **HOUSE),
        least=0,
    )


def test_numbers_that_follow_one_another_may_be_a_slip_in_the_very_same_name() -> None:
    [pair] = _pairs(
        _person("A", "Roly Ñahui Ccori", "70123456", **HOUSE),
        _person("B", "ROLY NAHUI CCORI", "70123457", **HOUSE),
    )

    assert Trait.DOCUMENT_NUMBER in _traits(pair)


def test_father_and_son_of_one_name_are_told_apart_by_their_numbers() -> None:
    assert not _pairs(
        _person("A", "Hugo Ñahui Ccori", "01234567", **HOUSE),
        _person("B", "Hugo Ñahui Ccori", "70987654", **HOUSE),
        least=0,
    )


def test_numbers_of_two_kinds_of_document_say_nothing() -> None:
    [pair] = _pairs(
        _person("A", "Saturnina Ñahui Ccori", "42388604"),
        _person(
            "B",
            "Saturnina Ñahui Ccori",
            "AB123456",
            document_type=DocumentType.PASSPORT,
        ),
    )

    assert _traits(pair) == {Trait.NAME}


def test_numbers_that_are_no_such_document_weigh_less() -> None:
    pairs = _pairs(
        _person("A", "Saturnina Ñahui Ccori", "6988048", address="Jr. Los Incas 120"),
        _person("B", "Saturnina Ñahui Ccori", "7364009", address="Jr. Los Incas 120"),
        _person("C", "Saturnina Ñahui Ccori", "6988084", address="Jr Los Inkas 120"),
    )

    assert len(pairs) == 3
    assert [pair.chance.score for pair in pairs] == [99, 99, 99]


def test_another_sex_is_held_against_one_name() -> None:
    one = _person("A", "Guadalupe Ñahui Ccori", sex=Sex.FEMALE)
    other = _person("B", "Guadalupe Ñahui Ccori", sex=Sex.MALE)
    unsaid = _person("C", "Guadalupe Ñahui Ccori", sex=Sex.UNDECLARED)

    found = {frozenset((pair.one, pair.other)) for pair in _pairs(one, other, unsaid)}

    assert frozenset((one.id, other.id)) not in found
    assert frozenset((one.id, unsaid.id)) in found


def test_another_district_weighs_little_and_only_in_one_system_of_codes() -> None:
    here = _person("A", "Elmer Tuntui", place="210101")
    there = _person("B", "Elmer Tuntui", place="210102")
    elsewhere = _person(
        "C", "Elmer Tuntui", place="200101", place_system=PlaceSystem.RENIEC
    )

    weighed = {
        frozenset((pair.one, pair.other)): [one.points for one in pair.chance.evidence]
        for pair in _pairs(here, there, elsewhere, least=0)
    }

    assert weighed[frozenset((here.id, there.id))][-1] == -1
    assert min(weighed[frozenset((here.id, elsewhere.id))]) > 0


def test_two_houses_of_one_street_are_two_addresses() -> None:
    near = _pairs(
        _person("A", "Elmer Tuntui", address="Jr. Los Incas 120"),
        _person("B", "Elmer Tuntui", address="Jr Los Inkas, 120"),
    )
    apart = _pairs(
        _person("A", "Elmer Tuntui", address="Jr. Los Incas 120"),
        _person("B", "Elmer Tuntui", address="Jr. Los Incas 129"),
    )

    assert Trait.ADDRESS in _traits(near[0])
    assert Trait.ADDRESS not in _traits(apart[0])


def test_a_switchboard_that_many_share_brings_nobody_together() -> None:
    names = ("Ana Ruiz", "Eva Soto", "Luz Paz", "Noé Lino", "Zoe Vera", "Gil Mora")
    people = [
        _person(f"S-{number}", name, telephone="01 311 9000")
        for number, name in enumerate((*names, "Teo Lara"))
    ]

    assert not _pairs(*people, least=0)


def test_the_order_of_the_register_makes_no_difference() -> None:
    people = [
        _person("A", "Elmer Tuntui Wampush", "42388604"),
        _person("B", "Tuntui Wampush Elmer", "42388604"),
        _person("C", "Elmer Tuntui", **HOUSE),
    ]

    assert _pairs(*people, least=0) == _pairs(*reversed(people), least=0)


@given(st.lists(st.tuples(st.text(), st.text(), st.text(), st.text()), max_size=6))
def test_whatever_was_typed_can_be_compared(
    typed: list[tuple[str, str, str, str]],
) -> None:
    people = [
        _person(
            str(at), name, number, document_type=kind, address=address, telephone=phone
        )
        for at, (name, number, address, phone) in enumerate(typed)
        for kind in [list(DocumentType)[at]]
    ]

    for pair in likely_pairs(people, least=0):
        assert pair.one < pair.other
        assert 0 <= pair.chance.score < 100


def test_nobody_is_paired_with_themselves() -> None:
    # Its sounds together read like its address beside one of them.
    alone = _person("A", "B:A0", address="0")

    assert not _pairs(alone, least=0)


def test_an_address_without_end_is_compared_by_its_beginning() -> None:
    long = "Jr. Los Incas 120, " + "frente al parque, " * 10_000

    [pair] = _pairs(
        _person("A", "Elmer Tuntui", address=f"{long} a la derecha"),
        _person("B", "Elmer Tuntui", address=f"{long} a la izquierda"),
    )

    said = {one.trait: one.likeness for one in pair.chance.evidence}
    assert said[Trait.ADDRESS] is Likeness.SAME


def test_the_likeliest_come_first_and_the_work_says_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    people = [
        _person("A", "Elmer Tuntui Wampush", "42388604"),
        _person("B", "Tuntui Wampush Elmer", "42388604"),
        _person("C", "Elmer Tuntui"),
    ]

    pairs = likely_pairs(people, least=0, at=lambda *far: told.append(far))

    scores = [pair.chance.score for pair in pairs]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    assert told == [(0, 3), (1, 3), (2, 3)]
