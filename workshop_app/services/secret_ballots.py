"""Secret ballots on paper: recorded once, when the papers are counted.

Nothing of them is on record before: a ledger keeps the order of things, and who voted
when would tell what came of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot
from workshop_app.domain.ballot_acts import recusal_ground
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
from workshop_app.services.recusals import recusal_of
from workshop_app.services.references import require_known
from workshop_app.services.roll_calls import (
    KeptOutError,
    NotEntitledError,
    VoterNotInRoomError,
)
from workshop_app.services.rules_in_force import rules_of, with_rules
from workshop_app.services.sessions import require_open, require_under_way
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.ballot import BallotDraft
    from workshop_app.domain.records import Record
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
        recusals: Ids of those who kept out of it, each with the ground given.
    """

    urns: tuple[Urn, ...]
    opened_at: datetime
    closed_at: datetime
    voters: Collection[str] = ()
    recusals: Mapping[str, str] = field(default_factory=dict)


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
        NotOnListError, NotEntitledError, VoterNotInRoomError, KeptOutError: If
            somebody is noted to have voted, or to keep out, who could not.
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
        polling = _Polling(tx, ballot, session, papers)
        require_secret(papers.urns, by_bloc(polling.able.values()))
        tx.add(ballot)
        tx.add_all(polling.records())
    return ballot.id


class _Polling:
    """What becomes of the papers of one ballot, given who was where."""

    def __init__(
        self, tx: Transaction, ballot: Ballot, session: Session, papers: CountedPapers
    ) -> None:
        self._tx = tx
        self._ballot = ballot
        self._session = session
        self._papers = papers
        self._heads = heads_of(tx, session.id)
        self._recusals = [
            recusal_of(tx, ballot, person, recusal_ground(ground))
            for person, ground in papers.recusals.items()
        ]
        out = {one.person for one in self._recusals}
        self.able = {one.person: one for one in self._there() if one.person not in out}

    def records(self) -> Iterator[Record]:
        """Yield what is put on record; who voted in an order that tells nothing."""
        yield from freeze(
            self._ballot.id,
            self._heads.attendances,
            self._heads.movements,
            self._papers.opened_at,
            session=self._session,
        )
        yield from self._recusals
        yield from map(self._counted, self._papers.urns)
        noted = {self._entry(person) for person in self._papers.voters}
        voters = (self._noted(entry) for entry in noted)
        yield from sorted(voters, key=lambda one: one.id)

    def _there(self) -> tuple[Attendance, ...]:
        """Return who could put a paper in: who was there, or came before the end."""
        listed, movements, _ = self._heads
        begin, end = self._papers.opened_at, self._papers.closed_at
        there = {
            one.person
            for one in present_at(listed, movements, begin, session=self._session)
        }
        there |= {
            one.person
            for one in movements
            if one.direction is Direction.ARRIVAL and begin < one.happened_at <= end
        }
        return with_vote(one for one in listed if one.person in there)

    def _counted(self, urn: Urn) -> UrnCount:
        return UrnCount(
            id=urn_count_id(self._ballot.id, urn.bloc),
            ballot=self._ballot.id,
            bloc=urn.bloc,
            votes_for=urn.votes_for,
            votes_against=urn.votes_against,
            blank=urn.blank,
            spoiled=urn.spoiled,
        )

    def _noted(self, entry: str) -> PaperVoter:
        key = paper_voter_id(self._ballot.id, entry)
        return PaperVoter(id=key, ballot=self._ballot.id, person=entry)

    def _entry(self, person: str) -> str:
        """Return the entry of somebody who is noted to have voted, and could.

        Raises:
            NotOnListError, NotEntitledError, VoterNotInRoomError, KeptOutError: If
                they could not.
        """
        entry = self._heads.entry(person)
        if entry in self.able:
            return entry
        listed = self._heads.by_person.get(person) or require_listed(
            self._tx, self._session.id, person
        )
        name = self._tx.get(Person, person).name
        if not with_vote([listed]):
            raise NotEntitledError(name)
        if entry in {one.person for one in self._recusals}:
            raise KeptOutError(name)
        raise VoterNotInRoomError(name)
