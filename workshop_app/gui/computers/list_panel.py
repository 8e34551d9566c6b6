"""The computers: looked through, compared aloud, admitted alone or many at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.errors import AppError
from workshop_app.gui.computers.details_panel import ComputerCard
from workshop_app.gui.computers.presenter import ComputersPresenter, save_key
from workshop_app.gui.computers.revoke_panel import RevokePanel
from workshop_app.gui.computers.revoking import loss_words
from workshop_app.gui.computers.words import (
    admit_words,
    summary,
    what_admitting_does,
)
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.list_view import ListView
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, tr
from workshop_app.services.computer_list import Computer, Stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from workshop_app.gui.context import AppContext
    from workshop_app.services.identities import Identity
    from workshop_app.services.revoking import Revoked
    from workshop_app.store.arrivals import DeviceRow

_WIDEST = 520


class ListPanel(Panel):
    """The section of all computers whose work is here."""

    NAME: ClassVar[str] = "list"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._who: Identity | None = None
        self.presenter = ComputersPresenter(context, self, self)
        self.search = SearchLine(tr("Search by name, person or words"))
        self.all = button(tr("Select those to be admitted"), kind="ghost", icon="check")
        self.list = ListView(
            self.presenter.model, "computers", accessible=tr("Computers")
        )
        self.list.set_empty("", tr("No computer is called so."))
        self.counts = label("", "muted", wrap=True)
        self.alert = Alert()
        self.elsewhere = Alert()
        self.card = ComputerCard()
        self.card.setMaximumWidth(px(_WIDEST))
        self.follows = label("", wrap=True)
        self.reason = QLineEdit(maxLength=500)
        self.reason_field = Field(
            tr("Why it is believed"),
            self.reason,
            hint=tr(
                "As “we compared the six words by telephone”; it stands in the history."
            ),
        )
        self.admit = button("", kind="primary", icon="check", name="-")
        self.revoke = button(tr("Believe it no more…"), icon="stop")
        self.copy_key = button(tr("Copy my public key"), icon="copy")
        self.save_key = button(tr("Save it to a file…"), icon="key")
        self.own_key = label("", "muted", wrap=True)
        self.revoking = RevokePanel(context, self)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Read everything again; the list has the focus."""
        self.presenter.wake()
        if not self.revoking.isHidden():
            self.revoking.list.setFocus()
            return
        if not self.list.current_id():
            self.list.selectRow(0)
        self.list.setFocus()

    def leave(self) -> None:
        """Read no more."""
        self.presenter.sleep()

    def focus_search(self) -> None:
        """Search among the computers."""
        self.search.setFocus()

    def target(self, record_id: str) -> None:
        """Go to a computer, by its public key."""
        self.search.clear()
        self.list.show_row(record_id)

    def admit_now(self) -> None:
        """Admit what is selected, once it is said why."""
        chosen = self._to_admit()
        reason = self.reason.text().strip()
        if not chosen or not self._has_office:
            return
        if not reason:
            self.reason_field.show_problem(tr("Say why, in a few words."))
            return
        self.presenter.admit([one.device for one in chosen], reason)

    def select_strangers(self) -> None:
        """Select all that wait to be admitted."""
        self.search.clear()
        self.list.clearSelection()
        for device in self.presenter.strangers:
            place = self.presenter.model.place_of(device)
            if self.list.selected_ids():
                self._also(place)
            else:
                self.list.show_row(device)
        self._show_details()
        self.reason.setFocus()

    def show_computers(self, rows: Sequence[Computer], who: Identity) -> None:
        """Show how many there are, and who this one is."""
        self._who = who
        self.counts.setText(summary(rows))
        self.all.setVisible(bool(self.presenter.strangers) and self._has_office)
        if who.office_here:
            self.elsewhere.clear()
        elif self.elsewhere.isHidden():
            self.elsewhere.show_alert(
                "info",
                tr("The key of the office is not on this computer."),
                tr(
                    "Computers are admitted where it is. Here you see whose work is "
                    "on record, and read this one's words to the office."
                ),
            )
        self._show_details()

    def show_admitted(self, said: str, rows: Sequence[DeviceRow]) -> None:
        """Say that computers were admitted."""
        self.reason.clear()
        acts = sum(one.commits for one in rows)
        self.alert.show_alert(
            "ok",
            said,
            ntr(
                "{count} act of theirs is here. To take it back, believe it no more.",
                "{count} acts of theirs are here. To take it back, believe them no "
                "more.",
                acts,
            ),
        )
        self.list.setFocus()

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""
        self.alert.show_alert("bad", error.message, error.advice)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.revoking.setGeometry(self.rect())

    @property
    def _has_office(self) -> bool:
        return self._who is not None and self._who.office_here

    def _to_admit(self) -> list[Computer]:
        """Return what is selected and not admitted yet."""
        chosen = self.presenter.chosen(self.list.selected_ids())
        return [one for one in chosen if not one.admitted]

    def _show_details(self, _device: str = "") -> None:
        one = next(iter(self.presenter.chosen([self.list.current_id()])), None)
        self.card.setVisible(one is not None)
        if one is None:
            return
        self.card.show_computer(one, self.presenter.code(one.device))
        if one.here and self._who is not None and self._who.tip:
            code = self.presenter.code(self._who.tip)
            self.card.show_tip(self._who.tip_words, code)
        admit = self._to_admit() if self._has_office else []
        for part in (self.follows, self.reason_field, self.admit):
            part.setVisible(bool(admit))
        if admit:
            words = admit_words(admit)
            self.admit.setText(words)
            self.admit.setAccessibleName(words)
            self.follows.setText(_before_admitting(admit))
        gone = one.stands is Stands.REVOKED
        self.revoke.setVisible(self._has_office and not one.here)
        self.revoke.setText(
            tr("Believe less of it…") if gone else tr("Believe it no more…")
        )
        self.revoke.setAccessibleName(self.revoke.text())
        for part in (self.own_key, self.copy_key, self.save_key):
            part.setVisible(one.here)

    def _also(self, place: int) -> None:
        model = self.list.selectionModel()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        model.select(self.presenter.model.index(place, 0), flags)

    def _begin_revoking(self) -> None:
        chosen = self.presenter.chosen([self.list.current_id()])
        if chosen:
            self.alert.clear()
            self.revoking.begin(chosen[0])

    def _on_revoked(self, done: Revoked) -> None:
        self.presenter.read()
        self.alert.show_alert(
            "ok",
            tr("{label} is believed no more.", label=done.computer.label),
            loss_words(done),
        )
        self.list.setFocus()

    def _copy_key(self) -> None:
        key = self._own_key()
        if key:
            QGuiApplication.clipboard().setText(key)
            self.context.say(tr("The public key of this computer is copied."))

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Where the public key goes"), "oficina-kuska.txt"
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Save this computer's public key, for those who encrypt files to it."""
        key = self._own_key()
        why = save_key(path, key) if key else ""
        if why:
            self.alert.show_alert(
                "bad",
                tr("{file} could not be written ({why}).", file=path.name, why=why),
                tr("Choose another folder."),
            )
        elif key:
            self.context.say(tr("The public key is in {file}.", file=path.name))

    def _own_key(self) -> str:
        try:
            return self.presenter.exchange_key()
        except AppError as error:
            self.show_problem(error)
            return ""

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_details)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.list.chosen.connect(self._to_reason)
        self.list.said.connect(self.context.say)
        self.search.textChanged.connect(self.presenter.model.filter)
        self.all.clicked.connect(self.select_strangers)
        self.admit.clicked.connect(self.admit_now)
        self.reason.returnPressed.connect(self.admit_now)
        self.reason.textEdited.connect(self.reason_field.clear_problem)
        self.revoke.clicked.connect(self._begin_revoking)
        self.revoking.revoked.connect(self._on_revoked)
        self.revoking.closed.connect(self.list.setFocus)
        self.copy_key.clicked.connect(self._copy_key)
        self.save_key.clicked.connect(self._ask_where)

    def _on_selected(self, *_ranges: object) -> None:
        self._show_details()

    def _to_reason(self, _device: str) -> None:
        if self.reason_field.isVisible():
            self.reason.setFocus()

    def _lay_out(self) -> None:
        left = Card(tr("Computers of the process"), self.all)
        left.body.addWidget(self.counts)
        left.body.addWidget(self.elsewhere)
        left.body.addWidget(self.alert)
        left.body.addWidget(self.search)
        left.body.addWidget(self.list, 1)
        deeds = self.card.deeds
        deeds.addWidget(self.follows)
        deeds.addWidget(self.reason_field)
        deeds.addWidget(self.admit)
        deeds.addWidget(self.revoke)
        self.own_key.setText(
            tr(
                "Others encrypt files to this computer with its public key, which is "
                "no secret: send it by mail or on a stick."
            )
        )
        for part in (self.own_key, self.copy_key, self.save_key):
            deeds.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(left, 7)
        row.addWidget(self.card, 5)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row)


def _before_admitting(chosen: Sequence[Computer]) -> str:
    ask = tr(
        "Ask whoever sits at it to read the six words: they must be the same, all of "
        "them."
    )
    if len(chosen) > 1:
        ask = tr("Their six words are not compared one by one: say why that is right.")
    return f"{ask}\n{what_admitting_does(chosen)}"
