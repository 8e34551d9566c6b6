"""Taking a file in, in one transaction, and remembering that it came.

A dry run is the same, taken back at the end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, insert, select

from workshop_app.clock import milliseconds
from workshop_app.ledger.identity import device_label
from workshop_app.ledger.log import Entry
from workshop_app.store import asides, folding
from workshop_app.store.errors import OtherProcessError
from workshop_app.store.merged import Merged, Missing
from workshop_app.store.merging import Head, Intake
from workshop_app.store.project import ADD_BLOB
from workshop_app.store.rebuilding import uncollected
from workshop_app.store.scrubbing import scrub
from workshop_app.store.sealing import Committed
from workshop_app.store.statement import Statement
from workshop_app.store.tables import blob, commits, imported
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.store.engine import Link
    from workshop_app.store.project import Key
    from workshop_app.store.store import Store

_LAST = Statement(select(func.max(imported.c.n)))
_SEEN = Statement(select(imported.c.n).where(imported.c.sha256 == bindparam("s")), "s")
_ADD = Statement(insert(imported), *(column.name for column in imported.columns))
_DAY: Final = 24 * 60 * 60 * 1000
_OLDEST: Final = milliseconds(datetime(2020, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What is in a file, its signature and hashes proved already.

    Attributes:
        sha256: Of the file as it came, in hexadecimal.
        name: What it was called, without its folder.
        manifest: The bytes of its manifest.
        log_sha256, by, process: As the manifest says.
        commits: How many are in the log.
        heads: Device, tip and seal of the end of each chain.
        base: Device and tip of chains that are taken as known.
        entries: The log, read once.
        blobs: SHA-256 of each attached content.
        content: Returns one of those.
    """

    sha256: str
    name: str
    manifest: bytes
    log_sha256: str
    by: str
    process: str
    commits: int
    heads: Sequence[Head]
    base: Sequence[tuple[str, str]] = ()
    entries: Iterable[Entry]
    blobs: Sequence[str] = ()
    content: Callable[[str], bytes]


def receive(
    store: Store, parcel: Parcel, *, dry_run: bool = False, later: bool = False
) -> Merged:
    """Take a file in: all of it that is new, or nothing at all.

    Args:
        store: Where it goes.
        parcel: What is in it.
        dry_run: Say what would come of it, and change nothing.
        later: More files follow: the tables are brought up to date by `fold`, which
            is to be called at the end whatever happens.

    Raises:
        OtherProcessError: If it is of another process.
        UnvouchedError: If part of it is under no seal.
        MalformedCommitError, TooNewCommitError: If it cannot be read.
        AppError: What reading the file raises.
    """
    if parcel.process != store.process_id:
        raise OtherProcessError
    with store.database.writing() as link, uncollected():
        seen = link.row(_SEEN, parcel.sha256)
        if seen is not None:
            link.undo()
            return Merged(number=seen[0], known=parcel.commits)
        row = link.row(_LAST)
        number = (int(row[0]) if row and row[0] else 0) + 1
        intake = Intake(link, store.process_id, number)
        if _holds(link, parcel, intake.lacking):
            merged = Merged(number=number, known=parcel.commits)
        else:
            intake.take(parcel.entries)
            doubtful = intake.settle(parcel.heads)
            keep(link, parcel)
            merged = told(store.now(), parcel, intake, doubtful)
            merged = _projected(link, intake, merged, later=later and not dry_run)
        if dry_run:
            link.undo()
            return replace(merged, number=0)
        remember(store.now(), link, parcel, merged)
        mine = store.known_device
        is_over = mine is not None and (
            mine in intake.forked or asides.is_revoked(link, mine)
        )
    if is_over:
        store.retire_device()
    if not later:
        scrub(store.database)
        store.announce(_as_committed(intake.touched))
    return merged


def fold(store: Store) -> None:
    """Bring the tables up to date after files that came in with `later`."""
    with store.database.reading() as link:
        if folding.is_done(link):
            return
    with store.database.writing() as link, uncollected():
        touched = folding.fold_marked(link)
    scrub(store.database)
    store.announce(_as_committed(touched))


def _holds(link: Link, parcel: Parcel, lacking: frozenset[str]) -> bool:
    """Say whether everything in a file is here, by its ends alone."""
    if lacking:
        return False
    tips = {tip for _, tip, _ in parcel.heads}
    rows = link.select_among(select(commits.c.id), commits.c.id, sorted(tips))
    return len({row[0] for row in rows}) == len(tips) and not _absent(link, parcel)


def _absent(link: Link, parcel: Parcel) -> list[str]:
    rows = link.select_among(select(blob.c.sha256), blob.c.sha256, parcel.blobs)
    here = {row[0] for row in rows}
    return [name for name in parcel.blobs if name not in here]


def keep(link: Link, parcel: Parcel) -> None:
    """Keep the attached contents that are not here yet."""
    for name in _absent(link, parcel):
        link.run(ADD_BLOB, name, parcel.content(name))


def _projected(link: Link, intake: Intake, merged: Merged, *, later: bool) -> Merged:
    """Bring the tables up to date, now or later."""
    if later:
        folding.mark(link, intake.touched, merged.number)
        return merged
    number = merged.number
    effects = folding.refold(link, intake.touched, {number})
    return replace(
        merged, conflicts=effects.conflicts[number], foreign=effects.foreign[number]
    )


def told(now: datetime, parcel: Parcel, intake: Intake, doubtful: set[int]) -> Merged:
    """Say what became of a file, before its records are folded."""
    known = {tip: device for device, tip in parcel.base}
    known |= {tip: device for device, tip, _ in parcel.heads}
    flaws = Counter(why.flaw.value for why in intake.refused.values())
    latest = milliseconds(now) + _DAY
    odd = {
        device_label(device): sum(not _OLDEST <= one <= latest for one in claimed)
        for device, claimed in intake.clocks.items()
    }
    waiting = set[str]().union(*intake.waits.values())
    return Merged(
        number=intake.via,
        added=intake.arrived - len(doubtful - intake.released),
        known=intake.known,
        pending=len(intake.waits),
        quarantined=len(intake.refused) + len(doubtful - intake.released),
        released=len(intake.released - doubtful),
        missing=tuple(_missing(one, intake, known) for one in sorted(waiting)),
        refused=tuple(sorted(flaws.items())),
        unbelieved=intake.unbelieved(doubtful),
        forks=tuple(sorted(device_label(one) for one in intake.forked)),
        clocks=tuple(sorted((label, count) for label, count in odd.items() if count)),
    )


def _missing(commit: str, intake: Intake, known: Mapping[str, str]) -> Missing:
    """Say whose commit it is that others wait for, as far as anybody can tell."""
    place = intake.places.get(commit)
    if place is not None:
        return Missing(commit, device_label(place[0]), place[1])
    device = known.get(commit)
    return Missing(commit, device_label(device) if device else "", None)


def remember(now: datetime, link: Link, parcel: Parcel, merged: Merged) -> None:
    """Note that a file came in."""
    link.run(
        _ADD,
        merged.number,
        parcel.sha256,
        parcel.log_sha256,
        now.isoformat(),
        parcel.name,
        parcel.by,
        parcel.manifest,
        json.dumps(asdict(merged)),
    )


def _as_committed(touched: Iterable[Key]) -> Committed:
    keys = set(touched)
    return Committed(
        "", frozenset(kind for kind, _ in keys), frozenset(rec for _, rec in keys), 0
    )
