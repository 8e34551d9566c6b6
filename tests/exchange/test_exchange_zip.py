"""The archive inside an exchange file has one spelling."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.exchange.hostile_archives import HOSTILE, LINE, LOG, SIGNATURE, WHOLE
from tests.exchange.judging import judge
from tests.exchange.parcels import deflated, stored
from workshop_app.exchange.exchange_errors import Check, ExchangeFileDamagedError
from workshop_app.exchange.exchange_file import open_exchange_file
from workshop_app.exchange.exchange_zip import (
    Archive,
    ArchiveFaultError,
    archive_bytes,
)

if TYPE_CHECKING:
    from pathlib import Path


def opened(content: bytes) -> Archive:
    return Archive(io.BytesIO(content), len(content))


def test_any_program_that_knows_zip_opens_it() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "manifest.sig", "log.jsonl"]
        assert archive.read("manifest.json") == LINE
        assert archive.read("manifest.sig") == SIGNATURE
        assert archive.read("log.jsonl") == LOG
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("size", [0, 1, 257, (1 << 18) - 1, 1 << 18, 700_001])
def test_what_is_packed_comes_out_again(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    spelled = b"".join(archive_bytes([deflated("a", content), stored("b", content)]))

    archive = opened(spelled)

    assert [one.name for one in archive.members()] == ["a", "b"]
    assert b"".join(archive.content("a")) == content
    assert b"".join(archive.content("b")) == content


def test_two_members_may_be_read_in_turns() -> None:
    long, short = bytes(1_000_000), b"short"
    spelled = b"".join(archive_bytes([deflated("a", long), stored("b", short)]))
    archive = opened(spelled)
    archive.members()

    pieces = archive.content("a")
    first = next(pieces)
    between = b"".join(archive.content("b"))

    assert between == short
    assert first + b"".join(pieces) == long


def test_an_archive_without_parts_has_none() -> None:
    assert opened(b"".join(archive_bytes([]))).members() == []


def test_the_beginning_is_read_before_the_directory() -> None:
    cut = WHOLE[: WHOLE.index(b"PK\3\4", 4)]

    assert opened(cut).beginning("manifest.json", 1_000_000) == LINE
    assert len(opened(cut).beginning("manifest.json", 10)) > 10
    with pytest.raises(ArchiveFaultError):
        opened(cut).members()
    with pytest.raises(ArchiveFaultError):
        opened(cut).beginning("something.json", 1_000_000)


def test_a_file_that_shrinks_while_it_is_read_is_refused() -> None:
    with pytest.raises(ArchiveFaultError):
        Archive(io.BytesIO(WHOLE[:20]), len(WHOLE)).members()
    with pytest.raises(ArchiveFaultError):
        opened(b"too short").members()


@pytest.mark.parametrize("kind", HOSTILE)
def test_an_archive_that_deceives_others_is_refused(tmp_path: Path, kind: str) -> None:
    hostile = HOSTILE[kind]()

    verdict = judge(tmp_path / "a.kuskax", hostile)

    assert verdict.refusal in {"ExchangeFileDamagedError", "NotAnExchangeFileError"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.kuskax"
    path.write_bytes(HOSTILE["a bomb, truly declared and signed"]())
    started = time.process_time()

    with (
        pytest.raises(ExchangeFileDamagedError) as refusal,
        open_exchange_file(path) as contents,
    ):
        next(contents.entries())

    assert refusal.value.check is Check.LOG
    assert time.process_time() - started < 0.1
