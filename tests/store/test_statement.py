from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from sqlalchemy.sql.elements import BindParameter

from workshop_app.domain.person import Person

if TYPE_CHECKING:
    from workshop_app.store import Store


def params() -> int:
    gc.collect()
    return sum(isinstance(one, BindParameter) for one in gc.get_objects())


def test_a_long_question_leaves_no_parameters_behind(store: Store) -> None:
    wanted = [f"{number:032x}" for number in range(500)]
    before = params()

    with store.read() as reader:
        assert reader.names([*wanted, reader.operator])
        assert reader.all(Person, id=[*wanted, reader.operator])
        assert reader.count(Person, id=[*wanted, reader.operator]) == 1

    assert params() < before + 100
