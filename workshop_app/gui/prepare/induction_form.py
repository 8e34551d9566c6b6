"""When, how long and with what the values of open government are explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from workshop_app.clock import PERU
from workshop_app.domain.session import LONGEST_INDUCTION
from workshop_app.errors import AppError
from workshop_app.gui.check_in.hours import moment_of
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.theme import px
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.session import SessionDraft
    from workshop_app.gui.prepare.data import DataPresenter


class InductionForm(Card):
    """Three fields that are given together, when they are left."""

    def __init__(self, presenter: DataPresenter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Induction to open government"), parent=parent)
        self._presenter = presenter
        self._shown = ("", 0, "")
        self.at, self.material = QLineEdit(), QLineEdit()
        self.at.setPlaceholderText(tr("9:05"))
        self.minutes = QSpinBox(minimum=0, maximum=LONGEST_INDUCTION)
        self.minutes.setSuffix(tr(" min"))
        self._at = Field(tr("Begins at"), self.at, optional=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._at, 0, 0, top)
        grid.addWidget(Field(tr("Lasts"), self.minutes), 0, 1, top)
        with_what = Field(tr("Material used"), self.material, optional=True)
        grid.addWidget(with_what, 1, 0, 1, 2)
        self.body.addLayout(grid)
        for widget in (self.at, self.minutes, self.material):
            widget.editingFinished.connect(self.give)

    def show_induction(self, draft: SessionDraft, *, keep: bool) -> None:
        """Show what is on record; what is being typed stays if `keep`."""
        if keep and self._typed() != self._shown:
            return
        at = draft.induction_at
        self.at.setText("" if at is None else short_time(at.astimezone(PERU)))
        self.minutes.setValue(draft.induction_minutes)
        self.material.setText(draft.induction_material)
        self.settle()

    def give(self) -> None:
        """Give the three, if one of them was changed."""
        draft = self._presenter.draft
        if draft is None or self._typed() == self._shown:
            return
        moment: datetime | None = None
        if self.at.text().strip():
            if draft.day is None:
                self.show_problem(tr("Give the session a date first."))
                return
            try:
                moment = moment_of(self.at.text(), draft.day)
            except AppError as error:
                self.show_problem(str(error))
                return
        self._presenter.give(
            "induction",
            induction_at=moment,
            induction_minutes=self.minutes.value(),
            induction_material=self.material.text(),
        )

    def settle(self) -> None:
        """Take what stands here as what is on record."""
        self._shown = self._typed()
        self._at.clear_problem()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the hour."""
        self._at.show_problem(sentence, focus=False)

    def _typed(self) -> tuple[str, int, str]:
        return self.at.text(), self.minutes.value(), self.material.text()
