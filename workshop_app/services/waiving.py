"""Gates, and passing one all the same: signed, and for a reason that history keeps.

What computers disagree on is settled before a session is closed, or somebody answers
for closing it over that: a result nobody disputes must not hide one that is disputed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_app.domain import text
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.session import Session
from workshop_app.domain.waiver import Gate, Waiver
from workshop_app.errors import AppError
from workshop_app.i18n import ntr, tr
from workshop_app.ids import derived_id
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed
from workshop_app.store.records import SHAPES

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.store import ConflictRow, Reader, Store, Transaction


class StillDisagreedError(AppError):
    """Computers disagree on what happened at the session, and nobody waived that."""

    def __init__(self, code: str, count: int) -> None:
        super().__init__(
            ntr(
                "Computers disagree on {count} thing of session {code}.",
                "Computers disagree on {count} things of session {code}.",
                count,
                code=code,
            ),
            advice=tr("Settle that first, or waive it for a reason."),
        )
        self.count = count


class WaiverReasonMissingError(AppError):
    """A gate is passed for a reason."""

    def __init__(self) -> None:
        super().__init__(
            tr("A waiver needs a reason."),
            advice=tr("Say why it cannot wait: it stays in the history."),
        )


class NothingToWaiveError(AppError):
    """The gate is open."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Nothing of session {code} is disagreed on.", code=code),
            advice=tr("It can be closed as it is."),
        )


def disagreed_on(reader: Reader, session_id: str) -> tuple[ConflictRow, ...]:
    """Return what computers disagree on of a session, its ballots and contributions."""
    return tuple(
        row
        for row in reader.conflicts()
        if _session_of(reader, row.kind, row.id) == session_id
    )


def waivers(reader: Reader, session_id: str | None = None) -> tuple[Waiver, ...]:
    """Return the waivers that stand, of one session or of all."""
    wanted = {} if session_id is None else {"session": session_id}
    return reader.all(Waiver, **wanted)


def waive(store: Store, gate: Gate, session_id: str, *, reason: str) -> str:
    """Let a session be closed although a gate is shut; return the id of the waiver.

    It can be undone until the session is closed over it.

    Raises:
        RecordMissingError: If there is no such session.
        WaiverReasonMissingError: If no reason is given.
        NothingToWaiveError: If the gate is open.
    """
    said = text.exact(reason)
    if not text.says_something(said):
        raise WaiverReasonMissingError
    with store.read() as reader:
        code = reader.get(Session, session_id).code
    with store.write(Deed(DeedCode.WAIVE_GATE, {"code": code}, said)) as tx:
        if not disagreed_on(tx, session_id):
            raise NothingToWaiveError(code)
        made = Waiver(
            id=derived_id(Waiver.kind, session_id, gate),
            gate=gate,
            session=session_id,
            reason=said,
            waived_at=tx.now(),
        )
        tx.add(made)
    return made.id


def pass_gate(tx: Transaction, session: Session, at: datetime) -> None:
    """Make sure that a session may be closed; note a waiver as used.

    Raises:
        StillDisagreedError: If computers disagree on it, and nobody waived that.
    """
    count = len(disagreed_on(tx, session.id))
    if not count:
        return
    standing = [one for one in waivers(tx, session.id) if one.used_at is None]
    if not standing:
        raise StillDisagreedError(session.code, count)
    for one in standing:
        tx.save(replace(one, used_at=at))


def _session_of(reader: Reader, kind: str, record_id: str) -> str | None:
    """Return the session a record speaks of, None if it speaks of none."""
    if kind == Session.kind:
        return record_id
    record = reader.find(SHAPES[kind].record, record_id)
    told = vars(record) if record is not None else {}
    if told.get("session") is not None:
        return str(told["session"])
    if told.get("ballot") is not None:
        ballot = reader.find(Ballot, str(told["ballot"]))
        return None if ballot is None else ballot.session
    about = reader.find(Contribution, str(told.get("contribution")))
    return None if about is None else about.session
