"""Waivers: a session is closed over what is disagreed on for a signed reason only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import a_ballot
from tests.services.two_laptops import TwoLaptops, disagree
from workshop_app.domain.ballot import Ballot, BallotCount
from workshop_app.domain.labels import label
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import SessionState
from workshop_app.domain.waiver import Gate
from workshop_app.services.history import undo
from workshop_app.services.reports import info_report
from workshop_app.services.sessions import close_session
from workshop_app.services.waiving import (
    NothingToWaiveError,
    StillDisagreedError,
    WaiverReasonMissingError,
    disagreed_on,
    waive,
    waivers,
)
from workshop_app.store import ChangedSinceError, Deed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store

WHY = "El local cierra a las seis."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    made = TwoLaptops(tmp_path / "laptops")
    yield made
    made.close()


def disputed(two: TwoLaptops) -> None:
    """Let two laptops say another place of the session."""
    for store, venue in ((two.office, "Municipio"), (two.door, "Colegio")):
        with store.write(Deed("amend_session")) as tx:
            tx.save(replace(tx.get(Session, two.session), venue=venue))
    two.meet()


def last_deed(store: Store) -> str:
    with store.read() as reader:
        return reader.history(limit=1)[0].deed


def test_a_session_is_not_closed_over_what_is_disagreed_on(two: TwoLaptops) -> None:
    disputed(two)

    with pytest.raises(StillDisagreedError) as refused:
        close_session(two.office, two.session, at(12))
    waive(two.office, Gate.CONFLICTS, two.session, reason=WHY)
    close_session(two.office, two.session, at(12))

    assert refused.value.count == 1
    [told] = info_report(two.office)["waivers"]
    assert (told["gate"], told["reason"]) == ("conflicts", WHY)
    with two.office.read() as reader:
        (waiver,) = waivers(reader, two.session)
        assert reader.get(Session, two.session).state is SessionState.CLOSED
    assert (waiver.reason, waiver.used_at) == (WHY, at(12))
    assert label(waiver.gate) == "what computers disagree on"
    assert waivers_of(two) == 1


def waivers_of(two: TwoLaptops) -> int:
    two.meet()
    with two.door.read() as reader:
        return len(waivers(reader))


def test_a_waiver_is_undone_until_it_is_used(two: TwoLaptops) -> None:
    disputed(two)
    waive(two.office, Gate.CONFLICTS, two.session, reason=WHY)
    undo(two.office, last_deed(two.office))

    with pytest.raises(StillDisagreedError):
        close_session(two.office, two.session, at(12))
    waive(two.office, Gate.CONFLICTS, two.session, reason=WHY)
    given = last_deed(two.office)
    close_session(two.office, two.session, at(12))
    with pytest.raises(ChangedSinceError):
        undo(two.office, given)


def test_a_waiver_needs_a_reason_and_something_to_waive(two: TwoLaptops) -> None:
    disagree(two, "Ana", "Anna")  # of a person, not of the session

    with pytest.raises(NothingToWaiveError):
        waive(two.office, Gate.CONFLICTS, two.session, reason=WHY)
    with pytest.raises(WaiverReasonMissingError):
        waive(two.office, Gate.CONFLICTS, two.session, reason=" ")
    close_session(two.office, two.session, at(12))


def test_what_is_voted_at_a_session_is_of_the_session(two: TwoLaptops) -> None:
    ballot = a_ballot(two.office, two.session)
    two.meet()
    for store, votes in ((two.office, 3), (two.door, 4)):
        with store.write(Deed("count_hands")) as tx:
            (count, *_) = tx.all(BallotCount, ballot=ballot)
            tx.save(replace(count, votes_for=votes))
            asked = tx.get(Ballot, ballot)
            tx.save(replace(asked, question=f"¿Se aprueba con {votes} votos?"))
    two.meet()

    with two.office.read() as reader:
        found = disagreed_on(reader, two.session)

    assert {row.kind for row in found} == {"ballot", "ballot_count"}
