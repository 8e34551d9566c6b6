"""The record inside a paper, and the code that ties the printed page to it.

A paper carries its content as `registro.json`.  The SHA-256 of those bytes stands
in the QR of every page, whole, and in a code of sixteen characters that a person
can compare by eye; so a page swapped in the printed copy is found out.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_app.domain.content import Reference

RECORD_NAME = "registro.json"
CODE_PATTERN = re.compile(r"(?<![A-Z2-7])[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}(?![A-Z2-7])")

_CODE_CHARACTERS = 16
# The alphanumeric mode of ISO/IEC 18004: two characters take eleven bits, not sixteen.
_NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Z $%*+./-]")


@dataclass(frozen=True, slots=True)
class Seal:
    """What ties a page to its record.

    Attributes:
        record: Canonical JSON in UTF-8, exactly what this edition shows.
        digest: SHA-256 of `record` in hexadecimal.
        code: The first sixteen characters of the digest in Base32, in fours.
        payload: What the QR of a page says before its page number.
    """

    record: bytes
    digest: str
    code: str
    payload: str


def seal(kind: str, reference: Reference, content: Any) -> Seal:
    """Return what ties a paper to `content`.

    Args:
        kind: One capital letter for the kind of paper, which the QR begins with.
        reference: What the paper is known by.
        content: A dataclass of `workshop_app.domain.content`.
    """
    record = canonical(content)
    code = code_of(record)
    whole = _base32(record)
    number = _NOT_ALPHANUMERIC.sub("-", reference.number.upper())
    return Seal(
        record=record,
        digest=digest_of(record),
        code=code,
        payload=f"KSK1:{kind}:{number}:V{reference.version}:{whole}",
    )


def canonical(content: Any) -> bytes:
    """Return a dataclass as JSON with sorted keys and no spaces, in UTF-8.

    Anybody can compute the same bytes again, or hash the attached ones, without this
    program.  A lone surrogate, which UTF-8 cannot hold, is written as its escape.
    """
    plain = dataclasses.asdict(content)
    text = json.dumps(
        plain,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_iso,
    )
    return text.encode(errors="backslashreplace")


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    message = f"{type(value).__name__} has no place in a record"
    raise TypeError(message)


def digest_of(record: bytes) -> str:
    """Return the SHA-256 of `record` in hexadecimal."""
    return hashlib.sha256(record).hexdigest()


def code_of(record: bytes) -> str:
    """Return the sixteen characters printed for `record`, in fours."""
    short = _base32(record)[:_CODE_CHARACTERS]
    return "-".join(short[at : at + 4] for at in range(0, _CODE_CHARACTERS, 4))


def _base32(record: bytes) -> str:
    return base64.b32encode(hashlib.sha256(record).digest()).decode().rstrip("=")


@lru_cache(maxsize=64)
def qr_runs(payload: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return a QR code as horizontal runs of dark modules.

    The mask is fixed: choosing the best of eight costs a fifth of a letter, and every
    reader copes with any of them.

    Returns:
        Modules a side, and (row from the top, column, length) of each run.
    """
    import segno  # noqa: PLC0415 slow to import

    matrix = segno.make(payload, error="m", mask=2, micro=False, boost_error=False)
    runs: list[tuple[int, int, int]] = []
    rows = matrix.matrix
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((number, start, column - start))
                start = None
    return len(rows), tuple(runs)
