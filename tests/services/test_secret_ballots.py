"""Secret ballots on record: one deed, sums alone, and nobody's choice anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import a_ballot, a_room, deeds, last_title, somebody
from workshop_app.domain.ballot import BallotDraft, Vote
from workshop_app.domain.secret_ballot import (
    MorePapersThanVotersError,
    PaperVoter,
    Urn,
    UrnTellsOnPeopleError,
)
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Standing,
    TableOutcome,
    VoteChoice,
)
from workshop_app.services.attendances import NotOnListError, check_in, check_out
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.ballots import BallotClosedError, SecretInAdvanceError
from workshop_app.services.checklist import CheckKind, CheckLevel, closing_checklist
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.reports import tally_report
from workshop_app.services.roll_calls import (
    CalledVote,
    KeptOutError,
    NotEntitledError,
    VoterNotInRoomError,
    record_votes,
)
from workshop_app.services.secret_ballots import (
    CountedPapers,
    UrnsNeededError,
    count_papers,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from workshop_app.store import Store


def _papers(*urns: Urn, voters: Collection[str] = ()) -> CountedPapers:
    return CountedPapers(
        urns=urns, opened_at=at(10), closed_at=at(10, 30), voters=voters
    )


def _asked(session: str, **changes: object) -> BallotDraft:
    return BallotDraft(session=session, question="¿Se aprueba?", **changes)  # type: ignore[arg-type]


def test_a_secret_ballot_is_one_deed_with_sums_and_no_choice_of_anybody(
    store: Store, session: str
) -> None:
    room = a_room(store, session, 12)
    before = deeds(store)
    urns = (
        Urn(bloc=Bloc.STATE, votes_for=4, votes_against=1, blank=1),
        Urn(bloc=Bloc.CIVIL_SOCIETY, votes_for=1, votes_against=3, spoiled=1),
    )

    ballot = count_papers(
        store,
        _asked(session),
        _papers(*urns, voters=[room[5], room[0], room[5]]),
        "V-7",
    )

    assert deeds(store) == before + 1
    assert last_title(store) == "Count the papers of a secret ballot: ¿Se aprueba?"
    with store.read() as reader:
        [row] = reader.history(limit=1)
        [records] = ballots_of(reader, id=ballot)
        content = ballot_content(records, register(reader), {}, "")
        lines = closing_checklist(reader, session)
        votes = reader.all(Vote, ballot=ballot)
        noted = reader.all(PaperVoter, ballot=ballot)
    by_kind = {kind: set(fields) for kind, _, fields in row.touched}
    assert by_kind["paper_voter"] == {"ballot", "person"}
    assert "person" not in by_kind["urn_count"]
    assert set(by_kind) == {"ballot", "ballot_count", "paper_voter", "urn_count"}
    assert not votes
    assert {one.person for one in noted} == {room[0], room[5]}
    assert content.outcome is TableOutcome.ADOPTED
    assert content.roll == ()
    assert content.secret is not None
    assert (content.secret.papers, content.secret.spoiled) == (11, 1)
    assert content.secret.voters == ("Participante 00", "Participante 05")
    abstaining = next(one for one in lines if one.kind is CheckKind.ABSTENTIONS)
    assert abstaining.level is CheckLevel.OK
    [told] = tally_report(store)["ballots"]
    assert told["totals"] == {"for": 5, "against": 4, "abstain": 1}
    assert told["papers"] == {
        "counted": 11,
        "spoiled": 1,
        "urns_apart": True,
        "voters_noted": 2,
    }
    assert told["balanced"]["equal_weight"] == {"outcome": "adopted"}


def test_what_lay_in_one_urn_tells_nothing_of_blocs(store: Store, session: str) -> None:
    a_room(store, session)
    urn = Urn(votes_for=3, votes_against=1)

    count_papers(store, _asked(session), _papers(urn))
    with pytest.raises(UrnsNeededError):
        count_papers(store, _asked(session, majority=Majority.EACH_BLOC), _papers(urn))
    apart = Urn(bloc=Bloc.STATE, votes_for=2, votes_against=0)
    with pytest.raises(UrnTellsOnPeopleError):
        count_papers(store, _asked(session), _papers(apart))

    [told] = tally_report(store)["ballots"]
    assert told["counts"] == {"state": {}, "civil_society": {}, "other": {}}
    assert told["totals"] == {"for": 3, "against": 1, "abstain": 0}
    assert told["balanced"] == {
        "equal_weight": None,
        "without_surplus": None,
        "differs": None,
        "why": "secret ballot, counted in one urn",
    }


def test_nothing_of_a_secret_ballot_is_on_record_before_it_is_counted(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    with pytest.raises(SecretInAdvanceError):
        a_ballot(store, session, method=Method.SECRET)
    ballot = count_papers(
        store, _asked(session, counted=True), _papers(Urn(votes_for=1, votes_against=0))
    )

    with pytest.raises(BallotClosedError):
        record_votes(store, ballot, [CalledVote(person=room[0], choice=VoteChoice.FOR)])


def test_who_came_before_the_urns_closed_could_vote_and_nobody_else(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    late, later = somebody(store, "Tarde"), somebody(store, "Muy tarde")
    guest = somebody(store, "Prensa")
    check_in(store, session, late, at(10, 15))
    check_in(store, session, later, at(10, 45))
    check_in(store, session, guest, at(9), standing=Standing.OBSERVER)
    check_out(store, session, room[3], at(9, 30))
    five = Urn(votes_for=4, votes_against=1)

    with pytest.raises(MorePapersThanVotersError, match=r"5 papers.*4"):
        count_papers(store, _asked(session), _papers(five))
    out = CountedPapers(
        urns=(Urn(votes_for=3, votes_against=0),),
        opened_at=at(10),
        closed_at=at(10, 30),
        voters=[room[0]],
        recusals={room[0]: "Es parte."},
    )
    with pytest.raises(KeptOutError):
        count_papers(store, _asked(session), out)
    ballot = count_papers(store, _asked(session), replace(out, voters=[late]))
    with store.read() as reader:
        [records] = ballots_of(reader, id=ballot)
    assert (records.result.voting.total, records.result.entitled.total) == (2, 3)
    four = Urn(votes_for=4, votes_against=0)
    for voter, error in (
        (guest, NotEntitledError),
        (room[3], VoterNotInRoomError),
        (later, VoterNotInRoomError),
        (store.operator, NotOnListError),
    ):
        with pytest.raises(error):
            count_papers(store, _asked(session), _papers(four, voters=[voter]))
    count_papers(store, _asked(session), _papers(four, voters=[late]))

    told = tally_report(store)["ballots"][1]
    assert told["voting"] == {"state": 2, "civil_society": 1, "other": 0}
