"""Those whose keys this computer knows: ticked, added by their key, forgotten."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.errors import AppError
from workshop_app.gui.exchange.giving import key_in
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.exchange.giving import GivingPresenter

_SHOWN = 6


class RecipientsForm(QWidget):
    """Shows and collects; the keys are the presenter's."""

    def __init__(self, presenter: GivingPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.boxes: dict[str, QCheckBox] = {}
        self.name = QLineEdit(maxLength=120)
        self.key = QLineEdit(maxLength=200)
        self.name_field = Field(tr("Who receives it"), self.name, optional=True)
        self.key_field = Field(
            tr("Their public key"),
            self.key,
            hint=tr(
                "It begins with age1. The office reads it on its page Computers, and "
                "sends it by mail or as a file: it is no secret."
            ),
        )
        self.add = button(tr("Add"), icon="plus")
        self.file = button(tr("From a file…"), icon="file")
        self.add.clicked.connect(self._add)
        self.file.clicked.connect(self._ask_for_file)
        self.key.returnPressed.connect(self._add)
        self.key.textEdited.connect(self.key_field.clear_problem)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self._nobody = label(
            tr("This computer knows nobody's key yet: add the office's."),
            "muted",
            wrap=True,
        )
        column.addWidget(self._nobody)
        column.addLayout(self._lines)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.name_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.key_field, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.file)
        buttons.addWidget(self.add)
        column.addLayout(buttons)

    def show_known(self) -> None:
        """Show whose keys are known, and who is ticked."""
        known = self._presenter.recipients
        self._nobody.setVisible(not known)
        if {*known} != {*self.boxes}:
            self._make_lines()
        for name, box in self.boxes.items():
            box.setChecked(known[name] in self._presenter.ticked)

    def focus_first(self) -> None:
        """Go to the first of them, or to where a key is given."""
        first = next(iter(self.boxes.values()), None)
        (self.key if first is None else first).setFocus()

    def _make_lines(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        self.boxes = {}
        before: QWidget = self
        for name, key in self._presenter.recipients.items():
            line = self._line(name, key)
            self._lines.addWidget(line)
            for stop in line.findChildren(QWidget):
                if stop.focusPolicy():
                    QWidget.setTabOrder(before, stop)
                    before = stop
        QWidget.setTabOrder(before, self.name)

    def _line(self, name: str, key: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        box = QCheckBox(name.replace("&", "&&"))
        box.setAccessibleName(tr("{name}, with the key {key}", name=name, key=key))
        box.toggled.connect(partial(self._tick, key))
        self.boxes[name] = box
        short = f"{key[: _SHOWN + 2]}…{key[-_SHOWN:]}"
        gone = button(
            "",
            kind="ghost",
            icon="trash",
            tip=tr("Forget the key of {name}", name=name),
        )
        gone.clicked.connect(partial(self._forget, name))
        row.addWidget(box)
        row.addWidget(label(short, "muted"))
        row.addStretch(1)
        row.addWidget(gone)
        return line

    def _tick(self, key: str, on: bool) -> None:  # noqa: FBT001 Qt's signal
        self._presenter.tick(key, on=on)

    def _forget(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self._presenter.forget(name)
        self.key.setFocus()

    def _add(self) -> None:
        try:
            self._presenter.add(self.name.text(), self.key.text())
        except AppError as error:
            self.key_field.show_problem(str(error))
            return
        self.name.clear()
        self.key.clear()
        self.key_field.clear_problem()
        self.focus_first()

    def _ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, tr("The file with the public key"), "", tr("All files (*)")
        )
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Read a key out of a file."""
        try:
            self.key.setText(key_in(path))
        except AppError as error:
            self.key_field.show_problem(str(error))
            return
        if not self.name.text():
            self.name.setText(path.stem)
        self._add()
