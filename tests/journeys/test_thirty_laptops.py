"""Thirty laptops' files, merged in three orders: one record, and every trouble told.

Slow: it makes thirty-six stores and merges thirty-eight files three times.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.thirty_laptops import ThirtyLaptops
from workshop_app import clock
from workshop_app.cli.main import run
from workshop_app.clock import PERU
from workshop_app.services.sample import build_sample

pytestmark = pytest.mark.slow

Ask = Callable[..., Any]
TODAY = datetime(2026, 11, 2, 9, tzinfo=PERU)
AT_ONCE = 100


class Today(datetime):
    """A day after all that happens, whatever day the tests run on."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return TODAY.astimezone(tz)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "datetime", Today)
    monkeypatch.setenv("KUSKA_KEYRING", "off")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThirtyLaptops]:
    laptops = ThirtyLaptops(tmp_path_factory.mktemp("thirty"))
    yield laptops
    laptops.close()


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command of the command line and return its JSON."""

    def asked(*arguments: object) -> Any:
        capsys.readouterr()
        run([*map(str, arguments), "--json"], {"KUSKA_LANGUAGE": "en"})
        return json.loads(capsys.readouterr().out)

    return asked


def as_made(files: Sequence[Path]) -> list[Path]:
    return list(files)


def the_last_first(files: Sequence[Path]) -> list[Path]:
    return list(reversed(files))


def shuffled(files: Sequence[Path]) -> list[Path]:
    return random.Random(7).sample(files, len(files))  # noqa: S311 an order, no secret


@pytest.mark.parametrize(
    ("order", "at_a_time"),
    [(as_made, AT_ONCE), (the_last_first, AT_ONCE), (shuffled, 7)],
)
def test_every_trouble_is_told_and_nothing_else(
    made: ThirtyLaptops,
    ask: Ask,
    order: Callable[[Sequence[Path]], list[Path]],
    at_a_time: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "home"))
    store, planted = tmp_path / "coordinator.kuska", made.planted
    ask("new", store, "--from", made.start, "--plain")
    files = order(made.files)

    told = [
        one
        for first in range(0, len(files), at_a_time)
        for one in ask("merge", store, *files[first : first + at_a_time])["files"]
    ]
    imports = ask("imports", store)["imports"]
    admitted = ask("admit", store)["computers"]
    conflicts = ask("conflicts", store)["conflicts"]
    pairs = ask("duplicates", store)["pairs"]
    findings = ask("check", store)["findings"]

    names = {Path(one["path"]).name: one for one in told}
    verdicts = {name: one["verdict"] for name, one in names.items()}
    assert {n for n, one in verdicts.items() if one == "refused"} == planted.refused
    assert all(names[one]["verdict"] == "nothing_new" for one in planted.again)
    assert {label for one in told for label in one["forks"]} == planted.forks
    assert {c["computer"] for one in told for c in one["clocks"]} == planted.clocks
    kept = {one["computer"] for one in imports if one["quarantined"]}
    assert kept == planted.strangers
    assert not [one for one in imports if one["pending"]]
    strangers = {one["computer"] for one in admitted if not one["admitted"]}
    own = {one["computer"] for one in admitted if one["own"]}
    assert strangers - own == planted.strangers
    assert {one["conflict"] for one in conflicts} == planted.conflicts
    assert {frozenset((one["a"], one["b"])) for one in pairs} == planted.duplicates
    assert {(one["problem"], one["subject"]) for one in findings} == planted.findings


def test_the_record_is_one_in_every_order_and_that_of_the_sample(
    made: ThirtyLaptops, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumps, store = [], tmp_path
    for order in (as_made, the_last_first, shuffled):
        monkeypatch.setenv("KUSKA_HOME", str(tmp_path / order.__name__ / "home"))
        store = tmp_path / f"{order.__name__}.kuska"
        ask("new", store, "--from", made.start, "--plain")
        ask("merge", store, *order(made.files))
        dumps.append(ask("dump", store))
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "whole"))
    whole = tmp_path / "sample.kuska"
    build_sample(str(whole), home=tmp_path / "whole").store.close()

    assert dumps[0] == dumps[1] == dumps[2]
    assert results(ask("tally", store)) == results(ask("tally", whole))
    for kind in ("contribution", "decision", "ballot", "vote", "movement"):
        mine, theirs = (one["records"] for one in (dumps[0], ask("dump", whole)))
        assert len(mine[kind]) == len(theirs[kind]) + EXTRA.get(kind, 0), kind


EXTRA = {"movement": 8}
"""Ada's second arrival, and those who walked in beside the sample."""


def results(told: Any) -> list[tuple[str, Any, Any]]:
    """Return what every ballot asked and how it ended, without codes."""
    return sorted(
        (one["question"], one["outcome"], json.dumps(one["totals"]))
        for one in told["ballots"]
    )
