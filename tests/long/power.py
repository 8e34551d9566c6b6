"""Power cuts: the writes of the real program, replayed with the unsynced ones lost.

strace records every write, truncation, removal and sync of the store's files, and when
each deed was acknowledged.  An image is what the disk may hold if the power fails at
some moment: everything synced before, and of the rest nothing, a beginning, any part,
or parts torn at 512 bytes.
"""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.long.outcome import Tally, begin
from tests.store.fleet import Fleet
from workshop_app.domain.person import Person

DEEDS = 40
FILES = 12
EACH = 5
"""People in each file that is merged."""

SEED = 20261120
SECTOR = 512
_CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink"
_LINE = re.compile(r"(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
_HEX = r'"((?:\\x[0-9a-f]{2})*)"'
_FILE = r"\d+<((?:\\x[0-9a-f]{2})+|[^>]*)>"


@dataclass(frozen=True)
class Event:
    """What the program asked of the system.

    Attributes:
        what: write, truncate, remove, sync or told.
        file: Name of the file.
        at: Offset of a write, new size of a truncation, number of a deed told.
        data: What was written.
    """

    what: str
    file: str = ""
    at: int = 0
    data: bytes = b""


def available() -> bool:
    """Say whether strace is here."""
    return shutil.which("strace") is not None


def run(
    images: int,
    synchronous: str = "FULL",
    checkpoint: int = 0,
    *,
    merging: bool = False,
) -> Tally:
    """Cut the power at so many moments.

    Args:
        images: How many.
        synchronous: FULL as the program has it, or another to test the harness.
        checkpoint: Pages after which SQLite moves its journal into the file; small,
            so that this happens while we watch; 0 for SQLite's own.
        merging: Whether files are merged; else deeds are written.
    """
    tally = Tally()
    chance = random.Random(SEED)  # noqa: S311 the same on every run
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        location = _begin_merging(folder) if merging else begin(folder)
        start = {p.name: p.read_bytes() for p in folder.glob("a.kuska*")}
        home = folder / "home-before"
        shutil.copytree(folder / "home", home)
        deeds = 0 if merging else DEEDS
        events = _recorded(location, deeds, synchronous, checkpoint)
        first = next(n for n, one in enumerate(events) if one.what == "told")
        for _ in range(images):
            moment = chance.randrange(first, len(events) + 1)
            files, told = _image(start, events[:moment], chance)
            place = folder / "image"
            place.mkdir()
            for file, content in files.items():
                (place / file).write_bytes(content)
            shutil.copytree(home, place / "home")
            each = EACH if merging else 1
            tally.look(place / "a.kuska", place / "home", told, each)
            shutil.rmtree(place)
    return tally


def _begin_merging(folder: Path) -> Path:
    """Lay down a store, and beside it files of an admitted computer for it."""
    fleet = Fleet(folder)
    door = fleet.laptop("door")
    fleet.admit(door)
    visitor = fleet.visitor("a", [fleet.office.export()])
    (folder / "files").mkdir()
    for number in range(FILES):
        base = door.tips()
        with door.do("register_person") as tx:
            for _ in range(EACH):
                code = tx.next_code(Person)
                tx.add(Person(id=tx.new_id(), code=code, name=f"Ana {number}"))
        file = pickle.dumps(door.export(base))
        (folder / "files" / f"{number:02}").write_bytes(file)
    visitor.store.close()
    fleet.close()
    visitor.home.mkdir(exist_ok=True)
    visitor.home.rename(folder / "home")
    return visitor.path


def _recorded(
    location: Path, deeds: int, synchronous: str, checkpoint: int
) -> list[Event]:
    trace = location.with_name("trace")
    child = ["-m", "tests.long.child", str(location), str(deeds), synchronous]
    command = ["strace", "-f", "-qq", "-y", "-xx", "-s", "2000000", "-o", str(trace)]
    subprocess.run(
        [*command, "-e", f"trace={_CALLS}", sys.executable, *child],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "KUSKA_CHECKPOINT": str(checkpoint or "")},
    )
    with trace.open(encoding="ascii", errors="replace") as lines:
        found = [event for line in lines if (event := _event(line)) is not None]
    wanted = {"a.kuska", "a.kuska-wal", "a.kuska-journal", location.parent.name}
    return [one for one in found if one.what == "told" or one.file in wanted]


def _event(line: str) -> Event | None:
    found = _LINE.match(line)
    if found is None or found[3].startswith("-"):
        return None
    call, said = found[1], found[2]
    if call == "unlink":
        name = re.match(_HEX, said)
        return Event("remove", _name(name[1])) if name else None
    file = re.match(_FILE, said)
    return _on_file(call, _name(file[1]), said[file.end() :]) if file else None


def _on_file(call: str, name: str, rest: str) -> Event | None:
    if call in {"fdatasync", "fsync"}:
        return Event("sync", name)
    if call == "ftruncate":
        return Event("truncate", name, int(rest.strip(", ")))
    data = re.match(rf", {_HEX}(?:\.\.\.)?, \d+(?:, (\d+))?", rest)
    content = _bytes(data[1]) if data else b""
    if data and call == "pwrite64":
        return Event("write", name, int(data[2]), content)
    told = re.fullmatch(rb"ACK (\d+)\n", content)
    return Event("told", at=int(told[1])) if told else None


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _name(path: str) -> str:
    plain = _bytes(path).decode() if path.startswith("\\x") else path
    return Path(plain).name


def _image(
    start: dict[str, bytes], events: list[Event], chance: random.Random
) -> tuple[dict[str, bytearray], int]:
    """Return what the disk may hold after these events, and the deeds told of."""
    files = {name: bytearray(content) for name, content in start.items()}
    waiting: list[Event] = []
    told = 0
    for one in events:
        if one.what == "told":
            told = one.at
        elif one.what == "sync":
            # syncing a folder makes removals in it durable
            done = [
                w
                for w in waiting
                if w.file == one.file
                or (w.what == "remove" and not one.file.startswith("a.kuska"))
            ]
            for each in done:
                _apply(files, each)
            waiting = [w for w in waiting if w not in done]
        else:
            waiting.append(one)
    for each in _survivors(waiting, chance):
        _apply(files, each)
    return files, told


def _survivors(waiting: list[Event], chance: random.Random) -> list[Event]:
    """Choose which of the writes nobody waited for reached the disk after all."""
    match chance.choice(["none", "beginning", "any", "torn"]):
        case "none":
            return []
        case "beginning":
            return waiting[: chance.randrange(len(waiting) + 1)]
        case "any":
            return [one for one in waiting if chance.random() < 0.5]
    return [
        Event("write", one.file, one.at + at, one.data[at : at + SECTOR])
        for one in waiting
        if one.what == "write"
        for at in range(0, len(one.data), SECTOR)
        if chance.random() < 0.5
    ]


def _apply(files: dict[str, bytearray], one: Event) -> None:
    if one.what == "remove":
        files.pop(one.file, None)
        return
    content = files.setdefault(one.file, bytearray())
    if one.what == "truncate":
        del content[one.at :]
        content.extend(bytes(one.at - len(content)))
        return
    content.extend(bytes(max(0, one.at - len(content))))
    content[one.at : one.at + len(one.data)] = one.data
