"""What is looked over before closing, and where each part of the minutes comes from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.steps import Step, StepList, StepState
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.checklist import CheckLevel, CheckLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.gui.minutes.reading import MinutesNow

_STATES: dict[CheckLevel, StepState] = {
    CheckLevel.OK: "done",
    CheckLevel.WARN: "todo",
    CheckLevel.STOP: "warn",
}


class ReviewForm(QWidget):
    """Lines that say what was found and lead to where it is mended."""

    def __init__(
        self, go: Callable[[str, str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._go = go
        self.summary = label("", "muted", wrap=True)
        self.checks = StepList()
        self.sources = QVBoxLayout()
        self.sources.setSpacing(px(2))
        before = Card(tr("Before closing and signing"))
        before.body.addWidget(self.summary)
        before.body.addWidget(self.checks)
        made = Card(tr("What the program writes by itself"))
        made.body.addWidget(
            label(
                tr("Each part is made from the record; mend it where it comes from."),
                "muted",
                wrap=True,
            )
        )
        made.body.addLayout(self.sources)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(before)
        column.addWidget(made)
        column.addStretch(1)
        self._show_sources()

    def show_session(self, now: MinutesNow) -> None:
        """Show what was found of the session."""
        ordered = sorted(now.checks, key=_stops_first)
        self.checks.set_steps([self._step(one) for one in ordered])
        self.summary.setText(_summary(now))

    def _step(self, line: CheckLine) -> Step:
        return Step(
            text=line.sentence,
            state=_STATES[line.level],
            run=None
            if line.level is CheckLevel.OK
            else partial(self._go, line.page, line.target or ""),
            aside=tr("keeps it from closing") if line.level is CheckLevel.STOP else "",
        )

    def _show_sources(self) -> None:
        told = (
            (tr("Data, agenda and who signs"), tr("Prepare"), "prepare"),
            (tr("Attendance, composition and quorum"), tr("Check-in"), "check_in"),
            (tr("Contributions, votes and objections"), tr("At the table"), "live"),
            (tr("Answers and their reasons"), tr("Decisions"), "decisions"),
            (tr("Letterhead of the office"), tr("Settings"), "preferences"),
        )
        for words, where, page in told:
            target = "office" if page == "preferences" else ""
            way = button(where, kind="ghost", icon="arrow_right", name=words)
            way.setAccessibleName(tr("{where}: {what}", where=where, what=words))
            way.clicked.connect(partial(self._lead, page, target))
            line = QHBoxLayout()
            line.addWidget(label(words, wrap=True), 1)
            line.addWidget(way)
            self.sources.addLayout(line)

    def _lead(self, page: str, target: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self._go(page, target)


def _stops_first(line: CheckLine) -> int:
    return [CheckLevel.STOP, CheckLevel.WARN, CheckLevel.OK].index(line.level)


def _summary(now: MinutesNow) -> str:
    stops = len(now.stops)
    if stops:
        return ntr(
            "{count} thing keeps the session from being closed.",
            "{count} things keep the session from being closed.",
            stops,
        )
    warnings = sum(one.level is CheckLevel.WARN for one in now.checks)
    if warnings:
        return ntr(
            "Nothing keeps it from closing; {count} thing is better looked at.",
            "Nothing keeps it from closing; {count} things are better looked at.",
            warnings,
        )
    return tr("Everything is in order.")
