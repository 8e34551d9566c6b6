"""Whether all that `exchange.md` promises of histories holds of one, P1 to P21.

`python -m tests.long.histories NAME` plays one again, makes it small and prints it.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import traceback
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.ledger.laptops import Union
from tests.long.model import GONE, Model
from tests.long.play import BALLOT, Beginning, File, World, play, steps_of
from tests.store import server
from tests.store.fleet import Fleet, Laptop, Travelling
from workshop_app.domain.ballot import Vote
from workshop_app.ledger.chain import applicable, forks
from workshop_app.ledger.commit import DELETED, Commit
from workshop_app.ledger.fold import State, Write, aside, fold, writes_of
from workshop_app.ledger.log import read_log, write_log
from workshop_app.ledger.payload import ERASED, open_commit
from workshop_app.ledger.trust import (
    CERTIFICATE,
    ERASURE,
    REMAINDER,
    REVOCATION,
    disbelieved,
    standing,
    statement_record,
)
from workshop_app.ledger.upcast import Upcasters
from workshop_app.services.gathering import ballots_of
from workshop_app.store import Deed, Store, backup, integrity, receiving
from workshop_app.store.findings import Problem
from workshop_app.store.records import SHAPES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tests.long.play import Record, Step
    from workshop_app.ledger.payload import Known

_NAMED_BY_KEYS: Final = frozenset({CERTIFICATE, REVOCATION, ERASURE, REMAINDER})
"""Statements: their records are named by what they speak of."""

_DAMAGE: Final = frozenset(
    {
        Problem.FILE_DAMAGED,
        Problem.COMMIT_ALTERED,
        Problem.COLUMNS_ALTERED,
        Problem.ANCESTOR_MISSING,
        Problem.CHAIN_BROKEN,
        Problem.OTHER_PROCESS,
        Problem.SEAL_FALSE,
        Problem.SEAL_MISSING,
        Problem.DEEDS_LOST,
        Problem.TABLE_DIFFERS,
        Problem.SEARCH_DIFFERS,
    }
)
"""What a check may never find; what people did to each other's records it may."""


class Stores:
    """A process with its founder, and stores that begin with what the founding holds.

    Args:
        folder: Where they lie; in memory, they cost nothing but their work.
    """

    def __init__(self, folder: Path) -> None:
        self.fleet = Fleet(folder)
        office = self.fleet.office
        office.store.own.know()
        seed = office.store.own.office()
        assert seed is not None
        self.begin = Beginning(
            office.store.process_id,
            seed,
            office.store.own._seed,
            tuple(open_commit(*one) for one in read_log(office.export().log)),
        )
        office.store.close()
        self._count = 0

    @contextmanager
    def store(self, *files: Travelling, later: bool = False) -> Iterator[Laptop]:
        """Give a store that took these files in, in this order; then it is gone."""
        self._count += 1
        visitor = self.fleet.visitor(f"visitor{self._count}")
        try:
            for number, file in enumerate(files):
                visitor.merge(file, salt=str(number), later=later)
            if later:
                receiving.fold(visitor.store)
            yield visitor
        finally:
            visitor.store.close()
            for left in visitor.path.parent.glob(f"{visitor.path.name}*"):
                left.unlink()
            shutil.rmtree(visitor.home, ignore_errors=True)


def travelling(file: File, process: str) -> Travelling:
    """Return a file as a store takes it in."""
    return Travelling(write_log(file.commits), file.heads, file.base, process)


# what the program makes of a union, without a store


