"""Taking the record out in a file, and taking others' files in.

Every file is taken in by itself, whole or not at all; one that will not do never stops
the others, and a file taken in twice changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from workshop_app.errors import AppError
from workshop_app.exchange.exchange_file import (
    ForKeys,
    Lock,
    Open,
    WithPassphrase,
    new_exchange_key,
    open_exchange_file,
    outer_hash,
)
from workshop_app.i18n import tr
from workshop_app.ledger.commit import commit_id
from workshop_app.ledger.identity import device_label
from workshop_app.ledger.manifest import encode_manifest
from workshop_app.services.exchange_words import asks_for_passphrase, told
from workshop_app.services.files_now import files_now
from workshop_app.services.outgoing_files import blobs_in, seed_in, write_out
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.store import arrivals, receiving
from workshop_app.store.beginning import begin_from
from workshop_app.store.merged import Merged
from workshop_app.store.records import SCHEMA
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workshop_app.exchange.exchange_file import Contents, Written
    from workshop_app.ledger.log import Entry
    from workshop_app.services.processes import Surroundings
    from workshop_app.store import Store

_EVERY: Final = 500
"""Commits between two reports of how far the work is."""


class Verdict(StrEnum):
    """What became of a file."""

    MERGED = "merged"
    NOTHING_NEW = "nothing_new"
    PENDING = "pending"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """What became of a file, or would.

    Attributes:
        merged: What it brought; nothing where it was refused.
        why: A sentence for what is not simply merged, else "".
        notes: What else the coordinator must see, a sentence each.
        by: The label of the computer that made it, "" where it was not opened.
        locked: Whether it was refused for want of the right passphrase.
    """

    path: Path
    verdict: Verdict
    merged: Merged
    why: str = ""
    notes: tuple[str, ...] = ()
    by: str = ""
    locked: bool = False


class NotEncryptedError(AppError):
    """Nobody was named who may open the file, and it holds personal data."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file would hold personal data that anybody can read."),
            advice=tr("Say for whom it is, or give a passphrase."),
        )


@dataclass(frozen=True)
class Audience:
    """Who will be able to open a file.

    Attributes:
        recipients: Public keys, as `recipient` tells them; the writer always can.
        passphrase: What opens it, instead.
        anybody: Leave it open.
    """

    recipients: tuple[str, ...] = ()
    passphrase: str | None = None
    anybody: bool = False


def recipient(store: Store) -> str:
    """Return the public key to encrypt files to this computer with."""
    return new_exchange_key(store.own.exchange_seed())[1]


def export_file(
    store: Store,
    path: Path,
    audience: Audience,
    *,
    base: Sequence[tuple[str, str]] = (),
    progress: Progress = NO_PROGRESS,
) -> Written:
    """Write the record to a file that another computer can take in.

    When this returns, the file was read back as an importer reads it: the stick may
    be taken out.

    Args:
        store: The record.
        path: Where to; what is there is replaced at the very end.
        audience: Who will be able to open it.
        base: Device and tip of chains that the reader has already.
        progress: Told how far it is; may stop it.

    Raises:
        NotEncryptedError: If nobody is named, and the store itself is encrypted.
        ExchangeFileError: If it cannot be written.
        Cancelled: If the person stopped it; nothing was written.
    """
    lock = lock_for(store, audience)
    return write_out(store, path, lock, base=base, progress=progress)


def merge_files(
    store: Store,
    paths: Sequence[Path],
    *,
    passphrase: str | None = None,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
    each: Callable[[FileReport], object] | None = None,
) -> tuple[FileReport, ...]:
    """Take files in, one after another; the tables are brought up to date at the end.

    Args:
        store: Where they go.
        paths: Files made by `export_file` on any computer.
        passphrase: For those that were closed with one.
        dry_run: Say of each by itself what would become of it, and change nothing; of
            what would wait, whether another of the files has what it waits for.
        progress: Told how far it is, in bytes; may stop it between two commits.
        each: Told of each file when it is done with, before the tables are up to date.

    Returns:
        A report for each.

    Raises:
        Cancelled: If the person stopped it; the files before the present one are in.
    """
    reading = _Reading(store, passphrase, paths, progress, dry_run=dry_run)
    reports = []
    try:
        for path in paths:
            reports.append(reading.read(path))
            if each is not None:
                each(reports[-1])
    finally:
        if not dry_run:
            receiving.fold(store)
    done = completed(store, reports)
    return tuple(map(reading.beside, done)) if dry_run else done


def completed(store: Store, reports: Iterable[FileReport]) -> tuple[FileReport, ...]:
    """Complete reports with what the tables showed once they were up to date.

    What a file brought may wait for one that came after it, or be of a computer that
    a later one admits: at the end it is told as it is at the end.
    """
    final = {row.number: row.report for row in files_now(store)}
    return tuple(_final(one, final) for one in reports)


def begin_from_file(
    location: str,
    path: Path,
    *,
    file_passphrase: str | None = None,
    **surroundings: Unpack[Surroundings],
) -> Store:
    """Go on with a process on another laptop, from a file of it.

    Args:
        location: A path that does not exist yet, or a database URL.
        path: A file with the whole record, such as the office hands out.  Of a start
            file the new store has the key that the office admitted.
        file_passphrase: What opens it, if it was closed with one.
        surroundings: How the store is kept; see `Surroundings`.

    Raises:
        ExchangeFileError: If the file cannot be read.
        AppError: If no process can begin with it, or the place is taken.
    """
    with open_exchange_file(
        path, passphrase=file_passphrase, newest_schema=SCHEMA
    ) as contents:
        parcel = _parcel(path, outer_hash(path), contents, contents.entries())
        seed = seed_in(contents)
        return begin_from(location, parcel, seed=seed, **surroundings)


