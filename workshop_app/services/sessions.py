"""Sessions: scheduled, amended, opened and closed, with their agenda."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain import text
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.records import amended, from_draft
from workshop_app.domain.session import AgendaItem, Session, SessionDraft
from workshop_app.domain.vocabulary import BallotState, SessionState
from workshop_app.errors import AppError
from workshop_app.i18n import short_time, tr
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.references import require_known
from workshop_app.services.waiving import pass_gate
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from workshop_app.store import Reader, Seen, Store, Transaction


class SessionNotOpenError(AppError):
    """What was asked needs a session that is under way."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Session {code} is not open.", code=code),
            advice=tr("Open the session first, with the time it began."),
        )
        self.code = code


class SessionOpenedBeforeError(AppError):
    """A session opens once."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Session {code} was opened before.", code=code),
            advice=tr("Amend the session if the time it began is wrong."),
        )
        self.code = code


class BallotStillOpenError(AppError):
    """A session cannot close while something is put to the vote."""

    def __init__(self, ballot: str) -> None:
        super().__init__(
            tr("Ballot {code} is still open.", code=ballot),
            advice=tr("Close the ballot, then close the session."),
        )
        self.ballot = ballot


class ActOutsideSessionError(AppError):
    """A vote stands outside the time the session is said to have lasted."""

    def __init__(self, code: str, moment: datetime) -> None:
        super().__init__(
            tr(
                "Ballot {code} was put to the vote at {time}, when the session was "
                "not under way.",
                code=code,
                time=short_time(moment),
            ),
            advice=tr("Check when the session began and ended, and the vote."),
        )
        self.code = code
        self.moment = moment


class ReopeningReasonMissingError(AppError):
    """A closed session is opened again only for a reason that is on record."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Session {code} is opened again without a reason.", code=code),
            advice=tr("Write why it is opened again; the history keeps it."),
        )
        self.code = code


