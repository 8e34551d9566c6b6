from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.alert import Alert

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def alert(qtbot: QtBot) -> Alert:
    made = Alert()
    qtbot.addWidget(made)
    return made


def words(alert: Alert) -> list[str]:
    labels = alert.findChildren(QLabel)
    return [w.text() for w in labels if w.text() and w.isVisibleTo(alert)]


def test_an_alert_is_silent_until_there_is_something_to_say(alert: Alert) -> None:
    assert not alert.isVisible()


def test_an_alert_is_seen_and_heard(
    alert: Alert, heard: list[tuple[str, bool]]
) -> None:
    alert.show_alert("warn", "Ten are missing", "The room is 58 / 42.")

    assert alert.isVisible()
    assert words(alert) == ["Ten are missing", "The room is 58 / 42."]
    assert heard == [("Ten are missing. The room is 58 / 42.", True)]


def test_good_news_does_not_interrupt(
    alert: Alert, heard: list[tuple[str, bool]]
) -> None:
    alert.show_alert("ok", "Within the range", "")

    assert heard == [("Within the range", False)]
    assert words(alert) == ["Within the range"]


def test_an_alert_offers_a_way_on(alert: Alert, qtbot: QtBot) -> None:
    done: list[str] = []
    alert.show_alert(
        "bad", "Disk full", "", ("Try again", lambda: done.append("again"))
    )

    way = alert.findChild(QPushButton)
    assert way is not None
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)

    assert way.accessibleName() == "Try again"
    assert done == ["again"]


def test_an_alert_without_a_way_on_has_no_button(alert: Alert) -> None:
    alert.show_alert("bad", "Disk full", "", ("Try again", list))
    alert.show_alert("info", "Two conflicts", "")

    way = alert.findChild(QPushButton)

    assert way is not None
    assert not way.isVisibleTo(alert)


def test_an_alert_settled_is_gone(alert: Alert) -> None:
    alert.show_alert("bad", "Disk full", "")

    alert.clear()

    assert not alert.isVisible()


def test_the_icon_follows_the_colours(alert: Alert, qapp: QApplication) -> None:
    alert.show_alert("bad", "Disk full", "")
    sign = next(w for w in alert.findChildren(QLabel) if not w.text())
    light = sign.pixmap().toImage()

    theme.apply(qapp, dark=True, scale=1)

    assert sign.pixmap().toImage() != light


@pytest.mark.parametrize("width", [220, 260, 305, 400])
def test_an_alert_grows_until_all_of_its_words_are_seen(
    qtbot: QtBot, width: int
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    alert = Alert()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(alert)
    column.addWidget(QWidget(), 1)
    page.resize(width, 600)
    page.show()

    alert.show_alert(
        "info",
        "La sesión está cerrada: su relato ya no cambia.",
        "Para corregirlo, reábrala con un motivo.",
        ("Reabrirla…", list),
    )
    qtbot.waitUntil(lambda: alert.height() > 60)

    for one in alert.findChildren(QLabel):
        if one.text():
            assert one.height() >= one.heightForWidth(one.width()), one.text()


def test_an_alert_says_codes_as_people_do(
    alert: Alert, heard: list[tuple[str, bool]]
) -> None:
    alert.show_alert("warn", "A-tumikalo-7 has no answer", "See S-tumikalo-1.")

    assert words(alert) == ["A-7 has no answer", "See S-1."]
    assert heard == [("A-7 has no answer. See S-1.", True)]
