"""Copies: where, how often, now; and going back to one after seeing what it holds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from workshop_app.errors import AppError
from workshop_app.gui.opening import resolved
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.field import Field
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.progress_strip import ProgressStrip
from workshop_app.gui.passphrase.dialog import PassphraseDialog
from workshop_app.gui.theme import px
from workshop_app.i18n import ntr, plain_date, short_time, tr
from workshop_app.services.backups import (
    SUFFIX,
    BackupPreview,
    back_up_to,
    copies_travel,
    key_of_copy,
    passphrase_helps,
    preview_backup,
    restore_backup,
)
from workshop_app.services.last_backup import last_backup

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store

_ROOM = 420
"""Widest a folder is written on its button."""

_EVERY = (0, 10, 30, 60, 120)


class PlaceIsOpenError(AppError):
    """A copy would be put in the place of the file that is open."""

    def __init__(self, location: str) -> None:
        super().__init__(
            tr("{file} is the file that is open.", file=Path(location).name),
            advice=tr("Give the copy a name of its own."),
        )
        self.location = location


class BackupForm(QWidget):
    """Makes copies and shows what one holds before anything is put back."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen: Path | None = None
        self._passphrase: str | None = None
        self.last = label("", wrap=True)
        self.stays = label(
            tr(
                "Copies of this process open on this computer only: it has no "
                "passphrase."
            ),
            "muted",
            wrap=True,
        )
        self.now = button(tr("Back up now"), kind="primary", icon="backup")
        self.folder = button(tr("Choose the folder or stick…"), icon="stick")
        self.every = QComboBox()
        for minutes in _EVERY:
            self.every.addItem(_how_often(minutes), minutes)
        self.alert = Alert()
        self.progress = ProgressStrip()
        self.look = button(tr("Look into a copy…"), icon="eye")
        self.found = label("", wrap=True)
        self.restore = button(
            tr("Open this copy as a file of its own…"),
            icon="open",
        )
        self.now.clicked.connect(self.back_up)
        self.folder.clicked.connect(self._choose_folder)
        self.every.currentIndexChanged.connect(self._choose_every)
        self.look.clicked.connect(self._choose_copy)
        self.restore.clicked.connect(self._restore)
        self._lay_out()

    def show_state(self) -> None:
        """Show the last copy and where copies go; forget a passphrase."""
        self._passphrase = None
        store, now = self._context.store, self._context.settings
        last = last_backup(store)
        if last is None:
            self.last.setText(tr("No copy of this process has been made yet."))
        else:
            self.last.setText(
                tr(
                    "Last copy: {date}, {time}, in {folder}.",
                    date=plain_date(last.at.date()),
                    time=short_time(last.at),
                    folder=str(last.folder),
                )
            )
        self.stays.setVisible(not copies_travel(store))
        if now.backup_folder:
            self._show_folder(now.backup_folder)
        self.every.blockSignals(True)
        self.every.setCurrentIndex(max(0, self.every.findData(now.backup_minutes)))
        self.every.blockSignals(False)
        self.found.hide()
        self.restore.hide()

    def back_up(self) -> None:
        """Make a copy now; asks for the folder the first time."""
        if not self._context.settings.backup_folder and not self._choose_folder():
            return
        store = self._context.store
        folder = Path(self._context.settings.backup_folder)
        task = self._context.start(
            partial(back_up_to, store, folder),
            on_done=self._on_made,
            on_error=self._refuse,
        )
        self.progress.follow(task, tr("Making the copy…"))

    def _lay_out(self) -> None:
        making = Card(tr("Copies of this process"))
        making.body.addWidget(self.last)
        making.body.addWidget(self.stays)
        making.body.addWidget(Field(tr("Where copies go"), self.folder))
        making.body.addWidget(Field(tr("Automatic copies"), self.every))
        making.body.addWidget(self.alert)
        making.body.addWidget(self.progress)
        making.body.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        back = Card(tr("Going back to a copy"))
        back.body.addWidget(
            label(
                tr(
                    "You see first what a copy holds. It is then opened beside the "
                    "present file, which stays as it is."
                ),
                "muted",
                wrap=True,
            )
        )
        back.body.addWidget(self.found)
        row = QHBoxLayout()
        row.addWidget(self.look)
        row.addWidget(self.restore)
        row.addStretch(1)
        back.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(14))
        layout.addWidget(making)
        layout.addWidget(back)
        layout.addStretch(1)

    def _choose_folder(self) -> bool:
        told = self._context.settings.backup_folder
        folder = QFileDialog.getExistingDirectory(self, tr("Where copies go"), told)
        if folder:
            self._context.choose(replace(self._context.settings, backup_folder=folder))
            self._show_folder(folder)
        return bool(folder)

    def _show_folder(self, folder: str) -> None:
        room = QFontMetrics(self.folder.font())
        shown = room.elidedText(folder, Qt.TextElideMode.ElideMiddle, px(_ROOM))
        self.folder.setText(shown.replace("&", "&&"))
        self.folder.setAccessibleName(folder)

    def _choose_every(self, _index: int) -> None:
        self._context.choose(
            replace(self._context.settings, backup_minutes=self.every.currentData())
        )

    def _on_made(self, path: Path) -> None:
        self._context.reload_settings()
        told, key = path.name, key_of_copy(path)
        if key is not None:
            told = tr(
                "{file} and {key} belong together: copy both.",
                file=path.name,
                key=key.name,
            )
        self.alert.show_alert("ok", tr("The copy was made and proved."), told)
        self.show_state()

    def _choose_copy(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Look into a copy"),
            self._context.settings.backup_folder,
            tr("Processes (*.kuska)"),
        )
        if path:
            self.show_copy(Path(path))

    def show_copy(self, path: Path, passphrase: str | None = None) -> None:
        """Show what a copy holds; asks for its passphrase if it needs one."""
        self._chosen, self._passphrase = path, passphrase
        self.found.hide()
        self.restore.hide()
        task = self._context.start(
            partial(_preview, path, self._context.store, passphrase),
            on_done=self._on_previewed,
            on_error=partial(self._ask_or_refuse, path, partial(self.show_copy, path)),
        )
        self.progress.follow(task, tr("Looking into the copy…"))

    def _on_previewed(self, preview: BackupPreview) -> None:
        self.found.setText(_what_it_holds(preview))
        self.found.show()
        self.restore.show()

    def _restore(self) -> None:
        if self._chosen is None:
            return
        suggested = self._beside_the_process() / f"{self._chosen.stem}-abierta.kuska"
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Where the copy is opened"),
            str(suggested),
            tr("Processes (*.kuska)"),
        )
        if path:
            self.open_at(Path(path))

    def _beside_the_process(self) -> Path:
        """Return where the process lies: the copy's own folder may be a stick's."""
        location = self._context.store.location
        return Path.home() if "://" in location else Path(resolved(location)).parent

    def open_at(self, place: Path) -> None:
        """Open the copy that was looked into as a file of its own."""
        if self._chosen is None:
            return
        path = str(place if place.suffix == SUFFIX else Path(f"{place}{SUFFIX}"))
        if resolved(path) == resolved(self._context.store.location):
            self._refuse(PlaceIsOpenError(path))
        else:
            self._put_back(self._chosen, path, self._passphrase)

    def _put_back(self, copy: Path, path: str, passphrase: str | None) -> None:
        task = self._context.start(
            partial(_put_back, copy, path, self._context.home, passphrase),
            on_done=partial(self._open, passphrase),
            on_error=partial(
                self._ask_or_refuse, copy, partial(self._put_back, copy, path)
            ),
        )
        self.progress.follow(task, tr("Opening the copy…"))

    def _open(self, passphrase: str | None, path: str) -> None:
        """Open the copy that was put back, with the passphrase it was read with."""
        self._context.open_file.emit(path, passphrase)

    def _ask_or_refuse(
        self, copy: Path, again: Callable[[str], None], error: AppError
    ) -> None:
        """Ask for the passphrase and try again; say it where none would help."""
        if not passphrase_helps(error):
            self._refuse(error)
            return
        dialog = PassphraseDialog(str(copy), error, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(again)
        dialog.open()

    def _refuse(self, error: AppError) -> None:
        self.alert.show_alert("bad", error.message, error.advice)


def _how_often(minutes: int) -> str:
    if not minutes:
        return tr("Only when I ask")
    return ntr("Every minute", "Every {count} minutes", minutes)


def _preview(
    path: Path, store: Store, passphrase: str | None, _progress: Progress
) -> BackupPreview:
    return preview_backup(path, passphrase=passphrase, store=store)


def _put_back(
    path: Path, location: str, home: Path, passphrase: str | None, _progress: Progress
) -> str:
    restore_backup(path, location, passphrase=passphrase, home=home)
    return location


def _what_it_holds(preview: BackupPreview) -> str:
    said = [
        tr(
            "“{title}”: {sessions}, {people}, {contributions}. Last written {date}, "
            "{time}, by {name}.",
            title=preview.title,
            sessions=ntr("{count} session", "{count} sessions", preview.sessions),
            people=ntr("{count} person", "{count} people", preview.people),
            contributions=ntr(
                "{count} contribution", "{count} contributions", preview.contributions
            ),
            date=plain_date(preview.last_at.date()),
            time=short_time(preview.last_at),
            name=preview.last_by,
        )
    ]
    if preview.is_same_process is False:
        said.append(tr("It is another process than the one that is open."))
    elif preview.missing:
        said.append(
            ntr(
                "It lacks {count} deed of the open file.",
                "It lacks {count} deeds of the open file.",
                preview.missing,
            )
        )
    elif preview.is_same_process:
        said.append(tr("It lacks nothing of the open file."))
    if not preview.travels:
        said.append(tr("It opens on this computer only."))
    return " ".join(said)
