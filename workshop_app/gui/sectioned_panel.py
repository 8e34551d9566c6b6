"""A page of several sections, each a panel of its own; one is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshop_app.gui.panel import Panel
from workshop_app.gui.parts.sections import Sections
from workshop_app.gui.section_steps import section_steps
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.actions import Action
    from workshop_app.gui.context import AppContext


class SectionedPanel(Panel):
    """`target` takes the name of a section, or what the first section is asked for.

    Args:
        context: What the whole window works with.
        kinds: The sections in their order: the title of each, and what makes it.
        parent: What holds the page.

    Attributes:
        parts: The sections by their names.
        sections: Their tabs.
    """

    NEEDS_SESSION: ClassVar[bool] = False

    def __init__(
        self,
        context: AppContext,
        kinds: Sequence[tuple[str, type[Panel]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        made = [(title, kind(context)) for title, kind in kinds]
        self.parts: dict[str, Panel] = {part.NAME: part for _, part in made}
        self.sections = Sections(
            [(part.NAME, title, part) for title, part in made], tr("Sections")
        )
        for part in self.parts.values():
            part.own_presenters()
        self._front = self.sections.current
        self.sections.turned.connect(self._turn)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(12), px(20), px(16))
        outer.addWidget(self.sections)

    @property
    def front(self) -> Panel:
        """The section in front."""
        return self.parts[self.sections.current]

    def subtitle(self) -> str:
        """Say which process it is about."""
        return self.context.consultation()

    def shown(self) -> None:
        """Read everything in front again."""
        self.front.shown()

    def leave(self) -> None:
        """Give what is being typed in the section in front."""
        self.front.leave()

    def focus_search(self) -> None:
        """Search in the section in front."""
        self.front.focus_search()

    def target(self, record_id: str) -> None:
        """Go to a section, or ask the first one for something."""
        if record_id in self.parts:
            self.come_to(record_id)
        else:
            self.come_to(next(iter(self.parts)))
            self.front.target(record_id)

    def come_to(self, name: str) -> None:
        """Bring a section to the front."""
        if self.sections.current == name:
            self.front.shown()
        else:
            self.sections.go(name)

    def steps(self, group: str) -> Sequence[Action]:
        """Return the keys that go from one section to the next."""
        if len(self.parts) == 1:
            return ()
        return section_steps(self.sections, group)

    def _turn(self, _name: str) -> None:
        """Give what was typed before; whoever walks along the tabs stays on them."""
        self.parts[self._front].leave()
        self._front = self.sections.current
        if self.isVisible():
            walking = self.sections.tabs.hasFocus()
            self.front.shown()
            if walking:
                self.sections.tabs.setFocus()
