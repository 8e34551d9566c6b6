from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_movement, a_session, a_vote, an_attendance, an_id, at
from workshop_app.domain.content import BlocNumbers
from workshop_app.domain.identity import ballot_count_id
from workshop_app.domain.presence import (
    by_bloc,
    composition,
    entitled_at,
    freeze,
    freeze_by_roll,
    present_at,
    quorum_met_at,
)
from workshop_app.domain.quorum import is_met
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    Quorum,
    Standing,
    VoteChoice,
)

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.attendance import Attendance, Movement
    from workshop_app.domain.session import Session

IN, OUT = Direction.ARRIVAL, Direction.DEPARTURE
BALLOT = an_id("V-tumikalo-1")


def _is_there(
    path: list[tuple[Direction, int]],
    hour: int,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
) -> bool:
    attendance = an_attendance("ana", status=status)
    movements = [a_movement("ana", way, at(when)) for way, when in path]
    return bool(present_at([attendance], movements, at(hour), session=a_session()))


def test_somebody_marked_present_is_there_from_opening_to_closing() -> None:
    session = a_session(opened_at=at(9), closed_at=at(13))
    ana = an_attendance("ana")

    def there(moment: datetime) -> bool:
        return present_at([ana], [], moment, session=session) == (ana,)

    assert there(at(9))
    assert there(at(13))
    assert not there(at(8, 59))
    assert not there(at(13, 1))


def test_without_times_on_record_somebody_marked_present_is_always_there() -> None:
    ana = an_attendance("ana")
    unknown = a_session(opened_at=None, closed_at=None)

    assert present_at([ana], [], at(3)) == (ana,)
    assert present_at([ana], [], at(3), session=unknown) == (ana,)


@pytest.mark.parametrize(
    "status",
    [AttendanceStatus.EXPECTED, AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED],
)
def test_somebody_not_marked_present_is_there_only_once_arrived(
    status: AttendanceStatus,
) -> None:
    assert not _is_there([], 10, status)
    assert _is_there([(IN, 9)], 10, status)


def test_a_movement_of_that_very_moment_has_happened() -> None:
    assert _is_there([(IN, 10)], 10)
    assert not _is_there([(IN, 9), (OUT, 10)], 10)


def test_somebody_who_leaves_and_returns_is_there_again() -> None:
    path = [(IN, 9), (OUT, 10), (IN, 12)]

    assert [_is_there(path, hour) for hour in (8, 9, 10, 11, 12, 13)] == [
        False,
        True,
        False,
        False,
        True,
        True,
    ]


def test_whoever_first_leaves_was_there_before() -> None:
    assert _is_there([(OUT, 11)], 10)
    assert not _is_there([(OUT, 11)], 11)


def test_movements_of_one_minute_count_in_the_order_they_were_recorded() -> None:
    arrival = a_movement("ana", IN, at(10), id="1")
    departure = a_movement("ana", OUT, at(10), id="2")

    assert present_at([an_attendance("ana")], [departure, arrival], at(10)) == ()


def test_movements_of_others_do_not_matter() -> None:
    ana, luz = an_attendance("ana"), an_attendance("luz")
    movements = [a_movement("luz", OUT, at(9)), a_movement("nobody", IN, at(9))]

    assert present_at([ana, luz], movements, at(10)) == (ana,)


@given(st.permutations([(IN, 8), (OUT, 9), (IN, 10), (OUT, 11), (IN, 12)]))
def test_the_order_of_typing_does_not_matter(
    path: list[tuple[Direction, int]],
) -> None:
    found = [_is_there(path, hour) for hour in range(7, 13)]

    assert found == [False, True, False, True, False, True]


def test_a_composition_counts_heads_and_votes_apart() -> None:
    attendances = [
        an_attendance("a", bloc=Bloc.STATE),
        an_attendance("b", bloc=Bloc.STATE, standing=Standing.VOICE),
        an_attendance("c"),
        an_attendance("d", bloc=Bloc.OTHER, standing=Standing.OBSERVER),
        an_attendance("e", status=AttendanceStatus.EXPECTED),
    ]

    found = composition(attendances, [], at(10))

    assert found.moment == at(10)
    assert found.heads == BlocNumbers(state=2, civil_society=1, other=1)
    assert found.voting == BlocNumbers(state=1, civil_society=1)


def test_a_frozen_ballot_has_a_row_for_each_bloc() -> None:
    rows = freeze(BALLOT, [], [], at(11))

    assert [row.bloc for row in rows] == list(Bloc)
    assert [row.id for row in rows] == [ballot_count_id(BALLOT, b) for b in Bloc]
    assert {row.ballot for row in rows} == {BALLOT}
    assert {(row.entitled, row.present, row.voting) for row in rows} == {(0, 0, 0)}


def test_the_entitled_are_all_with_a_vote_whether_they_came_or_not() -> None:
    attendances = [
        an_attendance("a", bloc=Bloc.STATE),
        an_attendance("b", bloc=Bloc.STATE, status=AttendanceStatus.ABSENT),
        an_attendance("c", bloc=Bloc.STATE, status=AttendanceStatus.EXCUSED),
        an_attendance("d", bloc=Bloc.STATE, status=AttendanceStatus.EXPECTED),
        an_attendance("e", bloc=Bloc.STATE, standing=Standing.OBSERVER),
    ]
    movements = [a_movement("d", IN, at(10))]

    state = freeze(BALLOT, attendances, movements, at(11))[0]

    assert state.bloc is Bloc.STATE
    assert (state.entitled, state.present, state.voting) == (4, 3, 2)
    assert state.votes_for is None


