"""An exchange file is written whole, or all is as it was."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.exchange.judging import entries_of
from tests.exchange.parcels import (
    HISTORY,
    LOCKS,
    SCAN,
    Parcel,
    lines_of,
)
from workshop_app.exchange import exchange_writing
from workshop_app.exchange.exchange_file import (
    ExchangeFileTooLargeError,
    ExchangeFileUnverifiedError,
    ExchangeFileUnwrittenError,
    NoRoomToPrepareError,
    Open,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


OLD = b"what was there before"


@contextmanager
def nothing_changed(target: Path) -> Iterator[None]:
    """Whatever happens, the file of before is there, and nothing beside it."""
    target.write_bytes(OLD)

    yield

    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt])
def test_whoever_stops_the_work_finds_all_as_it_was(
    target: Path, own_disk: Path, lock: str, trouble: type[BaseException]
) -> None:
    def half() -> Iterator[tuple[str, bytes]]:
        yield from parcel.listed()
        raise trouble

    parcel = Parcel(blobs=[SCAN])
    with nothing_changed(target), pytest.raises(trouble):
        parcel.write(target, LOCKS[lock], half)
    parcel.lines = _stopping(trouble)
    with nothing_changed(target), pytest.raises(trouble):
        parcel.write(target, LOCKS[lock])

    assert not list(own_disk.iterdir())


def _stopping(trouble: type[BaseException]) -> Iterator[bytes]:
    yield from lines_of(HISTORY)
    raise trouble


@pytest.mark.skipif(sys.platform == "win32", reason="an open file holds its folder")
def test_a_stick_that_is_pulled_out_is_one_sentence(target: Path) -> None:
    def pulled() -> Iterator[tuple[str, bytes]]:
        yield from parcel.listed()
        shutil.rmtree(target.parent)

    parcel = Parcel(blobs=[SCAN])
    with pytest.raises(ExchangeFileUnwrittenError) as refusal:
        parcel.write(target, LOCKS["keys"], pulled)

    assert refusal.value.message == "Mesa 3.kuskax could not be written."
    assert "stick" in refusal.value.advice


def test_a_stick_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeFileUnwrittenError):
        Parcel().write(tmp_path / "nowhere" / "a.kuskax", Open())


@contextmanager
def no_more_than(length: int) -> Iterator[None]:
    """Let no file grow longer, as if its disk were full."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("room", [0, 100, 9_000, 80_000, 400_000])
def test_a_full_stick_is_one_sentence(target: Path, lock: str, room: int) -> None:
    noise = os.urandom(500_000)  # what does not shrink, so that the stick fills up
    parcel = Parcel(blobs=[noise])

    with (
        nothing_changed(target),
        no_more_than(room),
        pytest.raises((ExchangeFileUnwrittenError, NoRoomToPrepareError)) as refusal,
    ):
        parcel.write(target, LOCKS[lock])

    if room >= 9_000:
        assert isinstance(refusal.value, ExchangeFileUnwrittenError)
        assert "no room" in refusal.value.message
    assert refusal.value.passing


@pytest.mark.parametrize("lock", ["keys", "passphrase"])
def test_no_room_to_open_it_is_one_sentence(target: Path, lock: str) -> None:
    Parcel(blobs=[os.urandom(300_000)]).write(target, LOCKS[lock])

    with no_more_than(100_000), pytest.raises(NoRoomToPrepareError) as refusal:
        entries_of(target)

    assert refusal.value.name == "Mesa 3.kuskax"


def test_no_place_to_prepare_is_one_sentence(target: Path, own_disk: Path) -> None:
    own_disk.rmdir()

    with nothing_changed(target), pytest.raises(NoRoomToPrepareError):
        Parcel().write(target, Open())


