"""What goes into an exchange file comes out of it, or nothing does."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pyrage
import pytest
from pyrage import x25519

from tests.exchange.hostile_archives import LINE, LOG
from tests.exchange.parcels import (
    FAMILY,
    HISTORY,
    KEY,
    LOCKS,
    OFFICE,
    OFFICE_PUBLIC,
    OTHER,
    OWN,
    PHOTOGRAPH,
    SCAN,
    STRANGER,
    WORDS,
    Parcel,
    a_history,
    lines_of,
    manifest_of,
    signed,
    stored,
)
from workshop_app.exchange import exchange_reading, exchange_writing
from workshop_app.exchange.exchange_file import (
    Check,
    ExchangeFileDamagedError,
    ExchangeFileError,
    ExchangeFileLockedError,
    ExchangeFileMissingError,
    ExchangeFileTooLargeError,
    ExchangeFileTooNewError,
    ExchangeFileUnreadableError,
    ExchangeFileUnverifiedError,
    ExchangeFileUnwrittenError,
    ExchangeSignatureFalseError,
    ForKeys,
    NoRoomToPrepareError,
    NotAnExchangeFileError,
    Open,
    WrongExchangePassphraseError,
    open_exchange_file,
    outer_hash,
)
from workshop_app.exchange.exchange_reading import MAX_FILE
from workshop_app.ledger.manifest import encode_manifest
from workshop_app.ledger.payload import open_commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workshop_app.ledger.log import Entry

OLD = b"what was there before"


def all_of(path: Path) -> list[Entry]:
    with open_exchange_file(path, keys=(OFFICE,), passphrase=WORDS) as contents:
        return list(contents.entries())


def refused(path: Path, content: bytes) -> ExchangeFileError:
    """Read a file to its end, and return why that could not be done."""
    path.write_bytes(content)
    with pytest.raises(ExchangeFileError) as refusal:
        all_of(path)
    return refusal.value


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "Mesa 3.kuskax"


@pytest.fixture
def own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this computer prepares files."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("lock", LOCKS)
def test_what_went_in_comes_out(target: Path, own_disk: Path, lock: str) -> None:
    parcel = Parcel(blobs=[SCAN, PHOTOGRAPH, b""])

    written = parcel.write(target, LOCKS[lock])

    with open_exchange_file(target, keys=(OTHER, OFFICE), passphrase=WORDS) as contents:
        entries = list(contents.entries())
        blobs = {name: contents.blob(name) for name, _ in contents.manifest.blobs}
        assert contents.manifest == written.manifest
        assert contents.encrypted is written.encrypted is (lock != "open")
    assert [open_commit(*entry) for entry in entries] == HISTORY
    assert blobs == dict(parcel.listed())
    assert written.path == target
    assert written.sha256 == outer_hash(target)
    assert written.bytes == target.stat().st_size
    assert written.commits == written.manifest.commits == len(HISTORY)
    assert list(target.parent.iterdir()) == [target]
    assert not list(own_disk.iterdir())


def test_a_history_of_nothing_travels_too(target: Path) -> None:
    written = Parcel(lines=[]).write(target, Open())

    assert all_of(target) == []
    assert (written.commits, written.manifest.schema) == (0, 1)


def test_a_file_can_be_read_any_number_of_times_while_it_is_open(target: Path) -> None:
    parcel = Parcel(lines=lines_of(a_history(3_000)), blobs=[SCAN])
    parcel.write(target, LOCKS["keys"])
    ((name, scan),) = parcel.listed()

    with open_exchange_file(target, keys=(OFFICE,)) as contents:
        first = contents.entries()
        begun = [next(first) for _ in range(5)]
        between = contents.blob(name)
        second = list(contents.entries())
        begun += first

    assert between == scan
    assert begun == second
    assert len(begun) == 3_000


def test_the_same_history_is_the_same_log_byte_for_byte(tmp_path: Path) -> None:
    one, two = tmp_path / "one.kuskax", tmp_path / "two.kuskax"

    first = Parcel(created=1).write(one, Open())
    second = Parcel(created=2).write(two, Open())

    assert first.sha256 != second.sha256
    assert first.manifest.sha256 == second.manifest.sha256
    with zipfile.ZipFile(one) as former, zipfile.ZipFile(two) as latter:
        assert former.read("log.jsonl") == latter.read("log.jsonl") == LOG


def test_an_erased_payload_stays_erased(target: Path) -> None:
    header, *payloads = lines_of(HISTORY[:1])
    lines = [header, *payloads[:-1], b"-"]

    Parcel(lines=lines, tip=HISTORY[0].id).write(target, Open())

    assert all_of(target) == [(header, [*payloads[:-1], None])]


def test_other_programs_for_age_and_zip_can_open_it(target: Path) -> None:
    plain = target.with_name("plain.kuskax")
    Parcel(blobs=[SCAN]).write(plain, Open())
    Parcel(blobs=[SCAN]).write(target, LOCKS["keys"])

    opened = pyrage.decrypt(target.read_bytes(), [x25519.Identity.from_str(OFFICE)])

    assert opened == plain.read_bytes()
    with zipfile.ZipFile(plain) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize("lock", ["keys", "passphrase"])
def test_nothing_readable_ever_lies_on_the_stick(target: Path, lock: str) -> None:
    seen: list[bytes] = []

    def looked() -> Iterator[tuple[str, bytes]]:
        for name, content in parcel.listed():
            seen.extend(one.read_bytes() for one in target.parent.iterdir())
            yield name, content

    parcel = Parcel(blobs=[SCAN, PHOTOGRAPH])
    parcel.write(target, LOCKS[lock], looked)

    seen.append(target.read_bytes())
    assert len(seen) == 3
    for content in seen:
        assert FAMILY.encode() not in content
        assert b"manifest" not in content
        assert b"PK\3\4" not in content


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_only_its_owner_may_read_what_is_written(target: Path) -> None:
    Parcel().write(target, Open())

    assert target.stat().st_mode & 0o077 == 0


def test_the_greatest_vocabulary_is_told(target: Path) -> None:
    lines = lines_of(HISTORY)
    lines[-3] = lines[-3].replace(b',"s":1,', b',"s":12,')
    lines[0] = lines[0].replace(b',"s":1,', b',"s":3,')

    written = Parcel(lines=lines).write(target, Open())

    assert written.manifest.schema == 12


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
        all_of(target)

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

    assert len(all_of(target)) == len(HISTORY)
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


def test_there_may_be_no_such_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.kuskax", tmp_path / "a\0b", tmp_path / "a" / "b"):
        with pytest.raises(ExchangeFileMissingError):
            outer_hash(path)
        with pytest.raises(ExchangeFileMissingError):
            all_of(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.kuskax"
    os.mkfifo(pipe)

    for path in (tmp_path, pipe):
        with pytest.raises(NotAnExchangeFileError):
            all_of(path)


@pytest.mark.parametrize("question", [outer_hash, all_of])
def test_a_file_larger_than_any_is_not_read(
    tmp_path: Path, question: Callable[[Path], object]
) -> None:
    path = tmp_path / "a.kuskax"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)

    with pytest.raises(ExchangeFileTooLargeError) as refusal:
        question(path)

    assert "512 MB" in refusal.value.message


def test_a_medium_that_fails_is_one_sentence(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Parcel(blobs=[SCAN]).write(target, Open())
    ((name, _),) = Parcel(blobs=[SCAN]).listed()

    def failing(*_: object) -> NoReturn:
        raise OSError(5, "Input/output error")

    with open_exchange_file(target) as contents:
        monkeypatch.setattr(contents._archive, "_at", failing)
        with pytest.raises(ExchangeFileUnreadableError) as refusal:
            list(contents.entries())
        with pytest.raises(ExchangeFileUnreadableError):
            contents.blob(name)

    assert refusal.value.passing


def test_a_file_that_may_not_be_read_is_one_sentence(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Parcel().write(target, Open())

    def forbidden(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(type(target), "open", forbidden)
        with pytest.raises(ExchangeFileUnreadableError):
            outer_hash(target)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"%PDF-1.7 and so on", NotAnExchangeFileError),
        (b"PK\3\4" + bytes(26) + b"[Content_Types].xml", NotAnExchangeFileError),
        (b"SQLite format 3\0" * 10, NotAnExchangeFileError),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", NotAnExchangeFileError),
        (b"k", NotAnExchangeFileError),
        (b"age-encryption.org/v2\nwhatever", ExchangeFileTooNewError),
        (b"age-encryption.org/v1\n", ExchangeFileDamagedError),
        (b"", ExchangeFileDamagedError),
    ],
)
def test_any_other_file_is_told_apart(
    tmp_path: Path, content: bytes, error: type[ExchangeFileError]
) -> None:
    refusal = refused(tmp_path / "a.kuskax", content)

    assert type(refusal) is error


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    refusal = refused(tmp_path / "a.kuskax", b"")

    assert isinstance(refusal, ExchangeFileDamagedError)
    assert refusal.check is Check.EMPTY
    assert refusal.message == "a.kuskax is damaged. There is nothing in it."


@pytest.mark.parametrize(
    ("lock", "words", "error"),
    [
        ("keys", None, ExchangeFileLockedError),
        ("keys", WORDS, ExchangeFileLockedError),
        ("passphrase", None, ExchangeFileLockedError),
        ("passphrase", "otras palabras", WrongExchangePassphraseError),
    ],
)
def test_who_cannot_open_it_is_told_why(
    target: Path, lock: str, words: str | None, error: type[ExchangeFileError]
) -> None:
    Parcel().write(target, LOCKS[lock])

    with (
        pytest.raises(error) as refusal,
        open_exchange_file(target, keys=(OTHER,), passphrase=words),
    ):
        pass

    assert target.name in refusal.value.message


def test_own_files_can_be_opened_too(target: Path) -> None:
    Parcel().write(target, ForKeys((OFFICE_PUBLIC, OFFICE_PUBLIC), OWN))

    with open_exchange_file(target, keys=(OWN,)) as contents:
        assert len(list(contents.entries())) == len(HISTORY)


LATER = LINE.replace(b'{"format":1,', b'{"format":2,"sheets":[1.5,{"a":null}],')


@pytest.mark.parametrize(
    "content",
    [
        signed(LOG, LATER),
        signed(LOG, LATER, key=STRANGER),
        signed(LOG, LATER)[:-22] + b"a directory of another kind",
        signed(b"\xff", LATER),
    ],
)
def test_a_later_format_is_not_called_damaged(tmp_path: Path, content: bytes) -> None:
    refusal = refused(tmp_path / "a.kuskax", content)

    assert isinstance(refusal, ExchangeFileTooNewError)
    assert (refusal.found, refusal.understood) == (2, 1)
    assert "version 2" in refusal.message


def test_a_later_vocabulary_is_refused_by_who_does_not_know_it(target: Path) -> None:
    target.write_bytes(signed(LOG, manifest_of(LOG, schema=5)))

    with (
        pytest.raises(ExchangeFileTooNewError) as refusal,
        open_exchange_file(target, newest_schema=4),
    ):
        pass
    with open_exchange_file(target, newest_schema=5) as contents:
        assert contents.manifest.schema == 5

    assert (refusal.value.found, refusal.value.understood) == (5, 4)


def test_a_false_signature_is_refused(tmp_path: Path) -> None:
    another = KEY.sign_manifest(encode_manifest(manifest_of(LOG, created=5)))

    for content in (
        signed(LOG, key=STRANGER),
        signed(LOG, signature=another),
        signed(LOG, signature=KEY.seal(HISTORY[-1].id)),
        signed(LOG, signature="ñ" * 43),
    ):
        refusal = refused(tmp_path / "a.kuskax", content)

        assert isinstance(refusal, ExchangeSignatureFalseError)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{}",
        b"not JSON: Quispe Mamani",
        LINE.replace(b",", b", ", 1),
        LINE[:-1] + b',"more":1}',
        LINE + b" " * (17 << 20),
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: bytes) -> None:
    refusal = refused(tmp_path / "a.kuskax", signed(LOG, manifest))

    assert isinstance(refusal, ExchangeFileDamagedError)
    assert refusal.check in {Check.MANIFEST, Check.ARCHIVE}
    assert FAMILY not in str(refusal)


@pytest.mark.parametrize(
    ("log", "changes"),
    [
        (LOG, {"sha256": "0" * 64}),
        (LOG, {"commits": 2}),
        (LOG, {"commits": 4}),
        (LOG[:-1], {}),
        (LOG + b"\n", {}),
        (LOG + b"Quispe Mamani\n", {}),
        (b"\n" + LOG, {}),
        (b"[]\n" + LOG, {}),
        (b"-\n", {}),
        (b"\xef\xbb\xbf" + LOG, {}),
        (b"{}\n" + b"-\n" * 10_000, {}),
        (b"{}\n[" + os.urandom(1_000).replace(b"\n", b"") * 68_000 + b"]\n", {}),
    ],
)
def test_a_log_that_is_not_as_signed_is_refused(
    tmp_path: Path, log: bytes, changes: dict[str, object]
) -> None:
    content = signed(log, manifest_of(log, **changes))

    refusal = refused(tmp_path / "a.kuskax", content)

    assert isinstance(refusal, ExchangeFileDamagedError)
    assert refusal.check is Check.LOG
    assert FAMILY not in str(refusal)


@pytest.mark.parametrize("change", [{"bytes": len(LOG) - 1}, {"bytes": len(LOG) + 1}])
def test_the_log_is_as_long_as_was_signed(
    tmp_path: Path, change: dict[str, object]
) -> None:
    refusal = refused(tmp_path / "a.kuskax", signed(LOG, manifest_of(LOG, **change)))

    assert isinstance(refusal, ExchangeFileDamagedError)
    assert refusal.check is Check.ARCHIVE


def test_a_commit_no_reader_should_hold_at_once_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_reading, "MAX_ENTRY", 3_000)
    path = tmp_path / "a.kuskax"
    most = LOG + b"{}\n[" + b"x" * 2_994 + b"]\n"
    path.write_bytes(signed(most))

    header, payloads = all_of(path)[-1]
    refusal = refused(path, signed(most[:-2] + b"x]\n"))

    assert len(header) + sum(len(one or b"") for one in payloads) == 2_998
    assert isinstance(refusal, ExchangeFileDamagedError)
    assert refusal.check is Check.LOG


def test_an_attachment_is_what_its_name_says(target: Path) -> None:
    name = "0" * 64
    manifest = manifest_of(LOG, blobs=((name, 5),))
    target.write_bytes(signed(LOG, manifest, stored(f"blobs/{name}", b"hello")))

    with open_exchange_file(target) as contents:
        with pytest.raises(ExchangeFileDamagedError) as refusal:
            contents.blob(name)
        with pytest.raises(KeyError):
            contents.blob("1" * 64)

    assert refusal.value.check is Check.ATTACHMENT
