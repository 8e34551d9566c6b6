"""Keys: who a device is, what its seal proves, and what an office certifies.

A device is its Ed25519 public key (RFC 8032).  One seal over the tip of a chain covers
every commit before it.  Certificates, revocations and erasures are signed with the
office key of a process; their format is fixed here, applying them is another matter.
See `docs/file-format.md`, "Seals" and "Reserved records"; manifests are signed as
`docs/exchange-format.md` says.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from workshop_app.ledger.commit import (
    MAX_CLOCK,
    Fault,
    MalformedCommitError,
    to_bytes,
    to_text,
)
from workshop_app.ledger.payload import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SEAL: Final = b"kuska:seal:v1\0"
_CERTIFICATE: Final = b"kuska:certificate:v1\0"
_REVOCATION: Final = b"kuska:revocation:v1\0"
_ERASURE: Final = b"kuska:erasure:v1\0"
_REMAINDER: Final = b"kuska:remainder:v1\0"
_MANIFEST: Final = b"kuska:manifest:v1\0"
_CONSONANTS: Final = "bdfgklmnrsty"
_VOWELS: Final = "aeiou"
_SYLLABLES: Final = 4
_ALOUD: Final = b"kuska:words:v1\0"
_WORDS: Final = 6
_OF_A_WORD: Final = 3

_Hash = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\\Z")]
_HashOrNone = Annotated[
    str, msgspec.Meta(pattern="^(?:[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])?\\Z")
]
_Signature = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{85}[AQgw]\\Z")]
_Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}\\Z")]
_Role = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,39}\\Z")]
_Clock = Annotated[int, msgspec.Meta(ge=0, le=MAX_CLOCK)]
_PLACE = re.compile("f(?:0|[1-9][0-9]?)")
_Hashes = Annotated[tuple[_Hash, ...], msgspec.Meta(min_length=1, max_length=1_000)]


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The office's word that a device may write in a process.

    Attributes:
        device: The device admitted.
        holder: Id of the person who answers for it.
        role: What it is admitted for, as a code.
        process: Id of the process.
        valid_from: First moment, milliseconds since 1970.
        valid_until: Last moment, or None for as long as it is not revoked.
        signature: The office's signature over all of this.
    """

    device: _Hash
    holder: _Id
    role: _Role
    process: _Id
    valid_from: _Clock
    valid_until: _Clock | None
    signature: _Signature


class Revocation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The office's word that a device is no longer to be believed.

    Attributes:
        device: The device.
        last_good: Its last commit that still counts, or "" if none does.
        signature: The office's signature over both.
    """

    device: _Hash
    last_good: _HashOrNone
    signature: _Signature


class Erasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The office's order to erase payloads for good.

    Attributes:
        payloads: Hashes of the payloads, in ascending order.
        signature: The office's signature over them.
    """

    payloads: _Hashes
    signature: _Signature


class Remainder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The office's word of what an erased payload held beside what had to go.

    Attributes:
        payload: Hash of the erased payload.
        kept: Position among the op's fields, and value, of what is still known, in
            ascending order.
        signature: The office's signature over both.
    """

    payload: _Hash
    kept: tuple[tuple[int, Value], ...]
    signature: _Signature


Statement = Certificate | Revocation | Erasure | Remainder
_S = TypeVar("_S", Certificate, Revocation, Erasure, Remainder)
_PREFIXES: Final = {
    Certificate: _CERTIFICATE,
    Revocation: _REVOCATION,
    Erasure: _ERASURE,
    Remainder: _REMAINDER,
}


class DeviceKey:
    """The secret of a store file; its public half is the name of the device."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.device = to_text(self._key.public_key().public_bytes_raw())

    def seal(self, tip: str) -> str:
        """Sign the id of the last commit of the chain, and so all before it."""
        return to_text(self._key.sign(_SEAL + to_bytes(tip)))

    def sign_manifest(self, manifest: bytes) -> str:
        """Sign the bytes of the manifest of a file that this device made."""
        return to_text(self._key.sign(_MANIFEST + manifest))


