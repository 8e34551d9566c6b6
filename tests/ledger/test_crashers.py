"""What once made a reader fall, and what looks as if it might, read every day.

`python -m tests.long.coverage_fuzz` looks for more and leaves what it finds among the
crashers; whoever mends one gives its file a name that says what it is.
"""

from __future__ import annotations

from pathlib import Path

from tests.ledger import readers
from tests.ledger.seeds import seeds

CRASHERS = sorted(Path(__file__).with_name("crashers").glob("*"))
NASTY = (
    b"", b"\n", b"\0", b"{", b"[", b"[" * 5_000, b'{"a":' * 5_000, b"9" * 5_000,
    b"1e999", b"-0", b'"\\ud800"', b'"\xed\xa0\x80"', b"\xff", b'["\\u0000"]',
    b'["' + b"A" * 16 + b'",9223372036854775808]', b'["' + b"A" * 16 + b'",1.0]',
    b'["' + b"A" * 16 + b'",NaN]', b'{"format":99999999999999999999}',
)  # fmt: skip


def test_what_made_a_reader_fall_or_looks_dangerous_is_refused() -> None:
    every = range(len(readers.READERS))
    crashers = [path.read_bytes() for path in CRASHERS]

    taken = [
        (number, line)
        for number in every
        for line in NASTY
        if readers.read(readers.named(number, line))
    ]
    taken += [(one[0], one[1:]) for one in crashers if readers.read(one)]

    assert taken == [(readers.LOG, b"")]


def test_what_was_truly_written_is_taken() -> None:
    taken = {seed[0]: readers.read(seed) for seed in seeds()}

    assert taken == dict.fromkeys(range(len(readers.READERS)), True)
