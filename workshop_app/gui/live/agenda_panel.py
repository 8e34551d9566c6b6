"""The agenda's card: its points against the clock, the quorum, the session's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workshop_app.domain.vocabulary import SessionState
from workshop_app.gui import icons, theme
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.labels import key_cap, label
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.parts.steps import Step, StepList, StepState
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, short_time, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.live.agenda import Point

_LINE = 28
"""Pixels of a point at 100 %."""

_MORE = 18
"""Of a second line; only the point under way has one."""

_LEAST = 76
_TALLEST = 190
"""Of all of them; longer agendas scroll."""


class AgendaCard(Card):
    """Shows the agenda; the state of the session changes at its buttons.

    Signals:
        asked: The session is to be opened or closed, as its state asks.
        prepare: There is no agenda: somebody wants to write it.
        turned: The table goes on by so many points; back, below nothing.
    """

    asked = Signal()
    prepare = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.state = button(tr("Open the session"), kind="primary", name="-")
        super().__init__(tr("Agenda"), self.state, parent)
        self.points = StepList()
        self._scroll = ScrollColumn()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.body.addWidget(self.points)
        # how far it goes is known only once the points have their place
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_now)
        self._low = False
        self._now = 0
        self._none = label(tr("This session has no agenda yet."), "muted", wrap=True)
        self._prepare = button(tr("Prepare the agenda"), icon="calendar")
        self.on = button(
            "",
            icon="arrow_right",
            kind="ghost",
            tip=tr("Next point of the agenda (F7)"),
        )
        self.on.clicked.connect(self._go_on)
        self._turning = QWidget()
        turning = QHBoxLayout(self._turning)
        turning.setContentsMargins(0, 0, 0, 0)
        turning.setSpacing(px(2))
        turning.addWidget(self.on)
        turning.addWidget(key_cap("F7"))
        self._turning.hide()
        self._sign = QLabel()
        self._quorum = label("", "muted", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(px(6))
        foot.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._quorum, 1)
        foot.addWidget(self._turning)
        self.body.setSpacing(px(6))
        self.body.addWidget(self._scroll)
        self.body.addWidget(self._none)
        self.body.addWidget(self._prepare)
        self.body.addLayout(foot)
        self.state.clicked.connect(self.asked)
        self._prepare.clicked.connect(self.prepare)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show the agenda as it stands now."""
        self.points.set_steps([_step(one) for one in points])
        self._scroll.setVisible(bool(points))
        self._none.setVisible(not points)
        self._prepare.setVisible(not points)
        on = (n for n, one in enumerate(points) if one.state == "now")
        self._now = next(on, -1)
        self._turning.setVisible(self._now >= 0)
        self._now = max(0, self._now)
        self._fit()

    def _go_on(self) -> None:
        self.turned.emit(1)

    def set_low(self, *, low: bool) -> None:
        """Give way to the list where the page is low: what is on stays in view."""
        self._low = low
        self._fit()

    def _fit(self) -> None:
        count = len(self.points.steps())
        wanted = px(_LINE) * count + px(_MORE)
        least = px(_LEAST) if self._low else px(_TALLEST)
        self._scroll.setMinimumHeight(min(wanted, least))
        self._scroll.setMaximumHeight(min(wanted, px(_TALLEST)))
        QTimer.singleShot(0, self, self._show_now)

    def _show_now(self) -> None:
        bar = self._scroll.verticalScrollBar()
        before = 0 if self._low else 1
        bar.setValue(self.points.top_of(self._now - before))

    def show_state(self, state: SessionState) -> None:
        """Offer what the state of the session asks for next."""
        words = {
            SessionState.PLANNED: (tr("Open the session"), "primary"),
            SessionState.OPEN: (tr("Close the session"), "plain"),
            SessionState.CLOSED: (tr("The session is closed"), "ghost"),
        }
        text, kind = words[state]
        self.state.setText(text)
        self.state.setAccessibleName(text)
        self.state.setEnabled(state is not SessionState.CLOSED)
        self.state.setProperty("kind", kind)
        theme.restyle(self.state)

    def show_quorum(self, sentence: str, *, met: bool) -> None:
        """Say whether enough people are here; by sign and words."""
        colours = theme.tokens()
        words = tr("Quorum") if met else tr("No quorum")
        name, ink = ("check_circle", colours.ok) if met else ("warning", colours.warn)
        self._sign.setPixmap(icons.pixmap(name, ink, 16))
        self._quorum.setText(_kept_together(f"{words}: {sentence}"))


def _kept_together(sentence: str) -> str:
    """Return the sentence with its last two words on one line."""
    before, space, last = sentence.rpartition(" ")
    return f"{before}\u00a0{last}" if space else sentence


def _step(point: Point) -> Step:
    text = f"{point.number}. {point.title}"
    state: StepState = "todo" if point.state == "past" else point.state
    return Step(text, state, aside=_aside(point), brief=state != "now")


def _aside(point: Point) -> str:
    if point.until is not None:
        return tr("until {time}", time=short_time(point.until))
    if point.left is None:
        if not point.minutes or point.state == "done":
            return ""
        return tr("{minutes} min", minutes=point.minutes)
    if point.left >= 0:
        return ntr("{count} min left", "{count} min left", point.left)
    return ntr("{count} min over", "{count} min over", -point.left)