def test_whoever_walks_in_later_is_not_missed_by_an_earlier_quorum() -> None:
    listed = an_attendance("ana", status=AttendanceStatus.EXPECTED)
    walked_in = an_attendance("ida", joined_at=at(10))

    def entitled(hour: int) -> int:
        rows = freeze(BALLOT, [listed, walked_in], [], at(hour))
        return sum(row.entitled for row in rows)

    assert entitled(9) == 1
    assert entitled(10) == 2


def test_a_ballot_after_the_closing_finds_nobody() -> None:
    session = a_session(opened_at=at(9), closed_at=at(10))

    rows = freeze(BALLOT, [an_attendance("a")], [], at(11), session=session)

    assert sum(row.present for row in rows) == 0
    assert sum(row.entitled for row in rows) == 1


def test_a_roll_held_elsewhere_says_itself_who_was_there() -> None:
    attendances = [
        *(an_attendance(name) for name in "abcdef"),
        an_attendance("g", standing=Standing.OBSERVER),
    ]
    votes = [
        a_vote(name, choice) for name, choice in zip("abcdef", VoteChoice, strict=True)
    ]

    civil = freeze_by_roll(BALLOT, attendances, votes)[1]

    assert civil.bloc is Bloc.CIVIL_SOCIETY
    assert (civil.entitled, civil.present, civil.voting) == (6, 4, 4)


def _met(
    attendances: list[Attendance],
    movements: list[Movement],
    session: Session,
    rule: Quorum = Quorum.HALF_PLUS_ONE,
) -> datetime | None:
    return quorum_met_at(attendances, movements, rule, at(12), session=session)


def test_the_quorum_is_met_by_the_arrival_that_completes_it() -> None:
    expected = AttendanceStatus.EXPECTED
    attendances = [an_attendance(name, status=expected) for name in "abcd"]
    attendances.append(an_attendance("e", standing=Standing.OBSERVER))
    movements = [
        a_movement(name, IN, at(8, minute)) for minute, name in enumerate("eabcd")
    ]
    session = a_session(opened_at=at(9), closed_at=None)

    assert _met(attendances, movements, session) == at(8, 3)
    assert _met(attendances, movements[:3], session) is None
    assert _met(attendances, [], session) is None


def test_nobody_completes_a_quorum_after_the_closing() -> None:
    attendances = [an_attendance("a", status=AttendanceStatus.EXPECTED)]
    movements = [a_movement("a", IN, at(11))]

    closed = a_session(opened_at=at(9), closed_at=at(10))

    assert _met(attendances, movements, closed) is None
    assert _met(attendances, movements, a_session(closed_at=None)) == at(11)


_MINUTES = st.integers(0, 5)
_PATHS = st.lists(st.tuples(st.sampled_from(Direction), _MINUTES), max_size=4)
_PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(Standing),
        st.sampled_from(AttendanceStatus),
        _PATHS,
        st.none() | _MINUTES,
    ),
    max_size=6,
)


@given(_PEOPLE, st.sampled_from(Quorum), st.none() | _MINUTES, st.none() | _MINUTES)
def test_the_quorum_is_met_when_asking_at_every_moment_says_so(
    people: list[
        tuple[Standing, AttendanceStatus, list[tuple[Direction, int]], int | None]
    ],
    rule: Quorum,
    opened: int | None,
    closed: int | None,
) -> None:
    def moment(minute: int | None) -> datetime | None:
        return None if minute is None else at(9, minute)

    session = a_session(opened_at=None, closed_at=None)
    object.__setattr__(session, "opened_at", moment(opened))
    object.__setattr__(session, "closed_at", moment(closed))
    attendances = [
        an_attendance(
            str(n), standing=standing, status=status, joined_at=moment(joined)
        )
        for n, (standing, status, _, joined) in enumerate(people)
    ]
    movements = [
        a_movement(str(n), way, at(9, minute), id=an_id(f"{n}/{place}"))
        for n, (_, _, path, _) in enumerate(people)
        for place, (way, minute) in enumerate(path)
    ]
    voters = {one.person for one in attendances if one.standing is Standing.VOICE_VOTE}
    asked = {one.happened_at for one in movements if one.person in voters}
    if session.opened_at is not None:
        asked.add(session.opened_at)

    found = next(
        (
            when
            for when in sorted(asked)
            if (session.closed_at is None or when <= session.closed_at)
            and is_met(
                rule,
                entitled=len(entitled_at(attendances, when)),
                voting=composition(
                    attendances, movements, when, session=session
                ).voting.total,
            )
        ),
        None,
    )

    assert _met(attendances, movements, session, rule) == found


@given(st.lists(st.tuples(st.sampled_from(Bloc), st.sampled_from(Standing))))
def test_nobody_is_lost_between_the_blocs(who: list[tuple[Bloc, Standing]]) -> None:
    attendances = [
        an_attendance(str(number), bloc=bloc, standing=standing)
        for number, (bloc, standing) in enumerate(who)
    ]

    rows = freeze(BALLOT, attendances, [], at(11))

    assert by_bloc(attendances).total == len(who)
    assert sum(row.present for row in rows) == len(who)
    assert sum(row.voting for row in rows) == sum(row.entitled for row in rows)
