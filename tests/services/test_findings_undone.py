"""Whatever was found of people, undoing it goes back through every state there was."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from tests.services.steps import last_deed, somebody
from workshop_app.domain.vocabulary import Verdict
from workshop_app.services.history import redo, undo
from workshop_app.services.same_person import clusters, judge, withdraw
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from workshop_app.domain.person_clusters import PersonClusters
    from workshop_app.store import Store

DEEDS = 12


def _do_something(store: Store, rnd: random.Random, people: list[str]) -> None:
    one, other = rnd.choice(list(combinations(people, 2)))
    try:
        if rnd.random() < 0.25:
            withdraw(store, one, other)
            return
    except RecordMissingError:
        pass
    verdict = rnd.choice([Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT])
    judge(store, one, other, verdict, f"Se preguntó {rnd.random()}.")


@pytest.mark.parametrize("seed", range(3))
def test_undoing_findings_goes_back_through_every_state(
    store: Store, seed: int
) -> None:
    rnd = random.Random(seed)  # noqa: S311 the same story every time
    people = [somebody(store, f"Rosa Ñahui {number}") for number in range(5)]
    states: list[PersonClusters] = [clusters(store)]
    done: list[str] = []
    for _ in range(DEEDS):
        _do_something(store, rnd, people)
        done.append(last_deed(store))
        states.append(clusters(store))

    for deed, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        undo(store, deed)
        assert clusters(store) == before
    for deed, after in zip(done, states[1:], strict=True):
        redo(store, deed)
        assert clusters(store) == after

    assert len({repr(state) for state in states}) > 2
