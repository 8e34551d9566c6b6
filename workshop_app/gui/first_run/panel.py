"""No process is open: one sentence says what this is, and three ways lead on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui import theme
from workshop_app.gui.first_run.form import BeginForm
from workshop_app.gui.first_run.presenter import FirstRunPresenter, documents
from workshop_app.gui.first_run.start_form import StartForm
from workshop_app.gui.icons import pixmap
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.theme import px, tokens
from workshop_app.i18n import current_language, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.first_run.presenter import Beginning
    from workshop_app.gui.opening import Opener
    from workshop_app.gui.parts.tasks import Task

_WIDTH = 860
_RECENT = 5


class FirstRunPanel(Panel):
    """Never an empty grey window."""

    NAME: ClassVar[str] = "first_run"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(
        self, context: AppContext, opener: Opener, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.presenter = FirstRunPresenter(self, context, opener)
        self.alert = Alert()
        self.progress = ProgressStrip()
        self.form = BeginForm()
        self.form.submitted.connect(self.presenter.begin)
        self.form.dismissed.connect(self._show_ways)
        self.starting_form = StartForm()
        self.starting_form.submitted.connect(self.presenter.start)
        self.starting_form.dismissed.connect(self._show_ways)
        self.recent = QVBoxLayout()
        self.recent.setSpacing(px(4))
        self.back = button(tr("Back to the open process"), icon="arrow_left")
        self.back.clicked.connect(partial(context.go, "home"))
        self.ways = self._ways()
        self.beginning = self._begin_card()
        self.starting = Card(tr("Begin from a file of the office"))
        self.starting.body.addWidget(self.starting_form)
        self._lay_out()

    def shown(self) -> None:
        """Show the ways on, and the files that were open last."""
        self._show_ways()
        self._show_recent()
        self.back.setVisible(self.context.is_open)

    def begun(self) -> Beginning | None:
        """Return what was typed to begin a process; None if the form is closed."""
        return self.form.told() if self.beginning.isVisible() else None

    def go_on(self, begun: Beginning) -> None:
        """Show the form again as it was left."""
        self._show_form()
        self.form.show_told(begun)

    def show_problem(self, error: AppError) -> None:
        """Say what is wrong, beside the form if that is open."""
        if self.beginning.isVisible():
            self.form.show_problem(error)
        elif self.starting.isVisible():
            self.starting_form.show_problem(error)
        else:
            self.alert.show_alert("bad", error.message, error.advice)

    def offer(self, file: Path) -> None:
        """Offer to begin from a file of another computer."""
        self.alert.clear()
        self.ways.hide()
        self.beginning.hide()
        self.starting.show()
        self.starting_form.show_file(file)

    def show_work(self, task: Task, sentence: str) -> None:
        """Show long work, with a way to stop it."""
        self.alert.clear()
        self.progress.follow(task, sentence)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.beginning.isVisible() or self.starting.isVisible():
            self._show_ways()
        elif self.context.is_open:
            self.context.go("home")

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(px(_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(px(20), px(24), px(20), px(24))
        column.setSpacing(px(16))
        column.addStretch(1)
        column.addLayout(self._head())
        column.addWidget(self.alert)
        column.addWidget(self.progress)
        column.addWidget(self.ways)
        column.addWidget(self.beginning)
        column.addWidget(self.starting)
        column.addLayout(self.recent)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(16))
        mark = QLabel()
        mark.setPixmap(pixmap("kuska", tokens().primary, 56))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(label("Kuska", "title"))
        words.addWidget(
            label(
                tr(
                    "For consultation workshops: who came, what each person proposed, "
                    "how it was decided and why, signed before anybody leaves."
                ),
                wrap=True,
            )
        )
        words.addStretch(1)
        row.addLayout(words, 1)
        self.language = ChoiceRow(
            [("es", "Español", ""), ("en", "English", "")], tr("Language")
        )
        self.language.set_value(current_language().value)
        self.language.chosen.connect(self._choose_language)
        row.addWidget(self.language, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _ways(self) -> QWidget:
        self.begin = button(tr("Begin a process"), kind="primary", icon="plus")
        self.open = button(tr("Open a file…"), icon="folder")
        self.sample = button(tr("Try the sample"), icon="play")
        self.begin.clicked.connect(self._show_form)
        self.open.clicked.connect(self._open_file)
        self.sample.clicked.connect(self.presenter.try_sample)
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(
            _way(
                tr("A new consultation"),
                tr(
                    "Only its name and yours are needed. Two minutes from now you "
                    "can register people."
                ),
                self.begin,
            ),
            1,
        )
        row.addWidget(
            _way(
                tr("One that exists"),
                tr(
                    "A .kuska file on this computer or on a stick, or a .kuskax file "
                    "that the office gave you to begin from."
                ),
                self.open,
            ),
            1,
        )
        row.addWidget(
            _way(
                tr("Just looking"),
                tr("A whole workshop of invented people, to try everything on."),
                self.sample,
            ),
            1,
        )
        return ways

    def _begin_card(self) -> QWidget:
        card = Card(tr("Begin a process"))
        card.body.addWidget(self.form)
        return card

    def _show_ways(self) -> None:
        self.beginning.hide()
        self.starting.hide()
        self.ways.show()
        self.begin.setFocus()

    def _show_form(self) -> None:
        self.alert.clear()
        self.ways.hide()
        self.beginning.show()
        self.form.title.setFocus()

    def _show_recent(self) -> None:
        while (item := self.recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        recent = self.context.settings.recent[:_RECENT]
        if not recent:
            return
        self.recent.addWidget(label(tr("Opened last"), "heading"))
        for location in recent:
            self.recent.addWidget(
                _file_button(location, partial(self.presenter.open, location))
            )

    def _open_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Open a process"),
            str(documents()),
            tr("Processes and files of the office (*.kuska *.kuskax)"),
        )
        if path:
            self.presenter.open(path)

    def _choose_language(self, chosen: str) -> None:
        self.context.choose(replace(self.context.settings, language=chosen))


def _way(title: str, sentence: str, way: QWidget) -> Card:
    card = Card(title)
    card.body.addWidget(label(sentence, "muted", wrap=True))
    card.body.addStretch(1)
    card.body.addWidget(way)
    return card


def _file_button(location: str, run: Callable[[], object]) -> QWidget:
    path = Path(location)
    said = f"{path.name}   ·   {path.parent}"
    shown = QFontMetrics(theme.font(13)).elidedText(
        said, Qt.TextElideMode.ElideMiddle, px(_WIDTH - 140)
    )
    made = button(shown, kind="ghost", icon="file", name=said)
    made.clicked.connect(run)
    return made
