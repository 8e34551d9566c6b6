"""Who keeps out of a ballot, and the chair's word on a tie, on record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import DAY, a_session_draft, at
from tests.services.steps import (
    a_ballot,
    a_roll_call,
    a_room,
    last_deed,
    last_title,
    somebody,
)
from workshop_app.domain.ballot import BallotCount, MoreHandsThanPeopleError
from workshop_app.domain.ballot_acts import CastingVote, Recusal
from workshop_app.domain.moments import ClosedBeforeOpenedError
from workshop_app.domain.option_vote import BallotOption
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.vocabulary import (
    Bloc,
    Method,
    Standing,
    TableOutcome,
    VoteChoice,
)
from workshop_app.services.attendances import NotOnListError, check_in
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.ballots import (
    BallotClosedError,
    BallotOpenError,
    close_ballot,
    count_hands,
)
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.history import SessionOverError, undo
from workshop_app.services.processes import set_rules
from workshop_app.services.recusals import (
    ChairKeptOutError,
    HasVotedError,
    NoCastingVoteError,
    NotChairError,
    NotTiedError,
    break_tie,
    recuse,
)
from workshop_app.services.reports import tally_report
from workshop_app.services.roll_calls import (
    CalledVote,
    KeptOutError,
    NotEntitledError,
    record_votes,
)
from workshop_app.services.sessions import (
    ActOutsideSessionError,
    SessionNotOpenError,
    amend_session,
    close_session,
)
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.domain.content import BallotContent
    from workshop_app.store import Store

GROUND = "Su empresa se presenta al concurso."


def _content(store: Store, ballot: str) -> BallotContent:
    with store.read() as reader:
        [records] = ballots_of(reader, id=ballot)
        return ballot_content(records, register(reader), {}, "")


def _presided(store: Store, session: str, *chairs: str) -> None:
    set_rules(store, RulesDraft(effective_on=DAY, version=2, casting_vote=True))
    facts = a_session_draft(stage=None, theme=None, opened_at=at(9), closed_at=None)
    civil, state = (*chairs, None)[:2]
    facts = replace(facts, chair_civil_society=civil, chair_state=state)
    amend_session(store, session, facts)


def _tied(store: Store, session: str) -> str:
    ballot = a_ballot(store, session)
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0), Bloc.CIVIL_SOCIETY: (0, 2, 0)})
    return ballot


def test_who_keeps_out_is_listed_and_taken_off_while_the_frozen_rows_stay(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    ballot = a_roll_call(store, session)

    recusal = recuse(store, ballot, room[1], GROUND)
    with pytest.raises(KeptOutError):
        record_votes(store, ballot, [CalledVote(person=room[1], choice=VoteChoice.FOR)])
    called = [CalledVote(person=room[0], choice=VoteChoice.FOR)]
    record_votes(store, ballot, called)
    with pytest.raises(HasVotedError):
        recuse(store, ballot, room[0], GROUND)
    close_ballot(store, ballot, at(10, 5))
    with pytest.raises(BallotClosedError):
        recuse(store, ballot, room[2], GROUND)

    content = _content(store, ballot)
    [line] = content.recusals
    assert (line.name, line.bloc, line.ground) == (
        "Participante 01",
        Bloc.CIVIL_SOCIETY,
        GROUND,
    )
    assert content.entitled.civil_society == 1
    with store.read() as reader:
        frozen = {one.bloc: one for one in reader.all(BallotCount, ballot=ballot)}
        assert reader.get(Recusal, recusal).present
    assert frozen[Bloc.CIVIL_SOCIETY].entitled == 2
    assert frozen[Bloc.CIVIL_SOCIETY].present == 2
    [told] = tally_report(store)["ballots"]
    assert told["recusals"] == [
        {"name": "Participante 01", "bloc": "civil_society", "ground": GROUND}
    ]
    assert told["casting_vote"] is None


def test_a_recusal_is_undone_and_leaves_no_more_hands_than_people(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    late = somebody(store, "Tarde")
    check_in(store, session, late, at(10, 30))
    ballot = _tied(store, session)

    with pytest.raises(MoreHandsThanPeopleError):
        recuse(store, ballot, room[0], GROUND)
    recuse(store, ballot, late, GROUND)
    assert last_title(store).startswith("Keep Tarde out of ballot V-")
    count_hands(store, ballot, {Bloc.STATE: (1, 0, 0)})
    recuse(store, ballot, room[0], GROUND)
    with pytest.raises(MoreHandsThanPeopleError):
        count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})
    undo(store, last_deed(store))
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})

    with store.read() as reader:
        [kept] = reader.all(Recusal, ballot=ballot)
    assert (kept.person, kept.present) == (late, False)


def test_only_who_has_a_vote_keeps_out_of_one(store: Store, session: str) -> None:
    a_room(store, session)
    guest = somebody(store, "Prensa")
    check_in(store, session, guest, at(9), standing=Standing.OBSERVER)
    ballot = a_ballot(store, session)

    with pytest.raises(NotEntitledError):
        recuse(store, ballot, guest, GROUND)
    with pytest.raises(NotOnListError):
        recuse(store, ballot, store.operator, GROUND)


def test_the_chair_breaks_a_tie_where_the_rules_say_so(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    ballot = _tied(store, session)
    word: dict[str, Any] = {"in_favour": True, "reason": "Hay.", "at": at(10, 10)}
    with pytest.raises(BallotOpenError):
        break_tie(store, ballot, room[0], **word)
    close_ballot(store, ballot, at(10, 5))
    with pytest.raises(NoCastingVoteError):
        break_tie(store, ballot, room[0], **word)
    _presided(store, session, room[0])
    with pytest.raises(NotChairError):
        break_tie(store, ballot, room[1], **word)
    with pytest.raises(ClosedBeforeOpenedError):
        break_tie(store, ballot, room[0], **{**word, "at": at(10, 1)})
    with pytest.raises(ActOutsideSessionError):
        break_tie(store, ballot, room[0], **{**word, "at": at(8)})

    break_tie(store, ballot, room[0], **word)

    assert last_title(store).startswith("Record the casting vote in ballot V-")
    content = _content(store, ballot)
    assert content.outcome is TableOutcome.ADOPTED
    assert content.casting is not None
    assert (content.casting.name, content.casting.choice) == ("Participante 00", "for")
    [told] = tally_report(store)["ballots"]
    assert told["casting_vote"]["decided"] is True
    with pytest.raises(NotTiedError):
        break_tie(store, ballot, room[0], **word)
    undo(store, last_deed(store))
    assert _content(store, ballot).outcome is TableOutcome.TIED


def test_who_kept_out_does_not_decide_in_the_end(store: Store, session: str) -> None:
    room = a_room(store, session, 6)
    _presided(store, session, room[0], room[1])
    ballot = _tied(store, session)
    recuse(store, ballot, room[0], GROUND)
    close_ballot(store, ballot, at(10, 5))
    word: dict[str, Any] = {"in_favour": False, "reason": "Falta.", "at": at(10, 10)}

    with pytest.raises(ChairKeptOutError):
        break_tie(store, ballot, room[0], **word)
    break_tie(store, ballot, room[1], **word)
    close_session(store, session, at(13))
    with pytest.raises(SessionNotOpenError):
        break_tie(store, ballot, room[1], **word)
    with store.read() as reader:
        [cast] = [row for row in reader.history() if row.code == "break_tie"]
        [kept] = [row for row in reader.history() if row.code == "recuse"]
    for deed in (cast.deed, kept.deed):
        with pytest.raises(SessionOverError):
            undo(store, deed)

    assert _content(store, ballot).outcome is TableOutcome.REJECTED
    assert _content(store, ballot).casting is not None


def test_a_tie_of_options_is_left_open(store: Store, session: str) -> None:
    room = a_room(store, session)
    _presided(store, session, room[0])
    ballot = a_ballot(store, session, method=Method.DOTS, winners=1)
    close_ballot(store, ballot, at(10, 5))
    with store.write(Deed("x")) as tx:
        for number in (1, 2):
            option = BallotOption(
                id=f"{number:032}", ballot=ballot, position=number, text=f"O{number}"
            )
            tx.add(option)

    with pytest.raises(NotTiedError):
        break_tie(
            store, ballot, room[0], in_favour=True, reason="Porque sí.", at=at(11)
        )
    with store.read() as reader:
        assert reader.all(CastingVote) == ()
