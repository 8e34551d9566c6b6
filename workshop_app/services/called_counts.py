"""What a roll-call comes to, written down as it closes.

Files of other computers may bring votes to it later: they stand beside the result and
never change it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import BallotCount
from workshop_app.domain.ballot_acts import heard
from workshop_app.domain.consensus import BY_NAME
from workshop_app.domain.tally import tally
from workshop_app.services.gathering import ballots_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.domain.ballot import Ballot, Vote
    from workshop_app.store import Transaction


def write_called(tx: Transaction, ballot: Ballot) -> None:
    """Write the count of what was said by name down, before the ballot closes.

    A vote that computers disagree on is not in it, nor one of who keeps out; blocs
    that nobody voted for have none; a show of hands has its own, and so has a vote
    over options.
    """
    if ballot.method not in BY_NAME:
        return
    [records] = ballots_of(tx, id=ballot.id)
    rows = tx.all(BallotCount, ballot=ballot.id)
    for row in with_called(ballot, rows, heard(records.votes, records.acts)):
        tx.save(row)


def with_called(
    ballot: Ballot, rows: Iterable[BallotCount], votes: Sequence[Vote]
) -> tuple[BallotCount, ...]:
    """Return the rows of a roll-call with what its votes come to."""
    called = tally(ballot, (), votes).counts
    return tuple(
        dataclasses.replace(
            row,
            votes_for=called[row.bloc].votes_for,
            votes_against=called[row.bloc].votes_against,
            abstentions=called[row.bloc].abstentions,
        )
        if row.bloc in called
        else row
        for row in rows
    )
