"""Saving what can still be read of a damaged file, into a new one."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from workshop_app import settings
from workshop_app.clock import system_clock
from workshop_app.ids import IdSource, RandomIds
from workshop_app.ledger.chain import Verdict, applicable
from workshop_app.ledger.identity import verify_seal
from workshop_app.store import (
    door,
    migrate,
    project,
    proving,
    rebuilding,
    sealing,
    travelling,
)
from workshop_app.store.connecting import connect_file
from workshop_app.store.engine import Database
from workshop_app.store.errors import SalvageFailedError, StoreExistsError
from workshop_app.store.founding import founded_by, note
from workshop_app.store.keys import Keeper
from workshop_app.store.tables import OFFICE
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workshop_app.ledger.commit import Commit
    from workshop_app.store.engine import Link
    from workshop_app.store.keys import StoreKey

_COLUMNS: Final = (
    "n, id, dev, seq, prev, clk, depth, schema, deed, code, actor, header, words"
)


@dataclass(frozen=True)
class Salvaged:
    """What was saved.

    Attributes:
        commits: Commits in the new file, each proved.
        lost: Commits that could be seen but not proved, or whose ancestors are gone.
    """

    commits: int
    lost: int


def salvage(
    source: str,
    dest: str,
    *,
    passphrase: str | None = None,
    ids: IdSource | None = None,
    home: Path | None = None,
) -> Salvaged:
    """Read every commit that is still whole into a new file.

    The damaged file is only read.  The new one has the same key, and its device is
    new, because nobody can say what the old one had signed last.  The key wrapped with
    a passphrase goes along.

    Raises:
        StoreExistsError: If there is something at `dest`.
        SalvageFailedError: If not even the founding of the process can be read.
        StoreLockedError, NotAStoreError, StoreMissingError: As they say.
    """
    ids = ids or RandomIds(system_clock)
    keeper = Keeper(home or settings.home(), ids)
    if Path(dest).exists():
        raise StoreExistsError(dest)
    key = door.damaged_key_of(Path(source), keeper, passphrase)
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(Path(source), Path(folder))
        found, seen = _commits(copy, key)
        verdict = applicable({}, {one: commit.header for one, commit in found.items()})
        sound = {one: found[one] for one in verdict.links}
        if not any(_founds(commit) for commit in sound.values()):
            raise SalvageFailedError(source)
        try:
            door.make_file(Path(dest), key)
            with closing(Database(dest, key)) as database:
                migrate.to_head(database)
                with database.writing() as link:
                    _fill(link, verdict, sound, _strangers(copy, key))
                    _take_along(link, copy, key, sound)
                    _name(link, sound, _known(copy, key), ids.new_id())
                    rebuilding.rebuild(link)
            wrapping = travelling.wrapping_of(Path(source), key, keeper)
            if key is not None and wrapping is not None:
                travelling.put_beside_new(Path(dest), key.name, wrapping)
        except BaseException:
            door.remove_file(Path(dest))
            raise
    return Salvaged(len(sound), seen - len(sound))


def _founds(commit: Commit) -> bool:
    """Say whether a commit begins a process, and not only the chain of a laptop."""
    header = commit.header
    return any(o.record == header.process and o.kind == "process" for o in header.ops)


def _copied(source: Path, folder: Path) -> Path:
    """Copy a file with its journals: reading would otherwise change it."""
    copy = folder / "copy"
    shutil.copyfile(source, copy)
    for end in door.JOURNALS:
        beside = source.with_name(source.name + end)
        if beside.exists() and end != "-shm":
            shutil.copyfile(beside, folder / f"copy{end}")
    return copy


def _commits(path: Path, key: StoreKey | None) -> tuple[dict[str, Commit], int]:
    """Return the commits that are what was signed, and how many could be seen."""
    ops: dict[int, list[Any]] = {}
    query = "SELECT rec, kind, c, i, fields, over, payload FROM op"
    for row in _rows(path, key, query, width=3):
        ops.setdefault(row[2], []).append(row)
    found: dict[str, Commit] = {}
    seen = 0
    for row in _rows(path, key, f"SELECT {_COLUMNS} FROM commits"):  # noqa: S608 our own words
        seen += 1
        mine = sorted(ops.get(row[0], []), key=lambda o: o[3])
        commit = proving.reread(row, mine)
        if commit is not None:
            found[commit.id] = commit
    return found, seen


def _rows(
    path: Path, key: StoreKey | None, query: str, width: int = 1
) -> Iterator[Any]:
    """Yield rows until a page cannot be read; then from the other end, if it helps.

    Args:
        path: The file.
        key: Its key.
        query: What to read, ordered by its key.
        width: How many columns that key has.
    """
    seen: set[Any] = set()
    for order in ("", " ORDER BY 1 DESC"):
        try:
            with closing(connect_file(path, key)) as connection:
                connection.execute("PRAGMA cell_size_check = OFF")
                for row in connection.execute(query + order):
                    if row[:width] not in seen:
                        seen.add(row[:width])
                        yield row
        except (driver.Error, UnicodeDecodeError):
            continue
        else:
            return


def _fill(
    link: Link, verdict: Verdict, sound: dict[str, Commit], strangers: set[str]
) -> None:
    devices: dict[str, int] = {}
    for n, (one, commit) in enumerate(sound.items(), 1):
        public = commit.header.device
        if public not in devices:
            mine = public not in strangers
            devices[public] = sealing.device_number(link, public, own=mine)
        depth = verdict.links[one].depth
        row = sealing.commit_row(n, devices[public], depth, commit)
        link.run_many(sealing.ADD_COMMIT, [row])
        link.run_many(sealing.ADD_OP, list(sealing.op_rows(n, commit)))


def _take_along(
    link: Link, copy: Path, key: StoreKey | None, sound: dict[str, Commit]
) -> None:
    """Keep the seals that hold, and whatever was attached."""
    _seal(link, sound, _rows(copy, key, "SELECT c, signature FROM seal"))
    for row in _rows(copy, key, "SELECT sha256, content FROM blob"):
        link.run(project.ADD_BLOB, *row)


def _seal(link: Link, sound: dict[str, Commit], seals: Iterable[Any]) -> None:
    """Keep the seals that hold; a chain that lost its end has none."""
    signatures = [row[1] for row in seals]
    continued = {commit.header.previous for commit in sound.values()}
    for n, (one, commit) in enumerate(sound.items(), 1):
        for signature in signatures if one not in continued else ():
            if verify_seal(commit.header.device, one, signature):
                link.run(sealing.ADD_SEAL, n, signature)


def _strangers(path: Path, key: StoreKey | None) -> set[str]:
    """Return the devices that did not write in the file itself, as far as it says."""
    query = "SELECT n, key FROM device WHERE own = 0"
    return {row[1] for row in _rows(path, key, query)}


def _known(path: Path, key: StoreKey | None) -> dict[str, str]:
    """Return what the file still knows of itself."""
    rows = _rows(path, key, "SELECT key, value FROM local")
    return {str(row[0]): str(row[1]) for row in rows}


def _name(
    link: Link, sound: dict[str, Commit], known: dict[str, str], instance: str
) -> None:
    """Say which process it is and who founded it: as it says, else the first commit."""
    first = next(one for one in sound.values() if _founds(one))
    process = known.get("process", first.header.process)
    founder = next(o.record for o in first.header.ops if o.kind == "person")
    office = known.get(OFFICE) or founded_by(link, process)
    note(link, process, instance, known.get("founder", founder), office)