class OfficeKey:
    """The secret of a process: whoever holds it admits and revokes devices."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = to_text(self._key.public_key().public_bytes_raw())

    def certify(
        self,
        device: str,
        *,
        holder: str,
        role: str,
        process: str,
        valid_from: int,
        valid_until: int | None = None,
    ) -> Certificate:
        """Admit a device."""
        unsigned = Certificate(
            device, holder, role, process, valid_from, valid_until, ""
        )
        return msgspec.structs.replace(unsigned, signature=self._sign(unsigned))

    def revoke(self, device: str, last_good: str) -> Revocation:
        """Cease to believe a device after one of its commits; "" for all of it."""
        unsigned = Revocation(device, last_good, "")
        return msgspec.structs.replace(unsigned, signature=self._sign(unsigned))

    def order_erasure(self, payloads: Iterable[str]) -> Erasure:
        """Order payloads erased, by their hashes."""
        unsigned = Erasure(tuple(sorted(set(payloads))), "")
        return msgspec.structs.replace(unsigned, signature=self._sign(unsigned))

    def keep(self, payload: str, kept: Mapping[int, Value]) -> Remainder:
        """Say what stays known of a payload that is erased."""
        unsigned = Remainder(payload, tuple(sorted(kept.items())), "")
        return msgspec.structs.replace(unsigned, signature=self._sign(unsigned))

    def _sign(self, statement: Statement) -> str:
        return to_text(self._key.sign(_signed_bytes(statement)))


def verify_seal(device: str, tip: str, seal: str) -> bool:
    """Return whether the device signed this tip of its chain."""
    try:
        return _verifies(device, _SEAL + to_bytes(tip), seal)
    except MalformedCommitError:
        return False


def verify_manifest(device: str, manifest: bytes, signature: str) -> bool:
    """Return whether the device signed these bytes of a manifest."""
    return _verifies(device, _MANIFEST + manifest, signature)


def verify_statement(statement: Statement, office_key: str) -> bool:
    """Return whether the office with this public key signed the statement.

    Says nothing of dates: whether a certificate is in force is the caller's question.
    """
    return _verifies(office_key, _signed_bytes(statement), statement.signature)


def statement_values(
    statement: Statement,
) -> dict[str, Value]:
    """Return the fields and values of the record that carries a statement."""
    if isinstance(statement, Remainder):
        kept = {f"f{at}": value for at, value in statement.kept}
        return {
            "payload": statement.payload,
            "signature": statement.signature,
            **kept,
        }
    return msgspec.structs.asdict(statement)


def read_certificate(values: Mapping[str, object]) -> Certificate:
    """Read a certificate from the values of its record.

    Raises:
        MalformedCommitError: If a field is missing, unknown or malformed.
    """
    return _read(Certificate, values)


def read_revocation(values: Mapping[str, object]) -> Revocation:
    """Read a revocation from the values of its record.

    Raises:
        MalformedCommitError: If a field is missing, unknown or malformed.
    """
    return _read(Revocation, values)


def read_erasure(values: Mapping[str, object]) -> Erasure:
    """Read an order of erasure from the values of its record.

    Raises:
        MalformedCommitError: If a field is missing, unknown or malformed.
    """
    return _read(Erasure, values)


def read_remainder(values: Mapping[str, object]) -> Remainder:
    """Read what an erased payload keeps from the values of its record.

    Raises:
        MalformedCommitError: If a field is missing, unknown or malformed.
    """
    kept: list[tuple[int, object]] = []
    told: dict[str, object] = {}
    for name, value in values.items():
        if name in {"payload", "signature"}:
            told[name] = value
        elif _PLACE.fullmatch(name):
            kept.append((int(name[1:]), value))
        else:
            raise MalformedCommitError(Fault.RECORD)
    return _read(Remainder, {**told, "kept": tuple(sorted(kept, key=_place))})


def _place(kept: tuple[int, object]) -> int:
    return kept[0]


def device_label(device: str) -> str:
    """Return four syllables, such as *tumikalo*, by which people name a device.

    A label is read aloud and printed in codes; two devices may share one, since there
    are only 60⁴ (13 million).
    """
    return _spoken(hashlib.sha256(to_bytes(device)).digest(), _SYLLABLES)[0]


def six_words(name: str) -> str:
    """Return a public key, or the id of a commit, as six words to compare aloud.

    Words that are none, three syllables each, so that whoever speaks whichever language
    reads them alike and no list of words is needed.  60¹⁸ (106 bits): nobody makes a
    second key with the same words, as can be done for a label.
    """
    digest = hashlib.sha256(_ALOUD + to_bytes(name)).digest()
    return " ".join(_spoken(digest, *[_OF_A_WORD] * _WORDS))


def _spoken(digest: bytes, *lengths: int) -> list[str]:
    """Return a hash as words of so many syllables each."""
    number = int.from_bytes(digest, "big")
    words: list[str] = []
    for length in lengths:
        word = ""
        for _ in range(length):
            number, consonant = divmod(number, len(_CONSONANTS))
            number, vowel = divmod(number, len(_VOWELS))
            word += _CONSONANTS[consonant] + _VOWELS[vowel]
        words.append(word)
    return words


def _read(kind: type[_S], values: Mapping[str, object]) -> _S:
    try:
        return msgspec.convert(dict(values), kind)
    except msgspec.ValidationError as error:
        raise MalformedCommitError(Fault.RECORD) from error


def _signed_bytes(statement: Statement) -> bytes:
    """Return a prefix that no other signature has, and all fields but the signature."""
    fields = msgspec.structs.astuple(statement)[:-1]
    return _PREFIXES[type(statement)] + msgspec.json.encode(fields)


def _verifies(public: str, message: bytes, signature: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(to_bytes(public))
        key.verify(to_bytes(signature), message)
    except (InvalidSignature, MalformedCommitError, ValueError):
        return False
    return True
