"""The room beside the list: its balance, what it lacks, and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workshop_app.domain.labels import label as words_of
from workshop_app.domain.parity import missing
from workshop_app.domain.vocabulary import Bloc, Quorum, SessionState
from workshop_app.gui import theme
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.balance_bar import BalanceBar
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.hemicycle_chart import HemicycleChart
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.i18n import ntr, short_time, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from workshop_app.domain.process import Rules
    from workshop_app.services.session_overview import QuorumNumbers, SessionOverview

WIDTH: Final = 356
_HALF: Final = 50
_WHOLE: Final = 100
_SPANISH: Final = "es"


class RoomPanel(ScrollColumn):
    """A column that scrolls where it does not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, whole=True)
        self.chart, self.bar = HemicycleChart(), BalanceBar()
        self.alert = Alert()
        self._told: tuple[str, str] = ("", "")
        self.live = Chip()
        self._values: dict[str, QLabel] = {}
        self._captions: dict[str, QLabel] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("The room"))
        balance = Card(tr("Who is in the room"), self.live)
        balance.body.addWidget(self.chart)
        balance.body.addWidget(self.bar)
        self.body.addWidget(balance)
        self.body.addWidget(self.alert)
        self.body.addWidget(self._summary())
        self.body.addStretch(1)

    def show_room(self, room: SessionOverview) -> None:
        """Show the numbers of the moment."""
        voting, heads = room.room.voting, room.room.heads
        self.chart.show_numbers(voting.state, voting.civil_society, voting.other)
        self.bar.show_numbers(
            voting.state,
            voting.civil_society,
            voting.other,
            _band(room.rules),
            observers=heads.total - voting.total,
        )
        self._show_live(room)
        self._show_missing(room)
        self._show_summary(room)

    def words(self, name: str) -> str:
        """Return what the summary says under a name."""
        return self._values[name].text()

    @property
    def why(self) -> str:
        """Where the quorum comes from, as it is shown."""
        return self._why.text()

    def _show_live(self, room: SessionOverview) -> None:
        match room.session.state:
            case SessionState.OPEN:
                self.live.set(tr("Live"), "ok")
            case SessionState.PLANNED:
                self.live.set(tr("Not open yet"), "plain")
            case SessionState.CLOSED:
                self.live.set(tr("At the closing"), "plain")

    def _show_missing(self, room: SessionOverview) -> None:
        """Say what the smaller bloc lacks; again only when it is something else."""
        told = _lacking(room)
        if told == self._told:
            return
        self._told = told
        title, text = told
        if title:
            self.alert.show_alert("warn", title, text)
        else:
            self.alert.clear()

    def _show_summary(self, room: SessionOverview) -> None:
        people = room.people
        spoken = sum(n for code, n in people.languages if code != _SPANISH)
        sexed = people.of_known_sex
        self._values["women"].setText(_share(people.women, sexed))
        self._captions["women"].setText(
            tr("Women, of {known} whose sex is known", known=sexed)
            if sexed
            else tr("Women")
        )
        told = sum(n for _, n in people.languages)
        self._values["languages"].setText(_share(spoken, told))
        self._captions["languages"].setText(
            tr("Another language, of {known} who said theirs", known=told)
            if told
            else tr("Another language than Spanish")
        )
        self._values["expected"].setText(str(people.not_yet.total))
        self._values["quorum"].setText(_quorum(room.quorum))
        needed = 0 if room.quorum is None else room.quorum.needed
        self._captions["quorum"].setText(tr("Quorum ({needed})", needed=needed))
        why = _why(room.quorum)
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _summary(self) -> Card:
        card = Card(tr("Summary"))
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.px(8))
        lines = {
            "women": tr("Women"),
            "languages": tr("Another language than Spanish"),
            "expected": tr("Expected, not here yet"),
            "quorum": tr("Quorum"),
        }
        for row, (name, caption) in enumerate(lines.items()):
            self._captions[name] = label(caption, "muted", wrap=True)
            self._values[name] = label("–", "strong")
            self._values[name].setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._captions[name], row, 0)
            grid.addWidget(self._values[name], row, 1)
        grid.setColumnStretch(0, 1)
        card.body.addLayout(grid)
        self._why = label("", "muted", wrap=True)
        card.body.addWidget(self._why)
        return card


def _band(rules: Rules | None) -> tuple[int, int]:
    apart = _HALF if rules is None else rules.parity_band
    return _HALF - apart, _HALF + apart


def _lacking(room: SessionOverview) -> tuple[str, str]:
    """Return what the smaller bloc lacks, and who of it may still come."""
    least, most = _band(room.rules)
    voting = room.room.voting
    short = missing(voting.state, voting.civil_society, least=least)
    if short.bloc is None or not short.for_range:
        return "", ""
    title = ntr(
        "{count} more of civil society for the agreed range",
        "{count} more of civil society for the agreed range",
        short.for_range,
    )
    if short.bloc is Bloc.STATE:
        title = ntr(
            "{count} more of the State for the agreed range",
            "{count} more of the State for the agreed range",
            short.for_range,
        )
    text = tr(
        "{equal} more for equality. Agreed range: {least}–{most} %.",
        equal=short.for_equality,
        least=least,
        most=most,
    )
    awaited = room.people.not_yet.of(short.bloc)
    if awaited:
        coming = ntr(
            "{count} expected of that bloc has not arrived.",
            "{count} expected of that bloc have not arrived.",
            awaited,
        )
        text = f"{text} {coming}"
    return title, text


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    percent = (2 * _WHOLE * part + whole) // (2 * whole)
    return tr("{part} · {percent} %", part=part, percent=percent)


def _why(numbers: QuorumNumbers | None) -> str:
    """Say where the number comes from: it grows with the list."""
    if numbers is None or numbers.rule is Quorum.NONE:
        return ""
    return tr(
        "{rule} of those with a vote on the list ({entitled})",
        rule=words_of(numbers.rule),
        entitled=numbers.entitled,
    )


def _quorum(numbers: QuorumNumbers | None) -> str:
    if numbers is None or numbers.rule is Quorum.NONE:
        return tr("not asked for")
    if not numbers.met:
        short = numbers.needed - numbers.present
        return ntr("{count} missing", "{count} missing", short)
    if numbers.met_at is None:
        return tr("Reached")
    return tr("Reached {time}", time=short_time(numbers.met_at))
