"""A value of one's own: chosen from a list, or typed, as the field asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedLayout, QWidget

from workshop_app.gui.parts.autosave_text import AutosaveLine, AutosaveText
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.typed_values import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.services.typed_values import FieldForm

_LONG = 60
_HIGH = 84


class ThirdValue(QWidget):
    """Asks for a value in the way its field is written.

    Signals:
        began: Somebody typed or chose something.
        failed: What kept a text from being kept.
    """

    began = Signal()
    failed = Signal(object)

    def __init__(
        self,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.line = AutosaveLine("settling", keep=keep, forget=forget)
        self.text = AutosaveText("settling", keep=keep, forget=forget)
        self.text.setFixedHeight(px(_HIGH))
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(18)
        self._layout = QStackedLayout(self)
        self._fields = (self.line, self.text, self.choice)
        for field in self._fields:
            field.setAccessibleName(tr("Another value"))
            self._layout.addWidget(field)
        self._place = ""
        self._keep = keep
        self._front(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.text.textChanged.connect(self._on_text)
        self.choice.activated.connect(self._on_chosen)
        for typed in (self.line, self.text):
            typed.failed.connect(self.failed)
            typed.given.connect(partial(_still_unsent, typed))

    def show_form(
        self, form: FieldForm, place: str, begin: str, kept: str | None
    ) -> None:
        """Ask for a value of a field.

        Args:
            form: How it is asked for.
            place: Where what is typed is kept.
            begin: What stands there at first: the value shown meanwhile.
            kept: What was typed and not given, if anything.
        """
        self._place = place
        if form.entry is Entry.CHOICE:
            self._offer(form, kept if kept is not None else begin)
            return
        field = self.text if len(begin) > _LONG or "\n" in begin else self.line
        self._front(field)
        field.set_place(place)
        field.set_text(begin)
        if kept is not None and kept != begin:
            field.restore(kept)

    def value(self) -> str:
        """Return what stands there, as `read_value` takes it."""
        front = self._layout.currentWidget()
        if front is self.choice:
            return str(self.choice.currentData() or "")
        return self.text.text_now() if front is self.text else self.line.text_now()

    def begin(self) -> None:
        """Put the focus where the value is given."""
        self.setFocus()  # handed on to the field in front
        if self._layout.currentWidget() is self.line:
            self.line.selectAll()

    def keep_now(self) -> None:
        """Keep what is being typed; it is given with the whole, not by leaving."""
        for typed in (self.line, self.text):
            typed.give()

    def clear(self) -> None:
        """Forget what stands there."""
        for typed in (self.line, self.text):
            typed.set_text("")

    def _offer(self, form: FieldForm, chosen: str) -> None:
        self._front(self.choice)
        self.choice.clear()
        for value, words in form.choices:
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))

    def _front(self, field: QWidget) -> None:
        self._layout.setCurrentWidget(field)
        self.setFocusProxy(field)
        self.setFixedHeight(field.sizeHint().height())

    def _on_typed(self, _text: str) -> None:
        self.began.emit()

    def _on_text(self) -> None:
        if self.text.hasFocus():
            self.began.emit()

    def _on_chosen(self, _index: int) -> None:
        self._keep(self._place, self.value())
        self.began.emit()


def _still_unsent(field: AutosaveLine | AutosaveText, _text: str) -> None:
    """Leave what was typed among the unsent: it is given with its reason only."""
    field.refuse()