class Told:
    """What the ledger's own functions say of a union of commits."""

    def __init__(self, world: World, own: Collection[str] = ()) -> None:
        self.commits = world.union()
        headers = {one: commit.header for one, commit in self.commits.items()}
        self.verdict = applicable({}, headers)
        process = world.begin.process
        foreign = [
            one for one, link in self.verdict.links.items() if link.process != process
        ]
        self.links = {
            one: link
            for one, link in self.verdict.links.items()
            if link.process == process
        }
        self.refused = {*self.verdict.invalid, *foreign}  # as a store does
        self.valid = [self.commits[one] for one in self.links]
        self.forked = {
            fork.device for fork in forks({one.id: one.header for one in self.valid})
        }
        self.distrusted = self._distrusted(world, own)
        self.aside = aside(
            {one.id: one.header.reverts for one in self.valid}, self.distrusted
        )
        self.states = {
            record: fold(writes) for record, writes in self._writes(self.aside).items()
        }

    def _writes(
        self, gone: Collection[str], upcasters: Upcasters | None = None
    ) -> dict[Record, list[Write]]:
        found: defaultdict[Record, list[Write]] = defaultdict(list)
        for commit in self.valid:
            if commit.id not in gone:
                for record, write in writes_of(commit, upcasters or Upcasters()):
                    found[record].append(write)
        return found

    def _distrusted(self, world: World, own: Collection[str]) -> set[str]:
        said = self._writes(())
        chains: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for one in self.valid:
            chains[one.header.device][one.id] = one.header.previous
        found: set[str] = set()
        for device, chain in chains.items():
            told = {
                kind: said[kind, statement_record(kind, device)]
                for kind in (CERTIFICATE, REVOCATION)
            }
            process, office = world.begin.process, world.office.public
            stands = standing(device, process, office, told)
            found |= disbelieved(chain, stands, own=device in own)
        return found

    def conflicts(self) -> dict[tuple[str, str, str], set[str]]:
        """Return what the fold says is disputed: by field, the commits."""
        found: dict[tuple[str, str, str], set[str]] = {}
        for record, state in self.states.items():
            for name, candidates in state.conflicts.items():
                found[*record, name] = {one.commit for one in candidates}
            if state.life_conflict:
                found[*record, DELETED] = {one.commit for one in state.life_conflict}
        return found

    def renamed(self) -> dict[Record, State]:
        """Return the states in a vocabulary that says some things otherwise."""
        writes = self._writes(self.aside, _upcasters())
        return {record: fold(found) for record, found in writes.items()}


def _upcasters() -> Upcasters:
    made = Upcasters()

    def rename(
        fields: tuple[str, ...], values: tuple[Known, ...]
    ) -> tuple[tuple[str, ...], tuple[Known, ...]]:
        return tuple("title" if one == "name" else one for one in fields), values

    def respell(
        fields: tuple[str, ...], values: tuple[Known, ...]
    ) -> tuple[tuple[str, ...], tuple[Known, ...]]:
        return fields, tuple(
            f"<{value}>" if name == "position" and isinstance(value, str) else value
            for name, value in zip(fields, values, strict=True)
        )

    made.register("person", 1, rename)
    made.register("person", 2, respell)
    return made


# the checks


def demand(world: World, chance: random.Random) -> Model:
    """Demand what needs no store; return the model."""
    told = Told(world)
    lines = [(one.raw, _payload_lines(one)) for one in world.made]
    office, process = world.office.public, world.begin.process
    model = Model(lines, office=office, process=process)
    same("P5 the union", set(told.commits), set(model.headers))
    same("P15 valid", set(told.links), set(model.valid))
    same("P15 waiting", set(told.verdict.pending), set(model.waiting))
    same("P15 refused", told.refused, set(model.invalid))
    _pieces(told, chance)
    same("P11 forks", told.forked, set(model.forked))
    same("who is believed", told.distrusted, set(model.distrusted))
    same("set aside", told.aside, set(model.aside))
    same("P6 conflicts", told.conflicts(), model.conflicts)
    for record, state in told.states.items():
        live = {n: set(model.live(record, n)) for n in model.fields(record)}
        same("P5 live", {n: set(ids) for n, ids in state.live.items()},
              {n: ids for n, ids in live.items() if ids})  # fmt: skip
        same("P9 deleted", state.deleted, model.life(record)[0])
        shown = {n: model.value(record, n) for n in live if n != DELETED and live[n]}
        same("values", _plain(state.values), shown)
    _upcast(told, model)
    return model


def _pieces(told: Told, chance: random.Random) -> None:
    """P15: a verdict is the same in whatever portions and order commits come."""
    union = Union()
    order = list(told.commits)
    chance.shuffle(order)
    size = chance.randint(1, 9)
    for at in range(0, len(order), size):
        part = order[at : at + size]
        union.offer({one: told.commits[one].header for one in part})
    same("P15 in pieces", set(union.links), set(told.verdict.links))
    same("P15 waiting in pieces", set(union.pending), set(told.verdict.pending))
    same("P15 refused in pieces", set(union.flaws), set(told.verdict.invalid))
    depths = {one: link.depth for one, link in told.verdict.links.items()}
    same("depth", {one: link.depth for one, link in union.links.items()}, depths)


