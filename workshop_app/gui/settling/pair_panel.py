"""Two entries of the register beside each other, and what is found of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.domain.short_codes import short_by_code
from workshop_app.domain.vocabulary import Verdict
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.autosave_text import AutosaveLine
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import KeyHints, key_cap, label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.settling.pairs import verdict_words
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.errors import AppError
    from workshop_app.gui.settling.people import PeoplePresenter
    from workshop_app.gui.settling.people_view import Sheet

SAME_KEY: Final = "L"
TWO_KEY: Final = "S"
LATER_KEY: Final = "P"
ONE_KEY: Final = "A"
OTHER_KEY: Final = "D"

_LEAST: Final = 190
"""Height of the table at 100 % under which the rest scrolls."""


class PairForm(QWidget):
    """Shows two entries and asks what they are; of one person, what is shown of it."""

    failed = Signal(object)

    def __init__(
        self,
        presenter: PeoplePresenter,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.title = label("", "heading", wrap=True)
        self.score = Chip()
        self.why = label("", wrap=True)
        self.table = ListView(
            presenter.beside, "beside", accessible=tr("The two entries side by side")
        )
        self.under = label("", "muted", wrap=True)
        self.follows = Alert()
        self.note = AutosaveLine("settling", keep=keep, forget=forget)
        self.note_field = Field(tr("How it is known"), self.note, optional=True)
        self.same = button(tr("The same person"), kind="primary", icon="merge")
        self.two = button(tr("They are two"), icon="people")
        self.later = button(tr("Put off"), kind="ghost", icon="clock")
        self.take_back = button(tr("Take it back"), icon="undo")
        self.differing = button(tr("What is shown of them…"), icon="pen")
        self.write = button(tr("Keep what was chosen"), kind="primary", icon="check")
        self.leave_it = button(tr("Leave it as it is"), kind="ghost")
        self._lay_out()
        self._connect()
        self.show_choosing(on=False)

    def show_sheet(self, sheet: Sheet, place: str, note: str) -> None:
        """Show two entries, and the note that was typed and not given."""
        pair, found = sheet.pair, sheet.pair.verdict
        self.title.setText(
            tr("{one} and {other}", one=pair.one.name, other=pair.other.name)
        )
        self.why.setText(pair.second)
        if found is not None:
            same = found is Verdict.SAME
            self.score.set(verdict_words(found), "ok" if same else "plain")
        elif pair.candidate is not None:
            score = pair.candidate.score
            self.score.set(tr("Likeness {score} %", score=score), "info")
        told = short_by_code([pair.one.code, pair.other.code])
        self.under.setText(
            tr(
                "One: {one_code}, {one}. The other: {other_code}, {other}.",
                one_code=told[pair.one.code],
                other_code=told[pair.other.code],
                one=sheet.follows.one.words,
                other=sheet.follows.other.words,
            )
        )
        self._say_what_follows(sheet)
        self.note.set_place(place)
        self.note.set_text("")
        if note:
            self.note.restore(note)
        self.note_field.clear_problem()
        self.show_choosing(on=False)

    def show_choosing(self, *, on: bool) -> None:
        """Ask which of differing values are to be shown, or no more."""
        sheet = self._presenter.sheet
        found = None if sheet is None else sheet.pair.verdict
        for asked in (self.same, self.two, self.later, *self._caps):
            asked.setVisible(found is None and not on)
        self.take_back.setVisible(found is not None and not on)
        self.differing.setVisible(found is Verdict.SAME and not on)
        for widget in (self.write, self.leave_it, self.hints):
            widget.setVisible(on)
        self.follows.setVisible(found is None and not on)
        self.under.setVisible(not on)
        if on:
            self.why.setText(
                tr("They are one person. Which of these shall be shown of them?")
            )
            self.table.selectRow(0)
            self.table.setFocus()

    def give(self) -> None:
        """Keep what was chosen, if that is asked."""
        if self._presenter.is_choosing:
            self._presenter.write_chosen(self.note.text_now())

    def judge(self, verdict: Verdict) -> None:
        """Say what the two are."""
        sheet = self._presenter.sheet
        if sheet is not None and sheet.pair.verdict is None:
            self._presenter.judge(verdict, self.note.text_now())

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for the keys to pause."""
        self.note.give()

    def forget_typed(self) -> None:
        """Empty the note: it has become part of a deed."""
        self.note.set_text("")

    def refuse(self, error: AppError) -> bool:
        """Say at its field what is wrong; return whether it was that."""
        if getattr(error, "field", "") != "reason":
            return False
        self.note_field.show_problem(f"{error.message} {error.advice}")
        return True

    def _say_what_follows(self, sheet: Sheet) -> None:
        said = [short_codes(one) for one in sheet.follows.sentences]
        grave = bool(sheet.follows.ballots)
        self.follows.show_alert(
            "warn" if grave else "info",
            tr("If they are the same person"),
            "\n".join(said),
        )

    def _connect(self) -> None:
        presenter = self._presenter
        self.same.clicked.connect(self._same)
        self.two.clicked.connect(self._two)
        self.later.clicked.connect(presenter.put_off)
        self.take_back.clicked.connect(self._take_back)
        self.differing.clicked.connect(presenter.begin_choosing)
        self.write.clicked.connect(self.give)
        self.leave_it.clicked.connect(presenter.stop_choosing)
        self.note.given.connect(self._still_unsent)
        self.note.failed.connect(self.failed)
        self.note.textEdited.connect(self._on_typed)

    def take(self, side: str) -> None:
        """Take one of the two values of the field the table stands on."""
        field = self.table.current_id()
        if field and self._presenter.is_choosing:
            self._presenter.keep(field, side)

    def _same(self) -> None:
        self.judge(Verdict.SAME)

    def _two(self) -> None:
        self.judge(Verdict.DIFFERENT)

    def _take_back(self) -> None:
        self._presenter.take_back(self.note.text_now())

    def _on_typed(self, _text: str) -> None:
        self.note_field.clear_problem()

    def _still_unsent(self, _text: str) -> None:
        """Leave the note among the unsent: it is given with the finding only."""
        self.note.refuse()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.title, 1)
        head.addWidget(self.score, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        inside = ScrollColumn(whole=True)
        inside.body.addLayout(head)
        inside.body.addWidget(self.why)
        self.table.setMinimumHeight(px(_LEAST))
        inside.body.addWidget(self.table, 1)
        self.hints = KeyHints(
            [(ONE_KEY, tr("take the left")), (OTHER_KEY, tr("take the right"))]
        )
        for one in (self.hints, self.under, self.follows, self.note_field):
            inside.body.addWidget(one)
        inside.body.setSpacing(px(8))
        column.addWidget(inside, 1)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        self._caps = []
        for made, key in (
            (self.same, SAME_KEY),
            (self.two, TWO_KEY),
            (self.later, LATER_KEY),
        ):
            cap = key_cap(key)
            self._caps.append(cap)
            row.addWidget(made)
            row.addWidget(cap)
        for made in (self.take_back, self.differing, self.write, self.leave_it):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
