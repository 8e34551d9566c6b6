"""A print that was signed by hand: who, when, where it is kept, and a scan of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.clock import PERU
from workshop_app.gui.minutes.words import role_words
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.day_edit import DayEdit
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.hand_signing import HandSignatures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.minutes.reading import SignerPlace


class ByHandForm(QWidget):
    """Who waits is ticked already: at most tables everybody signs the print.

    Signals:
        given(object): `HandSignatures`.
        left: somebody does not want to record it now.
    """

    given = Signal(object)
    left = Signal()

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self.day = DayEdit(now.astimezone(PERU).date())
        self.kept_at, self.scan = QLineEdit(), QLineEdit()
        self.choose = button("", icon="folder", tip=tr("Choose the file"))
        self.put = button(tr("Record it"), kind="primary", icon="check")
        self.cancel = button(tr("Not now"), kind="ghost")
        self.alert = Alert()
        self._names = QVBoxLayout()
        self._names.setSpacing(px(2))
        self._lay_out()
        self.choose.clicked.connect(self._choose)
        self.put.clicked.connect(self.give)
        self.cancel.clicked.connect(self.left)
        self.kept_at.returnPressed.connect(self.give)
        self.scan.returnPressed.connect(self.give)

    def ask(self, waiting: Sequence[SignerPlace]) -> None:
        """Show who has not signed yet, all of them ticked."""
        while (item := self._names.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.boxes.clear()
        for one in waiting:
            role = role_words(one.role)  # the names stand above, and may be long
            box = QCheckBox(role.replace("&", "&&"))
            box.setAccessibleName(tr("{role}: {name}", role=role, name=one.name))
            box.setMinimumHeight(px(32))
            box.setChecked(True)
            self.boxes[one.role] = box
            self._names.addWidget(box)
        self.alert.clear()
        self.show()
        next(iter(self.boxes.values()), self.kept_at).setFocus()

    def give(self) -> None:
        """Give what was filled in, to be recorded."""
        scan = self.scan.text().strip()
        self.alert.clear()
        self.given.emit(
            HandSignatures(
                roles=[role for role, box in self.boxes.items() if box.isChecked()],
                on=self.day.day(),
                kept_at=self.kept_at.text(),
                scan=Path(scan).expanduser() if scan else None,
            )
        )

    def show_problem(self, error: AppError) -> None:
        """Say why it was not recorded; what was typed stays."""
        self.alert.show_alert("bad", error.message, error.advice)

    def settle(self) -> None:
        """Put it away: it is on record."""
        self.kept_at.clear()
        self.scan.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(label(tr("Who signed the print"), "caption"))
        column.addLayout(self._names)
        column.addWidget(Field(tr("Signed on"), self.day))
        column.addWidget(
            Field(
                tr("Where the print is kept"),
                self.kept_at,
                hint=tr("Such as the archive, the shelf and the folder."),
                optional=True,
            )
        )
        file_row = QWidget()
        row = QHBoxLayout(file_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.scan, 1)
        row.addWidget(self.choose)
        file_row.setFocusProxy(self.scan)
        column.addWidget(Field(tr("Scan or photograph"), file_row, optional=True))
        self.scan.setAccessibleName(tr("Scan or photograph"))
        column.addWidget(self.alert)
        buttons = QHBoxLayout()
        buttons.addWidget(self.put)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("The scan or photograph of the signed print"),
            str(Path.home()),
            tr("Papers and pictures (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"),
        )
        if path:
            self.scan.setText(path)
            self.put.setFocus()
