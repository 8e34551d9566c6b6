"""What a ballot said when it was closed, whatever other computers say of it since.

A closed result is never written over, by a merge either: where values disagree, the one
stands that the computer which closed the ballot had written by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot, BallotCount, Vote
from workshop_app.domain.ballot_acts import CastingVote
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import BallotState
from workshop_app.ledger.commit import DELETED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from workshop_app.ledger.payload import Value
    from workshop_app.store import Claim, ConflictRow, Reader

    Place = tuple[str, int]
    Standing = Mapping[tuple[str, str], Mapping[str, Value]]

RESULT_KINDS = (Ballot.kind, BallotCount.kind, Vote.kind, CastingVote.kind)


def disputed_results(reader: Reader) -> tuple[ConflictRow, ...]:
    """Return what computers disagree on about ballots, counts and votes.

    The chair's casting votes are among them.
    """
    return reader.conflicts(*RESULT_KINDS)


def standing_values(
    reader: Reader, rows: Iterable[ConflictRow] | None = None
) -> Standing:
    """Return the values that stand though they are disputed: those of closed ballots.

    Args:
        reader: Where the process is kept.
        rows: What is disputed, if it is known already.

    Returns:
        By kind and id of the record the ledger's value of each such field.
    """
    found: dict[tuple[str, str], dict[str, Value]] = {}
    closings: dict[tuple[str, bool], Collection[Place]] = {}
    for row in disputed_results(reader) if rows is None else rows:
        ballot = _ballot_of(reader, row)
        if row.field == DELETED or ballot is None or ballot.state is BallotState.OPEN:
            continue
        key = ballot.id, row.kind == CastingVote.kind
        if key not in closings:
            ends = _session_closings if key[1] else _closings
            closings[key] = ends(reader, ballot)
        stands = _of_chains(row.claims, closings[key])
        if stands is not None:
            found.setdefault((row.kind, row.id), {})[row.field] = stands.value
    return found


def _ballot_of(reader: Reader, row: ConflictRow) -> Ballot | None:
    if row.kind == Ballot.kind:
        return reader.find(Ballot, row.id)
    part: BallotCount | Vote | CastingVote | None
    if row.kind == BallotCount.kind:
        part = reader.find(BallotCount, row.id)
    elif row.kind == CastingVote.kind:
        part = reader.find(CastingVote, row.id)
    else:
        part = reader.find(Vote, row.id)
    return None if part is None else reader.find(Ballot, part.ballot)


def _closings(reader: Reader, ballot: Ballot) -> Collection[Place]:
    """Return where in which chains a ballot was closed.

    Where two computers closed it, the one counts that closed the session too.
    """
    live = reader.seen(Ballot, ballot.id).live
    places = reader.places(live["closed_at"]).values()
    if len(places) == 1 or reader.find(Session, ballot.session) is None:
        return places
    chains = _session_closings(reader, ballot)
    return [one for one in places if any(_before(one, end) for end in chains)] or places


def _session_closings(reader: Reader, ballot: Ballot) -> Collection[Place]:
    """Return where the session was closed: until then a tie may be broken."""
    is_there = reader.find(Session, ballot.session) is not None
    live = reader.seen(Session, ballot.session).live if is_there else {}
    over = live.get("closed_at", ())
    return reader.places(over).values()


def _of_chains(claims: Iterable[Claim], ends: Iterable[Place]) -> Claim | None:
    """Return the one claim that was made before one of the closings, where it was."""
    known = [
        claim for claim in claims if any(_before(claim.place, end) for end in ends)
    ]
    return known[0] if len(known) == 1 else None


def _before(place: Place, end: Place) -> bool:
    return place[0] == end[0] and place[1] <= end[1]
