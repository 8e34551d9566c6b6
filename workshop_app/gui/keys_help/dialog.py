"""F1: every action with its keys, on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui.pages import page
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from workshop_app.gui.actions import Action

_SCROLLING: Mapping[Qt.Key, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class KeysDialog(QDialog):
    """Read with the arrows, closed with Esc; `guide_wanted` when more is wanted."""

    guide_wanted = Signal()

    def __init__(
        self, actions: Iterable[Action], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The path of the day and the keys"))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(px(6))
        _write_path(grid)
        group = None
        for action in sorted(actions, key=lambda one: one.group):
            if not action.keys:
                continue
            row = grid.rowCount()
            if action.group != group:
                group = action.group
                grid.addWidget(label(group, "heading"), row, 0, 1, 2)
                row += 1
            grid.addWidget(label(action.title), row, 0)
            grid.addWidget(
                key_cap(action.shown_keys), row, 1, Qt.AlignmentFlag.AlignRight
            )
        self.sheet = scroll = QScrollArea()
        scroll.setProperty("ring", True)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(sheet)
        scroll.setAccessibleName(tr("Keys"))
        guide = button(tr("Guide"), icon="help")
        guide.clicked.connect(self._leave_for_guide)
        close = button(tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addWidget(guide)
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(px(520), room.width()), min(px(560), room.height() - px(60)))
        scroll.setFocus()

    def _leave_for_guide(self) -> None:
        self.accept()
        self.guide_wanted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, which Qt's own does not do with Home and End."""
        action = _SCROLLING.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self.sheet.verticalScrollBar().triggerAction(action)


def _write_path(grid: QGridLayout) -> None:
    """Say first what is done in which order, and where."""
    grid.addWidget(label(tr("The path of the day"), "heading"), 0, 0, 1, 2)
    for number, (sentence, name) in enumerate(_path(), 1):
        said = tr("{number}. {what}", number=number, what=sentence)
        grid.addWidget(label(said, wrap=True), number, 0)
        cap = key_cap(page(name).keys)
        grid.addWidget(cap, number, 1, Qt.AlignmentFlag.AlignRight)


def _path() -> Sequence[tuple[str, str]]:
    """Return each stretch in a sentence, and the page it is walked on."""
    return (
        (tr("Prepare the session: date, chairs, agenda, who is invited."), "prepare"),
        (tr("Register who arrives: a few letters of the name, and Enter."), "check_in"),
        (tr("Write down what each person proposes, and put it to the vote."), "live"),
        (tr("Answer every contribution, with its reason."), "decisions"),
        (tr("Read the minutes aloud, sign them and print them."), "minutes"),
        (tr("Give everybody who contributed a letter."), "letters"),
    )
