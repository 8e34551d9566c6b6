"""Codes as the screen shows them: short wherever that means one thing in the process.

Which ones stay whole is known of the open process, as the colours are of the theme:
what shows a code need not ask a store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain import short_codes as codes

if TYPE_CHECKING:
    from collections.abc import Iterable


class _InForce:
    whole: frozenset[str] = frozenset()


def learn(known: Iterable[str]) -> None:
    """Take note of every code of the open process."""
    _InForce.whole = codes.shared_codes(known)


def short_codes(text: str) -> str:
    """Return a text, or a single code, with its codes as people say them here."""
    return codes.short_codes(text, whole=_InForce.whole)
