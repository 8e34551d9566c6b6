"""A day, typed or picked from a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class DayEdit(QDateEdit):
    """A field for a day, written as people here do: 20/04/2026."""

    def __init__(
        self, day: date, name: str = "", parent: QWidget | None = None
    ) -> None:
        """Make the field.

        Args:
            day: What it shows at first.
            name: What a screen reader calls it; a `Field` around it gives its own.
            parent: Its owner.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt writes them in a red that cannot be read on dark.
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        self.set_day(day)

    def day(self) -> date:
        """Return the day it shows."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))
