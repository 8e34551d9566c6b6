"""Histories by chance: five computers of one process, and all that can happen to them.

A history is played from steps that choose by number among what there is, in the order
in which it came to be; never by an id or a clock.  So the same steps played by others,
at other times, are the same history with other names, and a history that fails is made
small by leaving steps out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import msgspec

from workshop_app.domain.identity import same_person_id, vote_id
from workshop_app.ids import derived_id
from workshop_app.ledger import deed as deeds
from workshop_app.ledger.commit import (
    DELETED,
    Commit,
    MalformedCommitError,
    commit_id,
    encode_header,
    read_commit,
)
from workshop_app.ledger.deed import Change, Deed, Position, seal_deed
from workshop_app.ledger.fold import State, aside, fold, writes_of
from workshop_app.ledger.identity import DeviceKey, OfficeKey, statement_values
from workshop_app.ledger.payload import read_values
from workshop_app.ledger.trust import CERTIFICATE, REVOCATION, statement_record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from workshop_app.ledger.commit import Header
    from workshop_app.ledger.identity import Statement
    from workshop_app.ledger.payload import Value

Record = tuple[str, str]
PEOPLE: Final = tuple(derived_id("person", str(number)) for number in range(3))
BALLOT: Final = derived_id("ballot")
SESSION: Final = derived_id("session")
PLAYERS: Final = 5
MOST: Final = 8
"""Computers at most: five, and clones of them."""

_PAIRS: Final = ((0, 1), (1, 2), (0, 2))
RECORDS: Final[tuple[Record, ...]] = (
    *(("person", one) for one in PEOPLE),
    ("contribution", PEOPLE[0]),  # the same id, another kind: another record
    ("novelty", PEOPLE[1]),  # a kind that this program does not know
)
TEXTS: Final[tuple[Value, ...]] = ("Ana", "Ána", "Berta Ñ", "", "Ana", "Carla")
_ERASABLE: Final = frozenset({"person", "vote", "same_person", "remainder"})
ODD: Final[tuple[Value, ...]] = (1, True, None, ("a", "b"), -(1 << 53), "\u202e🙂")
"""What an honest program never writes there, and another one may."""

ACTIONS: Final[Mapping[str, int]] = {
    "set": 10, "several": 3, "odd": 1, "blind": 2, "delete": 3, "restore": 2,
    "meet": 7, "part": 3, "thin": 1, "clone": 1, "copy": 1, "restored": 1,
    "revert": 3, "take_out": 1, "bring_back": 2, "settle": 3, "verdict": 3,
    "vote": 5, "admit": 2, "revoke": 1, "erase": 1, "clock": 1, "lie": 1,
}  # fmt: skip
_CLOCKS: Final = (0, 0, 1_000, 4_072_000_000_000, 1_779_000_000_000)
"""1970 twice, a moment later, 2099, 2026."""


@dataclass(frozen=True)
class Step:
    """One thing that happens; numbers choose among what there is."""

    action: str
    who: int
    what: int
    how: int
    other: int


@dataclass(frozen=True)
class Beginning:
    """What everybody begins with: the founding, by the office's own computer."""

    process: str
    office: bytes
    device: bytes
    founding: tuple[Commit, ...]


@dataclass(frozen=True)
class File:
    """A file on its way: commits, and where the chains end in it and before it."""

    commits: tuple[Commit, ...]
    heads: tuple[tuple[str, str, str], ...]
    base: tuple[tuple[str, str], ...] = ()


@dataclass
class Computer:
    """A device, what it has seen in the order it saw it, and where its chain ends."""

    key: DeviceKey
    name: str
    position: Position
    commits: dict[str, Commit]
    salts: int = 0
    clock: int = 1_779_000_000_000
    came: list[tuple[str, ...]] = field(default_factory=list)
    copies: list[tuple[dict[str, Commit], Position]] = field(default_factory=list)

    def state(self, record: Record) -> State:
        """Return a record as somebody sees it who believes everybody."""
        gone = aside({one.id: one.header.reverts for one in self.commits.values()})
        return fold(
            [
                write
                for commit in self.commits.values()
                if commit.id not in gone
                for written, write in writes_of(commit)
                if written == record
            ]
        )


