"""age, made and read: what pyrage and any other program for age agree with."""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64decode
from typing import TYPE_CHECKING

import pyrage
import pytest
from pyrage import x25519

from tests.exchange.parcels import (
    LOCKS,
    OFFICE,
    OFFICE_PUBLIC,
    OTHER,
    OTHER_PUBLIC,
    OWN,
    WORDS,
)
from workshop_app.exchange import age_passphrase
from workshop_app.exchange.age_box import (
    ForKeys,
    Open,
    WithPassphrase,
    close_box,
    open_box,
)
from workshop_app.exchange.age_keys import new_exchange_key
from workshop_app.exchange.exchange_errors import (
    ExchangeFileDamagedError,
    ExchangeFileLockedError,
    ExchangeFileTooNewError,
    ExchangeFileUnreadableError,
    ExchangeKeyError,
    NoRoomToPrepareError,
    WrongExchangePassphraseError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from typing_extensions import Buffer

    from workshop_app.exchange.age_box import Lock

CHUNK = 1 << 16
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 300_000]

BY_PYRAGE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB0UVk1S3A4U0F2cFR0UkorVW1Tb3Z3IDEwClFl"
    "dXNqNklzb3E3NGFpelROTVMveWM5WUJzVkN2TmJVbGhBZ0dqajlSN1UKLS0tIE85NmVOVTB2ZUswc2Y5"
    "YzJSb29JaGgwS2p6WTdEUCtqSEtFVmdFdzBhSDAK/QsaNt3HOeb76MWNYKcN08wIHcFgW5MAEOf1FR5b"
    "BDHm6Ab9625OX0+G9LaR0OI="
)
"""Made by pyrage 1.4.0 on a slow day: on others it asks for more work than we do."""


def content_of(size: int) -> bytes:
    return hashlib.shake_128(b"content").digest(size)


def pieces_of(content: bytes, length: int = 100_003) -> Iterator[bytes]:
    for at in range(0, len(content), length):
        yield content[at : at + length]


def closed(content: bytes, lock: Lock) -> bytes:
    target = io.BytesIO()
    close_box(pieces_of(content), target, lock)
    return target.getvalue()


def opened(
    box: bytes, path: Path, keys: Sequence[str] = (OTHER, OFFICE), words: str = WORDS
) -> bytes:
    target = io.BytesIO()
    open_box(path, io.BytesIO(box), target, keys=keys, passphrase=words)
    return target.getvalue()


@pytest.fixture(scope="module")
def for_words() -> bytes:
    """A box closed with a passphrase."""
    return closed(content_of(2 * CHUNK + 10), WithPassphrase(WORDS))


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_opens_what_was_closed_for_keys(size: int) -> None:
    box = closed(content_of(size), ForKeys((OFFICE_PUBLIC, OTHER_PUBLIC), OWN))

    for key in (OFFICE, OTHER, OWN):
        identity = x25519.Identity.from_str(key)
        assert pyrage.decrypt(box, [identity]) == content_of(size)


@pytest.mark.parametrize("size", SIZES)
def test_what_pyrage_closed_for_keys_is_opened(tmp_path: Path, size: int) -> None:
    recipient = x25519.Recipient.from_str(OFFICE_PUBLIC)
    box = pyrage.encrypt(content_of(size), [recipient])

    assert opened(box, tmp_path / "a") == content_of(size)


@pytest.mark.parametrize("size", [0, CHUNK - 1, CHUNK, 2 * CHUNK + 1])
def test_pyrage_opens_what_a_passphrase_closed(tmp_path: Path, size: int) -> None:
    content = content_of(size)

    box = closed(content, WithPassphrase(WORDS))

    assert pyrage.passphrase.decrypt(box, WORDS) == content
    assert opened(box, tmp_path / "a") == content


def test_what_pyrage_closed_with_a_passphrase_is_opened(tmp_path: Path) -> None:
    assert opened(BY_PYRAGE, tmp_path / "a") == b"Agua para todos"


def test_what_is_not_locked_is_as_it_came() -> None:
    assert closed(content_of(CHUNK + 5), Open()) == content_of(CHUNK + 5)


