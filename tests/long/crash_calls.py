"""A crash, or a failing disk, at each call of the file system that a command makes.

strace stops the real command at its n-th call (kill -9), or lets that call fail (EIO
once; ENOSPC and EROFS from there on).  A limit on the size of files makes the writes
that reach it end half done, as on a medium with no more room.  Afterwards the store is
what it was or what it was to become, nothing between; what was acknowledged is there;
no target holds half a file; a failure was told in a sentence; and the same command
brings it to the same end.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.long.outcome import Tally
from workshop_app.cli.main import run as ask
from workshop_app.errors import AppError
from workshop_app.exchange.exchange_file import open_exchange_file
from workshop_app.store import Store
from workshop_app.store.dump import dump
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEED: Final = 20261123
_WRITES: Final = (
    "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "rename", "unlink",
    "openat", "mkdir", "link", "fchmod",
)  # fmt: skip
_READS: Final = ("pread64", "read", "close", "lseek", "newfstatat", "fcntl")
_FAILING: Final = (*_WRITES[:8], "pread64", "read")
_FILLING: Final = (*_WRITES[:6], "mkdir", "link")
"""Calls that fail where there is no room, or nothing may be written any more."""

_DONE: Final = frozenset({0, 3})
_KILLED: Final = frozenset({-9, 137})
_SIZE: Final = "size"
_CALL: Final = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)")


@dataclass(frozen=True)
class Command:
    """A command that is going to be hurt.

    Attributes:
        name: What it does.
        words: Its words, after `workshop-app`; a path begins with `@`.
        module: The program, if it is not the command line.
        target: The exchange file that it writes, "" for none.
        again: Whether doing it once more is refused, with a sentence.
    """

    name: str
    words: tuple[str, ...]
    module: str = "workshop_app"
    target: str = ""
    again: bool = False


COMMANDS: Final = (
    Command("commit", ("session", "@a.kuska", "S-9", "--title", "Mesa nueve")),
    Command("merge", ("merge", "@a.kuska", "@door.kuskax")),
    Command(
        "export",
        ("export", "@a.kuska", "--out", "@out.kuskax", "--plain"),
        target="out.kuskax",
    ),
    Command(
        "undo-import",
        ("undo-import", "@merged.kuska", "2", "--reason", "wrong table"),
        again=True,
    ),
    Command("rebuild", ("@merged.kuska",), module="tests.long.rebuild"),
    Command("restore", ("restore", "@copy.kuska", "@a.kuska")),
)


@dataclass(frozen=True)
class Point:
    """Where a command is hurt: the n-th call of a kind, and how."""

    command: Command
    call: str
    number: int
    how: str


class Bench:
    """Stores to hurt, made once and copied for each point."""

    def __init__(self, folder: Path) -> None:
        self.whole = folder / "whole"
        self.place = folder / "place"
        self.place.mkdir()
        self._make()
        shutil.copytree(self.place, self.whole)
        self.before = {c: self._state(c) for c in COMMANDS}
        self.after = {c: self._after(c) for c in COMMANDS}

    def _make(self) -> None:
        """Let an office and a door write, and exchange files."""
        here = self.place
        with _at(here):
            new = ("--title", "Plan", "--operator", "Rosa", "--plain")
            _do("new", here / "a.kuska", *new)
            _do("session", here / "a.kuska", "S-1", "--title", "Mesa uno")
            _do("export", here / "a.kuska", "--out", here / "start.kuskax", "--plain")
            _do("export", here / "a.kuska", "--out", here / "out.kuskax", "--plain")
        with _at(here, "door"):
            start = ("--from", here / "start.kuskax", "--plain")
            _do("new", here / "door.kuska", *start)
            _do("session", here / "door.kuska", "S-2", "--title", "Mesa dos")
            early = here / "early.kuskax"
            _do("export", here / "door.kuska", "--out", early, "--plain")
            for number in range(3, 7):
                code, title = f"S-{number}", f"Mesa {number}"
                _do("session", here / "door.kuska", code, "--title", title)
            _do("export", here / "door.kuska", "--out", here / "door.kuskax", "--plain")
        with _at(here):
            _do("backup", here / "a.kuska", here / "copy.kuska")
            _do("merge", here / "a.kuska", early)
            _do("admit", here / "a.kuska", "--all", "--reason", "seen")
            _do("backup", here / "a.kuska", here / "merged.kuska")
            _do("merge", here / "merged.kuska", here / "door.kuskax")

    def _after(self, command: Command) -> bytes:
        self.reset()
        status, told = self.plainly(command)
        assert status in {0, 3}, told
        return self._state(command)

    def reset(self) -> None:
        """Put everything back as it was."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.whole, self.place)

    def words(self, command: Command) -> list[str]:
        return [
            str(self.place / word[1:]) if word.startswith("@") else word
            for word in command.words
        ]

    def plainly(self, command: Command) -> tuple[int, str]:
        """Let a command do its work, here."""
        if command.module != "workshop_app":
            with _at(self.place):
                Store.open(self.words(command)[0]).close()
            return 0, ""
        with _at(self.place):
            return _ask(*self.words(command))

    def hurt(self, point: Point, trace: Path | None = None) -> tuple[int, str]:
        """Let a command run into what is to happen; return how it ended."""
        inject = f"inject={point.call}:{point.how}"
        if "when" not in point.how:
            inject += f":when={point.number}"
        strace = ["strace", "-f", "-qq", "-o", str(trace or "/dev/null")]
        if trace is None:
            strace += ["-e", f"trace={point.call}", "-e", inject]
        else:
            strace += ["-y", "-e", f"trace={','.join({*_WRITES, *_READS})}"]
        words = self.words(point.command)
        done = subprocess.run(
            [*strace, sys.executable, "-m", point.command.module, *words],
            check=False,
            capture_output=True,
            env={**os.environ, **_environment(self.place)},
        )
        return done.returncode, done.stderr.decode(errors="replace")

    def cut_short(self, command: Command, size: int) -> tuple[int, str]:
        """Let a command do its work where no file may grow beyond a size."""
        done = subprocess.run(
            [sys.executable, "-m", command.module, *self.words(command)],
            check=False,
            capture_output=True,
            env={**os.environ, **_environment(self.place)},
            preexec_fn=partial(_limit, size),
        )
        return done.returncode, done.stderr.decode(errors="replace")

    def largest(self, command: Command) -> int:
        """Return the bytes of the largest file that a command leaves."""
        self.reset()
        self.plainly(command)
        return max(f.stat().st_size for f in self.place.rglob("*") if f.is_file())

    def points(self, command: Command) -> list[tuple[str, int]]:
        """Return which calls of a command touch what is in its folder."""
        self.reset()
        trace = self.place.parent / "trace"
        status, told = self.hurt(Point(command, "", 0, ""), trace)
        assert status in {0, 3}, told
        seen: Counter[str] = Counter()
        found = []
        with trace.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                call = _CALL.match(line)
                if call is None:
                    continue
                seen[call[1]] += 1
                if str(self.place) in call[2]:
                    found.append((call[1], seen[call[1]]))
        return found

    def _state(self, command: Command) -> bytes:
        """Return what a store holds by now; of an export, what lies at its target."""
        if command.target:
            with open_exchange_file(self.place / command.target) as contents:
                return repr([*contents.entries()]).encode()
        path = str(self.place / self._store(command))
        store = Store.open(path, home=self.place / "home")
        try:
            findings = [one.sentence for one in check(store)]
            assert not findings, findings
            with store.read() as reader:
                told = dump(reader)
            # a store that was put back here goes on with a key of its own
            told["records"].pop("certificate")
            return json.dumps(told, sort_keys=True).encode()
        finally:
            store.close()

    def _store(self, command: Command) -> str:
        return next(w for w in reversed(command.words) if w.endswith(".kuska"))[1:]

    def trouble(self, point: Point, *, twice: bool) -> str:
        """Hurt a command at a point and return what should not have happened."""
        self.reset()
        if point.call == _SIZE:
            status, told = self.cut_short(point.command, point.number)
        else:
            status, told = self.hurt(point)
        if "Traceback" in told:
            return f"a traceback: {told[-300:]}"
        # what is said goes through the same call: from there on nothing can be said
        mute = point.call == "write" and point.how.endswith("+")
        if status not in {*_DONE, *_KILLED} and not told.strip() and not mute:
            return f"status {status} without a word"
        if twice:
            self.hurt(point)
        try:
            self._demand(point.command, done=status == 0)
        except (AppError, AssertionError, OSError) as error:
            return f"status {status}: {type(error).__name__}: {error}"
        return ""

    def _demand(self, command: Command, *, done: bool) -> None:
        """Demand all or nothing, what was acknowledged, and the same end again."""
        before, after = self.before[command], self.after[command]
        found = self._state(command)
        assert found == after or (found == before and not done), "neither one"
        status, told = self.plainly(command)
        assert status in _DONE or (command.again and told), f"again: {told[-200:]}"
        assert self._state(command) == after, "again: not as after"
        assert not list(self.place.glob("*.part")), "a .part is left"


