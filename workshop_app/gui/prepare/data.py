"""The data of a session, given field by field; a new one begins with its title."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from workshop_app.domain import text
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.person import PersonDraft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import DocumentType
from workshop_app.gui.prepare.reading import draft_of
from workshop_app.i18n import tr
from workshop_app.services.conducting import (
    Slips,
    amend_conducted,
    schedule_conducted,
)
from workshop_app.services.conflicts import ChangedSinceError
from workshop_app.services.people import register_person
from workshop_app.services.processes import add_theme

if TYPE_CHECKING:
    from workshop_app.domain.session import SessionDraft
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.store import Seen


class DataView(Protocol):
    """What the presenter asks of the section."""

    def show_problem(self, field: str, sentence: str) -> None:
        """Say beside a field what is wrong; what was typed stays."""

    def settle(self, field: str) -> None:
        """Take note that what stands in a field is on record."""

    def refuse(self, field: str) -> None:
        """Take note that what stands in a field could not be put on record."""

    def theirs(self, field: str, draft: SessionDraft) -> str:
        """Say what a field would show of a draft."""


class DataPresenter(QObject):
    """Puts what is typed on record, each field as one deed."""

    def __init__(self, context: AppContext, view: DataView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._session: str | None = None
        self._seen: Seen | None = None
        self._listed: set[str] = set()
        self._registered: set[str] = set()
        self.draft: SessionDraft | None = None

    @property
    def is_new(self) -> bool:
        """Whether the session is not on record yet."""
        return self._session is None

    def show(self, found: Preparation) -> None:
        """Take what is on record; what was typed of a new session stays."""
        on_record = None if found.session is None else found.session.id
        if on_record != self._session:
            self._listed, self._registered = set(), set()
        if found.session is None:
            if self.draft is None or self._session is not None:
                self.draft = found.draft
            self._session, self._seen = None, None
            return
        self._session, self._seen = found.session.id, found.seen
        self.draft = found.draft

    def give(self, field: str, **changes: Any) -> None:
        """Put a field on record, with what belongs to it."""
        if self.draft is None or all(
            getattr(self.draft, name) == value for name, value in changes.items()
        ):
            self._view.settle(field)
            return
        draft = replace(self.draft, **changes)
        if self._session is None:
            self.draft = draft
            if not text.is_blank(draft.title):
                self._schedule(field, draft)
            return
        slips, fresh = self._slips(), self._not_listed(draft)
        self._context.perform(
            partial(
                amend_conducted,
                self._context.store,
                self._session,
                draft,
                self._seen,
                slips=slips,
            ),
            on_done=partial(self._given, field, fresh),
            on_error=partial(self._refused, field),
        )

    def name_theme(self, title: str) -> None:
        """Add a theme to the process, and give it to the session."""
        self._context.perform(
            partial(add_theme, self._context.store, title),
            on_done=self._give_theme,
            on_error=partial(self._refused, "theme"),
        )

    def name_person(self, field: str, name: str) -> None:
        """Register somebody by name alone, for a part in the session."""
        draft = PersonDraft(name=name, document_type=DocumentType.NONE)
        self._context.perform(
            partial(register_person, self._context.store, draft),
            on_done=partial(self._give_person, field),
            on_error=partial(self._refused, field),
        )

    def _schedule(self, field: str, draft: SessionDraft) -> None:
        self._context.perform(
            partial(schedule_conducted, self._context.store, draft, self._slips()),
            on_done=partial(self._scheduled, field),
            on_error=partial(self._refused, field),
        )

    def _scheduled(self, field: str, session: str) -> None:
        self._view.settle(field)
        assert self.draft is not None  # noqa: S101 it was just given
        self._listed |= set(self.draft.signers.values())
        self.draft = None
        self._session = session
        self._context.say(tr("The session was scheduled."))
        self._context.open_session(session)

    def _give_theme(self, theme: str) -> None:
        self.give("theme", theme=theme)

    def _give_person(self, field: str, person: str) -> None:
        self._registered.add(person)
        self.give(field, **{field: person})

    def _given(self, field: str, fresh: set[str], _nothing: None) -> None:
        self._read()
        self._listed |= fresh
        self._view.settle(field)

    def _refused(self, field: str, error: AppError) -> None:
        self._view.refuse(field)
        if not isinstance(error, ChangedSinceError):
            self._view.show_problem(getattr(error, "field", None) or field, str(error))
            return
        self._read()  # given again, it is written over what was now seen
        assert self.draft is not None  # noqa: S101 it was just read
        self._view.show_problem(
            field,
            tr(
                "Meanwhile somebody wrote “{theirs}”. What you typed still stands "
                "here: Enter writes it over theirs, Esc takes theirs.",
                theirs=self._view.theirs(field, self.draft) or "–",
            ),
        )

    def _slips(self) -> Slips:
        """Return who is there only because of a part that was given here just now."""
        own = {self._context.store.operator}
        return Slips(listed=self._listed - own, registered=self._registered - own)

    def _not_listed(self, draft: SessionDraft) -> set[str]:
        """Return those whom a part that is given now puts on the list."""
        assert self._session is not None  # noqa: S101 a new one is scheduled
        with self._context.store.read() as reader:
            listed = reader.all(Attendance, session=self._session)
        return set(draft.signers.values()) - {one.person for one in listed}

    def _read(self) -> None:
        if self._session is None:
            return
        with self._context.store.read() as reader:
            self.draft = draft_of(reader.get(Session, self._session))
            self._seen = reader.seen(Session, self._session)
