"""Merging files, against putting the same final rows into the same tables by hand."""

from __future__ import annotations

import os
import re
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.measuring import Result, Stopwatch, medians, timed
from tests.builders import a_contribution, a_person, a_vote
from workshop_app.exchange.exchange_file import Open, write_exchange_file
from workshop_app.i18n import Language, language
from workshop_app.ids import derived_id
from workshop_app.ledger.commit import (
    Header,
    Op,
    commit_id,
    encode_header,
    payload_hash,
)
from workshop_app.ledger.identity import DeviceKey, OfficeKey
from workshop_app.ledger.manifest import Manifest
from workshop_app.ledger.payload import write_deed, write_payload
from workshop_app.services import exchanging, processes
from workshop_app.store import Deed, Store
from workshop_app.store.connecting import connect_file
from workshop_app.store.copying import copy_file
from workshop_app.store.founding import admit
from workshop_app.store.records import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workshop_app.domain.records import Record
    from workshop_app.exchange.exchange_file import LogTold

FEW, QUICK, MANY = (20, 5_000), (4, 1_000), (200, 5_000)
"""Files, and changes in each; many are a million changes, and take minutes."""

_KINDS: Final = 4  # of five changes one is to what another laptop put on record
_SHARED: Final = 2_000
_GOALS: Final = {FEW: (0.30, 0.45), QUICK: (0.30, 0.45), MANY: (0.45, 0.60)}
"""Of what putting the rows there by hand takes: the processor's time, the wall's."""

