"""Text that survives a power cut while it is being typed.

What is typed is *kept* as it stands, at most 400 ms after a key, however steadily
somebody goes on typing, and when the field is left; it is *given* when the person
leaves the field or says so with Ctrl+Enter (Enter in a line).  Giving makes the deed;
only then is it forgotten among the unsent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from workshop_app.gui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

PAUSE_MS = 400
"""Milliseconds of typing that a power cut may take at most."""

_PASSING = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


class _Keeper(QObject):
    """Remembers what was given and what is kept; knows no widget."""

    given = Signal(str)
    failed = Signal(object)
    unsent = Signal(bool)

    def __init__(
        self,
        place: str,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.place = place
        self._keep, self._forget = keep, forget
        self._given = self._before = ""
        self._kept: str | None = None
        self._now = ""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    @property
    def pending(self) -> bool:
        """Whether what stands there differs from what was last given."""
        return self._now != self._given

    def move(self, place: str) -> None:
        """Keep for another place from now on; what was typed here stays kept here."""
        self.keep()
        self.place = place
        self.set("")

    def typed(self, text: str) -> None:
        """Take note of a key; what stands there is kept soon, pause or none."""
        if text != self._now:
            self._now = text
            if not self._timer.isActive():  # begun anew, it would never end
                self._timer.start()
            self.unsent.emit(self.pending)

    def set(self, text: str) -> None:
        """Take what the store says: nothing is unsent."""
        self._timer.stop()
        self._now = self._given = self._before = text
        self._kept = None
        self.unsent.emit(False)

    def restore(self, text: str) -> None:
        """Take what survived a crash: kept already, and not given."""
        self._timer.stop()
        self._now = self._kept = text
        self.unsent.emit(self.pending)

    def keep(self) -> None:
        """Keep what stands there, or forget it if it says what was given."""
        self._timer.stop()
        if not self.pending:
            self._drop()
        elif self._kept != self._now and self._try(self._keep, self.place, self._now):
            self._kept = self._now

    def give(self) -> None:
        """Keep it, and hand it over if it changed since it was last given."""
        self.keep()
        if self.pending:
            self._before, self._given = self._given, self._now
            self.unsent.emit(False)
            self.given.emit(self._now)

    def settle(self) -> None:
        """Forget what was kept: the deed is done."""
        if not self.pending:
            self._timer.stop()
            self._drop()

    def refuse(self) -> None:
        """Hold it as unsent again: the deed could not be done."""
        self._given = self._before
        self.unsent.emit(self.pending)

    def _drop(self) -> None:
        if self._kept is not None and self._try(self._forget, self.place):
            self._kept = None

    def _try(self, deed: Callable[..., None], *arguments: str) -> bool:
        try:
            deed(*arguments)
        except Exception as error:  # noqa: BLE001 handed on, and the text stays
            self.failed.emit(error)
            return False
        return True


class AutosaveText(QPlainTextEdit):
    """A text that survives a power cut; Ctrl+Enter gives it, Tab leaves it.

    Signals:
        given(str): the text, when it was given and had changed.
        failed(object): what `keep` or `forget` raised; the text stays.
        unsent(bool): whether what stands here still has to be given.
    """

    given = Signal(str)
    failed = Signal(object)
    unsent = Signal(bool)

    def __init__(
        self,
        place: str,
        *,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty field.

        Args:
            place: The field's name among the unsent, as `minutes/<id>/closing`.
            keep: Keeps a text for a place.
            forget: Forgets what is kept for a place.
            parent: Its owner.
        """
        super().__init__(parent)
        self._keeper = _Keeper(place, keep, forget, self)
        self._keeper.given.connect(self.given)
        self._keeper.failed.connect(self.failed)
        self._keeper.unsent.connect(self._mark)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._typed)

    def place(self) -> str:
        """Return its name among the unsent."""
        return self._keeper.place

    def set_place(self, place: str) -> None:
        """Turn to another record; follow with `set_text` and perhaps `restore`.

        What was typed and not given stays kept under the old place.
        """
        self._keeper.move(place)
        self._show("")

    def text_now(self) -> str:
        """Return what stands here, given or not."""
        return self.toPlainText()

    def is_unsent(self) -> bool:
        """Return whether what stands here still has to be given."""
        return self._keeper.pending

    def set_text(self, text: str) -> None:
        """Show what the store says; keeps and gives nothing."""
        self._keeper.set(text)
        self._show(text)

    def restore(self, text: str) -> None:
        """Show what survived a crash, marked unsent; call after `set_text`."""
        self._keeper.restore(text)
        self._show(text)

    def give(self) -> None:
        """Give what stands here, as on leaving the field."""
        self._keeper.give()

    def settle(self) -> None:
        """Forget what was kept: what was given has become a deed."""
        self._keeper.settle()

    def refuse(self) -> None:
        """Take back that it was given: the deed failed, and the text is unsent."""
        self._keeper.refuse()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep and give, unless only the window or a menu went in between."""
        super().focusOutEvent(event)
        if event.reason() in _PASSING:
            self._keeper.keep()
        else:
            self._keeper.give()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give at Ctrl+Enter; Enter alone is a new line."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keeper.give()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._keeper.typed(self.toPlainText())

    def _show(self, text: str) -> None:
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def _mark(self, unsent: bool) -> None:  # noqa: FBT001 Qt's signal
        if bool(self.property("unsent")) != unsent:
            self.setProperty("unsent", unsent)
            theme.restyle(self)
        self.unsent.emit(unsent)


class AutosaveLine(QLineEdit):
    """One line that survives a power cut; Enter gives it.

    Signals:
        given(str): the text, when it was given and had changed.
        failed(object): what `keep` or `forget` raised; the text stays.
        unsent(bool): whether what stands here still has to be given.
    """

    given = Signal(str)
    failed = Signal(object)
    unsent = Signal(bool)

    def __init__(
        self,
        place: str,
        *,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty field.

        Args:
            place: The field's name among the unsent, as `minutes/<id>/closing`.
            keep: Keeps a text for a place.
            forget: Forgets what is kept for a place.
            parent: Its owner.
        """
        super().__init__(parent)
        self._keeper = _Keeper(place, keep, forget, self)
        self._keeper.given.connect(self.given)
        self._keeper.failed.connect(self.failed)
        self._keeper.unsent.connect(self._mark)
        self.textEdited.connect(self._keeper.typed)
        self.returnPressed.connect(self._keeper.give)

    def place(self) -> str:
        """Return its name among the unsent."""
        return self._keeper.place

    def set_place(self, place: str) -> None:
        """Turn to another record; follow with `set_text` and perhaps `restore`.

        What was typed and not given stays kept under the old place.
        """
        self._keeper.move(place)
        self._show("")

    def text_now(self) -> str:
        """Return what stands here, given or not."""
        return self.text()

    def is_unsent(self) -> bool:
        """Return whether what stands here still has to be given."""
        return self._keeper.pending

    def set_text(self, text: str) -> None:
        """Show what the store says; keeps and gives nothing."""
        self._keeper.set(text)
        self._show(text)

    def restore(self, text: str) -> None:
        """Show what survived a crash, marked unsent; call after `set_text`."""
        self._keeper.restore(text)
        self._show(text)

    def give(self) -> None:
        """Give what stands here, as on leaving the field."""
        self._keeper.give()

    def settle(self) -> None:
        """Forget what was kept: what was given has become a deed."""
        self._keeper.settle()

    def refuse(self) -> None:
        """Take back that it was given: the deed failed, and the text is unsent."""
        self._keeper.refuse()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep and give, unless only the window or a menu went in between."""
        super().focusOutEvent(event)
        if event.reason() in _PASSING:
            self._keeper.keep()
        else:
            self._keeper.give()

    def _show(self, text: str) -> None:
        if text != self.text():
            self.blockSignals(True)
            self.setText(text)
            self.setCursorPosition(0)  # a long one is read from its beginning
            self.blockSignals(False)

    def _mark(self, unsent: bool) -> None:  # noqa: FBT001 Qt's signal
        if bool(self.property("unsent")) != unsent:
            self.setProperty("unsent", unsent)
            theme.restyle(self)
        self.unsent.emit(unsent)
