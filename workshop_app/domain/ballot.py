"""Ballots: what was asked, who was there, and what each voting unit said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from workshop_app.domain import text as typed
from workshop_app.domain.moments import check_order
from workshop_app.domain.process import RuleOutOfRangeError
from workshop_app.domain.records import CodedRecord, Record
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    Majority,
    Method,
    Quorum,
    VoteChoice,
)
from workshop_app.errors import AppError
from workshop_app.i18n import ntr, tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.domain.process import RulesDraft


MOST_POINTS = 10_000
"""More points than anybody could give out on paper."""


class QuestionMissingError(AppError):
    """A ballot asks nothing that can be seen."""

    def __init__(self) -> None:
        super().__init__(
            tr("The question put to the vote is missing."),
            advice=tr("Write it as it will be read aloud."),
        )
        self.field = "question"


class MoreHandsThanPeopleError(AppError):
    """More hands were counted in a bloc than people with a vote were there."""

    def __init__(self, bloc: Bloc, hands: int, voting: int) -> None:
        super().__init__(
            ntr(
                "{count} hand was counted where {voting} could vote.",
                "{count} hands were counted where {voting} could vote.",
                count=hands,
                voting=voting,
            ),
            advice=tr(
                "Count again; if somebody in the room is not registered, register "
                "them and open the vote anew."
            ),
        )
        self.bloc = bloc


class HandsNegativeError(AppError):
    """A count of hands is less than nothing."""

    def __init__(self, hands: int) -> None:
        super().__init__(
            tr("{hands} is not a number of hands.", hands=hands),
            advice=tr("Write 0 if nobody raised one."),
        )


class AbstentionReasonMissingError(AppError):
    """Somebody abstained without the reason that the rules ask for."""

    def __init__(self) -> None:
        super().__init__(
            tr("This abstention needs its reason."),
            advice=tr("Write the reason that was given, or record another vote."),
        )
        self.field = "reason"


class AbstentionNotAllowedError(AppError):
    """Somebody abstained where the rules of decision allow nobody to."""

    def __init__(self) -> None:
        super().__init__(
            tr("The rules of decision allow no abstention."),
            advice=tr("Ask for a vote in favour or against, and record that."),
        )
        self.field = "choice"


class StatementMissingError(AppError):
    """A dissent or a correction says nothing."""

    def __init__(self) -> None:
        super().__init__(
            tr("The text is missing."),
            advice=tr("Write it word for word, with its reasons."),
        )
        self.field = "text"


@dataclass(frozen=True, kw_only=True)
class BallotDraft:
    """What is put to the vote, and under which rule.

    Attributes:
        contribution: The contribution put to decision, if it is one.
        majority, quorum: Those of the rules in force if not given.
        counted: False for "majority, not counted", which is recorded honestly.
        announced: Where nobody counted, whether it was announced as adopted; `None`
            if nobody knows what was announced.
        points_each: Of a vote over options, how many dots or points everybody has to
            give; `None` for as many as they like.  So is `most_per_option`.
        winners: How many options the list is to be reduced to, if it is.
        transcribed_by: Who typed it in from paper, as the id of a person.
    """

    session: str
    question: str
    contribution: str | None = None
    method: Method = Method.SHOW_OF_HANDS
    majority: Majority | None = None
    quorum: Quorum | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    counted: bool = True
    announced: bool | None = None
    points_each: int | None = None
    most_per_option: int | None = None
    winners: int | None = None
    transcribed_by: str | None = None

    def cleaned(self) -> Self:
        """Return the draft with its question on one line.

        Raises:
            QuestionMissingError: If nothing of the question can be seen.
            MomentWithoutOffsetError: If a time has no offset.
            ClosedBeforeOpenedError: If it closed before it opened.
            RuleOutOfRangeError: If a number of its rule is below one.
            AppError: As `text.exact`.
        """
        check_order(self.opened_at, self.closed_at)
        for field in ("points_each", "most_per_option", "winners"):
            value = getattr(self, field)
            if value is not None and not 1 <= value <= MOST_POINTS:
                raise RuleOutOfRangeError(field, value, 1, MOST_POINTS)
        question = typed.one_line(self.question, field="question")
        if typed.is_blank(question):
            raise QuestionMissingError
        return replace(self, question=question)


@dataclass(frozen=True, kw_only=True)
class Ballot(BallotDraft, CodedRecord):
    """A decision act of the table, with its rule and its frozen presence.

    The rule is written out in it, so that later rules never touch it.
    """

    kind: ClassVar[str] = "ballot"
    letter: ClassVar[str] = "V"

    majority: Majority = Majority.SIMPLE
    quorum: Quorum = Quorum.HALF_PLUS_ONE

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

    Attributes:
        entitled: People on the register with a vote, there or not.
        present: Everybody in the room, with or without a vote.
        observers: Those of `present` who have no vote.
    """

    kind: ClassVar[str] = "ballot_count"

    ballot: str
    bloc: Bloc
    entitled: int
    present: int
    observers: int = 0
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None

    @property
    def voting(self) -> int:
        """People in the room with a vote: what quorum and majority are measured by."""
        return self.present - self.observers

    def with_hands(
        self,
        *,
        votes_for: int,
        votes_against: int,
        abstentions: int,
        out: int = 0,
    ) -> Self:
        """Return the row with the hands that were counted.

        `out` is how many of those with a vote keep out of this ballot.

        Raises:
            HandsNegativeError: If a count is below nothing.
            MoreHandsThanPeopleError: If there are more hands than people with a
                vote.
        """
        hands = (votes_for, votes_against, abstentions)
        if min(hands) < 0:
            raise HandsNegativeError(min(hands))
        if sum(hands) > self.voting - out:
            raise MoreHandsThanPeopleError(self.bloc, sum(hands), self.voting - out)
        return replace(
            self,
            votes_for=votes_for,
            votes_against=votes_against,
            abstentions=abstentions,
        )


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

    def reasoned(self, rules: RulesDraft) -> Self:
        """Return the vote, once it has the reason that the rules ask of it.

        An abstention that the law permits is reasoned in writing
        (TUO Ley 27444, art. 112.2).  Imports of old roll-calls do not ask.

        Raises:
            AbstentionNotAllowedError: If it abstains and the rules allow nobody to.
            AbstentionReasonMissingError: If it abstains and gives none.
            AppError: As `text.exact`.
        """
        reason = typed.exact(self.reason, field="reason")
        if self.choice is VoteChoice.ABSTAIN:
            require_abstention_allowed(rules)
        asked = rules.abstention_needs_reason and self.choice is VoteChoice.ABSTAIN
        if asked and not typed.says_something(reason):
            raise AbstentionReasonMissingError
        return self


