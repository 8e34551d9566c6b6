"""Proof that a ledger is what was signed: bytes, hashes, chains, seals, certificates.

Nothing here believes a column: each is compared with the header it repeats.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from workshop_app.ledger.chain import Verdict, applicable, forks, uncovered
from workshop_app.ledger.commit import Commit, Header, MalformedCommitError
from workshop_app.ledger.identity import (
    device_label,
    read_certificate,
    verify_seal,
    verify_statement,
)
from workshop_app.ledger.payload import open_commit
from workshop_app.store import parking
from workshop_app.store.findings import Finding, Problem
from workshop_app.store.kinds import Certificate
from workshop_app.store.records import SHAPES
from workshop_app.store.sealing import commit_row, op_rows
from workshop_app.store.statement import Statement
from workshop_app.store.tables import commits, device, op, seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workshop_app.store.engine import Link

COMMITS: Final = Statement(select(commits).order_by(commits.c.n))
OPS: Final = Statement(select(op).order_by(op.c.c, op.c.i))
DEVICES: Final = Statement(select(device.c.n, device.c.key))
SEALS: Final = Statement(select(seal.c.c, seal.c.signature))
_N, _ID, _DEV, _DEPTH, _HEADER, _WORDS, _VIA = 0, 1, 2, 6, 11, 12, 13
_PAYLOAD: Final = 6


def prove(link: Link, process: str) -> Iterator[Finding]:
    """Yield everything that is wrong with the ledger of a store."""
    devices = {row[0]: row[1] for row in link.rows(DEVICES)}
    sound: dict[str, Header] = {}
    numbers: dict[int, str] = {}
    depths: dict[str, int] = {}
    for row, ops in stored(link):
        commit = reread(row, ops)
        if commit is None:
            yield Finding(Problem.COMMIT_ALTERED, row[_ID])
        elif not _agrees(row, ops, commit, devices):
            yield Finding(Problem.COLUMNS_ALTERED, row[_ID])
        else:
            sound[commit.id] = commit.header
            numbers[row[_N]] = commit.id
            depths[commit.id] = row[_DEPTH]
    verdict = applicable({}, sound)
    yield from _chain_findings(verdict, depths, process)
    yield from _seal_findings(link, sound, numbers)
    for fork in forks(sound):
        yield Finding(Problem.FORK, device_label(fork.device))


def stored(link: Link) -> Iterator[tuple[Sequence[Any], list[Sequence[Any]]]]:
    """Yield each row of the commits with the rows of its ops."""
    ops = (row for pack in link.stream(OPS) for row in pack)
    waiting: Any = next(ops, None)
    for pack in link.stream(COMMITS):
        for row in pack:
            mine: list[Sequence[Any]] = []
            while waiting is not None and waiting[2] <= row[_N]:
                if waiting[2] == row[_N]:
                    mine.append(waiting)
                waiting = next(ops, None)
            yield row, mine


def reread(row: Sequence[Any], ops: Sequence[Sequence[Any]]) -> Commit | None:
    """Read a commit as if it came from a stranger; None if it is not what was signed.

    Args:
        row: Its row.
        ops: The rows of its ops, in order.
    """
    header = bytes(row[_HEADER])
    payloads = [None if o[_PAYLOAD] is None else bytes(o[_PAYLOAD]) for o in ops]
    words = None if row[_WORDS] is None else bytes(row[_WORDS])
    if b',"w":"' in header:
        payloads.insert(0, words)
    try:
        commit = open_commit(header, payloads)
    except MalformedCommitError:
        return None
    return commit if commit.id == row[_ID] else None


def _agrees(
    row: Sequence[Any],
    ops: Sequence[Sequence[Any]],
    commit: Commit,
    devices: Mapping[int, str],
) -> bool:
    """Say whether the columns repeat what the header says."""
    n, dev, depth = row[_N], row[_DEV], row[_DEPTH]
    if devices.get(dev) != commit.header.device:
        return False
    expected = commit_row(n, dev, depth, commit, row[_VIA])
    if tuple(row) != expected:
        return False
    pairs = zip_longest(ops, op_rows(n, commit))
    return all(found is not None and tuple(found) == made for found, made in pairs)


def _chain_findings(
    verdict: Verdict, depths: Mapping[str, int], process: str
) -> Iterator[Finding]:
    for commit in verdict.pending:
        yield Finding(Problem.ANCESTOR_MISSING, commit)
    for commit in verdict.invalid:
        yield Finding(Problem.CHAIN_BROKEN, commit)
    for commit, place in verdict.links.items():
        if place.process != process:
            yield Finding(Problem.OTHER_PROCESS, commit)
        elif place.depth != depths[commit]:
            yield Finding(Problem.COLUMNS_ALTERED, commit)


def _seal_findings(
    link: Link, sound: Mapping[str, Header], numbers: Mapping[int, str]
) -> Iterator[Finding]:
    tips: list[tuple[str, str]] = []
    for n, signature in link.rows(SEALS):
        commit = numbers.get(n)
        if commit is None:
            continue  # the commit itself was reported
        public = sound[commit].device
        if verify_seal(public, commit, signature):
            tips.append((public, commit))
        else:
            yield Finding(Problem.SEAL_FALSE, device_label(public))
    parked = _parked(link)
    for tip, (public, signature) in parking.seals(link).items():
        if verify_seal(public, tip, signature):
            tips.append((public, tip))
    bare_ones = uncovered(tips, {**parked, **sound}) & sound.keys()
    bare = {sound[commit].device for commit in bare_ones}
    for public in sorted(bare):
        yield Finding(Problem.SEAL_MISSING, device_label(public))


def _parked(link: Link) -> dict[str, Header]:
    """Return what is not applied: a seal over it vouches for what is before it."""
    found = [one.commit for one in parking.pending_commits(link).values()]
    return {one.id: one.header for one in (*found, *parking.refused_commits(link))}


def prove_certificates(link: Link, office_key: str) -> Iterator[Finding]:
    """Yield each certificate that the office did not sign."""
    shape = SHAPES[Certificate.kind]
    live = select(shape.table).where(shape.table.c.deleted == 0)
    for row in link.select(live):
        values = shape.wire(shape.load(row))
        try:
            honest = verify_statement(read_certificate(values), office_key)
        except MalformedCommitError:
            honest = False
        if not honest:
            yield Finding(Problem.CERTIFICATE_FALSE, str(values["device"]))
