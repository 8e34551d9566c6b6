"""Language, light or dark, size of letters, table mode: they work at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.gui.window_actions import SCALES
from workshop_app.i18n import current_language, tr

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext


class LooksForm(QWidget):
    """Every choice is kept as it is made, and the window follows."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.language = ChoiceRow(
            [("es", "Español", ""), ("en", "English", "")], tr("Language")
        )
        self.theme = ChoiceRow(
            [
                ("system", tr("As the system"), ""),
                ("light", tr("Light"), ""),
                ("dark", tr("Dark"), ""),
            ],
            tr("Colours"),
        )
        self.scale = ChoiceRow(
            [(str(one), f"{one} %", "") for one in SCALES], tr("Size of letters")
        )
        self.table_mode = QCheckBox(
            tr("Table mode: only the four screens of the table")
        )
        self.language.chosen.connect(self._choose_language)
        self.theme.chosen.connect(self._choose_theme)
        self.scale.chosen.connect(self._choose_scale)
        self.table_mode.toggled.connect(self._choose_mode)
        card = Card(tr("Language and looks"))
        for caption, row in (
            (tr("Language"), self.language),
            (tr("Colours"), self.theme),
            (tr("Size of letters"), self.scale),
        ):
            card.body.addWidget(Field(caption, row))
        card.body.addSpacing(px(6))
        card.body.addWidget(self.table_mode)
        self.keys = button(tr("See the keys"), icon="keyboard")
        self.keys.clicked.connect(context.asked_for_keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(14))
        layout.addWidget(card)
        layout.addWidget(_keys_card(self.keys))
        layout.addStretch(1)

    def show_chosen(self) -> None:
        """Show what is chosen now."""
        now = self._context.settings
        self.language.set_value(current_language().value)
        self.theme.set_value(now.theme)
        self.scale.set_value(str(now.type_scale))
        self.table_mode.blockSignals(True)
        self.table_mode.setChecked(now.table_mode)
        self.table_mode.blockSignals(False)

    def _choose_language(self, chosen: str) -> None:
        self._context.choose(replace(self._context.settings, language=chosen))

    def _choose_theme(self, chosen: str) -> None:
        self._context.choose(replace(self._context.settings, theme=chosen))

    def _choose_scale(self, chosen: str) -> None:
        self._context.choose(replace(self._context.settings, type_scale=int(chosen)))

    def _choose_mode(self, chosen: bool) -> None:  # noqa: FBT001 Qt's signal
        self._context.choose(replace(self._context.settings, table_mode=chosen))


def _keys_card(see: QWidget) -> Card:
    card = Card(tr("Keys"))
    card.body.addWidget(
        label(
            tr(
                "Everything can be done without a mouse. F1 shows the keys of the "
                "page one is on; Ctrl+K finds every action by its name."
            ),
            "muted",
            wrap=True,
        )
    )
    card.body.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)
    return card
