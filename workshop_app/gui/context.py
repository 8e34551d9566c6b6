"""What every page shares: the process, the session, the lane, the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from workshop_app import settings as kept_settings
from workshop_app.errors import AppError
from workshop_app.gui.drafts import Drafts
from workshop_app.gui.parts.changes import Changes
from workshop_app.gui.parts.tasks import Task, TaskRunner
from workshop_app.i18n import short_date, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from workshop_app.services.progress import Progress
    from workshop_app.settings import Settings
    from workshop_app.store import Committed, Store

ResultT = TypeVar("ResultT")


class NothingOpenError(AppError):
    """No process is open in this window."""

    def __init__(self) -> None:
        super().__init__(
            tr("No process is open."),
            advice=tr("Begin one, open a file, or try the sample."),
        )


def _nothing(_result: object) -> None:
    """Do nothing more: what was done shows by itself."""


class AppContext(QObject):
    """The one thing that pages are given.

    Attributes:
        home: Where this computer keeps settings, keys and log.
        tasks: The lane for long work.
        changes: Tells of every deed.
        drafts: Keeps what is being typed.
        session: Id of the session on the table, or None.
    """

    store_changed = Signal()
    session_changed = Signal()
    settings_changed = Signal()
    operator_changed = Signal()
    saved = Signal(object)  # datetime
    save_failed = Signal(object)  # AppError
    said = Signal(str)
    went = Signal(str, str)  # name of a page, id of a record or ""
    asked_for_process = Signal()  # somebody wants to begin or open another
    asked_for_keys = Signal()  # somebody wants to see the sheet of keys
    open_file = Signal(str)  # location of a process to be opened

    def __init__(self, *, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home = home
        self.tasks = TaskRunner(self)
        self.changes = Changes(self)
        self.session: str | None = None
        self._settings = kept_settings.load(home)
        self._store: Store | None = None
        self._again: Callable[[], None] | None = None
        self._behind: list[Task] = []
        self.drafts = Drafts(self)
        self.changes.committed.connect(self._on_committed)

    @property
    def is_open(self) -> bool:
        """Whether a process is open."""
        return self._store is not None

    @property
    def store(self) -> Store:
        """The process that is open.

        Raises:
            NothingOpenError: If there is none.
        """
        if self._store is None:
            raise NothingOpenError
        return self._store

    @property
    def settings(self) -> Settings:
        """What was chosen on this computer."""
        return self._settings

    def choose(self, settings: Settings) -> None:
        """Keep other settings, and let the window follow them."""
        kept_settings.save(settings, self.home)
        self._settings = settings
        self.settings_changed.emit()

    def reload_settings(self) -> None:
        """Read the settings again, since a service kept something there."""
        self._settings = kept_settings.load(self.home)

    def open_store(self, store: Store) -> None:
        """Work with a process from now on; the one before is closed."""
        self.close_store()
        self._store = store
        store.on_commit(self.changes.note)
        self.session = None
        self._settings = kept_settings.load(self.home)
        self.store_changed.emit()

    def close_store(self) -> None:
        """Let go of the process that is open, if any."""
        if self._store is not None:
            self.drafts.settle()
            self._store.close()
        self._store = None
        self._again = None

    def open_session(self, session_id: str | None) -> None:
        """Put a session on the table."""
        self.session = session_id
        self.session_changed.emit()

    def session_line(self) -> str:
        """Say which session is on the table, in one line."""
        from workshop_app.domain.session import Session  # noqa: PLC0415 not before the first paint

        if self._store is None or self.session is None:
            return ""
        with self._store.read() as reader:
            session = reader.find(Session, self.session)
        if session is None:
            return ""
        parts = [session.title]
        if session.day is not None:
            parts.append(short_date(session.day))
        if session.venue:
            parts.append(session.venue)
        return " · ".join(parts)

    def operate_as(self, person_id: str) -> None:
        """Put somebody else at the keyboard."""
        self.store.operate_as(person_id)
        self._settings = kept_settings.load(self.home)
        self.operator_changed.emit()

    def go(self, page: str, target: str = "") -> None:
        """Go to a page, and to a record on it."""
        self.went.emit(page, target)

    def say(self, sentence: str) -> None:
        """Tell what was done, for a moment, where it disturbs nobody."""
        self.said.emit(sentence)

    def perform(
        self,
        work: Callable[[], ResultT],
        *,
        on_done: Callable[[ResultT], object] = _nothing,
        on_error: Callable[[AppError], object],
    ) -> None:
        """Do one deed, at once unless the lane is writing, and else behind it.

        A deed of one record takes a few milliseconds; while an import writes it would
        wait for the whole import, and the window with it.  What could not be saved for
        now is kept, and done again by `try_again`.
        """

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                raise error
            if error.passing:
                self._again = again
                self.save_failed.emit(error)
            on_error(error)

        def again() -> None:
            self.perform(work, on_done=on_done, on_error=on_error)

        if self._behind or self._is_writing():
            self._behind.append(
                self.tasks.run(lambda _told: work(), on_done=on_done, on_error=failed)
            )
            self._behind[-1].finished.connect(self._on_caught_up)
            return
        try:
            result = work()
        except AppError as error:
            failed(error)
        else:
            on_done(result)

    def _is_writing(self) -> bool:
        return self._store is not None and self._store.is_writing

    def _on_caught_up(self) -> None:
        self._behind.pop(0)

    def start(
        self,
        work: Callable[[Progress], ResultT],
        *,
        on_done: Callable[[ResultT], object] = _nothing,
        on_error: Callable[[AppError], object],
    ) -> Task:
        """Do long work in the lane; show its `Task` in a `ProgressStrip`."""

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                raise error
            on_error(error)

        return self.tasks.run(work, on_done=on_done, on_error=failed)

    def try_again(self) -> None:
        """Do again what could not be saved."""
        again, self._again = self._again, None
        if again is not None:
            again()

    def close(self) -> None:
        """Stop the lane and let go of the process."""
        self.tasks.close()
        self.close_store()

    def _on_committed(self, _done: Committed) -> None:
        if self._store is not None:
            moment: datetime = self._store.now()
            self.saved.emit(moment)
