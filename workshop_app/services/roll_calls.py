"""What people say when they are called, each by name: a roll-call, or a consensus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.ballot import (
    AbstentionNotAllowedError,
    AbstentionReasonMissingError,
    Vote,
)
from workshop_app.domain.ballot_acts import Recusal
from workshop_app.domain.consensus import (
    BY_NAME,
    GroundlessObjectionError,
    require_ground,
)
from workshop_app.domain.identity import vote_id
from workshop_app.domain.one_head import CAST
from workshop_app.domain.person import Person
from workshop_app.domain.presence import present_at
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Direction, Method, Standing, VoteChoice
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.attendances import require_listed
from workshop_app.services.ballots import about_ballot, open_one
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import heads_of
from workshop_app.services.rules_in_force import rules_of
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.ballot import Ballot
    from workshop_app.domain.one_head import Heads
    from workshop_app.domain.process import Rules
    from workshop_app.store import Reader, Store


class NotEntitledError(AppError):
    """Only who has voice and vote votes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} has no vote at this session.", name=name),
            advice=tr("Correct the standing on the attendance list, if it is wrong."),
        )
        self.name = name


class CalledTwiceError(AppError):
    """One call of the roll holds two answers of one voting unit."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is called twice.", name=name),
            advice=tr("Leave the answer that counts; each vote counts once."),
        )
        self.name = name


class VoterNotInRoomError(AppError):
    """Only who is there votes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} was not in the room when the roll was called.", name=name),
            advice=tr("Record the arrival first, or mark the person as absent."),
        )
        self.name = name


class AbstentionWithoutReasonError(AppError):
    """Somebody named abstained without the reason that the rules ask for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} abstained without a reason.", name=name),
            advice=tr("Write down the reason of the abstention."),
        )
        self.name = name


class NobodyAbstainsError(AppError):
    """Somebody named abstained where the rules allow nobody to."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} abstained, which the rules do not allow.", name=name),
            advice=tr("Ask for a vote in favour or against, and record that."),
        )
        self.name = name


class KeptOutError(AppError):
    """Somebody called keeps out of this ballot."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} keeps out of this ballot.", name=name),
            advice=tr("Undo the recusal first, if the person votes after all."),
        )
        self.name = name


class ObjectionWithoutGroundError(AppError):
    """Somebody named objects to a consensus and does not say why."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} objects without a ground.", name=name),
            advice=tr("Write down the ground of the objection."),
        )
        self.name = name


@dataclass(frozen=True, kw_only=True)
class CalledVote:
    """What somebody said when called.

    Attributes:
        unit: The voting unit, if it is not the person.
        reason: Compulsory for an abstention where the rules say so, and for an
            objection where consensus is sought.
    """

    person: str
    choice: VoteChoice
    reason: str = ""
    unit: str | None = None


def record_votes(store: Store, ballot_id: str, votes: Sequence[CalledVote]) -> None:
    """Record what people said when they were called; saying it again replaces it.

    Raises:
        BallotClosedError, WrongMethodError, NotCountedError: If it cannot be voted on.
        NotOnListError, NotEntitledError: If somebody called has no vote there.
        VoterNotInRoomError: If somebody answered who was not in the room.
        KeptOutError: If somebody called keeps out of it.
        CalledTwiceError: If a voting unit answers twice in one call.
        AbstentionWithoutReasonError: If the rules ask for a reason.
        NobodyAbstainsError: If the rules allow no abstention.
        ObjectionWithoutGroundError: If somebody objects to a consensus without one.
    """
    deed = about_ballot(store, ballot_id, DeedCode.RECORD_VOTES, count=len(votes))
    with store.write(deed) as tx:
        ballot = open_one(tx, ballot_id, *BY_NAME)
        heads = heads_of(tx, ballot.session)
        listed = heads.by_person
        rules = rules_of(tx, tx.get(Session, ballot.session))
        said = [_said(tx, ballot, listed, called, rules) for called in votes]
        _require_once(tx, heads, said)
        _require_not_out(tx, ballot, heads, said)
        _require_in_room(tx, ballot, heads, said)
        tx.add_all(said)


def _require_once(reader: Reader, heads: Heads, said: Iterable[Vote]) -> None:
    units: set[str] = set()
    for vote in said:
        unit = heads.entry(vote.unit)
        if unit in units:
            raise CalledTwiceError(reader.get(Person, vote.person).name)
        units.add(unit)


def _require_not_out(
    reader: Reader, ballot: Ballot, heads: Heads, said: Iterable[Vote]
) -> None:
    out = {heads.entry(one.person) for one in reader.all(Recusal, ballot=ballot.id)}
    for vote in said:
        if heads.entry(vote.person) in out:
            raise KeptOutError(reader.get(Person, vote.person).name)


def _require_in_room(
    reader: Reader, ballot: Ballot, heads: Heads, said: list[Vote]
) -> None:
    """Refuse votes of people who were not there (TUO Ley 27444, art. 111.1).

    Whoever came in after the opening may answer; who left before may not.
    """
    moment = ballot.opened_at
    answering = [vote.person for vote in said if vote.choice in CAST]
    if moment is None or not answering:
        return
    session = reader.get(Session, ballot.session)
    listed, movements, _ = heads
    there = {
        one.person for one in present_at(listed, movements, moment, session=session)
    }
    there |= {
        one.person
        for one in movements
        if one.direction is Direction.ARRIVAL and one.happened_at > moment
    }
    for person in answering:
        if heads.entry(person) not in there:
            raise VoterNotInRoomError(reader.get(Person, person).name)


def _said(
    reader: Reader,
    ballot: Ballot,
    listed: Mapping[str, Attendance],
    called: CalledVote,
    rules: Rules,
) -> Vote:
    attendance = listed.get(called.person) or require_listed(
        reader, ballot.session, called.person
    )
    if attendance.standing is not Standing.VOICE_VOTE:
        raise NotEntitledError(reader.get(Person, called.person).name)
    unit = called.unit or called.person
    vote = Vote(
        id=vote_id(ballot.id, unit),
        ballot=ballot.id,
        unit=unit,
        person=called.person,
        choice=called.choice,
        organization=attendance.organization,
        bloc=attendance.bloc,
        reason=called.reason,
    )
    _require_reason(reader, ballot, vote, rules)
    return vote


def _require_reason(reader: Reader, ballot: Ballot, vote: Vote, rules: Rules) -> None:
    try:
        if ballot.method is Method.CONSENSUS:
            require_ground(vote)
        else:
            vote.reasoned(rules)
    except GroundlessObjectionError as error:
        name = reader.get(Person, vote.person).name
        raise ObjectionWithoutGroundError(name) from error
    except AbstentionNotAllowedError as error:
        name = reader.get(Person, vote.person).name
        raise NobodyAbstainsError(name) from error
    except AbstentionReasonMissingError as error:
        name = reader.get(Person, vote.person).name
        raise AbstentionWithoutReasonError(name) from error
