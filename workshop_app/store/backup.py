"""Backups, proved before they are believed, and the way back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app import settings
from workshop_app.clock import system_clock
from workshop_app.ids import IdSource, RandomIds
from workshop_app.store import door, project, rebuilding, travelling
from workshop_app.store.connecting import is_server
from workshop_app.store.copying import copy_file, copy_ledger
from workshop_app.store.dump import dump_bytes
from workshop_app.store.engine import Database
from workshop_app.store.errors import (
    BackupFailedError,
    NotAStoreError,
    StoreExistsError,
)
from workshop_app.store.integrity import check
from workshop_app.store.keys import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store.keys import StoreKey
    from workshop_app.store.store import Store


def back_up(store: Store, dest: str | Path, *, passphrase: str | None = None) -> None:
    """Write a verified copy of a store to a new file.

    The copy is opened, checked and compared with the store before it gets its name,
    so that a file of that name is a good one.  It is a copy, not a twin: whoever
    goes on in it does so as another device.  A database on a server becomes a file.

    The key wrapped with a passphrase goes along, beside the copy.  Without one the
    copy opens on this computer only: see `Store.travels`.

    Args:
        store: The store; work may go on in it meanwhile.
        dest: The new file.
        passphrase: For a server's copy, whose key is new.

    Raises:
        StoreExistsError: If there is something at `dest`, or a key beside it.
        BackupFailedError: If the copy is not what the store is.
    """
    path = Path(dest)
    if path.exists():
        raise StoreExistsError(str(path))
    part = path.with_name(f"{path.name}.part")
    door.remove_file(part)
    try:
        _write(store, part, passphrase)
        key = _prove(store, part, passphrase)
        _name(part, path, key, store.database.path, store.keeper)
    finally:
        door.remove_file(part)


def restore(
    backup: str | Path,
    dest: str,
    *,
    passphrase: str | None = None,
    ids: IdSource | None = None,
    home: Path | None = None,
) -> Path | None:
    """Put a backup in the place of a store; return where the old one was kept.

    The key wrapped with a passphrase goes along, and what lay there goes aside with
    its own.

    Args:
        backup: A file made by `back_up`, or any store.
        dest: A file, which is moved aside if there is one, or an empty database.
        passphrase: For a backup whose key is not in the keyring.
        ids: New ids, for samples and tests.
        home: Where this computer keeps its keys.

    Raises:
        StoreExistsError: If `dest` is a database that is not empty.
        NotAStoreError: If `dest` is a folder.
        AppError: If the backup cannot be opened.
    """
    if not is_server(dest) and Path(dest).is_dir():
        raise NotAStoreError(str(dest))
    ids = ids or RandomIds(system_clock)
    home = home or settings.home()
    keeper = Keeper(home, ids)
    source = Path(backup)
    with door.opened(str(source), keeper, passphrase) as database:
        if is_server(dest):
            database.close()
            _to_server(database, dest, keeper, ids)
            return None
        database.close()
    path = Path(dest)
    part = path.with_name(f"{path.name}.part")
    door.remove_file(part)
    copy_file(source, part, database.key)
    _rename_instance(part, database, ids.new_id())
    wrapping = travelling.wrapping_of(source, database.key, keeper)
    kept = _moved_aside(path)
    if database.key is not None and wrapping is not None:
        travelling.put_beside(path, database.key.name, wrapping)
    part.replace(path)
    return kept


def _write(store: Store, part: Path, passphrase: str | None) -> None:
    database = store.database
    if database.path is not None:
        copy_file(database.path, part, database.key)
        _rename_instance(part, database, store.ids.new_id())
        return
    keeper, ids = store.keeper, store.ids
    with door.made(str(part), keeper, ids, plain=False, passphrase=passphrase) as copy:
        _copy(database, copy, ids.new_id)
        copy.close()


def _to_server(database: Database, dest: str, keeper: Keeper, ids: IdSource) -> None:
    with door.made(dest, keeper, ids, plain=True, passphrase=None) as server:
        _copy(database, server, lambda: "server")
        server.close()


def _copy(source: Database, dest: Database, instance: Callable[[], str]) -> None:
    with source.reading() as old, dest.writing() as new:
        copy_ledger(old, new)
        new.run(project.PUT_LOCAL, "instance", instance())
        rebuilding.rebuild(new)


def _rename_instance(part: Path, like: Database, instance: str) -> None:
    """Make a copy forget whose chain it had: going on, it begins one of its own."""
    with closing(Database(str(part), like.key)) as copy, copy.writing() as link:
        link.run(project.PUT_LOCAL, "instance", instance)


def _prove(store: Store, part: Path, passphrase: str | None) -> StoreKey | None:
    """Open the copy, check it, compare what it says; return its key."""
    with closing(store.open_copy(str(part), passphrase)) as copy:
        with store.read() as theirs, copy.read() as mine:
            same = dump_bytes(theirs) == dump_bytes(mine)
        findings = check(copy)
    if not same or (findings and set(findings) - set(check(store))):
        raise BackupFailedError(store.location)
    return copy.database.key


def _name(
    part: Path, path: Path, key: StoreKey | None, source: Path | None, keeper: Keeper
) -> None:
    """Give a proved copy its name, its wrapped key lying there already."""
    wrapping = travelling.wrapping_of(source, key, keeper)
    if key is None or wrapping is None:
        part.replace(path)
        return
    travelling.put_beside_new(path, key.name, wrapping)
    try:
        part.replace(path)
    except BaseException:
        travelling.beside(path).unlink(missing_ok=True)
        raise


def _moved_aside(path: Path) -> Path | None:
    """Move what is there out of the way, under a name that is free."""
    ends = ("", *door.JOURNALS, travelling.SUFFIX)
    there = [end for end in ends if path.with_name(path.name + end).exists()]
    number = 1
    while (
        kept := path.with_name(f"{path.stem}.before-{number}{path.suffix}")
    ).exists() or travelling.beside(kept).exists():
        number += 1
    for end in there:
        path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    return kept if "" in there else None
