"""A passphrase and signatures in ink, told on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_papers import descriptor
from workshop_app.cli.statuses import DONE, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

FIRST, SECOND = "puma y ñandú", "cóndor y vicuña"


def test_a_store_is_given_a_passphrase_and_then_another(
    kuska: Kuska, tmp_path: Path
) -> None:
    store = tmp_path / "a.kuska"
    kuska("new", store, "--title", "Plan", "--operator", "Rosa")

    first = kuska("passphrase", store, "--new-fd", descriptor(FIRST))
    short = kuska(
        *("passphrase", store, "--new-fd", descriptor("corta")),
        *("--key-fd", descriptor(FIRST)),
    )
    second = kuska(
        *("passphrase", store, "--new-fd", descriptor(SECOND)),
        *("--key-fd", descriptor(FIRST), "--json"),
    )
    old = kuska("info", store, "--key-fd", descriptor(FIRST))
    new = kuska("info", store, "--key-fd", descriptor(SECOND))

    assert (first.status, second.status) == (DONE, DONE), first.err + second.err
    assert second.json == {"store": str(store)}
    assert short.status == REFUSED
    assert old.status == REFUSED
    assert new.status == DONE


def test_minutes_signed_on_paper_are_recorded_by_their_number(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    acta = tmp_path / "acta.pdf"
    issued = kuska("document", "minutes", sample, "--out", acta, "--json")
    number = issued.json["files"][0]["number"]

    some = kuska("signed-on-paper", sample, number, "--role", "chair_state", "--json")
    told = kuska("signed-on-paper", sample, number.lower(), "--kept-at", "Caja 3")
    unknown = kuska("signed-on-paper", sample, "ACTA 900")

    assert some.status == DONE, some.err
    assert len(some.json["signed_by_hand"]) == 1
    assert told.out.startswith(f"{number}: signed by hand by ")
    assert unknown.status == REFUSED
    assert "ACTA 900" in unknown.err


@pytest.mark.parametrize("name", ["passphrase", "signed-on-paper"])
def test_each_says_what_it_is_for(kuska: Kuska, name: str) -> None:
    assert kuska(name, "--help").status == DONE
