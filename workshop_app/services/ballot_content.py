"""Ballots as papers and reports show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.ballot_acts import heard
from workshop_app.domain.consensus import BY_NAME
from workshop_app.domain.content import BallotContent
from workshop_app.domain.content_of_ballots import (
    CastingLine,
    CorrectionLine,
    CriterionLine,
    DissentLine,
    NamedVote,
    OptionLine,
    RecusalLine,
    SecretLine,
)
from workshop_app.domain.names import folded
from workshop_app.domain.vocabulary import Bloc, Method

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.ballot import Vote
    from workshop_app.domain.criteria import Criterion
    from workshop_app.domain.option_vote import OptionResult
    from workshop_app.domain.vocabulary import TableOutcome
    from workshop_app.services.gathering import BallotRecords, Register


def ballot_content(
    records: BallotRecords,
    register: Register,
    attendances: Mapping[str, Attendance],
    contribution_code: str,
) -> BallotContent:
    """Return a ballot as the minutes print it.

    Args:
        records: The ballot and what hangs on it.
        register: For names.
        attendances: Of its session, by person: whom a dissenter spoke for.
        contribution_code: Of the contribution put to decision, or nothing.
    """
    ballot = records.ballot
    result = records.result
    return BallotContent(
        code=ballot.code,
        question=ballot.question,
        contribution_code=contribution_code,
        method=ballot.method,
        opened_at=ballot.opened_at,
        majority=ballot.majority,
        quorum=ballot.quorum,
        quorum_met=result.quorum_met,
        entitled=result.entitled,
        present=result.present,
        votes={bloc.value: numbers for bloc, numbers in result.counts.items()},
        totals=result.totals,
        outcome=result.outcome,
        needed_for=result.needed_for,
        options=tuple(_option(one, records.criteria) for one in records.options),
        criteria=tuple(
            CriterionLine(title=one.title, weight=one.weight, scale=one.scale)
            for one in records.criteria
        ),
        secret=_secret(records, register),
        announced=ballot.announced if result.totals is None else None,
        recusals=_recusals(records, register, attendances),
        casting=_casting(records, register),
        dissents=tuple(_dissents(records, register, attendances)),
        corrections=tuple(_corrections(records, register)),
        roll=_roll(records, register),
        transcribed_by=register.name(ballot.transcribed_by),
        disputed=tuple(
            sorted((register.name(one.person) for one in records.disputed), key=folded)
        ),
        disputed_blocs=tuple(sorted(records.disputed_blocs, key=list(Bloc).index)),
    )


def _recusals(
    records: BallotRecords, register: Register, attendances: Mapping[str, Attendance]
) -> tuple[RecusalLine, ...]:
    found = []
    for one in records.acts.recusals:
        attendance = attendances.get(one.person)
        organization = None if attendance is None else attendance.organization
        found.append(
            RecusalLine(
                name=register.name(one.person),
                organization=register.organization_name(organization),
                bloc=one.bloc,
                ground=one.ground,
            )
        )
    return tuple(sorted(found, key=lambda line: folded(line.name)))


def _casting(records: BallotRecords, register: Register) -> CastingLine | None:
    casting = records.acts.casting
    if casting is None or not records.result.by_chair:
        return None
    return CastingLine(
        name=register.name(casting.chair),
        choice=casting.choice.value,
        reason=casting.reason,
        happened_at=casting.happened_at,
    )


def _secret(records: BallotRecords, register: Register) -> SecretLine | None:
    if records.ballot.method is not Method.SECRET:
        return None
    urns = records.acts.urns
    voters = sorted(
        (register.name(one.person) for one in records.acts.voters), key=folded
    )
    return SecretLine(
        apart=any(urn.bloc is not None for urn in urns),
        papers=sum(urn.papers for urn in urns),
        spoiled=sum(urn.spoiled for urn in urns),
        voters=tuple(voters),
    )


def _option(found: OptionResult, criteria: Sequence[Criterion]) -> OptionLine:
    return OptionLine(
        rank=found.rank,
        text=found.option.text,
        points=found.points,
        by_bloc={bloc.value: points for bloc, points in found.by_bloc.items()} or None,
        chosen=found.chosen,
        scores=tuple(found.by_criterion.get(one.id, 0) for one in criteria),
    )


def table_outcomes(ballots: Iterable[BallotRecords]) -> dict[str, TableOutcome]:
    """Return what the table decided on each contribution, by its last ballot.

    Args:
        ballots: In order of their opening.
    """
    return {
        one.ballot.contribution: one.result.outcome
        for one in ballots
        if one.ballot.contribution is not None
    }


def _dissents(
    records: BallotRecords, register: Register, attendances: Mapping[str, Attendance]
) -> Iterable[DissentLine]:
    for dissent in records.dissents:
        attendance = attendances.get(dissent.person)
        organization = None if attendance is None else attendance.organization
        yield DissentLine(
            name=register.name(dissent.person),
            organization=register.organization_name(organization),
            bloc=Bloc.OTHER if attendance is None else attendance.bloc,
            text=dissent.text,
        )


def _corrections(
    records: BallotRecords, register: Register
) -> Iterable[CorrectionLine]:
    for one in records.corrections:
        author = register.name(one.author)
        yield CorrectionLine(happened_at=one.happened_at, author=author, text=one.text)


def _roll(records: BallotRecords, register: Register) -> tuple[NamedVote, ...]:
    if records.ballot.method not in BY_NAME:
        return ()
    votes = heard(records.votes, records.acts)
    named = sorted(votes, key=lambda vote: folded(register.name(vote.person)))
    return tuple(_named(vote, register) for vote in named)


def _named(vote: Vote, register: Register) -> NamedVote:
    return NamedVote(
        name=register.name(vote.person),
        organization=register.organization_name(vote.organization),
        bloc=vote.bloc,
        choice=vote.choice.value,
        reason=vote.reason,
    )
