"""*Computadoras*: whose work is on record, and whose counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workshop_app.gui.actions import Action
from workshop_app.gui.computers.list_panel import ListPanel
from workshop_app.gui.computers.starts_panel import StartsPanel
from workshop_app.gui.sectioned_panel import SectionedPanel
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.panel import Panel


class ComputersPanel(SectionedPanel):
    """`target` takes the public key of a computer, or the name of a section."""

    NAME: ClassVar[str] = "computers"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        kinds: Sequence[tuple[str, type[Panel]]] = (
            (tr("Computers"), ListPanel),
            (tr("Start files"), StartsPanel),
        )
        super().__init__(context, kinds, parent)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("Computers")
        listed = self.parts[ListPanel.NAME]
        assert isinstance(listed, ListPanel)  # noqa: S101 for the type alone
        return (
            Action(
                name="computers_admit",
                title=tr("Admit the computers selected, or make the start files"),
                run=self._do,
                keys="F9",
                group=group,
                icon="check",
            ),
            Action(
                name="computers_strangers",
                title=tr("Select those to be admitted"),
                run=self._select_strangers,
                group=group,
                icon="laptop",
            ),
            Action(
                name="computers_copy_key",
                title=tr("Copy my public key"),
                run=listed.copy_key.click,
                group=group,
                icon="copy",
            ),
            *self.steps(group),
        )

    def _do(self) -> None:
        front = self.front
        if isinstance(front, ListPanel):
            front.admit_now()
        elif isinstance(front, StartsPanel):
            front.make_now()

    def _select_strangers(self) -> None:
        self.come_to(ListPanel.NAME)
        front = self.front
        if isinstance(front, ListPanel):
            front.select_strangers()
