"""Manifests: what a file that travels says of the log inside it.

Whoever reads one knows what is inside before reading the log, and that nobody has
changed it since.  A manifest has exactly one spelling, like a header.  See
`docs/exchange-format.md`, "Manifest".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from workshop_app.ledger.commit import (
    MAX_CLOCK,
    Fault,
    MalformedCommitError,
    TooNewCommitError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT: Final = 1
"""The version of the exchange file written and read here."""

MAX_MANIFEST: Final = 16 << 20
"""Bytes of the longest manifest."""

MAX_LOG: Final = (1 << 31) - 1
"""Bytes of the longest log that travels in one file."""

MAX_BLOB: Final = 64 << 20
"""Bytes of the largest scan or photograph; what may be attached is no larger."""

MAX_BLOBS: Final = 60_000
"""The most scans and photographs in one file."""

_VERSION: Final = re.compile(rb'\{"format":([1-9][0-9]{0,8}),')

_Hash = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\\Z")]
_Signature = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{85}[AQgw]\\Z")]
_Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}\\Z")]
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}\\Z")]
_App = Annotated[str, msgspec.Meta(pattern="^[0-9A-Za-z.+-]{1,40}\\Z")]
_Clock = Annotated[int, msgspec.Meta(ge=0, le=MAX_CLOCK)]
_Schema = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
_Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_LOG)]
_BlobBytes = Annotated[int, msgspec.Meta(ge=0, le=MAX_BLOB)]
_Bases = tuple[tuple[_Hash, _Hash], ...]
_Heads = Annotated[
    tuple[tuple[_Hash, _Hash, _Signature], ...], msgspec.Meta(min_length=1)
]
_Blobs = Annotated[
    tuple[tuple[_Sha256, _BlobBytes], ...], msgspec.Meta(max_length=MAX_BLOBS)
]


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an exchange file holds, signed by the device that made it.

    Attributes:
        format: Version of the exchange file.
        schema: Greatest vocabulary of the commits inside; 1 if there are none.
        app: Version of the program that wrote it.
        by: The device that wrote and signed it.
        created: Claimed time, milliseconds since 1970.
        process: Id of the process all of it belongs to.
        commits: How many commits are in the log.
        bytes: Length of the log.
        sha256: Of the log, in hexadecimal.
        base: Device and tip of the chains that are taken as known, in ascending order;
            empty if the history is all there.
        heads: Device, tip and seal of every chain's end, exported or taken as known,
            in ascending order; a forked device has several.
        blobs: SHA-256 in hexadecimal and length of each scan and photograph that came
            along, in ascending order.
    """

    format: int
    schema: _Schema
    app: _App
    by: _Hash
    created: _Clock
    process: _Id
    commits: _Count
    bytes: _Count
    sha256: _Sha256
    base: _Bases
    heads: _Heads
    blobs: _Blobs


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Manifest).decode


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the one spelling of a manifest; what `read_manifest` takes back."""
    return _encode(manifest)


def read_manifest(line: bytes) -> Manifest:
    """Read a manifest that came from anywhere, believing none of it.

    Its version is looked at before all else, so that a file of a later format is told
    apart from a damaged one whatever else that format changed.

    Raises:
        TooNewCommitError: If a newer format is needed.
        MalformedCommitError: If it is not a manifest of this format.
    """
    version = _VERSION.match(line)
    if version and int(version[1]) > FORMAT:
        raise TooNewCommitError(found=int(version[1]), understood=FORMAT)
    if version is None:
        raise MalformedCommitError(Fault.GRAMMAR)
    if len(line) > MAX_MANIFEST:
        raise MalformedCommitError(Fault.TOO_LONG)
    try:
        manifest = _decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedCommitError(Fault.GRAMMAR) from error
    if _encode(manifest) != line:
        raise MalformedCommitError(Fault.GRAMMAR)
    names = [sha256 for sha256, _ in manifest.blobs]
    ends = [(device, tip) for device, tip, _ in manifest.heads]
    if not (_ascends(manifest.base) and _ascends(ends) and _ascends(names)):
        raise MalformedCommitError(Fault.ORDER)
    return manifest


def _ascends(items: Sequence[Any]) -> bool:
    return all(one < next_one for one, next_one in pairwise(items))
