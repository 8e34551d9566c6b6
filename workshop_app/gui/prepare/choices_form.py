"""What is chosen of the data: how it meets, stage, theme and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.languages import USUAL, language_name
from workshop_app.domain.vocabulary import Modality
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.session import SessionDraft
    from workshop_app.gui.prepare.data import DataPresenter
    from workshop_app.gui.prepare.reading import Preparation

_NEW: Final = "new"
_IN_A_ROW: Final = 3


class ThemeBox(QWidget):
    """The themes of the process, and a line for a new one."""

    def __init__(self, data: DataPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self.themes = QComboBox()
        self.themes.setAccessibleName(tr("Theme"))
        self.themes.activated.connect(self._give)
        self.new = QLineEdit()
        self.new.setPlaceholderText(tr("Title of the new theme"))
        self.new.setAccessibleName(tr("Title of the new theme"))
        self.new.returnPressed.connect(self._name)
        self.new.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.themes)
        column.addWidget(self.new)
        self.setFocusProxy(self.themes)

    def show_theme(self, found: Preparation, theme: str | None) -> None:
        """Show the themes there are, and the one of the session."""
        if self.new.isVisible():
            return
        fill(
            self.themes,
            [(one.title, one.id) for one in found.themes],
            theme,
            tr("No theme"),
        )
        self.themes.addItem(tr("New theme…"), _NEW)

    def _give(self, _row: int) -> None:
        wanted = self.themes.currentData()
        self.new.setVisible(wanted == _NEW)
        if wanted == _NEW:
            self.new.setFocus()
        else:
            self._data.give("theme", theme=wanted)

    def _name(self) -> None:
        title = self.new.text()
        self.new.clear()
        self.new.hide()
        self.themes.setFocus()
        self._data.name_theme(title)


class Choices:
    """The controls of what is chosen, each given at once."""

    def __init__(self, data: DataPresenter) -> None:
        self._data = data
        self.modality = ChoiceRow(
            [(str(one), words_of(one), "") for one in Modality], tr("How it meets")
        )
        self.modality.chosen.connect(self._give_modality)
        self.stage = QComboBox()
        self.stage.activated.connect(self._give_stage)
        self.theme = ThemeBox(data)
        self.languages = {code: QCheckBox(language_name(code)) for code in USUAL}
        for box in self.languages.values():
            box.clicked.connect(self._give_languages)

    def show_choices(self, draft: SessionDraft, found: Preparation) -> None:
        """Show what is on record."""
        self.modality.set_value(str(draft.modality))
        fill(
            self.stage,
            [(one.title, one.id) for one in found.stages],
            draft.stage,
            tr("No stage"),
        )
        self.theme.show_theme(found, draft.theme)
        for code, box in self.languages.items():
            box.setChecked(code in draft.languages)

    def language_grid(self) -> QGridLayout:
        """Return the languages laid out."""
        grid = QGridLayout()
        for place, box in enumerate(self.languages.values()):
            box.setMinimumHeight(px(32))
            grid.addWidget(box, *divmod(place, _IN_A_ROW))
        return grid

    def _give_modality(self, value: str) -> None:
        self._data.give("modality", modality=Modality(value))

    def _give_stage(self, _row: int) -> None:
        self._data.give("stage", stage=self.stage.currentData())

    def _give_languages(self) -> None:
        draft = self._data.draft
        kept = () if draft is None else draft.languages
        others = tuple(code for code in kept if code not in self.languages)
        chosen = tuple(c for c, box in self.languages.items() if box.isChecked())
        self._data.give("languages", languages=chosen + others)


def fill(
    box: QComboBox,
    options: Sequence[tuple[str, str]],
    chosen: str | None,
    nothing: str,
) -> None:
    """Offer nothing and some options, by words and id, and choose one."""
    box.clear()
    box.addItem(nothing, None)
    for words, key in options:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    box.setMinimumContentsLength(12)
