"""What is looked over before a session is closed and its minutes are signed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workshop_app.domain import quorum
from workshop_app.domain.decision import Missing, missing
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.presence import composition, entitled_at
from workshop_app.domain.process import Rules
from workshop_app.domain.text import is_blank, says_something
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    BallotState,
    ContributionKind,
    Method,
    PaperKind,
    VoteChoice,
)
from workshop_app.i18n import ntr, tr
from workshop_app.services.gathering import session_records
from workshop_app.services.pages import Page
from workshop_app.services.rules_in_force import rules_on
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.services.gathering import BallotRecords, SessionRecords
    from workshop_app.store import Reader


class CheckKind(StrEnum):
    """What is looked at, in the order it is shown."""

    OPENING = "opening"
    QUORUM = "quorum"
    PRESENCE = "presence"
    AGENDA = "agenda"
    BALLOTS = "ballots"
    ABSTENTIONS = "abstentions"
    PUT_TO_VOTE = "put_to_vote"
    REASONS = "reasons"
    ANSWERS = "answers"
    NARRATIVE = "narrative"
    SIGNERS = "signers"


class CheckLevel(StrEnum):
    """Whether something is in order, is better mended, or keeps from going on."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One line of the checklist.

    Attributes:
        sentence: What was found, in the language of the moment.
        page: Where it is mended.
        target: The record to go to there, by id, if there is one.
    """

    kind: CheckKind
    level: CheckLevel
    sentence: str
    page: Page
    target: str | None = None


def closing_checklist(reader: Reader, session: str) -> tuple[CheckLine, ...]:
    """Look a session over before it is closed and signed; every line, good ones too.

    It stops at what would leave an act of the table untrue or unsigned: a session
    never opened, a ballot still open, an answer without its reason, nobody to sign.
    What the minutes can say as it is, such as a quorum that was not met, only warns:
    they record what happened.

    Raises:
        RecordMissingError: If there is no such session.
    """
    records = session_records(reader, session)
    versions = reader.all(Rules)
    rules = rules_on(versions, records.session.day) if versions else None
    return (
        _opening(records),
        _quorum(records, rules),
        _presence(records),
        _agenda(records),
        _ballots(records),
        _abstentions(records, rules),
        _put_to_vote(records),
        _reasons(records),
        _answers(records),
        _narrative(records),
        _signers(records, _last_minutes(reader, session)),
    )


def _opening(records: SessionRecords) -> CheckLine:
    if records.session.opened_at is None:
        said = tr("The session was never opened.")
        return _line(CheckKind.OPENING, CheckLevel.STOP, said)
    return _line(CheckKind.OPENING, CheckLevel.OK, tr("The session was opened."))


def _quorum(records: SessionRecords, rules: Rules | None) -> CheckLine:
    opened_at = records.session.opened_at
    if rules is None:
        said = tr("The process has no rules of decision.")
        return _line(CheckKind.QUORUM, CheckLevel.STOP, said, page=Page.PREPARE)
    if opened_at is None:
        said = tr("The quorum is taken when the session opens.")
        return _line(CheckKind.QUORUM, CheckLevel.WARN, said)
    there = composition(
        records.attendances, records.movements, opened_at, session=records.session
    )
    rule = quorum.of_call(rules.quorum, second_call=records.session.second_call)
    entitled = len(entitled_at(records.attendances, opened_at))
    present = there.voting.total
    numbers = {"present": present, "needed": quorum.needed(rule, entitled)}
    if quorum.is_met(rule, entitled=entitled, voting=present):
        said = tr("Quorum at the opening: {present} of {needed} needed.", **numbers)
        return _line(CheckKind.QUORUM, CheckLevel.OK, said)
    said = tr(
        "There was no quorum at the opening: {present} of {needed} needed.", **numbers
    )
    return _line(CheckKind.QUORUM, CheckLevel.WARN, said)


def _presence(records: SessionRecords) -> CheckLine:
    kind = CheckKind.PRESENCE
    if not records.attendances:
        return _line(kind, CheckLevel.STOP, tr("Nobody is on the attendance list."))
    came = {movement.person for movement in records.movements}
    unknown = [
        one
        for one in records.attendances
        if one.status is AttendanceStatus.EXPECTED and one.person not in came
    ]
    if not unknown:
        said = tr("Of everybody on the list it is known whether they came.")
        return _line(kind, CheckLevel.OK, said)
    said = ntr(
        "Of {count} person on the list it is not known whether they came.",
        "Of {count} people on the list it is not known whether they came.",
        count=len(unknown),
    )
    return _line(kind, CheckLevel.WARN, said, target=unknown[0].person)


def _agenda(records: SessionRecords) -> CheckLine:
    if not records.agenda:
        said = tr("The session has no agenda.")
        return _line(CheckKind.AGENDA, CheckLevel.WARN, said)
    said = ntr(
        "The agenda has {count} point.",
        "The agenda has {count} points.",
        count=len(records.agenda),
    )
    return _line(CheckKind.AGENDA, CheckLevel.OK, said)


def _ballots(records: SessionRecords) -> CheckLine:
    ballots = [one.ballot for one in records.ballots]
    still = [one for one in ballots if one.state is BallotState.OPEN]
    if not still:
        return _line(CheckKind.BALLOTS, CheckLevel.OK, tr("No ballot is open."))
    said = ntr(
        "{count} ballot is still open.",
        "{count} ballots are still open.",
        count=len(still),
    )
    return _line(CheckKind.BALLOTS, CheckLevel.STOP, said, target=still[0].id)


def _abstentions(records: SessionRecords, rules: Rules | None) -> CheckLine:
    """Look for abstentions whose reason nobody wrote down (TUO Ley 27444, art. 112.2).

    Hands have no names: what stands beside such a ballot for its minority counts as
    the reasons of as many.
    """
    kind = CheckKind.ABSTENTIONS
    if rules is not None and not rules.abstention_allowed:
        return _not_allowed(records)
    if rules is None or not rules.abstention_needs_reason:
        said = tr("The rules do not ask why somebody abstains.")
        return _line(kind, CheckLevel.OK, said)
    lacking = {one.ballot.id: _unreasoned(one) for one in records.ballots}
    count = sum(lacking.values())
    if not count:
        return _line(kind, CheckLevel.OK, tr("Every abstention gives its reason."))
    said = ntr(
        "{count} abstention gives no reason, which the rules ask for.",
        "{count} abstentions give no reason, which the rules ask for.",
        count=count,
    )
    first = next(ballot for ballot, found in lacking.items() if found)
    return _line(kind, CheckLevel.WARN, said, target=first)


def _not_allowed(records: SessionRecords) -> CheckLine:
    """Look for abstentions where the rules allow none (art. 112.1).

    To stand aside of a consensus is none, and nobody is asked about a blank paper.
    """
    abstaining = [
        one
        for one in records.ballots
        if one.ballot.method not in {Method.CONSENSUS, Method.SECRET}
        and one.result.totals is not None
        and one.result.totals.abstentions
    ]
    kind = CheckKind.ABSTENTIONS
    if not abstaining:
        return _line(kind, CheckLevel.OK, tr("Nobody abstained, as the rules ask."))
    said = ntr(
        "In {count} ballot somebody abstained, which the rules do not allow.",
        "In {count} ballots somebody abstained, which the rules do not allow.",
        count=len(abstaining),
    )
    return _line(kind, CheckLevel.WARN, said, target=abstaining[0].ballot.id)


def _unreasoned(records: BallotRecords) -> int:
    """Return how many abstained in a ballot and gave no reason."""
    if records.ballot.method in {Method.CONSENSUS, Method.SECRET}:
        return 0  # to stand aside is no abstention, and a blank paper says nothing
    if records.ballot.method is Method.ROLL_CALL:
        return sum(
            vote.choice is VoteChoice.ABSTAIN and not says_something(vote.reason)
            for vote in records.votes
        )
    hands = sum(count.abstentions or 0 for count in records.counts)
    return max(0, hands - len(records.dissents))


def _put_to_vote(records: SessionRecords) -> CheckLine:
    asked = {one.ballot.contribution for one in records.ballots}
    left_out = [
        one.contribution.id
        for one in records.contributions
        if one.contribution.contribution_kind is ContributionKind.PROPOSAL
        and one.contribution.id not in asked
    ]
    said = ntr(
        "{count} proposal was not put to the vote.",
        "{count} proposals were not put to the vote.",
        count=len(left_out),
    )
    good = tr("Every proposal was put to the vote.")
    return _counted(CheckKind.PUT_TO_VOTE, CheckLevel.WARN, left_out, said, good)


def _reasons(records: SessionRecords) -> CheckLine:
    lacking = _lacking(records, {Missing.NO_REASON, Missing.NO_REASON_CODE})
    said = ntr(
        "{count} answer gives no reason.",
        "{count} answers give no reason.",
        count=len(lacking),
    )
    good = tr("Every answer gives its reason.")
    return _counted(CheckKind.REASONS, CheckLevel.STOP, lacking, said, good)


def _answers(records: SessionRecords) -> CheckLine:
    lacking = _lacking(records, {Missing.NO_DECISION})
    said = ntr(
        "{count} contribution has no answer yet.",
        "{count} contributions have no answer yet.",
        count=len(lacking),
    )
    good = tr("Every contribution has its answer.")
    return _counted(CheckKind.ANSWERS, CheckLevel.WARN, lacking, said, good)


def _narrative(records: SessionRecords) -> CheckLine:
    session = records.session
    parts = (session.opening, session.proceedings, session.closing)
    blank = sum(map(is_blank, parts))
    if not blank:
        said = tr("Opening, proceedings and closing are written.")
        return _line(CheckKind.NARRATIVE, CheckLevel.OK, said)
    if blank == len(parts):
        said = tr("None of the three parts of the minutes is written.")
        return _line(CheckKind.NARRATIVE, CheckLevel.WARN, said)
    said = ntr(
        "{count} of the three parts to write is blank.",
        "{count} of the three parts to write are blank.",
        count=blank,
    )
    return _line(CheckKind.NARRATIVE, CheckLevel.WARN, said)


def _signers(records: SessionRecords, minutes: IssuedPaper | None) -> CheckLine:
    kind, session = CheckKind.SIGNERS, records.session
    if not session.signers:
        return _line(kind, CheckLevel.STOP, tr("Nobody is named to sign the minutes."))
    if session.chair_state is None or session.chair_civil_society is None:
        return _line(kind, CheckLevel.WARN, tr("One of the two co-chairs is missing."))
    if minutes is not None and minutes.signers:
        return _line(kind, CheckLevel.OK, _signed(minutes))
    said = ntr(
        "{count} person signs the minutes.",
        "{count} people sign the minutes.",
        count=len(session.signers),
    )
    return _line(kind, CheckLevel.OK, said)


def _signed(minutes: IssuedPaper) -> str:
    """Say who signed so far, with a certificate and by hand."""
    number, certified = minutes.number, ", ".join(minutes.signed_by)
    by_hand = ", ".join(minutes.signed_by_hand)
    if not by_hand:
        return tr("{number} is signed by {names}.", number=number, names=certified)
    if not certified:
        return tr(
            "{number} is signed by hand by {names}.", number=number, names=by_hand
        )
    return tr(
        "{number} is signed by {names}, and by hand by {others}.",
        number=number,
        names=certified,
        others=by_hand,
    )


def _last_minutes(reader: Reader, session: str) -> IssuedPaper | None:
    issued = reader.all(
        IssuedPaper, subject=session, paper_kind=PaperKind.MINUTES, draft=False
    )
    return max(issued, key=lambda one: (one.version, one.issued_at), default=None)


_PLACES: Final[Mapping[CheckKind, Page]] = {
    CheckKind.OPENING: Page.CHECK_IN,
    CheckKind.QUORUM: Page.CHECK_IN,
    CheckKind.PRESENCE: Page.CHECK_IN,
    CheckKind.AGENDA: Page.PREPARE,
    CheckKind.BALLOTS: Page.LIVE,
    CheckKind.ABSTENTIONS: Page.LIVE,
    CheckKind.PUT_TO_VOTE: Page.LIVE,
    CheckKind.REASONS: Page.DECISIONS,
    CheckKind.ANSWERS: Page.DECISIONS,
    CheckKind.NARRATIVE: Page.MINUTES,
    CheckKind.SIGNERS: Page.PREPARE,
}


def _line(
    kind: CheckKind,
    level: CheckLevel,
    sentence: str,
    *,
    page: Page | None = None,
    target: str | None = None,
) -> CheckLine:
    return CheckLine(
        kind=kind,
        level=level,
        sentence=sentence,
        page=page or _PLACES[kind],
        target=target,
    )


def _counted(
    kind: CheckKind, level: CheckLevel, found: Sequence[str], said: str, good: str
) -> CheckLine:
    """Return the line of what may be found; the first one found is where to go."""
    if not found:
        return _line(kind, CheckLevel.OK, good)
    return _line(kind, level, said, target=found[0])


def _lacking(records: SessionRecords, what: set[Missing]) -> list[str]:
    return [
        one.contribution.id
        for one in records.contributions
        if missing(one.decision) in what
    ]
