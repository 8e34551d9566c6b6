"""Contributions as whoever answers them reads them: one at a time, and all in a list.

The table's vote and the authority's decision are two things, side by side.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workshop_app.domain.ballot import Ballot
from workshop_app.domain.content import BlocNumbers
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.decision import Decision, Missing, missing
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.identity import decision_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.process import Rules
from workshop_app.domain.session import Session
from workshop_app.domain.tally import Tally
from workshop_app.domain.vocabulary import Outcome, PaperKind, Stance, TableOutcome
from workshop_app.services.ballot_content import table_outcomes
from workshop_app.services.contributions import short_title
from workshop_app.services.decisions import decide
from workshop_app.services.gathering import ballots_of, contributions_of
from workshop_app.services.rules_in_force import rules_on
from workshop_app.store import ChangedSinceError, Seen
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.contribution import Authorship
    from workshop_app.domain.decision import DecisionDraft
    from workshop_app.services.gathering import BallotRecords, ContributionRecords
    from workshop_app.store import DeedRow, Reader, Store

TAKEN_UP = frozenset(
    {
        Outcome.ACCEPTED,
        Outcome.ACCEPTED_IN_PART,
        Outcome.MERGED,
    }
)
"""Outcomes by which what was asked for, or part of it, goes into the plan."""

_WORDING = frozenset({"title", "text", "translation"})
_HALF = 50
_MOST_RECORDS = 10_000


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """A contribution in the list.

    Attributes:
        missing: What its answer lacks; None once it is answered with its reason.
        table: What the table decided by its last vote, if it voted.
    """

    id: str
    code: str
    title: str
    authors: tuple[str, ...]
    outcome: Outcome | None
    missing: Missing | None
    table: TableOutcome | None


@dataclass(frozen=True, kw_only=True)
class AuthorLine:
    """An author, and what they say of the decision."""

    person: str
    name: str
    organization: str
    stance: Stance | None
    stance_text: str


@dataclass(frozen=True, kw_only=True)
class TableVote:
    """The table's last vote on it.

    Attributes:
        heads: In the room when it was taken, by bloc.
        band: Least and largest share agreed for the State, in whole percent; None
            without rules.
    """

    ballot: Ballot
    result: Tally
    heads: BlocNumbers
    band: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """One contribution with all that is looked at before it is answered.

    Attributes:
        wording: It as it was voted; the contribution itself if nobody voted on it, or
            nobody altered it since.
        amended_since: Whether its words were altered after the vote.
        session: Title of the session it was made at; "" for none.
        seen: The answer as it is seen here, to be given to `give_answer`.
        letters: Numbers of the letters that were issued with this answer.
    """

    contribution: Contribution
    wording: Contribution
    amended_since: bool
    session: str
    authors: tuple[AuthorLine, ...]
    vote: TableVote | None
    decision: Decision | None
    seen: Seen | None
    letters: tuple[str, ...]


def answer_lines(reader: Reader, session: str | None = None) -> tuple[AnswerLine, ...]:
    """Return the contributions of a session, or of the whole process, by code."""
    only = {} if session is None else {"session": session}
    written = contributions_of(reader, **only)
    voted = table_outcomes(ballots_of(reader, **only))
    names = reader.names({a.person for one in written for a in one.authorships})
    return tuple(
        AnswerLine(
            id=one.contribution.id,
            code=one.contribution.code,
            title=short_title(one.contribution),
            authors=tuple(names.get(a.person, "") for a in one.authorships),
            outcome=None if one.decision is None else one.decision.outcome,
            missing=missing(one.decision),
            table=voted.get(one.contribution.id),
        )
        for one in written
    )


def answer_sheet(reader: Reader, contribution_id: str) -> AnswerSheet:
    """Read one contribution with its vote and its answer.

    Raises:
        RecordMissingError: If there is no such contribution.
    """
    made = reader.get(Contribution, contribution_id)
    records = contributions_of(reader, id=made.id)[0]
    ballots = ballots_of(reader, contribution=made.id)
    vote = _vote(reader, ballots[-1]) if ballots else None
    wording = made if vote is None else _as_voted(reader, made, vote.ballot)
    session = None if made.session is None else reader.find(Session, made.session)
    key = decision_id(made.id)
    decided = records.decision is not None
    return AnswerSheet(
        contribution=made,
        wording=wording,
        amended_since=wording != made,
        session="" if session is None else session.title,
        authors=_authors(reader, records.authorships),
        vote=vote,
        decision=records.decision,
        seen=reader.seen(Decision, key) if decided else None,
        letters=_letters(reader, records),
    )


def give_answer(store: Store, draft: DecisionDraft, seen: Seen | None) -> str:
    """Answer a contribution as it was seen, and never over an answer nobody saw.

    Returns:
        The id of the decision.

    Raises:
        ChangedSinceError: If it was answered, or answered otherwise, meanwhile.
        AppError: If the reason is missing or the draft will not do.
    """
    with store.read() as reader:
        known = reader.find(Decision, decision_id(draft.contribution))
    if known is not None and seen is None:
        raise ChangedSinceError(Decision.kind, known.id, "outcome")
    return decide(store, draft, seen)


def _vote(reader: Reader, records: BallotRecords) -> TableVote:
    result = records.result
    versions = reader.all(Rules)
    day = reader.get(Session, records.ballot.session).day
    band = rules_on(versions, day).parity_band if versions else None
    return TableVote(
        ballot=records.ballot,
        result=result,
        heads=result.present,
        band=None if band is None else (_HALF - band, _HALF + band),
    )


def _as_voted(reader: Reader, made: Contribution, ballot: Ballot) -> Contribution:
    """Return a contribution as it was worded when its ballot was opened.

    The first deed that altered it after that, whether or not it stands, says what it
    replaced.
    """
    opened = reader.history(ballot.id)[-1]
    values: dict[str, Any] = {}
    for row in reader.history(made.id):  # the latest first
        if row.at > opened.at:
            values.update(_replaced(reader, row, made.id))
    return replace(made, **values)


def _replaced(reader: Reader, row: DeedRow, record_id: str) -> dict[str, Any]:
    return {
        field.field: field.before if isinstance(field.before, str) else ""
        for change in reader.changed_by(row.deed, _MOST_RECORDS)
        for field in change.fields
        if change.id == record_id and field.field in _WORDING
    }


def _authors(
    reader: Reader, authorships: Sequence[Authorship]
) -> tuple[AuthorLine, ...]:
    names = reader.names({one.person for one in authorships})
    ids = {one.organization for one in authorships if one.organization}
    offices = {one.id: one.name for one in reader.all(Organization, id=sorted(ids))}
    return tuple(
        AuthorLine(
            person=one.person,
            name=names.get(one.person, ""),
            organization=offices.get(one.organization or "", ""),
            stance=one.stance,
            stance_text=one.stance_text,
        )
        for one in authorships
    )


def _letters(reader: Reader, records: ContributionRecords) -> tuple[str, ...]:
    people = [one.person for one in records.authorships]
    if not people:
        return ()
    issued = reader.all(IssuedPaper, paper_kind=PaperKind.LETTER, subject=people)
    return tuple(
        one.number
        for one in issued
        if records.contribution.id in one.answers and not one.draft
    )
