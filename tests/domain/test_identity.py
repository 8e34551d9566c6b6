from __future__ import annotations

import pytest

from workshop_app.domain import identity
from workshop_app.domain.vocabulary import Bloc
from workshop_app.ids import derived_id

# Records in the field are named by these: another id here is a torn store.
GOLDEN = [
    (identity.office_id("p"), "b827d99f119370f6bd9776cf01044ff9"),
    (identity.attendance_id("s", "p"), "905fedc9896271d9901206dccf7647d1"),
    (identity.authorship_id("c", "p"), "8b0f956eab3002c897496aa99c8d6d7f"),
    (identity.ballot_count_id("b", Bloc.STATE), "90590bcb7f8795b77f1e20d11238e313"),
    (identity.vote_id("b", "u"), "9913ddf3f2ecb308e22b39766226143c"),
    (identity.dissent_id("b", "p"), "05d1210db989ab38043813438e0ee292"),
    (identity.decision_id("c"), "65f4bc26245d9e76b1ec13b8599dcab6"),
    (identity.group_member_id("g", "p"), "8c09070ca5c06fc6a4fb7941de7df961"),
    (identity.imported_id("p", "person", "17"), "83210fab1e0b8362fa86bf9e4dc9968b"),
]


@pytest.mark.parametrize(("found", "golden"), GOLDEN)
def test_a_relation_keeps_its_id_for_ever(found: str, golden: str) -> None:
    assert found == golden


def test_every_relation_has_an_id_of_its_own() -> None:
    assert len({found for found, _ in GOLDEN}) == len(GOLDEN)


def test_a_bloc_counts_by_its_code_word() -> None:
    expected = derived_id("ballot_count", "b", "civil_society")

    assert identity.ballot_count_id("b", Bloc.CIVIL_SOCIETY) == expected


def test_the_order_of_what_is_related_matters() -> None:
    assert identity.attendance_id("a", "b") != identity.attendance_id("b", "a")
