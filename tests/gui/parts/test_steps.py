from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.steps import Step, StepList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def names(steps: StepList) -> list[str]:
    return [
        w.accessibleName() for w in steps.findChildren(QWidget) if w.accessibleName()
    ]


def test_a_step_says_in_words_how_it_stands(qtbot: QtBot) -> None:
    steps = StepList(
        [
            Step("Create the session", "done"),
            Step("Call the vote", "now"),
            Step("One signature is missing", "warn"),
            Step("Sign the minutes"),
        ]
    )
    qtbot.addWidget(steps)

    assert names(steps) == [
        "Create the session: done",
        "Call the vote: under way",
        "One signature is missing: look here",
        "Sign the minutes: to do",
    ]


def test_a_step_that_leads_somewhere_is_clicked(qtbot: QtBot) -> None:
    gone: list[str] = []
    steps = StepList([Step("Sign", "todo", "Ctrl+5", lambda: gone.append("minutes"))])
    qtbot.addWidget(steps)

    way = steps.findChild(QPushButton)
    assert way is not None
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    QTest.keyClick(way, Qt.Key.Key_Return)

    assert gone == ["minutes", "minutes"]
    assert [w.text() for w in steps.findChildren(QLabel)] == ["Ctrl+5"]


def test_a_step_may_say_something_at_its_end(qtbot: QtBot) -> None:
    steps = StepList([Step("Debate", "now", aside="24 min left")])
    qtbot.addWidget(steps)

    assert "24 min left" in [w.text() for w in steps.findChildren(QLabel)]


def test_a_step_that_is_only_read_is_no_stop_for_tab(qtbot: QtBot) -> None:
    steps = StepList([Step("Create the session", "done")])
    qtbot.addWidget(steps)

    assert steps.findChildren(QPushButton) == []


def test_the_focus_stays_on_its_line_when_the_lines_are_read_anew(qtbot: QtBot) -> None:
    lines = [Step("One", run=list), Step("Two", run=list)]
    steps = StepList(lines)
    qtbot.addWidget(steps)
    steps.show()
    steps.findChildren(QPushButton)[1].setFocus()

    steps.set_steps([Step("One", "done", run=list), Step("Two", run=list)])

    assert steps.steps()[0].state == "done"
    focused = steps.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Two"


def test_signs_follow_the_colours(qapp: QApplication, qtbot: QtBot) -> None:
    steps = StepList([Step("Read", "done"), Step("Go", "done", run=list)])
    qtbot.addWidget(steps)
    steps.show()
    way = steps.findChild(QPushButton)
    sign = next(w for w in steps.findChildren(QLabel) if not w.text())
    assert way is not None
    light = (sign.pixmap().toImage(), way.icon().pixmap(18, 18).toImage())

    theme.apply(qapp, dark=True, scale=1)

    assert sign.pixmap().toImage() != light[0]
    assert way.icon().pixmap(18, 18).toImage() != light[1]


def test_a_long_step_takes_a_second_line_and_lets_the_next_one_down(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, dark=False, scale=1.0)
    long = "3 of the three parts to write are empty & nobody began"
    steps = StepList([Step(long, run=print), Step("Sign", run=print)])
    qtbot.addWidget(steps)
    steps.resize(220, steps.sizeHint().height())
    steps.show()
    first, second = steps.findChildren(QPushButton)

    qtbot.waitUntil(lambda: first.height() > second.height())

    assert steps.minimumSizeHint().width() < 220
    assert steps.minimumSizeHint().height() == first.height() + second.height()
    assert first.text().replace("\n", " ") == long.replace("&", "&&")
    steps.resize(700, 400)
    qtbot.waitUntil(lambda: "\n" not in first.text())
    assert first.sizeHint().height() == second.sizeHint().height()
