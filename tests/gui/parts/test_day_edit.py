from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt

from workshop_app.gui.parts.day_edit import DayEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = date(2026, 4, 20)


def test_a_day_is_written_as_people_write_it(qtbot: QtBot) -> None:
    field = DayEdit(DAY, "Day")
    qtbot.addWidget(field)

    assert field.text() == "20/04/2026"
    assert field.accessibleName() == "Day"


def test_a_day_goes_in_and_comes_out(qtbot: QtBot) -> None:
    field = DayEdit(DAY)
    qtbot.addWidget(field)

    field.set_day(date(2026, 12, 31))

    assert field.day() == date(2026, 12, 31)


def test_the_calendar_starts_on_monday_and_its_weekends_can_be_read(
    qtbot: QtBot,
) -> None:
    field = DayEdit(DAY)
    qtbot.addWidget(field)

    calendar = field.calendarWidget()

    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert calendar.selectedDate() == QDate(2026, 4, 20)
    sunday = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday)
    assert sunday == calendar.weekdayTextFormat(Qt.DayOfWeek.Monday)
