"""A passphrase for the file: what is asked of one, and giving the open file another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.store import protecting
from workshop_app.store.protecting import PassphraseNowWrongError

if TYPE_CHECKING:
    from workshop_app.store import Store

__all__ = [
    "PassphraseNowWrongError",
    "PassphraseShortError",
    "PassphrasesDifferError",
    "can_be_protected",
    "has_passphrase",
    "require_passphrase",
    "set_passphrase",
]

SHORTEST_PASSPHRASE: Final = 8
"""Characters; fewer are found by trying."""


class PassphraseShortError(AppError):
    """A passphrase that could be guessed protects nothing."""

    def __init__(self, least: int) -> None:
        super().__init__(
            tr("The passphrase has fewer than {least} characters.", least=least),
            advice=tr("Choose several words, or leave both fields empty."),
        )
        self.least = least


class PassphrasesDifferError(AppError):
    """The passphrase was not typed the same way twice."""

    def __init__(self) -> None:
        super().__init__(
            tr("The two passphrases are not the same."),
            advice=tr("Type it again in both fields."),
        )


def require_passphrase(passphrase: str, repeated: str) -> None:
    """Make sure that a passphrase protects, and was typed as it was meant.

    Raises:
        PassphrasesDifferError: If it was not typed the same way twice.
        PassphraseShortError: If it is too short.
    """
    if passphrase != repeated:
        raise PassphrasesDifferError
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseShortError(SHORTEST_PASSPHRASE)


def can_be_protected(store: Store) -> bool:
    """Say whether the file has a key that a passphrase can protect."""
    return store.encrypted


def has_passphrase(store: Store) -> bool:
    """Say whether the file opens with a passphrase by now."""
    return protecting.has_passphrase(store)


def set_passphrase(
    store: Store, passphrase: str, repeated: str, *, now: str | None = None
) -> None:
    """Give the open file a passphrase, or another in place of the one it has.

    Args:
        store: The open store.
        passphrase: The new one.
        repeated: The same, typed again.
        now: The one it has, if it has one.

    Raises:
        PassphrasesDifferError, PassphraseShortError: As `require_passphrase`.
        AppError: As `workshop_app.store.protecting.protect`.
    """
    require_passphrase(passphrase, repeated)
    protecting.protect(store, passphrase, now=now)
