"""Merging files, against putting the same final rows into the same tables by hand."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.measuring import Result, Stopwatch, timed
from tests.builders import a_contribution, a_person, a_vote
from workshop_app.exchange.exchange_file import Open, write_exchange_file
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
    from pathlib import Path

    from workshop_app.domain.records import Record
    from workshop_app.exchange.exchange_file import LogTold

FILES, CHANGES = 20, 5_000
QUICK_FILES, QUICK_CHANGES = 4, 1_000
_KINDS: Final = 4  # of five changes one is to what another laptop put on record
_SHARED: Final = 2_000
_GOAL: Final = 0.30
_CLOCK: Final = 1_780_000_000_000


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure the merge of many laptops' files into the office's store."""
    files, changes = (QUICK_FILES, QUICK_CHANGES) if quick else (FILES, CHANGES)
    place = folder / "merging"
    place.mkdir()
    store = processes.found_process(
        str(place / "office.kuska"),
        "Proceso de medida",
        "Nélida Huamaní Ccori",
        plain=True,
        home=place / "home",
    )
    with closing(store):
        shared = _Laptop(store.process_id, files)
        seed = shared.seed()
        laptops = [_Laptop(store.process_id, number) for number in range(files)]
        _admit(store, [*laptops, shared])
        paths = [one.write(place, changes, seed, shared) for one in laptops]
        copy_file(place / "office.kuska", place / "empty.kuska", None)
        with timed() as cost:
            reports = exchanging.merge_files(store, paths)
        with timed() as again:
            exchanging.merge_files(store, paths)
    added = sum(one.merged.added for one in reports)
    conflicts = sum(one.merged.conflicts for one in reports)
    raw = _by_hand(place, files)
    ratio = raw.cpu / cost.cpu
    yield Result(
        name=f"merge {files} files of {changes:,} changes",
        value=ratio,
        unit="of raw executemany, CPU",
        target=f"≥ {_GOAL:g}",
        met=ratio >= _GOAL,
        details={
            "changes": added,
            "conflicts": conflicts,
            "per_cpu_second": added / cost.cpu,
            "wall_ratio": raw.wall / cost.wall,
            "raw_per_cpu_second": added / raw.cpu,
            "known_file_ms": 1000 * again.cpu / files,
        },
    )


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
        batches = [_rows(merged, empty, name) for name in tables]
        with timed() as cost:
            for number in range(files):
                empty.execute("BEGIN IMMEDIATE")
                for words, rows in batches:
                    size = -(-len(rows) // files)
                    part = rows[number * size : (number + 1) * size]
                    empty.executemany(words, part)
                empty.execute("COMMIT")
    return cost


def _rows(merged: Any, empty: Any, table: str) -> tuple[str, list[tuple[Any, ...]]]:
    """Return what a table has that an empty store has not, and how to put it there."""
    columns = [row[1] for row in merged.execute(f'PRAGMA table_info("{table}")')]
    has = {row[:2] for row in empty.execute(f'SELECT * FROM "{table}"')}  # noqa: S608 our own
    rows = [
        row
        for row in merged.execute(f'SELECT * FROM "{table}"')  # noqa: S608 our own
        if row[:2] not in has
    ]
    if table == "op":
        rows.sort(key=lambda row: row[2])
    places = ", ".join("?" * len(columns))
    return f'INSERT OR IGNORE INTO "{table}" VALUES ({places})', rows  # noqa: S608
