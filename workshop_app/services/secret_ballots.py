"""Secret ballots on paper: recorded once, when the papers are counted.

Nothing of them is on record before: a ledger keeps the order of things, and who voted
when would tell what came of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot
from workshop_app.domain.identity import paper_voter_id, urn_count_id
from workshop_app.domain.majorities import BY_BLOC
from workshop_app.domain.person import Person
from workshop_app.domain.presence import by_bloc, freeze, present_at, with_vote
from workshop_app.domain.records import from_draft
from workshop_app.domain.secret_ballot import (
    PaperVoter,
    Urn,
    UrnCount,
    require_secret,
)
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Direction, Method
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.attendances import require_listed
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import heads_of
from workshop_app.services.references import require_known
from workshop_app.services.roll_calls import NotEntitledError, VoterNotInRoomError
from workshop_app.services.rules_in_force import rules_of, with_rules
from workshop_app.services.sessions import require_open, require_under_way
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.ballot import BallotDraft
    from workshop_app.domain.one_head import Heads
    from workshop_app.store import Store, Transaction


class UrnsNeededError(AppError):
    """A rule that asks each bloc cannot be judged by what lay in one urn."""

    def __init__(self) -> None:
        super().__init__(
            tr("This majority asks each bloc, and one urn does not tell them apart."),
            advice=tr(
                "Hold the ballot with an urn for each bloc, or under another majority."
            ),
        )
        self.field = "majority"


@dataclass(frozen=True, kw_only=True)
class CountedPapers:
    """What was found when the urns were opened.

    Attributes:
        urns: One for everybody, or one for each bloc.
        opened_at: When the ballot was put; who was there then is frozen with it.
        closed_at: When the urns were closed.
        voters: Ids of those who are noted to have put a paper in; empty where
            nobody kept that list.
    """

    urns: tuple[Urn, ...]
    opened_at: datetime
    closed_at: datetime
    voters: Collection[str] = ()


def count_papers(
    store: Store, draft: BallotDraft, papers: CountedPapers, code: str | None = None
) -> str:
    """Record a secret ballot whose papers were counted, as one deed; return its id.

    Args:
        store: Where the process is kept.
        draft: What was asked, under which rule if not the usual one.
        papers: What lay in the urns.
        code: A code given by the office, if it has one.

    Raises:
        SessionNotOpenError: If the session is not under way.
        ActOutsideSessionError: If that was before it began.
        UrnsNeededError: If the rule asks each bloc, and there was one urn.
        NotOnListError, NotEntitledError, VoterNotInRoomError: If somebody is noted to
            have voted who could not.
        AppError: If draft or code will not do, or as `require_secret`.
    """
    clean = dataclasses.replace(
        draft,
        method=Method.SECRET,
        opened_at=papers.opened_at,
        closed_at=papers.closed_at,
    ).cleaned()
    deed = Deed(code=DeedCode.COUNT_PAPERS, arguments={"question": clean.question})
    with store.write(deed) as tx:
        session = tx.get(Session, clean.session)
        require_open(session)
        ruled = with_rules(clean, session, rules_of(tx, session))
        if ruled.majority in BY_BLOC and papers.urns and papers.urns[0].bloc is None:
            raise UrnsNeededError
        ballot = from_draft(Ballot, ruled, **identity(tx, Ballot, code))
        require_under_way(session, ballot.code, papers.opened_at)
        require_known(tx, ballot)
        heads = heads_of(tx, session.id)
        able = _able(heads, session, papers)
        require_secret(papers.urns, by_bloc(able.values()))
        tx.add(ballot)
        listed, moves, _ = heads
        at = papers.opened_at
        tx.add_all(freeze(ballot.id, listed, moves, at, session=session))
        tx.add_all(_on_record(ballot, urn) for urn in papers.urns)
        tx.add_all(_noted(tx, ballot, heads, able, papers.voters))
    return ballot.id


def _on_record(ballot: Ballot, urn: Urn) -> UrnCount:
    return UrnCount(
        id=urn_count_id(ballot.id, urn.bloc),
        ballot=ballot.id,
        bloc=urn.bloc,
        votes_for=urn.votes_for,
        votes_against=urn.votes_against,
        blank=urn.blank,
        spoiled=urn.spoiled,
    )


def _able(
    heads: Heads, session: Session, papers: CountedPapers
) -> Mapping[str, Attendance]:
    """Return who could put a paper in: who was there, or came before they closed."""
    there = {
        one.person: one
        for one in present_at(
            heads.attendances, heads.movements, papers.opened_at, session=session
        )
    }
    came = {
        one.person
        for one in heads.movements
        if one.direction is Direction.ARRIVAL
        and papers.opened_at < one.happened_at <= papers.closed_at
    }
    there |= {one.person: one for one in heads.attendances if one.person in came}
    return {one.person: one for one in with_vote(there.values())}


def _noted(
    tx: Transaction,
    ballot: Ballot,
    heads: Heads,
    able: Mapping[str, Attendance],
    voters: Iterable[str],
) -> list[PaperVoter]:
    """Return who is noted to have voted, in an order that tells nothing."""
    entries = {}
    for person in voters:
        entry = heads.entry(person)
        if entry not in able:
            _refuse(tx, ballot, heads, person)
        entries[entry] = PaperVoter(
            id=paper_voter_id(ballot.id, entry), ballot=ballot.id, person=entry
        )
    return sorted(entries.values(), key=lambda one: one.id)


def _refuse(tx: Transaction, ballot: Ballot, heads: Heads, person: str) -> None:
    """Say why somebody who is noted to have voted could not.

    Raises:
        NotOnListError, NotEntitledError, VoterNotInRoomError: Always one of them.
    """
    listed = heads.by_person.get(person) or require_listed(tx, ballot.session, person)
    name = tx.get(Person, person).name
    if not with_vote([listed]):
        raise NotEntitledError(name)
    raise VoterNotInRoomError(name)