def _upcast(told: Told, model: Model) -> None:
    """P17: what is folded in new words is what was folded, in new words."""
    for record, state in told.renamed().items():
        if record[0] != "person":
            continue
        names = {"title": "name"}
        live = {names.get(name, name): set(ids) for name, ids in state.live.items()}
        before = {n: set(ids) for n, ids in told.states[record].live.items()}
        same("P17 live", live, before)
        shown = {
            name: f"<{value}>"
            if name == "position" and isinstance(value, str)
            else value
            for name, value in _plain(told.states[record].values).items()
        }
        after = {names.get(n, n): v for n, v in _plain(state.values).items()}
        same("P17 values", after, shown)
        same("P17 deleted", state.deleted, model.life(record)[0])


Outline = tuple[Any, ...]


def outline(world: World) -> Outline:
    """Return what became of a history, its commits told by when they were written."""
    told = Told(world)
    place = {one.id: number for number, one in enumerate(world.made)}

    def places(ids: Collection[str]) -> frozenset[int]:
        return frozenset(place[one] for one in ids)

    records = {
        record: (
            {name: places(ids) for name, ids in state.live.items()},
            {
                n: places([c.commit for c in ones])
                for n, ones in state.conflicts.items()
            },
            state.deleted,
            places([one.commit for one in state.life_conflict]),
        )
        for record, state in told.states.items()
        if record[0] not in _NAMED_BY_KEYS
    }
    return (
        places(told.verdict.links),
        places(told.verdict.pending),
        places(told.verdict.invalid),
        places(told.distrusted),
        places(told.aside),
        records,
    )


def metamorphic(begin: Beginning, steps: Sequence[Step], world: World) -> None:
    """P10 and P21: other clocks, keys and ids make no other history."""
    plain = outline(world)
    same("P21 other names", outline(play(begin, steps, names="other ")), plain)
    same("P10 other clocks", outline(play(begin, steps, early=0)), plain)
    odd = outline(play(begin, steps, early=4_072_000_000_000))
    same("P10 late clocks", odd, plain)


def settled(world: World, model: Model) -> None:
    """P8 and P13: a resolution ends one conflict; what is undone never was."""
    judge = world.computers[0]
    judge.commits = {one.id: one for one in world.made if one.id in model.valid}
    disputes = [key for key in model.conflicts if key[2] != DELETED]
    believed = set(model.distrusted)
    if not disputes or believed & {judge.position.tip}:
        return
    kind, rec, name = min(disputes)
    before = Told(world)
    live = before.states[kind, rec].live[name]
    change = world_change(kind, rec, name, live)
    world.write(judge, change)
    settling = world.made[-1].id
    after = Told(world)
    if settling in after.aside:
        return  # its author is not believed from here on
    left = {k: v for k, v in before.conflicts().items() if k != (kind, rec, name)}
    found = {k: v - {settling} for k, v in after.conflicts().items() if k[2] != DELETED}
    expected = {k: v for k, v in left.items() if k[2] != DELETED}
    same("P8 settled", found, expected)
    world.write(judge, reverts=[settling])
    undone = Told(world)
    same("P13 undone", undone.states, before.states)


def world_change(kind: str, rec: str, name: str, live: Collection[str]) -> Any:
    """Return what settles a field."""
    from workshop_app.ledger.deed import Change  # noqa: PLC0415

    return Change(kind, rec, {name: "settled"}, live)


# with stores


