"""A store with a process in it, founded once and copied for each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import DAY, a_session_draft, at
from workshop_app.clock import SteppingClock
from workshop_app.domain.process import RulesDraft
from workshop_app.ids import SeededIds
from workshop_app.services.processes import found_process
from workshop_app.services.sessions import open_session, schedule_session
from workshop_app.store import Store
from workshop_app.store.engine import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOUNDER = "Rosa Quispe Mamani"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of the test's own, without a keyring."""
    folder = tmp_path / "home"
    monkeypatch.setenv("KUSKA_HOME", str(folder))
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain store with its process, rules and stages, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    clock = SteppingClock(at(7))
    store = found_process(
        str(folder / "taller.kuska"),
        "III Plan de Acción de Gobierno Abierto",
        FOUNDER,
        RulesDraft(effective_on=DAY.replace(month=1, day=1)),
        plain=True,
        clock=clock,
        ids=SeededIds("template", clock),
        home=folder / "home",
    )
    store.close()
    return folder


@pytest.fixture
def clock() -> SteppingClock:
    """The test's time, an hour after the founding."""
    return SteppingClock(at(8))


@pytest.fixture
def store(
    template: Path, tmp_path: Path, home: Path, clock: SteppingClock
) -> Iterator[Store]:
    """A process of the test's own."""
    shutil.copy(template / "taller.kuska", tmp_path / "taller.kuska")
    shutil.copytree(template / "home", home)
    opened = Store.open(
        str(tmp_path / "taller.kuska"), clock=clock, ids=SeededIds("test", clock)
    )
    yield opened
    opened.close()


@pytest.fixture
def session(store: Store) -> str:
    """A session that was opened at nine, with nobody on its list yet."""
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    made = schedule_session(store, draft)
    open_session(store, made, at(9))
    return made


@pytest.fixture
def statements(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[], object]], int]:
    """Count the SQL statements that something takes."""
    counted = [0]

    def count(name: str) -> None:
        original = getattr(Link, name)

        def counting(self: Link, *arguments: Any) -> Any:
            counted[0] += 1
            return original(self, *arguments)

        monkeypatch.setattr(Link, name, counting)

    for name in ("run", "run_many", "select"):
        count(name)

    def of(work: Callable[[], object]) -> int:
        before = counted[0]
        work()
        return counted[0] - before

    return of
