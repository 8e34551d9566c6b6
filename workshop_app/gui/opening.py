"""Opening a process from the window: in the lane, once, remembered."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.single import SingleWindow
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store


class OpenElsewhereError(AppError):
    """Another window of this computer has the process open."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is open in another window.", file=Path(location).name),
            advice=tr("It was brought to the front; go on there."),
        )
        self.location = location


def resolved(location: str) -> str:
    """Return a place by the one name it has, however it was written."""
    return location if "://" in location else str(Path(location).resolve())


class Opener(QObject):
    """Opens processes for the window.

    `locked` says that a passphrase is needed; whoever asks for it calls `open` again.
    """

    locked = Signal(str, object)  # location, error
    failed = Signal(object)  # AppError
    opened = Signal()
    asked = Signal()  # another window wants this one to come to the front
    brought = Signal(str)  # a file of another computer, to be looked into

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._single: SingleWindow | None = None

    @property
    def single(self) -> SingleWindow:
        """What keeps other windows from opening the same process."""
        if self._single is None:
            from workshop_app.gui.single import SingleWindow  # noqa: PLC0415 not before the first paint

            self._single = SingleWindow(self)
            self._single.asked.connect(self.asked)
            self._single.brought.connect(self.brought)
        return self._single

    def open(
        self, location: str, passphrase: str | None = None, *, bringing: str = ""
    ) -> None:
        """Open a process, and close the one that is open.

        Args:
            location: Its file or address.
            passphrase: What opens it, if it is asked for.
            bringing: A file to look into, for the window that has it open already.
        """
        location = resolved(location)
        if self.has_open(location):
            self.opened.emit()
            return
        if not self.single.claim(location, bringing):
            self.failed.emit(OpenElsewhereError(location))
            return
        self._context.start(
            partial(_open, location, passphrase, self._context.home),
            on_done=self.adopt,
            on_error=partial(self._on_error, location),
        )

    def has_open(self, location: str) -> bool:
        """Return whether a place is that of the process that is open here."""
        context = self._context
        return context.is_open and resolved(context.store.location) == location

    def adopt(self, store: Store) -> None:
        """Show a process that was just opened or made, and remember where it is.

        The one before is first given what was typed, and the lane ends what was begun
        in it.
        """
        context = self._context
        context.store_closing.emit()
        if context.tasks.busy:
            context.start(
                partial(_after_the_others, store),
                on_done=self.adopt,
                on_error=self.failed.emit,
            )
            return
        location = resolved(store.location)
        self.single.claim(location)
        context.open_store(store)
        self.single.release_all_but(location)
        context.choose(context.settings.with_recent(location))
        QTimer.singleShot(0, partial(self._begin, store))

    def _begin(self, store: Store) -> None:
        """Put a session on the table and tell that the process is open.

        In a turn of its own: with the page that is made then, the window would stand
        still for longer than anybody should notice.
        """
        if self._context.is_open and self._context.store is store:
            self._context.open_session(_session_to_begin_with(store))
            self.opened.emit()

    def give_up(self, location: str) -> None:
        """Let other windows have a process that was not opened here after all."""
        self.single.release(location)

    def answer(self) -> None:
        """Let other windows bring this one to the front, now that there is one."""
        self.single.answer()

    def close(self) -> None:
        """Let other windows open what was open here."""
        if self._single is not None:
            self._single.release_all_but("")

    def _on_error(self, location: str, error: AppError) -> None:
        from workshop_app.store.errors import (  # noqa: PLC0415 not before the first paint
            Lock,
            StoreLockedError,
            StoreMissingError,
        )

        if isinstance(error, StoreLockedError) and error.lock is not Lock.KEYLESS:
            self.locked.emit(location, error)
            return
        self.give_up(location)
        if isinstance(error, StoreMissingError):
            settings = self._context.settings
            self._context.choose(settings.without_recent(location))
        self.failed.emit(error)


def _open(
    location: str, passphrase: str | None, home: Path, _progress: Progress
) -> Store:
    from workshop_app.store import Store  # noqa: PLC0415 not before the first paint

    return Store.open(location, passphrase=passphrase, home=home)


def _after_the_others(store: Store, _progress: Progress) -> Store:
    """Wait for one's turn: whatever was begun before is over then."""
    return store


def _session_to_begin_with(store: Store) -> str | None:
    """Return the session most likely meant: under way, else next, else the last."""
    from workshop_app.domain.session import Session  # noqa: PLC0415 not before the first paint
    from workshop_app.domain.vocabulary import SessionState  # noqa: PLC0415 likewise

    with store.read() as reader:
        sessions = reader.all(Session)
    under_way = [one for one in sessions if one.state is SessionState.OPEN]
    if under_way:
        return under_way[-1].id
    today = store.now().date()
    coming = [
        one
        for one in sessions
        if one.state is not SessionState.CLOSED
        and one.day is not None
        and one.day >= today
    ]
    if coming:
        return min(coming, key=lambda one: (one.day, one.id)).id
    return sessions[-1].id if sessions else None