class _Reading:
    """Reads files in, one after another."""

    def __init__(
        self,
        store: Store,
        passphrase: str | None,
        paths: Sequence[Path],
        progress: Progress,
        *,
        dry_run: bool,
    ) -> None:
        self._store = store
        self._passphrase = passphrase
        self._progress = progress
        self._dry_run = dry_run
        self._later = len(paths) > 1
        self._done = 0
        self._offered: set[str] = set()
        self._total = sum(_size(path) for path in paths)
        self._keys = (new_exchange_key(store.own.exchange_seed())[0],)
        self._known = {row.sha256: row for row in arrivals.came_in(store)}

    def read(self, path: Path) -> FileReport:
        size = _size(path)
        try:
            report = self._read(path, size)
        except AppError as error:
            report = FileReport(
                path=path,
                verdict=Verdict.REFUSED,
                merged=Merged(),
                why=str(error),
                locked=asks_for_passphrase(error),
            )
        self._done += size
        self._progress.at(self._done, self._total)
        return report

    def _read(self, path: Path, size: int) -> FileReport:
        sha256 = outer_hash(path)
        if sha256 in self._known:
            row = self._known[sha256]
            before = row.report
            known = before.known + before.added + before.quarantined
            merged = Merged(number=row.number, known=known)
            out = bool(row.taken_out_by)
            why = tr("It was taken out; it can be brought back.") if out else ""
            return FileReport(
                path=path,
                verdict=Verdict.NOTHING_NEW,
                merged=merged,
                why=why,
                by=row.by,
            )
        with open_exchange_file(
            path, keys=self._keys, passphrase=self._passphrase, newest_schema=SCHEMA
        ) as contents:
            parcel = self._parcel(path, sha256, contents, size)
            merged = receiving.receive(
                self._store, parcel, dry_run=self._dry_run, later=self._later
            )
        return reported(path, merged, by=device_label(parcel.by))

    def _parcel(
        self, path: Path, sha256: str, contents: Contents, size: int
    ) -> receiving.Parcel:
        commits = contents.manifest.commits
        entries = self._watched(contents.entries(), size, commits)
        return _parcel(path, sha256, contents, entries)

    def beside(self, report: FileReport) -> FileReport:
        """Say of what would wait alone that it waits for another of these files."""
        lacks = {one.commit for one in report.merged.missing}
        if not lacks or not lacks <= self._offered:
            return report
        told = tr("What it waits for is in another of these files.")
        return replace(report, notes=(*report.notes, told))

    def _watched(
        self, entries: Iterable[Entry], size: int, commits: int
    ) -> Iterator[Entry]:
        for number, entry in enumerate(entries):
            if number % _EVERY == 0:
                part = size * number // max(commits, 1)
                self._progress.at(self._done + part, self._total)
            if self._dry_run:
                self._offered.add(commit_id(entry[0]))
            yield entry


def reported(path: Path, merged: Merged, *, by: str = "") -> FileReport:
    """Say what became of a file that was not refused."""
    verdict = _verdict(merged)
    why, notes = told(merged)
    quiet = verdict in {Verdict.MERGED, Verdict.NOTHING_NEW}
    return FileReport(
        path=path,
        verdict=verdict,
        merged=merged,
        why="" if quiet else " ".join(why),
        notes=(*why, *notes) if quiet else tuple(notes),
        by=by,
    )


def _parcel(
    path: Path, sha256: str, contents: Contents, entries: Iterable[Entry]
) -> receiving.Parcel:
    manifest = contents.manifest
    return receiving.Parcel(
        sha256=sha256,
        name=path.name,
        manifest=encode_manifest(manifest),
        log_sha256=manifest.sha256,
        by=manifest.by,
        process=manifest.process,
        commits=manifest.commits,
        heads=manifest.heads,
        base=manifest.base,
        entries=entries,
        blobs=blobs_in(contents),
        content=contents.blob,
    )


def _verdict(merged: Merged) -> Verdict:
    if merged.added or merged.released:
        return Verdict.MERGED
    if merged.quarantined:
        return Verdict.QUARANTINED
    return Verdict.PENDING if merged.pending else Verdict.NOTHING_NEW


def _final(report: FileReport, final: dict[int, Merged]) -> FileReport:
    """Complete a report with what the tables showed at the end."""
    complete = final.get(report.merged.number)
    new = {Verdict.MERGED, Verdict.QUARANTINED, Verdict.PENDING}
    if complete is None or report.verdict not in new:
        return report
    return reported(report.path, complete, by=report.by)


def lock_for(store: Store, audience: Audience) -> Lock:
    """Return how a file is closed for those who shall open it.

    Raises:
        NotEncryptedError: If nobody is named, and the store itself is encrypted.
    """
    if audience.recipients:
        secret, _ = new_exchange_key(store.own.exchange_seed())
        return ForKeys(audience.recipients, secret)
    if audience.passphrase is not None:
        return WithPassphrase(audience.passphrase)
    if audience.anybody or not store.encrypted:
        return Open()
    raise NotEncryptedError


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
