"""The induction of a session: how open government was explained, and to whom.

The independent report found it inadequate, so its time, its material and who was there
stand on record.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.session import Session
from workshop_app.services.attendances import require_listed
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection

    from workshop_app.store import Store


@dataclass(frozen=True, kw_only=True)
class Induction:
    """How open government was explained at a session.

    Attributes:
        minutes: How long it took.
        material: With what, in words.
    """

    at: datetime
    minutes: int = 0
    material: str = ""


def record_induction(
    store: Store, session: str, people: Collection[str], facts: Induction
) -> None:
    """Record that the values of open government were explained, and to whom.

    Said again, it replaces what was said before: who is not named was not there.

    Raises:
        NotOnListError: If somebody named is not on the list.
        InductionLengthError, MomentWithoutOffsetError: If its time cannot be meant.
        AppError: As `text.exact`.
    """
    with store.read() as reader:
        code = reader.get(Session, session).code
    deed = Deed(code=DeedCode.RECORD_INDUCTION, arguments={"code": code})
    with store.write(deed) as tx:
        told = dataclasses.replace(
            tx.get(Session, session),
            induction_at=facts.at,
            induction_minutes=facts.minutes,
            induction_material=facts.material,
        )
        for person in people:
            require_listed(tx, session, person)
        tx.save(told.cleaned())
        tx.add_all(
            dataclasses.replace(one, inducted=one.person in people)
            for one in tx.all(Attendance, session=session)
            if one.inducted is not (one.person in people)
        )
