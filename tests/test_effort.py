"""What tests do cheaply is done as people get it too."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.effort import CHEAP, DEAR
from workshop_app.clock import system_clock
from workshop_app.documents.certificates import Holder, make_own_certificate, open_key
from workshop_app.exchange.age_passphrase import (
    close_with_passphrase,
    open_with_passphrase,
)
from workshop_app.ids import RandomIds
from workshop_app.store.wrapping import Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = "puma nevada cantuta"


def test_a_guess_at_a_passphrase_costs_people_much() -> None:
    """A fifth of a second and 64 MB, or what OWASP asks of PBKDF2 in 2023."""
    assert [(name, cost) for _, name, cost in DEAR] == [
        ("_COST", 1 << 16),
        ("_WRITTEN", 16),
        ("_ROUNDS", 600_000),
    ]


def test_here_it_costs_nothing() -> None:
    assert all(getattr(module, name) == cost for module, name, cost in CHEAP)


@pytest.mark.slow  # stretches six times
@pytest.mark.usefixtures("dear_passphrases")
def test_what_was_closed_at_its_full_cost_is_opened() -> None:
    secret = bytes(range(32))
    box, opened = io.BytesIO(), io.BytesIO()

    wrapping = Wrapping.made(secret, WORDS, RandomIds(system_clock))
    close_with_passphrase([secret], box, WORDS)
    key = make_own_certificate(
        Holder(name="Nelly"), WORDS.encode(), seed=secret, since=at(7)
    )

    assert wrapping.cost == 1 << 16
    assert wrapping.opened(WORDS) == secret
    head = b"".join(_head(box))
    open_with_passphrase(head, box, opened, WORDS)
    assert b" 16\n" in head
    assert opened.getvalue() == secret
    assert open_key(key, WORDS.encode()).name == "Nelly"


def _head(box: io.BytesIO) -> Iterator[bytes]:
    box.seek(0)
    for line in box:
        yield line
        if line.startswith(b"---"):
            return