def test_a_locked_stick_is_one_sentence(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    with nothing_changed(target), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", forbidden)
        with pytest.raises(ExchangeFileUnwrittenError) as refusal:
            Parcel().write(target, Open())

    assert "may not be written" in refusal.value.message


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("place", [0, 100, 2_000, -1])
def test_a_stick_that_keeps_something_else_is_found_out(
    target: Path, monkeypatch: pytest.MonkeyPatch, lock: str, place: int
) -> None:
    sync = os.fsync

    def lying(descriptor: int) -> None:
        sync(descriptor)
        part = target.with_name(f"{target.name}.part")
        raw = bytearray(part.read_bytes())
        raw[place] ^= 4
        part.write_bytes(raw)

    with nothing_changed(target), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lying)
        with pytest.raises(ExchangeFileUnverifiedError) as refusal:
            Parcel(blobs=[SCAN]).write(target, LOCKS[lock])

    assert refusal.value.name == target.name


def test_a_stick_that_keeps_an_older_file_is_found_out(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = target.with_name("older")
    Parcel(created=1).write(older, Open())
    whole = older.read_bytes()
    older.unlink()

    def lying(_: int) -> None:
        target.with_name(f"{target.name}.part").write_bytes(whole)

    with nothing_changed(target), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lying)
        with pytest.raises(ExchangeFileUnverifiedError):
            Parcel(created=2).write(target, Open())


def test_what_is_left_of_an_earlier_attempt_is_no_hindrance(target: Path) -> None:
    elsewhere = target.parent / "precious"
    elsewhere.write_bytes(OLD)
    target.with_name(f"{target.name}.part").symlink_to(elsewhere)

    Parcel().write(target, Open())

    assert len(entries_of(target)) == len(HISTORY)
    assert elsewhere.read_bytes() == OLD


def test_a_folder_of_that_name_is_one_sentence(target: Path) -> None:
    target.mkdir()

    with pytest.raises(ExchangeFileUnwrittenError):
        Parcel().write(target, Open())

    assert list(target.parent.iterdir()) == [target]


def test_more_than_anybody_reads_is_not_written(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nothing_changed(target), monkeypatch.context() as patch:
        patch.setattr(exchange_writing, "MAX_FILE", 5_000)
        with pytest.raises(ExchangeFileTooLargeError):
            Parcel(blobs=[SCAN]).write(target, Open())
    with nothing_changed(target), monkeypatch.context() as patch:
        patch.setattr(exchange_writing, "MAX_LOG", 500)
        with pytest.raises(ExchangeFileTooLargeError):
            Parcel().write(target, Open())


def test_a_manifest_of_something_else_is_never_written(target: Path) -> None:
    parcel = Parcel()
    parcel.describe = lambda told: Parcel().describe(  # type: ignore[method-assign]
        replace(told, commits=told.commits + 1)
    )

    with nothing_changed(target), pytest.raises(ExchangeFileUnverifiedError):
        parcel.write(target, Open())


@pytest.mark.parametrize("lock", ["keys", "passphrase"])
def test_no_room_to_read_it_back_is_one_sentence(
    target: Path, own_disk: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    sync = os.fsync

    def vanishing(descriptor: int) -> None:
        sync(descriptor)
        own_disk.rmdir()

    with nothing_changed(target), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", vanishing)
        with pytest.raises(NoRoomToPrepareError) as refusal:
            Parcel().write(target, LOCKS[lock])

    assert refusal.value.name == target.name


@contextmanager
def folders_fail_with(number: int) -> Iterator[None]:
    sync = os.fsync

    def picky(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        sync(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", picky)
        yield


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not flushed there")
def test_some_media_flush_no_folders(target: Path) -> None:
    with folders_fail_with(errno.EINVAL):
        Parcel().write(target, Open())

    assert len(entries_of(target)) == len(HISTORY)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not flushed there")
def test_a_name_that_may_not_last_is_not_called_written(target: Path) -> None:
    with (
        folders_fail_with(errno.EIO),
        pytest.raises(ExchangeFileUnwrittenError),
    ):
        Parcel().write(target, Open())

    assert list(target.parent.iterdir()) == [target]