_KNOWN_MS: Final = 5.0
_MEGABYTES: Final = 300.0
_REBUILT: Final = 60_000
_DEARER: Final = 1.3
_DEEDS: Final = 200
_CLOCK: Final = 1_780_000_000_000


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure the merge of many laptops' files into the office's store.

    Each in a process of its own: what others held before is not in its memory.
    """
    for size in (QUICK,) if quick else (FEW, MANY):
        place = folder / f"merging-{size[0]}"
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            yield from pool.submit(_figures, place, size).result()


def _figures(place: Path, size: tuple[int, int]) -> list[Result]:
    os.environ["KUSKA_KEYRING"] = "off"
    with language(Language.ENGLISH):
        return [*_merged(place, size)]


def _merged(place: Path, size: tuple[int, int]) -> Iterator[Result]:
    files, changes = size
    place.mkdir()
    store = processes.found_process(
        str(place / "office.kuska"),
        "Proceso de medida",
        "Nélida Huamaní Ccori",
        plain=True,
        home=place / "home",
    )
    with closing(store):
        paths = _files(store, place, files, changes)
        copy_file(place / "office.kuska", place / "empty.kuska", None)
        before = _at_ten_thousand(place, paths)
        with _peak() as memory, timed() as cost:
            reports = exchanging.merge_files(store, paths)
        with timed() as again:
            exchanging.merge_files(store, paths)
        after = _a_deed(store, 0)
        with timed() as rebuilt:
            store.rebuild()
    added = sum(one.merged.added for one in reports)
    raw = _by_hand(place, files)
    of_all = f"{files} files of {changes:,} changes"
    whole = files * changes >= MANY[0] * MANY[1]
    details = {
        "changes": added,
        "conflicts": sum(one.merged.conflicts for one in reports),
        "per_cpu_second": added / cost.cpu,
        "raw_per_cpu_second": added / raw.cpu,
    }
    for clock, ours, other, goal in (
        ("CPU", cost.cpu, raw.cpu, _GOALS[size][0]),
        ("wall", cost.wall, raw.wall, _GOALS[size][1]),
    ):
        yield Result(
            name=f"merge {of_all}, {clock}",
            value=other / ours,
            unit=f"of raw executemany, {clock}",
            target=f"≥ {goal:g}",
            met=other / ours >= goal,
            details=details,
        )
    yield _at_most("a known file", 1000 * again.cpu / files, "ms", _KNOWN_MS)
    yield _at_most(f"memory to merge {of_all}", memory[0], "MB", _MEGABYTES)
    rate = added / rebuilt.cpu
    yield Result(
        name=f"rebuild after {of_all}",
        value=rate,
        unit="changes a CPU-second",
        target=f"≥ {_REBUILT:,}",
        met=None if size == QUICK else rate >= _REBUILT,
    )
    if whole:
        unit = "× after two files"
        yield _at_most(f"a change after {of_all}", after / before, unit, _DEARER)


def _at_most(name: str, value: float, unit: str, most: float) -> Result:
    return Result(
        name=name, value=value, unit=unit, target=f"≤ {most:g}", met=value <= most
    )


def _files(store: Store, place: Path, files: int, changes: int) -> list[Path]:
    """Write the file of each laptop; none is kept in memory."""
    shared = _Laptop(store.process_id, files)
    seed = shared.seed()
    laptops = [_Laptop(store.process_id, number) for number in range(files)]
    _admit(store, [*laptops, shared])
    return [one.write(place, changes, seed, shared) for one in laptops]


def _at_ten_thousand(place: Path, paths: Sequence[Path]) -> float:
    """Return what a deed takes where the changes of two files are on record."""
    copy_file(place / "office.kuska", place / "small.kuska", None)
    small = Store.open(str(place / "small.kuska"), home=place / "home")
    with closing(small):
        exchanging.merge_files(small, paths[:2])
        return _a_deed(small, 0)


def _a_deed(store: Store, first: int) -> float:
    """Return what registering somebody takes, in seconds of the processor."""

    def register(number: int) -> None:
        with store.write(Deed("register_person", {"name": "Rosa"})) as tx:
            name = f"Rosa {first + number} Quispe"
            tx.add(a_person(id=derived_id("deed", str(first + number)), name=name))

    return medians(register, _DEEDS).cpu


@contextmanager
def _peak() -> Iterator[list[float]]:
    """Measure the most memory this process has at a time in a block, in megabytes.

    Where the system does not tell (it is Linux that does), the figure is 0.
    """
    told = [0.0]
    forget, status = Path("/proc/self/clear_refs"), Path("/proc/self/status")
    with suppress(OSError):
        forget.write_text("5", "ascii")  # forget the peak there was
    yield told
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text("ascii"))
        told[0] = int(found[1]) / 1024 if found else 0.0


class _Laptop:
    """A laptop that writes one change after another, as fast as can be."""

    def __init__(self, process: str, number: int) -> None:
        self.number = number
        self.key = DeviceKey((number + 1).to_bytes(32, "big"))
        self.tip = ""
        self.lines: list[bytes] = []
        self._process = process
        self._count = 0

    def seed(self) -> list[tuple[str, str]]:
        """Put on record what all laptops know; return ids and commits of people."""
        found = []
        for at in range(_SHARED):
            record = a_person(id=derived_id("seed", str(at)), name=f"Ana {at}")
            found.append((record.id, self.add(record)))
        return found

    def write(
        self, place: Path, changes: int, seed: list[tuple[str, str]], shared: _Laptop
    ) -> Path:
        """Make changes, and write a file of them and of what all laptops know."""
        for at in range(changes):
            self._change(at, seed)
        path = place / f"{self.number}.kuskax"
        write_exchange_file(
            path,
            [*shared.lines, *self.lines],
            describe=lambda log: self._manifest(log, shared),
            sign=self.key.sign_manifest,
            blobs=lambda: (),
            lock=Open(),
        )
        self.lines.clear()
        return path

    def _change(self, at: int, seed: list[tuple[str, str]]) -> None:
        name = derived_id("new", str(self.number), str(at))
        what = at % (_KINDS + 1)
        if what == 0:
            rec, commit = seed[(at // 5) % len(seed)]
            values = {"position": f"Cargo {at} {self.number}"}
            self._commit("person", rec, values, (commit,))
        elif what in {1, 2}:
            self.add(a_person(id=name, name=f"Rosa {at} Quispe {self.number}"))
        elif what == 3:
            self.add(a_contribution(id=name, title=f"Agua para {at}"))
        else:
            self.add(a_vote(f"u{at}", id=name))

    def add(self, record: Record) -> str:
        values = SHAPES[record.kind].wire(record)
        return self._commit(record.kind, record.id, values, ())

    def _commit(
        self, kind: str, rec: str, values: dict[str, Any], over: tuple[str, ...]
    ) -> str:
        self._count += 1
        salt = f"{self.number:04d}{self._count:012d}"
        payload = write_payload(salt, tuple(values.values()))
        words = write_deed(salt, "", {"name": "alguien"})
        raw = encode_header(
            Header(
                version=1,
                device=self.key.device,
                number=self._count,
                previous=self.tip,
                process=self._process if self._count == 1 else "",
                clock=_CLOCK + self._count,
                actor=derived_id("actor"),
                deed=derived_id("deed", str(self.number), str(self._count)),
                code="amend_person",
                words=payload_hash(words),
                schema=1,
                ops=(Op(kind, rec, tuple(values), over, payload_hash(payload)),),
            )
        )
        self.tip = commit_id(raw)
        self.lines += [raw, words, payload]
        return self.tip

    def _manifest(self, log: LogTold, shared: _Laptop) -> Manifest:
        heads = [
            (one.key.device, one.tip, one.key.seal(one.tip)) for one in (self, shared)
        ]
        return Manifest(
            format=1,
            schema=1,
            app="0.1.0",
            by=self.key.device,
            created=_CLOCK,
            process=self._process,
            commits=log.commits,
            bytes=log.bytes,
            sha256=log.sha256,
            base=(),
            heads=tuple(sorted(heads)),
            blobs=(),
        )


def _admit(store: Store, laptops: Sequence[_Laptop]) -> None:
    seed = store.own.office()
    assert seed is not None
    for one in laptops:
        with store.write(Deed("admit_device", {"computer": ""})) as tx:
            admit(
                tx,
                office=OfficeKey(seed),
                device=one.key.device,
                holder=store.operator,
            )


def _by_hand(place: Path, files: int) -> Stopwatch:
    """Put every row of the merged store into an empty one, a transaction a file."""
    merged = connect_file(place / "office.kuska", None)
    empty = connect_file(place / "empty.kuska", None)
    with closing(merged), closing(empty):
        empty.execute("PRAGMA journal_mode = WAL")
        empty.execute("PRAGMA foreign_keys = OFF")  # parts are cut where it falls
        tables = [
            row[0]
            for row in merged.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE"
                " 'search_index%' AND name NOT LIKE 'sqlite_%' AND name <> 'imported'"
            )
        ]
        batches = [_rows(merged, empty, name, files) for name in tables]
        cost = Stopwatch()
        for _ in range(files):
            parts = [(words, next(rows, [])) for words, rows in batches]
            with timed() as one:
                empty.execute("BEGIN IMMEDIATE")
                for words, part in parts:
                    empty.executemany(words, part)
                empty.execute("COMMIT")
            cost.cpu += one.cpu
            cost.wall += one.wall
    return cost


def _rows(
    merged: Any, empty: Any, table: str, files: int
) -> tuple[str, Iterator[list[tuple[Any, ...]]]]:
    """Return how to put a table's rows into an empty store, and those it has not."""
    columns = [row[1] for row in merged.execute(f'PRAGMA table_info("{table}")')]
    has = {row[:2] for row in empty.execute(f'SELECT * FROM "{table}"')}  # noqa: S608 our own
    (count,) = merged.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 our own
    order = " ORDER BY c" if table == "op" else ""
    rows = merged.cursor()
    rows.execute(f'SELECT * FROM "{table}"{order}')  # noqa: S608 our own
    places = ", ".join("?" * len(columns))
    words = f'INSERT OR IGNORE INTO "{table}" VALUES ({places})'  # noqa: S608 our own
    size = -(-count // files)
    taken = iter(lambda: rows.fetchmany(size), [])
    return words, ([row for row in part if row[:2] not in has] for part in taken)
