"""The door to a process: reading, and writing deeds."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from workshop_app import settings
from workshop_app.clock import Clock, system_clock
from workshop_app.domain.person import Person
from workshop_app.errors import AppError
from workshop_app.ids import IdSource, RandomIds
from workshop_app.later import when_asked
from workshop_app.store import door, travelling
from workshop_app.store.errors import (
    StoreGoneError,
    StoreMissingError,
    StoreSwappedError,
)
from workshop_app.store.keys import Keeper
from workshop_app.store.own_device import OwnDevice
from workshop_app.store.reading import Place, Reader
from workshop_app.store.readying import make_ready, own_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from workshop_app.ledger import identity
    from workshop_app.store import founding as beginnings
    from workshop_app.store import project, rebuilding, sealing, writing
    from workshop_app.store.engine import Database, Link
    from workshop_app.store.writing import Deed, Transaction
else:  # what writes is imported once something is written
    identity = when_asked("workshop_app.ledger.identity")
    beginnings, project, rebuilding, sealing, writing = (
        when_asked(f"workshop_app.store.{name}")
        for name in ("founding", "project", "rebuilding", "sealing", "writing")
    )


class Store:
    """One process, in a file or on a server.

    Reading and writing both go through a context manager::

        with store.read() as reader:
            people = reader.all(Person)

        with store.write(Deed("register_person", {"name": rosa.name})) as tx:
            tx.add(rosa)

    A write is sealed, on disk and shown everywhere when its block ends; it never
    happened when the block raises.  A block that changes nothing writes nothing.
    """

    def __init__(
        self,
        database: Database,
        keeper: Keeper,
        *,
        clock: Clock,
        ids: IdSource,
        home: Path,
    ) -> None:
        self._database = database
        self.keeper = keeper
        self._clock = clock
        self.ids = ids
        self.home = home
        self._listeners: list[Callable[[sealing.Committed], None]] = []
        self._awaiting: list[Callable[[], None]] = []
        self._taking_up = threading.Lock()
        self._own: OwnDevice
        self.location = database.location
        self.process_id = ""
        self.operator = ""

    @classmethod
    def create(  # noqa: PLR0913 each by name
        cls,
        location: str,
        founding: beginnings.Founding,
        *,
        plain: bool = False,
        passphrase: str | None = None,
        clock: Clock = system_clock,
        ids: IdSource | None = None,
        home: Path | None = None,
    ) -> Self:
        """Begin a process in a new file, or in an empty database.

        Args:
            location: Where; nothing may be there.
            founding: Its title and who begins it.
            plain: Do not encrypt the file.
            passphrase: Also wraps the key with what a person knows, here and beside
                the file, which then opens on any computer.
            clock: The time, as a sample or a test sets it.
            ids: New ids and keys, likewise.
            home: Where this computer keeps its keys.

        Raises:
            StoreExistsError: If something is there, or a key where this one's goes.
            StoreForbiddenError: If the folder cannot be written.
        """
        ids = ids or RandomIds(clock)
        home = home or settings.home()
        keeper = Keeper(home, ids)
        with door.made(
            location, keeper, ids, plain=plain, passphrase=passphrase
        ) as database:
            store = cls(database, keeper, clock=clock, ids=ids, home=home)
            store._found(founding)
            travelling.begin(database, keeper)
        return store

    @classmethod
    def open(
        cls,
        location: str,
        *,
        passphrase: str | None = None,
        operator: str | None = None,
        clock: Clock = system_clock,
        ids: IdSource | None = None,
        home: Path | None = None,
    ) -> Self:
        """Open a process, bringing its tables up to date.

        Args:
            location: A file, or the URL of a PostgreSQL database.
            passphrase: For a protected file whose key is not in the keyring; it may
                come from another computer, with its wrapped key beside it.
            operator: Id of the person at the keyboard; else whoever was last.
            clock: The time, as a sample or a test sets it.
            ids: New ids and keys, likewise.
            home: Where this computer keeps its keys.

        Raises:
            StoreMissingError, NotAStoreError, StoreForbiddenError, StoreLockedError,
            StoreDamagedError, StoreTooNewError, StoreUnreachableError: As they say.
        """
        ids = ids or RandomIds(clock)
        home = home or settings.home()
        keeper = Keeper(home, ids)
        with door.opened(location, keeper, passphrase) as database:
            store = cls(database, keeper, clock=clock, ids=ids, home=home)
            store._begin(operator)
            travelling.settle(database, keeper, passphrase)
        return store

    def open_copy(self, location: str, passphrase: str | None = None) -> Self:
        """Open a copy of this store with what this computer holds by now.

        Args:
            location: A file.
            passphrase: For a copy with a key of its own.

        Raises:
            AppError: As `open`.
        """
        with door.opened(location, self.keeper, passphrase) as database:
            copy = self._likewise(database)
            copy._begin(None)  # noqa: SLF001 of its own class
        return copy

    @property
    def device(self) -> str:
        """The public key of this file's device."""
        return self._own.key.device

    @property
    def device_label(self) -> str:
        """The four syllables by which people name this file's device."""
        return self._own.label

    @property
    def known_device(self) -> str | None:
        """The public key of this file's device, None as long as it has none here."""
        return self.device if self.has_device else None

    @property
    def has_device(self) -> bool:
        """Whether this file has a device here already, as it has once it is written."""
        return self._own.exists

    @property
    def own(self) -> OwnDevice:
        """The keys that this file has on this computer."""
        return self._own

    @property
    def protected(self) -> bool:
        """Whether the file is encrypted and its key does not lie open on the disk."""
        key = self._database.key
        return key is not None and self.keeper.protected(key.name)

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted at all."""
        return self._database.key is not None

    @property
    def travels(self) -> bool:
        """Whether copies open on another computer: plain ones, or with a passphrase."""
        return travelling.travels(self._database, self.keeper)

    @property
    def forgotten(self) -> tuple[int, int] | None:
        """Commits of this device that the file has lost, first and last, if any."""
        return self._own.forgotten

    @property
    def lost_device(self) -> str:
        """The public key of the device that made what was forgotten, or nothing."""
        return self._own.lost

    @property
    def is_writing(self) -> bool:
        """Whether a write of this program is under way, as an import's may be long."""
        return self._database.is_writing

    def now(self) -> datetime:
        """Return the present moment, by the clock the store was given."""
        return self._clock()

    def operate_as(self, person_id: str) -> None:
        """Put somebody at the keyboard, if they are on record."""
        with self.read() as reader:
            reader.get(Person, person_id)
        self.operator = person_id
        kept = settings.load(self.home).with_operator(self.process_id, person_id)
        with suppress(OSError):  # they sit there now, whether or not it can be noted
            settings.save(kept, self.home)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Look at one snapshot."""
        with self.database.reading() as link:
            yield Reader(link, self._place())

    @contextmanager
    def write(self, deed: Deed) -> Iterator[Transaction]:
        """Do one deed, entirely or not at all.

        Raises:
            StoreBusyError: If another program has been writing for too long.
            StoreGoneError: If the file is not where it was.
            StoreSwappedError: If another one lies there, which cannot go on for it.
        """
        with self.database.writing() as link:
            tx = writing.Transaction(link, self._place(), self.ids, self._clock)
            yield tx
            done = self._commit(tx, link, deed)
        if done is not None:
            self._own.note(done.number)
            self.announce(done)

    def on_commit(self, listener: Callable[[sealing.Committed], None]) -> None:
        """Call `listener` after every deed, on the writing thread."""
        self._listeners.append(listener)

    def on_taken_up(self, listener: Callable[[], None]) -> None:
        """Call `listener` once it goes on in another file, on whichever thread it is.

        What was read before is of the other file; the listener itself reads nothing.
        """
        self._awaiting.append(listener)

    def announce(self, done: sealing.Committed) -> None:
        """Tell whoever listens what became of records: what came in is no deed."""
        for listener in self._listeners:
            listener(done)

    def rebuild(self) -> int:
        """Make every derived table again; return how many records there are."""
        with self._database.writing() as link:
            return rebuilding.rebuild(link)

    def retire_device(self) -> None:
        """Give up this file's device key: what is written next has a new device.

        For a sample, whose keys anybody can make again; and for a device revoked.
        """
        self._own.retire()

    @property
    def database(self) -> Database:
        """The engine below, for the modules of the store alone.

        Ask for it anew each time: if another file lies there by now, it is taken up.

        Raises:
            StoreSwappedError, StoreGoneError: If it cannot be.
        """
        if self._database.is_replaced:
            self._take_up()
        return self._database

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _found(self, founding: beginnings.Founding) -> None:
        self.process_id = self.ids.new_id()
        office_seed = self.ids.new_key()
        own = OwnDevice(self._database, self.keeper, self.ids, self.process_id)
        device = own.key
        own.keep_office(office_seed)
        own.keep()
        self._own = own
        with self._database.writing() as link:
            rebuilding.rebuild(link)
            tx = writing.Transaction(link, self._place(), self.ids, self._clock)
            self.operator = beginnings.found(
                tx, founding, office=identity.OfficeKey(office_seed), device=device
            )
            done = sealing.commit(tx, link, founding.deed, device, self.ids)
            public = identity.OfficeKey(office_seed).public
            beginnings.note(link, self.process_id, own.instance, self.operator, public)
        if done is not None:
            own.note(done.number)

    def _begin(self, operator: str | None, before: OwnDevice | None = None) -> None:
        known = own_words(self._database)
        self.process_id = known["process"]
        remembered = settings.load(self.home).operators.get(self.process_id)
        self.operator = operator or remembered or known["founder"]
        make_ready(self._database, known)
        self._own = OwnDevice(
            self._database, self.keeper, self.ids, self.process_id, known["instance"]
        )
        self._own.recognise(self._database, before)

    def _take_up(self) -> None:
        """Go on in the file that lies where the open one lay, if it can be that.

        It is opened as any file is; nothing known of the old one is known of the new.
        """
        with self._taking_up:
            if not self._database.is_replaced or not self._database.leave():
                return
            try:
                with door.opened(
                    self.location, self.keeper, process=self.process_id
                ) as database:
                    there = self._likewise(database)
                    there._begin(self.operator, self._own)  # noqa: SLF001 of its own class
                    travelling.settle(database, self.keeper, None)
            except StoreMissingError as error:
                raise StoreGoneError(self.location) from error
            except AppError as error:
                if error.passing:
                    raise
                raise StoreSwappedError(self.location) from error
            self._database, self._own = database, there._own  # noqa: SLF001 likewise
            for listener in self._awaiting:
                listener()

    def _likewise(self, database: Database) -> Self:
        """Return the store of another file, with everything this one was given."""
        clock, ids, home = self._clock, self.ids, self.home
        return type(self)(database, self.keeper, clock=clock, ids=ids, home=home)

    def _commit(
        self, tx: Transaction, link: Link, deed: Deed
    ) -> sealing.Committed | None:
        if not tx.changes and not tx.turned.targets:
            link.undo()
            return None
        own = self._own
        device = own.key
        if own.is_new:
            own.keep()
            link.run(project.PUT_LOCAL, "instance", own.instance)
            self._admit(link, device)
        return sealing.commit(tx, link, deed, device, self.ids)

    def _admit(self, link: Link, device: identity.DeviceKey) -> None:
        """Certify a new device, if the office's key is here, by a deed of its own."""
        own = self._own
        office = own.office()
        if office is not None:
            tx = writing.Transaction(link, self._place(), self.ids, self._clock)
            key, holder = identity.OfficeKey(office), self.operator
            beginnings.admit(tx, office=key, device=device.device, holder=holder)
            # apart: whoever undoes a device's first deed leaves its admission alone
            told = {"computer": own.label}
            deed = writing.Deed(beginnings.ADMIT, told)
            sealing.commit(tx, link, deed, device, self.ids)

    def _place(self) -> Place:
        return Place(self.process_id, self._own, self.operator)
