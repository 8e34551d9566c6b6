"""A deed in a large store, and making every derived table again."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from tests.benchmarks.measuring import Result, Stopwatch, medians, timed
from tests.builders import a_person_draft
from workshop_app.domain.organization import OrganizationDraft
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.records import fields_of, from_draft
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import Bloc
from workshop_app.services import attendances, people, processes, sessions
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHANGES = 100_000
QUICK_CHANGES = 10_000
_BATCH = 10_000
_DEEDS = 200
_DEED_CPU_MS = 2.0
_REBUILD_PER_SECOND = 60_000


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure deeds and the rebuild in a store of many changes."""
    changes = QUICK_CHANGES if quick else CHANGES
    store = processes.found_process(
        str(folder / "large.kuska"),
        "Proceso de medida",
        "Nélida Huamaní Ccori",
        plain=True,
        home=folder / "home",
    )
    try:
        organization = people.register_organization(
            store, OrganizationDraft(name="Federación", bloc=Bloc.CIVIL_SOCIETY)
        )
        _fill(store, organization, changes)
        yield from _deeds(store, organization, folder, changes)
        yield _rebuild(store, folder, changes)
    finally:
        store.close()


def a_draft(number: int, organization: str | None = None) -> PersonDraft:
    """Return an invented person whom no other resembles."""
    return a_person_draft(
        name=f"Rosa {number:x} Quispe",
        document_number=f"{number:08d}",
        organization=organization,
    )


def _fill(store: Store, organization: str, changes: int) -> None:
    for start in range(0, changes, _BATCH):
        with store.write(Deed(DeedCode.IMPORT_PEOPLE, {"file": "medida.xlsx"})) as tx:
            codes = tx.next_codes(Person, _BATCH)
            tx.add_all(
                from_draft(
                    Person,
                    a_draft(start + number, organization),
                    id=tx.new_id(),
                    code=code,
                )
                for number, code in enumerate(codes)
            )


def _deeds(
    store: Store, organization: str, folder: Path, changes: int
) -> Iterator[Result]:
    session = sessions.schedule_session(store, SessionDraft(title="Mesa"))
    registered: list[str] = []

    def register(number: int) -> None:
        draft = a_draft(10_000_000 + number, organization)
        registered.append(people.register_person(store, draft))

    def check_in(number: int) -> None:
        moment = store.now()
        attendances.check_in(store, session, registered[number], moment)

    raw = medians(_raw_commits(folder), _DEEDS)
    for name, deed in (("register a person", register), ("check in", check_in)):
        register_cost = medians(deed, _DEEDS)
        yield _deed_result(f"{name}, {changes:,} changes", register_cost, raw)


def _deed_result(name: str, cost: Stopwatch, raw: Stopwatch) -> Result:
    cpu, wall = cost.cpu * 1000, (cost.wall - raw.wall) * 1000
    return Result(
        name=name,
        value=cpu,
        unit="ms CPU",
        target=f"≤ {_DEED_CPU_MS:g}; wall ≤ raw commit + 2",
        met=cpu <= _DEED_CPU_MS and wall <= _DEED_CPU_MS,
        details={
            "wall_ms": cost.wall * 1000,
            "raw_commit_wall_ms": raw.wall * 1000,
            "wall_over_raw_ms": wall,
        },
    )


class _raw_commits:  # noqa: N801 used like a function
    """A bare commit of one row, WAL and FULL, on the same disk."""

    def __init__(self, folder: Path) -> None:
        self._link = dbapi2.connect(
            str(folder / "raw.db"), isolation_level=None, check_same_thread=False
        )
        self._link.execute("PRAGMA journal_mode = WAL")
        self._link.execute("PRAGMA synchronous = FULL")
        self._link.execute("CREATE TABLE one (n INTEGER PRIMARY KEY, text TEXT)")

    def __call__(self, number: int) -> None:
        self._link.execute("BEGIN IMMEDIATE")
        self._link.execute("INSERT INTO one VALUES (?, ?)", (number, "x" * 400))
        self._link.execute("COMMIT")


def _rebuild(store: Store, folder: Path, changes: int) -> Result:
    with timed() as ours:
        store.rebuild()
    with store.read() as reader:
        rows = [_cells(person) for person in reader.all(Person)]
    raw = _raw_executemany(folder, rows)
    rate = changes / ours.cpu
    return Result(
        name=f"rebuild of {changes:,} changes",
        value=rate,
        unit="changes/CPU-s",
        target=f"≥ {_REBUILD_PER_SECOND:,}",
        met=rate >= _REBUILD_PER_SECOND,
        details={
            "cpu_s": ours.cpu,
            "raw_executemany_cpu_s": raw.cpu,
            "times_raw": ours.cpu / raw.cpu,
        },
    )


def _cells(person: Person) -> tuple[str | None, ...]:
    return tuple(
        None if value is None else str(value)
        for value in (person.id, *fields_of(dataclasses.replace(person)).values())
    )


def _raw_executemany(folder: Path, rows: list[tuple[str | None, ...]]) -> Stopwatch:
    link = dbapi2.connect(str(folder / "bare.db"), isolation_level=None)
    columns = ", ".join(f"c{number}" for number in range(len(rows[0])))
    marks = ", ".join("?" * len(rows[0]))
    link.execute("PRAGMA journal_mode = WAL")
    link.execute(f"CREATE TABLE bare ({columns}, PRIMARY KEY (c0))")
    with timed() as watch:
        link.execute("BEGIN IMMEDIATE")
        link.executemany(f"INSERT INTO bare VALUES ({marks})", rows)  # noqa: S608 our own columns
        link.execute("COMMIT")
    link.close()
    return watch
