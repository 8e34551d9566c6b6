"""A path or a checklist: lines with a sign, words and where the line leads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui import icons, theme
from workshop_app.gui.parts.buttons import IconButton
from workshop_app.gui.parts.elided_label import ElidedLabel
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics, QResizeEvent

StepState = Literal["done", "todo", "warn", "now"]

_LEAST: Final = 150
"""Pixels at 100 % under which a line that leads somewhere is not squeezed."""

_ICONS: Final[dict[StepState, str]] = {
    "done": "check_circle",
    "todo": "circle",
    "warn": "warning",
    "now": "play",
}


@dataclass(frozen=True)
class Step:
    """One line.

    Attributes:
        text: What is to be done, or was.
        state: How it stands; told by the sign, and to a screen reader in words.
        key: The key that leads there; may be empty.
        run: What a click does; without it the line is only read.
        aside: What stands at its end, as "24 min left".
        brief: Whether it is kept to one line; the pointer shows the rest.
    """

    text: str
    state: StepState = "todo"
    key: str = ""
    run: Callable[[], object] | None = None
    aside: str = ""
    brief: bool = False


class StepList(QWidget):
    """Lines of steps; those that lead somewhere can be clicked and reached by Tab."""

    def __init__(
        self, steps: Sequence[Step] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[QWidget] = []
        self._mains: list[QWidget] = []
        self._steps: tuple[Step, ...] = ()
        # Tab goes in the order in which things were made: later lines follow this one
        self._place = QWidget(self)
        self._place.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._place.hide()
        self.set_steps(steps)

    def steps(self) -> tuple[Step, ...]:
        """Return the lines shown."""
        return self._steps

    def top_of(self, line: int) -> int:
        """Return how far down a line begins, in pixels; 0 for one before the first."""
        return self._lines[line].y() if 0 <= line < len(self._lines) else 0

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these lines; the focus stays on the line it was on."""
        focused = next((n for n, w in enumerate(self._mains) if w.hasFocus()), -1)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._steps = tuple(steps)
        self._mains = [_StepButton(one) if one.run else _StepLine(one) for one in steps]
        both = zip(steps, self._mains, strict=True)
        self._lines = [_line(step, main) for step, main in both]
        for line in self._lines:
            self._column.addWidget(line)
        buttons = [one for one in self._mains if isinstance(one, _StepButton)]
        for before, after in pairwise((self._place, *buttons)):
            QWidget.setTabOrder(before, after)
        if 0 <= focused < len(self._mains):
            self._mains[focused].setFocus(Qt.FocusReason.OtherFocusReason)


class _StepButton(IconButton):
    """A line that leads somewhere; it takes a second line rather than more room."""

    def __init__(self, step: Step) -> None:
        super().__init__("ghost")
        self._step = step
        self.setProperty("look", "step")
        self.setProperty("kind", "step")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(step.text.replace("&", "&&"))
        self.setAccessibleName(_spoken(step))
        self.clicked.connect(self._go)
        self._draw_icon()

    def minimumSizeHint(self) -> QSize:
        """Ask for a few words; the rest breaks."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(_LEAST)), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words where the line ends."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        said = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        room = self.width() - (self.sizeHint().width() - said)
        broken = _broken(self._step.text, metrics, room).replace("&", "&&")
        if broken != self.text():
            self.setText(broken)
            # the style sheet has set one for a single line, and layouts go by it
            self.setMinimumHeight(self.sizeHint().height())

    def _go(self) -> None:
        if self._step.run is not None:
            self._step.run()

    def _draw_icon(self) -> None:
        if hasattr(self, "_step"):
            state = self._step.state
            self.show_icon(_ICONS[state], _ink(state), 18, gap=5)


class _StepLine(QWidget):
    """A line that is only read."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self._sign = QLabel()
        self.setAccessibleName(_spoken(step))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(4) + 1, theme.px(5), theme.px(4), theme.px(5))
        row.setSpacing(theme.px(5) + 4)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = ElidedLabel(step.text) if step.brief else label(step.text, wrap=True)
        row.addWidget(words, 1)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        state = self._step.state
        self._sign.setPixmap(icons.pixmap(_ICONS[state], _ink(state)))


def _line(step: Step, main: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(main, 1)
    if step.aside:
        row.addWidget(label(step.aside, "muted"))
    if step.key:
        row.addWidget(key_cap(step.key))
    return line


def _broken(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return a text in lines as long as there is room for, or a word each."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _spoken(step: Step) -> str:
    words = {
        "done": tr("done"),
        "todo": tr("to do"),
        "warn": tr("look here"),
        "now": tr("under way"),
    }
    return tr("{step}: {state}", step=step.text, state=words[step.state])


def _ink(state: StepState) -> str:
    colours = theme.tokens()
    return {
        "done": colours.ok,
        "todo": colours.text3,
        "warn": colours.warn,
        "now": colours.primary,
    }[state]
