"""A field: caption above, what one types into, and under it what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.alert import announce
from workshop_app.gui.parts.labels import label
from workshop_app.i18n import tr


class Field(QWidget):
    """A captioned control that can say what is wrong with its content.

    Attributes:
        widget: The control; it takes its accessible name from the caption.
    """

    def __init__(
        self,
        caption: str,
        widget: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.widget = widget
        self._hint = hint
        self._caption = label(caption.replace("&", "&&"), "caption")
        self._caption.setBuddy(widget)
        self._below = label(hint, "muted", wrap=True)
        self._sign = QLabel()
        widget.setAccessibleName(caption)
        widget.setAccessibleDescription(hint)
        self._lay_out(optional=optional)
        self._below.setVisible(bool(hint))
        self._sign.hide()

    def show_problem(self, sentence: str, *, focus: bool = True) -> None:
        """Say what is wrong, in red, under the control and to a screen reader.

        Args:
            sentence: What is wrong and what would be right.
            focus: Whether to go there; of several problems, only the first.
        """
        self._mark(wrong=True, sentence=sentence)
        announce(self.widget, sentence, urgent=True)
        if focus:
            self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_problem(self) -> None:
        """Take the red away: the content is right, or is being put right."""
        if self.problem():
            self._mark(wrong=False, sentence=self._hint)

    def show_hint(self, hint: str) -> None:
        """Say something else under the control, unless a problem stands there."""
        self._hint = hint
        if not self.problem():
            self._mark(wrong=False, sentence=hint)

    def problem(self) -> str:
        """Return the sentence under the control, "" if nothing is wrong."""
        return self._below.text() if self._below.property("look") == "problem" else ""

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_sign()

    def _lay_out(self, *, optional: bool) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self._caption)
        if optional:
            head.addWidget(label(tr("optional"), "muted"))
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(5))
        foot.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._below, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.widget)
        column.addLayout(foot)

    def _mark(self, *, wrong: bool, sentence: str) -> None:
        self.widget.setProperty("error", wrong)
        self.widget.setAccessibleDescription(sentence)
        self._below.setProperty("look", "problem" if wrong else "muted")
        self._below.setText(sentence)
        self._below.setVisible(bool(sentence))
        self._sign.setVisible(wrong)
        self._draw_sign()
        theme.restyle(self.widget)
        theme.restyle(self._below)

    def _draw_sign(self) -> None:
        self._sign.setPixmap(icons.pixmap("alert", theme.tokens().bad, 15))
