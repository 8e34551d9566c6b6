from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.builders import a_movement, an_attendance, an_id, at
from workshop_app.domain.one_head import one_head_each
from workshop_app.domain.person_clusters import PersonClusters, clusters_of
from workshop_app.domain.presence import composition, present_at
from workshop_app.domain.same_person import SamePerson
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    Standing,
    Verdict,
)

if TYPE_CHECKING:
    from workshop_app.domain.attendance import Attendance

ROSA, ROSITA, ELMER = sorted(an_id(name) for name in ("a", "b", "c"))


def _clusters(*pairs: tuple[str, str]) -> PersonClusters:
    return clusters_of(
        SamePerson.found(pair, Verdict.SAME, "Se vio el DNI.") for pair in pairs
    )


def _merged(one: dict[str, Any], other: dict[str, Any]) -> Attendance:
    listed = [an_attendance(ROSITA, **other), an_attendance(ROSA, **one)]
    [merged] = one_head_each(listed, [], _clusters((ROSA, ROSITA))).attendances
    return merged


def test_a_list_on_which_nobody_is_twice_is_left_alone() -> None:
    listed = [an_attendance(ROSITA), an_attendance(ELMER)]
    moves = [a_movement(ROSITA, Direction.ARRIVAL, at(9))]

    heads = one_head_each(listed, moves, _clusters((ROSA, ROSITA)))

    assert heads.attendances is listed
    assert heads.movements is moves
    assert heads.stands_for == {}


def test_somebody_who_came_in_at_two_doors_is_one_head_until_they_leave() -> None:
    listed = [an_attendance(one) for one in (ROSITA, ELMER, ROSA)]
    moves = [
        a_movement(ROSA, Direction.ARRIVAL, at(9)),
        a_movement(ROSITA, Direction.ARRIVAL, at(9, 5)),
        a_movement(ELMER, Direction.ARRIVAL, at(9)),
        a_movement(ROSA, Direction.DEPARTURE, at(11)),
    ]

    heads = one_head_each(listed, moves, _clusters((ROSA, ROSITA)))

    assert [one.person for one in heads.attendances] == [ELMER, ROSA]
    assert heads.stands_for == {ROSITA: ROSA}
    there = composition(heads.attendances, heads.movements, at(10))
    assert there.heads.total == 2
    late = present_at(heads.attendances, heads.movements, at(11, 30))
    assert [one.person for one in late] == [ELMER]


def test_whoever_was_seen_under_one_entry_was_there() -> None:
    merged = _merged(
        {"status": AttendanceStatus.ABSENT, "bloc": Bloc.STATE},
        {"status": AttendanceStatus.PRESENT, "bloc": Bloc.CIVIL_SOCIETY},
    )

    assert merged.person == ROSA
    assert merged.id == an_attendance(ROSA).id
    assert merged.status is AttendanceStatus.PRESENT
    assert merged.bloc is Bloc.CIVIL_SOCIETY


def test_whoever_has_a_vote_under_one_entry_has_it() -> None:
    merged = _merged({"standing": Standing.OBSERVER}, {"standing": Standing.VOICE_VOTE})

    assert merged.standing is Standing.VOICE_VOTE


def test_somebody_is_on_the_list_from_the_first_time_they_were_put_on_it() -> None:
    put_on = _merged({"joined_at": at(10)}, {"joined_at": at(9)})
    drawn_up = _merged({"joined_at": at(10)}, {"joined_at": None})

    assert put_on.joined_at == at(9)
    assert drawn_up.joined_at is None


def test_an_induction_counts_under_whichever_entry() -> None:
    assert _merged({"inducted": False}, {"inducted": True}).inducted
    assert not _merged({}, {}).inducted
