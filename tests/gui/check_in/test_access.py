from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

if TYPE_CHECKING:
    from workshop_app.gui.check_in.panel import CheckInPanel

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QTabBar, QTableView)
_TARGET = 32


def _controls(page: CheckInPanel) -> list[QWidget]:
    found = page.findChildren(QWidget)
    return [one for one in found if isinstance(one, _CONTROLS) and _is_own(one)]


def _is_own(widget: QWidget) -> bool:
    """Whether it is a control of the page, not a part that Qt makes inside one."""
    return not widget.objectName().startswith("qt_") and not isinstance(
        widget.parentWidget(), _CONTROLS
    )


def test_every_control_of_the_page_has_a_name(panel: CheckInPanel) -> None:
    nameless = [one for one in _controls(panel) if not one.accessibleName()]

    assert nameless == []


def test_every_target_is_high_enough_for_a_finger(panel: CheckInPanel) -> None:
    low = [
        one.accessibleName()
        for one in _controls(panel)
        if isinstance(one, QAbstractButton | QLineEdit | QComboBox)
        and one.sizeHint().height() < _TARGET
    ]

    assert low == []


def test_what_people_are_called_is_never_read_as_markup(panel: CheckInPanel) -> None:
    panel.entry.show_problem("<b>Ñahui</b>")

    marked = [
        one.text()
        for one in panel.findChildren(QLabel)
        if one.text() and one.textFormat() != Qt.TextFormat.PlainText
    ]

    assert marked == []
    assert panel.entry.problem == "<b>Ñahui</b>"
