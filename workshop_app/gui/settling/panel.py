"""*Por resolver*: what is disagreed on, and who may be on record twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.settling.actions import DISAGREEMENTS, settling_actions
from workshop_app.gui.settling.disagreements_panel import DisagreementsSection
from workshop_app.gui.settling.people_panel import PeopleSection
from workshop_app.gui.theme import px
from workshop_app.i18n import tr
from workshop_app.services.ways_to_settle import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.actions import Action
    from workshop_app.gui.context import AppContext

SECTIONS = (DISAGREEMENTS, PEOPLE)


class SettlingPanel(Panel):
    """`target("people")` shows who may be one person; any other, a disagreement."""

    NAME: ClassVar[str] = "settling"
    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.section = ChoiceRow(
            [
                (DISAGREEMENTS, tr("What is disagreed on"), ""),
                (PEOPLE, tr("The same person"), ""),
            ],
            tr("What is to be settled"),
        )
        self.section.set_value(DISAGREEMENTS)
        self.disagreements = DisagreementsSection(context)
        self.people = PeopleSection(context)
        self.body = QStackedWidget()
        self.body.addWidget(self.disagreements)
        self.body.addWidget(self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.section)
        column.addWidget(self.body, 1)
        self.section.setMaximumWidth(px(420))
        self.section.chosen.connect(self._on_section)

    @property
    def front(self) -> DisagreementsSection | PeopleSection:
        """The section that is shown."""
        if self.body.currentWidget() is self.people:
            return self.people
        return self.disagreements

    def subtitle(self) -> str:
        """Say that it is of the whole process, not only of a session."""
        return tr("What computers disagree on, and who is on record twice")

    def shown(self) -> None:
        """Read everything again; the list has the focus."""
        self.front.shown()

    def leave(self) -> None:
        """Keep what was typed; it is given by its own key, never by leaving."""
        self.front.leave()

    def focus_search(self) -> None:
        """Put the focus where one searches."""
        self.front.search.setFocus()
        self.front.search.selectAll()

    def target(self, record_id: str) -> None:
        """Show a section, or one disagreement by its key."""
        self.show_section(record_id if record_id in SECTIONS else DISAGREEMENTS)
        if record_id not in SECTIONS:
            self.disagreements.target(record_id)

    def show_section(self, section: str) -> None:
        """Put a section in front."""
        self.section.set_value(section)
        self._turn(section)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        return settling_actions(self)

    def _on_section(self, value: object) -> None:
        self._turn(str(value), focus=False)

    def _turn(self, section: str, *, focus: bool = True) -> None:
        wanted = self.people if section == PEOPLE else self.disagreements
        if wanted is self.front:
            return
        self.front.leave()
        self.body.setCurrentWidget(wanted)
        wanted.shown()
        if not focus:  # arrows still move along the bar
            self.section.setFocus()

    def go_to(self, section: str) -> None:
        """Put a section in front, and the focus in it."""
        self.show_section(section)
        self.front.begin()

    def give(self) -> None:
        """Do what is prepared in the section in front."""
        self.front.give()

    def go_on(self, step: int) -> None:
        """Go to the next thing that is open, or back."""
        self.front.presenter.next_open(step)
        self.front.begin()

    def open_alike(self) -> None:
        """Show what could be settled together."""
        self.show_section(DISAGREEMENTS)
        self.disagreements.open_alike()
