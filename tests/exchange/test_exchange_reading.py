"""Files from anywhere are refused with a sentence that says why."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import msgspec
import pytest

from tests.exchange.hostile_archives import LINE, LOG
from tests.exchange.judging import entries_of
from tests.exchange.parcels import (
    FAMILY,
    HISTORY,
    KEY,
    LOCKS,
    OFFICE_PUBLIC,
    OTHER,
    OWN,
    SCAN,
    STRANGER,
    WORDS,
    Parcel,
    manifest_of,
    signed,
    stored,
)
from workshop_app.exchange import exchange_reading
from workshop_app.exchange.exchange_file import (
    Check,
    ExchangeFileDamagedError,
    ExchangeFileError,
    ExchangeFileLockedError,
    ExchangeFileMissingError,
    ExchangeFileTooLargeError,
    ExchangeFileTooNewError,
    ExchangeFileUnreadableError,
    ExchangeSignatureFalseError,
    ForKeys,
    NotAnExchangeFileError,
    Open,
    WrongExchangePassphraseError,
    open_exchange_file,
    outer_hash,
)
from workshop_app.exchange.exchange_reading import MAX_FILE
from workshop_app.ledger.commit import MAX_OPS, Header, Op, encode_header, to_text
from workshop_app.ledger.manifest import encode_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def refused(path: Path, content: bytes) -> ExchangeFileError:
    """Read a file to its end, and return why that could not be done."""
    path.write_bytes(content)
    with pytest.raises(ExchangeFileError) as refusal:
        entries_of(path)
    return refusal.value


def test_there_may_be_no_such_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.kuskax", tmp_path / "a\0b", tmp_path / "a" / "b"):
        with pytest.raises(ExchangeFileMissingError):
            outer_hash(path)
        with pytest.raises(ExchangeFileMissingError):
            entries_of(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.kuskax"
    os.mkfifo(pipe)

    for path in (tmp_path, pipe):
        with pytest.raises(NotAnExchangeFileError):
            entries_of(path)


@pytest.mark.parametrize("question", [outer_hash, entries_of])
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


@pytest.mark.parametrize("question", [outer_hash, entries_of])
def test_a_file_that_cannot_be_read_at_all_is_one_sentence(
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    question: Callable[[Path], object],
) -> None:
    Parcel().write(target, Open())

    class Broken(io.BufferedReader):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, os.strerror(5))

        def readinto(self, buffer: object, /) -> int:
            raise OSError(5, os.strerror(5))

    def opened(path: Path, mode: str) -> io.BufferedReader:
        return Broken(io.FileIO(path, mode))

    monkeypatch.setattr(type(target), "open", opened)

    with pytest.raises(ExchangeFileUnreadableError):
        question(target)


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


def test_the_shortest_commits_are_read(tmp_path: Path) -> None:
    name, record = to_text(bytes(32)), "0" * 32
    op = Op("a", record, ("a",), (), name)
    least = Header(
        version=1, device=name, number=2, previous=name, clock=0, actor="",
        deed=record, code="a", schema=1,
    )  # fmt: skip
    entries = [
        (encode_header(msgspec.structs.replace(least, **parts)), [None] * lines)
        for parts, lines in (
            ({"reverts": (name,)}, 0),
            ({"reverts": (name,), "words": name}, 1),
            ({"ops": (op,)}, 1),
            ({"ops": (op,), "words": name}, 2),
            ({"ops": (op,) * MAX_OPS, "words": name}, MAX_OPS + 1),
        )
    ]
    log = b"".join(raw + b"\n" + b"-\n" * len(lines) for raw, lines in entries)
    (tmp_path / "a.kuskax").write_bytes(signed(log))

    assert entries_of(tmp_path / "a.kuskax") == entries


def test_a_commit_no_reader_should_hold_at_once_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_reading, "MAX_ENTRY", 3_000)
    path = tmp_path / "a.kuskax"
    most = LOG + HISTORY[0].raw + b"\n["
    most += b"x" * (2_996 - len(HISTORY[0].raw)) + b"]\n"
    path.write_bytes(signed(most))

    header, payloads = entries_of(path)[-1]
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
