"""Entries of the register that may be one person: proposed, found, taken back.

Nothing is ever joined by itself.  What a person finds is a statement beside the
register (`domain.same_person`); whoever shows or counts people goes through
`Reader.who_is_who`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.domain.identity import same_person_id
from workshop_app.domain.likely_pairs import LikelyPair, likely_pairs
from workshop_app.domain.person import Person
from workshop_app.domain.person_likeness import SHOWN, Evidence
from workshop_app.domain.same_person import SamePerson
from workshop_app.domain.vocabulary import Trait, Verdict
from workshop_app.services.deeds import DeedCode
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.store import Deed
from workshop_app.store.access import note
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from workshop_app.domain.person_clusters import PersonClusters
    from workshop_app.store import Reader, Store

VIEW = "view"

_WHOLE = 100
_FOUND = {
    Verdict.SAME: DeedCode.FIND_ONE_PERSON,
    Verdict.DIFFERENT: DeedCode.FIND_TWO_PEOPLE,
}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Two entries that may be one person, for somebody to find out.

    Attributes:
        one, other: The one with the smaller id first.
        score: How likely, in percent.
        evidence: What speaks for it and against, the strongest first.
    """

    one: Person
    other: Person
    score: int
    evidence: tuple[Evidence, ...]

    @property
    def in_common(self) -> tuple[Trait, ...]:
        """What speaks for one person."""
        return tuple(each.trait for each in self.evidence if each.points > 0)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Two entries of which somebody found something."""

    one: Person
    other: Person
    found: SamePerson


def candidates(
    store: Store, *, least: int = SHOWN, progress: Progress = NO_PROGRESS
) -> tuple[Candidate, ...]:
    """Return the pairs nobody has found anything of, the likeliest first.

    What was found of two people holds for everybody found to be one with them.

    Args:
        store: Where the process is kept.
        least: The score in percent from which a pair is proposed.
        progress: Told of every person; may stop the work.

    Raises:
        Cancelled: If the person stopped it.
    """
    pairs = likely(store, least=least, progress=progress)
    with store.read() as reader:
        return still_open(reader, pairs)


def likely(
    store: Store, *, least: int = SHOWN, progress: Progress = NO_PROGRESS
) -> tuple[LikelyPair, ...]:
    """Return the pairs that may be one person, whatever was found of them.

    It takes seconds for ten thousand people, and follows from their entries alone:
    it holds until one of those changes.

    Args:
        store: Where the process is kept.
        least: The score in percent from which a pair is proposed.
        progress: Told of every person; may stop the work.

    Raises:
        Cancelled: If the person stopped it.
    """
    with store.read() as reader:
        people = reader.all(Person)
    return likely_pairs(people, least=least, at=progress.at)


def look_for_pairs(store: Store, progress: Progress) -> tuple[LikelyPair, ...]:
    """Return the likely pairs for somebody who will look at them, and note that.

    Args:
        store: Where the process is kept.
        progress: Told of every person; may stop the work.

    Raises:
        Cancelled: If the person stopped it.
    """
    pairs = likely(store, progress=progress)
    named = {key for pair in pairs for key in (pair.one, pair.other)}
    note(store, VIEW, "duplicates", len(named))
    return pairs


def still_open(reader: Reader, pairs: Iterable[LikelyPair]) -> tuple[Candidate, ...]:
    """Return those of the likely pairs of which nobody has found anything."""
    known = reader.who_is_who()
    parted = {_ends(known, one.one, one.other) for one in reader.all(SamePerson)}
    asked = [
        pair
        for pair in pairs
        if known.canonical(pair.one) != known.canonical(pair.other)
        and _ends(known, pair.one, pair.other) not in parted
    ]
    ids = {key for pair in asked for key in (pair.one, pair.other)}
    people = {one.id: one for one in reader.all(Person, id=sorted(ids))}
    return tuple(
        Candidate(
            one=people[pair.one],
            other=people[pair.other],
            score=pair.chance.score,
            evidence=pair.chance.evidence,
        )
        for pair in asked
        if pair.one in people and pair.other in people
    )


def _ends(known: PersonClusters, one: str, other: str) -> frozenset[str]:
    return frozenset((known.canonical(one), known.canonical(other)))


def judge(
    store: Store,
    one: str,
    other: str,
    verdict: Verdict,
    reason: str,
    *,
    evidence: Collection[Trait] = (),
) -> str:
    """Say that two entries are one person, or two; return the id of the finding.

    Saying otherwise later takes its place; undoing that brings it back.

    Args:
        store: Where the process is kept.
        one: The id of a person.
        other: The id of another.
        verdict: What was found.
        reason: How it is known.
        evidence: What they had in common (`Candidate.in_common`).

    Raises:
        SamePersonTwiceError: If it is one entry.
        VerdictReasonMissingError: If no reason is given.
        RecordMissingError: If one of them is not on record.
    """
    found = SamePerson.found(
        (one, other), verdict, reason, tuple(trait.value for trait in evidence)
    )
    with store.write(_deed(store, _FOUND[verdict], found, reason)) as tx:
        if tx.find(SamePerson, found.id) is None:
            tx.add(found)
        else:
            tx.save(found)
    return found.id


def withdraw(store: Store, one: str, other: str, *, reason: str = "") -> None:
    """Take back what was found of two entries, as if nobody had found anything.

    Raises:
        RecordMissingError: If nothing was found of them.
    """
    with store.read() as reader:
        found = reader.get(SamePerson, same_person_id(one, other))
    with store.write(_deed(store, DeedCode.WITHDRAW_FINDING, found, reason)) as tx:
        tx.remove(SamePerson, found.id)


def clusters(store: Store) -> PersonClusters:
    """Return who is who in a store."""
    with store.read() as reader:
        return reader.who_is_who()


def judged(reader: Reader) -> tuple[Judged, ...]:
    """Return everything that was found, in the order of the ids."""
    told = reader.all(SamePerson)
    ids = {key for found in told for key in (found.one, found.other)}
    people = {one.id: one for one in reader.all(Person, id=ids)}
    return tuple(
        Judged(one=people[found.one], other=people[found.other], found=found)
        for found in told
        if found.one in people and found.other in people
    )


def duplicates_report(
    store: Store, *, least: int = SHOWN, progress: Progress = NO_PROGRESS
) -> dict[str, Any]:
    """Return the candidates as plain data for JSON, by code.

    It names people, so the access log says that they were looked at.

    Args:
        store: Where the process is kept.
        least: The score in percent from which a pair is told.
        progress: Told of every person; may stop the work.
    """
    found = candidates(store, least=least, progress=progress)
    named = {one.id for pair in found for one in (pair.one, pair.other)}
    note(store, VIEW, "duplicates", len(named))
    return {"least": least / _WHOLE, "pairs": [_pair(one) for one in found]}


def _pair(candidate: Candidate) -> dict[str, Any]:
    return {
        "a": candidate.one.code,
        "b": candidate.other.code,
        "names": [candidate.one.name, candidate.other.name],
        "score": candidate.score / _WHOLE,
        "evidence": [trait.value for trait in candidate.in_common],
        "details": [
            {
                "trait": each.trait.value,
                "likeness": each.likeness.value,
                "points": each.points,
            }
            for each in candidate.evidence
        ],
    }


def _deed(store: Store, code: DeedCode, found: SamePerson, reason: str) -> Deed:
    with store.read() as reader:
        one, other = (reader.get(Person, key).name for key in (found.one, found.other))
    return Deed(code=code, arguments={"one": one, "other": other}, reason=reason)
