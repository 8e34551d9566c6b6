"""What stands on the list of somebody, put right: what they may do, on which side."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Unpack

from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.services.attendances import AttendanceFacts, require_listed
from workshop_app.services.deeds import DeedCode
from workshop_app.services.references import require_known
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.store import Store


def amend_attendance(
    store: Store,
    session: str,
    person: str,
    *,
    reason: str = "",
    **facts: Unpack[AttendanceFacts],
) -> None:
    """Correct what is said of somebody on the list of one session.

    What a ballot froze before stays as it was; only what comes later is counted so.

    Args:
        store: Where the process is kept.
        session: Its id.
        person: On its list.
        reason: Why, if the person at the keyboard says so.
        facts: What is to stand there; the rest stays.

    Raises:
        NotOnListError: If the person is not on the list.
        RecordMissingError: If organization or transcriber is not on record.
    """
    with store.read() as reader:
        named: dict[str, str | int] = {
            "name": reader.get(Person, person).name,
            "code": reader.get(Session, session).code,
        }
    deed = Deed(code=DeedCode.AMEND_ATTENDANCE, arguments=named, reason=reason)
    with store.write(deed) as tx:
        before = require_listed(tx, session, person)
        attendance = dataclasses.replace(before, **facts)
        require_known(tx, attendance, before)
        tx.save(attendance)