class SessionNotClosedYetError(AppError):
    """Only a closed session is opened again."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Session {code} was not closed.", code=code),
            advice=tr("There is nothing to open again."),
        )
        self.code = code


class AgendaLineError(AppError):
    """A line of the agenda has no title, or a duration below nothing."""

    def __init__(self, position: int) -> None:
        super().__init__(
            tr("Line {position} of the agenda will not do.", position=position),
            advice=tr("Give each point a title and its minutes, or zero."),
        )
        self.position = position


def schedule_session(
    store: Store, draft: SessionDraft, code: str | None = None, *, reason: str = ""
) -> str:
    """Put a session on the calendar.

    Args:
        store: Where the process is kept.
        draft: What was typed about the session.
        code: A code given by the office, if it has one.
        reason: Why, if the person says so.

    Returns:
        The id of the session.

    Raises:
        RecordMissingError: If stage, theme or one of the people is not on record.
        AppError: If the draft will not do, or the code is taken.
    """
    clean = draft.cleaned()
    named = {"title": clean.title}
    deed = Deed(code=DeedCode.SCHEDULE_SESSION, arguments=named, reason=reason)
    with store.write(deed) as tx:
        session = schedule_within(tx, clean, code)
    return session.id


def schedule_within(
    tx: Transaction, clean: SessionDraft, code: str | None = None
) -> Session:
    """Put a session on the calendar, as part of a deed.

    Raises:
        RecordMissingError: If stage, theme or one of the people is not on record.
        AppError: If the code is taken.
    """
    session = from_draft(Session, clean, **identity(tx, Session, code))
    require_known(tx, session)
    tx.add(session)
    return session


def amend_session(
    store: Store,
    session_id: str,
    draft: SessionDraft,
    seen: Seen | None = None,
    *,
    reason: str = "",
) -> None:
    """Correct what is known about a session.

    Raises:
        BallotStillOpenError, ActOutsideSessionError: If its times would not agree
            with its ballots.
        RecordMissingError: If stage, theme or one of the people is not on record.
        AppError: If the draft will not do.
        ChangedSinceError: If a field moved on since the person saw it.
    """
    clean = draft.cleaned()
    with store.write(_about(store, session_id, DeedCode.AMEND_SESSION, reason)) as tx:
        amend_within(tx, session_id, clean, seen)


def amend_within(
    tx: Transaction, session_id: str, clean: SessionDraft, seen: Seen | None = None
) -> Session:
    """Correct what is known about a session, as part of a deed.

    Raises:
        BallotStillOpenError, ActOutsideSessionError: If its times would not agree
            with its ballots.
        RecordMissingError: If stage, theme or one of the people is not on record.
        ChangedSinceError: If a field moved on since the person saw it.
    """
    before = tx.get(Session, session_id)
    session = amended(before, clean)
    require_known(tx, session, before)
    if (session.opened_at, session.closed_at) != (before.opened_at, before.closed_at):
        _require_ballots_within(tx, session)
    tx.save(session, seen=seen)
    return session


def set_agenda(
    store: Store, session_id: str, points: Sequence[tuple[str, int]]
) -> None:
    """Set the points of the agenda, in order, each with its planned minutes.

    Points keep their identity by their place: the third point before is the third
    point after, reworded.

    Raises:
        AgendaLineError: If a point has no title or less than no minutes.
    """
    clean = [_agenda_line(at, point) for at, point in enumerate(points, start=1)]
    with store.write(_about(store, session_id, DeedCode.SET_AGENDA)) as tx:
        items = tx.all(AgendaItem, session=session_id)
        kept = {item.position: item for item in items}
        for position, (title, minutes) in enumerate(clean, start=1):
            known = kept.pop(position, None)
            if known is None:
                known = AgendaItem(
                    id=tx.new_id(), session=session_id, position=position, title=title
                )
                tx.add(known)
            tx.save(dataclasses.replace(known, title=title, duration=minutes))
        for surplus in kept.values():
            tx.remove(AgendaItem, surplus.id)


def open_session(store: Store, session_id: str, at: datetime) -> None:
    """Open a session at the moment it began.

    Raises:
        SessionOpenedBeforeError: If it was opened before.
    """
    with store.write(_about(store, session_id, DeedCode.OPEN_SESSION)) as tx:
        session = tx.get(Session, session_id)
        if session.state is not SessionState.PLANNED:
            raise SessionOpenedBeforeError(session.code)
        tx.save(dataclasses.replace(session, opened_at=at).cleaned())


def close_session(store: Store, session_id: str, at: datetime) -> None:
    """Close a session at the moment it ended.

    Raises:
        SessionNotOpenError: If it is not under way.
        BallotStillOpenError: If something is still put to the vote.
        ActOutsideSessionError: If something was put to the vote after that.
        StillDisagreedError: If computers disagree on it, and nobody waived that.
        AppError: If it would end before it began.
    """
    with store.write(_about(store, session_id, DeedCode.CLOSE_SESSION)) as tx:
        session = tx.get(Session, session_id)
        require_open(session)
        closed = dataclasses.replace(session, closed_at=at).cleaned()
        _require_ballots_within(tx, closed)
        pass_gate(tx, session, at)
        tx.save(closed)


def reopen_session(store: Store, session_id: str, *, reason: str) -> None:
    """Open a closed session again, for what was forgotten or closed by mistake.

    Minutes issued before stay issued; issued anew, they are the next version.

    Raises:
        ReopeningReasonMissingError: If no reason is given.
        SessionNotClosedYetError: If it is not closed.
    """
    deed = _about(store, session_id, DeedCode.REOPEN_SESSION, reason)
    with store.write(deed) as tx:
        session = tx.get(Session, session_id)
        if not text.says_something(reason):
            raise ReopeningReasonMissingError(session.code)
        if session.state is not SessionState.CLOSED:
            raise SessionNotClosedYetError(session.code)
        tx.save(dataclasses.replace(session, closed_at=None))


def require_open(session: Session) -> None:
    """Make sure that a session is under way.

    Raises:
        SessionNotOpenError: If it is planned or closed.
    """
    if session.state is not SessionState.OPEN:
        raise SessionNotOpenError(session.code)


def require_under_way(session: Session, code: str, moment: datetime) -> None:
    """Make sure that a ballot was put to the vote while the session lasted.

    Raises:
        ActOutsideSessionError: If it was not.
    """
    early = session.opened_at is not None and moment < session.opened_at
    late = session.closed_at is not None and moment > session.closed_at
    if early or late:
        raise ActOutsideSessionError(code, moment)


def _require_ballots_within(reader: Reader, session: Session) -> None:
    ballots = reader.all(Ballot, session=session.id)
    for ballot in ballots:
        if session.closed_at is not None and ballot.state is BallotState.OPEN:
            raise BallotStillOpenError(ballot.code)
    put = [(one.code, one.opened_at) for one in ballots if one.opened_at is not None]
    for code, moment in put:
        require_under_way(session, code, moment)


def _about(store: Store, session_id: str, code: DeedCode, reason: str = "") -> Deed:
    with store.read() as reader:
        session = reader.get(Session, session_id)
    return Deed(code=code, arguments={"code": session.code}, reason=reason)


def _agenda_line(position: int, point: tuple[str, int]) -> tuple[str, int]:
    title = " ".join(point[0].split())
    if not title or point[1] < 0:
        raise AgendaLineError(position)
    return title, point[1]