class World:
    """Everybody, and everything that was ever written.

    Attributes:
        made: Every commit, lies too, in the order in which they were written.
        files: Those that were made on the way.
        kept: Those of them that hold what nobody hands in at the end.
        lies: Ids of commits that may not be applied by their own fault.
    """

    def __init__(
        self, begin: Beginning, *, names: str = "", early: int | None = None
    ) -> None:
        self.begin = begin
        self.office = OfficeKey(begin.office)
        self.names = names
        self.early = early
        self.keys: dict[str, DeviceKey] = {}
        self.made: list[Commit] = list(begin.founding)
        self.files: list[File] = []
        self.kept: list[File] = []
        self.lies: list[str] = []
        self.erasable: list[tuple[str, tuple[Value, ...]]] = []
        known = {one.id: one for one in begin.founding}
        last = begin.founding[-1]
        place = Position(begin.process, last.header.number, last.id, last.header.clock)
        founder = self._computer(DeviceKey(begin.device), "founder", place, known)
        self.computers = [founder]
        for number in range(1, PLAYERS):
            seed = bytes.fromhex(derived_id("key", f"{names}{number}")) * 2
            key = DeviceKey(seed)
            start = Position(begin.process)
            # one in two begins before it has seen anything of the process
            seen = known if number % 2 else {}
            self.computers.append(
                self._computer(key, f"computer {number}", start, dict(seen))
            )
        self._prepare(founder)

    def _computer(
        self, key: DeviceKey, name: str, place: Position, known: dict[str, Commit]
    ) -> Computer:
        self.keys[key.device] = key
        return Computer(key, name, place, dict(known))

    def _prepare(self, founder: Computer) -> None:
        """Let the office admit two of the others, and put a question to the vote."""
        for one in self.computers[1:3]:
            self.state_of(founder, CERTIFICATE, one.key.device)
        ballot: dict[str, Value] = {
            "code": "V-1", "session": SESSION, "question": "?",
            "method": "roll_call", "counted": True,
        }  # fmt: skip
        self.write(
            founder,
            Change("session", SESSION, {"code": "S-1", "title": "Mesa"}),
            Change("ballot", BALLOT, ballot),
        )

    # writing

    def write(
        self, by: Computer, *changes: Change, reverts: Collection[str] = ()
    ) -> None:
        """Write a deed at the end of a chain."""
        by.clock += 7
        number = len(self.made)
        told = Deed(
            id=derived_id("deed", self.names, str(number)),
            code="undo" if reverts else "amend_person",
            actor=PEOPLE[number % 3],
            clock=by.clock if self.early is None else self.early * (1 + number % 3),
            reason=f"because {number}",
            changes=changes,
            reverts=reverts,
        )

        def salt() -> str:
            by.salts += 1
            return derived_id(self.names, by.name, str(by.salts), str(number))[:16]

        sealed = seal_deed(by.key, by.position, told, salt)
        by.position = sealed.position
        self.keep(by, *sealed.commits)

    def keep(self, by: Computer, *commits: Commit) -> None:
        """Note commits as written, and as seen by their author."""
        self.made.extend(commits)
        by.commits.update((one.id, one) for one in commits)
        self.erasable.extend(
            (op.payload, read_values(op, line) or ())
            for one in commits
            for op, line in zip(one.header.ops, one.payloads, strict=True)
            if op.kind in _ERASABLE and line is not None and DELETED not in op.fields
        )

    def set(self, by: Computer, record: Record, values: Mapping[str, Value]) -> None:
        """Write fields over all that their author saw in them."""
        self.write(by, over(by, record, values))

    def state_of(self, by: Computer, kind: str, device: str, good: str = "") -> None:
        """Let the office say something of a device."""
        told: Statement
        if kind == CERTIFICATE:
            told = self.office.certify(
                device,
                holder=PEOPLE[0],
                role="door",
                process=self.begin.process,
                valid_from=1,
            )
        else:
            told = self.office.revoke(device, good)
        self.set(by, (kind, statement_record(kind, device)), statement_values(told))

    # files

    def file(
        self, by: Computer, base: Sequence[tuple[str, str]] = (), thin: int = 0
    ) -> File:
        """Make a file of all that a computer has, or of what is not in a base."""
        known: set[str] = set()
        for device, tip in base:
            one = tip
            while one in by.commits and by.commits[one].header.device == device:
                known.add(one)
                one = by.commits[one].header.previous
        inside = [one for one in by.commits.values() if one.id not in known]
        before = {one.header.previous for one in by.commits.values()}
        heads = [
            (one.header.device, one.id, self.keys[one.header.device].seal(one.id))
            for one in by.commits.values()
            if one.id not in before
        ]
        if thin:
            inside = [
                _thinned(one) if number % thin == 0 else one
                for number, one in enumerate(inside)
            ]
        return File(tuple(inside), tuple(sorted(heads)), tuple(sorted(base)))

    def ends(self) -> list[File]:
        """Return what everybody hands in at the end, with what was handed in before."""
        return [self.file(one) for one in self.computers if one.commits] + self.kept

    def union(self) -> dict[str, Commit]:
        """Return everything anybody ever wrote."""
        return {one.id: one for one in self.made}


