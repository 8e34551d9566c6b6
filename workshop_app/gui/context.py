"""What every page shares: the process, the session, the lane, the settings."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from workshop_app import settings as kept_settings
from workshop_app.errors import AppError
from workshop_app.gui.drafts import Drafts
from workshop_app.gui.parts.changes import Changes
from workshop_app.gui.parts.tasks import Task, TaskRunner, is_gone
from workshop_app.gui.watch import Watch
from workshop_app.i18n import short_date, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from workshop_app.services.progress import Progress
    from workshop_app.settings import Settings
    from workshop_app.store import Committed, Store

ResultT = TypeVar("ResultT")

_WITH_SPOKEN_CODES = frozenset({"session", "contribution", "ballot"})
"""Kinds of record that people call by their codes."""


def _tell(on_error: Callable[[AppError], object], error: Exception) -> None:
    """Tell whoever asked and is still there; what is no refusal is a bug."""
    if not isinstance(error, AppError):
        raise error
    if not is_gone(on_error):
        on_error(error)


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
        watch: Looks whether the file still lies where it was.
        session: Id of the session on the table, or None.
    """

    store_closing = Signal()  # the last moment to give what was typed
    store_changed = Signal()
    replaced = Signal()  # the process goes on in another file; read everything anew
    session_changed = Signal()
    settings_changed = Signal()
    operator_changed = Signal()
    saved = Signal(object)  # datetime
    save_failed = Signal(object)  # AppError
    said = Signal(str)
    went = Signal(str, str)  # name of a page, id of a record or ""
    asked_for_process = Signal()  # somebody wants to begin or open another
    asked_for_keys = Signal()  # somebody wants to see the sheet of keys
    open_file = Signal(str, object)  # location of a process, and its passphrase or None

    def __init__(self, *, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home = home
        self.tasks = TaskRunner(self)
        self.changes = Changes(self)
        self.session: str | None = None
        self._unkept: dict[str, Any] = {}
        self._settings = kept_settings.load(home)
        self._store: Store | None = None
        self._again: Callable[[], None] | None = None
        self._unsaved: AppError | None = None
        self._behind: list[Task] = []
        self.drafts = Drafts(self, self)
        self.watch = Watch(self, self)
        self.watch.replaced.connect(self._on_replaced)
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

    @property
    def unsaved(self) -> AppError | None:
        """Why the last thing could not be saved; None if everything is."""
        return self._unsaved

    def choose(self, settings: Settings) -> None:
        """Keep other settings, and let the window follow them.

        Only what differs is written: a service or another window may have kept
        something else meanwhile.  What cannot be written holds until the end.
        """
        self._unkept |= {
            one.name: getattr(settings, one.name)
            for one in fields(settings)
            if getattr(settings, one.name) != getattr(self._settings, one.name)
        }
        self.reload_settings()
        try:
            kept_settings.save(self._settings, self.home)
        except OSError:
            self.say(
                tr(
                    "What you choose holds until the program is closed: nothing can be "
                    "written in {folder}.",
                    folder=self.home,
                )
            )
        else:
            self._unkept.clear()
        self.settings_changed.emit()

    def reload_settings(self) -> None:
        """Read the settings again, since a service kept something there."""
        self._settings = replace(kept_settings.load(self.home), **self._unkept)

    def open_store(self, store: Store) -> None:
        """Work with a process from now on; the one before is closed.

        Whoever calls it has emitted `store_closing`, and seen that the lane is empty.
        """
        self.close_store()
        self._store = store
        store.on_commit(self.changes.note)
        self.watch.follow(store)
        self.session = None
        self._learn_codes(store)
        self.reload_settings()
        self.store_changed.emit()

    def close_store(self) -> None:
        """Let go of the process that is open, if any."""
        self.watch.let_go()
        if self._store is not None:
            self.drafts.let_go()
            self._store.close()
        self._store = None
        self._again = self._unsaved = None

    def open_session(self, session_id: str | None) -> None:
        """Put a session on the table."""
        self.session = session_id
        self.session_changed.emit()

    def consultation(self) -> str:
        """Return what the consultation is called whose process is open."""
        from workshop_app.domain.process import Process  # noqa: PLC0415 not before the first paint

        with self.store.read() as reader:
            return reader.all(Process)[0].title

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
        """Put somebody else at the keyboard, after what waits of whoever sits there."""
        self.perform(
            partial(self.store.operate_as, person_id),
            on_done=self._on_operator,
            on_error=self._say_error,
        )

    def _on_operator(self, _nothing: None) -> None:
        self.reload_settings()
        self.operator_changed.emit()

    def _say_error(self, error: AppError) -> None:
        self.say(str(error))

    def go(self, page: str, target: str = "") -> None:
        """Go to a page, and to a record on it."""
        self.went.emit(page, target)

    def say(self, sentence: str) -> None:
        """Tell what was done, for a moment, where it disturbs nobody."""
        from workshop_app.gui.spoken_codes import short_codes  # noqa: PLC0415 not before the first paint

        self.said.emit(short_codes(sentence))

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
            if isinstance(error, AppError) and error.passing:
                self._again = again
                self._unsaved = error
                self.save_failed.emit(error)
            _tell(on_error, error)

        def again() -> None:
            self.perform(work, on_done=on_done, on_error=on_error)

        if self.waits:
            waiting = self.tasks.run(
                lambda _told: work(), on_done=on_done, on_error=failed, lasting=True
            )
            self._behind.append(waiting)
            waiting.finished.connect(self._on_caught_up)
            return
        try:
            result = work()
        except AppError as error:
            failed(error)
        else:
            on_done(result)

    @property
    def waits(self) -> bool:
        """Whether the next deed waits until the lane has written."""
        writing = self._store is not None and self._store.is_writing
        return bool(self._behind) or writing

    def _on_caught_up(self) -> None:
        self._behind.pop(0)

    def start(
        self,
        work: Callable[[Progress], ResultT],
        *,
        on_done: Callable[[ResultT], object] = _nothing,
        on_error: Callable[[AppError], object],
        later: bool = False,
    ) -> Task:
        """Do long work in the lane; show its `Task` in a `ProgressStrip`.

        Args:
            work: What is done in the lane.
            on_done: Hears what it returned.
            on_error: Hears what it raised.
            later: Whether it begins only when what is to be painted is painted.
        """
        return self.tasks.run(
            work, on_done=on_done, on_error=partial(_tell, on_error), later=later
        )

    def try_again(self) -> None:
        """Do again what could not be saved."""
        again, self._again = self._again, None
        self.drafts.try_again()
        self.watch.look_again()
        if again is not None:
            again()

    def close(self) -> None:
        """Stop the lane and let go of the process."""
        self.tasks.close()
        self.close_store()

    def _on_replaced(self) -> None:
        """Go on in the file that took the place of the other, with what was typed."""
        if self._store is None:
            return
        self.drafts.carry_over()
        self.store_closing.emit()
        self._learn_codes(self._store)
        if not self._knows_session(self._store):
            self.session = None
        self.replaced.emit()

    def _on_committed(self, done: Committed) -> None:
        if self._store is None:
            return
        # the page that was refused still holds it: done now, it might be done twice
        self._again = self._unsaved = None
        moment: datetime = self._store.now()
        self.saved.emit(moment)
        if done.kinds & _WITH_SPOKEN_CODES:
            self._learn_codes(self._store)
        if self.session in done.ids:
            self._require_session(self._store)

    def _learn_codes(self, store: Store) -> None:
        """Learn which codes two computers gave: those are shown whole everywhere."""
        from workshop_app.domain.ballot import Ballot  # noqa: PLC0415 not before the first paint
        from workshop_app.domain.contribution import Contribution  # noqa: PLC0415 likewise
        from workshop_app.domain.session import Session  # noqa: PLC0415 likewise
        from workshop_app.gui import spoken_codes  # noqa: PLC0415 likewise

        with store.read() as reader:
            kinds = (Session, Contribution, Ballot)
            spoken_codes.learn(code for kind in kinds for code in reader.codes(kind))

    def _require_session(self, store: Store) -> None:
        """Put no session on the table whose scheduling was undone."""
        if not self._knows_session(store):
            self.open_session(None)

    def _knows_session(self, store: Store) -> bool:
        from workshop_app.domain.session import Session  # noqa: PLC0415 not before the first paint

        with store.read() as reader:
            return reader.find(Session, self.session or "") is not None