def demand_of_stores(stores: Stores, world: World, chance: random.Random) -> None:
    """Demand that stores hold the same whatever they were given when."""
    process = world.begin.process
    ends = [travelling(one, process) for one in world.ends()]
    files = [*(travelling(one, process) for one in world.files), *ends]
    shuffled = [*files, *chance.sample(files, len(files) // 2)]
    chance.shuffle(shuffled)
    later = chance.random() < 0.5
    with stores.store(*ends) as straight:
        whole(straight, rebuild=chance.random() < 0.3)
        told = contents(straight)
        _as_the_model(straight, world)
        with stores.store(*shuffled, later=later) as mixed:
            whole(mixed, rebuild=True)
            same("P1 P3 P14 in any order", contents(mixed), told)
        cut = len(ends) // 2
        with stores.store(*ends[:cut]) as left, stores.store(*ends[cut:]) as right:
            parts = right.export()
            left.merge(parts)
            left.merge(ends[0], salt="again")
            whole(left, rebuild=False)
            same("P2 P4 merges of merges", contents(left), told)
        with stores.store(straight.export()) as again:
            same("P12 exported again", contents(again), told)
        if chance.random() < 0.2:
            _dry(stores, ends, chance)
        _taken_out(straight, chance)


def on_a_server(stores: Stores, world: World, chance: random.Random, url: str) -> None:
    """P18: a server that took the files in in the opposite order holds the same."""
    process = world.begin.process
    files = [
        *(travelling(one, process) for one in world.files),
        *(travelling(one, process) for one in world.ends()),
    ]
    chance.shuffle(files)
    place = server.make_database(url, "histories")
    home = stores.fleet.folder / "server"
    try:
        backup.restore(stores.fleet.seed, place, home=home)
        there = Laptop(Path("nowhere"), home, "server")
        there.store = Store.open(place, home=home)
        try:
            for number, file in enumerate(reversed(files)):
                there.merge(file, salt=str(number))
            with stores.store(*files) as here:
                same("P18 on a server", contents(there), contents(here))
            whole(there, rebuild=True)
        finally:
            there.store.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
        server.drop_database(url, "histories")


def contents(laptop: Laptop) -> tuple[Any, ...]:
    """Return all that must be the same in every store with the same commits."""
    file = laptop.export()
    with laptop.store.database.reading() as link:
        parked = []
        for table in ("pending", "quarantine", "set_aside", "distrusted"):
            column = "id" if table in {"pending", "quarantine"} else "c"
            if column == "c":
                query = f"SELECT id FROM commits JOIN {table} ON {table}.c = commits.n"  # noqa: S608
            else:
                query = f"SELECT id FROM {table}"  # noqa: S608
            link.script(query)
            parked.append(sorted(row[0] for row in link.fetched()))
    return laptop.dump(), laptop.ids(), file.log, file.heads, parked


def whole(laptop: Laptop, *, rebuild: bool) -> None:
    """P7: what is derived is what a rebuild would make, and nothing is damaged."""
    found = {
        one.sentence for one in integrity.check(laptop.store) if one.problem in _DAMAGE
    }
    same("P7 the check", found, set())
    if rebuild:
        before = contents(laptop)
        laptop.store.rebuild()
        same("P7 rebuilt", contents(laptop), before)


def _as_the_model(laptop: Laptop, world: World) -> None:
    """P5, P6, P13, P16, P20: what a store shows is what the page says."""
    lines = [(raw, payloads) for raw, payloads in read_log(laptop.export().log)]
    office, process = world.office.public, world.begin.process
    model = Model(lines, office=office, process=process, erases=True)
    same("P5 acknowledged", set(model.headers), {one.id for one in world.made})
    same("P16 erased", _left(laptop, model, world), [])
    with laptop.store.read() as reader:
        disputes = {
            (row.kind, row.id, row.field): frozenset(one.commit for one in row.claims)
            for row in reader.conflicts()
        }
        there = {
            (kind, one.id)
            for kind, shape in SHAPES.items()
            for one in reader.all(shape.record)
        }
        clusters = {frozenset(ids) for ids in reader.who_is_who().members.values()}
        votes = reader.all(Vote, ballot=BALLOT)
        ballots = ballots_of(reader, id=BALLOT)
    known = {key: ids for key, ids in model.conflicts.items() if key[0] in SHAPES}
    same(
        "P6 conflicts of a store",
        {k: v for k, v in disputes.items() if k[0] in SHAPES},
        known,
    )
    shown = {one for one in model.ops if one[0] in SHAPES and model.is_there(one)}
    same("what a store shows", there, shown)
    same("P13 who is one", {one for one in clusters if len(one) > 1}, model.clusters())
    cast = {
        one[1]
        for one in shown
        if one[0] == "vote" and model.value(one, "ballot") == BALLOT
    }
    same("P20 recorded", {one.id for one in votes}, cast)
    for one in ballots:
        counted, observed = {v.id for v in one.votes}, {v.id for v in one.disputed}
        same("P20 counted once", counted & observed, set())
        same("P20 valid and observed", counted | observed, {v.id for v in votes})
        disputed = {key[1] for key in known if key[0] == "vote"}
        same("P20 observed", observed, disputed & {v.id for v in votes})


def _left(laptop: Laptop, model: Model, world: World) -> list[str]:
    """Return the salts of erased payloads that are still in an export or the file."""
    lines = {
        op.payload: line
        for one in world.made
        for op, line in zip(one.header.ops, one.payloads, strict=True)
        if line is not None
    }
    gone = [lines[one] for one in model.erased if one in lines]
    if not gone:
        return []
    there = [laptop.export().log]
    laptop.store.close()
    there += _bytes(laptop.path).values()
    laptop.open()
    return [line[2:18].decode() for line in gone for raw in there if line[2:18] in raw]


def _dry(stores: Stores, ends: Sequence[Travelling], chance: random.Random) -> None:
    """P19: what was only looked at left every byte as it was."""
    half = len(ends) // 2
    with stores.store(*ends[:half]) as visitor:
        visitor.store.close()
        before = _bytes(visitor.path)
        visitor.open()
        for file in ends:
            receiving.receive(visitor.store, file.parcel(salt="dry"), dry_run=True)
        visitor.store.close()
        same("P19 a dry run", _bytes(visitor.path), before)
        visitor.open()


def _bytes(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.glob(f"{path.name}*")}


def _taken_out(laptop: Laptop, chance: random.Random) -> None:
    """Take an import out of a store and bring it back: nothing of it is seen."""
    with laptop.store.database.reading() as link:
        link.script("SELECT DISTINCT via FROM commits WHERE via IS NOT NULL")
        vias = sorted(row[0] for row in link.fetched())
    if not vias:
        return
    before = laptop.dump()
    with laptop.store.write(Deed("take_out_file")) as tx:
        tx.take_out(chance.choice(vias))
    whole(laptop, rebuild=False)
    with laptop.store.read() as reader:
        deed = reader.history(limit=1)[0].deed
    with laptop.store.write(Deed("redo")) as tx:
        tx.bring_back(deed)
    same("taken out and brought back", laptop.dump(), before)
    whole(laptop, rebuild=False)


def _payload_lines(commit: Commit) -> list[bytes | None]:
    lines = list(commit.payloads)
    return [commit.words, *lines] if commit.header.words else lines


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: GONE
        if value is ERASED
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }


def same(what: str, found: object, expected: object) -> None:
    """Demand that two things are equal, and say where they are not."""
    if found != expected:
        message = f"{what}: {_short(found, expected)}"
        raise AssertionError(message)


def _short(found: object, expected: object) -> str:
    if isinstance(found, set | frozenset) and isinstance(expected, set | frozenset):
        more, less = (
            sorted(map(str, found - expected)),
            sorted(map(str, expected - found)),
        )
        return f"too many {more[:5]}, too few {less[:5]}"
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = [k for k in {**found, **expected} if found.get(k) != expected.get(k)]
        return str([(k, found.get(k), expected.get(k)) for k in keys[:3]])
    if isinstance(found, tuple) and isinstance(expected, tuple):
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            if one != other:
                return f"part {number}: {_short(one, other)}"
    if isinstance(found, bytes) and isinstance(expected, bytes):
        lines = zip(found.splitlines(), expected.splitlines(), strict=False)
        return str([pair for pair in lines if pair[0] != pair[1]][:4])
    return f"{str(found)[:300]} is not {str(expected)[:300]}"


def trouble(
    stores: Stores, name: str, steps: Sequence[Step], *, with_stores: bool
) -> str:
    """Play a history and demand everything; return what does not hold, or ""."""
    chance = random.Random(f"order {name}")  # noqa: S311 the same on every run
    try:
        world = play(stores.begin, steps)
        model = demand(world, chance)
        metamorphic(stores.begin, steps, world)
        if with_stores:
            demand_of_stores(stores, world, chance)
        settled(world, model)
    except Exception as error:  # noqa: BLE001 whatever it is, it is a finding
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return f"{type(error).__name__} {error} ({where})"
    return ""


def small(
    stores: Stores, name: str, *, with_stores: bool
) -> tuple[tuple[Step, ...], str]:
    """Leave steps out of a history that fails for as long as it fails alike."""
    steps = steps_of(name)
    told = trouble(stores, name, steps, with_stores=with_stores)
    kind = told.split(":")[0]
    size = len(steps) // 2
    while size:
        at = 0
        while at < len(steps):
            fewer = steps[:at] + steps[at + size :]
            again = trouble(stores, name, fewer, with_stores=with_stores)
            if again.split(":")[0] == kind:
                steps, told = fewer, again
            else:
                at += size
        size //= 2
    return steps, told


def main() -> None:
    """Play one history again and tell what is wrong with it."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        stores = Stores(Path(folder))
        for name in sys.argv[1:]:
            told = trouble(stores, name, steps_of(name), with_stores=True)
            print(name, told or "all of it holds")
            if told:
                steps, told = small(stores, name, with_stores=True)
                print(*steps, told, sep="\n")


def memory() -> Path | None:
    """Return a folder in memory, where waiting for a disk costs nothing."""
    place = Path("/dev/shm")  # noqa: S108 a folder of its own is made there
    return place if place.is_dir() else None


if __name__ == "__main__":
    main()