def over(by: Computer, record: Record, values: Mapping[str, Value]) -> Change:
    """Return a change that replaces all that its author saw in these fields."""
    live = by.state(record).live
    seen = {one for name in values for one in live.get(name, ())}
    return Change(*record, values, seen)


def _thinned(commit: Commit) -> Commit:
    """Return a commit as a courier passes it on who leaves its values out."""
    if any(DELETED in op.fields for op in commit.header.ops):
        return commit
    return msgspec.structs.replace(
        commit, payloads=(None,) * len(commit.payloads), words=None
    )


def steps_of(seed: str) -> tuple[Step, ...]:
    """Return the steps of one history, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 the same on every run
    actions = chance.choices(
        list(ACTIONS), list(ACTIONS.values()), k=chance.randint(12, 48)
    )
    return tuple(
        Step(action, *(chance.randrange(60) for _ in range(4))) for action in actions
    )


def play(
    begin: Beginning,
    steps: Sequence[Step],
    *,
    names: str = "",
    early: int | None = None,
) -> World:
    """Let everything happen.

    Args:
        begin: What everybody begins with.
        steps: What happens.
        names: Chooses other keys, deeds and salts.
        early: Chooses other clocks.
    """
    limit = vars(deeds)["MAX_OPS"]
    vars(deeds)["MAX_OPS"] = 2  # so that a deed is often several commits
    try:
        world = World(begin, names=names, early=early)
        for step in steps:
            who = world.computers[step.who % len(world.computers)]
            _DO[step.action](world, who, step)
    finally:
        vars(deeds)["MAX_OPS"] = limit
    return world


def _person_values(step: Step) -> dict[str, Value]:
    value = TEXTS[step.how % len(TEXTS)]
    return {("name", "position", "email")[step.other % 3]: value}


def _set(world: World, who: Computer, step: Step) -> None:
    record = RECORDS[step.what % len(RECORDS)]
    values = _person_values(step)
    if not who.state(record).exists:
        values = {"code": f"P-{step.what % 2}", "name": "Nadie", **values}
    world.set(who, record, values)


def _several(world: World, who: Computer, step: Step) -> None:
    """Write more than one commit holds: a deed of two or three."""
    values = _person_values(step)
    changes = [over(who, record, values) for record in RECORDS[: 3 + step.what % 3]]
    world.write(who, *changes)


def _odd(world: World, who: Computer, step: Step) -> None:
    record = RECORDS[step.what % len(RECORDS)]
    value = ODD[step.how % len(ODD)]
    world.set(who, record, {("name", "position", "novel")[step.other % 3]: value})


def _blind(world: World, who: Computer, step: Step) -> None:
    """Write over a part of what was there only, as a form does that was open long."""
    record = RECORDS[step.what % len(RECORDS)]
    change = over(who, record, _person_values(step))
    seen = [one for one in who.commits if one in change.supersedes]
    some = seen[: step.how % 2]
    world.write(who, msgspec.structs.replace(change, supersedes=some))


def _delete(world: World, who: Computer, step: Step) -> None:
    record = RECORDS[step.what % len(RECORDS)]
    state = who.state(record)
    if state.exists:
        seen = [one for one in state.seen() if one in who.commits]
        world.write(who, Change(*record, {DELETED: True}, seen))


def _restore(world: World, who: Computer, step: Step) -> None:
    record = RECORDS[step.what % len(RECORDS)]
    if DELETED in who.state(record).live:
        world.set(who, record, {DELETED: None})


def _meet(world: World, who: Computer, step: Step) -> None:
    other = world.computers[step.other % len(world.computers)]
    fresh = tuple(one for one in other.commits if one not in who.commits)
    who.commits.update((one, other.commits[one]) for one in fresh)
    if fresh:
        who.came.append(fresh)
    if step.how % 4 == 0 and other.commits:
        world.files.append(world.file(other))


def _part(world: World, who: Computer, step: Step) -> None:
    """Make a delta against what some other has."""
    other = world.computers[step.other % len(world.computers)]
    before = {one.header.previous for one in other.commits.values()}
    base = [
        (c.header.device, c.id) for c in other.commits.values() if c.id not in before
    ]
    made = world.file(who, base[: 1 + step.how % 4])
    if made.commits:
        world.files.append(made)


def _thin(world: World, who: Computer, step: Step) -> None:
    if who.commits:
        world.files.append(world.file(who, thin=1 + step.how % 3))


def _clone(world: World, who: Computer, step: Step) -> None:
    if len(world.computers) < MOST:
        twin = replace(
            who,
            name=f"{who.name}, twin {len(world.computers)}",
            commits=dict(who.commits),
            came=list(who.came),
            copies=list(who.copies),
        )
        world.computers.append(twin)


def _copy(world: World, who: Computer, step: Step) -> None:
    who.copies.append((dict(who.commits), who.position))


def _restored(world: World, who: Computer, step: Step) -> None:
    """Go on from an old backup; what came since is gone from this computer."""
    if who.copies:
        handed_in = world.file(who)  # before it broke
        if handed_in.heads:  # it may have known of nothing yet
            world.kept.append(handed_in)
        commits, who.position = who.copies[step.what % len(who.copies)]
        who.commits = dict(commits)
        who.came = [c for c in who.came if all(one in commits for one in c)]


def _chosen(world: World, who: Computer, step: Step) -> list[str]:
    """Return the commits of some deed that somebody may undo, the latest first."""
    founding = {one.id for one in world.begin.founding}
    own = [one for one in who.commits.values() if one.id not in founding]
    if not own:
        return []
    one = own[-1 - step.what % min(len(own), 8)]
    return [
        each.id
        for each in own
        if (each.header.device, each.header.deed)
        == (one.header.device, one.header.deed)
    ]


def _revert(world: World, who: Computer, step: Step) -> None:
    if chosen := _chosen(world, who, step):
        world.write(who, reverts=chosen)


def _take_out(world: World, who: Computer, step: Step) -> None:
    founding = {one.id for one in world.begin.founding}
    if who.came:
        came = who.came[step.what % len(who.came)]
        chosen = [one for one in came if one not in founding and one in who.commits]
        if chosen:
            world.write(who, reverts=chosen)


def _bring_back(world: World, who: Computer, step: Step) -> None:
    undone = [one for one in who.commits.values() if one.header.reverts]
    if undone:
        one = undone[-1 - step.what % len(undone)].header
        same = [c.id for c in undone if c.header.deed == one.deed]
        world.write(who, reverts=same)


def _settle(world: World, who: Computer, step: Step) -> None:
    disputes = [
        (record, name)
        for record in RECORDS
        for name in sorted(who.state(record).conflicts)
    ]
    if disputes:
        record, name = disputes[step.what % len(disputes)]
        world.set(who, record, {name: TEXTS[step.how % len(TEXTS)]})


def _verdict(world: World, who: Computer, step: Step) -> None:
    one, other = sorted(PEOPLE[n] for n in _PAIRS[step.what % 3])
    verdict = ("same", "same", "different")[step.how % 3]
    values: dict[str, Value] = {"one": one, "other": other, "verdict": verdict}
    world.set(who, ("same_person", same_person_id(one, other)), values)


def _vote(world: World, who: Computer, step: Step) -> None:
    person = PEOPLE[step.what % len(PEOPLE)]
    choice = ("for", "against", "abstain", "for")[step.how % 4]
    values: dict[str, Value] = {
        "ballot": BALLOT, "unit": person, "person": person, "choice": choice
    }  # fmt: skip
    world.set(who, ("vote", vote_id(BALLOT, person)), values)


def _admit(world: World, who: Computer, step: Step) -> None:
    device = world.computers[step.other % len(world.computers)].key.device
    world.state_of(who, CERTIFICATE, device)


def _revoke(world: World, who: Computer, step: Step) -> None:
    """Let whoever has the office's key cease to believe somebody."""
    one = world.computers[1 + step.other % (len(world.computers) - 1)]
    chain = [c.id for c in world.made if c.header.device == one.key.device]
    last = chain[step.what % len(chain)] if chain and step.how % 3 else ""
    world.state_of(who, REVOCATION, one.key.device, last)


