"""A process gives way to another only when everything of it is safe."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Slot

from tests.builders import a_person_draft
from workshop_app.domain.person import Person
from workshop_app.gui.opening import Opener, resolved
from workshop_app.gui.single import SingleWindow
from workshop_app.services.people import register_person
from workshop_app.services.processes import found_process
from workshop_app.store import Deed, Store

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress


@pytest.fixture
def other(tmp_path: Path, home: Path) -> str:
    """Another process, closed."""
    location = tmp_path / "otro.kuska"
    found_process(str(location), "Otro", "Juan", plain=True, home=home).close()
    return str(location)


@pytest.fixture
def opener(context: AppContext) -> Opener:
    return Opener(context, context)


def test_what_waits_for_the_lane_is_done_in_its_own_process(
    qtbot: QtBot, context: AppContext, store: Store, opener: Opener, other: str
) -> None:
    mine = store.location
    began, go_on = threading.Event(), threading.Event()

    def import_much(_progress: Progress) -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    context.start(import_much, on_error=lambda _: None)
    began.wait()
    opener.open(other)
    context.perform(
        partial(register_person, store, a_person_draft(organization=None)),
        on_error=lambda error: pytest.fail(str(error)),
    )
    with qtbot.waitSignal(opener.opened, timeout=10_000):
        go_on.set()

    assert context.store.location == resolved(other)
    again = Store.open(mine, home=context.home)
    with again.read() as reader:
        assert reader.count(Person) == 2
    again.close()


class Typist(QObject):
    """Somebody who gives what was typed when asked."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context

    @Slot()
    def give(self) -> None:
        """Give it."""
        register_person(self._context.store, a_person_draft(organization=None))


def test_what_is_being_typed_is_asked_for_before_its_process_is_closed(
    qtbot: QtBot, context: AppContext, opener: Opener, other: str
) -> None:
    mine = context.store.location
    context.store_closing.connect(Typist(context).give)

    with qtbot.waitSignal(opener.opened, timeout=10_000):
        opener.open(other)

    again = Store.open(mine, home=context.home)
    with again.read() as reader:
        assert reader.count(Person) == 2
    again.close()


def test_a_process_that_cannot_be_opened_leaves_the_open_one_claimed(
    qtbot: QtBot, context: AppContext, store: Store, opener: Opener, tmp_path: Path
) -> None:
    opener.single.claim(resolved(store.location))
    second = SingleWindow(context)

    with qtbot.waitSignal(opener.failed):
        opener.open(str(tmp_path / "gone.kuska"))

    assert not second.claim(resolved(store.location))
    assert second.claim(resolved(str(tmp_path / "gone.kuska")))
    opener.close()
    second.release_all_but("")


def test_opening_what_is_open_goes_there(
    qtbot: QtBot, context: AppContext, store: Store, opener: Opener
) -> None:
    with qtbot.waitSignal(opener.opened):
        opener.open(store.location)

    assert context.store is store
