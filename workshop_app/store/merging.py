"""Merging: what a file brings joins what is here; all else follows from the union.

A merge inserts commits and nothing else decides anything: not the order of files, not
clocks, not who brought what.  Whatever may not be applied is kept beside the ledger.
See `docs/file-format.md`, "Chains", "Admission" and "State".
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, select

from workshop_app.ledger import chain
from workshop_app.ledger.chain import Flaw, Invalid, applicable, missing_ids
from workshop_app.ledger.commit import Commit, commit_id, stored_commit
from workshop_app.ledger.identity import device_label, verify_seal
from workshop_app.ledger.log import fuller, without
from workshop_app.ledger.payload import open_commit
from workshop_app.ledger.trust import ORDERS
from workshop_app.store import asides, erasing, gaps, parking
from workshop_app.store.errors import UnvouchedError
from workshop_app.store.merged import Unbelieved
from workshop_app.store.parking import Parked
from workshop_app.store.project import ADD_EDGE
from workshop_app.store.records import SCHEMA
from workshop_app.store.sealing import (
    ADD_COMMIT,
    ADD_OP,
    commit_row,
    device_number,
    op_rows,
)
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement, Upsert
from workshop_app.store.tables import commits, seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from workshop_app.ledger.chain import Verdict
    from workshop_app.ledger.log import Entry
    from workshop_app.store.engine import Link
    from workshop_app.store.project import Key

Head = tuple[str, str, str]
"""Device, tip and seal of the end of a chain."""

SLICE: Final = 20_000
"""Commits judged at a time, so that a file of a million needs no more memory."""

_IDS: Final = select(commits.c.id)
_NUMBERS: Final = select(commits.c.id, commits.c.n)
_HEADERS: Final = select(commits.c.id, commits.c.header, commits.c.depth)
_LAST = Statement(select(func.max(commits.c.n)))
_CHILDREN = Statement(
    select(commits.c.id).where(
        commits.c.dev == bindparam("d"),
        commits.c.seq == bindparam("s"),
        commits.c.prev == bindparam("p"),
    ),
    "d",
    "s",
    "p",
)
_PUT_SEAL = Upsert(seal, "c")
_DROP_SEAL = Statement(delete(seal).where(seal.c.c == bindparam("n")), "n")


class Intake:
    """What one file brings to the ledger, slice after slice, in one transaction.

    Args:
        link: The transaction.
        process: Id of the process of the store.
        via: The number of the file among those that came in.

    Attributes:
        first, last: Numbers before the first and of the last commit that was applied.
        known: Commits of the file that were here and applied.
        waits: Those of the file that wait, and for what, themselves or their ancestors.
        refused: Those of the file that are never applied, and why.
        released: Numbers of commits of earlier files that no longer wait.
        lacking: Commits that were here without one of their payloads.
        places: Device and number of the commits that others of the file follow.
        numbers: Of how many commits each device is the author, among those applied.
        touched: The records that commits of this transaction write.
        forked: Devices whose chain was found to split.
        clocks: Claimed times of the commits applied, of each device.
    """

    def __init__(self, link: Link, process: str, via: int) -> None:
        self._link = link
        self._process = process
        self.via = via
        row = link.row(_LAST)
        self.first = self.last = int(row[0]) if row and row[0] else 0
        self.known = 0
        self.waits: dict[str, frozenset[str]] = {}
        self.places: dict[str, tuple[str, int]] = {}
        self.refused: dict[str, Invalid] = {}
        self.released: set[int] = set()
        self.numbers: Counter[str] = Counter()
        self.touched: set[Key] = set()
        self.forked: set[str] = set()
        self.clocks: dict[str, list[int]] = {}
        self._devices = {one.key: one for one in asides.devices(link)}
        self.lacking = gaps.lacking(link)
        self._erased = gaps.ordered_erased(link)
        self._ends: dict[str, tuple[str, int]] = {}
        self._spoken_of: set[str] = set()
        self._orders, self._late = set[str](), set[str]()
        self._reverting: set[int] = set()

    @property
    def arrived(self) -> int:
        """How many commits of the file were applied."""
        return self.last - self.first - len(self.released)

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in the commits of a file, known ones unread.

        Raises:
            MalformedCommitError: If one is not what the format demands.
            TooNewCommitError: If one needs a newer program.
        """
        rest = iter(entries)
        while part := list(islice(rest, SLICE)):
            self._take(part)

    def settle(self, heads: Iterable[Head]) -> set[int]:
        """Demand that seals vouch for all of it, and weigh who is believed.

        Returns:
            The numbers of commits that came in and are not believed.

        Raises:
            UnvouchedError: If something in the file is under no seal.
        """
        self._vouch(heads)
        self.touched |= erasing.obey(self._link, self._orders, self._late)
        known = self._devices.values()
        spoken_of = asides.spoken_of(known, self._spoken_of)
        doubted = [one for one in known if one.key in self.numbers or one in spoken_of]
        turned = asides.doubt(self._link, doubted)
        changed = asides.settle(self._link, turned | self._reverting)
        old = [n for n in changed if n <= self.first]
        self.touched |= asides.keys_of(self._link, old)
        return {n for n in turned if n > self.first}

    def unbelieved(self, doubtful: Iterable[int]) -> tuple[Unbelieved, ...]:
        """Say whose commits came in and are not believed."""
        query = select(commits.c.dev)
        rows = self._link.select_among(query, commits.c.n, sorted(doubtful))
        count = Counter(row[0] for row in rows)
        return tuple(
            Unbelieved(one.key, device_label(one.key), count[one.n], self._revoked(one))
            for one in sorted(self._devices.values())
            if count[one.n]
        )

    def _revoked(self, one: asides.Device) -> bool:
        return one.own or asides.standing_of(self._link, one.key).admitted

    def _take(self, entries: Sequence[Entry]) -> None:
        named: dict[str, Entry] = {}
        for raw, payloads in entries:
            one = commit_id(raw)
            before = named.get(one)
            named[one] = (raw, payloads if before is None else _both(before, payloads))
        rows = self._link.select_among(_IDS, commits.c.id, named)
        known = {row[0] for row in rows}
        self.known += len(known)
        fresh: dict[str, Commit] = {}
        for one, (raw, payloads) in named.items():
            if one not in known:
                commit = open_commit(raw, payloads, newest_schema=SCHEMA)
                fresh[one] = without(commit, self._erased)
            elif one in self.lacking:
                commit = open_commit(raw, payloads, newest_schema=SCHEMA)
                commit = without(commit, self._erased)
                for key in gaps.fill(self._link, commit):
                    self._heed(*key)
        if fresh:
            self._judge(fresh)

    def _judge(self, fresh: Mapping[str, Commit]) -> None:
        """Apply what may be applied of a slice and of what waited for it."""
        told = {one: commit.header for one, commit in fresh.items()}
        self._ends |= {one: (h.device, h.number) for one, h in told.items()}
        for header in told.values():
            if self._ends.get(header.previous, ("",))[0] == header.device:
                del self._ends[header.previous]  # nobody vouches for another's chain
        waiting = self._waiting(fresh)
        offered = {one: Parked(commit, self.via) for one, commit in fresh.items()}
        for one, parked in waiting.items():
            mine = offered.get(one)
            both = fuller(parked.commit, mine.commit) if mine else parked.commit
            offered[one] = Parked(both, parked.via)
        headers = {one: parked.commit.header for one, parked in offered.items()}
        outside = missing_ids(headers)
        refused = parking.refused_among(self._link, outside | headers.keys())
        known = self._applied(outside - refused)
        verdict = applicable(known, headers, refused)
        foreign = _of_others(verdict, self._process)
        wrong = {**verdict.invalid, **foreign}
        applied = {
            one: (offered[one], place)
            for one, place in verdict.links.items()
            if one not in foreign
        }
        before = self.last
        self._insert(applied, known)
        self.released.update(
            n for n, one in enumerate(applied, before + 1) if one not in fresh
        )
        self._park(offered, verdict, wrong, waiting.keys())
        again = {one: Invalid(Flaw.REFUSED_ANCESTOR, "") for one in refused}
        self._count(fresh, {**again, **wrong}, verdict)

    def _count(
        self,
        fresh: Mapping[str, Commit],
        wrong: Mapping[str, Invalid],
        verdict: Verdict,
    ) -> None:
        """Note what became of the commits of the file."""
        self.waits |= verdict.pending
        for one in verdict.links.keys() | wrong.keys():
            self.waits.pop(one, None)
        for one in fresh.keys() & wrong.keys():
            self.refused[one] = wrong[one]
        for h in (commit.header for commit in fresh.values() if commit.header.previous):
            self.places[h.previous] = (h.device, h.number - 1)

    def _waiting(self, fresh: Mapping[str, Commit]) -> dict[str, Parked]:
        """Return what waits, if anything in a slice concerns it."""
        missing = parking.waiting(self._link)
        if not missing:
            return {}
        wanted = missing.keys() | frozenset().union(*missing.values())
        named = {one for c in fresh.values() for one in c.header.references()}
        if wanted.isdisjoint(fresh) and wanted.isdisjoint(named):
            return {}
        return parking.pending_commits(self._link)

    def _applied(self, ids: Iterable[str]) -> dict[str, chain.Link]:
        """Return those of some commits that are applied."""
        rows = self._link.select_among(_HEADERS, commits.c.id, sorted(ids))
        with readable():
            return {
                row[0]: chain.Link(stored_commit(bytes(row[1])), row[2], self._process)
                for row in rows
            }

    def _insert(
        self,
        applied: Mapping[str, tuple[Parked, chain.Link]],
        known: Mapping[str, chain.Link],
    ) -> None:
        link = self._link
        numbers = self._numbers(known)
        heads: list[tuple[object, ...]] = []
        ops: list[tuple[object, ...]] = []
        edges: list[tuple[int, int]] = []
        for one, (parked, place) in applied.items():
            self.last += 1
            n = numbers[one] = self.last
            commit = parked.commit
            header = commit.header
            dev = self._device(header.device)
            heads.append(commit_row(n, dev, place.depth, commit, parked.via))
            ops.extend(op_rows(n, commit))
            edges.extend((n, numbers[target]) for target in header.reverts)
            self._note(n, commit)
        link.run_many(ADD_COMMIT, heads)
        link.run_many(ADD_OP, ops)
        link.run_many(ADD_EDGE, edges)
        self._join(applied, known, numbers)

    def _note(self, n: int, commit: Commit) -> None:
        header = commit.header
        self.numbers[header.device] += 1
        self.clocks.setdefault(header.device, []).append(header.clock)
        if header.reverts:
            self._reverting.add(n)
        for o in header.ops:
            self._heed(o.kind, o.record)
            if o.payload in self._erased:
                self._late.add(o.payload)

    def _heed(self, kind: str, record: str) -> None:
        """Note a record of which something is known now, and what it may order."""
        self.touched.add((kind, record))
        if kind in asides.STATEMENTS:
            self._spoken_of.add(record)
        if kind in ORDERS:
            self._orders.add(record)

    def _join(
        self,
        applied: Mapping[str, tuple[Parked, chain.Link]],
        known: Mapping[str, chain.Link],
        numbers: Mapping[str, int],
    ) -> None:
        """See where new commits continue chains: forks, and seals no longer needed."""
        headers = {one: place.header for one, (_, place) in applied.items()}
        self.forked.update(fork.device for fork in chain.forks(headers))
        for header in headers.values():
            if header.previous in headers:
                continue
            dev = self._device(header.device)
            rows = self._link.rows(_CHILDREN, dev, header.number, header.previous)
            if len(rows) > 1:
                self.forked.add(header.device)
            if header.previous in known:
                self._link.run(_DROP_SEAL, numbers[header.previous])

    def _park(
        self,
        offered: Mapping[str, Parked],
        verdict: Verdict,
        wrong: Mapping[str, Invalid],
        waited: Iterable[str],
    ) -> None:
        """Keep what waits and what is refused; let go of what no longer waits."""
        link = self._link
        missing = verdict.pending
        parking.release(link, [one for one in waited if one not in missing])
        parking.keep_pending(link, {one: offered[one] for one in missing}, missing)
        parking.keep_refused(link, {one: offered[one] for one in wrong}, wrong)

    def _numbers(self, ids: Iterable[str]) -> dict[str, int]:
        return dict(self._link.select_among(_NUMBERS, commits.c.id, sorted(ids)))

    def _device(self, key: str) -> int:
        if key not in self._devices:
            n = device_number(self._link, key, own=False)
            self._devices[key] = asides.Device(n, key, own=False)
        return self._devices[key].n

    def _vouch(self, heads: Iterable[Head]) -> None:
        """Demand a seal over every end, and keep those seals."""
        ends = self._ends
        sealed: dict[str, tuple[str, str]] = {}
        for device, tip, signature in heads:
            is_end = ends.get(tip, ("", 0))[0] == device
            if is_end and verify_seal(device, tip, signature):
                sealed[tip] = device, signature
        bare = ends.keys() - sealed.keys()
        if bare:
            self._require_continued(bare)
        sealed |= parking.seals(self._link)
        numbers = self._numbers(sealed)
        for tip, n in numbers.items():
            device, signature = sealed[tip]
            if not self._continued(tip):
                self._link.run(_PUT_SEAL, n, signature)
        parking.release_seals(self._link, numbers)
        waiting = sealed.keys() - numbers.keys()
        parking.keep_seals(self._link, [(tip, *sealed[tip]) for tip in sorted(waiting)])

    def _continued(self, tip: str) -> bool:
        """Say whether an applied commit has one after it in its chain."""
        ((_, header, _),) = self._link.select(_HEADERS.where(commits.c.id == tip))
        with readable():
            told = stored_commit(bytes(header))
        dev = self._device(told.device)
        return bool(self._link.rows(_CHILDREN, dev, told.number + 1, tip))

    def _require_continued(self, ends: Collection[str]) -> None:
        """Refuse ends from which nothing goes on that another seal vouches for."""
        applied = self._numbers(ends)
        parked = [one.commit for one in parking.pending_commits(self._link).values()]
        parked += parking.refused_commits(self._link)
        before = {(one.header.device, one.header.previous) for one in parked}
        for end in sorted(ends):
            device, _ = self._ends[end]
            goes_on = end in applied and self._continued(end)
            if not goes_on and (device, end) not in before:
                raise UnvouchedError(device_label(device))


def _both(before: Entry, payloads: list[bytes | None]) -> list[bytes | None]:
    """Return the payloads of a commit that is in a file twice."""
    if len(before[1]) != len(payloads):
        return payloads
    pairs = zip(before[1], payloads, strict=True)
    return [mine if mine is not None else theirs for mine, theirs in pairs]


def _of_others(verdict: Verdict, process: str) -> dict[str, Invalid]:
    """Return what is whole in itself, but of another process."""
    return {
        one: Invalid(Flaw.OTHER_PROCESS, "")
        for one, place in verdict.links.items()
        if place.process != process
    }
