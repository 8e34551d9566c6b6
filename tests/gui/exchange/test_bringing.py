"""Files are looked into, opened, merged, and let go of, without a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.exchange.conftest import PHRASE, Idle, Others
from workshop_app.gui.exchange.arrived import ArrivedPresenter
from workshop_app.gui.exchange.bringing import BringingPresenter
from workshop_app.services.exchanging import Audience, Verdict
from workshop_app.services.file_imports import list_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.exchange.arrived import Aside
    from workshop_app.gui.exchange.columns import Row
    from workshop_app.gui.parts.tasks import Task
    from workshop_app.services.batches import Batch
    from workshop_app.store import Store
    from workshop_app.store.arrivals import FileRow


class Seen:
    """What the presenters showed."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self.looked = 0
        self.stopped = 0
        self.batches: list[Batch] = []
        self.problems: list[AppError] = []
        self.asides: Sequence[Aside] = ()
        self.out: list[str] = []

    def show_files(self, rows: Sequence[Row] | Sequence[FileRow]) -> None:
        """Nothing to remember."""

    def show_work(self, task: Task, text: str) -> None:
        self.tasks.append(task)

    def show_looked(self, rows: Sequence[Row]) -> None:
        self.looked += 1

    def show_merged(self, batch: Batch, rows: Sequence[Row]) -> None:
        self.batches.append(batch)

    def show_stopped(self, rows: Sequence[Row]) -> None:
        self.stopped += 1

    def show_problem(self, error: AppError) -> None:
        self.problems.append(error)

    def show_asides(self, asides: Sequence[Aside]) -> None:
        self.asides = asides

    def show_taken_out(self, row: FileRow) -> None:
        self.out.append(f"out {row.name}")

    def show_brought_back(self, row: FileRow) -> None:
        self.out.append(f"back {row.name}")


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def bringing(context: AppContext, seen: Seen) -> BringingPresenter:
    return BringingPresenter(context, seen, context)


def verdicts(presenter: BringingPresenter) -> dict[str, Verdict | None]:
    return {
        row.path.name: None if row.report is None else row.report.verdict
        for row in presenter.rows
    }


def test_files_are_looked_into_before_anything_is_written(
    bringing: BringingPresenter, others: Others, store: Store, idle: Idle, seen: Seen
) -> None:
    good = others.file("puno")
    bad = others.folder / "nota.kuskax"
    bad.write_bytes(b"nada")

    bringing.bring([good, bad, others.start])
    idle()

    assert verdicts(bringing) == {
        "puno.kuskax": Verdict.QUARANTINED,
        "nota.kuskax": Verdict.REFUSED,
        "inicio.kuskax": Verdict.NOTHING_NEW,
    }
    assert bringing.ready == [good]
    assert list_files(store) == ()
    assert (seen.looked, seen.problems) == (1, [])


def test_what_is_ready_is_merged_and_a_bad_file_stops_nothing(
    bringing: BringingPresenter, others: Others, store: Store, idle: Idle, seen: Seen
) -> None:
    bad = others.folder / "nota.kuskax"
    bad.write_bytes(b"nada")
    bringing.bring([bad, others.file("puno"), others.file("cusco")])
    idle()

    bringing.merge()
    bringing.merge()  # once is enough
    idle()

    assert [row.name for row in list_files(store)] == ["puno.kuskax", "cusco.kuskax"]
    assert [len(one.reports) for one in seen.batches] == [2]
    assert bringing.ready == []
    assert [row.done for row in bringing.rows] == [False, True, True]


def test_a_passphrase_is_kept_for_the_batch_and_forgotten_with_it(
    bringing: BringingPresenter, others: Others, store: Store, idle: Idle
) -> None:
    closed = others.file("puno", Audience(passphrase=PHRASE))
    bringing.bring([closed])
    idle()
    bringing.unlock("otra cosa")
    idle()
    still = list(bringing.locked)

    bringing.unlock(PHRASE)
    idle()
    bringing.merge()
    idle()

    assert still == [closed]
    assert [row.name for row in list_files(store)] == ["puno.kuskax"]
    bringing.clear()
    assert (list(bringing.rows), bringing._phrases) == ([], {})


def test_stopping_before_the_first_file_leaves_all_of_them_to_be_read(
    bringing: BringingPresenter, others: Others, idle: Idle, seen: Seen, held: Event
) -> None:
    path = others.file("puno")

    bringing.bring([path])
    seen.tasks[-1].cancel()
    held.set()
    idle()

    assert verdicts(bringing) == {"puno.kuskax": None}
    assert not bringing.is_busy
    bringing.look()
    idle()
    assert verdicts(bringing) == {"puno.kuskax": Verdict.QUARANTINED}


def test_a_folder_is_its_files_and_one_can_be_left_out(
    bringing: BringingPresenter, others: Others, idle: Idle
) -> None:
    path = others.file("puno")
    bringing.bring([others.folder])
    bringing.drop([str(path)])  # not while it is being read
    idle()

    bringing.drop([str(path)])

    assert [*verdicts(bringing)] == ["inicio.kuskax"]
    assert bringing.row(str(path)) is None


def test_a_file_that_came_in_is_taken_out_and_brought_back(
    context: AppContext,
    bringing: BringingPresenter,
    others: Others,
    store: Store,
    idle: Idle,
    seen: Seen,
) -> None:
    bringing.bring([others.file("puno")])
    idle()
    bringing.merge()
    idle()
    arrived = ArrivedPresenter(context, seen, context)
    arrived.wake()
    (row,) = list_files(store)
    told = [one.sentence for one in seen.asides]

    arrived.take_out(row, "vino dos veces")
    (out,) = list_files(store)
    arrived.take_out(row, "otra vez")
    arrived.bring_back(row)
    arrived.sleep()

    assert arrived.row("1") is not None
    assert [row.by in sentence for sentence in told] == [True]
    assert out.taken_out_by
    assert not list_files(store)[0].taken_out_by
    assert seen.out == ["out puno.kuskax", "back puno.kuskax"]
    assert len(seen.problems) == 1
