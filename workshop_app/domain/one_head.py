"""One person on the list of a session under several entries is one head.

People check in at two doors on two computers, or were listed twice under two
spellings.  Once the entries are found to be one person, lists and numbers have them
once; the records themselves stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from workshop_app.domain.vocabulary import AttendanceStatus, Standing, VoteChoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workshop_app.domain.attendance import Attendance, Movement
    from workshop_app.domain.ballot import Vote
    from workshop_app.domain.person_clusters import PersonClusters

CAST: Final = (VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN)
"""What counts as having voted."""

_TELLING: Final = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.EXCUSED,
    AttendanceStatus.ABSENT,
    AttendanceStatus.EXPECTED,
)
"""Of two statuses the first here is believed: somebody saw the person, or asked."""

_MAY_MOST: Final = tuple(Standing)


class Heads(NamedTuple):
    """The list of one session with everybody on it once.

    Attributes:
        attendances: In the order they were given.
        movements: Those of everybody, under the entry that is on the list.
        stands_for: By the id of an entry that was left out, the one in its place.
    """

    attendances: Sequence[Attendance]
    movements: Sequence[Movement]
    stands_for: Mapping[str, str]

    @property
    def by_person(self) -> dict[str, Attendance]:
        """The attendances by person, also by the entries that were left out."""
        found = {one.person: one for one in self.attendances}
        return found | {left: found[kept] for left, kept in self.stands_for.items()}

    def entry(self, person: str) -> str:
        """Return the id under which a person is on the list; of others, their own."""
        return self.stands_for.get(person, person)


def one_head_each(
    attendances: Sequence[Attendance],
    movements: Sequence[Movement],
    clusters: PersonClusters,
) -> Heads:
    """Return the list of one session with everybody on it once.

    Of a person's entries on the list the one with the smallest id stands for all.
    It was there if any was, has a vote if any has, and came and went as they all did.

    Args:
        attendances: Of one session.
        movements: Of that session.
        clusters: Who is who.
    """
    repeated = clusters.repeated(attendances, lambda one: one.person)
    if not repeated:
        return Heads(attendances, movements, {})
    merged = [_merged(each) for each in repeated]
    stands_for = {
        one.person: kept.person
        for kept, each in zip(merged, repeated, strict=True)
        for one in each
        if one.person != kept.person
    }
    by_person = {one.person: one for one in merged}
    return Heads(
        [
            by_person.get(one.person, one)
            for one in attendances
            if one.person not in stands_for
        ],
        [
            replace(one, person=stands_for.get(one.person, one.person))
            for one in movements
        ],
        stands_for,
    )


def voted_twice(
    votes: Iterable[Vote], clusters: PersonClusters
) -> tuple[tuple[Vote, ...], ...]:
    """Return the votes of one ballot that one person cast under several entries.

    Args:
        votes: Of one ballot.
        clusters: Who is who.
    """
    cast = [vote for vote in votes if vote.choice in CAST]
    return clusters.repeated(cast, lambda vote: vote.unit)


def _merged(entries: Sequence[Attendance]) -> Attendance:
    """Return the attendance of one person who has several.

    Bloc and organization are those of the entry that is believed.
    """
    kept = min(entries, key=lambda one: one.person)
    told = min(entries, key=lambda one: (_TELLING.index(one.status), one.person))
    joined = [one.joined_at for one in entries if one.joined_at is not None]
    return replace(
        told,
        id=kept.id,
        person=kept.person,
        standing=min((one.standing for one in entries), key=_MAY_MOST.index),
        joined_at=min(joined) if len(joined) == len(entries) else None,
        inducted=any(one.inducted for one in entries),
    )
