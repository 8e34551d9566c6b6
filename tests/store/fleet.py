"""Laptops of one process, each with a store of its own, and the files they exchange."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.store.conftest import BEGIN, FOUNDING
from workshop_app.clock import SteppingClock
from workshop_app.ids import SeededIds
from workshop_app.ledger.identity import OfficeKey
from workshop_app.ledger.log import read_log
from workshop_app.store import Deed, Store, exporting, receiving
from workshop_app.store.dump import dump_bytes
from workshop_app.store.engine import Database
from workshop_app.store.founding import admit, revoke
from workshop_app.store.merging import Head
from workshop_app.store.project import PUT_LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from workshop_app.store.merged import Merged
    from workshop_app.store.writing import Transaction


@dataclass(frozen=True)
class Travelling:
    """A file on its way, without its wrapping."""

    log: bytes
    heads: tuple[Head, ...]
    base: tuple[tuple[str, str], ...]
    process: str
    blobs: tuple[tuple[str, bytes], ...] = ()
    name: str = "a.kuskax"

    @property
    def ids(self) -> set[str]:
        return {one for _, one, _ in self.heads}

    def parcel(self, *, salt: str = "") -> receiving.Parcel:
        entries = list(read_log(self.log))
        found = dict(self.blobs)
        told = f"{salt}{self.heads}{self.base}".encode()
        return receiving.Parcel(
            sha256=hashlib.sha256(self.log + told).hexdigest(),
            name=self.name,
            manifest=b"{}",
            log_sha256=hashlib.sha256(self.log).hexdigest(),
            by=self.heads[0][0],
            process=self.process,
            commits=len(entries),
            heads=self.heads,
            base=self.base,
            entries=entries,
            blobs=tuple(found),
            content=lambda name: found[name],
        )


@dataclass
class Laptop:
    """A store, its file and the folder of its keys."""

    path: Path
    home: Path
    name: str
    store: Store = field(init=False)
    at: int = 0

    def open(self) -> Self:
        clock = SteppingClock(BEGIN)
        self.at += 1
        self.store = Store.open(
            str(self.path),
            clock=clock,
            ids=SeededIds(f"{self.name}-{self.at}", clock),
            home=self.home,
        )
        return self

    def do(self, code: str = "amend_person") -> AbstractContextManager[Transaction]:
        return self.store.write(Deed(code))

    def export(self, base: Sequence[tuple[str, str]] = ()) -> Travelling:
        with self.store.database.reading() as link:
            lines = list(exporting.lines(link, base))
            heads = tuple(exporting.heads(link))
            names = exporting.contents(link, base)
            blobs = tuple((name, exporting.content(link, name)) for name in names)
        log = b"".join(line + b"\n" for line in lines)
        process = self.store.process_id
        return Travelling(log, heads, tuple(base), process, blobs, self.name)

    def tips(self) -> tuple[tuple[str, str], ...]:
        with self.store.database.reading() as link:
            return tuple((device, tip) for device, tip, _ in exporting.heads(link))

    def merge(self, file: Travelling, *, salt: str = "", later: bool = False) -> Merged:
        return receiving.receive(self.store, file.parcel(salt=salt), later=later)

    def dump(self) -> bytes:
        with self.store.read() as reader:
            return dump_bytes(reader)

    def ids(self) -> set[str]:
        with self.store.database.reading() as link:
            link.script("SELECT id FROM commits")
            return {row[0] for row in link.fetched()}


class Fleet:
    """A founder and whoever goes on from copies of the founder's first file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        clock = SteppingClock(BEGIN)
        home = folder / "office"
        path = folder / "office.kuska"
        Store.create(
            str(path),
            FOUNDING,
            plain=True,
            clock=clock,
            ids=SeededIds("founded", clock),
            home=home,
        ).close()
        self.seed = folder / "seed.kuska"
        shutil.copyfile(path, self.seed)
        self.office = Laptop(path, home, "office").open()
        self.laptops = [self.office]

    def laptop(self, name: str) -> Laptop:
        """Begin another laptop with what the founding alone holds."""
        path = self.folder / f"{name}.kuska"
        shutil.copyfile(self.seed, path)
        database = Database(str(path))
        with database.writing() as link:
            link.run(PUT_LOCAL, "instance", hashlib.sha256(name.encode()).hexdigest())
        database.close()
        made = Laptop(path, self.folder / name, name).open()
        self.laptops.append(made)
        return made

    def clone(self, of: Laptop, name: str) -> Laptop:
        """Copy a laptop with its key, as nobody should."""
        of.store.close()
        path, home = self.folder / f"{name}.kuska", self.folder / name
        shutil.copyfile(of.path, path)
        if of.home.exists():
            shutil.copytree(of.home, home)
        of.open()
        made = Laptop(path, home, name).open()
        self.laptops.append(made)
        return made

    def admit(self, *laptops: Laptop) -> None:
        """Let the office admit devices, on its own laptop."""
        store = self.office.store
        seed = store.own.office()
        assert seed is not None
        for one in laptops:
            with store.write(Deed("admit_device")) as tx:
                admit(
                    tx,
                    office=OfficeKey(seed),
                    device=one.store.device,
                    holder=store.operator,
                )

    def revoke(self, device: str, last_good: str) -> None:
        """Let the office cease to believe a device, on its own laptop."""
        store = self.office.store
        seed = store.own.office()
        assert seed is not None
        with store.write(Deed("revoke_device")) as tx:
            revoke(tx, office=OfficeKey(seed), device=device, last_good=last_good)

    def visitor(self, name: str, files: Iterable[Travelling] = ()) -> Laptop:
        """Begin a laptop that only merges; it is not one of the fleet."""
        made = self.laptop(name)
        self.laptops.remove(made)
        for number, file in enumerate(files):
            made.merge(file, salt=f"{number}")
        return made

    def close(self) -> None:
        for one in self.laptops:
            one.store.close()
