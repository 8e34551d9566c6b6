"""Whose work is here and whose counts: read, compared, admitted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from workshop_app.gui.computers.columns import computer_columns
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import ntr, tr
from workshop_app.services.admitting import admit_computers
from workshop_app.services.computer_list import Computer, Stands, list_computers, qr_of
from workshop_app.services.exchanging import recipient
from workshop_app.services.file_troubles import in_words
from workshop_app.services.identities import Identity, identity_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.computer_list import QrRuns
    from workshop_app.store import Committed
    from workshop_app.store.arrivals import DeviceRow

PAUSE_MS = 250
_ORDER = [Stands.STRANGER, Stands.OWN, Stands.ADMITTED, Stands.REVOKED]


class ComputersView(Protocol):
    """What the presenter asks of the section."""

    def show_computers(self, rows: Sequence[Computer], who: Identity) -> None:
        """Show how many there are, and who this one is."""

    def show_admitted(self, said: str, rows: Sequence[DeviceRow]) -> None:
        """Say that computers were admitted."""

    def show_problem(self, error: AppError) -> None:
        """Say what could not be done."""


class ComputersPresenter(QObject):
    """Keeps the list true to the store while the section is in front."""

    def __init__(
        self, context: AppContext, view: ComputersView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._rows: dict[str, Computer] = {}
        self._awake = False
        self._codes: dict[str, QrRuns] = {}
        self._source: HeldRows[Computer] = HeldRows(
            (),
            lambda one: one.device,
            text=lambda one: f"{one.name} {one.beside} {one.holder} {one.words}",
            orders={
                "label": lambda one: f"{one.name} {one.label}",
                "stands": lambda one: _ORDER.index(one.stands),
                "commits": lambda one: one.commits,
                "last": lambda one: one.last,
            },
        )
        self.model: ListModel[Computer] = ListModel(
            computer_columns(), self._source, self, order="stands"
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.read)
        context.changes.committed.connect(self._on_committed)

    @property
    def strangers(self) -> Sequence[str]:
        """Those that wait to be admitted."""
        return [
            one.device for one in self._rows.values() if one.stands is Stands.STRANGER
        ]

    def wake(self) -> None:
        """Read everything; the section is in front."""
        self._awake = True
        self.read()

    def sleep(self) -> None:
        """Read nothing more: something else is in front."""
        self._awake = False
        self._pause.stop()

    def read(self) -> None:
        """Read everything again."""
        if not self._context.is_open:
            return
        store = self._context.store
        found = list_computers(store)
        self._rows = {one.device: one for one in found}
        self._source.hold(found)
        self.model.refresh()
        self._view.show_computers(found, identity_of(store))

    def chosen(self, devices: Sequence[str]) -> list[Computer]:
        """Return the computers of rows of the list."""
        return [self._rows[one] for one in devices if one in self._rows]

    def code(self, text: str) -> QrRuns:
        """Return the QR code of a key or of the end of a chain."""
        if text not in self._codes:
            self._codes[text] = qr_of(text)
        return self._codes[text]

    def admit(self, devices: Sequence[str], reason: str) -> None:
        """Let the office admit computers."""
        self._context.perform(
            partial(admit_computers, self._context.store, devices, reason=reason),
            on_done=self._admitted,
            on_error=self._view.show_problem,
        )

    def exchange_key(self) -> str:
        """Return the public key with which files are encrypted to this computer.

        Raises:
            AppError: If there is none yet, and none can be kept.
        """
        return recipient(self._context.store)

    def _admitted(self, rows: Sequence[DeviceRow]) -> None:
        self.read()
        if len(rows) == 1:
            said = tr("{label} is admitted: its work counts.", label=rows[0].label)
        else:
            said = ntr(
                "{count} computer is admitted: its work counts.",
                "{count} computers are admitted: their work counts.",
                len(rows),
            )
        self._view.show_admitted(said, rows)

    def _on_committed(self, _done: Committed) -> None:
        if self._awake:
            self._pause.start()


def save_key(path: Path, key: str) -> str:
    """Write a public key to a file; return why it could not be, "" if it was."""
    try:
        path.write_text(f"{key}\n", "ascii")
    except OSError as error:
        return in_words(error)
    return ""
