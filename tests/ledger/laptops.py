"""Laptops that write, meet and part, all in memory: what the properties play with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workshop_app.ids import derived_id
from workshop_app.ledger.chain import Link, applicable
from workshop_app.ledger.commit import DELETED, Commit, Header
from workshop_app.ledger.deed import Change, Deed, Position, SealedDeed, seal_deed
from workshop_app.ledger.fold import State, Write, aside, fold, writes_of
from workshop_app.ledger.identity import DeviceKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from workshop_app.ledger.payload import Value

PROCESS = derived_id("process")
ACTOR = derived_id("actor")
NAME = ("process", PROCESS)

Record = tuple[str, str]


def states(commits: Iterable[Commit]) -> dict[Record, State]:
    """Fold every record of a union."""
    return {record: fold(writes) for record, writes in active_writes(commits).items()}


def active_writes(commits: Iterable[Commit]) -> dict[Record, list[Write]]:
    """Return the writes that count, by record."""
    commits = list(commits)
    lost = aside({one.id: one.header.reverts for one in commits})
    found: defaultdict[Record, list[Write]] = defaultdict(list)
    for commit in commits:
        if commit.id not in lost:
            for record, write in writes_of(commit):
                found[record].append(write)
    return found


def _touches(commit: Commit, record: Record) -> bool:
    return any((op.kind, op.record) == record for op in commit.header.ops)


@dataclass
class Laptop:
    """A device with its chain and everything it has ever seen."""

    name: str
    position: Position = field(default_factory=lambda: Position(PROCESS))
    commits: dict[str, Commit] = field(default_factory=dict)
    salts: int = 0

    @property
    def key(self) -> DeviceKey:
        return DeviceKey(bytes.fromhex(derived_id("key", self.name)) * 2)

    def salt(self) -> str:
        self.salts += 1
        return derived_id(self.name, str(self.salts), self.position.tip)[:16]

    def do(self, deed: Deed) -> SealedDeed:
        """Write a deed."""
        sealed = seal_deed(self.key, self.position, deed, self.salt)
        self.keep(sealed.commits, sealed.position)
        return sealed

    def keep(self, commits: Iterable[Commit], position: Position) -> None:
        self.commits |= {one.id: one for one in commits}
        self.position = position

    def found(self) -> Commit:
        """Create the process."""
        return self._one(
            Deed(
                id=derived_id("founding", self.name),
                code="found_process",
                actor="",
                clock=1_000,
                changes=[Change(*NAME, {"title": "Water", "office_key": "x"})],
            )
        )

    def change(self, *changes: Change, clock: int = 0) -> Commit:
        """Write changes that supersede what their author names."""
        return self._one(self._deed("amend", clock, changes=changes))

    def set(
        self, record: Record, values: Mapping[str, Value], *, clock: int = 0
    ) -> Commit:
        """Write fields over everything this laptop has seen in them."""
        live = self.state(record).live
        seen = {one for name in values for one in live.get(name, ())}
        return self.change(Change(*record, values, seen), clock=clock)

    def delete(self, record: Record, *, clock: int = 0) -> Commit:
        seen = self.state(record).seen()
        return self.change(Change(*record, {DELETED: True}, seen), clock=clock)

    def restore(self, record: Record, *, clock: int = 0) -> Commit:
        return self.set(record, {DELETED: None}, clock=clock)

    def revert(self, *commits: Commit, clock: int = 0) -> Commit:
        ids = [one.id for one in commits]
        return self._one(self._deed("undo", clock, reverts=ids))

    def meet(self, other: Laptop) -> None:
        """Take in everything the other has."""
        self.commits |= other.commits

    def clone(self, twin: int = 1) -> Laptop:
        """Return a copy of the whole store, key and all, but with salts of its own."""
        return replace(self, commits=dict(self.commits), salts=1_000_000 * twin)

    def state(self, record: Record) -> State:
        lost = aside({one.id: one.header.reverts for one in self.commits.values()})
        return fold(
            [
                write
                for commit in self.commits.values()
                if commit.id not in lost and _touches(commit, record)
                for written, write in writes_of(commit)
                if written == record
            ]
        )

    def _deed(
        self,
        code: str,
        clock: int,
        *,
        changes: Collection[Change] = (),
        reverts: Collection[str] = (),
    ) -> Deed:
        return Deed(
            id=derived_id(code, self.name, self.position.tip, str(self.salts)),
            code=code,
            actor=ACTOR,
            clock=clock,
            changes=tuple(changes),
            reverts=reverts,
        )

    def _one(self, deed: Deed) -> Commit:
        (commit,) = self.do(deed).commits
        return commit


@dataclass
class Union:
    """What a store knows after taking in offers, one after another."""

    links: dict[str, Link] = field(default_factory=dict)
    pending: dict[str, Header] = field(default_factory=dict)
    flaws: dict[str, str] = field(default_factory=dict)

    def offer(self, headers: Mapping[str, Header]) -> None:
        """Judge an offer together with what is pending."""
        fresh = {
            one: header for one, header in headers.items() if one not in self.links
        }
        offered = self.pending | fresh
        verdict = applicable(self.links, offered, self.flaws)
        self.links |= verdict.links
        self.pending = {one: offered[one] for one in verdict.pending}
        self.flaws |= {one: why.flaw.name for one, why in verdict.invalid.items()}

    def depths(self) -> dict[str, tuple[int, str]]:
        return {one: (link.depth, link.process) for one, link in self.links.items()}
