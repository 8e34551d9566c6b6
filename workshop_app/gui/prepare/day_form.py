"""A line for a day: typed short, moved by arrows, said in full below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from workshop_app.gui.prepare.days import DayNotUnderstoodError, day_of, typed_day
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from workshop_app.errors import AppError

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
}


class DayLine(QLineEdit):
    """Enter or leaving gives the day; arrows move it by a day.

    Signals:
        given(object): the day, or None.
        unclear(object): `DayNotUnderstoodError`; what was typed stays.
    """

    given = Signal(object)
    unclear = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._shown = ""
        self.setPlaceholderText(tr("dd/mm/yyyy"))
        self.returnPressed.connect(self.give)

    def set_day(self, day: date | None) -> None:
        """Show the day on record, and tell nobody."""
        self._shown = typed_day(day)
        self.setText(self._shown)

    def is_unsent(self) -> bool:
        """Whether something else stands here than what is on record."""
        return self.text() != self._shown

    def give(self) -> None:
        """Give the day that was typed, if it is one."""
        if not self.is_unsent():
            return
        try:
            day = day_of(self.text(), self.today)
        except DayNotUnderstoodError as error:
            self._tell(error)
            return
        self.setText(typed_day(day))
        self.given.emit(day)

    def settle(self) -> None:
        """Take what stands here as what is on record."""
        self._shown = self.text()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.give()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers():
            super().keyPressEvent(event)
            return
        try:
            day = day_of(self.text(), self.today) or self.today
        except DayNotUnderstoodError as error:
            self._tell(error)
            return
        self.setText(typed_day(day + timedelta(days=step)))

    def _tell(self, error: AppError) -> None:
        self.unclear.emit(error)