def _erase(world: World, who: Computer, step: Step) -> None:
    """Let the office order one or two payloads erased, and keep a part of the first."""
    if not world.erasable:
        return
    at = step.what % len(world.erasable)
    chosen = world.erasable[at : at + 1 + step.how % 2]
    order = world.office.order_erasure(one for one, _ in chosen)
    record = derived_id("erasure", world.names, str(len(world.made)))
    world.write(who, Change("erasure", record, dict(statement_values(order))))
    payload, values = chosen[0]
    kept = {n: one for n, one in enumerate(values) if (n + step.other) % 3}
    if kept and step.other % 4:
        told = statement_values(world.office.keep(payload, kept))
        world.set(who, ("remainder", statement_record("remainder", payload)), told)


def _clock(world: World, who: Computer, step: Step) -> None:
    who.clock = _CLOCKS[step.how % len(_CLOCKS)]


def _lie(world: World, who: Computer, step: Step) -> None:
    """Write what may not be applied, sealed as it should be, and pass it on."""
    if not who.position.number:
        return
    honest = who.commits[who.position.tip]
    others = list(who.commits.values())
    false = _LIES[step.how % len(_LIES)](
        honest.header, others[step.other % len(others)], step
    )
    raw = encode_header(false)
    one = commit_id(raw)
    try:
        read_commit(raw)
    except MalformedCommitError:  # such files are refused whole: the fuzzers' part
        return
    commit = Commit(one, raw, false, honest.words, honest.payloads)
    if one in who.commits or len(false.ops) != len(honest.payloads):
        return
    world.lies.append(one)
    inside = (*who.commits.values(), commit)
    heads = [*world.file(who).heads]
    key = world.keys.get(false.device)
    if key is None:
        return
    heads.append((false.device, one, key.seal(one)))
    world.made.append(commit)
    world.kept.append(File(inside, tuple(sorted(heads))))


