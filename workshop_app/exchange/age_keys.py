"""Keys of exchange files: age's X25519 keys, as text (C2SP, age-encryption.org/v1).

pyrage makes keys only from its own randomness; ours come from the program's source of
secrets, so their text is spelled here: Bech32 (BIP 173) of the 32 bytes.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from workshop_app.exchange.exchange_errors import ExchangeKeyError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyrage import x25519

_PREFIX: Final = "age-secret-key-"
_DIGITS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_DIGITS: Final = 6


def new_exchange_key(secret: bytes | None = None) -> tuple[str, str]:
    """Return a new key pair: the secret half and the public half, as text.

    Args:
        secret: The 32 random bytes it is made of; drawn here if None.
    """
    text = _bech32(secrets.token_bytes(32) if secret is None else secret).upper()
    return text, str(identity(text).to_public())


def identity(text: str) -> x25519.Identity:
    """Read the secret half of a key.

    Raises:
        ExchangeKeyError: If it is not one.
    """
    from pyrage import IdentityError, x25519  # noqa: PLC0415 only when it is needed

    try:
        return x25519.Identity.from_str(text)
    except IdentityError as error:
        raise ExchangeKeyError from error


def recipient(text: str) -> x25519.Recipient:
    """Read the public half of a key.

    Raises:
        ExchangeKeyError: If it is not one.
    """
    from pyrage import RecipientError, x25519  # noqa: PLC0415 only when it is needed

    try:
        return x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise ExchangeKeyError from error


def _bech32(secret: bytes) -> str:
    number = int.from_bytes(secret, "big") << 4  # 256 bits in 52 digits of five
    digits = [number >> shift & 31 for shift in range(255, -1, -5)]
    expanded = [ord(one) >> 5 for one in _PREFIX] + [0]
    expanded += [ord(one) & 31 for one in _PREFIX]
    check = _polymod([*expanded, *digits, *[0] * _CHECK_DIGITS]) ^ 1
    digits += [check >> shift & 31 for shift in range(25, -1, -5)]
    return _PREFIX + "1" + "".join(_DIGITS[digit] for digit in digits)


def _polymod(digits: Iterable[int]) -> int:
    """Compute the checksum of BIP 173."""
    check = 1
    for digit in digits:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ digit
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check