def run(points: int) -> Tally:
    """Kill commands at so many points; some of them twice."""
    return _run(points, ("signal=KILL",), (*_WRITES, *_READS))


def run_failing(points: int) -> Tally:
    """Let the disk fail at so many points: once, or from there on for want of room."""
    return _run(points, ("error=EIO", "error=ENOSPC+", "error=EROFS+"), _FAILING)


def run_short(points: int) -> Tally:
    """Let writes end half done, at so many sizes of a file."""
    chance = random.Random(SEED)  # noqa: S311 the same on every run
    with _bench() as bench:
        largest = {command: bench.largest(command) for command in COMMANDS}
        chosen = [chance.choice(COMMANDS) for _ in range(points)]
        return _hurt(
            bench,
            [Point(c, _SIZE, chance.randrange(largest[c]), "") for c in chosen],
        )


def _run(points: int, hows: tuple[str, ...], calls: tuple[str, ...]) -> Tally:
    chance = random.Random(SEED)  # noqa: S311 the same on every run
    with _bench() as bench:
        every = [
            Point(command, call, number, how.rstrip("+") + _when(how, number))
            for command in COMMANDS
            for call, number in bench.points(command)
            if call in calls
            for how in hows
            if call in _FILLING or not how.endswith("+")
        ]
        return _hurt(bench, chance.sample(every, min(points, len(every))))


