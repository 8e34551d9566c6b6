"""Ballots: what was asked, who was there, and what each voting unit said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from workshop_app.domain.records import CodedRecord, Record
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    Majority,
    Method,
    Quorum,
    VoteChoice,
)


@dataclass(frozen=True, kw_only=True)
class BallotDraft:
    """What is put to the vote, and under which rule.

    Attributes:
        contribution: The contribution put to decision, if it is one.
        counted: False for "majority, not counted", which is recorded honestly.
    """

    session: str
    question: str
    contribution: str | None = None
    method: Method = Method.SHOW_OF_HANDS
    majority: Majority = Majority.SIMPLE
    quorum: Quorum = Quorum.HALF_PLUS_ONE
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    counted: bool = True


@dataclass(frozen=True, kw_only=True)
class Ballot(BallotDraft, CodedRecord):
    """A decision act of the table, with its rule and its frozen presence."""

    kind: ClassVar[str] = "ballot"
    letter: ClassVar[str] = "V"

    @property
    def state(self) -> BallotState:
        """Whether it can still be voted on."""
        return BallotState.OPEN if self.closed_at is None else BallotState.CLOSED


@dataclass(frozen=True, kw_only=True)
class BallotCount(Record):
    """One bloc in one ballot; its id is derived from the two.

    Entitled and present are frozen when the ballot opens and never touched again.
    The three counts belong to a show of hands; a roll-call is counted from its
    votes, and they stay `None`.
    """

    kind: ClassVar[str] = "ballot_count"

    ballot: str
    bloc: Bloc
    entitled: int
    present: int
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None


@dataclass(frozen=True, kw_only=True)
class Vote(Record):
    """What one voting unit said; its id is derived from ballot and unit.

    Attributes:
        unit: A person, a seat or an organization, by the rule of the ballot.
        person: Who spoke for the unit.
        reason: Compulsory for an abstention where the rules say so.
    """

    kind: ClassVar[str] = "vote"

    ballot: str
    unit: str
    person: str
    choice: VoteChoice
    organization: str | None = None
    bloc: Bloc = Bloc.OTHER
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Dissent(Record):
    """A reasoned minority position, printed in the minutes word for word.

    Whoever votes against the majority may have position and reasons written in
    (TUO Ley 27444, art. 111.2).  Its id is derived from ballot and person.
    """

    kind: ClassVar[str] = "dissent"

    ballot: str
    person: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """A dated correction that stands beside a closed result, never on top of it."""

    kind: ClassVar[str] = "correction"

    ballot: str
    author: str
    text: str
    happened_at: datetime