def test_the_same_content_is_never_closed_alike(for_words: bytes) -> None:
    again = closed(content_of(2 * CHUNK + 10), WithPassphrase(WORDS))

    assert len(again) == len(for_words)
    assert again != for_words


def test_keys_are_spelled_as_pyrage_spells_them() -> None:
    for number in range(20):
        secret, public = new_exchange_key(bytes([number * 13] * 32))
        identity = x25519.Identity.from_str(secret)

        assert str(identity) == secret
        assert str(identity.to_public()) == public


def test_a_known_key_keeps_its_text() -> None:
    private, public = new_exchange_key(bytes(range(32)))

    assert private == (
        "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG"
    )
    assert public == "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh"


def test_keys_are_drawn_where_none_is_given() -> None:
    assert new_exchange_key() != new_exchange_key()


@pytest.mark.parametrize("text", ["", "age1", OFFICE, OFFICE_PUBLIC[:-1], "ñ"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(ExchangeKeyError) as refusal:
        closed(b"x", ForKeys((text,), OWN))

    assert "age1" in refusal.value.advice


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", OFFICE_PUBLIC, OWN[:-1]])
def test_what_is_no_secret_key_is_refused(tmp_path: Path, text: str) -> None:
    box = closed(b"x", ForKeys((OFFICE_PUBLIC,), OWN))

    with pytest.raises(ExchangeKeyError):
        opened(box, tmp_path / "a", [text])
    with pytest.raises(ExchangeKeyError):
        closed(b"x", ForKeys((OFFICE_PUBLIC,), text))


@pytest.mark.parametrize("keys", [(), (OTHER,)])
def test_who_has_no_key_is_told_so(tmp_path: Path, keys: tuple[str, ...]) -> None:
    box = closed(b"x", ForKeys((OFFICE_PUBLIC,), OWN))

    with pytest.raises(ExchangeFileLockedError) as refusal:
        opened(box, tmp_path / "a", keys)

    assert not refusal.value.passphrase


def test_another_passphrase_is_told_apart(tmp_path: Path, for_words: bytes) -> None:
    with pytest.raises(WrongExchangePassphraseError):
        opened(for_words, tmp_path / "a", words=WORDS + " ")
    with pytest.raises(WrongExchangePassphraseError):
        opened(for_words, tmp_path / "a", words="\ud800")


def test_a_passphrase_is_asked_for(tmp_path: Path, for_words: bytes) -> None:
    with pytest.raises(ExchangeFileLockedError) as refusal:
        open_box(
            tmp_path / "a",
            io.BytesIO(for_words),
            io.BytesIO(),
            keys=(),
            passphrase=None,
        )

    assert refusal.value.passphrase


@pytest.mark.parametrize("work", [b"19", b"30", b"99", b"016", b"0", b"1e1", b"-1"])
def test_a_stranger_may_not_ask_for_more_work(
    tmp_path: Path, for_words: bytes, work: bytes
) -> None:
    box, times = re.subn(rb" \d+\n", b" %s\n" % work, for_words, count=1)
    assert times

    with pytest.raises(ExchangeFileDamagedError):
        opened(box, tmp_path / "a")


def swapped(box: bytes) -> bytes:
    start = box.index(b"\n", box.index(b"\n---") + 4) + 1 + 16
    one, two = start + CHUNK + 16, start + 2 * (CHUNK + 16)
    return box[:start] + box[one:two] + box[start:one] + box[two:]


@pytest.mark.parametrize("lock", ["keys", "words"])
@pytest.mark.parametrize(
    "damage",
    [
        swapped,
        lambda box: box[:-1],
        lambda box: box[:-26],
        lambda box: box[: -26 - CHUNK - 16],
        lambda box: box[: -26 - 2 * (CHUNK + 16)],
        lambda box: box[: -26 - 2 * (CHUNK + 16) - 5],
        lambda box: box[:30],
        lambda box: box[:22],
        lambda box: box[:21],
        lambda box: box + b"x",
        lambda box: box + bytes(16),
        lambda box: box[:-1] + bytes([box[-1] ^ 1]),
        lambda box: box.replace(b"\n--- ", b"\n--- A", 1),
        lambda box: box.replace(b"\n--- ", b"\n-> X25519\n--- ", 1),
        lambda box: box[:22] + b"-> x y\n\n" * 100_000,
        lambda box: box[:22] + b"y" * 1_000_000,
    ],
)
def test_what_is_not_whole_is_refused(
    tmp_path: Path,
    for_words: bytes,
    lock: str,
    damage: object,
) -> None:
    content = content_of(2 * CHUNK + 10)
    whole = for_words
    if lock == "keys":
        whole = closed(content, ForKeys((OFFICE_PUBLIC,), OWN))
    assert callable(damage)

    with pytest.raises(ExchangeFileDamagedError):
        opened(damage(whole), tmp_path / "a")


class Failing(io.BytesIO):
    """A medium that gives up after some turns, and says so but once."""

    def __init__(self, content: bytes, turns: int) -> None:
        super().__init__(content)
        self.turns = turns

    def _turn(self) -> None:
        self.turns -= 1
        if self.turns == 0:
            raise OSError(5, "Input/output error")

    def read(self, size: int | None = -1, /) -> bytes:
        self._turn()
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        self._turn()
        return super().readline(size)

    def write(self, data: Buffer, /) -> int:
        self._turn()
        return super().write(data)


def turns_of(content: bytes, use: Callable[[Failing], object]) -> int:
    """Return how often a medium is asked, when it does not fail."""
    medium = Failing(content, -1)
    use(medium)
    return -1 - medium.turns


@pytest.mark.parametrize("lock", ["keys", "words"])
def test_a_medium_may_fail_at_any_moment(
    tmp_path: Path, for_words: bytes, lock: str
) -> None:
    path = tmp_path / "a"
    content = content_of(2 * CHUNK + 10)
    chosen = LOCKS["keys"] if lock == "keys" else WithPassphrase(WORDS)
    box = closed(content, chosen) if lock == "keys" else for_words

    def read(source: BinaryIO) -> None:
        open_box(path, source, io.BytesIO(), keys=(OFFICE,), passphrase=WORDS)

    def write(target: BinaryIO) -> None:
        open_box(path, io.BytesIO(box), target, keys=(OFFICE,), passphrase=WORDS)

    def make(target: BinaryIO) -> None:
        close_box(pieces_of(content), target, chosen)

    for content_there, use, error in (
        (box, read, ExchangeFileUnreadableError),
        (b"", write, NoRoomToPrepareError),
        (b"", make, OSError),
    ):
        asked = turns_of(content_there, use)
        for turn in {1, asked // 2 + 1, asked}:
            with pytest.raises(error):
                use(Failing(content_there, turn))


def test_a_header_that_was_altered_is_refused(tmp_path: Path, for_words: bytes) -> None:
    at = for_words.index(b"\n--- ") + 5
    other = b"A" if for_words[at : at + 1] != b"A" else b"B"

    with pytest.raises(ExchangeFileDamagedError):
        opened(for_words[:at] + other + for_words[at + 1 :], tmp_path / "a")


def test_a_chunk_of_nothing_may_not_follow_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = [(content_of(CHUNK), False), (b"", True)]
    with monkeypatch.context() as patch:
        patch.setattr(age_passphrase, "_chunks", lambda _: chunks)
        box = closed(b"", WithPassphrase(WORDS))

    with pytest.raises(ExchangeFileDamagedError):
        opened(box, tmp_path / "a")
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(box, WORDS)


def test_an_empty_chunk_hangs_behind_nothing(tmp_path: Path) -> None:
    """age knows one empty chunk: all there is of an empty file."""
    box = closed(b"", WithPassphrase(WORDS))

    with pytest.raises(ExchangeFileDamagedError):
        opened(box[:-16], tmp_path / "a")


def test_a_later_age_is_told_apart(tmp_path: Path, for_words: bytes) -> None:
    with pytest.raises(ExchangeFileTooNewError) as refusal:
        opened(for_words.replace(b"/v1\n", b"/v2\n", 1), tmp_path / "a")

    assert (refusal.value.found, refusal.value.understood) == (2, 1)
