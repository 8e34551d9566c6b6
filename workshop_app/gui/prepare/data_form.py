"""Step 1: what the session is called, when, where, with whom."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui.parts.autosave_text import AutosaveLine
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.prepare.choices_form import Choices
from workshop_app.gui.prepare.data import DataPresenter
from workshop_app.gui.prepare.day_form import DayLine
from workshop_app.gui.prepare.finding import places
from workshop_app.gui.prepare.induction_form import InductionForm
from workshop_app.gui.prepare.pick_form import PickLine
from workshop_app.gui.prepare.summary import notice
from workshop_app.gui.theme import px
from workshop_app.i18n import long_date, tr
from workshop_app.services.places import place_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.session import SessionDraft
    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.finding import Finding
    from workshop_app.gui.prepare.reading import Preparation

LINES: Final = ("title", "venue", "interpreter", "convocation_reference")
DAYS: Final = ("held_on", "convened_on")
PEOPLE: Final = ("chair_state", "chair_civil_society", "facilitator", "rapporteur")
_NEW: Final = "new"
_COLUMNS: Final = 2


class DataForm(QWidget):
    """Each field is given when it is left; the title alone makes a new session."""

    def __init__(
        self, context: AppContext, finding: Finding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = DataPresenter(context, self, self)
        self._kept: dict[str, str] | None = None
        self._found: Preparation | None = None
        self.lines = {name: self._line(name) for name in LINES}
        self.days = {name: self._day(name) for name in DAYS}
        self.people = {name: self._person(name, finding) for name in PEOPLE}
        self.place = PickLine(places)
        self.place.picked.connect(self._give_place)
        self.place.unclear.connect(partial(self._unclear, "place"))
        self.choices = Choices(self.presenter)
        self.induction = InductionForm(self.presenter)
        self.fields = self._fields()
        self._lay_out()
        for widget in self._inputs():
            widget.installEventFilter(self)

    def show_preparation(self, found: Preparation) -> None:
        """Show what is on record; what is being typed stays."""
        other = self._found is None or _id(self._found) != _id(found)
        self._found = found
        self.presenter.show(found)
        draft = self.presenter.draft
        assert draft is not None  # noqa: S101 it was just shown
        if other:
            self._turn_to(found)
        self._show_lines(draft, keep=not other)
        self.choices.show_choices(draft, found)
        self._show_people(draft, found, keep=not other)
        self.induction.show_induction(draft, keep=not other)
        self._tell_days()

    def leave(self) -> None:
        """Give what is being typed."""
        for line in self.lines.values():
            line.give()
        for day in self.days.values():
            day.give()
        for pick in (self.place, *self.people.values()):
            pick.give()
        self.induction.give()

    def focus(self, field: str = "") -> None:
        """Put the focus in a field; in the title without one."""
        if field == "induction":
            self.induction.at.setFocus()
            return
        widget = self.fields[field if field in self.fields else "title"].widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, field: str, sentence: str) -> None:
        """Say beside a field what is wrong."""
        if field.startswith("induction"):
            self.induction.show_problem(sentence)
        else:
            self._field(field).show_problem(sentence)

    def settle(self, field: str) -> None:
        """Take what stands in a field as what is on record."""
        if field.startswith("induction"):
            self.induction.settle()
            return
        self._field(field).clear_problem()
        if field in self.lines:
            self.lines[field].settle()
        elif field in self.days:
            self.days[field].settle()
            self._tell_days()

    def refuse(self, field: str) -> None:
        """Hold what stands in a field as not given."""
        if field in self.lines:
            self.lines[field].refuse()
        elif field in self.people:
            self.people[field].refuse()

    def theirs(self, field: str, draft: SessionDraft) -> str:
        """Say what a field would show of a draft."""
        value = getattr(draft, field, "")
        if field in DAYS:
            return long_date(value) if isinstance(value, date) else ""
        if field == "place":
            return place_name(draft.place, draft.place_system)
        if field in PEOPLE and value:
            with self._context.store.read() as reader:
                return reader.names({value}).get(value, "")
        return str(value or "")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc takes what is on record; Enter goes on to the next field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                return self._take_back(watched)
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (
                watched in [*self.lines.values(), *self.days.values()]
            ):
                watched.event(event)
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _field(self, name: str) -> Field:
        """Return where a field shows; what has no caption speaks through the title."""
        return self.fields.get(name, self.fields["title"])

    def _line(self, name: str) -> AutosaveLine:
        line = AutosaveLine("", keep=self._keep, forget=self._forget)
        line.given.connect(partial(self._give_line, name))
        return line

    def _day(self, name: str) -> DayLine:
        line = DayLine(self._context.store.now().date())
        line.given.connect(partial(self._give_day, name))
        line.unclear.connect(partial(self._unclear_day, name))
        return line

    def _person(self, name: str, finding: Finding) -> PickLine:
        line = PickLine(finding.people, new_words=finding.new_words)
        line.picked.connect(partial(self._give_person, name))
        line.named.connect(partial(self.presenter.name_person, name))
        line.unclear.connect(partial(self._unclear, name))
        return line

    def _fields(self) -> dict[str, Field]:
        lines, days, people = self.lines, self.days, self.people
        choices = self.choices
        words = {
            "title": (tr("Title of the session"), lines["title"]),
            "held_on": (tr("Date"), days["held_on"]),
            "place": (tr("District, province, department"), self.place),
            "venue": (tr("Venue"), lines["venue"]),
            "modality": (tr("How it meets"), choices.modality),
            "stage": (tr("Stage"), choices.stage),
            "theme": (tr("Theme"), choices.theme),
            "interpreter": (tr("Interpreter"), lines["interpreter"]),
            "convened_on": (tr("Date of the call"), days["convened_on"]),
            "convocation_reference": (
                tr("Reference of the call"),
                lines["convocation_reference"],
            ),
            "chair_state": (tr("Co-chair for the State"), people["chair_state"]),
            "chair_civil_society": (
                tr("Co-chair for civil society"),
                people["chair_civil_society"],
            ),
            "facilitator": (tr("Facilitator"), people["facilitator"]),
            "rapporteur": (tr("Rapporteur"), people["rapporteur"]),
        }
        hints = {"place": " ", "held_on": " ", "convened_on": " "}
        return {
            name: Field(caption, widget, hint=hints.get(name, ""))
            for name, (caption, widget) in words.items()
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        main = Card(tr("What, when and where"))
        main.body.addWidget(self.fields["title"])
        main.body.addLayout(
            self._grid(("held_on", "modality", "place", "venue", "stage", "theme"))
        )
        call = Card(tr("The call"))
        call.body.addLayout(self._grid(("convened_on", "convocation_reference")))
        people = Card(tr("Who conducts it"))
        people.body.addLayout(self._grid(PEOPLE))
        people.body.addWidget(
            label(
                tr("Type a part of the name; Enter takes what is marked, ↓ another."),
                "muted",
                wrap=True,
            )
        )
        spoken = Card(tr("Languages"))
        spoken.body.addLayout(self.choices.language_grid())
        spoken.body.addWidget(self.fields["interpreter"])
        for card in (main, call, people, spoken, self.induction):
            column.addWidget(card)
        column.addStretch(1)

    def _grid(self, names: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        for place, name in enumerate(names):
            top = Qt.AlignmentFlag.AlignTop
            row, column = divmod(place, _COLUMNS)
            grid.addWidget(self.fields[name], row, column, top)
            grid.setColumnStretch(column, 1)
        return grid

    def _inputs(self) -> list[QWidget]:
        return [*self.lines.values(), *self.days.values()]

    def _turn_to(self, found: Preparation) -> None:
        key = _id(found) or _NEW
        for name, line in self.lines.items():
            line.set_place(f"session/{key}/{name}")
        for field in self.fields.values():
            field.clear_problem()

    def _show_lines(self, draft: SessionDraft, *, keep: bool) -> None:
        for name, line in self.lines.items():
            if not (keep and line.is_unsent()):
                line.set_text(getattr(draft, name))
        if not keep:
            self._restore()
        for name, day in self.days.items():
            if not (keep and day.is_unsent()):
                day.set_day(getattr(draft, name))
        if not (keep and self.place.is_unsent()):
            name = place_name(draft.place, draft.place_system) or draft.place
            self.place.set_value(draft.place, name)

    def _restore(self) -> None:
        """Bring back what was typed before a crash."""
        kept = self._context.drafts.all_kept()
        for line in self.lines.values():
            if line.place() in kept:
                line.restore(kept[line.place()])

    def _show_people(
        self, draft: SessionDraft, found: Preparation, *, keep: bool
    ) -> None:
        for name, line in self.people.items():
            if keep and line.is_unsent():
                continue
            person = getattr(draft, name) or ""
            line.set_value(person, found.names.get(person, ""))

    def _tell_days(self) -> None:
        """Say each day in full, and the notice there is between them."""
        draft = self.presenter.draft
        if draft is None or self._found is None:
            return
        held = "" if draft.held_on is None else long_date(draft.held_on)
        self.fields["held_on"].show_hint(held)
        told = notice(self._found.rules, draft)
        called = "" if draft.convened_on is None else long_date(draft.convened_on)
        self.fields["convened_on"].show_hint(called if told is None else told[0])
        code = tr("INEI {code}", code=draft.place) if draft.place else ""
        self.fields["place"].show_hint(code)

    def _take_back(self, watched: QObject) -> bool:
        draft = self.presenter.draft
        if draft is None:
            return False
        for name, line in self.lines.items():
            if watched is line and line.is_unsent():
                line.clear()
                line.set_text(getattr(draft, name))
                self._context.drafts.forget(line.place())
                self.fields[name].clear_problem()
                return True
        for name, day in self.days.items():
            if watched is day and day.is_unsent():
                day.set_day(getattr(draft, name))
                self.fields[name].clear_problem()
                return True
        return False

    def _go_on(self, watched: QObject) -> None:
        """Go to the next field, unless this one says what is wrong."""
        for field in self.fields.values():
            if field.widget is watched and not field.problem():
                self.focusNextChild()
                return

    def _keep(self, place: str, text: str) -> None:
        self._context.drafts.keep(place, text)

    def _forget(self, place: str) -> None:
        self._context.drafts.forget(place)

    def _give_line(self, name: str, text: str) -> None:
        self.presenter.give(name, **{name: text})

    def _give_day(self, name: str, day: date | None) -> None:
        self.presenter.give(name, **{name: day})

    def _unclear_day(self, name: str, error: AppError) -> None:
        self.fields[name].show_problem(str(error), focus=False)

    def _give_person(self, name: str, person: str) -> None:
        self.presenter.give(name, **{name: person or None})

    def _unclear(self, name: str, _text: str) -> None:
        self.fields[name].show_problem(
            tr(
                "That is not on record. Choose from the list with ↓, or leave it empty."
            ),
            focus=False,
        )

    def _give_place(self, code: str) -> None:
        self.presenter.give("place", place=code)


def _id(found: Preparation) -> str:
    return "" if found.session is None else found.session.id
