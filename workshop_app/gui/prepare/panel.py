"""*Preparar sesión*: five steps, each may wait; beside them what will be checked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui.actions import Action
from workshop_app.gui.check_in.import_panel import ImportPanel
from workshop_app.gui.icons import icon
from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.scroll_column import ScrollColumn
from workshop_app.gui.parts.steps import Step, StepList
from workshop_app.gui.prepare.agenda_form import AgendaForm
from workshop_app.gui.prepare.data_form import DataForm
from workshop_app.gui.prepare.finding import Finding
from workshop_app.gui.prepare.groups_form import GroupsForm
from workshop_app.gui.prepare.invited_form import InvitedForm
from workshop_app.gui.prepare.presenter import PreparePresenter
from workshop_app.gui.prepare.rules_form import RulesForm
from workshop_app.gui.theme import px, tokens
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.gui.prepare.summary import Check, State

Section = DataForm | AgendaForm | RulesForm | InvitedForm | GroupsForm

_SIDE: Final = 316
_LEAST_SIDE: Final = 284
_NARROW: Final = 1_000
"""Pixels at 100 % under which the five steps take all the room they can get."""
_EDGE: Final = 16
_ICONS: Final = {"done": "check_circle", "warn": "warning", "todo": "circle"}
_NEW: Final = "new"
_NUMBER: Final = "12345 "


class PreparePanel(Panel):
    """`target("new")` begins a session; `target(id)` prepares that one."""

    NAME: ClassVar[str] = "prepare"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: str | None = "-"
        self._section = 0
        self.finding = Finding(context, self)
        self.data = DataForm(context, self.finding)
        self.agenda = AgendaForm(context)
        self.rules = RulesForm(context, self.data.presenter)
        self.invited = InvitedForm(context, self.finding, self.begin_import)
        self.groups = GroupsForm(context, self.finding)
        self.sections: dict[str, Section] = {
            "data": self.data,
            "agenda": self.agenda,
            "rules": self.rules,
            "invited": self.invited,
            "groups": self.groups,
        }
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Steps"))
        self.tabs.setIconSize(QSize(px(16), px(16)))
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self.checks = StepList()
        self.importing = ImportPanel(context, self)
        self.importing.closed.connect(self.invited.focus)
        self._fill()
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn)
        self.presenter = PreparePresenter(self, context, self)

    def subtitle(self) -> str:
        """Say which session is prepared."""
        return self.context.session_line() or tr("A new session")

    def shown(self) -> None:
        """Read everything again; the step in front has the focus."""
        before, self._shown = self._shown, self.context.session
        self.finding.gather()
        self.presenter.open()
        # a session scheduled while it is being typed leaves the hands where they are
        if self.importing.resume():
            return
        if before not in {None, self._shown} or not self._has_focus():
            self._form().focus()

    def leave(self) -> None:
        """Give what is being typed in the step in front."""
        self._form().leave()

    def focus_search(self) -> None:
        """Put the focus in the step in front."""
        self._form().focus()

    def target(self, record_id: str) -> None:
        """Begin a new session, prepare another, or go to a step by its name."""
        if record_id == _NEW:
            self.leave()
            self.tabs.setCurrentIndex(0)
            self.presenter.begin()
            self._shown = None
            self.data.focus()
        elif record_id in self.sections:
            self.go(record_id)
        elif record_id != self.context.session:
            self.leave()
            self.context.open_session(record_id)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("Prepare a session")
        steps = (
            ("next_step", tr("Next step"), "Ctrl+PgDown", 1),
            ("step_before", tr("Step before"), "Ctrl+PgUp", -1),
        )
        moves = [
            Action(
                name=name,
                title=title,
                run=partial(self.step, by),
                keys=keys,
                group=group,
                enabled=self.importing.isHidden,
            )
            for name, title, keys, by in steps
        ]
        begin = Action(
            name="new_session",
            title=tr("New session"),
            run=partial(self.target, _NEW),
            keys="Ctrl+N",
            group=group,
            icon="plus",
            enabled=self.importing.isHidden,
        )
        return (*moves, begin)

    def step(self, by: int) -> None:
        """Go some steps on, or back."""
        wanted = self.tabs.currentIndex() + by
        if 0 <= wanted < self.tabs.count():
            self.tabs.setCurrentIndex(wanted)
            self._form().focus()

    def go(self, section: str, field: str = "") -> None:
        """Go to a field of a step."""
        self.tabs.setCurrentIndex(list(self.sections).index(section))
        self._form().focus(field)

    def begin_import(self, table: str) -> None:
        """Lay the sheet of people over the page, with what was pasted, if anything."""
        self._place_import()
        self.importing.begin()
        if table.strip():
            self.importing.presenter.paste(table)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_import()
        self._make_room_for_the_steps()

    def is_in_front(self) -> bool:
        """Whether somebody sees the page."""
        return self.isVisible()

    def show_preparation(self, found: Preparation) -> None:
        """Show a session in every step."""
        for form in self.sections.values():
            form.show_preparation(found)
        on_record = found.session is not None
        for place in range(1, self.tabs.count()):
            self.tabs.setTabEnabled(place, on_record)
        if not on_record:
            self.tabs.setCurrentIndex(0)

    def show_checks(self, found: Sequence[Check], by: Mapping[str, State]) -> None:
        """Show what will be checked; each line leads to its field."""
        self.checks.set_steps(
            [
                Step(
                    text=one.text,
                    state=one.state,
                    run=partial(self.go, one.section, one.field),
                )
                for one in found
            ]
        )
        colours = tokens()
        inks = {"done": colours.ok, "warn": colours.warn, "todo": colours.text3}
        for place, name in enumerate(self.sections):
            state = by.get(name, "todo")
            self.tabs.setTabIcon(place, icon(_ICONS[state], inks[state], 16))

    def _form(self) -> Section:
        return list(self.sections.values())[self.tabs.currentIndex()]

    def _turn(self, place: int) -> None:
        list(self.sections.values())[self._section].leave()
        self._section = place
        self.stack.setCurrentIndex(place)
        self.back.setEnabled(place > 0)
        self.on.setEnabled(place < self.tabs.count() - 1)

    def _place_import(self) -> None:
        edge = px(_EDGE)
        self.importing.setGeometry(self.rect().adjusted(edge, edge, -edge, -edge))

    def _make_room_for_the_steps(self) -> None:
        """Keep all five steps in view: the arrows repeat what tabs and keys do."""
        narrow = self.width() < px(_NARROW)
        self.back.setVisible(not narrow)
        self.on.setVisible(not narrow)
        self._beside.setFixedWidth(px(_LEAST_SIDE if narrow else _SIDE))
        for place, title in enumerate(self._titles):
            self.tabs.setTabText(place, title.lstrip(_NUMBER) if narrow else title)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _fill(self) -> None:
        titles = {
            "data": tr("1 Data"),
            "agenda": tr("2 Agenda"),
            "rules": tr("3 Rules"),
            "invited": tr("4 Invited"),
            "groups": tr("5 Groups"),
        }
        self._titles = tuple(titles.values())
        for name, form in self.sections.items():
            self.tabs.addTab(titles[name])
            self.stack.addWidget(_scrolled(form))

    def _lay_out(self) -> None:
        self.back = button("", icon="chevron_left", tip=tr("Step before (Ctrl+PgUp)"))
        self.back.setEnabled(False)
        self.back.clicked.connect(partial(self.step, -1))
        self.on = button("", icon="chevron_right", tip=tr("Next step (Ctrl+PgDn)"))
        self.on.clicked.connect(partial(self.step, 1))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self.tabs, 1)
        head.addWidget(self.back)
        head.addWidget(self.on)
        side = Card(tr("What will be checked"))
        side.body.addWidget(self.checks)
        side.body.addWidget(
            label(
                tr("Every step may wait, and each line leads to its place."),
                "muted",
                wrap=True,
            )
        )
        side.body.addStretch(1)
        self._beside = _scrolled(side)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.stack, 1)
        row.addWidget(self._beside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(12), px(20), px(16))
        whole.setSpacing(px(12))
        whole.addLayout(head)  # as wide as the page: five steps take that at 150 %
        whole.addLayout(row, 1)


def _scrolled(inside: QWidget) -> ScrollColumn:
    scroll = ScrollColumn()
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.body.addWidget(inside, 1)
    return scroll
