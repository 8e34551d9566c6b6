"""Many disagreements that are none: the preview, one reason, one deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.autosave_text import AutosaveLine
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.settling.bulk import BulkPresenter, rule_words
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.alike import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task

_PLACE = "settling/alike/reason"


class BulkForm(QWidget):
    """Previews what a rule would settle, and settles what is ticked.

    Signals:
        left: Somebody goes back to one after the other.
        done(str, object): What was done, and what takes it back.
    """

    left = Signal()
    done = Signal(str, object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = BulkPresenter(self, context, self)
        self.rules = ChoiceRow(
            [(rule.value, rule_words(rule), "") for rule in Rule],
            tr("What is taken for the same"),
        )
        self.counts = label("", "muted", wrap=True)
        self.list = ListView(
            self.presenter.model, "alike", accessible=tr("What would be settled")
        )
        self.list.set_empty(tr("Nothing differs in this way only."))
        self.progress = ProgressStrip()
        self.alert = Alert()
        drafts = context.drafts
        self.reason = AutosaveLine(_PLACE, keep=drafts.keep, forget=drafts.forget)
        self.reason_field = Field(tr("One reason for all"), self.reason)
        self.settle = button("", kind="primary", icon="check", name="-")
        self.back = button(tr("One after the other"), kind="ghost", icon="arrow_left")
        self._lay_out()
        self._connect()

    def open(self) -> None:
        """Read what would be settled; what was typed before stands there again."""
        self.alert.clear()
        self.reason_field.clear_problem()
        self.reason.set_text("")
        kept = self._context.drafts.all_kept().get(_PLACE)
        if kept:
            self.reason.restore(kept)
        self.presenter.open()
        self.list.setFocus()

    def give(self) -> None:
        """Settle what is ticked."""
        if self.presenter.ticked:
            self.presenter.settle(self.reason.text_now())

    def keep_now(self) -> None:
        """Keep what is being typed."""
        self.reason.give()

    def show_rules(self, counts: Mapping[Rule, int], rule: Rule) -> None:
        """Show how many each rule would settle, and which is chosen."""
        self.rules.set_value(rule.value)
        said = (
            tr("{rule}: {count}", rule=rule_words(one), count=counts[one])
            for one in Rule
        )
        never = tr("Votes, decisions and texts are never settled like this.")
        self.counts.setText(f"{' · '.join(said)}. {never}")
        if self.list.model().rowCount() and not self.list.current_id():
            self.list.selectRow(0)

    def show_ticked(self, count: int) -> None:
        """Show how many are ticked."""
        words = ntr("Settle {count} at once", "Settle {count} at once", count)
        self.settle.setText(words)
        self.settle.setAccessibleName(words)
        self.settle.setEnabled(bool(count))

    def show_work(self, task: Task, text: str) -> None:
        """Show how far something is."""
        self.progress.follow(task, text)

    def show_settled(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to take it back."""
        self.reason.set_text("")
        self._context.drafts.forget(_PLACE)
        self.done.emit(sentence, undo)

    def refuse(self, error: AppError) -> None:
        """Say why it could not be done; what was typed stays."""
        if getattr(error, "field", "") == "reason":
            self.reason_field.show_problem(f"{error.message} {error.advice}")
        else:
            self.alert.show_alert("bad", error.message, error.advice)
            self.presenter.open()

    def _connect(self) -> None:
        self.rules.chosen.connect(self._on_rule)
        self.list.chosen.connect(self._tick_one)
        self.list.said.connect(self._context.say)
        tick = QAction(tr("Tick or not"), self.list)
        tick.setShortcut(QKeySequence("Space"))
        tick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tick.triggered.connect(self._tick)
        self.list.addAction(tick)
        self.settle.clicked.connect(self.give)
        self.back.clicked.connect(self.left)
        self.reason.given.connect(self._still_unsent)
        self.reason.textEdited.connect(self._on_typed)

    def _on_rule(self, value: object) -> None:
        self.presenter.look_at(Rule(str(value)))

    def _tick(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self.presenter.tick(self.list.selected_ids())

    def _tick_one(self, key: str) -> None:
        self.presenter.tick([key])

    def _on_typed(self, _text: str) -> None:
        self.reason_field.clear_problem()

    def _still_unsent(self, _text: str) -> None:
        self.reason.refuse()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.rules)
        column.addWidget(self.counts)
        column.addWidget(self.progress)
        column.addWidget(self.list, 1)
        column.addWidget(self.alert)
        column.addWidget(self.reason_field)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.settle, 1)
        row.addWidget(key_cap("Ctrl+Enter"))
        row.addWidget(self.back)
        column.addLayout(row)
