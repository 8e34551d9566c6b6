"""The fold: the state of a record from everything ever written to it.

A pure function of the *set* of writes, whatever order they arrived in: that is what
makes a merge commutative, associative and idempotent.  Clocks decide nothing but
which of two live values is shown first.  See `docs/file-format.md`, "State".
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from workshop_app.ledger.commit import DELETED, Commit
from workshop_app.ledger.payload import ERASED, Known, stored_payload
from workshop_app.ledger.upcast import UPCASTERS, Upcasters

C = TypeVar("C", bound=Hashable)
"""What names a commit: its id, or its number in a store."""


class Write(msgspec.Struct, frozen=True, gc=False):
    """What one commit wrote to one record.

    Attributes:
        commit: Id of the commit.
        clock: Its claimed time, milliseconds since 1970.
        fields: Fields written.
        values: Their values, in that order; None if the payload was erased.
        supersedes: Ids of the commits replaced in those fields.
    """

    commit: str
    clock: int
    fields: tuple[str, ...]
    values: tuple[Known, ...] | None
    supersedes: Collection[str]


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """One of several values that nobody has replaced.

    Attributes:
        commit: Id of the commit that wrote it.
        clock: That commit's claimed time, milliseconds since 1970.
        value: The value.  In a life conflict: True for a deletion, None for what
            keeps the record alive.
    """

    commit: str
    clock: int
    value: Known


class State(msgspec.Struct, frozen=True, gc=False):
    """What a record is, according to a set of writes.

    Attributes:
        values: For each field its value, or the provisional one of a conflict: the
            latest by (clock, commit id).  Never holds `_deleted`.
        live: For each field, `_deleted` too, the ids of the commits whose value
            nobody replaced, in ascending order: what an amendment supersedes.
        conflicts: For each field with two different live values all its live
            values, the provisional one first.
        deleted: Whether the record is deleted, and by somebody who had seen all.
        life_conflict: Deletions, and what they had not seen; the record is then
            not deleted.  Empty when there is no such conflict.
    """

    values: dict[str, Known]
    live: dict[str, tuple[str, ...]]
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    deleted: bool = False
    life_conflict: tuple[Candidate, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether anything at all was ever written and not taken back."""
        return bool(self.live)

    def seen(self) -> tuple[str, ...]:
        """Return all live commits in ascending order: what a deletion supersedes."""
        return tuple(sorted({one for ids in self.live.values() for one in ids}))


NOTHING: Final = State({}, {})
"""The state of a record nobody wrote, or whose every write was taken back."""


def fold(writes: Sequence[Write]) -> State:
    """Return the state of one record.

    Args:
        writes: Everything written to the record by commits that are not set aside
            (see `aside`), each commit once, in any order.
    """
    if len(writes) == 1:
        write = writes[0]
        return fold_one(write.commit, write.fields, _values(write))
    if not writes:
        return NOTHING
    live = _live(writes)
    values: dict[str, Known] = {}
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    for field, candidates in live.items():
        if field != DELETED:
            values[field] = candidates[0].value
            if len(candidates) > 1 and _differ(candidates):
                conflicts[field] = candidates
    deleted, life = _life(writes, live)
    ids = {field: _ids(candidates) for field, candidates in live.items()}
    return State(values, ids, conflicts, deleted, life)


def fold_one(commit: str, fields: tuple[str, ...], values: tuple[Known, ...]) -> State:
    """Return the state of a record written only once, as most are.

    Does what `fold` does for a single write; a rebuild calls it by the million.
    """
    live: dict[str, tuple[str, ...]] = dict.fromkeys(fields, (commit,))
    known = dict(zip(fields, values, strict=True))
    if DELETED in live:
        return State(known, live, deleted=known.pop(DELETED) is True)
    return State(known, live)


def writes_of(
    commit: Commit, upcasters: Upcasters = UPCASTERS
) -> Iterator[tuple[tuple[str, str], Write]]:
    """Yield ((kind, record id), write) for each op of an accepted commit.

    Writes are in the newest vocabulary, whatever the commit was written in.
    """
    header = commit.header
    for op, line in zip(header.ops, commit.payloads, strict=True):
        if line is None:
            values: tuple[Known, ...] = (ERASED,) * len(op.fields)
        else:
            values = stored_payload(line)
        fields, values = upcasters.upcast(op.kind, header.schema, op.fields, values)
        write = Write(commit.id, header.clock, fields, values, op.supersedes)
        yield (op.kind, op.record), write


