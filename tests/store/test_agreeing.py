from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from workshop_app.ledger.fold import Candidate, State
from workshop_app.ledger.payload import ERASED
from workshop_app.store.agreeing import agreed

if TYPE_CHECKING:
    from workshop_app.ledger.payload import Known

EARLY, LATE = "2026-04-20T08:40:00-05:00", "2026-04-20T13:50:00+00:00"


def disputed(field: str, *values: Known) -> State:
    said = tuple(Candidate(f"{n}", n, value) for n, value in enumerate(values))
    return State({field: values[0]}, {field: ("0", "1")}, {field: said})


@pytest.mark.parametrize(
    ("field", "values", "shown"),
    [
        ("joined_at", (LATE, EARLY), EARLY),
        ("joined_at", (LATE, None), None),
        ("status", ("expected", "present"), "present"),
    ],
)
def test_at_two_doors_nobody_is_disagreed_on(
    field: str, values: tuple[Known, ...], shown: Known
) -> None:
    for told in permutations(values):
        found = agreed("attendance", disputed(field, *told))

        assert (found.values[field], found.conflicts) == (shown, {})


@pytest.mark.parametrize(
    ("kind", "field", "values"),
    [
        ("attendance", "status", ("absent", "present")),
        ("attendance", "bloc", ("state", "other")),
        ("attendance", "joined_at", (EARLY, "at some time")),
        ("attendance", "joined_at", (EARLY, "2026-04-20T08:40:00")),
        ("attendance", "joined_at", (EARLY, ERASED)),
        ("person", "status", ("expected", "present")),
    ],
)
def test_what_differs_otherwise_is_disagreed_on(
    kind: str, field: str, values: tuple[Known, ...]
) -> None:
    before = disputed(field, *values)

    after = agreed(kind, before)

    assert (after.values, after.conflicts) == (before.values, before.conflicts)
