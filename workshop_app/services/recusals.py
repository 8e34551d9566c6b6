"""Who keeps out of a ballot, and the chair's word on a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot, BallotCount, Vote
from workshop_app.domain.ballot_acts import (
    CastingVote,
    Recusal,
    casting_reason,
    recusal_ground,
)
from workshop_app.domain.identity import casting_vote_id, recusal_id
from workshop_app.domain.moments import check_order
from workshop_app.domain.one_head import CAST
from workshop_app.domain.person import Person
from workshop_app.domain.presence import present_at
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    BallotState,
    Standing,
    TableOutcome,
    VoteChoice,
)
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.attendances import require_listed
from workshop_app.services.ballots import (
    BallotClosedError,
    BallotOpenError,
    about_ballot,
)
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import ballots_of, heads_of
from workshop_app.services.roll_calls import NotEntitledError
from workshop_app.services.rules_in_force import rules_of
from workshop_app.services.sessions import require_open, require_under_way

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.store import Reader, Store, Transaction


class HasVotedError(AppError):
    """Who has voted in a ballot does not keep out of it any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} has voted in this ballot already.", name=name),
            advice=tr("Undo that vote first."),
        )
        self.name = name


class NotTiedError(AppError):
    """A casting vote breaks a tie, and nothing else."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Ballot {code} is not tied.", code=code),
            advice=tr("Its result stands as it is."),
        )
        self.code = code


class NoCastingVoteError(AppError):
    """The rules of that day give the chair no casting vote."""

    def __init__(self) -> None:
        super().__init__(
            tr("The rules of decision give the chair no casting vote."),
            advice=tr("Leave the tie as it is, or vote again."),
        )


class NotChairError(AppError):
    """Only who presides over a session breaks its ties."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} does not preside over this session.", name=name),
            advice=tr("Name who presides, or put the session right first."),
        )
        self.name = name


class ChairKeptOutError(AppError):
    """Who kept out of a ballot does not decide it in the end."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} kept out of this ballot and does not break its tie.", name=name),
            advice=tr("Name the other chair, or leave the tie as it is."),
        )
        self.name = name


def recuse(store: Store, ballot_id: str, person: str, ground: str) -> str:
    """Keep somebody out of a ballot that is open; return the id of the recusal.

    They are neither entitled nor voting in it from then on, and stand listed beside it.

    Raises:
        RecusalGroundMissingError: If no ground is given.
        BallotClosedError: If it is closed.
        NotOnListError, NotEntitledError: If the person has no vote there anyway.
        HasVotedError: If they voted in it before.
        MoreHandsThanPeopleError: If more hands are counted than are left.
    """
    said = recusal_ground(ground)
    with store.read() as reader:
        name = reader.get(Person, person).name
    deed = about_ballot(store, ballot_id, DeedCode.RECUSE, name=name)
    with store.write(deed) as tx:
        ballot = tx.get(Ballot, ballot_id)
        if ballot.state is BallotState.CLOSED:
            raise BallotClosedError(ballot.code)
        recusal = recusal_of(tx, ballot, person, said)
        tx.add(recusal)
        _require_hands_left(tx, ballot, recusal)
    return recusal.id


def recusal_of(tx: Transaction, ballot: Ballot, person: str, ground: str) -> Recusal:
    """Return the recusal of somebody who could vote in a ballot, and has not.

    Raises:
        NotOnListError, NotEntitledError, HasVotedError: As for `recuse`.
    """
    heads = heads_of(tx, ballot.session)
    listed = heads.by_person.get(person) or require_listed(tx, ballot.session, person)
    name = tx.get(Person, person).name
    if listed.standing is not Standing.VOICE_VOTE:
        raise NotEntitledError(name)
    entry = heads.entry(person)
    votes = tx.all(Vote, ballot=ballot.id)
    if any(heads.entry(one.person) == entry and one.choice in CAST for one in votes):
        raise HasVotedError(name)
    session = tx.get(Session, ballot.session)
    there = (
        ()
        if ballot.opened_at is None
        else present_at(
            heads.attendances, heads.movements, ballot.opened_at, session=session
        )
    )
    return Recusal(
        id=recusal_id(ballot.id, entry),
        ballot=ballot.id,
        person=entry,
        ground=ground,
        bloc=listed.bloc,
        present=entry in {one.person for one in there},
    )


def break_tie(
    store: Store,
    ballot_id: str,
    chair: str,
    *,
    in_favour: bool,
    reason: str,
    at: datetime,
) -> str:
    """Record the chair's casting vote on a closed ballot that is tied; return its id.

    Args:
        store: Where the process is kept.
        ballot_id: The ballot.
        chair: Who presides over its session: one of its co-chairs.
        in_favour: Whether the chair adopts what is tied, or rejects it.
        reason: Why, as it was said.
        at: When.

    Raises:
        CastingReasonMissingError: If no reason is given.
        NoCastingVoteError: If the rules of the day know no such vote.
        BallotOpenError, NotTiedError: If there is no tie to break.
        NotChairError, ChairKeptOutError: If it is not the chair's to break.
        SessionNotOpenError, ActOutsideSessionError: If they do not meet.
        AppError: If it was before the ballot closed.
    """
    said = casting_reason(reason)
    with store.write(about_ballot(store, ballot_id, DeedCode.BREAK_TIE)) as tx:
        ballot = tx.get(Ballot, ballot_id)
        session = tx.get(Session, ballot.session)
        require_open(session)
        require_under_way(session, ballot.code, at)
        _require_tie(tx, ballot, session)
        check_order(ballot.closed_at, at)
        _require_chair(tx, ballot, session, chair)
        vote = CastingVote(
            id=casting_vote_id(ballot.id),
            ballot=ballot.id,
            chair=chair,
            choice=VoteChoice.FOR if in_favour else VoteChoice.AGAINST,
            reason=said,
            happened_at=at,
        )
        tx.add(vote)
    return vote.id


def _require_tie(reader: Reader, ballot: Ballot, session: Session) -> None:
    if ballot.state is BallotState.OPEN:
        raise BallotOpenError(ballot.code)
    if not rules_of(reader, session).casting_vote:
        raise NoCastingVoteError
    [records] = ballots_of(reader, id=ballot.id)
    is_ranked = bool(records.options)
    if is_ranked or records.result.outcome is not TableOutcome.TIED:
        raise NotTiedError(ballot.code)


def _require_chair(
    reader: Reader, ballot: Ballot, session: Session, chair: str
) -> None:
    name = reader.get(Person, chair).name
    who = reader.who_is_who()
    chairs = (session.chair_state, session.chair_civil_society)
    if who.canonical(chair) not in [who.canonical(one) for one in chairs if one]:
        raise NotChairError(name)
    out = [one.person for one in reader.all(Recusal, ballot=ballot.id)]
    if who.canonical(chair) in map(who.canonical, out):
        raise ChairKeptOutError(name)


def _require_hands_left(tx: Transaction, ballot: Ballot, recusal: Recusal) -> None:
    """Refuse a recusal that leaves more hands counted than there are people."""
    if not recusal.present:
        return
    out = [one for one in tx.all(Recusal, ballot=ballot.id) if one.present]
    for row in tx.all(BallotCount, ballot=ballot.id, bloc=recusal.bloc):
        row.with_hands(
            votes_for=row.votes_for or 0,
            votes_against=row.votes_against or 0,
            abstentions=row.abstentions or 0,
            out=sum(one.bloc is row.bloc for one in out),
        )