def aside(reverts: Mapping[C, Collection[C]], distrusted: Collection[C] = ()) -> set[C]:
    """Return the commits that are set aside: their writes, supersedes and reverts.

    A commit is set aside when it is not trusted, or when a commit that is not itself
    set aside reverts it; so reverting a revert brings back what was reverted.

    Args:
        reverts: For each commit that reverts any, those it reverts.  Commits that
            revert nothing may be left out.
        distrusted: Commits that are set aside whoever reverts their reverters.
    """
    reverters: dict[C, list[C]] = {}
    for commit, targets in reverts.items():
        for target in targets:
            reverters.setdefault(target, []).append(commit)
    verdict = dict.fromkeys(distrusted, True)
    for commit in reverters:
        _judge(commit, reverters, verdict)
    return {commit for commit, is_aside in verdict.items() if is_aside}


def _judge(commit: C, reverters: Mapping[C, list[C]], verdict: dict[C, bool]) -> None:
    """Decide on a commit after those that revert it; a long undo is no deep call."""
    waiting = [commit]
    while waiting:
        one = waiting[-1]
        if one in verdict:
            waiting.pop()
            continue
        above = reverters.get(one, [])
        open_ones = [other for other in above if other not in verdict]
        if open_ones:
            waiting.extend(open_ones)
        else:
            verdict[one] = any(not verdict[other] for other in above)
            waiting.pop()


def _values(write: Write) -> tuple[Known, ...]:
    if write.values is None:
        return (ERASED,) * len(write.fields)
    return write.values


def _live(writes: Sequence[Write]) -> dict[str, tuple[Candidate, ...]]:
    """Return for each field what nobody replaced, the provisional value first."""
    replaced = {
        (field, commit)
        for write in writes
        for field in write.fields
        for commit in write.supersedes
    }
    live: dict[str, dict[str, Candidate]] = {}
    for write in writes:
        for field, value in zip(write.fields, _values(write), strict=True):
            if (field, write.commit) not in replaced:
                candidate = Candidate(write.commit, write.clock, value)
                live.setdefault(field, {})[write.commit] = candidate
    return {field: _ranked(found) for field, found in live.items()}


def _ranked(found: Mapping[str, Candidate]) -> tuple[Candidate, ...]:
    if len(found) == 1:  # nearly always
        return tuple(found.values())
    return tuple(sorted(found.values(), key=_precedence, reverse=True))


def _ids(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    if len(candidates) == 1:
        return (candidates[0].commit,)
    return tuple(sorted(candidate.commit for candidate in candidates))


def _precedence(candidate: Candidate) -> tuple[int, str]:
    return candidate.clock, candidate.commit


def _differ(candidates: tuple[Candidate, ...]) -> bool:
    """Return whether values disagree; true is not 1, and equal is agreement."""
    first = candidates[0].value
    return any(
        type(one.value) is not type(first) or one.value != first
        for one in candidates[1:]
    )


def _life(
    writes: Sequence[Write], live: Mapping[str, tuple[Candidate, ...]]
) -> tuple[bool, tuple[Candidate, ...]]:
    """Return whether the record is deleted, and the conflict if somebody disagrees.

    What is written beside a deletion without its having been seen beats it: nothing
    disappears behind the back of whoever was still working on it.
    """
    states = live.get(DELETED, ())
    deletions = tuple(one for one in states if one.value is True)
    if not deletions:
        return False, ()
    deleters = {one.commit for one in deletions}
    seen = deleters.union(*(w.supersedes for w in writes if w.commit in deleters))
    unseen = {
        one.commit: Candidate(one.commit, one.clock, None)
        for candidates in live.values()
        for one in candidates
        if one.commit not in seen
    }
    if not unseen:
        return True, ()
    alive = sorted(unseen.values(), key=_precedence, reverse=True)
    return False, (*deletions, *alive)
