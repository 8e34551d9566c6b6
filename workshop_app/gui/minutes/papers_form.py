"""The papers issued of a session: what, when, signed by whom, and where they lie."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.clock import PERU
from workshop_app.gui.minutes.words import paper_state, paper_title
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import short_date, short_time, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workshop_app.services.paper_files import PaperOnFile


class PapersForm(QWidget):
    """Lists the papers, and leads to their folder.

    Signals:
        opened(object): a `PaperOnFile` that somebody wants to see.
        folder_chosen(str): where papers go from now on.
        attendance_wanted: somebody wants the attendance list.
    """

    opened = Signal(object)
    folder_chosen = Signal(str)
    attendance_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self._places = 0
        self.lines = QVBoxLayout()
        self.lines.setSpacing(px(8))
        self.none = label(tr("Reading the papers…"), "muted")
        self.where = label("", "muted", wrap=True)
        self.open_folder = button(tr("Open the folder"), icon="folder")
        self.change = button(tr("Another folder…"), kind="ghost", icon="folder")
        self.attendance = button(tr("Issue the attendance list"), icon="list")
        self.attendance.clicked.connect(self.attendance_wanted)
        self.open_folder.clicked.connect(self._open_folder)
        self.change.clicked.connect(self._choose)
        card = Card(tr("Papers issued"))
        card.body.addWidget(self.none)
        card.body.addLayout(self.lines)
        card.body.addWidget(self.attendance, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.where)
        row = QHBoxLayout()
        row.addWidget(self.open_folder)
        row.addWidget(self.change)
        row.addStretch(1)
        card.body.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def clear(self) -> None:
        """Show no papers: they are not read yet."""
        self._show_lines(())
        self.none.setText(tr("Reading the papers…"))
        self.none.show()

    def show_papers(
        self, papers: Sequence[PaperOnFile], folder: Path, places: int
    ) -> None:
        """Show the papers and where they go.

        Args:
            papers: The latest first.
            folder: Where they go.
            places: How many sign the minutes.
        """
        self._places = places
        self._folder = str(folder)
        self.where.setText(tr("They go to {folder}", folder=self._folder))
        self.open_folder.setEnabled(folder.is_dir())
        self.none.setText(tr("No paper of this session was issued yet."))
        self.none.setVisible(not papers)
        self._show_lines(papers)

    def _show_lines(self, papers: Sequence[PaperOnFile]) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in papers:
            self.lines.addWidget(self._line(one))

    def _line(self, one: PaperOnFile) -> QWidget:
        paper = one.paper
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(paper_title(paper), "strong", wrap=True))
        at = paper.issued_at.astimezone(PERU)
        told = tr("{date}, {time}", date=short_date(at.date()), time=short_time(at))
        if paper.signers:
            names = ", ".join(paper.signers)
            told = tr("{when} · signed by {names}", when=told, names=names)
        words.addWidget(label(told, "muted", wrap=True))
        state, tone = paper_state(one, self._places)
        if tone == "bad":
            words.addWidget(label(state, "problem", wrap=True))
        row.addLayout(words, 1)
        chip = tr("Altered") if tone == "bad" else state
        row.addWidget(Chip(chip, tone), 0, Qt.AlignmentFlag.AlignTop)
        if one.path is not None:
            name = tr("Open {paper}", paper=paper_title(paper))
            look = button("", kind="ghost", icon="open", tip=name)
            look.clicked.connect(partial(self._open, one))
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _open(self, one: PaperOnFile, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 Qt's signal
        self.opened.emit(one)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Where the papers go"), self._folder
        )
        if folder:
            self.folder_chosen.emit(folder)
