"""Whatever an exchange file has gone through, it is refused or is what was signed."""

from __future__ import annotations

import hashlib
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from tests.exchange.judging import exported_again, judge
from tests.exchange.mutations import LINES, Wrong, cut, flipped, fuzzed, small
from tests.exchange.parcels import (
    LOCKS,
    OFFICE,
    WORDS,
    Parcel,
    a_history,
    lines_of,
    manifest_of,
    signed,
)
from workshop_app.exchange import exchange_reading
from workshop_app.exchange.exchange_file import (
    ExchangeFileDamagedError,
    open_exchange_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SEED = 20261123


def refusals(path: Path, files: Iterable[Wrong], right: str) -> dict[str, int]:
    """Read files; return how many were refused as what."""
    found: dict[str, int] = {}
    for wrong in files:
        verdict = judge(path, wrong.content)
        assert not verdict.trouble, (wrong.kind, verdict.trouble, wrong.content)
        if verdict.content and wrong.meant:
            assert exported_again(path, path.with_name("again")), wrong.content
        elif verdict.content:
            assert verdict.content == right, (wrong.kind, wrong.content)
        found[verdict.refusal] = found.get(verdict.refusal, 0) + 1
    return found


@pytest.fixture
def right(tmp_path: Path) -> str:
    content = judge(tmp_path / "right.kuskax", small("open")).content
    assert content == judge(tmp_path / "right.kuskax", small("keys")).content
    return content


@pytest.mark.parametrize("lock", ["open", "keys"])
def test_a_file_cut_at_any_byte_is_refused(
    tmp_path: Path, right: str, lock: str
) -> None:
    found = refusals(tmp_path / "a.kuskax", cut(small(lock)), right)

    assert "" not in found


@pytest.mark.parametrize("lock", ["open", "keys"])
def test_a_flipped_bit_is_found_out(tmp_path: Path, right: str, lock: str) -> None:
    found = refusals(tmp_path / "a.kuskax", flipped(small(lock), step=11), right)

    assert sum(found.values()) > 1_000
    assert found.get("", 0) <= 3  # the spare bits at the end of a deflated part


def test_a_passphrase_guards_every_byte(tmp_path: Path, right: str) -> None:
    whole = small("passphrase")
    path = tmp_path / "a.kuskax"

    found = refusals(path, flipped(whole, step=len(whole) * 2, first=5), right)
    found |= refusals(path, [Wrong("cut", whole[:-1])], right)

    assert "" not in found


def test_files_of_all_kinds_are_refused_or_right(tmp_path: Path, right: str) -> None:
    found = refusals(tmp_path / "a.kuskax", fuzzed(SEED, 700), right)

    assert found["ExchangeFileDamagedError"] > 150
    assert found["ExchangeSignatureFalseError"] > 50
    assert found["ExchangeFileTooNewError"] > 0
    assert found["NotAnExchangeFileError"] > 20
    assert found[""] > 20  # those that whoever holds the key has signed


def test_a_reader_that_believes_signatures_is_found_out(
    tmp_path: Path, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_reading, "verify_manifest", lambda *_: True)

    with pytest.raises(AssertionError, match="forged"):
        refusals(tmp_path / "a.kuskax", fuzzed(SEED, 50), right)


@pytest.mark.parametrize("lines", [b"{}\n", b"-\n"])
def test_a_small_file_cannot_keep_a_reader_busy(tmp_path: Path, lines: bytes) -> None:
    """As much as the ratio allows, of what is shortest: it would take a minute."""
    noise = hashlib.shake_128(b"noise").hexdigest(250_000).encode()
    log = LINES[0] + b"\n" + lines * (40_000_000 // len(lines)) + b"[" + noise + b"]\n"
    content = signed(log, manifest_of(log))
    assert len(content) < 400_000

    verdict = judge(tmp_path / "a.kuskax", content)

    assert verdict.refusal == "ExchangeFileDamagedError"


@pytest.mark.slow  # long histories, with their memory traced
@pytest.mark.parametrize("lock", ["keys", "open"])
def test_the_length_of_a_history_does_not_fill_the_memory(
    tmp_path: Path, lock: str
) -> None:
    lines = lines_of(a_history(2_000)) * 10
    parcel = Parcel(lines=iter(lines))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]

    written = parcel.write(tmp_path / "a.kuskax", LOCKS[lock])
    with open_exchange_file(tmp_path / "a.kuskax", keys=(OFFICE,)) as contents:
        read = sum(1 for _ in contents.entries())

    most = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert read == written.commits == 20_000
    assert written.manifest.bytes > 9_000_000
    assert most < 3_500_000


@pytest.mark.parametrize(
    "log",
    [
        b"{}\n" + b"-\n" * 500_000,
        b"{}\n[" + b'"x",' * 200_000 + b"]\n",
        b"{" * 900_000 + b"\n",
    ],
)
def test_no_log_however_odd_fills_the_memory(tmp_path: Path, log: bytes) -> None:
    path = tmp_path / "a.kuskax"
    path.write_bytes(signed(log, manifest_of(log, sha256="0" * 64)))
    del log
    tracemalloc.start()

    with (
        pytest.raises(ExchangeFileDamagedError),
        open_exchange_file(path, passphrase=WORDS) as contents,
    ):
        for _ in contents.entries():
            pass

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8_000_000
