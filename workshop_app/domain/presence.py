"""Who is in the room at a moment, and how the blocs stand to each other there.

Three populations are kept apart.  The *register* is everybody with a line on the
attendance list.  The *entitled* are those of it with voice and vote, there or not: if
marking somebody absent took them off, every meeting would have its quorum.  The
*present* are those in the room, with or without a vote.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import BallotCount
from workshop_app.domain.content import BlocNumbers, Composition
from workshop_app.domain.identity import ballot_count_id
from workshop_app.domain.quorum import is_met
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    Standing,
    VoteChoice,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from workshop_app.domain.attendance import Attendance, Movement
    from workshop_app.domain.ballot import Vote
    from workshop_app.domain.session import SessionDraft
    from workshop_app.domain.vocabulary import Quorum

_AWAY = (VoteChoice.ABSENT, VoteChoice.EXCUSED)


def present_at(
    attendances: Iterable[Attendance],
    movements: Iterable[Movement],
    moment: datetime,
    *,
    session: SessionDraft | None = None,
) -> tuple[Attendance, ...]:
    """Return those in the room at a moment, in the order they were given.

    Whoever has movements is where the last one up to that moment left them; before
    a first movement that is a departure, they were in the room.  Whoever has none
    and is marked present was there from the opening until the closing.

    Args:
        attendances: The register of one session.
        movements: Arrivals and departures of that session, in any order.
        moment: When; movements of that very moment have happened.
        session: For its opening and closing; without it, or where they are not on
            record, nobody is put out for coming before or staying after them.
    """
    paths: dict[str, list[Movement]] = {}
    for movement in sorted(movements, key=_when):
        paths.setdefault(movement.person, []).append(movement)
    meets = session is None or _meets(session, moment)
    return tuple(
        attendance
        for attendance in attendances
        if _is_inside(attendance, paths.get(attendance.person, ()), moment, meets=meets)
    )


def composition(
    attendances: Iterable[Attendance],
    movements: Iterable[Movement],
    moment: datetime,
    *,
    session: SessionDraft | None = None,
) -> Composition:
    """Return how many of each bloc are in the room, by heads and by votes.

    Args are those of `present_at`.
    """
    inside = present_at(attendances, movements, moment, session=session)
    return Composition(
        moment=moment, heads=by_bloc(inside), voting=by_bloc(with_vote(inside))
    )


def freeze(
    ballot: str,
    attendances: Sequence[Attendance],
    movements: Iterable[Movement],
    moment: datetime,
    *,
    session: SessionDraft | None = None,
) -> tuple[BallotCount, ...]:
    """Return who is entitled and who is there as a ballot opens, a row for each bloc.

    Agreements are taken by those present when they vote (TUO Ley 27444, art. 111.1),
    so the rows are never computed again, whatever is learned later of who came.

    Args:
        ballot: The id of the ballot.
        attendances: The register, as for `present_at`, like the rest.
        movements: Arrivals and departures.
        moment: When the ballot opens.
        session: For its opening and closing.
    """
    there = composition(attendances, movements, moment, session=session)
    may = by_bloc(entitled_at(attendances, moment))
    return _rows(ballot, may, there.heads, there.voting)


def freeze_by_roll(
    ballot: str, attendances: Iterable[Attendance], votes: Iterable[Vote]
) -> tuple[BallotCount, ...]:
    """Return the frozen rows of a roll-call that was held elsewhere.

    Only its sheet knows who was there: all who were not called absent or excused.
    """
    called = Counter(vote.bloc for vote in votes if vote.choice not in _AWAY)
    present = _numbers(called)
    return _rows(ballot, by_bloc(with_vote(attendances)), present, present)


def freeze_by_presence(
    ballot: str, attendances: Iterable[Attendance], present: Mapping[str, Bloc]
) -> tuple[BallotCount, ...]:
    """Return the frozen rows of a vote of which only who took part is known.

    Args:
        ballot: The id of the ballot.
        attendances: The register.
        present: Who took part, with the side each was counted on.
    """
    numbers = _numbers(Counter(present.values()))
    moved = [
        replace(one, bloc=present.get(one.person, one.bloc)) for one in attendances
    ]
    return _rows(ballot, by_bloc(with_vote(moved)), numbers, numbers)


def quorum_met_at(
    attendances: Sequence[Attendance],
    movements: Iterable[Movement],
    rule: Quorum,
    until: datetime,
    *,
    session: SessionDraft,
) -> datetime | None:
    """Return the first moment at which the quorum was met, None if it was not.

    The same as asking `composition` at every arrival and departure, in one pass.

    Args:
        attendances: The register, as for `present_at`, like the rest.
        movements: Arrivals and departures.
        rule: The quorum of this call.
        until: Nothing later counts, nor anything after the session closed.
        session: For its opening and closing.
    """
    voters = {one.person: one for one in with_vote(attendances)}
    ordered = sorted((m for m in movements if m.person in voters), key=_when)
    joined = sorted(one.joined_at for one in voters.values() if one.joined_at)
    always = len(voters) - len(joined)
    inside = _inside_before(voters.values(), ordered, session)
    last = until if session.closed_at is None else min(until, session.closed_at)
    for moment, happening in _happenings(voters.values(), ordered, session):
        if moment > last:
            break
        inside |= happening[Direction.ARRIVAL]
        inside -= happening[Direction.DEPARTURE]
        entitled = always + bisect_right(joined, moment)
        if is_met(rule, entitled=entitled, voting=len(inside)):
            return moment
    return None


def with_vote(attendances: Iterable[Attendance]) -> tuple[Attendance, ...]:
    """Return those who have voice and vote, whatever their status."""
    return tuple(a for a in attendances if a.standing is Standing.VOICE_VOTE)


def entitled_at(
    attendances: Iterable[Attendance], moment: datetime
) -> tuple[Attendance, ...]:
    """Return those of the list, as it stood at a moment, with voice and vote.

    Somebody who walks in later is not missed by an earlier quorum.
    """
    return tuple(
        one
        for one in with_vote(attendances)
        if one.joined_at is None or one.joined_at <= moment
    )


def by_bloc(attendances: Iterable[Attendance]) -> BlocNumbers:
    """Count attendances by bloc."""
    return _numbers(Counter(attendance.bloc for attendance in attendances))


def _rows(
    ballot: str, entitled: BlocNumbers, present: BlocNumbers, voting: BlocNumbers
) -> tuple[BallotCount, ...]:
    return tuple(
        BallotCount(
            id=ballot_count_id(ballot, bloc),
            ballot=ballot,
            bloc=bloc,
            entitled=entitled.of(bloc),
            present=present.of(bloc),
            observers=present.of(bloc) - voting.of(bloc),
        )
        for bloc in Bloc
    )


def _numbers(counted: Counter[Bloc]) -> BlocNumbers:
    return BlocNumbers(
        state=counted[Bloc.STATE],
        civil_society=counted[Bloc.CIVIL_SOCIETY],
        other=counted[Bloc.OTHER],
    )


def _inside_before(
    voters: Iterable[Attendance], ordered: Sequence[Movement], session: SessionDraft
) -> set[str]:
    """Return who is in the room before anything on record happened."""
    first = {movement.person: movement for movement in reversed(ordered)}
    inside = {m.person for m in first.values() if m.direction is Direction.DEPARTURE}
    if session.opened_at is None:
        inside |= _seated(voters, first.keys())
    return inside


def _happenings(
    voters: Iterable[Attendance], ordered: Sequence[Movement], session: SessionDraft
) -> Iterator[tuple[datetime, dict[Direction, set[str]]]]:
    """Yield each moment at which somebody came or went, and who in the end."""
    last: dict[datetime, dict[str, Direction]] = {}
    if session.opened_at is not None:
        moving = {movement.person for movement in ordered}
        seated = _seated(voters, moving)
        last[session.opened_at] = dict.fromkeys(seated, Direction.ARRIVAL)
    for movement in ordered:
        last.setdefault(movement.happened_at, {})[movement.person] = movement.direction
    for moment in sorted(last):
        went = last[moment]
        yield (
            moment,
            {way: {who for who, so in went.items() if so is way} for way in Direction},
        )


def _seated(voters: Iterable[Attendance], moving: Collection[str]) -> set[str]:
    """Return those marked present of whom no movement is known."""
    return {
        one.person
        for one in voters
        if one.status is AttendanceStatus.PRESENT and one.person not in moving
    }


def _when(movement: Movement) -> tuple[datetime, str]:
    # Ids are in order of creation, so two movements of one minute stay in order.
    return movement.happened_at, movement.id


def _meets(session: SessionDraft, moment: datetime) -> bool:
    if session.opened_at is not None and moment < session.opened_at:
        return False
    return session.closed_at is None or moment <= session.closed_at


def _is_inside(
    attendance: Attendance,
    path: Sequence[Movement],
    moment: datetime,
    *,
    meets: bool,
) -> bool:
    if not path:
        return meets and attendance.status is AttendanceStatus.PRESENT
    inside = path[0].direction is Direction.DEPARTURE
    for movement in path:
        if movement.happened_at > moment:
            break
        inside = movement.direction is Direction.ARRIVAL
    return inside
