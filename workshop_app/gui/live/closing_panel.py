"""What is left to do before the session closes; each line leads to where it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workshop_app.gui.parts.alert import announce
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.steps import Step, StepList
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.services.checklist import CheckLine


class ClosingCard(Card):
    """Asks once more, in place.

    Signals:
        confirmed: The session is to be closed all the same.
        went: Somebody follows a line: page and record.
    """

    confirmed = Signal()
    went = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Before the session closes"), None, parent)
        self.lines = StepList()
        self._close = button(tr("Close it all the same"), kind="danger")
        self._back = button(tr("Not yet"))
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._close)
        row.addStretch(1)
        self.body.addWidget(self.lines)
        self.body.addLayout(row)
        self._close.clicked.connect(self._confirm)
        self._back.clicked.connect(self.hide)
        self.hide()

    def show_lines(self, left: Sequence[CheckLine]) -> None:
        """Say what is left; the focus goes to what takes nothing away."""
        self.lines.set_steps(
            [
                Step(
                    one.sentence,
                    "warn",
                    run=partial(self.went.emit, one.page.value, one.target or ""),
                )
                for one in left
            ]
        )
        self.show()
        self._back.setFocus()
        announce(self, " ".join(one.sentence for one in left), urgent=True)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()
