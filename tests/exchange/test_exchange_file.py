"""What goes into an exchange file comes out of it."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pyrage
import pytest
from pyrage import x25519

from tests.exchange.hostile_archives import LOG
from tests.exchange.judging import entries_of
from tests.exchange.parcels import (
    FAMILY,
    HISTORY,
    LOCKS,
    OFFICE,
    OTHER,
    PHOTOGRAPH,
    SCAN,
    WORDS,
    Parcel,
    a_history,
    lines_of,
)
from workshop_app.exchange.exchange_file import (
    Open,
    open_exchange_file,
    outer_hash,
)
from workshop_app.ledger.payload import open_commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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

    assert entries_of(target) == []
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

    assert entries_of(target) == [(header, [*payloads[:-1], None])]


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
