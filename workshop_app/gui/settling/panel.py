"""*Por resolver*: what is disagreed on, and who may be on record twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.sections import Sections
from workshop_app.gui.section_steps import section_steps
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
        self.disagreements = DisagreementsSection(context)
        self.people = PeopleSection(context)
        self.sections = Sections(
            [
                (DISAGREEMENTS, tr("What is disagreed on"), self.disagreements),
                (PEOPLE, tr("The same person"), self.people),
            ],
            tr("What is to be settled"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), px(16))
        column.addWidget(self.sections)
        self._front = self.front
        self._walks = True
        self.sections.turned.connect(self._turn)

    @property
    def front(self) -> DisagreementsSection | PeopleSection:
        """The section that is shown."""
        if self.sections.current == PEOPLE:
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
        self._walks = False  # whoever asks for it wants to be in it
        self.sections.go(section)
        self._walks = True

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        steps = section_steps(self.sections, tr("To be settled"))
        return (*settling_actions(self), *steps)

    def _turn(self, _section: str) -> None:
        """Keep what was typed before; whoever walks along the tabs stays on them."""
        self._front.leave()
        self._front = self.front
        walking = self._walks and self.sections.tabs.hasFocus()
        self.front.shown()
        if walking:
            self.sections.tabs.setFocus()

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
