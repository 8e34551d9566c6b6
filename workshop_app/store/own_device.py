"""The device that one file has on this computer: its key, and how far its chain came.

A file that came from elsewhere, or lost part of its history, goes on under a new name,
so that no device ever has two histories.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from workshop_app.later import when_asked
from workshop_app.store.witness import Witness

if TYPE_CHECKING:
    from workshop_app.ids import IdSource
    from workshop_app.ledger import identity
    from workshop_app.ledger.identity import DeviceKey
    from workshop_app.store import asides, sealing
    from workshop_app.store.engine import Database
    from workshop_app.store.keys import Keeper
else:  # nothing is sealed, and nobody recognised, until the first page is there
    identity = when_asked("workshop_app.ledger.identity")
    asides = when_asked("workshop_app.store.asides")
    sealing = when_asked("workshop_app.store.sealing")


def secret_name(instance: str) -> str:
    """Return what the key of a file's device is kept under."""
    return f"{instance}.device"


class OwnDevice:
    """Keeps the device of one file; what is written in the file is the store's.

    Whoever only reads needs no device: which one it is, is found out when it is first
    asked for, and always before anything is written.

    Args:
        database: The file or the server.
        keeper: Where the secrets are kept.
        ids: New keys and names.
        process: Id of the process.
        instance: What the keys of this file are kept under, as the file says; None
            for a new one.

    Attributes:
        instance: The same; another one once a device is made.
        number: Place in its chain of the last commit known to be on disk.
    """

    def __init__(
        self,
        database: Database,
        keeper: Keeper,
        ids: IdSource,
        process: str,
        instance: str | None = None,
    ) -> None:
        self._under = database.key
        self._is_server = database.is_server
        self._keeper = keeper
        self._ids = ids
        self._process = process
        self._key: DeviceKey | None = None
        self._seed = b""
        self.instance = instance or self._new_instance()
        self.number = 0
        self.is_new = False
        self._forgotten: tuple[int, int] | None = None
        self._lost = ""
        self._label = ""
        self._unknown: tuple[Database, OwnDevice | None] | None = None
        self._finding_out = RLock()

    @property
    def key(self) -> DeviceKey:
        """The key; a new one if the file has none here, kept once it is written."""
        self.know()
        if self._key is None:
            self._label = ""
            self._seed = self._ids.new_key()
            self._key = identity.DeviceKey(self._seed)
            self.instance = self._new_instance()
            self.is_new = True
        return self._key

    @property
    def label(self) -> str:
        """The four syllables by which people name it."""
        device = self.key.device
        self._label = self._label or identity.device_label(device)
        return self._label

    @property
    def forgotten(self) -> tuple[int, int] | None:
        """Commits the file has lost, first and last, if any."""
        self.know()
        return self._forgotten

    @property
    def lost(self) -> str:
        """Public key of the device that made those, or ""."""
        self.know()
        return self._lost

    @property
    def exists(self) -> bool:
        """Whether the file has a device here already, as it has once it is written."""
        self.know()
        return self._key is not None and not self.is_new

    def recognise(self, database: Database, before: OwnDevice | None = None) -> None:
        """Take up the chain of this file's device, unless it was cut short.

        Args:
            database: The file or the server.
            before: The device of the file that lay in its place, whose chain is known
                even where this computer cannot write it down.
        """
        self._unknown = database, before

    def know(self) -> None:
        """Find out which device the file has here, unless that is known.

        Raises:
            AppError: If the file cannot be read.
        """
        with self._finding_out:
            if self._unknown is not None:
                self._find_out(*self._unknown)
                self._unknown = None

    def _find_out(self, database: Database, before: OwnDevice | None) -> None:
        seed = self._keeper.find(self._device_name, under=self._under)
        if seed is None:
            return
        device = identity.DeviceKey(seed)
        with database.reading() as link:
            self.number = sealing.chain_length(link, device.device)
            revoked = asides.is_revoked(link, device.device)
        seen = self._witness().seen()
        if before is not None and before.instance == self.instance:
            seen = max(seen, before.number)
        if self.number < seen:
            self._forgotten = (self.number + 1, seen)
            self._lost = device.device
            return
        if not revoked:
            self._key, self._seed = device, seed

    def keep(self) -> None:
        """Keep the key on this computer, before anything is written with it.

        Raises:
            KeysUnwritableError: If that cannot be.
        """
        self._keeper.keep(self._device_name, self._seed, under=self._under)

    def note(self, number: int) -> None:
        """Remember that a commit of this device is on disk."""
        self.is_new = False
        self.number = number
        self._witness().note(number)

    def retire(self) -> None:
        """Give up the key: what is written next has a new device."""
        self.know()
        self._keeper.forget(self._device_name)
        self._witness().forget()
        self._key = None

    def keep_office(self, seed: bytes) -> None:
        """Keep the office's key, which admits devices.

        Raises:
            KeysUnwritableError: If that cannot be.
        """
        self._keeper.keep(self._office_name, seed, under=self._under)

    def office(self) -> bytes | None:
        """Return the office's key, None if it is on another computer."""
        return self._keeper.find(self._office_name, under=self._under)

    def exchange_seed(self) -> bytes:
        """Return what opens files that were encrypted to this computer.

        Raises:
            KeysUnwritableError: If there is none yet, and it cannot be kept.
        """
        name = f"{self._process}.exchange"
        seed = self._keeper.find(name, under=self._under)
        if seed is None:
            seed = self._ids.new_key()
            self._keeper.keep(name, seed, under=self._under)
        return seed

    def _witness(self) -> Witness:
        return Witness(self._keeper.folder / f"{self.instance}.tip")

    def _new_instance(self) -> str:
        """Return what the keys of this file are kept under.

        On a server every computer has a chain of its own under the same process.
        """
        made = self._ids.new_id()  # always, so that seeded ids go on alike
        return f"server-{self._process}" if self._is_server else made

    @property
    def _device_name(self) -> str:
        return secret_name(self.instance)

    @property
    def _office_name(self) -> str:
        return f"{self._process}.office"
