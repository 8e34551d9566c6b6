"""Copies of a store, proved before they are believed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.store.engine import connect_file

if TYPE_CHECKING:
    from workshop_app.store.keys import StoreKey


def copy_file(source: Path, copy: Path, key: StoreKey | None) -> None:
    """Copy a file that may be in use, through SQLite's own backup.

    The copy has the same key, so that whoever can open the one can open the other,
    and is one file: no journal lies beside it.
    """
    old = connect_file(source, key)
    try:
        new = connect_file(copy, key, mode="rwc")
        try:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        finally:
            new.close()
    finally:
        old.close()