def _swap(header: Header, **changed: object) -> Header:
    return msgspec.structs.replace(header, **changed)


_LIES: Final[tuple[Callable[[Header, Commit, Step], Header], ...]] = (
    lambda h, _, s: _swap(h, number=h.number + 1 + s.what % 3),
    lambda h, o, _: _swap(h, previous=o.id, number=o.header.number + 1, process=""),
    lambda h, o, _: _swap(h, ops=tuple(_swap_op(op, (o.id,)) for op in h.ops)),
    lambda h, _, __: _swap(h, previous="", number=1, process="f" * 32),
    lambda h, o, _: _swap(h, reverts=(o.id,)),
    lambda h, _, __: _swap(h, actor="e" * 32),
    lambda h, _, __: _swap(h, previous=commit_id(b"{never}"), number=9, process=""),
)


def _swap_op(op: object, supersedes: tuple[str, ...]) -> object:
    return msgspec.structs.replace(op, supersedes=supersedes)  # type: ignore[type-var]


_DO: Final[Mapping[str, Callable[[World, Computer, Step], None]]] = {
    "set": _set, "several": _several, "odd": _odd, "blind": _blind,
    "delete": _delete, "restore": _restore, "meet": _meet, "part": _part,
    "thin": _thin, "clone": _clone, "copy": _copy, "restored": _restored,
    "revert": _revert, "take_out": _take_out, "bring_back": _bring_back,
    "settle": _settle, "verdict": _verdict, "vote": _vote, "admit": _admit,
    "revoke": _revoke, "erase": _erase, "clock": _clock, "lie": _lie,
}  # fmt: skip
