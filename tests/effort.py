"""How much is tried: some every day, and all of it before a change lands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from workshop_app.documents import certificates
from workshop_app.exchange import age_passphrase
from workshop_app.store import wrapping

if TYPE_CHECKING:
    from types import ModuleType

    import pytest

IN_CI: Final = os.environ.get("CI") == "true"

CHEAP: Final[tuple[tuple[ModuleType, str, int], ...]] = (
    (wrapping, "_COST", min(wrapping._COSTS)),
    (age_passphrase, "_WRITTEN", 1),
    (certificates, "_ROUNDS", 1),
)
"""What stretches a passphrase, and the least it takes: a guess is to cost 0.2 s."""

DEAR: Final[tuple[tuple[ModuleType, str, Any], ...]] = tuple(
    (module, name, getattr(module, name)) for module, name, _ in CHEAP
)
"""The same, as people get it."""


def examples(many: int) -> int:
    """Return how many examples a property is tried with: every day a third of them."""
    return many if IN_CI else max(many // 3, 1)


def put(
    patch: pytest.MonkeyPatch, costs: tuple[tuple[ModuleType, str, Any], ...]
) -> None:
    """Let stretching a passphrase cost as much."""
    for module, name, cost in costs:
        patch.setattr(module, name, cost)
