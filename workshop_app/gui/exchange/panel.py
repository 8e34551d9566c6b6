"""*Reunir archivos*: bring files in, see what came, hand one over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from workshop_app.gui.actions import Action
from workshop_app.gui.exchange.board_panel import BoardPanel
from workshop_app.gui.exchange.bring_panel import BringPanel
from workshop_app.gui.exchange.came_panel import CamePanel
from workshop_app.gui.exchange.give_panel import GivePanel
from workshop_app.gui.sectioned_panel import SectionedPanel
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.panel import Panel


class ExchangePanel(SectionedPanel):
    """`target` takes the name of a section, or the path of a file to look into."""

    NAME: ClassVar[str] = "exchange"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        kinds: Sequence[tuple[str, type[Panel]]] = (
            (tr("Bring files in"), BringPanel),
            (tr("What came in"), CamePanel),
            (tr("Hand over a file"), GivePanel),
            (tr("The office's board"), BoardPanel),
        )
        super().__init__(context, kinds, parent)
        self.setAcceptDrops(True)

    def actions_here(self) -> Sequence[Action]:
        """Return what can be done here."""
        group = tr("Merge files")
        return (
            Action(
                name="exchange_do",
                title=tr("Merge the files, or write the one to hand over"),
                run=self._do,
                keys="F9",
                group=group,
                icon="inbox",
            ),
            Action(
                name="exchange_files",
                title=tr("Choose exchange files…"),
                run=self._ask_for_files,
                keys="Ctrl+Shift+O",
                group=group,
                icon="file",
            ),
            Action(
                name="exchange_folder",
                title=tr("Merge all the files of a folder or stick…"),
                run=self._ask_for_folder,
                group=group,
                icon="folder",
            ),
            *self.steps(group),
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Look into what was dropped, wherever on the page."""
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self._bring().bring(
            [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        )

    def _bring(self) -> BringPanel:
        self.come_to(BringPanel.NAME)
        part = self.parts[BringPanel.NAME]
        assert isinstance(part, BringPanel)  # noqa: S101 for the type alone
        return part

    def _do(self) -> None:
        front = self.front
        if isinstance(front, BringPanel):
            front.merge_now()
        elif isinstance(front, GivePanel):
            front.write()

    def _ask_for_files(self) -> None:
        self._bring().ask_for_files()

    def _ask_for_folder(self) -> None:
        self._bring().ask_for_folder()