def _hurt(bench: Bench, points: list[Point]) -> Tally:
    """Hurt commands; of those that are killed, one in five when it is done again."""
    tally = Tally()
    chance = random.Random(SEED)  # noqa: S311 the same on every run
    for point in points:
        twice = "KILL" in point.how and chance.random() < 0.2
        told = bench.trouble(point, twice=twice)
        tally.images += 1
        if told:
            tally.broken += 1
            where = f"{point.command.name}, {point.call} {point.number}, {point.how}"
            tally.note(f"{where}: {told}")
    return tally


@contextlib.contextmanager
def _bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        yield Bench(Path(folder))


def _limit(size: int) -> None:
    """Let no file of this process grow beyond a size; nor end it for trying."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _when(how: str, number: int) -> str:
    return f":when={number}+" if how.endswith("+") else f":when={number}"


def _environment(place: Path, home: str = "home") -> Mapping[str, str]:
    return {
        "KUSKA_HOME": str(place / home),
        "KUSKA_KEYRING": "off",
        "KUSKA_LANGUAGE": "en",
        "TMPDIR": str(place / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }


@contextlib.contextmanager
def _at(place: Path, home: str = "home") -> Iterator[None]:
    """Be on the computer whose keys are in a folder."""
    wanted = _environment(place, home)
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    (place / "tmp").mkdir(exist_ok=True)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _ask(*words: object) -> tuple[int, str]:
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        status = ask([str(word) for word in words], dict(os.environ))
    return status, told.getvalue()


def _do(*words: object) -> None:
    status, told = _ask(*words)
    assert status in {0, 3}, told
