"""Votes and dissents that were written on paper first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import a_ballot, a_room, deeds
from workshop_app.domain.ballot import Ballot, Dissent
from workshop_app.services.ballots import record_dissent
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from workshop_app.store import Store


def test_a_vote_says_who_typed_it_in_from_paper(store: Store, session: str) -> None:
    ballot = a_ballot(store, session, transcribed_by=store.operator)

    with store.read() as reader:
        assert reader.get(Ballot, ballot).transcribed_by == store.operator


def test_whoever_typed_it_in_is_on_record(store: Store, session: str) -> None:
    before = deeds(store)

    with pytest.raises(RecordMissingError):
        a_ballot(store, session, transcribed_by="0" * 32)

    assert deeds(store) == before


def test_a_dissent_handed_in_the_day_after_says_so(store: Store, session: str) -> None:
    person = a_room(store, session)[0]
    ballot = a_ballot(store, session)

    made = record_dissent(
        store, ballot, person, "El plazo no alcanza.", at(9).replace(day=21)
    )

    with store.read() as reader:
        assert reader.get(Dissent, made).happened_at == at(9).replace(day=21)
