"""*Ajustes*: sections at the left, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.icons import icon
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.card import Card
from workshop_app.gui.preferences.about_form import AboutForm
from workshop_app.gui.preferences.backup_form import BackupForm
from workshop_app.gui.preferences.identity_form import IdentityForm
from workshop_app.gui.preferences.looks_form import LooksForm
from workshop_app.gui.preferences.office_form import OfficeForm
from workshop_app.gui.preferences.passphrase_form import PassphraseForm
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext

_NAMES = ("looks", "office", "identity", "passphrase", "backup", "about")
_WIDEST = 860


class PreferencesPanel(Panel):
    """`target("backup")` goes to a section by its name."""

    NAME: ClassVar[str] = "preferences"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.looks = LooksForm(context)
        self.office = OfficeForm(context)
        self.identity = IdentityForm(context)
        self.passphrase = PassphraseForm(context)
        self.backup = BackupForm(context)
        self.about = AboutForm()
        self.sections = QListWidget()
        self.sections.setAccessibleName(tr("Sections of the settings"))
        self.sections.setFrameShape(QFrame.Shape.NoFrame)
        self.sections.setIconSize(QSize(px(18), px(18)))
        self.stack = QStackedWidget()
        self.sections.ensurePolished()
        self._fill()
        self.sections.currentRowChanged.connect(self.stack.setCurrentIndex)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(16))
        left = Card()
        left.setFixedWidth(px(240))
        left.body.addWidget(self.sections)
        row.addWidget(left)
        row.addWidget(self.stack, 1)
        self.sections.setCurrentRow(0)

    def subtitle(self) -> str:
        """Say which file is open."""
        return self.context.store.location

    def shown(self) -> None:
        """Read everything again; the sections have the focus."""
        self.looks.show_chosen()
        self.office.show_office()
        self.identity.show_person()
        self.passphrase.show_state()
        self.backup.show_state()
        self.sections.setFocus()

    def leave(self) -> None:
        """Save what was typed about the office; forget a passphrase."""
        self.office.leave()
        self.passphrase.forget()

    def target(self, record_id: str) -> None:
        """Go to a section."""
        if record_id in _NAMES:
            self.sections.setCurrentRow(_NAMES.index(record_id))
        if record_id == "backup":
            self.backup.now.setFocus()

    def _fill(self) -> None:
        for words, drawing, form in (
            (tr("Language and looks"), "globe", self.looks),
            (tr("Office"), "house", self.office),
            (tr("Signature"), "signature", self.identity),
            (tr("Passphrase"), "lock", self.passphrase),
            (tr("Copies"), "backup", self.backup),
            (tr("About and licences"), "info", self.about),
        ):
            item = QListWidgetItem(icon(drawing), words)
            item.setSizeHint(QSize(0, px(40)))
            self.sections.addItem(item)
            self.stack.addWidget(_scrolled(form))


def _scrolled(form: QWidget) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, px(8), 0)
    form.setMaximumWidth(px(_WIDEST))
    column.addWidget(form)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
