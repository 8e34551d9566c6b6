"""What must hold of every history over several stores, whoever meets whom and when.

The model at the end knows nothing of the program: it reads header lines as plain JSON
and takes `docs/file-format.md`, "State", at its word, by trying everything.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.store import server
from tests.store.fleet import Fleet, Laptop, Travelling
from workshop_app.domain.person import Person
from workshop_app.errors import AppError
from workshop_app.ids import derived_id
from workshop_app.ledger.commit import commit_id
from workshop_app.ledger.log import read_log
from workshop_app.store import Store, backup, integrity, receiving
from workshop_app.store.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from workshop_app.store.merged import Merged

_EXAMPLES = os.environ.get("KUSKA_EXAMPLES")

PROPERTY = settings(
    max_examples=int(_EXAMPLES or examples(6)),
    derandomize=_EXAMPLES is None,  # every day the same examples; new ones when asked
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a smaller one is found by trying again with fewer steps
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

PEOPLE = tuple(derived_id("person", str(number)) for number in range(3))
NAMES = ("Ana", "Berta", "Carla")
TOLERATED = {Problem.FORK, Problem.REFERENCE_BROKEN, Problem.CODE_TWICE}


@dataclass(frozen=True)
class Step:
    """One thing that somebody does; numbers choose among what there is."""

    action: str
    laptop: int
    person: int
    value: int
    other: int


@dataclass
class Played:
    """A history, and every file that was ever made in it."""

    fleet: Fleet
    files: list[Travelling]
    made: set[str]

    def ends(self) -> list[Travelling]:
        return [one.export() for one in self.fleet.laptops]


def _steps() -> st.SearchStrategy[list[Step]]:
    small = st.sampled_from(range(12))
    actions = (
        *("edit",) * 6,
        "remove",
        "undo",
        "meet",
        "meet",
        "clone",
        "delta",
        "admit",
        "revoke",
    )
    step = st.builds(Step, st.sampled_from(actions), small, small, small, small)
    return st.lists(step, min_size=10, max_size=24)


@contextmanager
def played(steps: Sequence[Step]) -> Iterator[Played]:
    folder = Path(tempfile.mkdtemp(prefix="kuska-fleet-"))
    try:
        fleet = Fleet(folder)
        one, two = fleet.laptop("one"), fleet.laptop("two")
        fleet.admit(one, two)
        history = Played(fleet, [], set())
        for step in steps:
            laptop = fleet.laptops[step.laptop % len(fleet.laptops)]
            with suppress(AppError):  # what is refused to a person is no history
                _DO[step.action](history, laptop, step)
        history.made = set().union(*(one.ids() for one in fleet.laptops))
        yield history
        fleet.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _edit(history: Played, laptop: Laptop, step: Step) -> None:
    rec = PEOPLE[step.person % len(PEOPLE)]
    name = NAMES[step.value % len(NAMES)]
    with laptop.do() as tx:
        known = tx.find(Person, rec)
        if known is None or step.other % 3 == 0:
            tx.add(Person(id=rec, code=f"P-{rec[:5]}", name=name))
        else:
            tx.save(replace(known, position=name))


def _remove(history: Played, laptop: Laptop, step: Step) -> None:
    with laptop.do() as tx:
        tx.remove(Person, PEOPLE[step.person % len(PEOPLE)])


def _undo(history: Played, laptop: Laptop, step: Step) -> None:
    with laptop.store.read() as reader:
        rows = [row for row in reader.history() if row.code != "found_process"]
    if rows:
        with laptop.do("undo") as tx:
            tx.revert(rows[step.other % len(rows)].deed)


def _meet(history: Played, laptop: Laptop, step: Step) -> None:
    other = history.fleet.laptops[step.other % len(history.fleet.laptops)]
    file = other.export()
    history.files.append(file)
    laptop.merge(file, salt=str(len(history.files)))


def _clone(history: Played, laptop: Laptop, step: Step) -> None:
    if len(history.fleet.laptops) < 5 and laptop.store.has_device:
        history.fleet.clone(laptop, f"clone{len(history.fleet.laptops)}")


def _delta(history: Played, laptop: Laptop, step: Step) -> None:
    other = history.fleet.laptops[step.other % len(history.fleet.laptops)]
    file = laptop.export(other.tips())
    history.files.append(file)


def _admit(history: Played, laptop: Laptop, step: Step) -> None:
    history.fleet.admit(laptop)


def _revoke(history: Played, laptop: Laptop, step: Step) -> None:
    if laptop is history.fleet.office or not laptop.store.has_device:
        return
    tips = [tip for device, tip in laptop.tips() if device == laptop.store.device]
    history.fleet.revoke(laptop.store.device, tips[0] if step.other % 2 else "")


_DO: dict[str, Callable[[Played, Laptop, Step], None]] = {
    "edit": _edit,
    "remove": _remove,
    "undo": _undo,
    "meet": _meet,
    "clone": _clone,
    "delta": _delta,
    "admit": _admit,
    "revoke": _revoke,
}


def whole(laptop: Laptop) -> None:
    """Demand that what is derived is what a rebuild would make (P7)."""
    found = {one.problem for one in integrity.check(laptop.store)}
    assert found <= TOLERATED, found
    before = laptop.dump()
    laptop.store.rebuild()
    assert laptop.dump() == before


@PROPERTY
@given(_steps(), st.randoms(use_true_random=False))
def test_files_mean_the_same_in_any_order_and_any_number_of_times(
    steps: list[Step], random: Random
) -> None:
    """P1, P2, P3, P4, P5, P7, P12, P14."""
    with played(steps) as history:
        ends = history.ends()
        files = [*history.files, *ends]
        shuffled = [*files, *random.sample(files, len(files) // 2)]
        random.shuffle(shuffled)
        cut = len(ends) // 2

        straight = history.fleet.visitor("straight", ends)
        mixed = history.fleet.visitor("mixed", shuffled)
        left = history.fleet.visitor("left", ends[:cut])
        right = history.fleet.visitor("right", ends[cut:])
        left.merge(right.export())
        many = history.fleet.visitor("many")
        for number, file in enumerate(shuffled):
            many.merge(file, salt=str(number), later=True)
        receiving.fold(many.store)

        told = straight.dump()
        for one in (mixed, left, many):
            assert one.ids() == history.made == straight.ids()
            assert one.export().log == straight.export().log
            assert one.export().heads == straight.export().heads
            assert one.dump() == told
            whole(one)
        again = history.fleet.visitor("again", [straight.export()])
        assert again.export().log == straight.export().log
        assert again.dump() == told
        for file in files:
            straight.merge(file, salt="once more")
        assert straight.dump() == told
        for one in (straight, mixed, left, right, many, again):
            one.store.close()


@PROPERTY
@given(_steps())
def test_values_and_conflicts_are_those_of_the_model(steps: list[Step]) -> None:
    """P5, P6, P11: by brute force, from the lines alone."""
    with played(steps) as history:
        visitor = history.fleet.visitor("visitor", history.ends())

        model = Model(visitor.export().log, _distrusted(visitor))

        with visitor.store.read() as reader:
            found = {
                (one.id, one.field): {claim.commit for claim in one.claims}
                for one in reader.conflicts()
                if one.kind == "person"
            }
            shown = {one.id: one for one in reader.all(Person) if one.id in PEOPLE}
        assert found == model.conflicts()
        for rec in PEOPLE:
            assert (rec in shown) is model.is_there(rec)
            if rec in shown:
                assert shown[rec].name in model.values(rec, "name")
        visitor.store.close()


@PROPERTY
@given(_steps(), st.data())
def test_a_file_can_be_taken_out_and_brought_back(
    steps: list[Step], data: st.DataObject
) -> None:
    with played(steps) as history:
        ends = history.ends()
        visitor = history.fleet.visitor("visitor", ends)
        fresh = [n for n in range(1, len(ends) + 1) if _brought(visitor, n)]
        if not fresh:
            return
        number = data.draw(st.sampled_from(fresh))
        before = visitor.dump()

        with visitor.do("take_out_file") as tx:
            tx.take_out(number)
        whole(visitor)
        with visitor.store.read() as reader:
            deed = reader.history(limit=1)[0].deed
        with visitor.do("redo") as tx:
            tx.bring_back(deed)

        assert visitor.dump() == before
        whole(visitor)
        visitor.store.close()


@PROPERTY
@given(_steps())
def test_a_dry_run_leaves_every_byte(steps: list[Step]) -> None:
    """P19."""
    with played(steps) as history:
        visitor = history.fleet.visitor("visitor")

        told = _dry_runs(visitor, history.ends(), salt="")
        done = visitor.merge(history.ends()[0])
        _dry_runs(visitor, history.ends(), salt="x")

        assert replace(done, number=0) == told[0]
        visitor.store.close()


def _dry_runs(
    visitor: Laptop, files: Sequence[Travelling], *, salt: str
) -> list[Merged]:
    """Say what each file would do, and see that the store keeps all its bytes."""
    visitor.store.close()
    before = visitor.path.read_bytes()
    visitor.open()
    told = [
        receiving.receive(visitor.store, file.parcel(salt=salt), dry_run=True)
        for file in files
    ]
    visitor.store.close()
    assert visitor.path.read_bytes() == before
    visitor.open()
    return told


@pytest.mark.postgresql
@settings(PROPERTY, max_examples=2)
@given(steps=_steps())
def test_a_server_holds_the_same(postgresql: str, steps: list[Step]) -> None:
    """P18: with the files in the opposite order."""
    with played(steps) as history:
        ends = history.ends()
        visitor = history.fleet.visitor("visitor", ends)
        name = f"fleet_{abs(hash(str(history.fleet.folder)))}"
        url = server.make_database(postgresql, name)
        home = history.fleet.folder / "server"
        backup.restore(history.fleet.seed, url, home=home)
        store = Store.open(url, home=home)

        for number, file in enumerate(reversed(ends)):
            receiving.receive(store, file.parcel(salt=str(number)))

        there = Laptop(Path("nowhere"), home, "server")
        there.store = store
        assert there.export().log == visitor.export().log
        assert there.dump() == visitor.dump()
        assert {one.problem for one in integrity.check(store)} <= TOLERATED
        store.close()
        visitor.store.close()
        server.drop_database(postgresql, name)


def _brought(laptop: Laptop, number: int) -> bool:
    with laptop.store.database.reading() as link:
        link.script(f"SELECT count(*) FROM commits WHERE via = {number}")  # noqa: S608
        return bool(link.fetched()[0][0])


def _distrusted(laptop: Laptop) -> set[str]:
    with laptop.store.database.reading() as link:
        link.script("SELECT id FROM commits JOIN distrusted ON c = n")
        return {row[0] for row in link.fetched()}


class Model:
    """What the page on the format says of a set of commits, tried one by one."""

    def __init__(self, log: bytes, distrusted: set[str]) -> None:
        self.commits: dict[str, Any] = {}
        self.payloads: dict[str, list[Any]] = {}
        for raw, payloads in read_log(log):
            header = json.loads(raw)
            one = commit_id(raw)
            self.commits[one] = header
            lines = payloads[1:] if "w" in header else payloads
            self.payloads[one] = [json.loads(line or b"[null]") for line in lines]
        self.distrusted = distrusted
        self.active = {one for one in self.commits if not self._aside(one)}

    def _aside(self, commit: str) -> bool:
        if commit in self.distrusted:
            return True
        return any(
            commit in header.get("r", ()) and not self._aside(other)
            for other, header in self.commits.items()
        )

    def _ops(self, rec: str) -> Iterator[tuple[str, Any, list[Any]]]:
        for one in self.active:
            for o, line in zip(
                self.commits[one].get("o", ()), self.payloads[one], strict=True
            ):
                if o[0] == "person" and o[1] == rec:
                    yield one, o, line[1:]

    def _live(self, rec: str, field: str) -> dict[str, Any]:
        writes = {
            one: values[o[2].index(field)]
            for one, o, values in self._ops(rec)
            if field in o[2]
        }
        return {
            one: value
            for one, value in writes.items()
            if not any(field in o[2] and one in o[3] for other, o, _ in self._ops(rec))
        }

    def _fields(self, rec: str) -> set[str]:
        return {field for _, o, _ in self._ops(rec) for field in o[2]}

    def values(self, rec: str, field: str) -> list[Any]:
        return list(self._live(rec, field).values())

    def _life(self, rec: str) -> tuple[bool, set[str]]:
        deletions = {
            one for one, value in self._live(rec, "_deleted").items() if value is True
        }
        if not deletions:
            return False, set()
        seen = set(deletions)
        for one, o, _ in self._ops(rec):
            if one in deletions:
                seen.update(o[3])
        live = {one for field in self._fields(rec) for one in self._live(rec, field)}
        unseen = live - seen
        return not unseen, deletions | unseen if unseen else set()

    def is_there(self, rec: str) -> bool:
        return bool(self._fields(rec)) and not self._life(rec)[0]

    def conflicts(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for rec in PEOPLE:
            for field in self._fields(rec) - {"_deleted"}:
                live = self._live(rec, field)
                if len({json.dumps(value) for value in live.values()}) > 1:
                    found[rec, field] = set(live)
            life = self._life(rec)[1]
            if life:
                found[rec, "_deleted"] = life
        return found
