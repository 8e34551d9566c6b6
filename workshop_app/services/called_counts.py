"""What a roll-call comes to, written down as it closes.

Files of other computers may bring votes to it later: they stand beside the result and
never change it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import BallotCount
from workshop_app.domain.tally import tally
from workshop_app.domain.vocabulary import Method
from workshop_app.services.gathering import ballots_of

if TYPE_CHECKING:
    from workshop_app.domain.ballot import Ballot
    from workshop_app.store import Transaction


def write_called(tx: Transaction, ballot: Ballot) -> None:
    """Write the count of a roll-call down, before the ballot closes.

    A vote that computers disagree on is not in it; blocs that nobody voted for have
    none, and a show of hands has its own.
    """
    if ballot.method is Method.SHOW_OF_HANDS:
        return
    [records] = ballots_of(tx, id=ballot.id)
    called = tally(ballot, (), records.votes).counts
    for row in tx.all(BallotCount, ballot=ballot.id):
        numbers = called.get(row.bloc)
        if numbers is not None:
            tx.save(
                dataclasses.replace(
                    row,
                    votes_for=numbers.votes_for,
                    votes_against=numbers.votes_against,
                    abstentions=numbers.abstentions,
                )
            )
