"""Everything the page shows of one session, read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.person import Person
from workshop_app.domain.process import Rules, Stage, Theme
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.services.conflicts import Seen
from workshop_app.services.groups import SeatedGroup, groups_of
from workshop_app.services.rules_in_force import rules_on
from workshop_app.services.session_overview import SessionOverview, overview
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.session import AgendaItem
    from workshop_app.store import Store

_BLANK = SessionDraft(title="")


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """One session as it is prepared so far; a new one has no `session`.

    Attributes:
        today: The day it is looked at.
        draft: What is known about the session.
        seen: To save it later over what was seen; None for a new one.
        rules: In force on its day; None if the process has none.
        names: Of the people the session and its groups speak of, by id.
    """

    today: date
    draft: SessionDraft
    session: Session | None = None
    seen: Seen | None = None
    overview: SessionOverview | None = None
    rules: Rules | None = None
    stages: Sequence[Stage] = ()
    themes: Sequence[Theme] = ()
    listed: Sequence[Attendance] = ()
    groups: Sequence[SeatedGroup] = ()
    names: dict[str, str]

    @property
    def agenda(self) -> Sequence[AgendaItem]:
        """The points of the agenda, in order."""
        return () if self.overview is None else self.overview.agenda


def read(store: Store, session_id: str | None, now: datetime) -> Preparation:
    """Read a session and what surrounds it; without an id, what surrounds a new one."""
    with store.read() as reader:
        versions = reader.all(Rules)
        stages, themes = reader.all(Stage), reader.all(Theme)
        session = None if session_id is None else reader.find(Session, session_id)
        if session is None:
            return Preparation(
                today=now.date(),
                draft=_BLANK,
                rules=rules_on(versions, now.date()) if versions else None,
                stages=stages,
                themes=themes,
                names={},
            )
        groups = groups_of(reader, session.id)
        listed = reader.all(Attendance, session=session.id)
        wanted = {one.person for one in listed} | set(session.signers.values())
        for one in groups:
            wanted |= {one.group.moderator or "", one.group.rapporteur or ""}
        people = reader.all(Person, id=sorted(wanted - {""}))
        return Preparation(
            today=now.date(),
            draft=draft_of(session),
            session=session,
            seen=reader.seen(Session, session.id),
            overview=overview(reader, session.id, now),
            rules=rules_on(versions, session.day) if versions else None,
            stages=stages,
            themes=themes,
            listed=listed,
            groups=groups,
            names={one.id: one.name for one in people},
        )


def draft_of(session: SessionDraft) -> SessionDraft:
    """Return what somebody could have typed about a session."""
    return SessionDraft(
        **{one.name: getattr(session, one.name) for one in fields(SessionDraft)}
    )
