"""A file is handed over: to those with a key, with a passphrase, or to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.exchange.conftest import PHRASE, Idle
from workshop_app.gui.exchange import giving
from workshop_app.gui.exchange.giving import (
    ANYBODY,
    KEYS,
    GivingPresenter,
    KeyUnreadableError,
    NobodyChosenError,
    is_stick,
    key_in,
)
from workshop_app.gui.exchange.giving import PHRASE as BY_PHRASE
from workshop_app.services import exchanging
from workshop_app.services.exchanging import Audience
from workshop_app.services.protecting import (
    PassphrasesDifferError,
    PassphraseShortError,
)

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

    from workshop_app.errors import AppError
    from workshop_app.exchange.exchange_file import Written
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.store import Store


class Seen:
    """What the presenter showed."""

    def __init__(self) -> None:
        self.written: list[Written] = []
        self.problems: list[AppError] = []
        self.tasks: list[Task] = []
        self.stopped = 0

    def show_state(self) -> None:
        """Nothing to remember."""

    def show_work(self, task: Task, text: str) -> None:
        self.tasks.append(task)

    def show_written(self, written: Written) -> None:
        self.written.append(written)

    def show_stopped(self) -> None:
        self.stopped += 1

    def show_problem(self, error: AppError) -> None:
        self.problems.append(error)


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def presenter(context: AppContext, seen: Seen, tmp_path: Path) -> GivingPresenter:
    made = GivingPresenter(context, seen, context)
    made.go_to(tmp_path)
    return made


def test_a_file_for_the_office_is_written_and_remembered(
    presenter: GivingPresenter, store: Store, idle: Idle, seen: Seen
) -> None:
    presenter.add(" ", exchanging.recipient(store))
    path = presenter.path

    presenter.write(presenter.audience(KEYS, "", ""))
    presenter.write(presenter.audience(KEYS, "", ""))  # not twice at once
    idle()

    (written,) = seen.written
    assert (written.encrypted, written.path.parent) == (True, path.parent)
    assert [*presenter.recipients] == ["The office"]
    assert presenter.last is not None
    (report,) = exchanging.merge_files(store, [written.path], dry_run=True)
    assert report.verdict is exchanging.Verdict.NOTHING_NEW


def test_stopping_leaves_no_file(
    presenter: GivingPresenter, idle: Idle, seen: Seen, tmp_path: Path, held: Event
) -> None:
    presenter.write(Audience(passphrase=PHRASE))
    seen.tasks[-1].cancel()
    held.set()
    idle()

    assert (seen.stopped, seen.written) == (1, [])
    assert not list(tmp_path.glob("*.kuskax*"))


def test_it_is_said_what_is_missing(presenter: GivingPresenter, store: Store) -> None:
    key = exchanging.recipient(store)
    presenter.add("Oficina", key)
    presenter.tick(key, on=False)

    with pytest.raises(NobodyChosenError):
        presenter.audience(KEYS, "", "")
    with pytest.raises(PassphrasesDifferError):
        presenter.audience(BY_PHRASE, PHRASE, "otra")
    with pytest.raises(PassphraseShortError):
        presenter.audience(BY_PHRASE, "corta", "corta")
    assert presenter.audience(BY_PHRASE, PHRASE, PHRASE).passphrase == PHRASE
    assert presenter.audience(ANYBODY, "", "").anybody
    presenter.forget("Oficina")
    assert presenter.recipients == {}
    assert not presenter.personal


def test_a_key_is_read_out_of_a_file(tmp_path: Path) -> None:
    path, picture = tmp_path / "oficina.txt", tmp_path / "foto.png"
    path.write_text("age1abc\n")
    picture.write_bytes(b"\xff\xfe")

    assert key_in(path) == "age1abc"
    for wrong in (picture, tmp_path / "falta.txt"):
        with pytest.raises(KeyUnreadableError):
            key_in(wrong)


@pytest.mark.parametrize(
    ("root", "plugged"),
    [
        ("/", False),
        ("/media/rosa/KINGSTON", True),
        ("/Volumes/KINGSTON", True),
        ("C:/", False),
        ("E:/", True),
    ],
)
def test_a_stick_is_told_by_where_it_is(root: str, plugged: bool) -> None:  # noqa: FBT001 parametrized
    assert is_stick(root) is plugged


def test_the_file_goes_to_the_stick_if_there_is_one(tmp_path: Path) -> None:
    assert giving._first_folder([("KINGSTON", tmp_path)]) == tmp_path
    assert giving._first_folder([]).is_absolute()
