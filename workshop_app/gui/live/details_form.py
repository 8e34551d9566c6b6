"""What may wait until after the table: theme, value, language, translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.domain.labels import label as said
from workshop_app.domain.vocabulary import OgpValue
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.field import Field
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.process import Theme
    from workshop_app.gui.live.kept import Sheet


class DetailsForm(QWidget):
    """A fold, closed until somebody opens it.

    Signals:
        edited: Something in it changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opener = button(tr("Details"), icon="chevron_right", kind="ghost")
        self.theme = QComboBox()
        self.value = QComboBox()
        self.value.addItem(tr("None"), "")
        for one in OgpValue:
            self.value.addItem(said(one), one.value)
        self.language = QLineEdit(maxLength=3)
        self.translation = QPlainTextEdit()
        self.translation.setTabChangesFocus(True)
        self.translation.setFixedHeight(px(62))
        self.translator = QLineEdit()
        self._fold = QWidget()
        self._lay_out()
        self.opener.clicked.connect(self.toggle)
        self.theme.activated.connect(self._on_edited)
        self.value.activated.connect(self._on_edited)
        self.language.editingFinished.connect(self.edited)
        self.translator.editingFinished.connect(self.edited)
        self.translation.textChanged.connect(self.edited)

    def set_themes(self, themes: Sequence[Theme]) -> None:
        """Offer the themes of the process."""
        chosen = self.theme.currentData()
        self.theme.clear()
        self.theme.addItem(tr("None"), "")
        for one in themes:
            self.theme.addItem(one.title, one.id)
        self.theme.setCurrentIndex(max(0, self.theme.findData(chosen)))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what is known of a contribution."""
        self.blockSignals(True)
        self.theme.setCurrentIndex(max(0, self.theme.findData(sheet.theme or "")))
        value = "" if sheet.ogp_value is None else sheet.ogp_value.value
        self.value.setCurrentIndex(max(0, self.value.findData(value)))
        self.language.setText(sheet.language)
        self.translator.setText(sheet.translator)
        if self.translation.toPlainText() != sheet.translation:
            self.translation.setPlainText(sheet.translation)
        self.blockSignals(False)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nothing be changed."""
        for box in (self.theme, self.value):
            box.setEnabled(not read_only)
        for line in (self.language, self.translator):
            line.setReadOnly(read_only)
        self.translation.setReadOnly(read_only)

    def chosen_theme(self) -> str | None:
        """Return the id of the theme chosen, if one is."""
        return self.theme.currentData() or None

    def chosen_value(self) -> OgpValue | None:
        """Return the value of open government chosen, if one is."""
        value = self.value.currentData()
        return OgpValue(value) if value else None

    def toggle(self) -> None:
        """Open the fold, or close it."""
        shown = self._fold.isHidden()
        self._fold.setVisible(shown)
        self.opener.set_icon("chevron_down" if shown else "chevron_right")
        if shown:
            self.theme.setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout(self._fold)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(8))
        grid.addWidget(Field(tr("Theme"), self.theme), 0, 0)
        grid.addWidget(Field(tr("Open government value"), self.value), 0, 1)
        grid.addWidget(Field(tr("Language of the text"), self.language), 1, 0)
        grid.addWidget(Field(tr("Translated by"), self.translator), 1, 1)
        spanish = Field(tr("Translation into Spanish"), self.translation)
        grid.addWidget(spanish, 2, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for box in (self.theme, self.value):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(px(4))
        column_of_all.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column_of_all.addWidget(self._fold)
        self._fold.hide()

    def _on_edited(self, _index: int) -> None:
        self.edited.emit()
