"""Taking back what was done, bringing it back, and reading what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot, BallotCount, Vote
from workshop_app.domain.ballot_acts import CastingVote, Recusal
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import BallotState, SessionState
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.deeds import LASTING, REVERTING, DeedCode, deed_title
from workshop_app.services.references import StillUsedError, require_unused, touched_by
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.domain.records import Record
    from workshop_app.store import DeedRow, Reader, Store


class LastingDeedError(AppError):
    """What left the house, or founded it, cannot be undone."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("“{title}” cannot be undone.", title=title),
            advice=tr("An issued paper is replaced by issuing it anew."),
        )
        self.title = title


class SessionOverError(AppError):
    """What was voted at a closed session is not taken back behind its minutes."""

    def __init__(self, title: str, session: str) -> None:
        super().__init__(
            tr(
                "“{title}” cannot be undone: session {code} is closed.",
                title=title,
                code=session,
            ),
            advice=tr(
                "Set a correction beside the result, or open the session again and "
                "say why."
            ),
        )
        self.title = title
        self.session = session


class NotUndoneError(AppError):
    """Only what was undone can be redone."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("“{title}” was not undone.", title=title),
            advice=tr("There is nothing to bring back."),
        )
        self.title = title


def undo(store: Store, deed: str, *, reason: str = "") -> None:
    """Put every record back as it was before a deed.

    Nothing is erased: the undoing is a deed of its own, and undoing that one is how
    to redo.

    Raises:
        DeedMissingError: If there is no such deed.
        LastingDeedError: If it is one that lasts.
        DeedRevertedError: If it is set aside already.
        ChangedSinceError: If a record was altered after it.
        StillUsedError: If records made since speak of what it made.
        SessionOverError: If it was voted at a session that is closed.
    """
    with store.read() as reader:
        row = reader.deed(deed)
    revert(store, row, _opposite(row.code), reason)


def redo(store: Store, deed: str, *, reason: str = "") -> None:
    """Bring back a deed that was undone.

    Raises:
        DeedMissingError: If there is no such deed.
        NotUndoneError: If it stands.
        ChangedSinceError: If a record was altered after it was undone.
        StillUsedError: If records made since speak of what would go.
        SessionOverError: If it was voted at a session that is closed.
    """
    with store.read() as reader:
        row = reader.deed(deed)
        if not row.reverted:
            raise NotUndoneError(deed_title(row.code, row.arguments))
        active = [
            one
            for one in reader.history()
            if row.deed in one.reverts and not one.reverted
        ]
    revert(store, active[0], DeedCode.REDO, reason)


def revert(store: Store, row: DeedRow, code: DeedCode, reason: str = "") -> None:
    """Set a deed aside, under the code of what that is to the person.

    Raises:
        LastingDeedError: If it is one that lasts.
        DeedRevertedError: If it is set aside already.
        ChangedSinceError: If a record was altered after it.
        StillUsedError: If records made since speak of what it made.
        SessionOverError: If it was voted at a session that is closed.
    """
    title = deed_title(row.code, row.arguments)
    if row.code in LASTING:
        raise LastingDeedError(title)
    with store.write(Deed(code=code, arguments=_arguments(row), reason=reason)) as tx:
        if code is not DeedCode.UNDO_IMPORT:
            _require_session_allows(tx, row, title)
        tx.revert(row.deed)
        require_unused(tx, row, title)


def _require_session_allows(reader: Reader, row: DeedRow, title: str) -> None:
    """Keep an undo from doing what the table itself could not.

    The result of a closed session is not written over by taking its counting back:
    the session is opened again, for a reason.  Nor is the opening of a session taken
    from under its ballots.
    """
    touched = set(touched_by(reader, row))
    named = reader.all(Ballot, id=_keys(touched, Ballot))
    votes = reader.all(Vote, id=_keys(touched, Vote))
    counts = reader.all(BallotCount, id=_keys(touched, BallotCount))
    keys = {one.id for one in named} | {one.ballot for one in votes}
    keys |= {one.ballot for one in counts}
    recusals = reader.all(Recusal, id=_keys(touched, Recusal))
    casting = reader.all(CastingVote, id=_keys(touched, CastingVote))
    keys |= {one.ballot for one in recusals} | {one.ballot for one in casting}
    for ballot in reader.all(Ballot, id=sorted(keys)):
        session = reader.get(Session, ballot.session)
        if session.state is SessionState.CLOSED:
            raise SessionOverError(title, session.code)
    if row.code in {DeedCode.OPEN_SESSION, DeedCode.REOPEN_SESSION}:
        held = reader.all(Ballot, session=_keys(touched, Session))
        standing = [one for one in held if _stands_on(row.code, one)]
        if standing:
            raise StillUsedError(title, len(standing))


def _stands_on(code: str, ballot: Ballot) -> bool:
    """Whether a ballot would be left out in the open: a closed one may be later."""
    return code == DeedCode.OPEN_SESSION or ballot.state is BallotState.OPEN


def _keys(touched: Iterable[tuple[str, str]], record: type[Record]) -> list[str]:
    return sorted(key for kind, key in touched if kind == record.kind)


def _opposite(code: str) -> DeedCode:
    """Return what undoing a deed is to the person: undoing an undo brings back."""
    takes_out = code in REVERTING and code != DeedCode.REDO
    return DeedCode.REDO if takes_out else DeedCode.UNDO


def _arguments(row: DeedRow) -> dict[str, str | int]:
    """Say of which deed; what undoes an undoing speaks of the first one."""
    if row.code in REVERTING:
        return dict(row.arguments)
    return {**row.arguments, "what": row.code}