@dataclass(frozen=True, kw_only=True)
class Dissent(Record):
    """A reasoned minority position, printed in the minutes word for word.

    Whoever votes against the majority may have position and reasons written in
    (TUO Ley 27444, art. 111.2).  Its id is derived from ballot and person.

    Attributes:
        happened_at: When it was said or handed in, which may be the day after (art.
            108.3); apart from when it was recorded.
    """

    kind: ClassVar[str] = "dissent"

    ballot: str
    person: str
    text: str
    happened_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """A dated correction that stands beside a closed result, never on top of it."""

    kind: ClassVar[str] = "correction"

    ballot: str
    author: str
    text: str
    happened_at: datetime


def require_abstention_allowed(rules: RulesDraft) -> None:
    """Refuse an abstention where the rules allow none (TUO Ley 27444, art. 112.1).

    To stand aside of a consensus is none, and a blank paper of a secret ballot is
    counted as what it is.

    Raises:
        AbstentionNotAllowedError: If they allow none.
    """
    if not rules.abstention_allowed:
        raise AbstentionNotAllowedError


def statement(text: str) -> str:
    """Return the text of a dissent or a correction, exactly as it was written.

    Raises:
        StatementMissingError: If it has fewer than two letters or digits.
        AppError: As `text.exact`.
    """
    if not typed.says_something(text):
        raise StatementMissingError
    return typed.exact(text, field="text")
